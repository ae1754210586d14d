/// Octets and requests at once of a scenario's own: `t.scim:raw`, `t.scim:send_all`.
#include "tests/engine/stories.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

using ::testing::HasSubstr;
using test::outcome_of;
using test::play_story;

std::string story(const std::string& body) { return outcome_of(play_story("okta", body)); }

TEST(StoryScimRaw, MeetsTheServerThatIdpsimSpRuns) {
    EXPECT_EQ(story(R"(
        local step = t.scim:raw { octets = "GET {path}/Users?count=1 HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n" }
        t:expect("answered", step.status == 200 and step.json.totalResults == 0 and not step.closed, step.body)
        t:expect("locations are the configured ones", step.headers["Content-Type"] == "application/scim+json")
        step = t.scim:raw { octets = "GET / HTTP/1.1\r\n\r\n", until_closed = true }
        t:expect("a broken request is refused and the connection ends", step.status == 400 and step.closed)
        step = t.scim:raw { octets = { "GET / HTTP/1.1\r\nHost: {host}\r\n", { text = "A: b\r\n", times = 500, pause = 0.01 } }, until_closed = true, server_limit = 0.05 }
        t:expect("a drip is given up", step.status == 408 and step.seconds < 3, step.seconds)
    )"),
              "pass");
}

TEST(StoryScimRaw, TheTokenStaysOutOfTheRecord) {
    const auto result = play_story("okta", R"(
        t.scim:raw { octets = "GET {path}/Users?access_token={token} HTTP/1.1\r\nHost: {host}\r\nX-Copy: {token}\r\n\r\n{token}" }
        t:expect("there is a token", #t.scim.token >= 8)
    )");
    ASSERT_EQ(outcome_of(result), "pass");
    const Exchange& last = result.exchanges.back();
    EXPECT_EQ(last.request.method, "GET");
    EXPECT_THAT(last.request.url, HasSubstr("access_token=[masked]"));
    EXPECT_EQ(find_header(last.request.headers, "X-Copy"), "[masked]");
    EXPECT_EQ(last.request.body, "[masked]");
}

TEST(StoryScimRaw, NamesWhatDoesNotFit) {
    EXPECT_THAT(story("t.scim:raw { octets = 'x', pth = 1 }"), HasSubstr("no field is named \"pth\""));
    EXPECT_THAT(story("t.scim:raw {}"), HasSubstr("a table with octets was expected"));
    EXPECT_THAT(story("t.scim:raw { octets = { { times = 2 } } }"), HasSubstr("{ text =, times =, pause = } was expected"));
    EXPECT_THAT(story("t.scim:raw { octets = 'x', server_limit = -1 }"), HasSubstr("server_limit: a number from"));
}

TEST(StoryScimSendAll, GivesTheStepsInTheirOrder) {
    EXPECT_EQ(story(R"(
        local one = { schemas = { "urn:ietf:params:scim:schemas:core:2.0:User" }, userName = "cora@" .. t.email_domain }
        local steps = t.scim:send_all { { method = "POST", path = "/Users", json = one }, { path = "/Nothing" }, { method = "POST", path = "/Users", json = one } }
        t:expect("three steps", #steps == 3)
        t:expect("one of the two creations", steps[1].status == 201 and steps[3].status == 409, steps[1].status .. " " .. steps[3].status)
        t:expect("each with its own answer", steps[2].status == 404 and steps[2].exchanges[1].path == "/Nothing")
        t:expect("none of none", #t.scim:send_all {} == 0)
    )"),
              "pass");
}

} // namespace
} // namespace idpsim::engine
