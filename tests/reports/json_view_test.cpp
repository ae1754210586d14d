#include "reports/json_view.hpp"

#include <gtest/gtest.h>

#include <string>

namespace idpsim::reports {
namespace {

TEST(JsonView, ShortGroupsStandOnOneLine) {
    EXPECT_EQ(json_html(R"({"a":[1,true,null],"b":{}})"), R"({"a": [<b>1</b>, <b>true</b>, <b>null</b>], "b": {}})");
}

TEST(JsonView, LongGroupsAreIndented) {
    const std::string value(100, 'x');
    EXPECT_EQ(json_html("{\"a\":\"" + value + "\",\n  \"b\" : [ 1 ]}"),
              "{\n\t\"a\": <b>\"" + value + "\"</b>,\n\t\"b\": [<b>1</b>]\n}");
}

TEST(JsonView, KeepsNumbersEscapesAndDoubledKeysAsSent) {
    EXPECT_EQ(json_html(R"({"n":1.0e5,"s":"\u00e9\"\\","n":2})"),
              R"({"n": <b>1.0e5</b>, "s": <b>"\u00e9\"\\"</b>, "n": <b>2</b>})");
}

TEST(JsonView, EscapesMarkup) {
    EXPECT_EQ(json_html("{\"<k>\":\"</pre>&\"}"), "{\"&lt;k>\": <b>\"&lt;/pre>&amp;\"</b>}");
}

TEST(JsonView, KeepsWhatIsNoJson) {
    EXPECT_EQ(json_html("}]{\"a\":\"open"), "\n}\n]{\n\t\"a\": <b>\"open</b>");
    EXPECT_EQ(json_html("plain text"), "<b>plain</b> <b>text</b>");
    EXPECT_EQ(json_html(""), "");
    EXPECT_EQ(json_html("\"\\"), "<b>\"\\</b>");
}

TEST(JsonView, ReadsHostileNestingInGoodTime) {
    const std::string out = json_html(std::string(60'000, '[') + std::string(60'000, ']'));
    EXPECT_LT(out.size(), 6u << 20);
}

} // namespace
} // namespace idpsim::reports
