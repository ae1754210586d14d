/// The cases of report.html: what did not pass, every case's findings, and the clauses that they name.
#include "reports/message.hpp"
#include "reports/page.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"

#include "src/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace idpsim::reports {
namespace {

using namespace conformance;

/// Values in findings may be whole bodies; the message itself is a link away.
constexpr std::size_t shown_value = 2000;

std::string value_html(std::string_view text) { return html(shortened(text, shown_value)); }

std::string duration(std::int64_t us) {
    if (us <= 0) return {};
    if (us < 1000) return fmt::format("{} &micro;s", us);
    return us < 1'000'000 ? fmt::format("{} ms", us / 1000) : fmt::format("{:.1f} s", static_cast<double>(us) / 1e6);
}

std::string badge(Verdict verdict) { return fmt::format("<span class=\"v {0}\">{0}</span>", verdict_name(verdict)); }

std::string evidence_html(const CaseResult& one, const Evidence& evidence) {
    std::string out;
    if (evidence.exchange) out += fmt::format("<a href=\"#{0}/{1}\">message {1}</a> ", html(one.id), evidence.exchange);
    out += value_html(evidence.where);
    return evidence.saw.empty() ? out : out + ": <q>" + value_html(evidence.saw) + "</q>";
}

std::string clause_html(const RunResult& run, const Finding& finding) {
    const auto found = run.clauses.find(finding.clause);
    if (found == run.clauses.end()) return html(finding.clause);
    const ClauseInfo& clause = found->second;
    const std::string link = fmt::format("<a href=\"#clause:{}\">{} {}</a>", html(finding.clause),
                                         html(clause.document), html(clause.section));
    // Who reads a failure wants the sentence at hand; elsewhere the list of clauses has it.
    return finding.verdict == Verdict::pass
               ? link
               : fmt::format("{} ({}): {}", link, html(clause.level), html(clause.sentence));
}

/// A part of its own, which can be marked and sent on.
std::string explanation_html(const Finding& finding) {
    if (finding.explanation.empty()) return {};
    return "<p class=\"advice\"><b>What to do</b>" + html(finding.explanation) + "</p>";
}

std::string passed_html(const RunResult& run, const CaseResult& one, const Finding& finding) {
    std::string out = "<li>" + value_html(finding.check);
    if (!finding.clause.empty()) out += " " + clause_html(run, finding);
    for (const Evidence& evidence : finding.evidence) out += " <i>" + evidence_html(one, evidence) + "</i>";
    return out + explanation_html(finding) + "</li>\n";
}

std::string finding_html(const RunResult& run, const CaseResult& one, const Finding& finding) {
    if (finding.verdict == Verdict::pass) return passed_html(run, one, finding);
    std::string out = fmt::format("<li class=\"{0}\"><b>{1}</b> <small>{0}</small><dl>", verdict_name(finding.verdict),
                                  value_html(finding.check));
    const auto row = [&out](std::string_view name, const std::string& value) {
        if (!value.empty()) out += fmt::format("<dt>{}</dt><dd>{}</dd>", name, value);
    };
    row("expected", value_html(finding.expected));
    row("actual", value_html(finding.actual));
    row("clause", clause_html(run, finding));
    for (const Evidence& evidence : finding.evidence) row("evidence", evidence_html(one, evidence));
    if (finding.deviation) row("known", value_html(known_line(*finding.deviation)) + " <i>" + value_html(finding.deviation->where) + "</i>");
    for (const Trip& trip : finding.trips)
        row("breaks " + html(trip.idp), value_html(trip.sentence) + " <i>" + value_html(trip.source) + "</i>");
    return out + "</dl>" + explanation_html(finding) + "</li>\n";
}

/// Whether findings and messages stand in the page as they are. What did not pass is read first, by people whose browser may run no
/// script as well; the others would be tens of megabytes.
bool is_shown_openly(const CaseResult& one, const CaseWriter& writer) {
    const bool interesting = one.verdict != Verdict::pass || std::ranges::any_of(one.findings, [](const Finding& each) { return each.verdict == Verdict::warn; });
    return interesting && writer.open_octets < CaseWriter::most_open_octets;
}

/// The case's messages: in the page, or packed, where they are opened by the script.
std::string case_messages_html(const CaseResult& one, CaseWriter& writer, bool openly) {
    if (one.exchanges.empty()) return {};
    const std::string summary = fmt::format("<summary>{} message{}</summary>\n", one.exchanges.size(), one.exchanges.size() == 1 ? "" : "s");
    std::string shown = messages_html(one, openly ? writer.open : writer.packed);
    if (!openly) return fmt::format("<details class=\"messages\" data-pack=\"{}\">{}</details>", writer.messages.add(one.id, shown), summary);
    writer.open_octets += shown.size();
    return "<details class=\"messages\">" + summary + shown + "</details>";
}

/// What a case shows when it is opened.
std::string case_body_html(const RunResult& run, const CaseResult& one, CaseWriter& writer, bool openly) {
    std::string out;
    if (!one.reason.empty()) out += "<p class=\"why\">" + value_html(one.reason) + "</p>\n";
    if (!one.claims.empty() || !one.tags.empty()) {
        out += "<p class=\"about\">";
        for (const std::string& claim : one.claims) out += fmt::format("<a href=\"#claim:{0}\">{0}</a> ", html(claim));
        out += html(join(one.tags, " ")) + "</p>\n";
    }
    if (!one.findings.empty()) {
        out += "<ul class=\"findings\">\n";
        for (const Finding& finding : one.findings) out += finding_html(run, one, finding);
        out += "</ul>\n";
    }
    return out + case_messages_html(one, writer, openly);
}

std::string case_html(const RunResult& run, const CaseResult& one, CaseWriter& writer) {
    const std::string_view name = verdict_name(one.verdict);
    const std::string id = html(one.id);
    const auto cells = writer.claims_of_case.find(one.id);
    const bool openly = is_shown_openly(one, writer);
    const std::string body = case_body_html(run, one, writer, openly);
    std::string out = fmt::format("<details class=\"case\" id=\"{}\" data-idp=\"{}\" data-claims=\"{}\" data-verdict=\"{}\"", id, html(one.idp),
                                  html(join(cells == writer.claims_of_case.end() ? one.claims : cells->second, " ")), name);
    if (!openly) out += fmt::format(" data-pack=\"{}\"", writer.bodies.add(one.id, body));
    out += fmt::format("><summary>{}<b>{}</b> <span>{}</span> <i>{}</i></summary>\n", badge(one.verdict), id, html(one.title), duration(one.duration_us));
    return out + (openly ? body : std::string()) + "</details>\n";
}

/// The recommendations that a passing case found not kept; "" when there are none.
std::string warnings_html(const CaseResult& one) {
    std::string out;
    for (const Finding& finding : one.findings)
        if (finding.verdict == Verdict::warn)
            out += fmt::format("<li>{0} <a href=\"#{1}\">{1}</a> {2}: {3}</li>\n", badge(finding.verdict), html(one.id), html(finding.check),
                               value_html(finding.actual));
    return out;
}

std::string option_html(std::string_view value, std::string_view text) {
    return fmt::format("<option value=\"{}\">{}</option>", html(value), html(text));
}

/// The cases per IdP in plan order, the IdPs in the matrix's order; an IdP that the matrix lacks comes last.
std::vector<IdpInfo> idps_with_cases(const RunResult& run) {
    std::vector<IdpInfo> out = run.idps;
    for (const CaseResult& one : run.cases)
        if (std::ranges::find(out, one.idp, &IdpInfo::id) == out.end()) out.push_back({one.idp, one.idp, false});
    return out;
}

} // namespace

