#pragma once
/// Results as JSON and back: the journal's lines and report.json share these forms.
#include "conformance/result.hpp"
#include "src/core/result.hpp"

#include <boost/json/object.hpp>

namespace idpsim::conformance {

/// With `exchanges`, as the journal keeps a case; without, as report.json shows it.
boost::json::object to_json(const CaseResult& result, bool with_exchanges);
Result<CaseResult> case_from_json(const boost::json::value& value);

boost::json::object to_json(const Exchange& exchange);

/// Everything of a run but its cases: the journal's first line.
boost::json::object header_to_json(const RunResult& run);
Result<RunResult> header_from_json(const boost::json::value& value);

boost::json::array matrix_to_json(const std::vector<ClaimResult>& matrix);
Result<std::vector<ClaimResult>> matrix_from_json(const boost::json::value& value);

} // namespace idpsim::conformance
