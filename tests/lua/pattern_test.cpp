#include "src/core/random.hpp"
#include "src/lua/handles.hpp"
#include "src/lua/state.hpp"

#include <gtest/gtest.h>

namespace idpsim::lua {
namespace {

/// What the expression gives, its results joined by "|"; an error's detail behind "!".
std::string eval(const std::string& expression) {
    State state;
    const auto result =
        state.run_text("local r = table.pack(" + expression +
                           ")\nfor i = 1, r.n do r[i] = tostring(r[i]) end return table.concat(r, '|', 1, r.n)",
                       "p.lua");
    return result.has_error() ? "!" + result.error().detail : *result->text();
}

struct Row {
    const char* expression;
    const char* expected;
};

class Patterns : public testing::TestWithParam<Row> {};

/// The expectations are those of Lua 5.4's own library.
TEST_P(Patterns, GiveWhatLuaGives) {
    EXPECT_EQ(eval(GetParam().expression), GetParam().expected) << GetParam().expression;
}

constexpr Row find_rows[] = {
    {"('hello world'):find('wor')", "7|9"},
    {"('hello'):find('')", "1|0"},
    {"('hello'):find('', 6)", "6|5"},
    {"('hello'):find('', 7)", "nil"},
    {"('hello'):find('l', -2)", "4|4"},
    {"('hello'):find('h', -100)", "1|1"},
    {"('a.b'):find('.', 2, true)", "2|2"},
    {"('a.b'):find('%.')", "2|2"},
    {"('hello'):find('xyz')", "nil"},
    {"('key = value'):find('^(%w+)%s*=%s*(%w+)$')", "1|11|key|value"},
    {"('  trim me '):match('^%s*(.-)%s*$')", "trim me"},
    {"('2026-11-24'):match('(%d+)-(%d+)-(%d+)')", "2026|11|24"},
    {"('abc'):match('()b()')", "2|3"},
    {"('aXb'):match('%u')", "X"},
    {"('f(a(b)c)d'):match('%b()')", "(a(b)c)"},
    {"('THE (quick) fox'):find('%f[%a]%a+%f[%A]')", "1|3"},
    {"('x=\"y\"'):match('([\"\\'])(.-)%1')", "\"|y"},
    {"('abc'):match('[a-b]+')", "ab"},
    {"('a-b'):match('[a%-]+')", "a-"},
    {"('a]b'):match('[]]')", "]"},
    {"('abc'):match('[^a]+')", "bc"},
    {"('aaa'):match('a-')", ""},
    {"('aaab'):match('a-b')", "aaab"},
    {"('color colour'):gsub('colou?r', 'x')", "x x|2"},
    {"('abc'):match('b$')", "nil"},
    {"('a$'):match('a$$')", "a$"},
    {"#('a\\0'):match('%z'), ('\\0a'):find('a')", "1|2|2"},
};
INSTANTIATE_TEST_SUITE_P(Find, Patterns, testing::ValuesIn(find_rows));

constexpr Row gsub_rows[] = {
    {"('hello world'):gsub('o', '0')", "hell0 w0rld|2"},
    {"('hello'):gsub('', '-')", "-h-e-l-l-o-|6"},
    {"('hello'):gsub('l', '%0%0', 1)", "helllo|1"},
    {"('a b'):gsub('(%w) (%w)', '%2 %1')", "b a|1"},
    {"('abc'):gsub('%w', {a = '1', b = true and 'two'})", "1twoc|3"},
    {"('abc'):gsub('b', function(x) return x:upper() end)", "aBc|1"},
    {"('abc'):gsub('b', function() end)", "abc|1"},
    {"('abc'):gsub('^a', 'x')", "xbc|1"},
    {"('100'):gsub('%d', '%%')", "%%%|3"},
    {"('abc'):gsub('b', '%2')", "!invalid capture index %2"},
    {"('abc'):gsub('b', '%x')", "!invalid use of '%' in replacement string"},
    {"('abc'):gsub('b', function() return {} end)", "!invalid replacement value (a table)"},
    {"('abc'):gsub('b', 5)", "a5c|1"},
    {"('abc def'):gsub('%f[%w]%w', string.upper)", "Abc Def|2"},
};
INSTANTIATE_TEST_SUITE_P(Gsub, Patterns, testing::ValuesIn(gsub_rows));

constexpr Row broken_rows[] = {
    {"('a'):find('%')", "!malformed pattern (ends with '%')"},
    {"('a'):find('[a')", "!malformed pattern (missing ']')"},
    {"('a'):find('[a%')", "!malformed pattern (missing ']')"},
    {"('a'):find('%b')", "!malformed pattern (missing arguments to '%b')"},
    {"('a'):find('%f')", "!missing '[' after '%f' in pattern"},
    {"('a'):find('(a')", "!unfinished capture"},
    {"('a'):find('(a))')", "!invalid pattern capture"},
    {"('a'):find('%1')", "!invalid capture index in pattern"},
    {"('a'):rep(40):find(('(a)'):rep(33))", "!too many captures"},
    {"('a'):rep(300):find(('a?'):rep(300))", "!pattern too complex"},
};
INSTANTIATE_TEST_SUITE_P(Broken, Patterns, testing::ValuesIn(broken_rows));

TEST(Gmatch, GivesEveryMatchOnce) {
    State state;
    const auto result =
        state.run_text("local out = {}\nfor k, v in ('a=1, b=2'):gmatch('(%w)=(%w)') do out[#out + 1] = k .. v end\n"
                       "for w in ('one two'):gmatch('%a*') do out[#out + 1] = '<' .. w .. '>' end\n"
                       "return table.concat(out, ' ')",
                       "p.lua");
    EXPECT_EQ(*result.value().text(), "a1 b2 <one> <two>");
}

// --- the same as Lua's own library, on patterns that nobody thought of ---

constexpr const char* probe = R"(return function(s, p)
  local out = {}
  local function note(...)
    local r = table.pack(pcall(...))
    if not r[1] then out[#out + 1] = "error" return end
    for i = 2, r.n do out[#out + 1] = tostring(r[i]) end
  end
  note(string.find, s, p)
  note(string.match, s, p, -3)
  note(string.gsub, s, p, "<%0>")
  note(string.gsub, s, p, "%1", 2)
  note(function() local n = "" for a, b in string.gmatch(s, p) do n = n .. tostring(a) .. tostring(b) .. ";" end return n end)
  return table.concat(out, "|")
end)";

/// Lua's own library, without the sandbox.
class PlainLua {
public:
    PlainLua() : state_(luaL_newstate()) {
        luaL_openlibs(state_.get());
        if (luaL_dostring(state_.get(), probe) != LUA_OK) throw std::logic_error("the probe does not compile");
    }
    std::string ask(const std::string& subject, const std::string& pattern) {
        lua_State* state = state_.get();
        const StackGuard guard(state);
        lua_pushvalue(state, 1);
        lua_pushlstring(state, subject.data(), subject.size());
        lua_pushlstring(state, pattern.data(), pattern.size());
        if (lua_pcall(state, 2, 1, 0) != LUA_OK) return "failed";
        return lua_tostring(state, -1);
    }

private:
    LuaState state_;
};

TEST(PatternsLikeLua, GiveTheSameOnRandomPatterns) {
    PlainLua plain;
    State state;
    const auto ours = state.run_text(probe, "probe.lua");
    Random random(1, "patterns");
    for (int round = 0; round < 5'000; ++round) {
        const std::string subject = random.pick("aab1. (])-", random.below(12));
        std::string pattern;
        for (std::uint64_t items = 1 + random.below(5); items > 0; --items) {
            static constexpr const char* pieces[] = {"a",     "b",   ".", "%a", "%D", "[ab]", "[^a]", "[a-b]",
                                                     "[%d.]", "[]]", "(", ")",  "()", "%1",   "%b()", "%f[%a]",
                                                     "%%",    "^",   "$", "[",  "%",  "-",    "1",    "]"};
            pattern += pieces[random.below(std::size(pieces))];
            pattern += random.pick("*+-?      ", 1);
            if (pattern.back() == ' ') pattern.pop_back();
        }
        const auto answer = state.call(*ours->function(), {{subject}, {pattern}});
        ASSERT_TRUE(answer) << describe(answer.error());
        ASSERT_EQ(*answer->text(), plain.ask(subject, pattern))
            << "subject '" << subject << "' pattern '" << pattern << "'";
    }
}

} // namespace
} // namespace idpsim::lua
