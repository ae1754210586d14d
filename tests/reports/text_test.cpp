#include "reports/text.hpp"

#include <gtest/gtest.h>

namespace idpsim::reports {
namespace {

constexpr char replaced[] = "\xEF\xBF\xBD";

TEST(AsUtf8, KeepsWhatIsUtf8) {
    const std::string text = "a\n\x01 \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF";
    EXPECT_EQ(as_utf8(text), text);
    EXPECT_EQ(as_utf8(""), "");
}

TEST(AsUtf8, ReplacesEveryOctetThatIsPartOfNoCharacter) {
    const std::string r = replaced;
    EXPECT_EQ(as_utf8("caf\xE9."), "caf" + r + ".");
    EXPECT_EQ(as_utf8("\xE2\x82"), r + r);
    EXPECT_EQ(as_utf8("\x80"), r);
    EXPECT_EQ(as_utf8("\xC0\xAF"), r + r);                 // overlong
    EXPECT_EQ(as_utf8("\xE0\x80\xAF"), r + r + r);         // overlong
    EXPECT_EQ(as_utf8("\xF0\x80\x80\xAF"), r + r + r + r); // overlong
    EXPECT_EQ(as_utf8("\xED\xA0\x80"), r + r + r);         // a surrogate
    EXPECT_EQ(as_utf8("\xF4\x90\x80\x80"), r + r + r + r); // above U+10FFFF
    EXPECT_EQ(as_utf8("\xFF\"\xFE"), r + "\"" + r);        // never swallows what follows
    EXPECT_EQ(as_utf8("\xE2\""), r + "\"");
}

TEST(AsVisible, ShowsControlsAsPictures) {
    EXPECT_EQ(as_visible(std::string("a\0b", 3)), "a\xE2\x90\x80"
                                                  "b");
    EXPECT_EQ(as_visible("\x1b[31m"), "\xE2\x90\x9B[31m");
    EXPECT_EQ(as_visible("\x7F"), "\xE2\x90\xA1");
    EXPECT_EQ(as_visible("\xC2\x9B"), replaced);     // C1: CSI of some terminals
    EXPECT_EQ(as_visible("\xEF\xBF\xBE"), replaced); // a noncharacter, which XML does not admit
    EXPECT_EQ(as_visible("\xF0\x9F\xBF\xBF"), replaced);
    EXPECT_EQ(as_visible("a\tb\nc"), "a\tb\nc");
}

TEST(AsVisible, TakesCrLfForALineFeed) {
    EXPECT_EQ(as_visible("a\r\nb"), "a\nb");
    EXPECT_EQ(as_visible("a\rb"), "a\xE2\x90\x8D"
                                  "b");
    EXPECT_EQ(on_one_line("a\r\nb\tc"), "a b c");
}

TEST(Shortened, CutsBetweenCharacters) {
    EXPECT_EQ(shortened("abc", 3), "abc");
    EXPECT_EQ(shortened("abcd", 3), "abc... (1 octets more)");
    EXPECT_EQ(shortened("ab\xE2\x82\xAC", 4), "ab... (3 octets more)");
}

TEST(Html, EscapesForTextAndAttributes) {
    EXPECT_EQ(html("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;>&amp;'");
    std::string out = "before ";
    append_text(out, "<\"&\xE9");
    EXPECT_EQ(out, std::string("before &lt;\"&amp;") + replaced);
}

} // namespace
} // namespace idpsim::reports
