#include "simulator/idp/scim_attributes.hpp"
#include "simulator/idp/scim_changes.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace idpsim::idp {
namespace {

namespace json = boost::json;

json::object object(std::string_view text) { return json::parse(text).as_object(); }

std::string put(std::string_view before, std::string_view path, json::value value) {
    json::object resource = object(before);
    put_at(resource, AttributePath::parse(path).value(), std::move(value));
    return json::serialize(resource);
}

constexpr std::string_view urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

TEST(AttributePath, ReadsTheFormsOfMappings) {
    const auto mail = AttributePath::parse(R"(emails[type eq "work"].value)").value();
    EXPECT_EQ(mail.name, "emails");
    EXPECT_EQ(mail.filter_name, "type");
    EXPECT_EQ(mail.filter_value, json::value("work"));
    EXPECT_EQ(mail.sub, "value");
    const auto manager = AttributePath::parse(std::string(urn) + ":manager.displayName").value();
    EXPECT_EQ(manager.urn, urn);
    EXPECT_EQ(manager.name, "manager");
    EXPECT_EQ(manager.sub, "displayName");
    for (const char* bad : {"", "emails[type eq \"work\"]", "emails[type ne \"work\"].value",
                            "emails[type eq work].value", "emails[type eq \"work\".value", "urn:x:"}) {
        EXPECT_FALSE(AttributePath::parse(bad)) << bad;
    }
}

TEST(ValueAt, FindsWithoutCaseAndTakesNullForAbsent) {
    const auto resource =
        object(R"({"USERNAME":"ada","emails":[{"Type":"home","value":"h"},{"type":"work","value":"w"}],
        "title":null,"nickName":5,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"R&D"}})");
    EXPECT_EQ(*value_at(resource, "userName"), json::value("ada"));
    EXPECT_EQ(*value_at(resource, R"(emails[type eq "work"].value)"), json::value("w"));
    EXPECT_EQ(*value_at(resource, R"(emails[type eq "home"].value)"), json::value("h"));
    EXPECT_EQ(*value_at(resource, std::string(urn) + ":department"), json::value("R&D"));
    EXPECT_EQ(value_at(resource, "title"), nullptr);
    EXPECT_EQ(value_at(resource, "nickName.sub"), nullptr);
    EXPECT_EQ(value_at(resource, R"(title[type eq "x"].value)"), nullptr);
}

TEST(PutAt, ReplacesInPlaceAndMakesWhatIsMissing) {
    EXPECT_EQ(put(R"({"a":1,"Name":{"givenName":"A"},"z":2})", "name.familyName", "B"),
              R"({"a":1,"Name":{"givenName":"A","familyName":"B"},"z":2})");
    EXPECT_EQ(put(R"({"emails":null})", R"(emails[type eq "work"].value)", "w"),
              R"({"emails":[{"type":"work","value":"w"}]})");
    EXPECT_EQ(put(R"({"emails":[{"value":"x","primary":"True"}]})", "emails[primary eq true].value", "w"),
              R"({"emails":[{"value":"w","primary":"True"}]})");
    EXPECT_EQ(put("{}", std::string(urn) + ":department", "D"), "{\"" + std::string(urn) + R"(":{"department":"D"}})");
}

TEST(SameValue, LooksThroughTextsOfBooleansAndNumbers) {
    EXPECT_TRUE(same_value("False", json::value(false)));
    EXPECT_TRUE(same_value(json::value(12), "12"));
    EXPECT_FALSE(same_value("a", "A"));
    EXPECT_FALSE(same_value(json::value(true), "False"));
}

/// displayName, title and a work e-mail mapped, as most vendors do.
ScimProfile mapping() {
    ScimProfile profile;
    const auto add = [&profile](const std::string& path, const std::string& value, bool alone) {
        profile.attributes.push_back(
            {path, AttributePath::parse(path).value(), JsonTemplate::parse(value, path).value(), alone, false});
    };
    add("displayName", "\"{display_name}\"", false);
    add(R"(emails[type eq "work"].value)", "\"{email}\"", true);
    add("name.givenName", "\"{given_name}\"", false);
    add("title", "\"{title}\"", false);
    return profile;
}

TEST(ScimChanges, AreWhatDiffersInTheMappingsOrder) {
    const ScimProfile profile = mapping();
    ScimScope scope;
    scope.values = {{"display_name", "Ada"}, {"email", "a@x"}, {"given_name", "Ada"}};
    const auto current = object(R"({"displayName":"Ada L","name":{"givenName":"Ad"},"title":"kept","emails":[]})");
    const auto changes = scim_changes(profile, {}, current, scope, false);
    EXPECT_EQ(json::serialize(patch_operations(changes, {"Add", "Replace"}, false)),
              R"([{"op":"Replace","path":"displayName","value":"Ada"},)"
              R"({"op":"Add","path":"emails[type eq \"work\"].value","value":"a@x"},)"
              R"({"op":"Replace","path":"name.givenName","value":"Ada"}])");
    EXPECT_EQ(json::serialize(patch_operations(changes, {}, true)),
              R"([{"op":"add","path":"emails[type eq \"work\"].value","value":"a@x"},)"
              R"({"op":"replace","value":{"displayName":"Ada","name.givenName":"Ada"}}])");
    EXPECT_EQ(
        json::serialize(merge_changes(current, changes)),
        R"({"displayName":"Ada","name":{"givenName":"Ada"},"title":"kept","emails":[{"type":"work","value":"a@x"}]})");
}

TEST(ScimChanges, AreLimitedByOnlyAndExcept) {
    const ScimProfile profile = mapping();
    ScimScope scope;
    scope.values = {{"display_name", "Ada"}, {"title", "Countess"}};
    ScimWrite write;
    write.only = {"title"};
    EXPECT_EQ(scim_changes(profile, write, {}, scope, false).size(), 1U);
    write.only.clear();
    write.except = {"title"};
    EXPECT_EQ(scim_changes(profile, write, {}, scope, false).at(0).attribute->path, "displayName");
}

} // namespace
} // namespace idpsim::idp
