#include "src/cli/guide_format.hpp"

#include "src/core/text.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace idpsim::cli {
namespace {

namespace json = boost::json;
using engine::Guide;
using engine::GuideEntry;
using engine::GuideStep;
using engine::GuideTable;

constexpr std::size_t text_width = 96;

/// In lines of at most `text_width` columns, each but the first behind `margin` blanks.
std::string folded(std::string_view text, std::size_t margin) {
    std::string out;
    std::size_t column = margin;
    for (const auto word : split(text, ' ')) {
        if (column != margin && column + 1 + word.size() > text_width) {
            out += "\n" + std::string(margin, ' ');
            column = margin;
        } else if (column != margin) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

std::string shown_value(const GuideEntry& entry) { return entry.is_value ? entry.value : "(" + entry.value + ")"; }

std::string field_text(const GuideEntry& entry) {
    std::string out = fmt::format("       {}{}\n         {}\n", entry.label, entry.required ? "" : "   (optional)",
                                  shown_value(entry));
    if (!entry.note.empty()) out += "         - " + folded(entry.note, 11) + "\n";
    return out;
}

std::string table_text(const GuideTable& table) {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        widths.push_back(table.columns[i].size());
        for (const auto& row : table.rows) widths[i] = std::max(widths[i], row[i].size());
    }
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string out = "         ";
        for (std::size_t i = 0; i < cells.size(); ++i) out += fmt::format("{:<{}}  ", cells[i], widths[i]);
        return out.substr(0, out.find_last_not_of(' ') + 1) + "\n";
    };
    std::string out = "       " + table.label + "\n" + line(table.columns);
    for (const auto& row : table.rows) out += line(row);
    return out;
}

std::string steps_text(const std::vector<GuideStep>& steps) {
    std::string out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        out += fmt::format("\n  {:>2}. {}\n", i + 1, folded(steps[i].text, 6));
        for (const GuideEntry& entry : steps[i].fields) out += field_text(entry);
        for (const GuideTable& table : steps[i].tables) out += table_text(table);
    }
    return out;
}

/// No markup, no HTML and no table cell in Markdown comes of it.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else {
            if (std::string_view("\\`*_[]|#~>").find(c) != std::string_view::npos) out += '\\';
            out += c == '\n' ? ' ' : c;
        }
    }
    return out;
}

/// A value as code, in a table's cell: the fence is longer than any run of backticks in it.
std::string code(std::string_view text) {
    std::size_t longest = 0, run = 0;
    for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
    const std::string fence(longest + 1, '`');
    const std::string inside = replace_all(replace_all(std::string(text), "|", "\\|"), "\n", " ");
    return longest ? fence + " " + inside + " " + fence : fence + inside + fence;
}

std::string steps_markdown(const std::vector<GuideStep>& steps) {
    std::string out;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        out += fmt::format("\n### {}. Step\n\n{}\n", i + 1, escaped(steps[i].text));
        if (!steps[i].fields.empty()) out += "\n| Field | Enter | |\n| --- | --- | --- |\n";
        for (const GuideEntry& entry : steps[i].fields)
            out += fmt::format("| {} | {} | {}{} |\n", escaped(entry.label),
                               entry.is_value ? code(entry.value) : "*" + escaped(entry.value) + "*",
                               entry.required       ? ""
                               : entry.note.empty() ? "optional"
                                                    : "optional; ",
                               escaped(entry.note));
        for (const GuideTable& table : steps[i].tables) {
            out += fmt::format("\n**{}**\n\n|", escaped(table.label));
            for (const std::string& column : table.columns) out += " " + escaped(column) + " |";
            out += "\n|";
            for (std::size_t column = 0; column < table.columns.size(); ++column) out += " --- |";
            for (const auto& row : table.rows) {
                out += "\n|";
                for (const std::string& cell : row) out += " " + code(cell) + " |";
            }
            out += "\n";
        }
    }
    return out;
}

json::array steps_json(const std::vector<GuideStep>& steps) {
    json::array out;
    for (const GuideStep& step : steps) {
        json::array fields, tables;
        for (const GuideEntry& entry : step.fields) {
            json::object field{
                {"page", entry.page}, {"label", entry.label}, {"value", nullptr}, {"required", entry.required}};
            if (entry.is_value)
                field["value"] = entry.value;
            else
                field["what"] = entry.value;
            if (!entry.note.empty()) field["note"] = entry.note;
            fields.push_back(std::move(field));
        }
        for (const GuideTable& table : step.tables) {
            json::array rows;
            for (const auto& row : table.rows) {
                json::object cells;
                for (std::size_t i = 0; i < row.size(); ++i) cells[table.columns[i]] = row[i];
                rows.push_back(std::move(cells));
            }
            tables.push_back(json::object{{"page", table.page}, {"label", table.label}, {"rows", std::move(rows)}});
        }
        out.push_back(json::object{{"text", step.text}, {"fields", std::move(fields)}, {"tables", std::move(tables)}});
    }
    return out;
}

} // namespace

std::string guide_text(const Guide& guide) {
    std::string out = fmt::format("{}: setting up {}\n\nSAML: signing in\n{}\nSCIM: provisioning\n", guide.title,
                                  guide.company, steps_text(guide.saml));
    if (guide.scim.empty()) return out + "\n  " + folded("There is none. " + guide.no_scim_reason, 2) + "\n";
    return out + steps_text(guide.scim);
}

std::string guide_markdown(const Guide& guide) {
    std::string out = fmt::format("# {}: setting up {}\n\n## SAML: signing in\n{}\n## SCIM: provisioning\n",
                                  escaped(guide.title), escaped(guide.company), steps_markdown(guide.saml));
    if (guide.scim.empty()) return out + "\nThere is none. " + escaped(guide.no_scim_reason) + "\n";
    return out + steps_markdown(guide.scim);
}

json::object guide_json(const Guide& guide) {
    json::object out{{"idp", guide.idp},
                     {"title", guide.title},
                     {"target", guide.target},
                     {"company", guide.company},
                     {"saml", steps_json(guide.saml)}};
    if (guide.scim.empty()) {
        out["scim"] = nullptr;
        out["no_scim_reason"] = guide.no_scim_reason;
    } else {
        out["scim"] = steps_json(guide.scim);
    }
    return out;
}

} // namespace idpsim::cli
