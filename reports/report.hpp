#pragma once
/// RunResult -> text, one writer per format. Pure functions: the same result gives the same octets.
#include "conformance/result.hpp"

#include <string>
#include <string_view>

namespace idpsim::reports {

/// report.json, the machine's view: a contract, see README.
std::string write_json(const conformance::RunResult& run);
/// junit.xml: one testsuite per IdP, one testcase per case.
std::string write_junit(const conformance::RunResult& run);
/// report.md: the matrix and what did not pass.
std::string write_markdown(const conformance::RunResult& run);
/// The product's page alone, dated and versioned: to be pasted into documentation.
std::string write_page_markdown(const conformance::RunResult& run);
/// A badge of the run, or of one claim: an SVG image, and the same for who draws badges (JSON, "schemaVersion": 1).
std::string write_badge_svg(const conformance::RunResult& run, const std::string& claim);
std::string write_badge_json(const conformance::RunResult& run, const std::string& claim);
/// report.html: one self-contained page; each cell leads to its cases, findings and decoded messages.
std::string write_html(const conformance::RunResult& run);

/// Colours on a terminal; none in a log.
struct TerminalStyle {
    bool colour = false;
};
/// The claims x IdPs matrix as a table.
std::string write_matrix(const conformance::RunResult& run, TerminalStyle style);
/// What did not pass: expected, actual, the clause's words, and the file that holds the evidence.
std::string write_problems(const conformance::RunResult& run, TerminalStyle style, std::string_view evidence_file);

/// For tables that people read: "yes", "no" (as claimed), "FAILS", "known deviation", "skipped", "unverified", "not run",
/// "error", "not claimed".
std::string_view cell_word(const conformance::ClaimResult& cell);

} // namespace idpsim::reports
