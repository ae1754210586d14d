#include "tests/conformance/records.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

TEST(Verdicts, HaveNamesThatReadBack) {
    for (const Verdict one : {Verdict::pass, Verdict::fail, Verdict::skip, Verdict::unverified, Verdict::error, Verdict::warn, Verdict::deviation})
        EXPECT_EQ(verdict_from(verdict_name(one)), one);
    EXPECT_EQ(verdict_name(Verdict::unverified), "unverified");
    for (const char* none : {"", "Pass", "passed", "pass "}) EXPECT_EQ(verdict_from(none), std::nullopt) << none;
}

TEST(Verdicts, TheGravestCounts) {
    std::vector<Verdict> verdicts{Verdict::fail, Verdict::deviation, Verdict::skip, Verdict::error, Verdict::pass, Verdict::unverified};
    std::ranges::sort(verdicts, {}, severity);
    EXPECT_EQ(verdicts, (std::vector{Verdict::skip, Verdict::pass, Verdict::deviation, Verdict::unverified, Verdict::fail, Verdict::error}));
}

TEST(Standings, HaveNamesThatReadBack) {
    for (int i = 0; i <= static_cast<int>(Standing::error); ++i)
        EXPECT_EQ(standing_from(standing_name(static_cast<Standing>(i))), static_cast<Standing>(i)) << i;
    EXPECT_EQ(standing_from("claimed"), std::nullopt);
}

TEST(Findings, PassWithWhatWasSeenOrWithNothing) {
    EXPECT_THAT(Finding::pass("probe", "Ada", 3), passes("probe", "Ada", 3));
    EXPECT_THAT(Finding::pass(), is_finding(Verdict::pass, "", "", {}));
}

TEST(Findings, FailWithNothingUntilSomethingIsSeen) {
    Finding found = Finding::fail("a session");
    EXPECT_THAT(found, is_finding(Verdict::fail, "a session", "nothing", {}));
    found.saw("probe", "no session", 8);
    EXPECT_THAT(found, fails("a session", {{8, "probe", "no session"}}));
    found.saw("landed at", "").saw("status", "500", 6);
    EXPECT_THAT(found, is_finding(Verdict::fail, "a session", "no session; ; 500",
                                  {{8, "probe", "no session"}, {0, "landed at", ""}, {6, "status", "500"}}));
}

TEST(Findings, SayWhyTheyAreUnverified) { EXPECT_THAT(Finding::unverified("no probe"), is_unverified("no probe")); }

CaseResult of(Verdict verdict) {
    CaseResult out;
    out.verdict = verdict;
    return out;
}

TEST(Summary, CountsEachVerdict) {
    const Summary sum = summarize({of(Verdict::pass), of(Verdict::pass), of(Verdict::fail), of(Verdict::skip),
                                   of(Verdict::unverified), of(Verdict::error), of(Verdict::pass)});
    EXPECT_EQ(sum.pass, 3u);
    EXPECT_EQ(sum.fail, 1u);
    EXPECT_EQ(sum.skip, 1u);
    EXPECT_EQ(sum.unverified, 1u);
    EXPECT_EQ(sum.error, 1u);
}

TEST(Summary, IsALineThatScriptsRead) {
    EXPECT_EQ(summary_line({}), "0 passed, 0 failed, 0 skipped, 0 unverified");
    EXPECT_EQ(summary_line({42, 1, 3, 2, 0}), "42 passed, 1 failed, 3 skipped, 2 unverified");
    EXPECT_EQ(summary_line({0, 0, 0, 0, 1}), "0 passed, 0 failed, 0 skipped, 0 unverified, 1 error");
    EXPECT_EQ(summary_line({0, 0, 0, 0, 2}), "0 passed, 0 failed, 0 skipped, 0 unverified, 2 errors");
    EXPECT_EQ(summary_line({1, 0, 0, 0, 1, 2}), "1 passed, 0 failed, 0 skipped, 0 unverified, 2 known deviations, 1 error");
}

} // namespace
} // namespace idpsim::conformance