std::string problems_html(const RunResult& run) {
    std::string out;
    std::vector<std::pair<std::string, std::vector<const CaseResult*>>> skipped; // by reason, in plan order
    for (const CaseResult& one : run.cases) {
        if (one.verdict == Verdict::pass) {
            if (const std::string part = warnings_html(one); !part.empty()) out += part;
            continue;
        }
        if (one.verdict != Verdict::skip) {
            out += fmt::format("<li>{0} <a href=\"#{1}\">{1}</a> {2}</li>\n", badge(one.verdict), html(one.id),
                               value_html(one.reason));
            continue;
        }
        auto found = std::ranges::find(skipped, one.reason, [](const auto& group) { return group.first; });
        if (found == skipped.end()) found = skipped.insert(found, {one.reason, {}});
        found->second.push_back(&one);
    }
    for (const auto& [reason, cases] : skipped) {
        out += fmt::format("<li><details><summary>{} {} case{}: {}</summary>", badge(Verdict::skip), cases.size(),
                           cases.size() == 1 ? "" : "s", value_html(reason));
        for (const CaseResult* one : cases) out += fmt::format("<a href=\"#{0}\">{0}</a> ", html(one->id));
        out += "</details></li>\n";
    }
    return out.empty() ? out : "<ul class=\"problems\">\n" + out + "</ul>\n";
}

std::string filter_html(const RunResult& run) {
    std::string out = "<form id=\"filter\" hidden><label>IdP <select name=\"idp\">" + option_html("", "all");
    for (const IdpInfo& idp : idps_with_cases(run)) out += option_html(idp.id, idp.title);
    out += "</select></label> <label>Claim <select name=\"claim\">" + option_html("", "all");
    for (const ClaimInfo& claim : run.claims) out += option_html(claim.id, claim.id);
    out += "</select></label> <label>Verdict <select name=\"verdict\">" + option_html("", "all");
    for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::skip, Verdict::unverified, Verdict::error, Verdict::deviation})
        out += option_html(verdict_name(verdict), verdict_name(verdict));
    return out + "</select></label> <label>Text <input name=\"text\" type=\"search\" "
                 "placeholder=\"id, title, check, value\"></label> "
                 "<button type=\"reset\">Clear</button> <output></output></form>\n";
}

CaseWriter::CaseWriter(const RunResult& run) {
    for (const ClaimResult& cell : run.matrix)
        for (const std::string& one : cell.cases) claims_of_case[one].push_back(cell.claim);
}

void append_cases_html(std::string& out, const RunResult& run, CaseWriter& writer) {
    for (const IdpInfo& idp : idps_with_cases(run)) {
        bool first = true;
        std::set<std::string> areas;
        for (const CaseResult& one : run.cases) {
            if (one.idp != idp.id) continue;
            if (first) out += "<section class=\"idp\"><h3>" + html(idp.title) + "</h3>\n";
            first = false;
            const std::string area = one.scenario.substr(0, one.scenario.find('/'));
            if (areas.insert(area).second) out += fmt::format("<a id=\"area:{}/{}\"></a>", html(area), html(idp.id));
            out += case_html(run, one, writer);
        }
        if (!first) out += "</section>\n";
    }
}

std::string clauses_html(const RunResult& run) {
    std::set<std::string> named;
    for (const CaseResult& one : run.cases)
        for (const Finding& finding : one.findings) named.insert(finding.clause);
    std::string out;
    for (const auto& [id, clause] : run.clauses)
        if (named.contains(id))
            out += fmt::format("<dt id=\"clause:{}\">{} {} <small>{}</small></dt><dd>{}</dd>\n", html(id),
                               html(clause.document), html(clause.section), html(clause.level), html(clause.sentence));
    return out.empty() ? out : "<dl class=\"clauses\">\n" + out + "</dl>\n";
}

} // namespace idpsim::reports
