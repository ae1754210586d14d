/// The parts of report.html that a product's own pages have: its compatibility lists and its claims, in its order.
#include "reports/page.hpp"
#include "reports/report.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace idpsim::reports {
namespace {

using namespace conformance;

std::string list_table(const RunResult& run, const PageSection& section) {
    const Cells cells(run);
    std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + html(section.title) +
                      "\"><table class=\"list\"><thead><tr><th scope=\"col\">Identity provider</th>";
    for (const PageColumn& column : section.columns) out += "<th scope=\"col\">" + html(column.title) + "</th>";
    out += "</tr></thead><tbody>\n";
    for (const IdpInfo& idp : run.idps) {
        if (!idp.listed) continue;
        out += "<tr><th scope=\"row\">" + html(idp.title) + "</th>";
        for (const PageColumn& column : section.columns) out += cell_html(cells.at(column.claim, idp.id));
        out += "</tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

std::string evidence_links(const std::vector<const ClaimResult*>& cells, const RunResult& run) {
    std::string out;
    for (const ClaimResult* cell : cells) {
        if (cell->cases.empty()) continue;
        const auto idp = std::ranges::find(run.idps, cell->idp, &IdpInfo::id);
        out += fmt::format(" <a class=\"v {}\" href=\"#{}\">{}</a>", cell_colour(*cell), html(cell_anchor(*cell)),
                           html(idp == run.idps.end() ? cell->idp : idp->title));
    }
    return out.empty() ? out : "<div class=\"evidence\">" + out + "</div>";
}

std::string claim_list(const RunResult& run, const PageSection& section) {
    const Cells cells(run);
    const std::string_view tag = section.numbered ? "ol" : "ul";
    std::string out = fmt::format("<{} class=\"says\">\n", tag);
    for (const std::string& id : section.claims) {
        const auto claim = std::ranges::find(run.claims, id, &ClaimInfo::id);
        if (claim == run.claims.end()) continue;
        const auto of_claim = cells.of_claim(run, id);
        const ClaimState state = state_of(of_claim);
        const std::string_view colour = state.is_good ? "pass" : state.worst == Verdict::skip ? "unclaimed" : verdict_name(state.worst);
        out += fmt::format("<li>{} <span class=\"v {}\">{}</span>{}</li>\n", html(claim->sentence), colour, html(state.told), evidence_links(of_claim, run));
    }
    return out + fmt::format("</{}>\n", tag);
}

} // namespace

std::string product_html(const RunResult& run) {
    if (run.page.sections.empty()) return {};
    std::string out = "<div class=\"product\">\n";
    if (!run.page.text.empty()) out += "<p>" + html(run.page.text) + "</p>\n";
    for (const PageSection& section : run.page.sections) {
        out += "<section><h3>" + html(section.title) + "</h3>\n";
        if (!section.text.empty()) out += "<p>" + html(section.text) + "</p>\n";
        out += section.columns.empty() ? claim_list(run, section) : list_table(run, section);
        out += "</section>\n";
    }
    return out + "</div>\n";
}

std::string areas_html(const RunResult& run) {
    std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"scenarios by identity provider\">"
                      "<table class=\"matrix\"><thead><tr><th scope=\"col\">Scenarios</th>";
    for (const IdpInfo& idp : run.idps) out += "<th scope=\"col\">" + html(idp.title) + "</th>";
    out += "</tr></thead><tbody>\n";
    for (const AreaRow& row : areas(run)) {
        out += "<tr><th scope=\"row\">" + html(row.area) + "</th>";
        for (const IdpInfo& idp : run.idps) {
            const auto found = row.by_idp.find(idp.id);
            out += found == row.by_idp.end() ? std::string(empty_cell)
                                             : fmt::format("<td data-h=\"{}\"><a href=\"#area:{}/{}\"><span class=\"v {}\">{}</span></a></td>", html(idp.title), html(row.area),
                                                           html(idp.id), verdict_name(row.worst.at(idp.id)), counted(found->second));
        }
        out += "</tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

std::string notes_html(const RunResult& run) {
    std::string out;
    for (const ClaimResult& cell : run.matrix)
        if (cell.standing == Standing::under_claim && !cell.cases.empty())
            out += fmt::format("<li>Works, but is not claimed: <a href=\"#{}\">{}</a> with {}</li>\n", html(cell_anchor(cell)), html(cell.claim), html(cell.idp));
    if (!out.empty()) out = "<li><details><summary>What works, but is not claimed: " + html(not_claimed_line(run)) + "</summary><ul>\n" + out + "</ul></details></li>\n";
    for (const std::string& note : run.notes) out += "<li>" + html(note) + "</li>\n";
    return out.empty() ? out : "<ul class=\"problems\">\n" + out + "</ul>\n";
}

} // namespace idpsim::reports
