#include "src/engine/load_file.hpp"

#include "tests/engine/files.hpp"

namespace idpsim::engine {
namespace {

class LoadFile : public test::Files {
protected:
    std::string problem_of(const std::string& text) {
        const auto file = folder.write("x.lua", text);
        return problem([&] { load_file(state, file); });
    }
};

TEST_F(LoadFile, GivesTheFields) {
    EXPECT_EQ(load_file(state, folder.write("x.lua", "return { id = 'x' }")).text("id"), "x");
}

TEST_F(LoadFile, NamesFileAndLineOfWhatIsBroken) {
    EXPECT_TRUE(problem_of("return {\n  a = = 1 }").starts_with("x.lua:2: "));
    EXPECT_EQ(problem_of("local a\nreturn { b = a.c }"), "x.lua:2: attempt to index a nil value (local 'a')");
    EXPECT_EQ(problem_of("local t = {}\nlocl = t\nreturn t"),
              "x.lua:2: assignment to the undeclared global 'locl': declare it with 'local'");
    EXPECT_EQ(problem_of("return os.getenv('HOME')"), "x.lua:1: the global 'os' is not known");
    EXPECT_EQ(problem_of("return 5"), "x.lua:1: the file must return a table, it returns an integer");
    EXPECT_EQ(problem_of("local t = {} t.t = t return t"), "x.lua:1: the table contains itself (at t)");
    EXPECT_EQ(problem_of("while true do end"), "x.lua:1: the script used more than 50 million instructions");
    EXPECT_TRUE(problem([&] { load_file(state, folder.path() / "absent.lua"); }).starts_with("absent.lua: "));
    EXPECT_TRUE(problem([&] { load_file(state, folder.path()); }).ends_with("is no file that can be read"));
}

} // namespace
} // namespace idpsim::engine
