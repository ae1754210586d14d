#include "conformance/result_json.hpp"

#include "src/core/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace idpsim::conformance {
namespace json = boost::json;
namespace {

/// Bodies, headers and what was seen in them need not be UTF-8; Boost.JSON would write their octets as they are, and
/// nobody could read the line again.
json::string text_json(std::string_view text) { return json::string(valid_utf8(text)); }

json::array texts(const std::vector<std::string>& list) {
    json::array out;
    for (const std::string& one : list) out.push_back(text_json(one));
    return out;
}

json::array to_json(const Headers& headers) {
    json::array out;
    for (const auto& [name, value] : headers) out.push_back(json::array{text_json(name), text_json(value)});
    return out;
}

json::object to_json(const Finding& finding) {
    json::array evidence;
    for (const Evidence& one : finding.evidence)
        evidence.push_back(
            json::object{{"exchange", one.exchange}, {"where", text_json(one.where)}, {"saw", text_json(one.saw)}});
    json::object out{{"check", text_json(finding.check)},        {"clause", text_json(finding.clause)},
                     {"verdict", verdict_name(finding.verdict)}, {"expected", text_json(finding.expected)},
                     {"actual", text_json(finding.actual)},      {"evidence", std::move(evidence)}};
    if (!finding.explanation.empty()) out["explanation"] = text_json(finding.explanation);
    if (finding.trips.empty()) return out;
    json::array trips;
    for (const Trip& one : finding.trips)
        trips.push_back(json::object{
            {"idp", text_json(one.idp)}, {"sentence", text_json(one.sentence)}, {"source", text_json(one.source)}});
    out["trips"] = std::move(trips);
    return out;
}

// Readers throw Failure while going down and are turned into a Result at the top: a journal line is either whole or
// not.

const json::value& need(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    if (!found) throw Failure(Error{Fault::malformed, std::string(name), "is missing"});
    return *found;
}

/// With the length that the text has: a body may hold NUL characters.
std::string whole(const json::string& text) { return std::string(text.data(), text.size()); }

std::string text(const json::object& from, std::string_view name) {
    const json::value& value = need(from, name);
    if (!value.is_string()) throw Failure(Error{Fault::malformed, std::string(name), "is not a text"});
    return whole(value.get_string());
}

template <class Number> Number number(const json::object& from, std::string_view name) {
    boost::system::error_code failed;
    const auto out = need(from, name).to_number<Number>(failed);
    if (failed) throw Failure(Error{Fault::malformed, std::string(name), "is not a whole number"});
    return out;
}

const json::array& array(const json::object& from, std::string_view name) {
    const json::value& value = need(from, name);
    if (!value.is_array()) throw Failure(Error{Fault::malformed, std::string(name), "is not a list"});
    return value.get_array();
}

const json::object& object(const json::value& value, std::string_view what) {
    if (!value.is_object()) throw Failure(Error{Fault::malformed, std::string(what), "is not an object"});
    return value.get_object();
}

std::vector<std::string> text_list(const json::object& from, std::string_view name) {
    std::vector<std::string> out;
    for (const json::value& one : array(from, name)) {
        if (!one.is_string())
            throw Failure(Error{Fault::malformed, std::string(name), "holds something that is no text"});
        out.push_back(whole(one.get_string()));
    }
    return out;
}

Verdict verdict(const json::object& from) {
    const std::string name = text(from, "verdict");
    const auto found = verdict_from(name);
    if (!found) throw Failure(Error{Fault::malformed, "verdict", "\"" + name + "\" is none"});
    return *found;
}

bool flag(const json::object& from, std::string_view name) {
    const json::value& value = need(from, name);
    if (!value.is_bool()) throw Failure(Error{Fault::malformed, std::string(name), "is not true or false"});
    return value.get_bool();
}

Headers read_headers(const json::object& from) {
    Headers out;
    for (const json::value& one : array(from, "headers")) {
        if (!one.is_array() || one.get_array().size() != 2 || !one.get_array()[0].is_string() ||
            !one.get_array()[1].is_string())
            throw Failure(Error{Fault::malformed, "headers", "an entry is not [name, value]"});
        out.emplace_back(whole(one.get_array()[0].get_string()), whole(one.get_array()[1].get_string()));
    }
    return out;
}

Instant instant(const json::object& from, std::string_view name) {
    const auto out = parse_instant(text(from, name));
    if (!out) throw Failure(Error{Fault::malformed, std::string(name), "is not a time"});
    return *out;
}

Finding read_finding(const json::value& value) {
    const json::object& from = object(value, "finding");
    Finding out;
    out.check = text(from, "check");
    out.clause = text(from, "clause");
    out.verdict = verdict(from);
    out.expected = text(from, "expected");
    out.actual = text(from, "actual");
    for (const json::value& one : array(from, "evidence")) {
        const json::object& evidence = object(one, "evidence");
        out.evidence.push_back(
            {number<std::size_t>(evidence, "exchange"), text(evidence, "where"), text(evidence, "saw")});
    }
    if (from.contains("explanation")) out.explanation = text(from, "explanation");
    if (!from.contains("trips")) return out;
    for (const json::value& one : array(from, "trips")) {
        const json::object& trip = object(one, "trip");
        out.trips.push_back({text(trip, "idp"), text(trip, "sentence"), text(trip, "source")});
    }
    return out;
}

Exchange read_exchange(const json::value& value) {
    const json::object& from = object(value, "exchange");
    const json::object& request = object(need(from, "request"), "request");
    const json::object& response = object(need(from, "response"), "response");
    Exchange out;
    out.number = number<std::size_t>(from, "number");
    out.at = instant(from, "at");
    out.from = text(from, "from");
    out.to = text(from, "to");
    out.request = {text(request, "method"), text(request, "url"), read_headers(request), text(request, "body")};
    out.response = {number<int>(response, "status"), read_headers(response), text(response, "body")};
    // The words are kept whole, where they belong to with them; they are for people.
    if (from.contains("failure")) out.failure = Error{Fault::io, {}, text(from, "failure")};
    return out;
}

CaseResult read_case(const json::value& value) {
    const json::object& from = object(value, "case");
    CaseResult out;
    out.id = text(from, "id");
    out.idp = text(from, "idp");
    out.scenario = text(from, "scenario");
    out.title = text(from, "title");
    out.claims = text_list(from, "claims");
    out.tags = text_list(from, "tags");
    out.verdict = verdict(from);
    out.reason = text(from, "reason");
    out.duration_us = number<std::int64_t>(from, "duration_us");
    for (const json::value& one : array(from, "findings")) out.findings.push_back(read_finding(one));
    if (from.contains("exchanges"))
        for (const json::value& one : array(from, "exchanges")) out.exchanges.push_back(read_exchange(one));
    return out;
}

RunResult read_header(const json::value& value) {
    const json::object& from = object(value, "run");
    RunResult out;
    out.version = text(from, "idpsim");
    out.seed = number<std::uint64_t>(from, "seed");
    out.target = text(from, "target");
    out.product = text(from, "product");
    out.started = instant(from, "started");
    for (const json::value& one : array(from, "idps")) {
        const json::object& idp = object(one, "idp");
        out.idps.push_back({text(idp, "id"), text(idp, "title"), flag(idp, "listed")});
    }
    for (const json::value& one : array(from, "claims")) {
        const json::object& claim = object(one, "claim");
        out.claims.push_back({text(claim, "id"), text(claim, "sentence")});
    }
    for (const json::value& one : array(from, "clauses")) {
        const json::object& clause = object(one, "clause");
        const std::string id = text(clause, "id");
        out.clauses[id] = {id, text(clause, "document"), text(clause, "section"), text(clause, "level"),
                           text(clause, "sentence")};
    }
    return out;
}

std::vector<ClaimResult> read_matrix(const json::value& value) {
    if (!value.is_array()) throw Failure(Error{Fault::malformed, "matrix", "is not a list"});
    std::vector<ClaimResult> out;
    for (const json::value& one : value.get_array()) {
        const json::object& cell = object(one, "matrix");
        out.push_back({text(cell, "idp"), text(cell, "claim"), verdict(cell), flag(cell, "claimed"),
                       text(cell, "reason"), text_list(cell, "cases")});
    }
    return out;
}

/// Runs a reader and turns its Failure into the Result that callers expect of outside input.
template <class Read> auto guarded(Read read, const json::value& value) -> Result<decltype(read(value))> {
    try {
        return read(value);
    } catch (const Failure& failure) {
        return failure.error();
    }
}

} // namespace

