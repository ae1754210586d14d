/// Who trips over what was found: by IdP, each thing once, the IdP with the most first.
#include "reports/trips.hpp"

#include "reports/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::test {
namespace {

using namespace conformance;
using testing::ElementsAre;

CaseResult found(std::string id, std::vector<Trip> trips, int findings = 1) {
    CaseResult out;
    out.id = std::move(id);
    Finding finding = Finding::fail("HTTP 500");
    finding.trips = std::move(trips);
    for (int i = 0; i < findings; ++i) out.findings.push_back(finding);
    return out;
}

TEST(Trips, AreGatheredByIdp) {
    const Trip once{"okta", "Okta tries again.", "[doc]"}, lost{"entra", "Entra loses it.", "[recorded]"},
        stops{"entra", "Entra stops.", "[doc]"};
    RunResult run;
    run.cases = {found("a", {once, lost}, 2), found("b", {}), found("c", {stops, lost})};
    const auto told = reports::trips_by_idp(run);
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0].first, "entra");
    ASSERT_EQ(told[0].second.size(), 2u);
    EXPECT_EQ(told[0].second[0].sentence, "Entra loses it.");
    EXPECT_EQ(told[0].second[0].source, "[recorded]");
    EXPECT_THAT(told[0].second[0].cases, ElementsAre("a", "c"));
    EXPECT_THAT(told[0].second[1].cases, ElementsAre("c"));
    EXPECT_EQ(told[1].first, "okta");
    EXPECT_THAT(told[1].second[0].cases, ElementsAre("a"));
}

TEST(Trips, AreToldByEveryReportThatPeopleRead) {
    RunResult run;
    run.cases = {found("a", {{"entra", "Entra loses it.", "[recorded]"}})};
    run.cases[0].verdict = Verdict::fail;
    EXPECT_THAT(reports::write_html(run),
                testing::HasSubstr("<h2 id=\"trips\">Which identity providers trip over it</h2>"));
    EXPECT_THAT(reports::write_markdown(run),
                testing::HasSubstr("- **entra**\n  - Entra loses it. (\\[recorded\\]): `a`\n"));
    EXPECT_THAT(reports::write_problems(run, {}, "report.html"), testing::EndsWith("trips: entra (1)\n"));
}

// The script hides the parts of class idp that show no case.
TEST(Trips, AreNotHiddenByTheFilterOfCases) {
    RunResult run;
    run.cases = {found("a", {{"entra", "Entra loses it.", "[recorded]"}})};
    const std::string page = reports::write_html(run);
    const auto begin = page.find("<h2 id=\"trips\">");
    EXPECT_EQ(page.substr(begin, page.find("<h2", begin + 1) - begin).find("class=\"idp\""), std::string::npos);
}

TEST(Trips, AreNoPartOfARunWithoutThem) {
    RunResult run;
    run.cases = {found("a", {})};
    EXPECT_TRUE(reports::trips_by_idp(run).empty());
    EXPECT_THAT(reports::write_html(run), testing::Not(testing::HasSubstr("id=\"trips\"")));
    EXPECT_THAT(reports::write_markdown(run), testing::Not(testing::HasSubstr("trip over it")));
}

} // namespace
} // namespace idpsim::test
