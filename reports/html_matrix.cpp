/// The matrix of report.html, and behind each of its cells the cases.
#include "reports/page.hpp"
#include "reports/report.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"

#include <fmt/format.h>

namespace idpsim::reports {
namespace {

using namespace conformance;

std::string_view colour(const ClaimResult& cell) { return cell.claimed ? verdict_name(cell.verdict) : "unclaimed"; }

std::string counted(std::size_t n) { return fmt::format("{} case{}", n, n == 1 ? "" : "s"); }

std::string cell_html(const ClaimResult* cell) {
    if (!cell) return "<td class=\"none\"><span aria-label=\"does not apply\">&middot;</span></td>";
    const std::string word = fmt::format("<span class=\"v {}\">{}</span>", colour(*cell), cell_word(*cell));
    const std::string hint = html(cell->reason);
    if (cell->cases.empty()) return fmt::format("<td title=\"{}\">{}</td>", hint, word);
    const std::string where =
        cell->cases.size() == 1 ? cell->cases.front() : fmt::format("cell:{}/{}", cell->claim, cell->idp);
    return fmt::format("<td><a href=\"#{}\" title=\"{}\">{}<small>{}</small></a></td>", html(where), hint, word,
                       counted(cell->cases.size()));
}

std::string claim_row(const ClaimResult& cell, const IdpInfo& idp) {
    std::string out =
        fmt::format("<tr id=\"cell:{}/{}\"><th scope=\"row\">{}</th><td><span class=\"v {}\">{}</span></td><td>",
                    html(cell.claim), html(cell.idp), html(idp.title), colour(cell), cell_word(cell));
    for (const std::string& one : cell.cases) out += fmt::format("<a href=\"#{0}\">{0}</a> ", html(one));
    return out + html(cell.reason) + "</td></tr>\n";
}

} // namespace

std::string legend_html() {
    struct Entry {
        std::string_view colour, word, meaning;
    };
    static constexpr Entry entries[] = {
        {"pass", "yes", "every case holds"},
        {"fail", "NO", "a case failed"},
        {"skip", "skipped", "something it needs is missing"},
        {"unverified", "unverified", "could not be told"},
        {"error", "error", "the harness's own fault"},
        {"unclaimed", "not claimed", "the product does not promise it"},
    };
    std::string out = "<ul class=\"legend\">";
    for (const Entry& one : entries)
        out += fmt::format("<li><span class=\"v {}\">{}</span> {}</li>", one.colour, one.word, one.meaning);
    return out + "<li>&middot; the claim is not about this IdP</li></ul>\n";
}

std::string matrix_html(const RunResult& run) {
    const Cells cells(run);
    std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"claims by identity provider\">"
                      "<table class=\"matrix\"><thead><tr><th scope=\"col\">Claim</th>";
    for (const IdpInfo& idp : run.idps)
        out += fmt::format("<th scope=\"col\">{}{}</th>", html(idp.title),
                           idp.listed ? "" : "<small>not on the product's list</small>");
    out += "</tr></thead><tbody>\n";
    for (const ClaimInfo& claim : run.claims) {
        out += fmt::format("<tr><th scope=\"row\"><a href=\"#claim:{0}\">{1}</a><small>{0}</small></th>",
                           html(claim.id), html(claim.sentence));
        for (const IdpInfo& idp : run.idps) out += cell_html(cells.at(claim.id, idp.id));
        out += "</tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

std::string claims_html(const RunResult& run) {
    const Cells cells(run);
    std::string out;
    for (const ClaimInfo& claim : run.claims) {
        out += fmt::format("<details class=\"claim\" id=\"claim:{0}\"><summary><b>{0}</b> {1}</summary><table>\n",
                           html(claim.id), html(claim.sentence));
        for (const IdpInfo& idp : run.idps)
            if (const ClaimResult* cell = cells.at(claim.id, idp.id)) out += claim_row(*cell, idp);
        out += "</table></details>\n";
    }
    return out;
}

} // namespace idpsim::reports
