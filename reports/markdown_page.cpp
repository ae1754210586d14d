/// The product's page as Markdown: part of report.md, and by itself to be pasted into documentation.
#include "reports/markdown.hpp"
#include "reports/report.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace idpsim::reports {

using namespace conformance;

std::string escaped(std::string_view text, std::size_t at_most) {
    std::string out;
    for (const char c : on_one_line(shortened(text, at_most))) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '@') {
            out += "&#64;";
        } else {
            if (std::string_view("\\`*_[]|~#").find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
    }
    return out;
}

std::string code(std::string_view text) {
    const std::string shown = on_one_line(shortened(text, markdown_value));
    std::size_t longest = 0, run = 0;
    for (const char c : shown) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
    const std::string fence(longest + 1, '`');
    const std::string_view pad = longest ? " " : "";
    return fmt::format("{}{}{}{}{}", fence, pad, shown, pad, fence);
}

namespace {

std::string cell_mark(const ClaimResult* cell) {
    if (!cell) return "-";
    const std::string_view word = cell_word(*cell);
    return word == "yes" ? "✔" : word == "no" ? "✘" : "**" + std::string(word) + "**";
}

std::string list_table(const RunResult& run, const PageSection& section) {
    const Cells cells(run);
    std::string out = "| Identity provider |", rule = "| --- |";
    for (const PageColumn& column : section.columns) {
        out += " " + escaped(column.title) + " |";
        rule += " :---: |";
    }
    out += "\n" + rule + "\n";
    for (const IdpInfo& idp : run.idps) {
        if (!idp.listed) continue;
        out += "| " + escaped(idp.title) + " |";
        for (const PageColumn& column : section.columns) out += " " + cell_mark(cells.at(column.claim, idp.id)) + " |";
        out += "\n";
    }
    return out;
}

std::string claim_list(const RunResult& run, const PageSection& section) {
    const Cells cells(run);
    std::string out;
    std::size_t number = 0;
    for (const std::string& id : section.claims) {
        const auto claim = std::ranges::find(run.claims, id, &ClaimInfo::id);
        if (claim == run.claims.end()) continue;
        const ClaimState state = state_of(cells.of_claim(run, id));
        out += section.numbered ? fmt::format("{}. ", ++number) : std::string("- ");
        out += escaped(claim->sentence) + (state.is_good ? " ✔ " : " ") + fmt::format("({})\n", escaped(state.told));
    }
    return out;
}

} // namespace

std::string product_page(const RunResult& run) {
    if (run.page.sections.empty()) return {};
    std::string out = "## " + escaped(run.page.title) + "\n";
    if (!run.page.text.empty()) out += "\n" + escaped(run.page.text) + "\n";
    for (const PageSection& section : run.page.sections) {
        out += "\n### " + escaped(section.title) + "\n\n";
        if (!section.text.empty()) out += escaped(section.text) + "\n\n";
        out += section.columns.empty() ? claim_list(run, section) : list_table(run, section);
    }
    return out;
}

std::string write_page_markdown(const RunResult& run) {
    std::string out = product_page(run);
    if (out.empty()) {
        PageSection all{"Claims", "", {}, {}, false};
        for (const ClaimInfo& claim : run.claims) all.claims.push_back(claim.id);
        out = "## " + escaped(heading(run)) + "\n\n" + claim_list(run, all);
    }
    return out + fmt::format("\n_Checked on {} by idpsim {} against {}{}, seed {}: {}{}._\n", format_instant(run.started).substr(0, 10), escaped(run.version),
                             code(run.target), run.product.empty() ? "" : ", product " + escaped(run.product), run.seed,
                             summary_line(summarize(run.cases)), run.interrupted ? "; the run was interrupted" : "");
}

} // namespace idpsim::reports
