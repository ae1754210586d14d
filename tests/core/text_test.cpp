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

constexpr char replacement[] = "\xEF\xBF\xBD";

TEST(Text, KeepsUtf8AsItIs) {
    for (const std::string good : {"", "plain", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
                                   "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x94\x91"})
        EXPECT_EQ(valid_utf8(good), good);
    const std::string with_nul("a\0b", 3);
    EXPECT_EQ(valid_utf8(with_nul), with_nul);
}

TEST(Text, ReplacesEachIllFormedSequenceByOneCharacter) {
    const std::string r = replacement;
    EXPECT_EQ(valid_utf8("caf\xE9!"), "caf" + r + "!");
    EXPECT_EQ(valid_utf8("\x80\xBF"), r + r);                        // trails alone
    EXPECT_EQ(valid_utf8("\xC0\xAF"), r + r);                        // overlong
    EXPECT_EQ(valid_utf8("\xE0\x80\x80"), r + r + r);                // overlong
    EXPECT_EQ(valid_utf8("\xED\xA0\x80"), r + r + r);                // a surrogate
    EXPECT_EQ(valid_utf8("\xF4\x90\x80\x80"), r + r + r + r);        // beyond U+10FFFF
    EXPECT_EQ(valid_utf8("\xF5\xFF"), r + r);
    EXPECT_EQ(valid_utf8("\xE2\x82"), r);                            // cut off at the end
    EXPECT_EQ(valid_utf8("\xF0\x9F\x94 x"), r + " x");               // cut off in the middle
    EXPECT_EQ(valid_utf8("\xE2\x82\xE2\x82\xAC"), r + "\xE2\x82\xAC");   // the next character is whole
}

TEST(Text, CutsBetweenCharacters) {
    EXPECT_EQ(cut_utf8("abc", 3), "abc");
    EXPECT_EQ(cut_utf8("abc", 2), "ab");
    EXPECT_EQ(cut_utf8("abc", 0), "");
    const std::string key = "a\xF0\x9F\x94\x91";   // a, then four octets
    EXPECT_EQ(cut_utf8(key, 5), key);
    for (const std::size_t most : {4u, 3u, 2u, 1u}) EXPECT_EQ(cut_utf8(key, most), "a") << most;
    EXPECT_EQ(cut_utf8("\xC3\xB6", 1), "");
    EXPECT_EQ(cut_utf8("\x80\x80\x80\x80\x80\x80", 5).size(), 5u);   // no text anyway
}

TEST(Text, NearNamesAreOffered) {
    EXPECT_EQ(did_you_mean("tgas", {"tags", "title"}), "; did you mean \"tags\"?");
    EXPECT_EQ(did_you_mean("colour", {"tags", "title"}), "");
    EXPECT_EQ(did_you_mean_or_list("tgas", {"tags", "title"}), "; did you mean \"tags\"?");
    EXPECT_EQ(did_you_mean_or_list("colour", {"tags", "title"}), "; there are tags, title");
    EXPECT_EQ(did_you_mean_or_list("colour", {}), "; there is none");
}

TEST(Text, HashesAsFnv1a) {
    EXPECT_EQ(hash_text(""), 0xcbf29ce484222325u);
    EXPECT_EQ(hash_text("foobar"), 0x85944171f73967e8u);   // of the algorithm's published test vectors
    EXPECT_EQ(hash_text("bar", hash_text("foo")), hash_text("foobar"));
}

RC_GTEST_PROP(Text, OfValidUtf8IsNothingReplaced, (const std::string& octets)) {
    const std::string once = valid_utf8(octets);
    RC_ASSERT(valid_utf8(once) == once);
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
