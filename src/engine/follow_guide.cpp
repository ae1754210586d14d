#include "src/engine/follow_guide.hpp"

#include "simulator/idp/settings.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

using Entries = std::map<std::string, std::string>; ///< by ConsoleField::name()

std::string lua_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + "\"";
}

const idp::ConsoleField& field_of(const idp::Profile& profile, const GuideEntry& entry) {
    return idp::field_named(profile.saml, entry.page.empty() ? entry.label : entry.page + " / " + entry.label);
}

std::set<std::string> labels_of(const idp::Profile& profile, const Guide& guide) {
    std::set<std::string> out;
    for (const GuideStep& step : guide.saml)
        for (const GuideEntry& entry : step.fields) out.insert(field_of(profile, entry).name());
    return out;
}

/// A new app, then the guide, then what is done otherwise.
Entries entries_of(const idp::Profile& profile, const Guide& guide, const GuideDeviation& deviation) {
    Entries out;
    for (const idp::ConsoleField& field : profile.saml.console)
        if (field.at_first && !field.at_first->empty()) out[field.name()] = *field.at_first;
    for (const GuideStep& step : guide.saml)
        for (const GuideEntry& entry : step.fields) out[field_of(profile, entry).name()] = entry.value;
    for (const auto& [label, value] : deviation.instead) {
        const idp::ConsoleField& field = idp::field_named(profile.saml, label);
        out.erase(field.name());
        const std::string& first = field.at_first.value_or("");
        if (!value.empty() || !first.empty()) out[field.name()] = value.empty() ? first : value;
    }
    return out;
}

/// Takes away what the console does not show; the guide's labels among it.
std::vector<std::string> drop_hidden(const idp::Profile& profile, const std::set<std::string>& guided,
                                     Entries& entries) {
    std::vector<std::string> missing;
    for (const idp::ConsoleField& field : profile.saml.console) {
        if (idp::is_shown(profile.saml, entries, field)) continue;
        entries.erase(field.name());
        if (guided.contains(field.name())) missing.push_back(field.label);
    }
    return missing;
}

/// Why the console would not save what was entered.
std::optional<Error> not_saved(const idp::Profile& profile, const Entries& entries) {
    for (const idp::ConsoleField& field : profile.saml.console) {
        const auto entered = entries.find(field.name());
        const bool has_default = !field.fallback.empty() && !field.at_first;
        if (entered == entries.end() && field.required && !has_default && idp::is_shown(profile.saml, entries, field))
            return Error{Fault::refused, field.name(), "the console does not save without it"};
    }
    for (const auto& [name, value] : entries) {
        try {
            idp::value_entered(idp::field_named(profile.saml, name), value);
        } catch (const Failure& failure) {
            return Error{Fault::refused, name, failure.error().detail};
        }
    }
    return std::nullopt;
}

std::string settings_text(const idp::Profile& profile, const Entries& entries) {
    std::map<std::string, std::string> pages; // of labels that stand on several
    std::string out;
    for (const auto& [name, value] : entries) {
        const idp::ConsoleField& field = idp::field_named(profile.saml, name);
        const std::string line = "[" + lua_text(field.label) + "] = " + lua_text(value) + ", ";
        if (field.ambiguous)
            pages[field.page] += line;
        else
            out += "    " + line + "\n";
    }
    for (const auto& [page, lines] : pages) out += "    [" + lua_text(page) + "] = { " + lines + "},\n";
    return "  settings = {\n" + out + "  },\n";
}

std::string row_text(const std::vector<std::string>& columns, const std::vector<std::string>& cells) {
    std::string out = "      { ";
    for (std::size_t i = 0; i < cells.size(); ++i)
        out += "[" + lua_text(columns[i]) + "] = " + lua_text(cells[i]) + ", ";
    return out + "},\n";
}

/// The rows that the console has there at first, then the guide's.
std::string table_text(const idp::Profile& profile, const GuideTable& table, const std::set<std::string>& left_out) {
    const auto console = std::ranges::find(profile.saml.tables, table.label, &idp::ConsoleTable::label);
    const auto name = std::ranges::find(console->columns, "name", &idp::ConsoleColumn::role);
    const auto place = std::ranges::find(table.columns, name->label) - table.columns.begin();
    std::string out = "    [" + lua_text(table.label) + "] = {\n";
    for (const auto& row : console->rows) {
        std::vector<std::string> columns, cells;
        for (const auto& [label, cell] : row) {
            columns.push_back(label);
            cells.push_back(cell);
        }
        out += row_text(columns, cells);
    }
    for (const auto& row : table.rows)
        if (!left_out.contains(row.at(static_cast<std::size_t>(place)))) out += row_text(table.columns, row);
    return out + "    },\n";
}

std::string attributes_text(const idp::Profile& profile, const Guide& guide, const GuideDeviation& deviation) {
    std::string out;
    for (const GuideStep& step : guide.saml)
        for (const GuideTable& table : step.tables) out += table_text(profile, table, deviation.attributes_left_out);
    return out.empty() ? "" : "  attributes = {\n" + out + "  },\n";
}

} // namespace

Result<FollowedGuide> follow_guide(const idp::Profile& profile, const Guide& guide, const GuideDeviation& deviation) {
    FollowedGuide out;
    Entries entries;
    try {
        entries = entries_of(profile, guide, deviation);
    } catch (const Failure& failure) {
        return failure.error();
    }
    out.missing = drop_hidden(profile, labels_of(profile, guide), entries);
    if (const auto problem = not_saved(profile, entries)) return *problem;
    out.tenant_file = "return {\n  idp = " + lua_text(profile.id) + ",\n" + settings_text(profile, entries) +
                      attributes_text(profile, guide, deviation) + "}\n";
    return out;
}

FollowedScim follow_scim_guide(const Guide& guide, const std::string& token, const std::set<std::string>& left_out) {
    FollowedScim out;
    for (const GuideStep& step : guide.scim)
        for (const GuideEntry& entry : step.fields) {
            if (left_out.contains(entry.label)) continue;
            if (entry.is == "base")
                out.base = entry.value;
            else if (entry.is == "token")
                out.token = token;
            else if (entry.is.empty())
                out.options[entry.label] = entry.value;
        }
    return out;
}

std::vector<std::string> required_labels(const idp::Profile& profile) {
    std::vector<std::string> out;
    for (const idp::GuideStepRule& step : profile.guide.saml)
        for (const idp::GuideFieldRule& field : step.fields)
            if (field.required)
                out.push_back(
                    idp::field_named(profile.saml, field.page.empty() ? field.label : field.page + " / " + field.label)
                        .name());
    return out;
}

} // namespace idpsim::engine
