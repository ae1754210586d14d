/// What machines read parses, whatever a peer sent, and says what the run says.
#include "reports/report.hpp"
#include "src/xml/document.hpp"
#include "tests/reports/sample_run.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace idpsim::test {
namespace {

namespace json = boost::json;
using conformance::RunResult;
using testing::Test;

TEST(ReportJson, HoldsTheFieldsOfTheContract) {
    const json::object report = json::parse(reports::write_json(sample_run())).as_object();
    EXPECT_EQ(report.at("idpsim"), "1.2.3");
    EXPECT_EQ(report.at("seed").as_uint64(), 18'446'744'073'709'551'615u);
    EXPECT_EQ(report.at("target"), "my `target` | <b>");
    EXPECT_EQ(report.at("product"), "Product <b>&\"1\"");
    EXPECT_EQ(report.at("started"), "2026-11-24T13:35:09.120Z");
    EXPECT_EQ(report.at("summary"), json::parse(R"({"pass":3,"fail":1,"skip":2,"unverified":1,"error":1,"deviation":1})"));
    const json::object& cell = report.at("matrix").as_array().at(0).as_object();
    for (const char* field : {"idp", "claim", "verdict"}) EXPECT_TRUE(cell.at(field).is_string()) << field;
    const json::object& one = report.at("cases").as_array().at(1).as_object();
    for (const char* field : {"id", "idp", "scenario", "verdict", "reason"})
        EXPECT_TRUE(one.at(field).is_string()) << field;
    EXPECT_TRUE(one.at("claims").is_array());
    EXPECT_EQ(one.at("duration_us"), 1'234'567);
    const json::object& finding = one.at("findings").as_array().at(0).as_object();
    for (const char* field : {"check", "clause", "verdict", "expected", "actual"})
        EXPECT_TRUE(finding.at(field).is_string()) << field;
    EXPECT_EQ(finding.at("evidence").as_array().at(0).as_object().at("exchange"), 3);
}

TEST(ReportJson, IsUtf8WhateverTheOctets) {
    RunResult run = sample_run();
    for (int octet = 0; octet < 256; ++octet) run.cases[0].reason += static_cast<char>(octet);
    boost::system::error_code failed;
    json::parse(reports::write_json(run), failed);
    EXPECT_FALSE(failed) << failed.message();
}

class JUnit : public Test {
protected:
    xml::Document document = xml::Document::parse(reports::write_junit(sample_run())).value();
    xml::Element suite(std::size_t i) { return document.root().children().at(i); }
    static std::string attribute(const xml::Element& of, std::string_view name) {
        return of.attribute(name).value_or("(absent)");
    }
    xml::Element test_case(std::string_view name) {
        for (const xml::Element& one : document.find_all("", "testcase"))
            if (one.attribute("name") == name) return one;
        throw std::out_of_range(std::string(name));
    }
    static std::string verdict_property(const xml::Element& test) {
        return attribute(test.child("", "properties").value().children().at(0), "value");
    }
};

TEST_F(JUnit, CountsPerSuiteAndInAll) {
    const auto counts = [](const xml::Element& of) {
        std::string out;
        for (const char* name : {"tests", "failures", "errors", "skipped"}) out += attribute(of, name) + " ";
        return out;
    };
    EXPECT_EQ(document.root().name(), "testsuites");
    EXPECT_EQ(counts(document.root()), "9 1 1 4 ");
    EXPECT_EQ(counts(suite(0)), "4 1 0 1 ");
    EXPECT_EQ(counts(suite(1)), "4 0 1 3 ");
    EXPECT_EQ(counts(suite(2)), "1 0 0 0 ");
    EXPECT_EQ(attribute(suite(0), "name"), "alpha");
    EXPECT_EQ(attribute(suite(0), "timestamp"), "2026-11-24T13:35:09Z");
    EXPECT_EQ(attribute(suite(2), "time"), "1.234567");
}

TEST_F(JUnit, TellsSkippedFromUnverified) {
    const xml::Element skipped = test_case("alpha/scim/users"), untold = test_case("beta/sso/login");
    EXPECT_EQ(attribute(skipped.child("", "skipped").value(), "message"), "skip: the target has no scim.base");
    EXPECT_EQ(attribute(skipped.child("", "skipped").value(), "type"), "skip");
    EXPECT_EQ(attribute(untold.child("", "skipped").value(), "message"),
              "unverified: the probe answers 200 to everybody");
    EXPECT_EQ(attribute(untold.child("", "skipped").value(), "type"), "unverified");
    EXPECT_EQ(verdict_property(skipped), "skip");
    EXPECT_EQ(verdict_property(untold), "unverified");
}

TEST_F(JUnit, ExplainsAFailureAndListsItsExchanges) {
    const xml::Element failed = test_case("alpha/negative/one-fault@audience");
    EXPECT_EQ(attribute(failed, "classname"), "alpha.negative");
    const xml::Element failure = failed.child("", "failure").value();
    EXPECT_EQ(attribute(failure, "type"), "sp.login.refused");
    const std::string text = failure.text().value();
    EXPECT_NE(text.find("SAML 2.0 Core 2.5.1.4 (MUST)"), std::string::npos) << text;
    EXPECT_NE(text.find("message 3, "), std::string::npos) << text;
    EXPECT_LT(text.size(), 9'000u);
    const std::string out = failed.child("", "system-out").value().text().value();
    EXPECT_NE(out.find("1 browser to sp: POST https://sp.example/acs -> 403\n"), std::string::npos) << out;
    EXPECT_FALSE(test_case("alpha/sso/login").child("", "system-out"));
}

TEST_F(JUnit, IsWellFormedWhateverTheOctets) {
    RunResult run = sample_run();
    for (int octet = 0; octet < 256; ++octet) {
        run.cases[1].reason += static_cast<char>(octet);
        run.cases[1].title += static_cast<char>(octet);
        run.cases[1].findings[0].actual += static_cast<char>(octet);
    }
    run.cases[1].findings[0].expected =
        "noncharacters \xEF\xBF\xBE \xEF\xBF\xBF, a surrogate \xED\xA0\x80, overlong \xC0\xAF";
    const auto parsed = xml::Document::parse(reports::write_junit(run));
    EXPECT_TRUE(parsed) << describe(parsed.error());
}

TEST(Markdown, KeepsItsTablesAndTheirCells) {
    const std::string text = reports::write_markdown(sample_run());
    std::size_t rows = 0;
    for (std::size_t at = text.find("\n|"); at != std::string::npos; at = text.find("\n|", at + 1), ++rows) {
        const std::string row = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
        std::size_t bars = 0;
        for (std::size_t i = 0; i < row.size(); ++i) bars += row[i] == '|' && (i == 0 || row[i - 1] != '\\');
        EXPECT_EQ(bars, rows < 6 ? 5u : 4u) << row; // claims by three IdPs, then the page's list
    }
    EXPECT_EQ(rows, 10u);
    EXPECT_EQ(text.find("<script"), std::string::npos);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(MarkdownPage, IsDatedAndVersioned) {
    const std::string text = reports::write_page_markdown(sample_run());
    EXPECT_NE(text.find("Checked on 2026-11-24 by idpsim 1.2.3 against "), std::string::npos) << text;
    EXPECT_NE(text.find("seed 18446744073709551615"), std::string::npos);
    EXPECT_NE(text.find("| Alpha &lt;ID> | **FAILS** | ✘ |"), std::string::npos) << text;
    EXPECT_NE(text.find("| Beta &amp; \"Sons\" \\| Ltd | **unverified** | **known deviation** |"), std::string::npos) << text;
    EXPECT_EQ(text.find("Any other"), std::string::npos) << "not on the list";
    EXPECT_EQ(text.find("<script"), std::string::npos);
}

TEST(MarkdownPage, OfAProductWithoutAPageHasItsClaims) {
    RunResult run = sample_run();
    run.page = {};
    const std::string text = reports::write_page_markdown(run);
    EXPECT_NE(text.find("- Groups &lt;are> pushed by SCIM. (known deviation with beta)"), std::string::npos) << text;
}

/// "message" of the badge's JSON, and whether it is green.
std::string badge(const RunResult& run, const std::string& claim = "") {
    const json::object out = json::parse(reports::write_badge_json(run, claim)).as_object();
    EXPECT_EQ(out.at("schemaVersion"), 1);
    return std::string(out.at("color").as_string()) + ": " + std::string(out.at("label").as_string()) + ", " + std::string(out.at("message").as_string());
}

TEST(Badge, IsGreenOnlyWhenEverythingHolds) {
    EXPECT_EQ(badge(sample_run()), "red: Product <b>&\"1\" SSO, 2 of 8 claims hold, 2026-11-24");
    RunResult run = sample_run();
    std::erase_if(run.matrix, [](const auto& cell) { return cell.verdict != conformance::Verdict::pass; });
    std::erase_if(run.cases, [](const auto& one) { return one.verdict != conformance::Verdict::pass; });
    EXPECT_TRUE(badge(run).starts_with("yellow: ")) << "the run was interrupted";
    run.interrupted = false;
    EXPECT_TRUE(badge(run).starts_with("brightgreen: ")) << badge(run);
    run.matrix.push_back({"beta", "scim-groups", conformance::Verdict::deviation, true, "", {}, "yes", conformance::Standing::deviation});
    EXPECT_TRUE(badge(run).starts_with("yellow: "));
    run.matrix.clear();
    run.cases.clear();
    EXPECT_TRUE(badge(run).starts_with("yellow: ")) << "nothing was shown";
}

TEST(Badge, OfAClaimSaysHowItStands) {
    RunResult run = sample_run();
    run.interrupted = false;
    EXPECT_EQ(badge(run, "saml-login"), "red: saml-login, FAILS with alpha; unverified with beta, 2026-11-24");
    EXPECT_EQ(badge(run, "scim-groups"), "yellow: scim-groups, known deviation with beta, 2026-11-24");
}

TEST(Badge, IsAnSvgImageWhateverTheOctets) {
    RunResult run = sample_run();
    for (int octet = 0; octet < 256; ++octet) run.product.insert(run.product.begin(), static_cast<char>(octet));
    const auto parsed = xml::Document::parse(reports::write_badge_svg(run, ""));
    ASSERT_TRUE(parsed) << describe(parsed.error());
    EXPECT_EQ(parsed->root().name(), "svg");
    EXPECT_TRUE(parsed->find_all("", "script").empty());
}

TEST(Markdown, StaysSmallWhenEverythingFails) {
    RunResult run = sample_run();
    for (int i = 0; i < 5'000; ++i) run.cases.push_back(run.cases[1]);
    const std::string text = reports::write_markdown(run);
    EXPECT_LT(text.size(), 256u << 10);
    EXPECT_NE(text.find("are in report.html."), std::string::npos);
}

TEST(Terminal, PeersDoNotSteerIt) {
    const std::string plain =
        reports::write_problems(sample_run(), {}, "report.html") + reports::write_matrix(sample_run(), {});
    EXPECT_EQ(plain.find('\x1b'), std::string::npos);
    EXPECT_NE(plain.find("report.html#alpha/negative/one-fault@audience/3"), std::string::npos);
    EXPECT_LT(plain.size(), 10'000u);
}

} // namespace
} // namespace idpsim::test
