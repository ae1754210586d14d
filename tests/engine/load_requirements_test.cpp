#include "src/engine/load_requirements.hpp"

#include "tests/engine/files.hpp"

namespace idpsim::engine {
namespace {

const std::string good = R"(return {
  documents = { rfc9999 = "RFC 9999" },
  requirements = {
    { name = "answered", of = "rfc9999", section = "2.1", level = "MUST", sentence = "It answers.",
      feature = "sort", reading = "at once", faults = { "mute" } },
    { name = "polite", of = "rfc9999",
      level = "SHOULD", sentence = "It says please." },
  },
}
)";

class LoadRequirements : public test::Files {
protected:
    void load(const std::string& text, const std::string& name = "scim-manners.lua") {
        load_requirements(state, folder.write(name, text), rows, clauses);
    }
    std::string problem_of(const std::string& from, const std::string& to) {
        rows.clear();
        clauses.clear();
        return problem([&] { load(test::with(good, from, to)); });
    }
    std::vector<Requirement> rows;
    Clauses clauses;
};

TEST_F(LoadRequirements, MakesEachRowACheckWithItsClause) {
    load(good);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].topic, "scim-manners");
    EXPECT_EQ(rows[0].check, "scim.rfc.answered");
    EXPECT_EQ(rows[0].clause, "rfc9999-2.1-answered");
    EXPECT_EQ(rows[0].feature, "sort");
    EXPECT_EQ(rows[0].reading, "at once");
    EXPECT_EQ(rows[0].line, 4u);
    EXPECT_EQ(rows[1].line, 6u);
    EXPECT_EQ(rows[0].faults, std::vector<std::string>{"mute"});
    EXPECT_FALSE(rows[0].is_attack());
    EXPECT_EQ(clauses.at("rfc9999-2.1-answered").document, "RFC 9999");
    EXPECT_EQ(clauses.at("rfc9999-polite").level, "SHOULD");
    EXPECT_EQ(find_requirement(rows, "scim-manners", "polite"), &rows[1]);
    EXPECT_EQ(find_requirement(rows, "scim-manners", "rude"), nullptr);
    EXPECT_EQ(find_requirement(rows, "other", "polite"), nullptr);
}

TEST_F(LoadRequirements, ReadsAttacksWithTheirOutcome) {
    load(test::with(test::with(good, "return {", "return { family = 'attack',"), "section = \"2.1\",", "section = \"2.1\", must = \"survive\","));
    EXPECT_EQ(rows[0].check, "scim.attack.answered");
    EXPECT_EQ(rows[0].must, "survive");
    EXPECT_EQ(rows[1].must, "refuse");
}

TEST_F(LoadRequirements, NamesLineAndFieldOfWhatIsBroken) {
    EXPECT_TRUE(problem_of("\"polite\"", "\"answered\"").starts_with("scim-manners.lua:6: requirements[2].name: \"answered\" is there twice"));
    EXPECT_TRUE(problem_of("of = \"rfc9999\",\n", "of = \"rfc9998\",\n").starts_with("scim-manners.lua:6: requirements[2].of: \"rfc9998\" is none"));
    EXPECT_TRUE(problem_of("level = \"SHOULD\"", "level = \"OUGHT\"").starts_with("scim-manners.lua:7: requirements[2].level"));
    EXPECT_TRUE(problem_of("\"sort\"", "\"sorting\"").starts_with("scim-manners.lua:5: requirements[1].feature"));
    EXPECT_TRUE(problem_of("reading", "raeding").starts_with("scim-manners.lua:5: requirements[1].raeding"));
    EXPECT_TRUE(problem_of("feature = \"sort\"", "must = \"refuse\"").starts_with("scim-manners.lua:5: requirements[1].must"));
}

} // namespace
} // namespace idpsim::engine
