#include "src/engine/matrix.hpp"

#include <algorithm>
#include <map>

namespace idpsim::engine {
namespace {

using conformance::CaseResult;
using conformance::ClaimInfo;
using conformance::ClaimResult;
using conformance::IdpInfo;
using conformance::Standing;
using conformance::Verdict;

/// Cases on one side of a claim, and the one that decides.
struct Cases {
    std::vector<const CaseResult*> all;
    const CaseResult* worst = nullptr;
    std::size_t skipped = 0;

    void add(const CaseResult& one) {
        // The case that decides comes first: it is the one that a report's cell leads to.
        const bool worse = !worst || severity(one.verdict) > severity(worst->verdict);
        all.insert(worse ? all.begin() : all.end(), &one);
        if (worse) worst = &one;
        skipped += one.verdict == Verdict::skip;
    }
    bool empty() const { return all.empty(); }
    bool holds() const { return worst && (worst->verdict == Verdict::pass || worst->verdict == Verdict::warn); }
    std::string told() const { return worst->reason.empty() ? worst->id : worst->id + ": " + worst->reason; }
};

/// What shows the claim for one IdP, and what shows its opposite.
struct Evidence {
    Cases shows, refutes;
};

void settle(ClaimResult& cell, Verdict verdict, Standing standing, std::string reason) {
    cell.verdict = verdict;
    cell.standing = standing;
    cell.reason = std::move(reason);
}

std::string note_of_skips(const Cases& cases) {
    return cases.skipped ? std::to_string(cases.skipped) + " of " + std::to_string(cases.all.size()) + " cases were skipped" : std::string();
}

/// What the cases say that do not hold.
void settle_by(ClaimResult& cell, const Cases& cases, Standing when_failed) {
    const Verdict verdict = cases.worst->verdict;
    const Standing standing = verdict == Verdict::error        ? Standing::error
                              : verdict == Verdict::fail       ? when_failed
                              : verdict == Verdict::unverified ? Standing::unverified
                              : verdict == Verdict::deviation  ? Standing::deviation
                                                               : Standing::skipped;
    settle(cell, verdict, standing, cases.told());
}

void settle_without_cases(ClaimResult& cell, const ClaimInfo& claim) {
    const bool playable = std::ranges::find(claim.playable, cell.idp) != claim.playable.end();
    settle(cell, Verdict::unverified, playable ? Standing::not_run : Standing::unshown,
           playable ? "the scenarios that show it were left out of this run" : "no scenario shows it with this IdP");
}

void judge_yes(ClaimResult& cell, const ClaimInfo& claim, const Evidence& found) {
    if (found.refutes.holds())
        return settle(cell, Verdict::fail, Standing::over_claim, "claimed, but " + found.refutes.worst->id + " shows the opposite: " + found.refutes.worst->title);
    if (found.shows.empty() && found.refutes.empty()) return settle_without_cases(cell, claim);
    if (found.shows.empty()) return settle(cell, Verdict::unverified, Standing::unshown, "no scenario shows it with this IdP");
    if (found.shows.holds()) return settle(cell, Verdict::pass, Standing::shown, note_of_skips(found.shows));
    settle_by(cell, found.shows, Standing::over_claim);
}

void judge_no(ClaimResult& cell, const ClaimInfo& claim, const Evidence& found) {
    if (found.shows.holds())
        return settle(cell, Verdict::fail, Standing::contradicted, "said not to work, but " + found.shows.worst->id + " shows that it does");
    if (found.refutes.empty()) {
        settle_without_cases(cell, claim);
        if (!found.shows.empty()) settle(cell, Verdict::unverified, Standing::unshown, "no scenario (refuted_by) shows that it does not work");
        return;
    }
    if (found.refutes.holds()) return settle(cell, Verdict::pass, Standing::shown, found.refutes.worst->title);
    settle_by(cell, found.refutes, Standing::contradicted);
}

void judge_unclaimed(ClaimResult& cell, const ClaimInfo& claim, const Evidence& found) {
    cell.claimed = false;
    if (found.shows.empty()) {
        settle_without_cases(cell, claim);
        cell.standing = Standing::unclaimed;
        return;
    }
    if (found.shows.holds()) return settle(cell, Verdict::pass, Standing::under_claim, "works here, and is not claimed");
    settle_by(cell, found.shows, Standing::unclaimed);
    cell.standing = Standing::unclaimed;
}

ClaimResult judge(const ClaimInfo& claim, const std::string& idp, const std::string& level, const Evidence& found) {
    ClaimResult cell;
    cell.idp = idp;
    cell.claim = claim.id;
    cell.support = level;
    if (level == conformance::support_yes) judge_yes(cell, claim, found);
    else if (level == conformance::support_no) judge_no(cell, claim, found);
    else judge_unclaimed(cell, claim, found);
    for (const Cases* cases : {&found.shows, &found.refutes})
        for (const CaseResult* one : cases->all) cell.cases.push_back(one->id);
    // What decided stands first.
    if (found.refutes.holds()) std::ranges::rotate(cell.cases, std::ranges::find(cell.cases, found.refutes.worst->id));
    return cell;
}

/// By id: a journal has them as they ended, and shards one behind the other.
std::vector<const CaseResult*> in_order(const std::vector<CaseResult>& cases) {
    std::vector<const CaseResult*> out;
    out.reserve(cases.size());
    for (const CaseResult& one : cases) out.push_back(&one);
    std::ranges::stable_sort(out, {}, &CaseResult::id);
    return out;
}

} // namespace

std::vector<ClaimResult> make_matrix(const std::vector<ClaimInfo>& claims, const std::vector<IdpInfo>& idps, const std::vector<CaseResult>& cases) {
    std::map<std::pair<std::string, std::string>, Evidence> evidence;
    for (const CaseResult* each : in_order(cases)) {
        const CaseResult& one = *each;
        for (const ClaimInfo& claim : claims) {
            const auto names = [&](const std::vector<std::string>& list, const std::string& word) { return std::ranges::find(list, word) != list.end(); };
            if (names(one.claims, claim.id)) evidence[{claim.id, one.idp}].shows.add(one);
            if (names(claim.refuted_by, one.scenario)) evidence[{claim.id, one.idp}].refutes.add(one);
        }
    }

    std::vector<ClaimResult> out;
    for (const ClaimInfo& claim : claims) {
        for (const IdpInfo& idp : idps) {
            const auto level = claim.support.find(idp.id);
            const auto found = evidence.find({claim.id, idp.id});
            const bool shown = found != evidence.end() && !found->second.shows.empty();
            if (level == claim.support.end() && !shown) continue;
            out.push_back(judge(claim, idp.id, level == claim.support.end() ? std::string() : level->second,
                                found == evidence.end() ? Evidence{} : found->second));
        }
    }
    return out;
}

} // namespace idpsim::engine
