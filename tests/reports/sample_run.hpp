#pragma once
/// One run that holds whatever a report may meet: every verdict, claims that are not claimed or do not apply, evidence
/// that is a message and evidence that is none, a run that was interrupted, and text that was written to break reports.
#include "conformance/result.hpp"

#include <string>
#include <utility>
#include <vector>

namespace idpsim::test {

conformance::RunResult sample_run();

/// A case with these exchanges, which get the numbers 1, 2, 3 ...
conformance::CaseResult case_with(std::vector<Exchange> exchanges);
Exchange exchange(std::string method, std::string url, HttpResponse response);

/// A Response that itself is signed and holds an Assertion that is not; no real signature.
std::string signed_response();

/// Every writer's output for the run, by the file's name.
std::vector<std::pair<std::string, std::string>> all_reports(const conformance::RunResult& run);

} // namespace idpsim::test
