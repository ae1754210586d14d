#include "src/engine/run.hpp"

#include "src/engine/side_by_side.hpp"
#include "src/engine/version.hpp"

#include <set>

namespace idpsim::engine {

using conformance::CaseResult;

std::vector<CaseResult> run_cases(const UniverseSeed& seed, const std::vector<PlannedCase>& plan, unsigned jobs,
                                  const RunObserver& observer, bool transcripts) {
    std::vector<CaseResult> results(plan.size());
    side_by_side(plan.size(), jobs, [&](std::size_t index) {
        if (observer.started) observer.started(plan[index].id);
        results[index] = run_case(seed, plan[index], transcripts);
        if (observer.finished) observer.finished(results[index]);
    });
    return results;
}

conformance::RunResult describe_run(const Catalogue& catalogue, const std::vector<PlannedCase>& plan, std::uint64_t seed) {
    conformance::RunResult out;
    out.version = version;
    out.seed = seed;
    out.target = catalogue.target.id;
    out.product = catalogue.product.title;
    std::set<std::size_t> used;
    for (const PlannedCase& one : plan) used.insert(one.profile);
    for (const std::size_t index : used) {
        const idp::Profile& profile = catalogue.profiles[index];
        out.idps.push_back({profile.id, profile.title, profile.listed});
    }
    for (const Claim& claim : catalogue.product.claims) out.claims.push_back({claim.id, claim.sentence});
    out.clauses = catalogue.clauses;
    return out;
}

} // namespace idpsim::engine