json::object to_json(const Exchange& exchange) {
    json::object out{{"number", exchange.number},
                     {"at", format_instant(exchange.at)},
                     {"from", text_json(exchange.from)},
                     {"to", text_json(exchange.to)},
                     {"request", json::object{{"method", text_json(exchange.request.method)},
                                              {"url", text_json(exchange.request.url)},
                                              {"headers", to_json(exchange.request.headers)},
                                              {"body", text_json(exchange.request.body)}}},
                     {"response", json::object{{"status", exchange.response.status},
                                               {"headers", to_json(exchange.response.headers)},
                                               {"body", text_json(exchange.response.body)}}}};
    if (exchange.failure) out["failure"] = text_json(describe(*exchange.failure));
    return out;
}

json::object to_json(const CaseResult& result, bool with_exchanges) {
    json::array findings;
    for (const Finding& finding : result.findings) findings.push_back(to_json(finding));
    json::object out{{"id", text_json(result.id)},
                     {"idp", text_json(result.idp)},
                     {"scenario", text_json(result.scenario)},
                     {"title", text_json(result.title)},
                     {"claims", texts(result.claims)},
                     {"tags", texts(result.tags)},
                     {"verdict", verdict_name(result.verdict)},
                     {"reason", text_json(result.reason)},
                     {"duration_us", result.duration_us},
                     {"findings", std::move(findings)}};
    if (!with_exchanges) return out;
    json::array exchanges;
    for (const Exchange& exchange : result.exchanges) exchanges.push_back(to_json(exchange));
    out["exchanges"] = std::move(exchanges);
    return out;
}

