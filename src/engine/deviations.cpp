#include "src/engine/deviations.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

using conformance::CaseResult;
using conformance::Finding;
using conformance::Verdict;

bool fits(const std::string& glob, std::string_view text) { return glob.empty() || matches_glob(glob, text); }

/// Whether the deviation could be about the case, whatever its findings.
bool is_about(const Deviation& one, const CaseResult& of) {
    const bool claimed = one.claim.empty() || std::ranges::any_of(of.claims, [&](const std::string& claim) { return matches_glob(one.claim, claim); });
    return claimed && fits(one.idp, of.idp) && fits(one.case_id, of.id);
}

bool covers(const Deviation& one, const CaseResult& of, const Finding& finding) {
    return finding.verdict == Verdict::fail && fits(one.check, finding.check) && is_about(one, of);
}

bool is_used(const Deviation& one, const std::vector<CaseResult>& cases) {
    return std::ranges::any_of(cases, [&](const CaseResult& of) {
        return std::ranges::any_of(of.findings, [&](const Finding& finding) { return finding.deviation && finding.deviation->where == one.known.where; });
    });
}

std::string ended_note(const Deviation& one, const std::vector<CaseResult>& cases) {
    std::size_t count = 0;
    std::string first;
    for (const CaseResult& of : cases)
        for (const Finding& finding : of.findings)
            if (covers(one, of, finding) && count++ == 0) first = of.id + ", " + finding.check;
    std::string out = one.known.where + ": the known deviation ended on " + one.known.expires + " (" + one.known.reason + ")";
    if (count == 0) return out + "; nothing fails that it would cover, so it can go";
    return out + "; it no longer covers " + std::to_string(count) + (count == 1 ? " failure: " : " failures, the first: ") + first;
}

} // namespace

void apply_deviations(const std::vector<Deviation>& deviations, Instant now, CaseResult& of) {
    for (Finding& finding : of.findings) {
        const auto found = std::ranges::find_if(deviations, [&](const Deviation& one) { return now < one.ends && covers(one, of, finding); });
        if (found == deviations.end()) continue;
        finding.verdict = Verdict::deviation;
        finding.deviation = found->known;
    }
}

std::vector<std::string> deviation_notes(const std::vector<Deviation>& deviations, Instant now, const std::vector<CaseResult>& cases, bool whole) {
    std::vector<std::string> out;
    for (const Deviation& one : deviations) {
        if (now >= one.ends) {
            out.push_back(ended_note(one, cases));
            continue;
        }
        if (is_used(one, cases)) continue;
        const bool was_played = std::ranges::any_of(cases, [&](const CaseResult& of) { return is_about(one, of) && of.verdict != Verdict::skip; });
        if (was_played) out.push_back(one.known.where + ": the known deviation (" + one.known.reason + ") covers nothing: what it is about does not fail");
        else if (whole) out.push_back(one.known.where + ": the known deviation (" + one.known.reason + ") covers nothing: no case that was played is about it");
    }
    return out;
}

} // namespace idpsim::engine
