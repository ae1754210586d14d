#include "tests/engine/stories.hpp"

#include <gtest/gtest.h>

namespace idpsim::engine {
namespace {

TEST(Explain, StandsBesideTheFindingMadeLast) {
    const auto result = test::play_story("okta", "t:expect('first', true) t:expect('second', true) t:explain('Enter the other URL.') t:explain('Then try again.')");
    ASSERT_EQ(result.findings.size(), 2u);
    EXPECT_EQ(result.findings[0].explanation, "");
    EXPECT_EQ(result.findings[1].explanation, "Enter the other URL.\n\nThen try again.");
    EXPECT_EQ(result.verdict, conformance::Verdict::pass);
}

TEST(Explain, NeedsAFinding) {
    const auto result = test::play_story("okta", "t:explain('of nothing')");
    EXPECT_EQ(result.verdict, conformance::Verdict::error);
    EXPECT_NE(result.reason.find("nothing was judged yet"), std::string::npos) << result.reason;
}

} // namespace
} // namespace idpsim::engine
