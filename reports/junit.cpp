#include "reports/report.hpp"
#include "reports/text.hpp"

#include "src/core/text.hpp"

#include <pugixml.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace idpsim::reports {
namespace {

using conformance::CaseResult;
using conformance::Finding;
using conformance::RunResult;
using conformance::Verdict;

// CI servers hold the whole file in memory and show a few lines of each case; the evidence itself is in report.html.
constexpr std::size_t shown_message = 500;
constexpr std::size_t shown_value = 1000;
constexpr std::size_t shown_outcome = 8000;
constexpr std::size_t shown_exchanges = 60;

using Cases = std::vector<const CaseResult*>;

std::string seconds(std::int64_t microseconds) {
    return fmt::format("{:.6f}", static_cast<double>(microseconds) / 1e6);
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(as_visible(value).c_str());
}

void add_property(pugi::xml_node properties, const char* name, const std::string& value) {
    if (value.empty()) return;
    pugi::xml_node property = properties.append_child("property");
    set(property, "name", name);
    set(property, "value", value);
}

std::string explain(const RunResult& run, const CaseResult& one) {
    std::string out;
    for (const Finding& finding : one.findings) {
        if (finding.verdict == Verdict::pass) continue;
        out += fmt::format("{}: {}\n", verdict_name(finding.verdict), finding.check);
        if (!finding.expected.empty()) out += fmt::format("  expected: {}\n", shortened(finding.expected, shown_value));
        if (!finding.actual.empty()) out += fmt::format("  actual:   {}\n", shortened(finding.actual, shown_value));
        if (const auto clause = run.clauses.find(finding.clause); clause != run.clauses.end())
            out += fmt::format("  clause:   {} {} ({}): {}\n", clause->second.document, clause->second.section,
                               clause->second.level, clause->second.sentence);
        for (const auto& evidence : finding.evidence)
            out += fmt::format("  evidence: {}{}: {}\n",
                               evidence.exchange ? fmt::format("message {}, ", evidence.exchange) : "", evidence.where,
                               shortened(evidence.saw, shown_value));
        if (!finding.explanation.empty()) out += fmt::format("  to do:    {}\n", finding.explanation);
        for (const auto& trip : finding.trips)
            out += fmt::format("  breaks:   {}: {} ({})\n", trip.idp, trip.sentence, trip.source);
    }
    return as_visible(shortened(out, shown_outcome));
}

/// What went over the wire, a line each: enough to see how far a login came.
std::string exchange_list(const CaseResult& one) {
    std::string out;
    for (const Exchange& exchange : one.exchanges) {
        if (exchange.number > shown_exchanges) break;
        const std::string_view url = exchange.request.url;
        out += fmt::format("{:>3} {} to {}: {} {} -> {}\n", exchange.number, exchange.from, exchange.to,
                           exchange.request.method, shortened(url.substr(0, url.find('?')), 200),
                           exchange.failure ? describe(*exchange.failure) : std::to_string(exchange.response.status));
    }
    if (one.exchanges.size() > shown_exchanges)
        out += fmt::format("    and {} more\n", one.exchanges.size() - shown_exchanges);
    return as_visible(out);
}

/// JUnit knows neither "unverified" nor a known deviation: they are skipped tests whose `type` and message say which.
bool is_told_as_skipped(Verdict verdict) {
    return verdict == Verdict::skip || verdict == Verdict::unverified || verdict == Verdict::deviation;
}

void write_outcome(pugi::xml_node node, const RunResult& run, const CaseResult& one) {
    if (one.verdict == Verdict::pass) return;
    const bool skipped = is_told_as_skipped(one.verdict);
    pugi::xml_node child = node.append_child(skipped ? "skipped" : one.verdict == Verdict::fail ? "failure" : "error");
    const std::string prefix = skipped ? std::string(verdict_name(one.verdict)) + ": " : std::string();
    const auto first = std::ranges::find_if(one.findings, [](const Finding& f) { return f.verdict != Verdict::pass; });
    set(child, "message", prefix + shortened(one.reason, shown_message));
    set(child, "type", skipped || first == one.findings.end() ? std::string(verdict_name(one.verdict)) : first->check);
    if (const std::string text = explain(run, one); !text.empty()) child.text().set(text.c_str());
}

void write_case(pugi::xml_node suite, const RunResult& run, const CaseResult& one) {
    pugi::xml_node node = suite.append_child("testcase");
    // Jenkins files a test under what stands before the last dot, then under the rest: IdP, then kind of story.
    set(node, "classname", one.idp + "." + one.scenario.substr(0, one.scenario.find('/')));
    set(node, "name", one.id);
    set(node, "time", seconds(one.duration_us));
    pugi::xml_node properties = node.append_child("properties");
    add_property(properties, "verdict", std::string(verdict_name(one.verdict)));
    add_property(properties, "title", one.title);
    add_property(properties, "claims", join(one.claims, " "));
    if (one.verdict == Verdict::pass && std::ranges::any_of(one.findings, [](const Finding& f) { return f.verdict == Verdict::warn; }))
        add_property(properties, "warnings", explain(run, one));
    write_outcome(node, run, one);
    const bool tells = one.verdict != Verdict::pass && one.verdict != Verdict::skip && !one.exchanges.empty();
    if (tells) node.append_child("system-out").text().set(exchange_list(one).c_str());
}

/// The counts that every reader expects, of a suite or of all.
void set_totals(pugi::xml_node node, const RunResult& run, const Cases& cases) {
    std::int64_t total = 0;
    std::size_t failures = 0, errors = 0, skipped = 0;
    for (const CaseResult* one : cases) {
        total += one->duration_us;
        failures += one->verdict == Verdict::fail;
        errors += one->verdict == Verdict::error;
        skipped += is_told_as_skipped(one->verdict);
    }
    node.append_attribute("tests") = cases.size();
    node.append_attribute("failures") = failures;
    node.append_attribute("errors") = errors;
    node.append_attribute("skipped") = skipped;
    set(node, "time", seconds(total));
    set(node, "timestamp", format_instant(run.started, SecondDigits::none));
}

void write_suite(pugi::xml_node root, const RunResult& run, const std::string& idp, const Cases& cases) {
    pugi::xml_node suite = root.append_child("testsuite");
    set(suite, "name", idp);
    set_totals(suite, run, cases);
    pugi::xml_node properties = suite.append_child("properties");
    const auto info = std::ranges::find(run.idps, idp, &conformance::IdpInfo::id);
    add_property(properties, "idp", info == run.idps.end() ? idp : info->title);
    add_property(properties, "target", run.target);
    add_property(properties, "product", run.product);
    add_property(properties, "idpsim", run.version);
    add_property(properties, "seed", std::to_string(run.seed));
    if (run.interrupted) add_property(properties, "interrupted", "true");
    for (const CaseResult* one : cases) write_case(suite, run, *one);
}

} // namespace

std::string write_junit(const RunResult& run) {
    Cases all;
    std::vector<std::pair<std::string, Cases>> suites; // in plan order
    for (const CaseResult& one : run.cases) {
        all.push_back(&one);
        auto found = std::ranges::find(suites, one.idp, [](const auto& suite) { return suite.first; });
        if (found == suites.end()) found = suites.insert(found, {one.idp, {}});
        found->second.push_back(&one);
    }

    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("testsuites");
    root.append_attribute("name") = "idpsim";
    set_totals(root, run, all);
    for (const auto& [idp, cases] : suites) write_suite(root, run, idp, cases);
    std::ostringstream out;
    document.save(out, "  ");
    return out.str();
}

} // namespace idpsim::reports
