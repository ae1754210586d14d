#include "src/core/random.hpp"

#include <gmock/gmock.h>

#include <set>

namespace idpsim {
namespace {

TEST(Random, SeedAndNameGiveTheStream) {
    Random a(7, "case/one"), same(7, "case/one"), other_name(7, "case/two"), other_seed(8, "case/one");
    const std::uint64_t first = a.next();
    EXPECT_EQ(first, same.next());
    EXPECT_NE(first, other_name.next());
    EXPECT_NE(first, other_seed.next());
}

TEST(Random, IsTheSameStreamOnEveryMachine) {
    // From a separate implementation of FNV-1a, splitmix64 and xoshiro256**.
    EXPECT_EQ(Random(1, "golden").hex(16), "cceaeebf16407a33");
}

TEST(Random, BelowStaysBelowAndReachesEveryValue) {
    Random random(1, "below");
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random.below(10));
    EXPECT_EQ(seen.size(), 10u);
    EXPECT_EQ(*seen.rbegin(), 9u);
    EXPECT_EQ(random.below(1), 0u);
}

TEST(Random, PicksFromTheAlphabet) {
    Random random(1, "pick");
    EXPECT_THAT(random.pick("ab", 64), testing::MatchesRegex("[ab]{64}"));
    EXPECT_EQ(random.pick("ab", 0), "");
    EXPECT_THAT(random.hex(33), testing::MatchesRegex("[0-9a-f]{33}"));
    EXPECT_THAT(random.token(), testing::MatchesRegex("[0-9A-Za-z]{32}"));
}

TEST(Random, UuidsAreOfVersionFour) {
    Random random(1, "uuid");
    for (int i = 0; i < 100; ++i)
        EXPECT_THAT(random.uuid(),
                    testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
}

TEST(Random, TheSystemsStreamsDiffer) { EXPECT_NE(Random::from_system().token(), Random::from_system().token()); }

} // namespace
} // namespace idpsim
