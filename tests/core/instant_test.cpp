#include "src/core/instant.hpp"

#include <gtest/gtest.h>

namespace idpsim {
namespace {

TEST(Instant, WritesMillisecondsAndWholeSeconds) {
    const Instant at = *parse_instant("2026-11-24T13:35:09.120Z");
    EXPECT_EQ(format_instant(at), "2026-11-24T13:35:09.120Z");
    EXPECT_EQ(format_instant(at, SecondDigits::none), "2026-11-24T13:35:09Z");
}

TEST(Instant, ReadsOffsetsAsUtc) {
    EXPECT_EQ(*parse_instant("2026-11-24T15:35:09+02:00"), *parse_instant("2026-11-24T13:35:09Z"));
    EXPECT_EQ(*parse_instant("2026-11-24T08:05:09-05:30"), *parse_instant("2026-11-24T13:35:09Z"));
}

TEST(Instant, CutsDigitsBeyondTheMillisecond) {
    EXPECT_EQ(*parse_instant("2026-11-24T13:35:09.1239999Z"), *parse_instant("2026-11-24T13:35:09.123Z"));
    EXPECT_EQ(*parse_instant("2026-11-24T13:35:09.1Z"), *parse_instant("2026-11-24T13:35:09.100Z"));
}

TEST(Instant, RefusesWhatIsNoInstant) {
    for (const char* text : {"", "2026-11-24", "2026-11-24T13:35:09", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
                             "2026-11-24T24:00:00Z", "2026-11-24T13:35:60Z", "2026-11-24T13:35:09.Z", "-026-11-24T13:35:09Z",
                             "2026-11-24T13:35:09Zjunk", "2026-11-24 13:35:09Z"}) {
        const auto read = parse_instant(text);
        ASSERT_TRUE(read.has_error()) << text;
        EXPECT_EQ(read.error().fault, Fault::malformed);
    }
}

TEST(Duration, ReadsEveryUnit) {
    using namespace std::chrono;
    EXPECT_EQ(*parse_duration("PT24H"), Millis(hours{24}));
    EXPECT_EQ(*parse_duration("P1DT12H"), Millis(hours{36}));
    EXPECT_EQ(*parse_duration("P1Y2M3DT4H5M6.789S"),
              Millis(hours{24 * (365 + 60 + 3) + 4} + minutes{5} + seconds{6} + milliseconds{789}));
    EXPECT_EQ(*parse_duration("PT0S"), Millis{0});
}

TEST(Duration, NeverOverflows) {
    EXPECT_EQ(*parse_duration("P100Y"), *parse_duration("P99999999999999999999999Y"));
    EXPECT_EQ(*parse_duration("P100Y"), *parse_duration("P200Y12M"));
}

TEST(Duration, RefusesWhatIsNoDuration) {
    for (const char* text : {"", "P", "PT", "-PT1H", "P-1D", "P1H", "PT1D", "P1M1Y", "P1D1D", "PT1.5H", "PT1", "1D", "P1Dx"})
        EXPECT_TRUE(parse_duration(text).has_error()) << text;
}

} // namespace
} // namespace idpsim
