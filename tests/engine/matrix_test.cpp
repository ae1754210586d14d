/// What comes of a claim: each way of claiming too much, too little or wrongly.
#include "src/engine/matrix.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace idpsim::engine {
namespace {

using namespace conformance;

const std::vector<IdpInfo> idps{{"okta", "Okta", true}, {"google", "Google", true}, {"generic", "Any", false}};

/// A claim with these levels; "shows" shows it, "refutes" shows its opposite.
ClaimInfo claim(std::map<std::string, std::string> support, std::vector<std::string> playable = {"okta", "google", "generic"}) {
    return {"scim", "SCIM works.", std::move(support), {"shows"}, {"refutes"}, std::move(playable)};
}

CaseResult played(const std::string& idp, const std::string& scenario, Verdict verdict, const std::string& reason = "") {
    CaseResult out;
    out.id = idp + "/" + scenario;
    out.idp = idp;
    out.scenario = scenario;
    out.title = "The title of " + scenario;
    if (scenario.starts_with("shows")) out.claims = {"scim"};
    out.verdict = verdict;
    out.reason = reason;
    return out;
}

/// The cell of one IdP, "standing verdict claimed: reason".
std::string cell(const ClaimInfo& of, const std::string& idp, const std::vector<CaseResult>& cases) {
    for (const ClaimResult& one : make_matrix({of}, idps, cases))
        if (one.idp == idp)
            return std::string(standing_name(one.standing)) + " " + std::string(verdict_name(one.verdict)) + (one.claimed ? " claimed: " : ": ") + one.reason;
    return "no cell";
}

const ClaimInfo yes = claim({{"okta", "yes"}}), no = claim({{"okta", "no"}}), open = claim({{"okta", "not guaranteed"}}), unsaid = claim({});

TEST(Claimed, AndShownHolds) {
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::pass)}), "shown pass claimed: ");
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::pass), played("okta", "shows2", Verdict::skip)}),
              "shown pass claimed: 1 of 2 cases were skipped");
}

TEST(Claimed, AndNotSoIsAnOverClaim) {
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::pass), played("okta", "shows2", Verdict::fail, "it was refused")}),
              "over-claim fail claimed: okta/shows2: it was refused");
}

TEST(Claimed, WhileTheOppositeIsShownIsAnOverClaim) {
    const std::string told = "over-claim fail claimed: claimed, but okta/refutes shows the opposite: The title of refutes";
    EXPECT_EQ(cell(yes, "okta", {played("okta", "refutes", Verdict::pass)}), told);
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::pass), played("okta", "refutes", Verdict::pass)}), told);
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::pass), played("okta", "refutes", Verdict::fail)}), "shown pass claimed: ");
}

TEST(Claimed, AndNeverShownIsUnverifiedNotAPass) {
    EXPECT_EQ(cell(claim({{"okta", "yes"}}, {}), "okta", {}), "unshown unverified claimed: no scenario shows it with this IdP");
    EXPECT_EQ(cell(yes, "okta", {}), "not run unverified claimed: the scenarios that show it were left out of this run");
    EXPECT_EQ(cell(yes, "okta", {played("google", "shows", Verdict::pass)}), "not run unverified claimed: the scenarios that show it were left out of this run");
    EXPECT_EQ(cell(yes, "okta", {played("okta", "refutes", Verdict::fail)}), "unshown unverified claimed: no scenario shows it with this IdP");
}

TEST(Claimed, AndNotToldIsWhatTheWorstCaseSays) {
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::unverified, "no probe"), played("okta", "shows2", Verdict::pass)}),
              "unverified unverified claimed: okta/shows: no probe");
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::error, "ours"), played("okta", "shows2", Verdict::fail)}),
              "error error claimed: okta/shows: ours");
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::skip, "needs scim")}), "skipped skip claimed: okta/shows: needs scim");
    EXPECT_EQ(cell(yes, "okta", {played("okta", "shows", Verdict::deviation, "known"), played("okta", "shows2", Verdict::pass)}),
              "known deviation deviation claimed: okta/shows: known");
}

