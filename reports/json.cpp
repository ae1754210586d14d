#include "conformance/result_json.hpp"
#include "reports/report.hpp"
#include "reports/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace idpsim::reports {
namespace json = boost::json;
namespace {

/// A clause is named by its id; whether it is a MUST is what a reader asks next.
void add_levels(json::object& one, const conformance::RunResult& run) {
    for (json::value& finding : one.at("findings").as_array()) {
        const auto clause = run.clauses.find(std::string(finding.at("clause").as_string()));
        if (clause != run.clauses.end()) finding.as_object()["level"] = clause->second.level;
    }
}

/// The five that every run has; known deviations where there are any.
json::object to_json(const conformance::Summary& summary) {
    json::object out{{"pass", summary.pass}, {"fail", summary.fail}, {"skip", summary.skip}, {"unverified", summary.unverified}, {"error", summary.error}};
    if (summary.deviation) out["deviation"] = summary.deviation;
    return out;
}

} // namespace

std::string write_json(const conformance::RunResult& run) {
    const conformance::Summary summary = conformance::summarize(run.cases);
    json::array cases;
    for (const auto& one : run.cases) {
        json::object written = conformance::to_json(one, false);
        add_levels(written, run);
        cases.push_back(std::move(written));
    }
    const json::object out{{"idpsim", run.version},
                           {"seed", run.seed},
                           {"target", run.target},
                           {"product", run.product},
                           {"started", format_instant(run.started)},
                           {"wall_us", run.wall_us},
                           {"interrupted", run.interrupted},
                           {"notes", json::array(run.notes.begin(), run.notes.end())},
                           {"summary", to_json(summary)},
                           {"matrix", conformance::matrix_to_json(run.matrix)},
                           {"cases", std::move(cases)}};
    // Boost.JSON writes the octets of a text as they are, and a peer's need not be UTF-8, which RFC 8259 section 8.1
    // demands.
    return as_utf8(json::serialize(out)) + "\n";
}

} // namespace idpsim::reports
