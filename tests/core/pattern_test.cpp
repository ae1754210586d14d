#include "src/core/pattern.hpp"

#include <gmock/gmock.h>

namespace idpsim {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

std::string drawn(std::string_view pattern) {
    Random random(1, "pattern");
    return expand(pattern, {}, random, Instant(Millis(1714077115304))).value();
}

TEST(Pattern, ReplacesNamesByValues) {
    const Values values = {{"org", "acme"}, {"key", "exk1"}};
    EXPECT_EQ(*expand("https://{org}.example/{key}/{org}", values), "https://acme.example/exk1/acme");
}

TEST(Pattern, DoubledBracesAreBraces) { EXPECT_EQ(*expand("{{tenant}}/{{{x}}}", {{"x", "1"}}), "{tenant}/{1}"); }

TEST(Pattern, DrawsFromTheAlphabetAsked) {
    EXPECT_THAT(drawn("{uuid}"), MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    EXPECT_THAT(drawn("_{hex:32}"), MatchesRegex("_[0-9a-f]{32}"));
    EXPECT_THAT(drawn("{HEX:8}"), MatchesRegex("[0-9A-F]{8}"));
    EXPECT_THAT(drawn("id{digits:24}"), MatchesRegex("id[0-9]{24}"));
    EXPECT_THAT(drawn("exk{alnum:17}"), MatchesRegex("exk[0-9A-Za-z]{17}"));
    EXPECT_THAT(drawn("{upper:9}"), MatchesRegex("[0-9A-Z]{9}"));
    EXPECT_THAT(drawn("{letter}"), MatchesRegex("[A-Za-z]"));
    EXPECT_THAT(drawn("{base64url:40}"), MatchesRegex("[0-9A-Za-z_-]{40}"));
    EXPECT_THAT(drawn("{pf:27}"), MatchesRegex("[0-9A-Za-z_.-]{27}"));
    EXPECT_EQ(drawn("id{epoch_ms}"), "id1714077115304");
}

TEST(Pattern, DrawsAnewForEachPlaceholderAndTheSameForEachRun) {
    const std::string twice = drawn("{hex:16} {hex:16}");
    EXPECT_NE(twice.substr(0, 16), twice.substr(17));
    EXPECT_EQ(twice, drawn("{hex:16} {hex:16}"));
}

TEST(Pattern, AValueHidesADrawingPlaceholder) {
    Random random(1, "x");
    EXPECT_EQ(*expand("{uuid}", {{"uuid", "fixed"}}, random, Instant{}), "fixed");
}

TEST(Pattern, AValueIsNotExpandedAgain) { EXPECT_EQ(*expand("{a}", {{"a", "{b}"}, {"b", "c"}}), "{b}"); }

TEST(Pattern, NamesWhatItDoesNotKnow) {
    Random random(1, "x");
    for (const char* pattern : {"{nobody}", "{hex:}", "{hex:x}", "{hex:-1}", "{hex:257}", "{words:3}", "{}"}) {
        const auto read = expand(pattern, {}, random, Instant{});
        ASSERT_TRUE(read.has_error()) << pattern;
        EXPECT_EQ(read.error().fault, Fault::malformed);
        EXPECT_THAT(read.error().detail, HasSubstr(pattern));
    }
    EXPECT_TRUE(expand("{open", {}).has_error());
    EXPECT_TRUE(expand("{uuid}", {}).has_error());
}

} // namespace
} // namespace idpsim