TEST(SaidNotToWork, IsVerifiedByItsOpposite) {
    EXPECT_EQ(cell(no, "okta", {played("okta", "refutes", Verdict::pass)}), "shown pass claimed: The title of refutes");
    EXPECT_EQ(cell(no, "okta", {played("okta", "refutes", Verdict::unverified, "no console")}), "unverified unverified claimed: okta/refutes: no console");
    EXPECT_EQ(cell(no, "okta", {}), "not run unverified claimed: the scenarios that show it were left out of this run");
}

TEST(SaidNotToWork, AndWorksIsContradicted) {
    EXPECT_EQ(cell(no, "okta", {played("okta", "shows", Verdict::pass)}), "contradicted fail claimed: said not to work, but okta/shows shows that it does");
    EXPECT_EQ(cell(no, "okta", {played("okta", "shows", Verdict::pass), played("okta", "refutes", Verdict::pass)}),
              "contradicted fail claimed: said not to work, but okta/shows shows that it does");
    EXPECT_EQ(cell(no, "okta", {played("okta", "refutes", Verdict::fail, "it is offered")}), "contradicted fail claimed: okta/refutes: it is offered");
}

TEST(SaidNotToWork, IsNotShownByAFailureAlone) {
    EXPECT_EQ(cell(no, "okta", {played("okta", "shows", Verdict::fail)}), "unshown unverified claimed: no scenario (refuted_by) shows that it does not work");
}

TEST(NotClaimed, AndShownIsReportedAndNoPassOfAClaim) {
    for (const ClaimInfo& one : {open, unsaid})
        EXPECT_EQ(cell(one, "okta", {played("okta", "shows", Verdict::pass)}), "under-claim pass: works here, and is not claimed");
    EXPECT_EQ(cell(open, "okta", {played("okta", "shows", Verdict::fail, "it was refused")}), "unclaimed fail: okta/shows: it was refused");
}

TEST(NotClaimed, AndNotShownHasACellOnlyWhereItIsSaid) {
    EXPECT_EQ(cell(open, "okta", {}), "unclaimed unverified: the scenarios that show it were left out of this run");
    EXPECT_EQ(cell(unsaid, "okta", {}), "no cell");
    EXPECT_EQ(cell(unsaid, "okta", {played("okta", "refutes", Verdict::pass)}), "no cell");
}

TEST(Cells, NameTheDecidingCaseFirst) {
    const auto cases_of = [](const ClaimInfo& of, const std::vector<CaseResult>& cases) { return make_matrix({of}, idps, cases).front().cases; };
    EXPECT_EQ(cases_of(yes, {played("okta", "shows", Verdict::pass), played("okta", "shows2", Verdict::fail)}),
              (std::vector<std::string>{"okta/shows2", "okta/shows"}));
    EXPECT_EQ(cases_of(no, {played("okta", "shows", Verdict::skip), played("okta", "refutes", Verdict::pass)}),
              (std::vector<std::string>{"okta/refutes", "okta/shows"}));
}

/// Cases end in any order on several threads, and a report made again from the journal has that order.
TEST(Cells, AreTheSameInWhateverOrderCasesEnded) {
    std::vector<CaseResult> cases{played("okta", "shows", Verdict::fail), played("okta", "shows2", Verdict::fail), played("okta", "shows3", Verdict::pass)};
    const auto first = make_matrix({yes}, idps, cases).front();
    EXPECT_EQ(first.cases, (std::vector<std::string>{"okta/shows", "okta/shows2", "okta/shows3"}));
    std::ranges::reverse(cases);
    const auto second = make_matrix({yes}, idps, cases).front();
    EXPECT_EQ(second.cases, first.cases);
    EXPECT_EQ(second.reason, first.reason);
}

TEST(Cells, OfSeveralIdpsAndLevelsDoNotMix) {
    const ClaimInfo both = claim({{"okta", "yes"}, {"google", "no"}, {"generic", "not guaranteed"}});
    const std::vector<CaseResult> cases{played("okta", "shows", Verdict::pass), played("google", "refutes", Verdict::pass),
                                        played("generic", "shows", Verdict::pass)};
    EXPECT_EQ(cell(both, "okta", cases), "shown pass claimed: ");
    EXPECT_EQ(cell(both, "google", cases), "shown pass claimed: The title of refutes");
    EXPECT_EQ(cell(both, "generic", cases), "under-claim pass: works here, and is not claimed");
}

} // namespace
} // namespace idpsim::engine
