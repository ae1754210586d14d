#include "src/engine/fields.hpp"

#include "tests/engine/files.hpp"

#include <functional>

namespace idpsim::engine {
namespace {

constexpr const char* source = R"(return {
  name = "Ada",
  empty = "",
  yes = true,
  count = 3,
  list = { "a", "b" },
  mixed = { "a", 5 },
  map = { x = "1", y = "2" },
  inner = {
    deep = { wrong = 1 },
  },
  rows = { { id = "1" },
    { id = 2 } },
  f = function() end,
}
)";

class FieldsTest : public testing::Test {
protected:
    FieldsTest() : fields(*state.run_text(source, "f.lua"), "f.lua", std::make_shared<const std::string>(source)) {}

    std::string problem(const std::function<void(Fields&)>& use) {
        try {
            use(fields);
        } catch (const Failure& failure) {
            EXPECT_EQ(failure.error().fault, Fault::invalid);
            return failure.what();
        }
        return "no problem";
    }

    lua::State state;
    Fields fields;
};

TEST_F(FieldsTest, ReadsWhatIsThere) {
    EXPECT_EQ(fields.text("name"), "Ada");
    EXPECT_EQ(fields.text_or("empty", "x"), "");
    EXPECT_EQ(fields.text_or("absent", "x"), "x");
    EXPECT_EQ(fields.optional_text("absent"), std::nullopt);
    EXPECT_TRUE(fields.flag("yes", false));
    EXPECT_TRUE(fields.flag("absent", true));
    EXPECT_EQ(fields.integer("count", 0, 1, 5), 3);
    EXPECT_EQ(fields.integer("absent", 7, 1, 5), 7);
    EXPECT_EQ(fields.choice("name", {"Ada", "Bob"}, "Bob"), "Ada");
    EXPECT_EQ(fields.choice("absent", {"Ada", "Bob"}, "Bob"), "Bob");
    EXPECT_EQ(fields.texts("list"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(fields.texts("name"), std::vector<std::string>{"Ada"});
    EXPECT_TRUE(fields.texts("absent").empty());
    EXPECT_EQ(fields.text_map("map").at("y"), "2");
    EXPECT_TRUE(fields.text_map("absent").empty());
    EXPECT_EQ(fields.table("inner").table("deep").path(), "inner.deep");
    EXPECT_FALSE(fields.optional_table("absent"));
    EXPECT_EQ(fields.tables("rows").at(0).text("id"), "1");
    EXPECT_EQ(fields.named_tables("inner").at(0).first, "deep");
    EXPECT_TRUE(fields.function("f"));
    EXPECT_FALSE(fields.function("absent"));
    EXPECT_TRUE(fields.has("name"));
    EXPECT_FALSE(fields.has("absent"));
    EXPECT_TRUE(fields.raw("absent").is_nil());
}

struct Row {
    const char* what;
    void (*use)(Fields&);
    const char* expected; ///< how the message begins
};

class FieldsErrors : public FieldsTest, public testing::WithParamInterface<Row> {};

TEST_P(FieldsErrors, NameLineAndField) {
    const std::string text = problem(GetParam().use);
    EXPECT_TRUE(text.starts_with(GetParam().expected)) << GetParam().what << ": " << text;
}

constexpr Row rows[] = {
    {"missing text", [](Fields& f) { f.text("absent"); }, "f.lua:1: absent: is missing"},
    {"empty text", [](Fields& f) { f.text("empty"); }, "f.lua:3: empty: is empty"},
    {"no text", [](Fields& f) { f.text("count"); }, "f.lua:5: count: a text was expected"},
    {"no optional text", [](Fields& f) { f.optional_text("yes"); }, "f.lua:4: yes: a text was expected"},
    {"no flag", [](Fields& f) { f.flag("name", true); }, "f.lua:2: name: true or false was expected"},
    {"no number", [](Fields& f) { f.integer("name", 1, 1, 2); }, "f.lua:2: name: a whole number was expected"},
    {"too large", [](Fields& f) { f.integer("count", 1, 1, 2); }, "f.lua:5: count: 3 is not between 1 and 2"},
    {"no choice",
     [](Fields& f) {
         f.choice("name", {"Adam", "Bob"}, "");
     },
     "f.lua:2: name: \"Ada\" is none of \"Adam\", \"Bob\"; did you mean \"Adam\"?"},
    {"not texts", [](Fields& f) { f.texts("mixed"); },
     "f.lua:7: mixed: entry 2: a text was expected, there is an integer"},
    {"no list", [](Fields& f) { f.texts("map"); }, "f.lua:8: map: a list of texts was expected"},
    {"no map", [](Fields& f) { f.text_map("list"); }, "f.lua:6: list: a table of named texts was expected"},
    {"not named texts", [](Fields& f) { f.text_map("inner"); }, "f.lua:10: inner.deep: a text was expected"},
    {"missing table", [](Fields& f) { f.table("absent"); }, "f.lua:1: absent: is missing; a table was expected"},
    {"no table", [](Fields& f) { f.table("name"); }, "f.lua:2: name: a table was expected"},
    {"no tables", [](Fields& f) { f.tables("list"); }, "f.lua:6: list[1]: a table was expected, there is a text"},
    {"no named tables", [](Fields& f) { f.named_tables("map"); },
     "f.lua:8: map.x: a table was expected, there is a text"},
    {"second row", [](Fields& f) { f.tables("rows").at(1).text("id"); }, "f.lua:13: rows[2].id: a text was expected"},
    {"no function", [](Fields& f) { f.function("name"); }, "f.lua:2: name: a function was expected"},
    {"unknown",
     [](Fields& f) {
         Fields deep = f.table("inner").table("deep");
         deep.text_or("wring", "");
         deep.finish();
     },
     "f.lua:10: inner.deep.wrong: no field of that name is known here; did you mean \"wring\"?"},
    {"list entries",
     [](Fields& f) {
         Fields one = f.table("list");
         one.finish();
     },
     "f.lua:6: list: named fields were expected, there are list entries as well"},
    {"own reason", [](Fields& f) { f.fail("count", "is odd"); }, "f.lua:5: count: is odd"},
};
INSTANTIATE_TEST_SUITE_P(Rows, FieldsErrors, testing::ValuesIn(rows));

TEST(FieldsOf, NeedATable) { EXPECT_THROW(Fields(lua::Value{std::string("text")}, "f.lua", nullptr), Failure); }

} // namespace
} // namespace idpsim::engine
