#pragma once
/// The parts of report.html. Anchors: "CASE", "CASE/MESSAGE", "claim:ID", "cell:CLAIM/IDP", "clause:ID", "value:N".
#include "conformance/result.hpp"
#include "reports/repeated.hpp"

#include <string>
#include <string_view>

namespace idpsim::reports {

/// What the verdicts look like, in words and colours.
std::string legend_html();
/// Claims x IdPs; a cell leads to its only case, or to its cases.
std::string matrix_html(const conformance::RunResult& run);
/// Per claim and IdP, the cases that show it.
std::string claims_html(const conformance::RunResult& run);

/// What did not pass, in short; "" when everything passed.
std::string problems_html(const conformance::RunResult& run);
/// Per IdP, what its client does with this server, and the cases that show it; "" when nothing breaks any.
std::string trips_html(const conformance::RunResult& run);
/// The controls that the script works; hidden without it.
std::string filter_html(const conformance::RunResult& run);
/// Every case with its findings and messages, by IdP: megabytes, so they are appended rather than returned.
void append_cases_html(std::string& out, const conformance::RunResult& run, Repeated& repeated);
/// The clauses that findings name.
std::string clauses_html(const conformance::RunResult& run);

extern const std::string_view page_style, page_script;

} // namespace idpsim::reports
