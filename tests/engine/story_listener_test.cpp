/// `t.scim:listen()`, and how long a request of our own is told to have taken.
#include "tests/engine/stories.hpp"

#include <gtest/gtest.h>

namespace idpsim::engine {
namespace {

using test::outcome_of;
using test::play_story;

TEST(StoryListener, CountsWhoComes) {
    EXPECT_EQ(outcome_of(play_story("okta", R"(
        local listener = t.scim:listen()
        t:expect("a place on this machine", listener.url:find("^http://127%.0%.0%.1:%d+/$") ~= nil, listener.url)
        t:expect("nobody came", listener.visits == 0, listener.visits)
        local other = t.scim:listen()
        t:expect("each its own", other.url ~= listener.url)
    )")),
              "pass");
}

TEST(StoryScimSend, TakesALimitOfWholeSeconds) {
    EXPECT_EQ(outcome_of(play_story("okta", "local step = t.scim:send { path = '/Users', limit = 61 } t:expect('at "
                                            "once', step.status == 200 and step.seconds < 30, step.seconds)")),
              "pass");
    EXPECT_NE(outcome_of(play_story("okta", "t.scim:send { limit = 0 }")).find("limit: whole seconds from 1 to 600"),
              std::string::npos);
}

} // namespace
} // namespace idpsim::engine
