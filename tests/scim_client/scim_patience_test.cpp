#include "simulator/idp/scim_patience.hpp"
#include "simulator/idp/scim_quarantine.hpp"

#include "tests/scim_client/dialects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::test {
namespace {

using idp::ScimPatience;
using std::chrono::hours;
using std::chrono::seconds;
using testing::HasSubstr;

idp::ScimAnswer busy(std::optional<std::string> retry_after, int status = 429) {
    idp::ScimAnswer out;
    out.status = status;
    out.retry_after = std::move(retry_after);
    return out;
}

TEST(WholeSeconds, AreDigitsAlone) {
    EXPECT_EQ(idp::whole_seconds(" 120 "), Millis(120'000));
    for (const char* junk : {"", "-1", "1.5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "12s", "99999999999999999999"})
        EXPECT_FALSE(idp::whole_seconds(junk)) << junk;
    EXPECT_FALSE(idp::whole_seconds(std::nullopt));
}

TEST(ScimPatience, OfOktaDoublesTenTries) {
    ScimPatience patience(dialect("okta").retry);
    EXPECT_EQ(patience.after(busy("7")), seconds(7));
    EXPECT_EQ(patience.after(busy("1")), seconds(14)) << "a later Retry-After does not count";
    for (int i = 3; i < 10; ++i) EXPECT_TRUE(patience.after(busy(std::nullopt))) << i;
    EXPECT_FALSE(patience.after(busy(std::nullopt))) << "the tenth was the last";
    EXPECT_EQ(patience.tries(), 10);
    ScimPatience other(dialect("okta").retry);
    EXPECT_EQ(other.after(busy("junk")), seconds(300));
    EXPECT_FALSE(ScimPatience(dialect("okta").retry).after(busy("1", 503))) << "only 429";
}

TEST(ScimPatience, NeverWaitsForEver) {
    ScimPatience patience(dialect("okta").retry);
    EXPECT_EQ(patience.after(busy("4000000000")), hours(24));
    EXPECT_EQ(patience.after(busy(std::nullopt)), hours(24));
}

TEST(ScimPatience, TakesNothingForSilenceUnlessItSaysSo) {
    idp::ScimAnswer silent;
    EXPECT_FALSE(ScimPatience(dialect("okta").retry).after(silent));
    std::vector<idp::ScimRetry> rules(1);
    rules[0].silence = true;
    rules[0].tries = 2;
    rules[0].wait = seconds(5);
    ScimPatience patience(rules);
    EXPECT_EQ(patience.after(silent), seconds(5));
    EXPECT_FALSE(patience.after(silent));
    silent.sent = false;
    EXPECT_FALSE(ScimPatience(rules).after(silent)) << "what was never sent is not sent again";
}

idp::ScimStep failed(const std::string& name, int status) {
    idp::ScimStep out;
    out.name = name;
    out.status = status;
    out.explanation = "HTTP " + std::to_string(status);
    return out;
}

TEST(Quarantine, OfEntraHasItsThresholds) {
    const idp::ScimQuarantineState state(&*dialect("entra").quarantine);
    EXPECT_EQ(state.fatal(failed("create", 401)), "EncounteredQuarantineException: HTTP 401");
    EXPECT_EQ(state.fatal(failed("lookup", 404)), "EncounteredQuarantineException: HTTP 404");
    EXPECT_EQ(state.fatal(failed("group_link", 404)), "EncounteredQuarantineException: HTTP 404");
    EXPECT_EQ(state.fatal(failed("update", 404)), "") << "one who is missing";
    EXPECT_EQ(state.fatal(failed("create", 500)), "");
    const auto of = [&](std::size_t all, std::size_t objects, std::size_t references) {
        return state.too_many({all, objects, references});
    };
    EXPECT_EQ(of(6'000, 4'999, 0), "") << "fewer than 5,000";
    EXPECT_THAT(of(12'000, 5'000, 0), HasSubstr("EncounteredEscrowProportionThreshold: 5000 of 12000"));
    EXPECT_EQ(of(12'500, 5'000, 0), "") << "40 percent is not more than 40 percent";
    EXPECT_THAT(of(1'000'000, 40'000, 0), HasSubstr("40000"));
    EXPECT_THAT(of(1'000'000, 30'000, 30'000), HasSubstr("references"));
    EXPECT_EQ(of(1'000'000, 30'000, 29'999), "");
    EXPECT_EQ(idp::ScimQuarantineState(nullptr).fatal(failed("create", 401)), "") << "a vendor without quarantine";
}

TEST(Quarantine, SlowsDownAndEnds) {
    idp::ScimQuarantineState state(&*dialect("entra").quarantine);
    const Instant begin = parse_instant("2026-11-24T12:00:00Z").value();
    state.conclude("refused", begin);
    EXPECT_EQ(state.next(), begin + hours(6));
    state.conclude("refused", begin + hours(6));
    EXPECT_EQ(state.next(), begin + hours(18));
    for (int i = 0; i < 3; ++i) state.conclude("refused", begin + hours(100));
    EXPECT_EQ(state.next(), begin + hours(124));
    EXPECT_FALSE(state.is_disabled(begin + hours(28 * 24 - 1)));
    EXPECT_TRUE(state.is_disabled(begin + hours(28 * 24)));
    state.conclude("", begin + hours(200));
    EXPECT_FALSE(state.next());
    EXPECT_FALSE(state.is_disabled(begin + hours(10'000)));
}

} // namespace
} // namespace idpsim::test
