#include "src/engine/run.hpp"

#include "src/engine/version.hpp"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

namespace idpsim::engine {
namespace {

using conformance::CaseResult;

/// What the threads of a run share.
struct Shared {
    Shared(const UniverseSeed& from, const std::vector<PlannedCase>& cases, const RunObserver& told, bool keep)
        : seed(from), plan(cases), observer(told), transcripts(keep), results(cases.size()) {}

    const UniverseSeed& seed;
    const std::vector<PlannedCase>& plan;
    const RunObserver& observer;
    bool transcripts;
    std::vector<CaseResult> results;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopped{false};
    std::mutex lock;
    std::exception_ptr failure;
};

void work(Shared& shared) {
    try {
        while (!shared.stopped) {
            const std::size_t index = shared.next++;
            if (index >= shared.plan.size()) return;
            const PlannedCase& planned = shared.plan[index];
            if (shared.observer.started) shared.observer.started(planned.id);
            shared.results[index] = run_case(shared.seed, planned, shared.transcripts);
            if (shared.observer.finished) shared.observer.finished(shared.results[index]);
        }
    } catch (...) {
        const std::lock_guard hold(shared.lock);
        if (!shared.failure) shared.failure = std::current_exception();
        shared.stopped = true;
    }
}

} // namespace

std::vector<CaseResult> run_cases(const UniverseSeed& seed, const std::vector<PlannedCase>& plan, unsigned jobs,
                                  const RunObserver& observer, bool transcripts) {
    Shared shared(seed, plan, observer, transcripts);
    if (jobs == 0) jobs = std::max(1u, std::thread::hardware_concurrency());
    jobs = static_cast<unsigned>(std::min<std::size_t>(jobs, std::max<std::size_t>(plan.size(), 1)));
    if (jobs == 1) {
        work(shared);
    } else {
        std::vector<std::jthread> threads;
        threads.reserve(jobs);
        for (unsigned i = 0; i < jobs; ++i) threads.emplace_back([&shared] { work(shared); });
    }
    if (shared.failure) std::rethrow_exception(shared.failure);
    return std::move(shared.results);
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
