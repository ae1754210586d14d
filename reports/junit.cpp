#include "reports/report.hpp"

#include <pugixml.hpp>

#include <fmt/format.h>

#include <map>
#include <sstream>

namespace idpsim::reports {
namespace {

using conformance::CaseResult;
using conformance::Finding;
using conformance::Verdict;

std::string seconds(std::int64_t microseconds) { return fmt::format("{:.6f}", static_cast<double>(microseconds) / 1e6); }

/// XML 1.0 has no place for most control characters, and a message may hold any.
std::string printable(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        out += octet < 0x20 && c != '\t' && c != '\n' && c != '\r' ? '?' : c;
    }
    return out;
}

std::string explain(const CaseResult& one) {
    std::string out;
    for (const Finding& finding : one.findings) {
        if (finding.verdict == Verdict::pass) continue;
        out += fmt::format("{}{}\n  expected: {}\n  actual:   {}\n", finding.check,
                           finding.clause.empty() ? "" : " (" + finding.clause + ")", finding.expected, finding.actual);
        for (const auto& evidence : finding.evidence)
            out += fmt::format("  evidence: {}{}: {}\n", evidence.exchange ? fmt::format("message {}, ", evidence.exchange) : "",
                               evidence.where, evidence.saw);
    }
    return printable(out);
}

void write_case(pugi::xml_node suite, const CaseResult& one) {
    pugi::xml_node node = suite.append_child("testcase");
    node.append_attribute("classname") = one.idp.c_str();
    node.append_attribute("name") = one.id.c_str();
    node.append_attribute("time") = seconds(one.duration_us).c_str();
    const auto outcome = [&](const char* name) {
        pugi::xml_node child = node.append_child(name);
        child.append_attribute("message") = printable(one.reason).c_str();
        return child;
    };
    switch (one.verdict) {
    case Verdict::pass: break;
    case Verdict::fail: outcome("failure").text().set(explain(one).c_str()); break;
    case Verdict::skip:
    case Verdict::unverified: outcome("skipped"); break;
    case Verdict::error: outcome("error").text().set(explain(one).c_str()); break;
    }
}

} // namespace

std::string write_junit(const conformance::RunResult& run) {
    std::map<std::string, std::vector<const CaseResult*>> suites;
    for (const CaseResult& one : run.cases) suites[one.idp].push_back(&one);

    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("testsuites");
    root.append_attribute("name") = "idpsim";
    for (const auto& [idp, cases] : suites) {
        std::int64_t total = 0;
        std::size_t failures = 0, errors = 0, skipped = 0;
        for (const CaseResult* one : cases) {
            total += one->duration_us;
            failures += one->verdict == Verdict::fail;
            errors += one->verdict == Verdict::error;
            skipped += one->verdict == Verdict::skip || one->verdict == Verdict::unverified;
        }
        pugi::xml_node suite = root.append_child("testsuite");
        suite.append_attribute("name") = idp.c_str();
        suite.append_attribute("tests") = cases.size();
        suite.append_attribute("failures") = failures;
        suite.append_attribute("errors") = errors;
        suite.append_attribute("skipped") = skipped;
        suite.append_attribute("time") = seconds(total).c_str();
        suite.append_attribute("timestamp") = format_instant(run.started, SecondDigits::none).c_str();
        for (const CaseResult* one : cases) write_case(suite, *one);
    }
    std::ostringstream out;
    document.save(out, "  ");
    return out.str();
}

} // namespace idpsim::reports
