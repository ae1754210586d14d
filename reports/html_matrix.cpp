/// The matrix of report.html, and behind each of its cells the cases.
#include "reports/page.hpp"
#include "reports/report.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"

#include <fmt/format.h>

namespace idpsim::reports {
namespace {

using namespace conformance;

std::string claim_row(const ClaimResult& cell, const IdpInfo& idp) {
    std::string out =
        fmt::format("<tr id=\"cell:{}/{}\"><th scope=\"row\">{}</th><td><span class=\"v {}\">{}</span></td><td>",
                    html(cell.claim), html(cell.idp), html(idp.title), cell_colour(cell), cell_word(cell));
    for (const std::string& one : cell.cases) out += fmt::format("<a href=\"#{0}\">{0}</a> ", html(one));
    return out + html(cell.reason) + "</td></tr>\n";
}

} // namespace

std::string_view cell_colour(const ClaimResult& cell) {
    if (!cell.claimed) return "unclaimed";
    if (cell.standing == Standing::not_run) return "zero";
    return cell.verdict == Verdict::pass && cell.support == support_no ? "no" : verdict_name(cell.verdict);
}

std::string cell_anchor(const ClaimResult& cell) {
    return cell.cases.size() == 1 ? cell.cases.front() : fmt::format("cell:{}/{}", cell.claim, cell.idp);
}

std::string cell_html(const ClaimResult* cell, std::string_view column) {
    if (!cell) return std::string(empty_cell);
    const std::string over = column.empty() ? std::string() : " data-h=\"" + html(column) + "\"";
    const std::string word = fmt::format("<span class=\"v {}\">{}</span>", cell_colour(*cell), cell_word(*cell));
    const std::string hint = html(cell->reason);
    if (cell->cases.empty()) return fmt::format("<td{} title=\"{}\">{}</td>", over, hint, word);
    const std::size_t n = cell->cases.size();
    return fmt::format("<td{}><a href=\"#{}\" title=\"{}\">{}<small>{} case{}</small></a></td>", over, html(cell_anchor(*cell)), hint, word, n, n == 1 ? "" : "s");
}

std::string legend_html() {
    struct Entry {
        std::string_view colour, word, meaning;
    };
    static constexpr Entry entries[] = {
        {"pass", "yes", "every case holds"},
        {"no", "no", "is not offered, as claimed, and a case shows it"},
        {"fail", "FAILS", "claimed, and not so"},
        {"deviation", "known deviation", "fails as known, until a day"},
        {"skip", "skipped", "something it needs is missing"},
        {"unverified", "unverified", "could not be told"},
        {"error", "error", "the harness's own fault"},
        {"zero", "not run", "the run left its cases out"},
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
                      "<table class=\"matrix\"><caption>Each claim with each identity provider; a cell leads to its evidence</caption><thead><tr><th scope=\"col\">Claim</th>";
    for (const IdpInfo& idp : run.idps)
        out += fmt::format("<th scope=\"col\">{}{}</th>", html(idp.title),
                           idp.listed ? "" : "<small>not on the product's list</small>");
    out += "</tr></thead><tbody>\n";
    for (const ClaimInfo& claim : run.claims) {
        out += fmt::format("<tr><th scope=\"row\"><a href=\"#claim:{0}\">{1}</a><small>{0}</small></th>",
                           html(claim.id), html(claim.sentence));
        for (const IdpInfo& idp : run.idps) out += cell_html(cells.at(claim.id, idp.id), idp.title);
        out += "</tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

std::string claims_html(const RunResult& run) {
    const Cells cells(run);
    std::string out;
    for (const ClaimInfo& claim : run.claims) {
        out += fmt::format("<details class=\"claim\" id=\"claim:{0}\"><summary><b>{0}</b> {1}</summary>", html(claim.id), html(claim.sentence));
        std::string rows;
        for (const IdpInfo& idp : run.idps)
            if (const ClaimResult* cell = cells.at(claim.id, idp.id)) rows += claim_row(*cell, idp);
        out += rows.empty() ? "<p>It is about no identity provider of this run.</p></details>\n" : "<table>\n" + rows + "</table></details>\n";
    }
    return out;
}

} // namespace idpsim::reports
