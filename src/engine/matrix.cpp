#include "src/engine/matrix.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <map>

namespace idpsim::engine {
namespace {

using conformance::CaseResult;
using conformance::ClaimResult;
using conformance::Verdict;

/// The worst counts: a fault of ours, then of the target, then what could not be told.
int weight(Verdict verdict) {
    switch (verdict) {
    case Verdict::error: return 4;
    case Verdict::fail: return 3;
    case Verdict::unverified: return 2;
    case Verdict::pass: return 1;
    case Verdict::skip: return 0;
    }
    return 4;
}

void add_case(ClaimResult& cell, const CaseResult& one) {
    const bool worse = cell.cases.empty() || weight(one.verdict) > weight(cell.verdict);
    if (worse) {
        cell.verdict = one.verdict;
        cell.reason = one.reason.empty() ? "" : one.id + ": " + one.reason;
    }
    // The case that decides comes first: it is the one that a report's cell leads to.
    if (worse) cell.cases.insert(cell.cases.begin(), one.id);
    else cell.cases.push_back(one.id);
}

void note_skips(ClaimResult& cell, std::size_t skipped) {
    if (cell.verdict == Verdict::pass && skipped > 0)
        cell.reason = std::to_string(skipped) + " of " + std::to_string(cell.cases.size()) + " cases were skipped";
}

} // namespace

std::vector<ClaimResult> make_matrix(const Catalogue& catalogue, const std::vector<std::string>& idps,
                                     const std::vector<CaseResult>& cases) {
    std::map<std::pair<std::string, std::string>, std::vector<const CaseResult*>> by_claim;
    for (const CaseResult& one : cases)
        for (const std::string& claim : one.claims) by_claim[{claim, one.idp}].push_back(&one);

    std::vector<ClaimResult> out;
    for (const Claim& claim : catalogue.product.claims) {
        for (const std::string& idp : idps) {
            const auto profile = std::ranges::find(catalogue.profiles, idp, &idp::Profile::id);
            const bool listed = profile != catalogue.profiles.end() && profile->listed;
            const auto shown = by_claim.find({claim.id, idp});
            const bool concerned = is_claimed(claim, idp, listed);
            if (!concerned && shown == by_claim.end()) continue;
            ClaimResult cell{idp, claim.id, Verdict::unverified, concerned, "no scenario of this run shows it", {}};
            if (shown != by_claim.end()) {
                std::size_t skipped = 0;
                for (const CaseResult* one : shown->second) {
                    add_case(cell, *one);
                    skipped += one->verdict == Verdict::skip;
                }
                note_skips(cell, skipped);
            }
            out.push_back(std::move(cell));
        }
    }
    return out;
}

} // namespace idpsim::engine
