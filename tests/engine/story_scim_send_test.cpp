/// Requests of a scenario's own: `t.scim:send`, what it takes and what it gives back.
#include "tests/engine/stories.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

using ::testing::HasSubstr;
using test::outcome_of;
using test::play_story;

std::string story(const std::string& body) { return outcome_of(play_story("okta", body)); }

TEST(StoryScimSend, GivesStatusBodyHeadersAndTheExchangesNumber) {
    EXPECT_EQ(story(R"(
        local made = t.scim:send { method = "POST", path = "/Users", json = { schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" },
          userName = "cora@" .. t.email_domain } }
        t:expect("created", made.status == 201, made.body)
        t:expect("Location in any case", made.headers["location"] == made.json.meta.location and made.headers.LOCATION ~= nil)
        t:expect("no header of another name", made.headers["X-Nothing"] == nil)
        t:expect("the body as it came", made.body:find('"userName":"cora@', 1, true) ~= nil, made.body)
        local again = t.scim:send { path = "/Users/" .. made.json.id }
        t:expect("exchanges count up", again.exchange == made.exchange + 1)
        t:expect("what was sent is told", again.exchanges[1].path == "/Users/" .. made.json.id and again.exchanges[1].method == "GET")
    )"),
              "pass");
}

TEST(StoryScimSend, ChangesHeaders) {
    const auto result = play_story("okta", R"(
        t.scim:send { path = "/Users", headers = { accept = "application/json", ["X-Two"] = { "a", "b" }, Authorization = false } }
        t.scim:send { method = "POST", path = "/Users", body = "{}", content_type = "text/plain" }
        t.scim:send { method = "POST", path = "/Users", body = "{}", content_type = false, token = false }
        t:expect("done", true)
    )");
    ASSERT_EQ(outcome_of(result), "pass");
    const auto& last = result.exchanges;
    const Headers& first = last[last.size() - 3].request.headers;
    EXPECT_EQ(all_headers(first, "Accept"), std::vector<std::string>{"application/json"});
    EXPECT_EQ(all_headers(first, "X-Two"), (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(find_header(first, "Authorization"));
    EXPECT_EQ(last[last.size() - 3].response.status, 401);
    EXPECT_EQ(find_header(last[last.size() - 2].request.headers, "Content-Type"), "text/plain");
    EXPECT_FALSE(find_header(last.back().request.headers, "Content-Type"));
    EXPECT_FALSE(find_header(last.back().request.headers, "Authorization"));
}

TEST(StoryScimSend, EncodesTheQueryAndLeavesTextAlone) {
    const auto result = play_story("okta", R"(
        t.scim:send { path = "/Users", query = { filter = 'userName eq "a b"', count = 1, attributes = { "id", "meta" } } }
        t.scim:send { path = "/Users", query = "count=%zz&" }
        t:expect("done", true)
    )");
    ASSERT_EQ(outcome_of(result), "pass");
    const auto& last = result.exchanges;
    EXPECT_THAT(last[last.size() - 2].request.url,
                ::testing::EndsWith("/Users?attributes=id&attributes=meta&count=1&filter=userName%20eq%20%22a%20b%22"));
    EXPECT_THAT(last.back().request.url, ::testing::EndsWith("/Users?count=%zz&"));
}

TEST(StoryScimSend, SendsNullAndEmptyListsAndObjects) {
    const auto result = play_story("okta", R"(
        t.scim:send { method = "POST", path = "/Users", json = { a = t.json.null, b = t.json.array {}, c = t.json.object {}, d = {},
          e = t.json.array { 1, t.json.null, t.json.array() } } }
        t:expect("done", true)
    )");
    ASSERT_EQ(outcome_of(result), "pass");
    EXPECT_EQ(result.exchanges.back().request.body, R"({"a":null,"b":[],"c":{},"d":{},"e":[1,null,[]]})");
}

TEST(StoryScimSend, NamesWhatDoesNotFit) {
    EXPECT_THAT(story("t.scim:send { pth = '/' }"), HasSubstr("no field is named \"pth\"; there are method, path"));
    EXPECT_THAT(story("t.scim:send { headers = { a = 1 } }"), HasSubstr("headers: a: a text, a list of texts or false"));
    EXPECT_THAT(story("t.scim:send { query = { a = {{}} } }"), HasSubstr("query: a: a text, a number or a boolean"));
    EXPECT_THAT(story("t.scim:send { json = {}, body = '' }"), HasSubstr("one of them is the body"));
    EXPECT_THAT(story("t.scim:send { json = { 1, a = 2 } }"), HasSubstr("neither a JSON array nor an object"));
    EXPECT_THAT(story("t.json.array { a = 1 }"), HasSubstr("a list was expected"));
    EXPECT_THAT(story("t.json.object { 1 }"), HasSubstr("a table of named fields"));
}

TEST(StoryScimSend, ReachesTheOtherOrganisationToo) {
    EXPECT_EQ(story(R"(
        local other = t:second_organisation {}
        local ada = t.idp:person { given = "Ada", family = "Byron" }
        t:expect("provisioned there by its own vendor's client", other.scim:provision(ada).ok)
        t:expect("and there alone", #other.scim:find(ada).json.Resources == 1 and #t.scim:find(ada).json.Resources == 0)
    )"),
              "pass");
}

} // namespace
} // namespace idpsim::engine
