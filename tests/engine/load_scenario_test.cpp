#include "src/engine/load_scenario.hpp"

#include "tests/engine/files.hpp"

namespace idpsim::engine {
namespace {

const std::string good = R"(local story = {
  id = "jit/first-login", claim = "jit-create",
  title = "The first login creates the account",
  refs = { "saml-profiles-4.1.4.2-f1" },
  needs = { "sp.acs", "sp.accounts" },
  tags = { "jit" },
  parameters = { "a", "b" },
  idps = { "okta", "with-scim" },
  limits = { instructions = 1000000, memory_mb = 32,
    wall_ms = 2000 },
}
function story.run(t)
  error("listing must not run it")
end
return story
)";

class LoadScenario : public test::Files {
protected:
    Scenario load(const std::string& text, const std::string& name = "jit/first-login.lua") {
        return load_scenario(state, folder.path(), folder.write(name, text));
    }
    std::string problem_of(const std::string& text, const std::string& name = "jit/first-login.lua") {
        return problem([&] { load(text, name); });
    }
};

TEST_F(LoadScenario, ReadsTheDeclarationWithoutRunningIt) {
    const Scenario read = load(good);
    EXPECT_EQ(read.id, "jit/first-login");
    EXPECT_EQ(read.title, "The first login creates the account");
    EXPECT_EQ(read.claims, std::vector<std::string>{"jit-create"});
    EXPECT_EQ(read.refs, std::vector<std::string>{"saml-profiles-4.1.4.2-f1"});
    EXPECT_EQ(read.needs, (std::vector<std::string>{"sp.acs", "sp.accounts"}));
    EXPECT_EQ(read.tags, std::vector<std::string>{"jit"});
    EXPECT_EQ(read.parameters, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(read.idps, (std::vector<std::string>{"okta", "with-scim"}));
    EXPECT_EQ(read.limits.instructions, 1'000'000);
    EXPECT_EQ(read.limits.memory, 32u << 20);
    EXPECT_EQ(read.limits.wall, std::chrono::seconds(2));
    EXPECT_EQ(read.file, folder.path() / "jit/first-login.lua");
}

TEST_F(LoadScenario, ReadsTheLibrariesThatItUses) {
    folder.write("library/tools.lua", "return { answer = 42 }");
    const Scenario read = load(test::with(good, "tags =", "uses = \"tools\", tags ="));
    EXPECT_EQ(read.uses, std::vector<std::string>{"tools"});
    ASSERT_EQ(read.libraries.size(), 1u);
    EXPECT_EQ(*read.libraries[0], "return { answer = 42 }");
    EXPECT_NE(problem_of(test::with(good, "tags =", "uses = \"tolls\", tags =")).find("uses: "), std::string::npos);
    EXPECT_NE(problem_of(test::with(good, "tags =", "uses = \"../secret\", tags =")).find("is no name of a library"), std::string::npos);
}

TEST_F(LoadScenario, HasDefaults) {
    const Scenario read = load("return { id = 'x', title = 'X', run = function() end }", "x.lua");
    EXPECT_TRUE(read.claims.empty());
    EXPECT_TRUE(read.idps.empty());
    EXPECT_EQ(read.limits.instructions, lua::Limits().instructions);
}

TEST_F(LoadScenario, NamesLineAndFieldOfWhatIsBroken) {
    const std::string name = "jit/first-login.lua";
    EXPECT_EQ(problem_of(good, "jit/other.lua"),
              "jit/other.lua:2: id: \"jit/first-login\" must be the file's place, \"jit/other\"");
    EXPECT_TRUE(problem_of(test::with(good, "id = \"jit/first-login\",", "")).starts_with(name + ":1: id: is missing"));
    EXPECT_TRUE(problem_of(test::with(good, "\"The first login creates the account\"", "\"\""))
                    .starts_with(name + ":3: title: is empty"));
    EXPECT_TRUE(problem_of(test::with(good, "{ \"sp.acs\"", "{ 5"))
                    .starts_with(name + ":5: needs: entry 1: a text was expected"));
    EXPECT_TRUE(problem_of(test::with(good, "tags", "tgas")).starts_with(name + ":6: tgas: no field of that name"));
    EXPECT_TRUE(problem_of(test::with(good, "tags", "tgas")).ends_with("did you mean \"tags\"?"));
    EXPECT_TRUE(problem_of(test::with(good, "wall_ms = 2000", "wall_ms = 0"))
                    .starts_with(name + ":10: limits.wall_ms: 0 is not between"));
    EXPECT_TRUE(problem_of(test::with(good, "memory_mb", "memory"))
                    .starts_with(name + ":9: limits.memory: no field of that name"));
    EXPECT_TRUE(problem_of(test::with(good, "function story.run(t)", "local function run(t)"))
                    .starts_with(name + ":1: run: is missing"));
    EXPECT_TRUE(problem_of(test::with(good, "return story", "story.run = 'x'\nreturn story"))
                    .starts_with(name + ":12: run: a function was expected"));
}

} // namespace
} // namespace idpsim::engine
