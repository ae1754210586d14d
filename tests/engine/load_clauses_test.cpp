#include "src/engine/load_clauses.hpp"

#include "tests/engine/files.hpp"

namespace idpsim::engine {
namespace {

const std::string good = R"(return {
  document = "RFC 9999",
  clauses = {
    { id = "rfc9999-1-a", section = "1", level = "MUST", sentence = "It works." },
    { id = "rfc9999-1-b", section = "1",
      level = "SHOULD", sentence = "It works well." },
  },
}
)";

class LoadClauses : public test::Files {
protected:
    std::string problem_of(const std::string& text) {
        const auto file = folder.write("c.lua", text);
        Clauses into;
        return problem([&] { load_clauses(state, file, into); });
    }
};

TEST_F(LoadClauses, ReadsEachClause) {
    Clauses into;
    load_clauses(state, folder.write("c.lua", good), into);
    ASSERT_EQ(into.size(), 2u);
    const conformance::ClauseInfo& clause = into.at("rfc9999-1-b");
    EXPECT_EQ(clause.document, "RFC 9999");
    EXPECT_EQ(clause.section, "1");
    EXPECT_EQ(clause.level, "SHOULD");
    EXPECT_EQ(clause.sentence, "It works well.");
}

TEST_F(LoadClauses, NamesLineAndFieldOfWhatIsBroken) {
    EXPECT_TRUE(
        problem_of(test::with(good, "-b", "-a")).starts_with("c.lua:5: clauses[2].id: \"rfc9999-1-a\" is there twice"));
    EXPECT_TRUE(problem_of(test::with(good, "\"SHOULD\"", "\"SHALL\""))
                    .starts_with("c.lua:6: clauses[2].level: \"SHALL\" is none of"));
    EXPECT_TRUE(
        problem_of(test::with(good, "level = \"SHOULD\", ", "")).starts_with("c.lua:5: clauses[2].level: is missing"));
    EXPECT_TRUE(problem_of(test::with(good, "sentence = \"It works well.\"", ""))
                    .starts_with("c.lua:5: clauses[2].sentence: is missing"));
    EXPECT_TRUE(problem_of(test::with(good, "section = \"1\", level", "sektion = \"1\", level"))
                    .starts_with("c.lua:4: clauses[1].section"));
    EXPECT_TRUE(
        problem_of(test::with(good, "document = \"RFC 9999\",", "")).starts_with("c.lua:1: document: is missing"));
    EXPECT_TRUE(
        problem_of(test::with(good, "document", "title = 'x', document")).starts_with("c.lua:2: title: no field"));
}

TEST_F(LoadClauses, RefusesAnIdOfAnotherFile) {
    Clauses into;
    load_clauses(state, folder.write("c.lua", good), into);
    const auto second = folder.write("d.lua", good);
    EXPECT_TRUE(problem([&] { load_clauses(state, second, into); }).starts_with("d.lua:4: clauses[1].id"));
}

} // namespace
} // namespace idpsim::engine
