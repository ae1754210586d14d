#include "simulator/idp/expression_functions.hpp"
#include "src/core/text.hpp"
#include "src/engine/saml_profile_parts.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

const std::vector<std::string> roles{"name",  "namespace",    "name_format", "friendly_name", "value",    "constant", "macro", "expression",
                                     "filter", "filter_value", "groups",      "multi_value",   "include", "required", "none"};

/// word -> key -> value
std::map<std::string, std::map<std::string, std::string>> read_implied(Fields& fields, const std::vector<std::pair<std::string, std::string>>& choices) {
    std::map<std::string, std::map<std::string, std::string>> out;
    const lua::Value all = fields.raw("implies");
    if (all.is_nil()) return out;
    if (!all.table()) fields.fail("implies", "a table of the choices was expected");
    for (const auto& [word, fixed] : all.table()->fields) {
        if (std::ranges::find(choices, word, [](const auto& choice) { return choice.first; }) == choices.end())
            fields.fail("implies", "\"" + word + "\" is none of the choices");
        if (!fixed.table()) fields.fail("implies." + word, "a table of settings was expected");
        for (const auto& [key, value] : fixed.table()->fields) {
            if (!value.text()) fields.fail("implies." + word + "." + key, "a text was expected");
            out[word].emplace(key, *value.text());
        }
    }
    return out;
}

/// A field that names no page stands on the page of the one before it.
idp::ConsoleField read_console_field(Fields fields, const std::string& page) {
    idp::ConsoleField out;
    out.page = fields.text_or("page", page);
    out.label = fields.text("label");
    out.key = fields.text_or("key", "");
    out.fallback = fields.text_or("default", "");
    out.required = fields.flag("required", false);
    out.choices = read_pairs(fields, "choices");
    out.scale = static_cast<int>(fields.integer("scale", 1, 1, 86400));
    out.list = fields.flag("list", false);
    out.always = fields.flag("always", false);
    out.help = fields.text_or("help", "");
    out.blank = fields.text_or("blank", "");
    out.at_first = fields.optional_text("at_first");
    out.implies = read_implied(fields, out.choices);
    if (auto when = fields.optional_table("shown_when")) {
        out.shown_when.emplace(when->text("label"), when->text("word"));
        when->finish();
    }
    const auto word_of = [](const auto& choice) { return choice.first; };
    if (!out.choices.empty() && !out.fallback.empty() && std::ranges::find(out.choices, out.fallback, word_of) == out.choices.end())
        fields.fail("default", "\"" + out.fallback + "\" is none of the choices");
    if (out.always && out.fallback.empty()) fields.fail("always", "needs a default");
    fields.finish();
    return out;
}

idp::ConsoleColumn read_column(Fields fields) {
    idp::ConsoleColumn out;
    out.label = fields.text("label");
    out.role = fields.choice("role", roles, "none");
    out.fallback = fields.text_or("default", "");
    out.required = fields.flag("required", false);
    out.choices = read_pairs(fields, "choices");
    out.open = fields.text_or("open", "");
    out.help = fields.text_or("help", "");
    fields.finish();
    return out;
}

idp::ConsoleTable read_table(Fields fields) {
    idp::ConsoleTable out;
    out.page = fields.text("page");
    out.label = fields.text("label");
    for (Fields& column : fields.tables("columns")) out.columns.push_back(read_column(std::move(column)));
    if (out.columns.empty()) fields.fail("columns", "expected at least one column");
    out.value = fields.text_or("value", "");
    out.assigned_only = fields.flag("assigned_only", false);
    out.most = static_cast<std::size_t>(fields.integer("most", 0, 0, 100'000));
    for (Fields& row : fields.tables("rows")) {
        auto& cells = out.rows.emplace_back();
        for (const idp::ConsoleColumn& column : out.columns)
            if (auto text = row.optional_text(column.label)) cells.emplace(column.label, *text);
        row.finish();
    }
    out.help = fields.text_or("help", "");
    fields.finish();
    return out;
}

std::map<std::string, std::string> read_functions(Fields& fields, std::string_view name, bool with_attribute) {
    std::map<std::string, std::string> out;
    for (const auto& [theirs, ours] : fields.text_map(name)) {
        if (!idp::find_built_in(ours) && !(with_attribute && ours == "attribute"))
            fields.fail(std::string(name) + "." + theirs, "no built-in function is named \"" + ours + "\"" + did_you_mean(ours, idp::built_in_names()));
        out.emplace(theirs, ours);
    }
    return out;
}

idp::ExpressionLanguage read_language(Fields fields) {
    idp::ExpressionLanguage out;
    out.title = fields.text("title");
    for (const auto& [theirs, ours] : fields.text_map("names")) out.names.emplace(theirs, ours);
    out.functions = read_functions(fields, "functions", true);
    out.methods = read_functions(fields, "methods", false);
    fields.finish();
    return out;
}

/// What shows a field is a choice of this console, and the word one of its own.
void check_shown_when(const Fields& fields, const std::vector<idp::ConsoleField>& console) {
    for (const idp::ConsoleField& field : console) {
        if (!field.shown_when) continue;
        const auto& [label, word] = *field.shown_when;
        const auto shows = std::ranges::find(console, label, &idp::ConsoleField::label);
        const auto is_word = [&](const auto& choice) { return choice.first == word; };
        if (shows == console.end() || std::ranges::none_of(shows->choices, is_word))
            fields.fail("console", "\"" + field.label + "\" is shown by a choice that is not there: \"" + label + "\" = \"" + word + "\"");
    }
}

void mark_repeated_labels(std::vector<idp::ConsoleField>& console) {
    for (idp::ConsoleField& field : console) field.ambiguous = std::ranges::count(console, field.label, &idp::ConsoleField::label) > 1;
}

} // namespace

void read_console(Fields& fields, idp::SamlProfile& out) {
    std::string page;
    for (Fields& field : fields.tables("console")) {
        out.console.push_back(read_console_field(std::move(field), page));
        page = out.console.back().page;
    }
    mark_repeated_labels(out.console);
    check_shown_when(fields, out.console);
    for (Fields& table : fields.tables("tables")) out.tables.push_back(read_table(std::move(table)));
    if (auto language = fields.optional_table("language")) out.language = read_language(std::move(*language));
}

} // namespace idpsim::engine
