#include "src/core/text.hpp"

#include "tests/core/properties.hpp"

#include <gmock/gmock.h>

namespace idpsim {
namespace {

using testing::ElementsAre;

TEST(Text, LowersAndComparesAsciiAlone) {
    EXPECT_EQ(to_lower("ABC-xyz \xC3\x84"), "abc-xyz \xC3\x84");
    EXPECT_TRUE(equal_nocase("userName", "USERNAME"));
    EXPECT_FALSE(equal_nocase("userName", "userNam"));
    EXPECT_FALSE(equal_nocase("[", "{"));
}

TEST(Text, TrimsXmlWhiteSpaceAlone) {
    EXPECT_EQ(trim(" \t\r\n a b \n"), "a b");
    EXPECT_EQ(trim(" \n"), "");
    EXPECT_EQ(trim("\v\xC2\xA0"), "\v\xC2\xA0");
}

TEST(Text, SplitsAndJoins) {
    EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
    EXPECT_THAT(split("", ','), ElementsAre(""));
    EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
    EXPECT_EQ(join({}, ", "), "");
    EXPECT_EQ(join({"a"}, ", "), "a");
}

TEST(Text, ReplacesEveryOccurrenceOnce) {
    EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
    EXPECT_EQ(replace_all("none", "x", "y"), "none");
}

TEST(Text, WrapsWithoutATrailingLineEnd) {
    EXPECT_EQ(wrap("abcdefg", 3), "abc\ndef\ng");
    EXPECT_EQ(wrap("abcdef", 3, "\r\n"), "abc\r\ndef");
    EXPECT_EQ(wrap("", 3), "");
}

TEST(Text, EscapesForHtml) {
    EXPECT_EQ(escape_html("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
}

TEST(Text, FindsTheNearestWord) {
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
    EXPECT_EQ(edit_distance("", "abc"), 3u);
    EXPECT_EQ(edit_distance("Okta", "okta"), 0u);
    EXPECT_EQ(nearest("oktaa", {"entra", "okta"}), "okta");
    EXPECT_EQ(nearest("zzzzzzzz", {"entra", "okta"}), "");
    EXPECT_EQ(nearest("x", {}), "");
}

TEST(Text, MatchesGlobs) {
    EXPECT_TRUE(matches_glob("*", ""));
    EXPECT_TRUE(matches_glob("sso/*", "sso/first"));
    EXPECT_TRUE(matches_glob("*a*b*", "xxaybz"));
    EXPECT_TRUE(matches_glob("a*a", "aba"));
    EXPECT_FALSE(matches_glob("a*a", "a"));
    EXPECT_FALSE(matches_glob("sso/*", "jit/first"));
    EXPECT_FALSE(matches_glob("", "a"));
    EXPECT_FALSE(matches_glob("a?c", "abc"));
}

RC_GTEST_PROP(Text, JoinUndoesSplit, (const std::string& text)) {
    std::vector<std::string> parts;
    for (const auto part : split(text, 'a')) parts.emplace_back(part);
    RC_ASSERT(join(parts, "a") == text);
}

RC_GTEST_PROP(Text, EditDistanceIsSymmetricAndZeroOnlyForEquals, (const std::string& a, const std::string& b)) {
    RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
    RC_ASSERT((edit_distance(a, b) == 0) == equal_nocase(a, b));
}

RC_GTEST_PROP(Text, WrappingOnlyAddsLineEnds, (const std::string& text)) {
    RC_PRE(text.find('\n') == std::string::npos);
    RC_ASSERT(replace_all(wrap(text, 7), "\n", "") == text);
}

} // namespace
} // namespace idpsim
