#include "reports/html_style.hpp"
#include "reports/message.hpp"
#include "reports/report.hpp"
#include "reports/table.hpp"

#include "src/core/text.hpp"

#include <fmt/format.h>

namespace idpsim::reports {
namespace {

using namespace conformance;

std::string anchor_of(const CaseResult& one) { return escape_html(one.id); }

std::string cell_html(const ClaimResult& cell) {
    static constexpr std::string_view words[] = {"yes", "NO", "skipped", "unverified", "error"};
    const std::string_view word = cell.claimed ? words[static_cast<std::size_t>(cell.verdict)] : "not claimed";
    const std::string_view colour = cell.claimed ? verdict_name(cell.verdict) : "unclaimed";
    const std::string hint = escape_html(cell.reason.empty() ? join(cell.cases, ", ") : cell.reason);
    if (cell.cases.empty()) return fmt::format("<td><span class=\"{}\" title=\"{}\">{}</span></td>", colour, hint, word);
    return fmt::format("<td><a class=\"{}\" href=\"#{}\" title=\"{}\">{}</a></td>", colour, escape_html(cell.cases.front()), hint, word);
}

std::string matrix_html(const RunResult& run) {
    const Cells cells(run);
    std::string out = "<div class=\"scroll\"><table><thead><tr><th>Claim</th>";
    for (const IdpInfo& idp : run.idps) out += "<th>" + escape_html(idp.title) + "</th>";
    out += "</tr></thead><tbody>";
    for (const ClaimInfo& claim : run.claims) {
        out += fmt::format("<tr><td><b>{}</b><br><span class=\"dim\">{}</span></td>", escape_html(claim.id), escape_html(claim.sentence));
        for (const IdpInfo& idp : run.idps) {
            const ClaimResult* cell = cells.at(claim.id, idp.id);
            out += cell ? cell_html(*cell) : "<td class=\"dim\">-</td>";
        }
        out += "</tr>";
    }
    return out + "</tbody></table></div>";
}

std::string finding_html(const RunResult& run, const CaseResult& one, const Finding& finding) {
    const std::string_view name = verdict_name(finding.verdict);
    std::string out = fmt::format("<details{}><summary><span class=\"badge {}\">{}</span>{}</summary><div class=\"in\"><dl>",
                                  finding.verdict == Verdict::pass ? "" : " open", name, name, escape_html(finding.check));
    if (!finding.expected.empty()) out += "<dt>expected</dt><dd>" + escape_html(finding.expected) + "</dd>";
    if (!finding.actual.empty()) out += "<dt>actual</dt><dd>" + escape_html(finding.actual) + "</dd>";
    if (const auto found = run.clauses.find(finding.clause); found != run.clauses.end()) {
        const ClauseInfo& clause = found->second;
        out += fmt::format("<dt>clause</dt><dd>{} {} ({}): {}</dd>", escape_html(clause.document), escape_html(clause.section),
                           escape_html(clause.level), escape_html(clause.sentence));
    }
    for (const Evidence& evidence : finding.evidence) {
        out += "<dt>evidence</dt><dd>";
        if (evidence.exchange)
            out += fmt::format("<a href=\"#{}/{}\">message {}</a> ", anchor_of(one), evidence.exchange, evidence.exchange);
        out += escape_html(evidence.where) + (evidence.saw.empty() ? "" : ": " + escape_html(evidence.saw)) + "</dd>";
    }
    return out + "</dl></div></details>";
}

std::string case_html(const RunResult& run, const CaseResult& one) {
    const std::string_view name = verdict_name(one.verdict);
    const std::string words = to_lower(one.id + " " + one.title + " " + join(one.claims, " ") + " " + join(one.tags, " ") + " " + std::string(name));
    std::string out = fmt::format("<details class=\"case\" id=\"{}\" data-words=\"{}\"><summary><span class=\"badge {}\">{}</span>"
                                  "<b>{}</b> <span class=\"dim\">{}</span></summary><div class=\"in\">",
                                  anchor_of(one), escape_html(words), name, name, escape_html(one.id), escape_html(one.title));
    if (!one.reason.empty()) out += "<p>" + escape_html(one.reason) + "</p>";
    for (const Finding& finding : one.findings) out += finding_html(run, one, finding);
    if (!one.exchanges.empty()) {
        out += fmt::format("<details><summary>{} messages</summary><div class=\"in\">", one.exchanges.size());
        for (const Exchange& exchange : one.exchanges)
            out += message_html(exchange, one.id + "/" + std::to_string(exchange.number));
        out += "</div></details>";
    }
    return out + "</div></details>";
}

} // namespace

std::string write_html(const RunResult& run) {
    const Summary summary = summarize(run.cases);
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                      "content=\"width=device-width, initial-scale=1\"><title>Compatibility of " + escape_html(run.product) +
                      "</title><style>" + page_style + "</style></head><body><main>";
    out += fmt::format("<h1>Compatibility of {}</h1><p class=\"dim\">target {}, {}, idpsim {}, seed {}</p>", escape_html(run.product),
                       escape_html(run.target), format_instant(run.started, SecondDigits::none), escape_html(run.version), run.seed);
    out += fmt::format("<p class=\"sum\"><span class=\"pass\">{} passed</span><span class=\"fail\">{} failed</span>"
                       "<span>{} skipped</span><span>{} unverified</span>", summary.pass, summary.fail, summary.skip, summary.unverified);
    if (summary.error) out += fmt::format("<span class=\"error\">{} errors</span>", summary.error);
    out += "</p>";
    if (run.interrupted) out += "<p class=\"fail\">The run was interrupted: this is as far as it got.</p>";
    out += "<h2>Claims</h2>" + matrix_html(run) + "<h2>Cases</h2>"
           "<p><input id=\"find\" type=\"search\" placeholder=\"filter by IdP, claim, verdict, text\" aria-label=\"filter\" hidden></p>";
    for (const CaseResult& one : run.cases) out += case_html(run, one);
    return out + "</main><script>" + page_script + "</script></body></html>\n";
}

} // namespace idpsim::reports
