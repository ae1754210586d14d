#include "src/engine/run.hpp"

#include "src/engine/claims.hpp"
#include "src/engine/side_by_side.hpp"
#include "src/engine/version.hpp"

#include <algorithm>
#include <atomic>
#include <set>

namespace idpsim::engine {

using conformance::CaseResult;

namespace {

/// Cases in a row in which a foreign server let every request run into its limit: the others would take hours to say the same.
class Silence {
public:
    bool goes_on() const { return cases_ >= enough; }
    void note(const CaseResult& one) {
        if (one.exchanges.empty()) return;
        const bool silent = std::ranges::all_of(one.exchanges, [](const Exchange& e) { return e.failure && e.failure->fault == Fault::peer_timeout; });
        if (silent) ++cases_;
        else if (!goes_on()) cases_ = 0;
    }

private:
    static constexpr int enough = 4;
    std::atomic<int> cases_ = 0;
};

} // namespace

std::vector<CaseResult> run_cases(const UniverseSeed& seed, const std::vector<PlannedCase>& plan, unsigned jobs,
                                  const RunObserver& observer, bool transcripts) {
    std::vector<CaseResult> results(plan.size());
    const bool foreign = !seed.catalogue->target.in_process;
    Silence silence;
    side_by_side(plan.size(), jobs, [&](std::size_t index) {
        if (observer.started) observer.started(plan[index].id);
        results[index] = silence.goes_on() ? unplayed_case(seed, plan[index], "not played: nothing was answered in time in the cases before it")
                                           : run_case(seed, plan[index], transcripts);
        if (foreign) silence.note(results[index]);
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
    for (const Claim& claim : catalogue.product.claims) out.claims.push_back(describe_claim(catalogue, claim));
    out.page = catalogue.product.page;
    out.clauses = catalogue.clauses;
    return out;
}

} // namespace idpsim::engine
