#pragma once
/// The parts of report.html. Anchors: "CASE", "CASE/MESSAGE", "claim:ID", "cell:CLAIM/IDP", "area:FOLDER/IDP" (by the
/// script alone), "clause:ID", "value:N".
#include "conformance/result.hpp"
#include "reports/evidence_pack.hpp"
#include "reports/repeated.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::reports {

/// What the verdicts look like, in words and colours.
std::string legend_html();
/// The colour class, the anchor of a cell's evidence, and the <td>, which a narrow screen heads by `column`; a null cell
/// is one that the claim is not about.
std::string_view cell_colour(const conformance::ClaimResult& cell);
std::string cell_anchor(const conformance::ClaimResult& cell);
std::string cell_html(const conformance::ClaimResult* cell, std::string_view column = {});
inline constexpr std::string_view empty_cell = "<td class=\"none\"><span role=\"img\" aria-label=\"does not apply\">&middot;</span></td>";

/// The product's page as its claims file has it; "" without one.
std::string product_html(const conformance::RunResult& run);
/// How many cases of each folder of scenarios passed, by IdP.
std::string areas_html(const conformance::RunResult& run);
/// What works and is not claimed, and what there is to tell of known deviations; "" when there is nothing.
std::string notes_html(const conformance::RunResult& run);
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
/// What the cases share while they are written.
struct CaseWriter {
    explicit CaseWriter(const conformance::RunResult& run);
    static constexpr std::size_t most_open_octets = 3u << 20;
    Repeated open{"value:"}, packed{"packed-value:"}; ///< what is in the page refers to nothing that is packed
    std::size_t open_octets = 0;
    EvidencePack messages{"messages"}, bodies{"bodies"};
    std::map<std::string, std::vector<std::string>> claims_of_case; ///< by the matrix: refuting cases as well
};
/// Every case with its findings and messages, by IdP: megabytes, so they are appended rather than returned.
void append_cases_html(std::string& out, const conformance::RunResult& run, CaseWriter& writer);
/// The clauses that findings name.
std::string clauses_html(const conformance::RunResult& run);

extern const std::string_view page_style, page_script;

} // namespace idpsim::reports
