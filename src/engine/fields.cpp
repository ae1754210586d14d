#include "src/engine/fields.hpp"

#include "src/core/result.hpp"
#include "src/core/text.hpp"
#include "src/engine/field_lines.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

const lua::Value nil_value;

std::string quoted_list(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "\"" : ", \"") + text + "\"";
    return out;
}

} // namespace

Fields::Fields(const lua::Value& value, std::string file, std::shared_ptr<const std::string> source, std::string path)
    : value_(value), file_(std::move(file)), source_(std::move(source)), path_(std::move(path)) {
    if (!value_.table()) fail("", "a table was expected, there is " + std::string(lua::type_name(value_)));
}

const lua::Value& Fields::look_up(std::string_view name) const {
    const auto& fields = value_.table()->fields;
    const auto found = fields.find(name);
    return found == fields.end() ? nil_value : found->second;
}

bool Fields::has(std::string_view name) const { return !look_up(name).is_nil(); }

void Fields::fail(std::string_view name, std::string_view why) const {
    std::string full = path_;
    if (!name.empty()) full += (full.empty() ? "" : ".") + std::string(name);
    const std::size_t line = source_ ? field_line(*source_, full) : 1;
    throw Failure(Error{Fault::invalid, file_ + ":" + std::to_string(line), (full.empty() ? "" : full + ": ") + std::string(why)});
}

lua::Value Fields::raw(std::string_view name) {
    known_.emplace(name);
    return look_up(name);
}

std::optional<std::string> Fields::optional_text(std::string_view name) {
    const lua::Value value = raw(name);
    if (value.is_nil()) return std::nullopt;
    if (!value.text()) fail(name, "a text was expected, there is " + std::string(lua::type_name(value)));
    return *value.text();
}

std::string Fields::text(std::string_view name) {
    const auto found = optional_text(name);
    if (!found) fail(name, "is missing; a text was expected");
    if (found->empty()) fail(name, "is empty; a text was expected");
    return *found;
}

std::string Fields::text_or(std::string_view name, std::string fallback) { return optional_text(name).value_or(std::move(fallback)); }

bool Fields::flag(std::string_view name, bool fallback) {
    const lua::Value value = raw(name);
    if (value.is_nil()) return fallback;
    const bool* held = std::get_if<bool>(&value.data);
    if (!held) fail(name, "true or false was expected, there is " + std::string(lua::type_name(value)));
    return *held;
}

std::int64_t Fields::integer(std::string_view name, std::int64_t fallback, std::int64_t least, std::int64_t most) {
    const lua::Value value = raw(name);
    if (value.is_nil()) return fallback;
    const std::int64_t* held = std::get_if<std::int64_t>(&value.data);
    if (!held) fail(name, "a whole number was expected, there is " + std::string(lua::type_name(value)));
    if (*held < least || *held > most)
        fail(name, std::to_string(*held) + " is not between " + std::to_string(least) + " and " + std::to_string(most));
    return *held;
}

std::string Fields::choice(std::string_view name, const std::vector<std::string>& choices, std::string fallback) {
    const auto found = optional_text(name);
    if (!found) return fallback;
    if (std::ranges::find(choices, *found) == choices.end())
        fail(name, "\"" + *found + "\" is none of " + quoted_list(choices) + did_you_mean(*found, choices));
    return *found;
}

std::vector<std::string> Fields::texts(std::string_view name) {
    const lua::Value value = raw(name);
    if (value.is_nil()) return {};
    if (value.text()) return {*value.text()};
    const lua::Table* table = value.table();
    if (!table || !table->fields.empty()) fail(name, "a list of texts was expected, there is " + std::string(lua::type_name(value)));
    std::vector<std::string> out;
    for (const lua::Value& one : table->items) {
        if (!one.text()) fail(name, "entry " + std::to_string(out.size() + 1) + ": a text was expected, there is " + std::string(lua::type_name(one)));
        out.push_back(*one.text());
    }
    return out;
}

std::map<std::string, std::string, std::less<>> Fields::text_map(std::string_view name) {
    const lua::Value value = raw(name);
    std::map<std::string, std::string, std::less<>> out;
    if (value.is_nil()) return out;
    const lua::Table* table = value.table();
    if (!table || !table->items.empty()) fail(name, "a table of named texts was expected, there is " + std::string(table ? "a list" : lua::type_name(value)));
    for (const auto& [key, one] : table->fields) {
        if (!one.text()) fail(std::string(name) + "." + key, "a text was expected, there is " + std::string(lua::type_name(one)));
        out[key] = *one.text();
    }
    return out;
}

std::optional<Fields> Fields::optional_table(std::string_view name) {
    const lua::Value value = raw(name);
    if (value.is_nil()) return std::nullopt;
    if (!value.table()) fail(name, "a table was expected, there is " + std::string(lua::type_name(value)));
    return Fields(value, file_, source_, (path_.empty() ? "" : path_ + ".") + std::string(name));
}

Fields Fields::table(std::string_view name) {
    auto found = optional_table(name);
    if (!found) fail(name, "is missing; a table was expected");
    return *found;
}

std::vector<Fields> Fields::tables(std::string_view name) {
    const lua::Value value = raw(name);
    std::vector<Fields> out;
    if (value.is_nil()) return out;
    const lua::Table* table = value.table();
    if (!table || !table->fields.empty()) fail(name, "a list of tables was expected");
    for (const lua::Value& one : table->items) {
        const std::string entry = std::string(name) + "[" + std::to_string(out.size() + 1) + "]";
        if (!one.table()) fail(entry, "a table was expected, there is " + std::string(lua::type_name(one)));
        out.emplace_back(one, file_, source_, (path_.empty() ? "" : path_ + ".") + entry);
    }
    return out;
}

std::vector<std::pair<std::string, Fields>> Fields::named_tables(std::string_view name) {
    const lua::Value value = raw(name);
    std::vector<std::pair<std::string, Fields>> out;
    if (value.is_nil()) return out;
    const lua::Table* table = value.table();
    if (!table || !table->items.empty()) fail(name, "a table of named tables was expected");
    for (const auto& [key, one] : table->fields) {
        const std::string entry = std::string(name) + "." + key;
        if (!one.table()) fail(entry, "a table was expected, there is " + std::string(lua::type_name(one)));
        out.emplace_back(key, Fields(one, file_, source_, (path_.empty() ? "" : path_ + ".") + entry));
    }
    return out;
}

std::optional<lua::Function> Fields::function(std::string_view name) {
    const lua::Value value = raw(name);
    if (value.is_nil()) return std::nullopt;
    if (!value.function()) fail(name, "a function was expected, there is " + std::string(lua::type_name(value)));
    return *value.function();
}

void Fields::finish() const {
    const lua::Table& table = *value_.table();
    for (const auto& [name, value] : table.fields) {
        if (known_.contains(name)) continue;
        fail(name, "no field of that name is known here" + did_you_mean(name, {known_.begin(), known_.end()}));
    }
    if (!table.items.empty()) fail("", "named fields were expected, there are list entries as well");
}

} // namespace idpsim::engine
