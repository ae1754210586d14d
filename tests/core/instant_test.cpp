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

} // namespace
} // namespace idpsim
