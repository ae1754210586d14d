#include "src/engine/pauses.hpp"

#include "src/net/run_loop.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace idpsim::engine {
namespace {

using ::testing::HasSubstr;

const Instant start = parse_instant("2026-11-24T12:00:00Z").value();

std::string problem(Pauses& pauses, Millis span) {
    try {
        net::run_loop(pauses.wait(span, "POST /Users: HTTP 429"));
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().fault, Fault::peer_timeout);
        return failure.what();
    }
    return "(none)";
}

TEST(Pauses, OfOurOwnProductMoveTheCasesClockAlone) {
    VirtualClock clock(start);
    Pauses pauses(clock, false, Millis{0});
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(problem(pauses, std::chrono::hours{2}), "(none)");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{30});
    EXPECT_EQ(clock.now(), start + std::chrono::hours{2});
    EXPECT_EQ(pauses.told(), "");
}

TEST(Pauses, OfAForeignServerTakeTheirTime) {
    VirtualClock clock(start);
    Pauses pauses(clock, true, Millis{20});
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(problem(pauses, Millis{15}), "(none)");
    EXPECT_GE(std::chrono::steady_clock::now() - begun, Millis{15});
    EXPECT_EQ(clock.now(), start + Millis{15});
    EXPECT_EQ(pauses.told(), "waited 1 second in 1 pause: POST /Users: HTTP 429");
    EXPECT_THAT(problem(pauses, Millis{6}), HasSubstr("a pause of 1 second; a case waits 1 second in all"));
    EXPECT_EQ(problem(pauses, Millis{5}), "(none)") << "what is left";
    EXPECT_THAT(pauses.told(), HasSubstr("in 2 pauses, the first: "));
    EXPECT_THAT(problem(pauses, std::chrono::hours{24 * 365 * 100}), HasSubstr("minutes"));
}

TEST(Pauses, EndACaseWhoseServerIsSilentTwice) {
    VirtualClock clock(start);
    Pauses pauses(clock, true, Millis{20});
    const Result<HttpResponse> silent = Error{Fault::peer_timeout, "https://x", "no answer within the limit"};
    EXPECT_NO_THROW(pauses.heard(silent));
    EXPECT_NO_THROW(pauses.heard(HttpResponse{500, {}, ""}));
    EXPECT_NO_THROW(pauses.heard(silent));
    EXPECT_NO_THROW(pauses.heard(Error{Fault::peer_closed, "https://x", "closed"}));
    EXPECT_NO_THROW(pauses.heard(silent));
    EXPECT_THROW(pauses.heard(silent), Failure);
}

} // namespace
} // namespace idpsim::engine
