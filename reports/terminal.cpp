#include "reports/report.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"
#include "reports/trips.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace idpsim::reports {
namespace {

using namespace conformance;

constexpr std::size_t claim_column = 30;
constexpr std::size_t longest_value = 600, longest_explanation = 4000;

std::string painted(std::string_view text, Verdict verdict, TerminalStyle style) {
    if (!style.colour) return std::string(text);
    const int code = verdict == Verdict::pass ? 32 : verdict == Verdict::fail || verdict == Verdict::error ? 31 : 33;
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string centred(std::string_view text, std::size_t width, Verdict verdict, TerminalStyle style) {
    const std::size_t space = width > text.size() ? width - text.size() : 0;
    return std::string(space / 2, ' ') + painted(text, verdict, style) + std::string(space - space / 2, ' ');
}

/// cell_word(), as narrow as a column.
std::string_view word(const ClaimResult* cell) {
    if (!cell) return "-";
    if (!cell->claimed) return "(no claim)";
    if (cell->verdict == Verdict::skip) return "skip";
    if (cell->verdict == Verdict::deviation) return "known";
    if (cell->verdict == Verdict::unverified) return cell->standing == Standing::not_run ? "not run" : "?";
    return cell_word(*cell);
}

/// What a peer sent may hold escape sequences, and whole bodies.
std::string shown(std::string_view text) { return on_one_line(shortened(text, longest_value)); }

std::string finding_lines(const RunResult& run, const CaseResult& one, const Finding& finding,
                          std::string_view evidence_file) {
    std::string out = fmt::format("    {}\n", shown(finding.check));
    if (!finding.expected.empty()) out += fmt::format("      expected  {}\n", shown(finding.expected));
    if (!finding.actual.empty()) out += fmt::format("      actual    {}\n", shown(finding.actual));
    if (const auto clause = run.clauses.find(finding.clause); clause != run.clauses.end())
        out += fmt::format("      clause    {} {} ({}): {}\n", shown(clause->second.document),
                           shown(clause->second.section), shown(clause->second.level), shown(clause->second.sentence));
    for (const Evidence& evidence : finding.evidence)
        if (evidence.exchange)
            out += fmt::format("      evidence  {}#{}/{} {}\n", evidence_file, on_one_line(one.id), evidence.exchange,
                               shown(evidence.where));
    if (!finding.explanation.empty()) out += fmt::format("      to do     {}\n", on_one_line(shortened(finding.explanation, longest_explanation)));
    if (finding.deviation) out += fmt::format("      known     {}\n", shown(known_line(*finding.deviation)));
    for (const Trip& trip : finding.trips)
        out += fmt::format("      breaks    {}: {} ({})\n", shown(trip.idp), shown(trip.sentence), shown(trip.source));
    return out;
}

/// Without claims: how many cases of each kind of scenario passed.
std::string area_rows(const RunResult& run, TerminalStyle style) {
    std::string out;
    for (const AreaRow& row : areas(run)) {
        out += fmt::format("{:<{}}", row.area, claim_column);
        for (const IdpInfo& idp : run.idps) {
            const auto found = row.by_idp.find(idp.id);
            const std::size_t width = std::max<std::size_t>(idp.id.size(), 10);
            out += " " + (found == row.by_idp.end() ? fmt::format("{:^{}}", "-", width) : centred(counted(found->second), width, row.worst.at(idp.id), style));
        }
        out += "\n";
    }
    return out;
}

/// Claims that are judged by more than their cases' own verdicts.
std::string claim_lines(const RunResult& run, TerminalStyle style) {
    std::string out;
    for (const ClaimResult& cell : run.matrix) {
        const bool tells = cell.standing == Standing::over_claim || cell.standing == Standing::contradicted ||
                           cell.standing == Standing::unshown || cell.standing == Standing::deviation;
        if (tells && cell.claimed)
            out += fmt::format("{} {} with {}: {}\n", painted(standing_name(cell.standing), cell.verdict, style), on_one_line(cell.claim), on_one_line(cell.idp), shown(cell.reason));
    }
    if (const std::string line = not_claimed_line(run); !line.empty()) out += "works, but is not claimed: " + on_one_line(line) + "\n";
    for (const std::string& note : run.notes) out += painted("note", Verdict::warn, style) + " " + shown(note) + "\n";
    return out;
}

/// Who trips over it, and in how many ways; the page tells what each does.
std::string trips_line(const RunResult& run) {
    std::string out;
    for (const auto& [idp, told] : trips_by_idp(run)) out += fmt::format("{}{} ({})", out.empty() ? "trips: " : ", ", on_one_line(idp), told.size());
    return out.empty() ? out : out + "\n";
}

} // namespace

std::string write_matrix(const RunResult& run, TerminalStyle style) {
    const Cells cells(run);
    std::string out(claim_column, ' ');
    for (const IdpInfo& idp : run.idps) out += fmt::format(" {:^{}}", idp.id, std::max<std::size_t>(idp.id.size(), 10));
    out += "\n";
    if (run.claims.empty()) return out + area_rows(run, style);
    for (const ClaimInfo& claim : run.claims) {
        out += fmt::format("{:<{}}", claim.id, claim_column);
        for (const IdpInfo& idp : run.idps) {
            const ClaimResult* cell = cells.at(claim.id, idp.id);
            const Verdict verdict = cell && cell->claimed ? cell->verdict : Verdict::skip;
            out += " " + (cell ? centred(word(cell), std::max<std::size_t>(idp.id.size(), 10), verdict, style)
                               : fmt::format("{:^{}}", "-", std::max<std::size_t>(idp.id.size(), 10)));
        }
        out += "\n";
    }
    return out;
}

std::string write_problems(const RunResult& run, TerminalStyle style, std::string_view evidence_file) {
    std::string out;
    for (const CaseResult& one : run.cases) {
        const bool warned = std::ranges::any_of(one.findings, [](const Finding& each) { return each.verdict == Verdict::warn; });
        if (one.verdict == Verdict::pass && !warned) continue;
        const Verdict told = one.verdict == Verdict::pass ? Verdict::warn : one.verdict;
        out += fmt::format("{} {}: {}\n", painted(verdict_name(told), told, style), on_one_line(one.id),
                           shown(one.reason));
        if (one.verdict == Verdict::skip) continue;
        for (const Finding& finding : one.findings)
            if (finding.verdict != Verdict::pass) out += finding_lines(run, one, finding, evidence_file);
    }
    return out + trips_line(run) + claim_lines(run, style);
}

} // namespace idpsim::reports
