#include "src/engine/deviations.hpp"

#include "tests/engine/stories.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::engine {
namespace {

using namespace conformance;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Instant before = parse_instant("2027-03-31T23:59:59Z").value(), after = parse_instant("2027-04-01T00:00:00Z").value();

Deviation known(std::string check) {
    Deviation out;
    out.check = std::move(check);
    out.known = {"slow groups", "SSO-1", "2027-03-31", "claims.lua:7"};
    out.ends = after;
    return out;
}

Finding finding(const std::string& check, Verdict verdict) {
    Finding out;
    out.check = check;
    out.verdict = verdict;
    return out;
}

CaseResult with(std::vector<Finding> findings) {
    CaseResult out;
    out.id = "okta/scim/groups@wizard";
    out.idp = "okta";
    out.scenario = "scim/groups";
    out.claims = {"compat-scim"};
    out.findings = std::move(findings);
    return out;
}

Verdict verdict_with(const Deviation& one, Instant now = before, Verdict was = Verdict::fail) {
    CaseResult of = with({finding("scim.group.name", was)});
    apply_deviations({one}, now, of);
    EXPECT_EQ(of.findings[0].deviation.has_value(), of.findings[0].verdict == Verdict::deviation);
    return of.findings[0].verdict;
}

TEST(ADeviation, MakesAFailureKnownUntilItsLastDayIsOver) {
    EXPECT_EQ(verdict_with(known("scim.group.*")), Verdict::deviation);
    EXPECT_EQ(verdict_with(known("scim.group.*"), after), Verdict::fail);
    EXPECT_EQ(verdict_with(known("scim.user.*")), Verdict::fail);
}

TEST(ADeviation, TouchesNothingButFailures) {
    for (const Verdict one : {Verdict::pass, Verdict::unverified, Verdict::error, Verdict::warn, Verdict::skip}) EXPECT_EQ(verdict_with(known("*"), before, one), one);
}

TEST(ADeviation, CoversWhatAllItsGlobsFit) {
    const auto limited = [](auto Deviation::*field, const char* glob) {
        Deviation out = known("*");
        out.*field = glob;
        return verdict_with(out);
    };
    EXPECT_EQ(limited(&Deviation::claim, "compat-*"), Verdict::deviation);
    EXPECT_EQ(limited(&Deviation::claim, "jit-*"), Verdict::fail);
    EXPECT_EQ(limited(&Deviation::case_id, "okta/scim/*"), Verdict::deviation);
    EXPECT_EQ(limited(&Deviation::case_id, "okta/sso/*"), Verdict::fail);
    EXPECT_EQ(limited(&Deviation::idp, "okta"), Verdict::deviation);
    EXPECT_EQ(limited(&Deviation::idp, "entra"), Verdict::fail);
}

std::vector<std::string> notes(const Deviation& one, const CaseResult& of, Instant now = before, bool whole = true) {
    CaseResult judged = of;
    apply_deviations({one}, now, judged);
    return deviation_notes({one}, now, {judged}, whole);
}

TEST(ADeviation, ThatIsUsedNeedsNoNote) { EXPECT_THAT(notes(known("scim.*"), with({finding("scim.group.name", Verdict::fail)})), IsEmpty()); }

TEST(ADeviation, ThatEndedIsToldWithWhatItNoLongerCovers) {
    EXPECT_THAT(notes(known("scim.*"), with({finding("scim.group.name", Verdict::fail)}), after),
                ElementsAre("claims.lua:7: the known deviation ended on 2027-03-31 (slow groups); it no longer covers 1 failure: okta/scim/groups@wizard, scim.group.name"));
    EXPECT_THAT(notes(known("scim.*"), with({}), after), ElementsAre(HasSubstr("nothing fails that it would cover, so it can go")));
}

TEST(ADeviation, ThatCoversNothingIsTold) {
    EXPECT_THAT(notes(known("scim.*"), with({finding("scim.group.name", Verdict::pass)})),
                ElementsAre("claims.lua:7: the known deviation (slow groups) covers nothing: what it is about does not fail"));
    Deviation elsewhere = known("scim.*");
    elsewhere.idp = "entra";
    EXPECT_THAT(notes(elsewhere, with({})), ElementsAre(HasSubstr("no case that was played is about it")));
    EXPECT_THAT(notes(elsewhere, with({}), before, false), IsEmpty()) << "its cases were left out of the run";
}

// --- in a run

CaseResult play(const std::string& body, std::optional<Instant> at) {
    Deviation one = known("it holds");
    return test::play_story("okta", body, "", [&](UniverseSeed& seed, Catalogue& catalogue) {
        catalogue.product.deviations = {one};
        seed.deviations_at = at;
    });
}

TEST(AStory, FailsAsKnown) {
    const CaseResult of = play("t:expect('it holds', false, 'not so')", before);
    EXPECT_EQ(of.verdict, Verdict::deviation);
    EXPECT_EQ(of.reason, "known until 2027-03-31, it holds: slow groups");
    EXPECT_EQ(play("t:expect('it holds', false, 'not so')", after).verdict, Verdict::fail);
    EXPECT_EQ(play("t:expect('it holds', false, 'not so')", std::nullopt).verdict, Verdict::fail) << "mutants are held against nothing that is known";
}

TEST(AStory, HidesNothingElseBehindIt) {
    EXPECT_EQ(play("t:expect('it holds', false) t:expect('another', false)", before).verdict, Verdict::fail);
    EXPECT_EQ(play("t:expect('it holds', false) t:given('a precondition', false)", before).verdict, Verdict::unverified);
    EXPECT_EQ(play("t:expect('it holds', false) error('broken')", before).verdict, Verdict::error);
}

} // namespace
} // namespace idpsim::engine
