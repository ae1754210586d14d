#include "tests/conformance/records.hpp"

#include <boost/json/parse.hpp>

namespace idpsim::conformance {
namespace {

namespace json = boost::json;
using namespace testing_records;

using Wanted = std::vector<std::pair<std::string, json::value>>;

/// A step after which `body` was read back in exchange 9; no JSON object stands for an answer without a resource.
ScimRecord read_back(const std::string& body, Wanted wanted, int status = 200) {
    ScimRecord out = step({exchange(8, "PATCH", "/Users/7", 204)});
    out.wanted = std::move(wanted);
    out.read_back_status = status;
    out.read_back_exchange = 9;
    if (!body.empty()) out.read_back = json::parse(body);
    return out;
}

constexpr char changed[] = "the changed attributes, read back";

TEST(UpdateEffect, IsEveryWantedValueReadBack) {
    const Wanted wanted{{"name.familyName", "Lovelace"}, {"active", true}};
    EXPECT_THAT(judge("scim.update.effect", read_back(R"({"name":{"familyName":"Lovelace"},"active":true})", wanted)),
                passes("read back", "as wanted", 9));
    EXPECT_THAT(
        judge("scim.update.effect", read_back(R"({"name":{"familyName":"Byron"},"active":false})", wanted)),
        fails(changed, {{9, "name.familyName", "Byron instead of Lovelace"}, {9, "active", "false instead of true"}}));
}

TEST(UpdateEffect, IsFoundInAnExtension) {
    const std::string path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
    const std::string body =
        R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Engines"}})";
    EXPECT_THAT(judge("scim.update.effect", read_back(body, {{path, "Engines"}})), passes("read back", "as wanted", 9));
    EXPECT_THAT(judge("scim.update.effect", read_back(body, {{path, "Looms"}})),
                fails(changed, {{9, path, "Engines instead of Looms"}}));
}

TEST(UpdateEffect, TakesAnUnassignedValueForAnAbsentOne) {
    for (const char* body : {"{}", R"({"title":null})", R"({"title":[]})"})
        EXPECT_THAT(judge("scim.update.effect", read_back(body, {{"title", nullptr}})),
                    passes("read back", "as wanted", 9))
            << body;
    EXPECT_THAT(judge("scim.update.effect", read_back(R"({"title":"Countess"})", {{"title", nullptr}})),
                fails(changed, {{9, "title", "Countess instead of null"}}));
    EXPECT_THAT(judge("scim.update.effect", read_back(R"({"title":null})", {{"title", "Countess"}})),
                fails(changed, {{9, "title", "null instead of Countess"}}));
}

TEST(UpdateEffect, ComparesObjectsWithoutTheOrderOfTheirMembers) {
    const json::value name = json::object{{"givenName", "Ada"}, {"familyName", "Byron"}};
    EXPECT_THAT(judge("scim.update.effect",
                      read_back(R"({"name":{"familyName":"Byron","givenName":"Ada"}})", {{"name", name}})),
                passes("read back", "as wanted", 9));
}

TEST(UpdateEffect, FailsWhenTheResourceCannotBeRead) {
    EXPECT_THAT(judge("scim.update.effect", read_back("", {{"active", true}}, 404)),
                fails(changed, {{9, "read back", "HTTP 404"}}));
    EXPECT_THAT(judge("scim.update.effect", read_back("", {{"active", true}})),
                fails(changed, {{9, "read back", "HTTP 200 without a resource"}}));
}

TEST(ActiveEffect, IsTheBooleanThatWasSet) {
    for (const bool on : {true, false}) {
        const std::string word = on ? "true" : "false";
        EXPECT_THAT(judge("scim.active.effect",
                          read_back("{\"active\":" + word + "}", {{"active", on}, {"title", "not judged here"}})),
                    passes("read back", "as wanted", 9));
        const std::string other = on ? "false" : "true";
        EXPECT_THAT(judge("scim.active.effect", read_back("{\"active\":" + other + "}", {{"active", on}})),
                    fails("active " + word + ", read back", {{9, "active", other + " instead of " + word}}));
        EXPECT_THAT(judge("scim.active.effect", read_back("{\"active\":\"" + word + "\"}", {{"active", on}})),
                    fails("active " + word + ", read back", {{9, "active", word + " instead of " + word}}));
    }
}
/// A server that does not show active marks nobody as inactive; nor does it show that somebody is.
TEST(ActiveEffect, MayBeShownOnlyOfTheInactive) {
    EXPECT_THAT(judge("scim.active.effect", read_back("{}", {{"active", true}})), passes("read back", "as wanted", 9));
    EXPECT_THAT(judge("scim.active.effect", read_back("{}", {{"active", false}})),
                fails("active false, read back", {{9, "active", "(absent) instead of false"}}));
}

TEST(ActiveEffect, FailsWhenTheResourceCannotBeRead) {
    EXPECT_THAT(judge("scim.active.effect", read_back("", {{"active", false}}, 500)),
                fails("active false, read back", {{9, "read back", "HTTP 500"}}));
}

TEST(EffectChecks, NeedSomethingWantedAndReadBack) {
    const auto nothing = is_unverified("the step names nothing that it should have changed");
    EXPECT_THAT(judge("scim.update.effect", read_back("{}", {})), nothing);
    EXPECT_THAT(judge("scim.active.effect", read_back("{}", {{"title", "x"}})), nothing);
    EXPECT_THAT(judge("scim.group.members", read_back("{}", {{"active", true}})),
                is_unverified("the step names no members"));
    EXPECT_THAT(judge("scim.group.members", read_back("{}", {{"members", "7"}})),
                is_unverified("the step names no members"));
    const auto blind = is_unverified("nothing was read back after the step");
    EXPECT_THAT(judge("scim.update.effect", read_back("", {{"active", true}}, 0)), blind);
    EXPECT_THAT(judge("scim.active.effect", read_back("", {{"active", true}}, 0)), blind);
    EXPECT_THAT(judge("scim.group.members", read_back("", {{"members", json::array{}}}, 0)), blind);
    EXPECT_THAT(judge("scim.delete.gone", read_back("", {}, 0)), blind);
}

TEST(DeleteGone, IsA404) {
    EXPECT_THAT(judge("scim.delete.gone", read_back("", {}, 404)), passes("read back", "404", 9));
    for (const int status : {200, 204, 410, 500})
        EXPECT_THAT(judge("scim.delete.gone", read_back("{}", {}, status)),
                    fails("404 for a deleted resource", {{9, "read back", std::to_string(status)}}));
}

Finding members(const std::string& body, json::array wanted, int status = 200) {
    return judge("scim.group.members", read_back(body, {{"members", std::move(wanted)}}, status));
}

TEST(GroupMembers, AreThoseThatWerePushed) {
    EXPECT_THAT(members(R"({"members":[{"value":"8","display":"Grace"},{"value":"7"}]})", {"7", "8"}),
                passes("members", "2 people", 9));
    EXPECT_THAT(members(R"({"members":[{"value":"7"}]})", {"7"}), passes("members", "1 person", 9));
    for (const char* empty : {"{}", R"({"members":[]})", R"({"members":null})"})
        EXPECT_THAT(members(empty, {}), passes("members", "nobody", 9)) << empty;
}

TEST(GroupMembers, AreNoOthersAndEachOnce) {
    EXPECT_THAT(members(R"({"members":[{"value":"7"},{"value":"9"}]})", {"7", "8"}),
                fails("members: 2 people, each once", {{9, "members", "2 people; missing: 8; too many: 9"}}));
    EXPECT_THAT(members(R"({"members":[{"value":"7"},{"value":"7"}]})", {"7"}),
                fails("members: 1 person, each once", {{9, "members", "2 people; too many: 7"}}));
    EXPECT_THAT(members("{}", {"7"}), fails("members: 1 person, each once", {{9, "members", "nobody; missing: 7"}}));
    EXPECT_THAT(members(R"({"members":[{"display":"Ada"},"7"]})", {}),
                fails("members: nobody, each once", {{9, "members", "2 people; too many: (absent), (absent)"}}));
}

TEST(GroupMembers, AreAList) {
    EXPECT_THAT(members(R"({"members":{"value":"7"}})", {"7"}),
                fails("members: 1 person, each once", {{9, "members", R"(no list: {"value":"7"})"}}));
}

TEST(GroupMembers, OfAGroupThatIsNotThereAreNotNobody) {
    EXPECT_THAT(members("", {}, 404), fails("members: nobody, each once", {{9, "read back", "HTTP 404"}}));
}

TEST(GroupMembers, AreNamedInAFewWords) {
    json::array wanted;
    for (int i = 0; i < 500; ++i) wanted.push_back(json::value("user-" + std::to_string(i)));
    const Finding found = members("{}", wanted);
    EXPECT_EQ(found.verdict, Verdict::fail);
    EXPECT_TRUE(found.actual.starts_with("nobody; missing: user-0, user-1, ")) << found.actual;
    EXPECT_LT(found.actual.size(), 410u);
}

} // namespace
} // namespace idpsim::conformance
