#include "src/engine/matrix.hpp"

#include <map>

namespace idpsim::engine {
namespace {

using conformance::CaseResult;
using conformance::ClaimResult;
using conformance::IdpInfo;
using conformance::Verdict;

void add_case(ClaimResult& cell, const CaseResult& one) {
    const bool worse = cell.cases.empty() || severity(one.verdict) > severity(cell.verdict);
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

std::vector<ClaimResult> make_matrix(const Product& product, const std::vector<IdpInfo>& idps, const std::vector<CaseResult>& cases) {
    std::map<std::pair<std::string, std::string>, std::vector<const CaseResult*>> by_claim;
    for (const CaseResult& one : cases)
        for (const std::string& claim : one.claims) by_claim[{claim, one.idp}].push_back(&one);

    std::vector<ClaimResult> out;
    for (const Claim& claim : product.claims) {
        for (const IdpInfo& idp : idps) {
            const auto shown = by_claim.find({claim.id, idp.id});
            const bool concerned = is_claimed(claim, idp.id, idp.listed);
            if (!concerned && shown == by_claim.end()) continue;
            ClaimResult cell{idp.id, claim.id, Verdict::unverified, concerned, "no scenario of this run shows it", {}};
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
