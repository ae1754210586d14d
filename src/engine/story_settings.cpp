/// `t.idp:set`: what the case's admin changes in the vendor's console.
#include "src/engine/story_settings.hpp"

#include "simulator/idp/attribute_rows.hpp"
#include "src/core/text.hpp"
#include "src/lua/stack.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

/// One value, or the lines of a field that takes several.
std::vector<std::string> values_in(const lua::Value& given, const std::string& key) {
    if (const std::string* text = given.text()) return {*text};
    if (const auto* number = std::get_if<std::int64_t>(&given.data)) return {std::to_string(*number)};
    if (const bool* flag = std::get_if<bool>(&given.data)) return {*flag ? "true" : "false"};
    std::vector<std::string> out;
    if (const lua::Table* table = given.table(); table && table->fields.empty())
        for (const lua::Value& one : table->items)
            if (const std::string* text = one.text()) out.push_back(*text);
    if (out.empty()) throw lua::ScriptError(key + ": a text, a number, true, false or a list of texts was expected");
    return out;
}

std::string entry_of(const idp::ConsoleField& field, const std::vector<std::string>& values) {
    if (values.size() > 1 && !field.list) throw lua::ScriptError(field.key + ": takes one value");
    std::vector<std::string> lines;
    for (const std::string& value : values) lines.push_back(idp::entry_for(field, value));
    return join(lines, "\n");
}

} // namespace

void change_console(idp::Idp& idp, const lua::Value& settings) {
    const lua::Table* table = settings.table();
    if (!table || !table->items.empty()) throw lua::ScriptError("a table of settings by their keys was expected");
    std::map<std::string, std::string> changed = idp.tenant().settings;
    try {
        for (const auto& [key, value] : table->fields) {
            const idp::ConsoleField& field = idp::field_keyed(idp.profile().saml, key);
            if (idp.profile().variables.contains(key)) throw lua::ScriptError(key + ": is fixed once the tenant is made");
            changed[field.name()] = entry_of(field, values_in(value, key));
        }
        idp::Tenant tried;
        tried.settings = changed;
        idp::configure(idp.profile().saml, tried);
    } catch (const Failure& failure) {
        throw lua::ScriptError(describe(failure.error()));
    }
    idp.tenant().settings = std::move(changed);
}

void add_console_row(idp::Idp& idp, const std::string& table, const lua::Value& row) {
    const idp::SamlProfile& profile = idp.profile().saml;
    const auto found = std::ranges::find(profile.tables, table, &idp::ConsoleTable::label);
    if (found == profile.tables.end())
        throw lua::ScriptError("the console has no table \"" + table + "\"" + did_you_mean_or_list(table, names_of(profile.tables, &idp::ConsoleTable::label)));
    if (!row.table() || !row.table()->items.empty()) throw lua::ScriptError("a row was expected: a table of the columns' labels");
    idp::ConsoleRow cells;
    for (const auto& [label, cell] : row.table()->fields) cells[label] = values_in(cell, label);
    const auto mapping = idp::mapping_of(*found, cells, profile.language);
    if (!mapping) throw lua::ScriptError(describe(mapping.error()));
    if (*mapping) idp.tenant().attributes.push_back(**mapping);
}

std::vector<std::string> console_choices(const idp::Profile& profile, const std::string& key) {
    const auto field = std::ranges::find(profile.saml.console, key, &idp::ConsoleField::key);
    if (field == profile.saml.console.end()) return {};
    return names_of(field->choices, [](const auto& choice) { return choice.second; });
}

} // namespace idpsim::engine
