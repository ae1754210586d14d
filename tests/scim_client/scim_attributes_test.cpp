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
        ScimAttribute attribute;
        attribute.path = path;
        attribute.at = AttributePath::parse(path).value();
        attribute.value = JsonTemplate::parse(value, path).value();
        attribute.alone = alone;
        profile.attributes.push_back(std::move(attribute));
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

TEST(ScimChanges, SayTheirOwnPathAndWord) {
    ScimProfile profile = mapping();
    profile.attributes[0].sent_as = "urn:x:User.displayName";
    profile.attributes[0].op = "Put";
    profile.attributes[3].when = ScimCondition::parse("titles=yes").value();
    const Values options{{"titles", "no"}};
    const ScimComputed computed;
    Random random{1, "changes"};
    ScimScope scope(computed, options, random, {});
    scope.values = {{"display_name", "Ada"}, {"title", "Countess"}};
    EXPECT_EQ(json::serialize(patch_operations(scim_changes(profile, {}, {}, scope, false), {}, false)),
              R"([{"op":"Put","path":"urn:x:User.displayName","value":"Ada"}])");
}

/// Roles: sent as texts of objects, compared by their values.
class ScimRoles : public testing::Test {
protected:
    explicit ScimRoles() {
        roles_.path = "roles";
        roles_.at = AttributePath::parse("roles").value();
        roles_.value = JsonTemplate::parse(R"(["@each roles", {"value":"<{item}>"}])", "roles").value();
        roles_.compare = JsonTemplate::parse(R"(["@each roles", "{item}"])", "roles").value();
        roles_.compared = "value";
    }
    std::size_t changes(const std::string& op, std::vector<std::string> wanted, const std::string& current) {
        ScimProfile profile;
        profile.attributes.push_back(roles_);
        profile.attributes[0].op = op;
        ScimScope scope;
        std::vector<ScimScope>& list = scope.lists["roles"];
        for (std::string& one : wanted) list.emplace_back().values["item"] = std::move(one);
        return scim_changes(profile, {}, object(current), scope, false).size();
    }

private:
    ScimAttribute roles_;
};

TEST_F(ScimRoles, OnesThatOnlyAddAreSentWhenOneIsMissing) {
    EXPECT_EQ(changes("Add", {"a"}, R"({"roles":[{"value":"a"},{"value":"b"}]})"), 0U);
    EXPECT_EQ(changes("Add", {"a", "c"}, R"({"roles":[{"value":"a"},{"value":"b"}]})"), 1U);
    EXPECT_EQ(changes("Add", {"a"}, "{}"), 1U);
}

TEST_F(ScimRoles, OnesThatReplaceAreSentWhenAnyDiffers) {
    EXPECT_EQ(changes("replace", {"b", "a"}, R"({"roles":[{"value":"a"},{"value":"b"}]})"), 0U);
    EXPECT_EQ(changes("replace", {"a"}, R"({"roles":[{"value":"a"},{"value":"b"}]})"), 1U);
}

TEST_F(ScimRoles, WhoHasNoneAndIsToHaveNoneIsNoChange) { EXPECT_EQ(changes("Add", {}, "{}"), 0U); }

} // namespace
} // namespace idpsim::idp
