#include "src/cli/show_console.hpp"

#include "src/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace idpsim::cli {
namespace {

/// Text of that width at most, its further lines indented.
std::string lines(std::string_view text, std::size_t indent, std::size_t width) {
    std::string out, line;
    for (const std::string_view word : split(text, ' ')) {
        if (!line.empty() && line.size() + 1 + word.size() > width) {
            out += std::string(indent, ' ') + line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    return out + std::string(indent, ' ') + line + "\n";
}

template <class Choices> std::string words(const Choices& choices) {
    std::string out;
    for (const auto& [word, value] : choices) out += (out.empty() ? "" : " | ") + word;
    return out;
}

std::string first_value(const idp::ConsoleField& field) {
    if (!field.fallback.empty()) return field.fallback;
    return field.required ? "(required)" : "(empty)";
}

std::string field_text(const idp::ConsoleField& field) {
    std::string out = fmt::format("    {}{}: {}{}{}\n", field.label, field.required ? " *" : "", first_value(field),
                                  field.list ? "  [several values]" : "", field.key.empty() ? "  [no effect on messages]" : "");
    if (field.choices.size() > 1) out += lines("one of: " + words(field.choices), 8, 108);
    if (field.shown_when)
        out += lines("only when \"" + field.shown_when->first + "\" is \"" + field.shown_when->second + "\"", 8, 108);
    if (!field.help.empty()) out += lines(field.help, 8, 108);
    return out;
}

std::string column_text(const idp::ConsoleColumn& column) {
    std::string out = fmt::format("        {}{}{}\n", column.label, column.required ? " *" : "", column.fallback.empty() ? "" : ": " + column.fallback);
    if (column.choices.size() > 1) out += lines("one of: " + words(column.choices) + (column.open.empty() ? "" : " | any other attribute"), 12, 104);
    if (!column.help.empty()) out += lines(column.help, 12, 104);
    return out;
}

std::string row_text(const std::map<std::string, std::string>& row) {
    std::string out;
    for (const auto& [label, text] : row) out += (out.empty() ? "" : ", ") + label + " = " + text;
    return lines("at first: " + out, 8, 108);
}

std::string table_text(const idp::ConsoleTable& table) {
    std::string out = fmt::format("    table {}\n", table.label);
    if (!table.help.empty()) out += lines(table.help, 8, 108);
    for (const idp::ConsoleColumn& column : table.columns) out += column_text(column);
    for (const auto& row : table.rows) out += row_text(row);
    return out;
}

/// Pages in the order in which fields and tables name them first.
std::vector<std::string> pages(const idp::SamlProfile& saml) {
    std::vector<std::string> out;
    const auto add = [&](const std::string& page) {
        if (std::ranges::find(out, page) == out.end()) out.push_back(page);
    };
    for (const idp::ConsoleField& field : saml.console) add(field.page);
    for (const idp::ConsoleTable& table : saml.tables) add(table.page);
    return out;
}

std::string language_text(const idp::ExpressionLanguage& language) {
    if (language.title.empty()) return {};
    const auto name = [](const auto& one) { return one.first; };
    std::string out = "\n" + language.title + "\n" + lines("names: " + join(names_of(language.names, name), ", "), 4, 112);
    if (!language.functions.empty()) out += lines("functions: " + join(names_of(language.functions, name), ", "), 4, 112);
    if (!language.methods.empty()) out += lines("methods: " + join(names_of(language.methods, name), ", "), 4, 112);
    return out;
}

} // namespace

std::string console_text(const idp::SamlProfile& saml) {
    if (saml.console.empty() && saml.tables.empty()) return {};
    std::string out = "\nconsole (* required)\n";
    for (const std::string& page : pages(saml)) {
        out += "  " + page + "\n";
        for (const idp::ConsoleField& field : saml.console)
            if (field.page == page) out += field_text(field);
        for (const idp::ConsoleTable& table : saml.tables)
            if (table.page == page) out += table_text(table);
    }
    return out + language_text(saml.language);
}

std::string scim_options_text(const std::string& name, const idp::ScimProfile& dialect) {
    if (dialect.options.empty()) return {};
    std::string out = fmt::format("\n{} ({})\n", dialect.title, name);
    for (const idp::ScimOption& option : dialect.options) {
        out += fmt::format("    {}: {}\n", option.label, option.fallback.empty() ? "(empty)" : option.fallback);
        if (option.choices.size() > 1) out += lines("one of: " + join(option.choices, " | "), 8, 108);
    }
    return out;
}

} // namespace idpsim::cli
