#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

namespace idpsim::scim {
namespace {

TEST(ScimJson, KeepsTheOrderOfKeys) {
    const json::object object = object_of(R"({'zeta':1,'alpha':{'y':true,'x':null},'mid':[1,-2,0.5,'t']})");
    EXPECT_EQ(json::serialize(object), R"({"zeta":1,"alpha":{"y":true,"x":null},"mid":[1,-2,5E-1,"t"]})");
}

TEST(ScimJson, RefusesWhatIsNoJson) {
    for (const char* text :
         {"", "{", "{} {}", "{'a':1,}", "{a:1}", "{'a':NaN}", "{'a':Infinity}", "{'a':1e400}", "// x\n{}",
          "\xEF\xBB\xBF{}", "{'a':'\\ud800'}", "{'a':'\xC0\xAF'}", "{'a':'\\x'}", "{'a':01}"}) {
        const Outcome<json::value> parsed = parse_json(quotes(text));
        ASSERT_TRUE(parsed.has_error()) << text;
        EXPECT_EQ(name_of(parsed.error()), "invalidSyntax") << text;
    }
    EXPECT_EQ(name_of(parse_json_object("[]").error()), "invalidSyntax");
    EXPECT_EQ(name_of(parse_json_object("null").error()), "invalidSyntax");
    EXPECT_EQ(name_of(parse_json(std::string("{\"a\":1}", 7) + '\0').error()), "invalidSyntax");
}

TEST(ScimJson, RefusesTwoKeysThatAreOne) {
    for (const char* text : {"{'userName':'a','userName':'b'}", "{'userName':'a','USERNAME':'b'}",
                             "{'x':[{'y':{'a':1,'b':2,'A':3}}]}", "{'\\u0061':1,'a':2}"}) {
        EXPECT_EQ(name_of(parse_json(quotes(text)).error()), "invalidSyntax") << text;
    }
    EXPECT_TRUE(parse_json(quotes("{'a':{'a':{'a':1}},'b':[{'a':1},{'a':2}]}")));
}

TEST(ScimJson, HasLimits) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(parse_json(nested(32)));
    EXPECT_EQ(name_of(parse_json(nested(33)).error()), "invalidSyntax");
    EXPECT_EQ(name_of(parse_json(std::string(1'000'000, '[')).error()), "invalidSyntax");
    EXPECT_EQ(parse_json("\"" + std::string(100, 'x') + "\"", JsonLimits{100, 4}).error().status, 413);
}

TEST(ScimJson, FindsMembersWithoutCase) {
    json::object object = object_of("{'UserName':'a','b':1,'c':2,'d':3}");
    EXPECT_EQ(text_member(object, "username"), "a");
    set_member(object, "USERNAME", "z");
    EXPECT_TRUE(erase_member(object, "B"));
    EXPECT_FALSE(erase_member(object, "B"));
    EXPECT_EQ(json::serialize(object), R"({"UserName":"z","c":2,"d":3})");
}

TEST(ScimJson, KnowsWhatIsUnassigned) {
    for (const char* text : {"null", "''", "[]", "{}", "[null,{}]", "{'a':null,'b':[]}"})
        EXPECT_TRUE(is_unassigned(value_of(text))) << text;
    for (const char* text : {"false", "0", "'x'", "[0]", "{'a':false}"})
        EXPECT_FALSE(is_unassigned(value_of(text))) << text;
}

TEST(ScimJson, ComparesObjectsWithoutOrder) {
    EXPECT_TRUE(same_json(value_of("{'a':1,'b':[{'x':1,'y':2}]}"), value_of("{'b':[{'y':2,'x':1}],'a':1}")));
    EXPECT_FALSE(same_json(value_of("[1,2]"), value_of("[2,1]")));
    EXPECT_FALSE(same_json(value_of("{'a':1}"), value_of("{'a':1,'b':2}")));
}

TEST(ScimJson, OfAPeerIsNullWhenItIsNone) {
    EXPECT_EQ(json_or_null(R"({"a":1})").at("a"), 1);
    for (const char* text : {"", "{", "<html>", "{} {}"}) EXPECT_TRUE(json_or_null(text).is_null()) << text;
    EXPECT_TRUE(json_or_null(std::string(100'000, '[')).is_null());
}

} // namespace
} // namespace idpsim::scim
