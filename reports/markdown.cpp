#include "reports/markdown.hpp"
#include "reports/report.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"
#include "reports/trips.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace idpsim::reports {
namespace {

using namespace conformance;

// A CI's summary page takes a megabyte, a comment 64 KB: what is beyond stands in report.html.
constexpr std::size_t shown_problems = 60;
constexpr std::size_t shown_explanation = 4000;

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
        out += fmt::format("| **{}**: {} |", escaped(claim.id), escaped(claim.sentence));
        for (const IdpInfo& idp : run.idps) {
            const ClaimResult* cell = cells.at(claim.id, idp.id);
            const bool bad = cell && cell->claimed && cell->verdict == Verdict::fail;
            out += fmt::format(" {0}{1}{0} |", bad ? "**" : "", cell ? cell_word(*cell) : "-");
        }
        out += "\n";
    }
    return out;
}

/// A run without claims: how many cases of each folder of scenarios passed.
std::string area_table(const RunResult& run) {
    std::string out = "| scenarios |", rule = "| --- |";
    for (const IdpInfo& idp : run.idps) {
        out += " " + escaped(idp.title) + " |";
        rule += " :---: |";
    }
    out += "\n" + rule + "\n";
    for (const AreaRow& row : areas(run)) {
        out += "| " + escaped(row.area) + " |";
        for (const IdpInfo& idp : run.idps) {
            const auto found = row.by_idp.find(idp.id);
            out += " " + (found == row.by_idp.end() ? "-" : counted(found->second)) + " |";
        }
        out += "\n";
    }
    return out;
}

/// What is to be told of the claims file.
std::string notes(const RunResult& run) {
    std::string out;
    if (const std::string line = not_claimed_line(run); !line.empty()) out += "- works, but is not claimed: " + escaped(line) + "\n";
    for (const std::string& note : run.notes) out += "- " + escaped(note) + "\n";
    return out.empty() ? out : "\n" + out;
}

std::string finding_lines(const RunResult& run, const Finding& finding) {
    std::string out = fmt::format("- **{}** {}\n", escaped(finding.check), verdict_name(finding.verdict));
    if (!finding.expected.empty()) out += fmt::format("  - expected: {}\n", escaped(finding.expected));
    if (!finding.actual.empty()) out += fmt::format("  - actual: {}\n", escaped(finding.actual));
    if (const auto clause = run.clauses.find(finding.clause); clause != run.clauses.end())
        out += fmt::format("  - {} section {} ({}): {}\n", escaped(clause->second.document),
                           escaped(clause->second.section), escaped(clause->second.level),
                           escaped(clause->second.sentence));
    for (const Evidence& evidence : finding.evidence)
        out += fmt::format("  - evidence: {}{}: {}\n",
                           evidence.exchange ? fmt::format("message {}, ", evidence.exchange) : "",
                           escaped(evidence.where), escaped(evidence.saw));
    if (finding.deviation) out += fmt::format("  - known: {}\n", escaped(known_line(*finding.deviation)));
    if (!finding.explanation.empty()) out += fmt::format("  - what to do: {}\n", escaped(finding.explanation, shown_explanation));
    for (const Trip& trip : finding.trips)
        out += fmt::format("  - breaks {}: {} ({})\n", escaped(trip.idp), escaped(trip.sentence), escaped(trip.source));
    return out;
}

std::string problem(const RunResult& run, const CaseResult& one) {
    std::string out = fmt::format("### {} {}\n\n", code(one.id), verdict_name(one.verdict));
    if (!one.reason.empty()) out += escaped(one.reason) + "\n\n";
    std::string findings;
    for (const Finding& finding : one.findings)
        if (finding.verdict != Verdict::pass) findings += finding_lines(run, finding);
    return findings.empty() ? out : out + findings + "\n";
}

std::string problems(const RunResult& run) {
    std::string out;
    std::size_t count = 0;
    for (const CaseResult& one : run.cases) {
        if (one.verdict == Verdict::pass || one.verdict == Verdict::skip) continue;
        if (++count <= shown_problems) out += problem(run, one);
    }
    if (count > shown_problems) out += fmt::format("{} more are in report.html.\n\n", count - shown_problems);
    return out;
}

/// Recommendations that are not kept in cases that pass.
std::string warnings(const RunResult& run) {
    std::string out;
    for (const CaseResult& one : run.cases) {
        if (one.verdict != Verdict::pass) continue;
        for (const Finding& finding : one.findings)
            if (finding.verdict == Verdict::warn) out += finding_lines(run, finding);
    }
    return out;
}

std::string trips(const RunResult& run) {
    std::string out;
    for (const auto& [idp, told] : trips_by_idp(run)) {
        out += fmt::format("- **{}**\n", escaped(idp));
        for (const TripTold& trip : told) {
            out += fmt::format("  - {} ({}): {}", escaped(trip.sentence), escaped(trip.source), code(trip.cases.front()));
            out += trip.cases.size() == 1 ? "\n" : fmt::format(" and {} more\n", trip.cases.size() - 1);
        }
    }
    return out;
}

/// Skipped cases by what they lack, in plan order: often dozens with one reason.
std::string skipped(const RunResult& run) {
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (const CaseResult& one : run.cases) {
        if (one.verdict != Verdict::skip) continue;
        const auto found = std::ranges::find(counts, one.reason, &std::pair<std::string, std::size_t>::first);
        if (found == counts.end())
            counts.emplace_back(one.reason, 1);
        else
            ++found->second;
    }
    std::string out;
    for (const auto& [reason, count] : counts)
        out += fmt::format("- {} case{}: {}\n", count, count == 1 ? "" : "s", escaped(reason));
    return out;
}

} // namespace

std::string write_markdown(const RunResult& run) {
    std::string out =
        fmt::format("# {}\n\nTarget {}, idpsim {}, {}, seed {}.\n\n**{}**\n\n", escaped(heading(run)),
                    code(run.target), escaped(run.version), format_instant(run.started, SecondDigits::none), run.seed,
                    summary_line(summarize(run.cases)));
    if (run.interrupted) out += "**The run was interrupted: this is as far as it got.**\n\n";
    out += run.claims.empty() ? "## Scenarios\n\n" + area_table(run) : "## Claims\n\n" + matrix(run);
    out += notes(run);
    if (const std::string part = product_page(run); !part.empty()) out += "\n" + part;
    if (const std::string part = trips(run); !part.empty()) out += "\n## Which identity providers trip over it\n\n" + part;
    if (const std::string part = problems(run); !part.empty())
        out += "\n## What did not pass\n\n" + part.substr(0, part.size() - 1);
    if (const std::string part = warnings(run); !part.empty()) out += "\n## Recommendations that are not kept\n\n" + part;
    if (const std::string part = skipped(run); !part.empty()) out += "\n## Skipped\n\n" + part;
    return out;
}

} // namespace idpsim::reports
