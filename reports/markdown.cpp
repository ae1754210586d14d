#include "reports/report.hpp"
#include "reports/table.hpp"

#include "src/core/text.hpp"

#include <fmt/format.h>

namespace idpsim::reports {
namespace {

using namespace conformance;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            out += ' ';
            continue;
        }
        if (c == '|' || c == '*' || c == '_' || c == '`' || c == '<' || c == '[') out += '\\';
        out += c;
    }
    return out;
}

std::string matrix(const RunResult& run) {
    const Cells cells(run);
    std::string out = "| claim |";
    std::string rule = "| --- |";
    for (const IdpInfo& idp : run.idps) {
        out += " " + escaped(idp.title) + " |";
        rule += " :---: |";
    }
    out += "\n" + rule + "\n";
    for (const ClaimInfo& claim : run.claims) {
        out += fmt::format("| **{}**: {} |", claim.id, escaped(claim.sentence));
        for (const IdpInfo& idp : run.idps) {
            const ClaimResult* cell = cells.at(claim.id, idp.id);
            out += " " + (cell ? cell_word(*cell) : std::string()) + " |";
        }
        out += "\n";
    }
    return out;
}

std::string problem(const RunResult& run, const CaseResult& one) {
    std::string out = fmt::format("### {} - {}\n\n{}\n\n", one.id, verdict_name(one.verdict), escaped(one.reason));
    for (const Finding& finding : one.findings) {
        if (finding.verdict == Verdict::pass) continue;
        out += fmt::format("- **{}**\n  - expected: {}\n  - actual: {}\n", escaped(finding.check), escaped(finding.expected),
                           escaped(finding.actual));
        if (const auto clause = run.clauses.find(finding.clause); clause != run.clauses.end())
            out += fmt::format("  - {} section {} ({}): {}\n", escaped(clause->second.document), clause->second.section,
                               clause->second.level, escaped(clause->second.sentence));
        for (const Evidence& evidence : finding.evidence)
            out += fmt::format("  - evidence: {}{}: {}\n", evidence.exchange ? fmt::format("message {}, ", evidence.exchange) : "",
                               escaped(evidence.where), escaped(evidence.saw));
    }
    return out + "\n";
}

} // namespace

std::string cell_word(const ClaimResult& cell) {
    if (!cell.claimed) return "not claimed";
    switch (cell.verdict) {
    case Verdict::pass: return "yes";
    case Verdict::fail: return "**NO**";
    case Verdict::skip: return "skipped";
    case Verdict::unverified: return "unverified";
    case Verdict::error: return "error";
    }
    return "error";
}

std::string write_markdown(const RunResult& run) {
    std::string out = fmt::format("# Compatibility of {}\n\nTarget `{}`, idpsim {}, {}, seed {}.\n\n**{}**\n\n", escaped(run.product),
                                  run.target, run.version, format_instant(run.started, SecondDigits::none), run.seed,
                                  summary_line(summarize(run.cases)));
    if (run.interrupted) out += "The run was interrupted: this is as far as it got.\n\n";
    out += "## Claims\n\n" + matrix(run) + "\n";
    std::string problems;
    for (const CaseResult& one : run.cases)
        if (one.verdict != Verdict::pass) problems += problem(run, one);
    if (!problems.empty()) out += "## What did not pass\n\n" + problems;
    return out;
}

} // namespace idpsim::reports
