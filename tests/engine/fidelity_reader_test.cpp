#include "src/engine/fidelity_reader.hpp"

#include "src/engine/load_file.hpp"
#include "tests/engine/files.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

using ::testing::HasSubstr;

const std::string good = R"lua(return {
  fidelity = {
    { at = "/Response/@*", root = "Response", years = "2015..2018", edited = true,
      recorded = "xmlns:a, {}", made = "{}, xmlns:a", because = "[capture] they stood first" },
  },
  other_products = { { issuer = "Other*", because = "[doc] another product" } },
})lua";

class FidelityFile : public test::Files {
protected:
    idp::Profile load(const std::string& text) {
        Fields fields = load_file(state, folder.write("fidelity.lua", text));
        idp::Profile out;
        read_fidelity(fields, out);
        fields.finish();
        return out;
    }
    std::string problem_with(const std::string& from, const std::string& to) {
        return problem([&] { load(test::with(good, from, to)); });
    }
    std::pair<int, int> years(const std::string& text) {
        const idp::KnownDifference one = load(test::with(good, "2015..2018", text)).fidelity.at(0);
        return {one.since.value_or(0), one.until.value_or(0)};
    }
};

TEST_F(FidelityFile, ReadsWhatItSays) {
    const idp::Profile read = load(good);
    ASSERT_EQ(read.fidelity.size(), 1u);
    const idp::KnownDifference& one = read.fidelity[0];
    EXPECT_EQ(one.at, "/Response/@*");
    EXPECT_EQ(one.root, "Response");
    EXPECT_EQ(one.recorded, "xmlns:a, {}");
    EXPECT_EQ(one.made, "{}, xmlns:a");
    EXPECT_TRUE(one.edited);
    EXPECT_EQ(one.because, "[capture] they stood first");
    ASSERT_EQ(read.other_products.size(), 1u);
    EXPECT_EQ(read.other_products[0].issuer, "Other*");
}

TEST_F(FidelityFile, YearsAreOneOrAStretch) {
    EXPECT_EQ(years("2015..2018"), std::pair(2015, 2018));
    EXPECT_EQ(years("2013"), std::pair(2013, 2013));
    EXPECT_EQ(years("..2019"), std::pair(0, 2019));
    EXPECT_EQ(years("2020.."), std::pair(2020, 0));
    for (const char* wrong : {"2018..2015", "long ago", "20", "2015...2018", "2015-2018"})
        EXPECT_THAT(problem_with("2015..2018", wrong), HasSubstr("years: ")) << wrong;
}

TEST_F(FidelityFile, AnExplanationOfEveryPlaceIsRefused) {
    for (const char* any : {"*", "**", "*/*", "/*", "*/@*"})
        EXPECT_THAT(problem_with("/Response/@*", any), HasSubstr("fidelity.lua:3: fidelity[1].at: \"" + std::string(any) + "\" fits every place"));
}

TEST_F(FidelityFile, AnExplanationOfWhateverStandsThereIsRefused) {
    EXPECT_THAT(problem_with(R"(recorded = "xmlns:a, {}")", R"(recorded = "*")"), HasSubstr("recorded: \"*\" fits anything"));
    EXPECT_THAT(problem_with(R"(made = "{}, xmlns:a")", R"(made = "*, *")"), HasSubstr("made: \"*, *\" fits anything"));
    EXPECT_THAT(problem_with(R"(made = "{}, xmlns:a",)", ""), HasSubstr("made"));
    EXPECT_THAT(problem_with(R"(recorded = "xmlns:a, {}",)", ""), HasSubstr("recorded"));
}

TEST_F(FidelityFile, BothSidesShareATextOrNoneDoes) {
    EXPECT_THAT(problem_with("{}, xmlns:a", "xmlns:a"), HasSubstr("{} stands in both sides or in none"));
    EXPECT_THAT(problem_with("xmlns:a, {}", "{}, xmlns:a"), HasSubstr("both sides are the same"));
}

TEST_F(FidelityFile, AReasonIsNeeded) {
    EXPECT_THAT(problem_with(R"(because = "[capture] they stood first")", ""), HasSubstr("because"));
    EXPECT_THAT(problem_with(R"(issuer = "Other*")", R"(issuer = "*")"), HasSubstr("it fits every issuer"));
}

} // namespace
} // namespace idpsim::engine
