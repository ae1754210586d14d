#include "simulator/mutants/mutant.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace idpsim::mutants {
namespace {

constexpr auto nothing = [](sp::SpBehaviour&) {};
constexpr Mutant one[] = {{"m-one", "does one thing wrong", nothing}, {"m-two", "does another wrong", nothing}};
constexpr Mutant again[] = {{"m-three", "does a third wrong", nothing}, {"m-one", "has the first one's name", nothing}};

TEST(Mutants, StandOneListBehindTheOther) {
    const std::vector<Mutant> all = joined({one, std::span(again).first(1)});
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].id, "m-one");
    EXPECT_EQ(all[2].id, "m-three");
}

TEST(Mutants, OneNameIsOneMutant) {
    try {
        joined({one, again});
        FAIL() << "two of one name were taken";
    } catch (const std::logic_error& problem) {
        EXPECT_STREQ(problem.what(), "two mutants are named m-one");
    }
}

TEST(Mutants, OfTheProjectAreNamedByWhatTheyAre) {
    for (const Mutant& each : all_mutants()) { // throws when a name stands there twice
        EXPECT_TRUE(each.id.starts_with("m-") || each.id.starts_with("s-")) << each.id;
        EXPECT_FALSE(each.fault.empty() || each.plays.empty() || !each.plant) << each.id;
    }
}

} // namespace
} // namespace idpsim::mutants
