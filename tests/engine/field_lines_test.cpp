#include "src/engine/field_lines.hpp"

#include <gtest/gtest.h>

namespace idpsim::engine {
namespace {

constexpr std::string_view file = R"(-- title = "in a comment"
--[==[ title = "in a long
comment" ]==]
local shared = {
  depth = 1,
}
local function helper(t)
  local title = "in a body"
  return { title = title }
end
return {
  id = "x", text = [[ title = "in a text" ]],
  title = "the one",
  saml = {
    title = "deeper",
    list = { "a", "b",
      "c" },
    ["dotted.name"] = { a = 1,
      b = 2 },
  },
  shared = shared,
  run = function(t) if t then for i = 1, 2 do end end return { early = 1 } end,
  claims = {
    { id = "one",
      idps = 1 },
    { id = "two",
      sentence = "s",
      idps = 2 },
    { sentence = "no id" },
  },
}
)";

struct Row {
    const char* path;
    std::size_t line;
};

class FieldLines : public testing::TestWithParam<Row> {};

TEST_P(FieldLines, AreFound) { EXPECT_EQ(field_line(file, GetParam().path), GetParam().line) << GetParam().path; }

INSTANTIATE_TEST_SUITE_P(Rows, FieldLines,
                         testing::Values(Row{"", 1}, Row{"title", 13}, Row{"id", 12}, Row{"text", 12}, Row{"saml", 14},
                                         Row{"saml.title", 15}, Row{"saml.list[3]", 17}, Row{"saml.dotted.name.b", 19},
                                         Row{"shared.depth", 5}, Row{"shared", 21}, Row{"run", 22},
                                         Row{"claims[1].idps", 25}, Row{"claims[2].idps", 28}, Row{"claims[2]", 26},
                                         // What is missing is missed where it should stand.
                                         Row{"saml.nothing", 14}, Row{"claims[3].id", 29},
                                         Row{"claims[3].id.deeper", 29}, Row{"nothing", 1}));

TEST(FieldLinesOfAStory, FollowAssignmentsToTheTable) {
    constexpr std::string_view story = "local story = {\n  id = 'x',\n}\nstory.limits = {\n  memory_mb = 0 }\n"
                                       "function story.run(t)\n  local id = 1\nend\nreturn story\n";
    EXPECT_EQ(field_line(story, "id"), 2u);
    EXPECT_EQ(field_line(story, "limits.memory_mb"), 5u);
    EXPECT_EQ(field_line(story, "run"), 6u);
}

TEST(FieldLinesOfBrokenText, AreHarmless) {
    for (const char* text : {"", "{", "return {", "return { a = ", "return { a = \"", "return { [", "--[[", "[==[",
                             "'\\", "}}}}", "end end"})
        EXPECT_EQ(field_line(text, "a[1].b"), 1u) << text;
    EXPECT_EQ(field_line("return { a = { a = 1 } }", "a]["), 1u);
    EXPECT_EQ(field_line("local a = { b = a }\nreturn a", std::string(1000, 'b')), 1u);
}

} // namespace
} // namespace idpsim::engine
