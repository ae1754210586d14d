#pragma once
/// One case, from an empty universe to a verdict.
#include "conformance/result.hpp"
#include "src/engine/plan.hpp"
#include "src/engine/universe.hpp"

#include <string>

namespace idpsim::engine {

/// Runs on the calling thread to its end. Whatever happens inside becomes the case's verdict; nothing is thrown but
/// std::bad_alloc. `transcripts` false leaves the messages out of the result (mutant runs do not need them).
conformance::CaseResult run_case(const UniverseSeed& seed, const PlannedCase& planned, bool transcripts = true);

/// A case that was not played, and so could not be verified.
conformance::CaseResult unplayed_case(const UniverseSeed& seed, const PlannedCase& planned, std::string why);

} // namespace idpsim::engine