Result<CaseResult> case_from_json(const json::value& value) { return guarded(read_case, value); }

json::object header_to_json(const RunResult& run) {
    json::array idps, claims, clauses;
    for (const IdpInfo& idp : run.idps)
        idps.push_back(
            json::object{{"id", text_json(idp.id)}, {"title", text_json(idp.title)}, {"listed", idp.listed}});
    for (const ClaimInfo& claim : run.claims)
        claims.push_back(json::object{{"id", text_json(claim.id)}, {"sentence", text_json(claim.sentence)}});
    for (const auto& [id, clause] : run.clauses)
        clauses.push_back(json::object{{"id", text_json(id)},
                                       {"document", text_json(clause.document)},
                                       {"section", text_json(clause.section)},
                                       {"level", text_json(clause.level)},
                                       {"sentence", text_json(clause.sentence)}});
    return {{"idpsim", text_json(run.version)},
            {"seed", run.seed},
            {"target", text_json(run.target)},
            {"product", text_json(run.product)},
            {"started", format_instant(run.started)},
            {"idps", std::move(idps)},
            {"claims", std::move(claims)},
            {"clauses", std::move(clauses)}};
}

Result<RunResult> header_from_json(const json::value& value) { return guarded(read_header, value); }

json::array matrix_to_json(const std::vector<ClaimResult>& matrix) {
    json::array out;
    for (const ClaimResult& cell : matrix)
        out.push_back(json::object{{"idp", text_json(cell.idp)},
                                   {"claim", text_json(cell.claim)},
                                   {"verdict", verdict_name(cell.verdict)},
                                   {"claimed", cell.claimed},
                                   {"reason", text_json(cell.reason)},
                                   {"cases", texts(cell.cases)}});
    return out;
}

Result<std::vector<ClaimResult>> matrix_from_json(const json::value& value) { return guarded(read_matrix, value); }

} // namespace idpsim::conformance
