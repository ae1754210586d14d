#include "simulator/idp/scim_template.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::idp {
namespace {

using testing::HasSubstr;

ScimScope ada() {
    ScimScope scope;
    scope.values = {
        {"user_name", "ada+x@example.com"}, {"active", "false"}, {"given_name", "Ada \"A\""}, {"count", "12"}};
    return scope;
}

std::string text(std::string_view pattern, ScimScope scope = ada()) {
    return TextTemplate::parse(pattern).value().render(scope).value_or("(absent)");
}

std::string body(std::string_view pattern, ScimScope scope = ada()) {
    const auto out = JsonTemplate::parse(pattern, "test").value().render(scope);
    return out ? boost::json::serialize(*out) : out.error().detail;
}

TEST(TextTemplate, EncodesQueriesToTheByte) {
    EXPECT_EQ(text("filter=userName+eq+%22{user_name:form}%22&"), "filter=userName+eq+%22ada%2Bx%40example.com%22&");
    EXPECT_EQ(text("{given_name:quote:percent}"), "Ada%20%5C%22A%5C%22");
    EXPECT_EQ(text("{given_name:quote:form}"), "Ada+%5C%22A%5C%22");
    EXPECT_EQ(text("/Users/{user_name:segment}"), "/Users/ada+x@example.com");
}

TEST(TextTemplate, KeepsBracesThatAreDoubledAndSaysWhatIsAbsent) {
    EXPECT_EQ(text("{{{user_name}}}"), "{ada+x@example.com}");
    EXPECT_EQ(text("{active:title}"), "False");
    EXPECT_EQ(text("Basic {user_name:base64}"), "Basic YWRhK3hAZXhhbXBsZS5jb20=");
    ScimScope scope = ada();
    std::string absent;
    EXPECT_FALSE(TextTemplate::parse("{title}").value().render(scope, &absent));
    EXPECT_EQ(absent, "title");
}

TEST(TextTemplate, RefusesWhatItCannotRead) {
    EXPECT_FALSE(TextTemplate::parse("{user_name"));
    EXPECT_FALSE(TextTemplate::parse("{}"));
    EXPECT_THAT(TextTemplate::parse("{user_name:rot13}").error().detail, HasSubstr("rot13"));
}

TEST(JsonTemplate, KeepsTheOrderOfMembersAndEscapesValues) {
    EXPECT_EQ(body(R"({"z":"{given_name}", "a":{"c":1, "b":[ true, null ]}})"),
              R"({"z":"Ada \"A\"","a":{"c":1,"b":[true,null]}})");
}

TEST(JsonTemplate, TypesValues) {
    EXPECT_EQ(body(R"({"a":"{active:bool}","n":"{count:number}","t":"{title:or_null}","u":"{user_name:or_null}"})"),
              R"({"a":false,"n":12,"t":null,"u":"ada+x@example.com"})");
    ScimScope scope = ada();
    scope.json["resource"] = boost::json::parse(R"({"id":"7","meta":{}})");
    EXPECT_EQ(body(R"("{resource:json}")", scope), R"({"id":"7","meta":{}})");
    EXPECT_FALSE(JsonTemplate::parse(R"({"a":"x{active:bool}"})", "test")) << "a typed placeholder stands alone";
}

TEST(JsonTemplate, LeavesOutOptionalMembersWithoutValue) {
    EXPECT_EQ(body(R"({"?title":"{title}","?name":{"?middleName":"{middle}"},"?emails":[{"value":"{email}"}],"x":1})"),
              R"({"x":1})");
    EXPECT_EQ(body(R"({"emails":[{"value":"{email}"}]})"), R"({"emails":[]})")
        << "an element without value is left out";
    EXPECT_THAT(body(R"({"title":"{title}"})"), HasSubstr("'title'"));
}

TEST(JsonTemplate, WalksListsAndAsksConditions) {
    ScimScope scope = ada();
    scope.values["group"] = "g1";
    scope.lists["members"].resize(2);
    scope.lists["members"][0].values["id"] = "1";
    scope.lists["members"][1].values["id"] = "2";
    scope.lists["none"];
    EXPECT_EQ(body(R"(["@each members", {"v":"{id}","g":"{group}"}, "@if none", 1, "@if members", 2, "@if title", 3])",
                   scope),
              R"([{"v":"1","g":"g1"},{"v":"2","g":"g1"},2])");
    EXPECT_EQ(body(R"(["@each none", {"v":"{id}"}])", scope), "[]");
    EXPECT_FALSE(JsonTemplate::parse(R"(["@each members"])", "test"));
}

TEST(JsonTemplate, NamesTheFileAndFieldOfBrokenText) {
    const auto broken = JsonTemplate::parse(R"({"a":)", "okta.lua: scim.users.create.body");
    EXPECT_EQ(broken.error().where, "okta.lua: scim.users.create.body");
    EXPECT_FALSE(JsonTemplate::parse(R"({"a":"{b"})", "x"));
}

TEST(ScimScope, TriesTheSourcesOfAValueInOrder) {
    const Values options{{"matching", "email"}, {"filter", "emails eq \"%s\""}};
    ScimComputed computed;
    computed["match"] = {{"{email}", "", "", "", ScimCondition::parse("matching=mail").value()},
                         {"{user_name}", "", "", "", {}}};
    computed["filter"] = {{"", "filter", "%s", "{user_name}", {}}};
    computed["$user.*"] = {{"{*}", "", "", "", {}}, {"", "", "", "", {}}};
    computed["drawn"] = {{"{hex:12}", "", "", "", {}}};
    Random random(7, "scope");
    ScimScope scope(computed, options, random, {});
    scope.values = {{"user_name", "ada"}, {"title", "Countess"}};
    EXPECT_EQ(scope.find("match"), "ada");
    EXPECT_EQ(scope.find("filter"), "emails eq \"ada\"");
    EXPECT_EQ(scope.find("$user.title"), "Countess");
    EXPECT_EQ(scope.find("$user.city"), "");
    EXPECT_EQ(scope.find("option.matching"), "email");
    EXPECT_EQ(scope.find("drawn"), scope.find("drawn")) << "a drawn value stays the same in its scope";
    EXPECT_FALSE(scope.find("nothing"));
}

TEST(ScimCondition, ReadsItsThreeForms) {
    const Values options{{"a", "x=y"}};
    EXPECT_TRUE(ScimCondition::parse("a=x=y").value().holds(options));
    EXPECT_FALSE(ScimCondition::parse("a!=x=y").value().holds(options));
    EXPECT_TRUE(ScimCondition::parse("always").value().holds(options));
    EXPECT_FALSE(ScimCondition::parse("sometimes"));
    EXPECT_FALSE(ScimCondition::parse("=x"));
}

} // namespace
} // namespace idpsim::idp
