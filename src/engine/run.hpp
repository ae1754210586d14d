#pragma once
/// A whole run: threads, journal, matrix.
#include "src/engine/case_runner.hpp"
#include "src/engine/journal.hpp"
#include "src/engine/matrix.hpp"

#include <functional>

namespace idpsim::engine {

struct RunObserver {
    std::function<void(const std::string& case_id)> started;              ///< from any thread
    std::function<void(const conformance::CaseResult&)> finished;         ///< from any thread
};

/// Runs the planned cases on `jobs` threads (0: one per core). The results come in plan order whatever finishes when.
/// The first Failure of an observer ("disk full" in the journal) ends the run and is thrown.
std::vector<conformance::CaseResult> run_cases(const UniverseSeed& seed, const std::vector<PlannedCase>& plan, unsigned jobs,
                                               const RunObserver& observer, bool transcripts = true);

/// The header of a run over these files: everything but cases, matrix and times.
conformance::RunResult describe_run(const Catalogue& catalogue, const std::vector<PlannedCase>& plan, std::uint64_t seed);

} // namespace idpsim::engine
