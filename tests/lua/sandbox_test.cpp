#include "src/lua/state.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace idpsim::lua {
namespace {

/// Small limits, so that a test of a limit is quick.
Limits small() { return {3'000'000, 8u << 20, std::chrono::seconds(20)}; }

Error error_of(const Result<Value>& result) {
    EXPECT_TRUE(result.has_error());
    return result.has_error() ? result.error() : Error{};
}

Error run_and_fail(const std::string& text, Limits limits = small()) {
    State state(limits);
    return error_of(state.run_text(text, "case.lua"));
}

std::string run_to_text(const std::string& text) {
    State state(small());
    const auto result = state.run_text(text, "case.lua");
    if (result.has_error()) return "error: " + describe(result.error());
    return result->text() ? *result->text() : std::string(type_name(*result));
}

TEST(Sandbox, WithholdsWhatReachesOutside) {
    for (const char* name :
         {"io",       "os",          "debug",           "package",        "coroutine",   "require",      "dofile",
          "loadfile", "load",        "loadstring",      "collectgarbage", "print",       "warn",         "_G",
          "_VERSION", "math.random", "math.randomseed", "string.dump",    "string.pack", "string.unpack"}) {
        const std::string word = name;
        const std::size_t dot = word.find('.');
        if (dot == std::string::npos) {
            const Error error = run_and_fail("return " + word);
            EXPECT_EQ(error.fault, Fault::script) << word;
            EXPECT_EQ(error.where, "case.lua:1") << word;
            EXPECT_NE(error.detail.find("the global '" + word + "' is not known"), std::string::npos) << error.detail;
        } else {
            EXPECT_EQ(run_to_text("return " + word), "nil") << word;
        }
    }
}

TEST(Sandbox, KeepsWhatIsSafe) {
    EXPECT_EQ(run_to_text("return table.concat({'a', ('b'):upper(), tostring(math.max(1, 2)), utf8.char(228)}, ' ')"),
              "a B 2 ä");
    EXPECT_EQ(run_to_text("return select(2, pcall(error, 'x'))"), "x");
    EXPECT_EQ(run_to_text("return select(2, xpcall(error, function(m) return m .. '!' end, 'x'))"), "x!");
    EXPECT_EQ(run_to_text("local t = setmetatable({}, {__index = function(_, k) return k end}) return t.name"), "name");
}

TEST(Sandbox, RefusesBytecode) {
    const Error error = run_and_fail("\x1bLua\x54");
    EXPECT_EQ(error.fault, Fault::script);
    EXPECT_NE(error.detail.find("binary"), std::string::npos) << error.detail;
}

TEST(Sandbox, NamesFileAndLineOfASyntaxError) {
    const Error error = run_and_fail("local a = 1\nlocal b = = 2\n");
    EXPECT_EQ(error.fault, Fault::script);
    EXPECT_EQ(error.where, "case.lua:2");
}

TEST(Sandbox, KeepsLongFileNamesWhole) {
    const std::string name = "/" + std::string(150, 'd') + "/story.lua";
    State state;
    EXPECT_EQ(error_of(state.run_text("\nerror('x')", name)).where, name + ":2");
    EXPECT_EQ(error_of(state.run_text("\nerror('x')", name)).detail, "x");
    EXPECT_EQ(error_of(state.run_text("\n\n= 1", name)).where, name + ":3");
}

TEST(Sandbox, SuggestsTheNearestGlobal) {
    EXPECT_EQ(run_and_fail("return tostrin(1)").detail, "the global 'tostrin' is not known; did you mean 'tostring'?");
}

TEST(Sandbox, RefusesUndeclaredGlobals) {
    const Error error = run_and_fail("local a = 1\nb = 2\nreturn a");
    EXPECT_EQ(error.where, "case.lua:2");
    EXPECT_EQ(error.detail, "assignment to the undeclared global 'b': declare it with 'local'");
    EXPECT_EQ(run_and_fail("function helper() end").where, "case.lua:1");
}

TEST(Sandbox, GivesEachFileItsOwnEnvironment) {
    State state;
    ASSERT_TRUE(state.run_text("rawset(_ENV, 'leak', 1)", "first.lua"));
    EXPECT_NE(error_of(state.run_text("return leak", "second.lua")).detail.find("'leak' is not known"),
              std::string::npos);
}

TEST(Sandbox, ProtectsTheLibraries) {
    EXPECT_EQ(run_and_fail("string.upper = nil").detail, "the library 'string' cannot be changed");
    EXPECT_EQ(run_and_fail("getmetatable('').__index.upper = nil").fault, Fault::script);
    EXPECT_EQ(run_and_fail("setmetatable(string, {})").fault, Fault::script);
    EXPECT_EQ(run_and_fail("setmetatable(_ENV, {})").fault, Fault::script);
    State state;
    ASSERT_TRUE(state.run_text("rawset(string, 'upper', function() return 'changed' end)", "first.lua"));
    EXPECT_EQ(*state.run_text("return ('a'):upper()", "second.lua")->text(), "A");
}

TEST(Sandbox, RefusesFinalizersWhichWouldRunWithoutLimits) {
    EXPECT_NE(run_and_fail("setmetatable({}, {__gc = function() while true do end end})").detail.find("__gc"),
              std::string::npos);
}

TEST(Sandbox, GoesThroughKeysInOrder) {
    EXPECT_EQ(run_to_text("local t = {z = 1, a = 1, [3] = 1, [1.5] = 1, [true] = 1, b = 1}\nlocal out = {}\n"
                          "for k in pairs(t) do out[#out + 1] = tostring(k) end\nreturn table.concat(out, ' ')"),
              "1.5 3 a b z true");
    EXPECT_EQ(run_to_text("local t, out = {z = 1, a = 1, b = 1}, {}\nlocal k = next(t)\n"
                          "while k do out[#out + 1] = k k = next(t, k) end\nreturn table.concat(out, ' ')"),
              "a b z");
    EXPECT_EQ(run_to_text("return next({})"), "nil");
    EXPECT_EQ(run_to_text("local t, n = {a = 1, b = 2, c = 3}, ''\n"
                          "for k in pairs(t) do n = n .. k t.b = nil end return n"),
              "ac");
}

// --- limits: each has an error of its own, and no pcall swallows it ---

TEST(Limits, StopsEndlessLoops) {
    const Error error = run_and_fail("local n = 0\nwhile true do n = n + 1 end");
    EXPECT_EQ(error.fault, Fault::limit);
    EXPECT_EQ(error.where, "case.lua:2");
    EXPECT_EQ(error.detail, "the script used more than 3 million instructions");
}

TEST(Limits, AreNotSwallowedByPcall) {
    for (const char* text :
         {"while true do pcall(function() while true do end end) end",
          "pcall(function() while true do end end) return 1",
          "xpcall(function() while true do end end, function() while true do end end) return 1",
          "local x <close> = setmetatable({}, {__close = function() while true do end end}) while true do end",
          R"(pcall(function() local x <close> = setmetatable({}, {__close = function() while true do end end})
             while true do end end) return 1)",
          "while true do pcall(string.rep, 'x', 1e9) end"}) {
        EXPECT_EQ(run_and_fail(text).fault, Fault::limit) << text;
    }
}

TEST(Limits, StopsHoarding) {
    const Error error = run_and_fail("local t = {}\nfor i = 1, 1e6 do t[i] = ('x'):rep(1000) .. i end");
    EXPECT_EQ(error.fault, Fault::limit);
    EXPECT_EQ(error.detail, "the script used more than 8 MB of memory, or 2 MB in one piece");
    EXPECT_EQ(run_and_fail("pcall(function() local s = 'x' while true do s = s .. s end end) return 1").fault,
              Fault::limit);
}

TEST(Limits, RefusesAHugeTextBeforeAllocatingIt) {
    State state(small());
    const auto result = state.run_text("return string.rep('x', 1e9)", "case.lua");
    EXPECT_EQ(error_of(result).fault, Fault::limit);
    EXPECT_LT(state.memory_used(), 1u << 20);
}

TEST(Limits, GoesOnAfterALimitWasHit) {
    State state(small());
    EXPECT_EQ(error_of(state.run_text("local s = 'x' while true do s = s .. s end", "case.lua")).fault, Fault::limit);
    EXPECT_EQ(error_of(state.run_text("while true do end", "case.lua")).fault, Fault::limit);
    EXPECT_EQ(*state.run_text("return 'fine'", "case.lua")->text(), "fine");
}

TEST(Limits, StopsByTheClock) {
    Limits limits = small();
    limits.instructions = INT64_MAX;
    limits.wall = std::chrono::milliseconds(30);
    const Error error = run_and_fail("while true do end", limits);
    EXPECT_EQ(error.fault, Fault::limit);
    EXPECT_EQ(error.detail, "the script used more than 30 ms");
}

TEST(Limits, StopsDeepRecursion) {
    Limits roomy;
    const Error error = run_and_fail("local function f() return 1 + f() end\nreturn f()", roomy);
    EXPECT_EQ(error.fault, Fault::limit);
    EXPECT_EQ(error.where, "case.lua:1");
    EXPECT_EQ(error.detail, "the script calls itself too deeply (more than 20000 calls)");
    EXPECT_EQ(run_and_fail("local t = {} setmetatable(t, {__index = function(s, k) return s[k .. 'x'] end}) return t.a",
                           roomy)
                  .fault,
              Fault::limit);
    EXPECT_TRUE(run_and_fail("return " + std::string(100'000, '(')).where.starts_with("case.lua:1"));
}

/// Each would keep the plain library busy in C, out of every hook's reach, for hours.
TEST(Limits, ReachesIntoTheLibraries) {
    const auto started = std::chrono::steady_clock::now();
    for (const char* text : {
             "return ('a'):rep(100000):find('.-.-.-.-.-x')",
             "return ('a'):rep(100000):match(('a?'):rep(60) .. ('a'):rep(60) .. 'b')",
             "return ('a'):rep(100000):gsub('.-.-.-.-b', '')",
             "for x in ('a'):rep(100000):gmatch('.-.-.-.-b') do end",
             "return ('('):rep(100000):find('%b()%b()')  or ('('):rep(100000):gsub('%b()', '') and "
             "('('):rep(1e5):rep(1e4)",
             "local s = ('x'):rep(2e6) while true do utf8.len(s) tonumber(s) end",
             "table.move({}, 1, 1 << 62, 2)",
             "local t = {} for i = 1, 60000 do t[i] = i end for i = 1, 1e6 do table.insert(t, 1, i) end",
             "local t = {} for i = 1, 100000 do t[i] = i end for i = 1, 1e6 do table.remove(t, 1) table.insert(t, i) "
             "end",
             "local a, b, t = ('x'):rep(1e6) .. 'a', ('x'):rep(1e6) .. 'b', {}\n"
             "for i = 1, 10000 do t[i] = i % 2 == 0 and a or b end table.sort(t)",
         }) {
        EXPECT_EQ(run_and_fail(text).fault, Fault::limit) << text;
    }
    EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(20));
}

TEST(Limits, RefusesLyingLengthsAndEmptyRepetition) {
    EXPECT_EQ(run_and_fail("table.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 1)").fault,
              Fault::script);
    EXPECT_EQ(run_and_fail("table.remove(setmetatable({}, {__len = function() return 1 << 60 end}), 1)").fault,
              Fault::script);
    EXPECT_EQ(run_to_text("return 'empty' .. (''):rep(1 << 60)"), "empty");
}

TEST(Limits, RefusesAScriptThatIsTooLong) {
    EXPECT_EQ(run_and_fail(std::string(max_script + 1, ' ')).fault, Fault::too_large);
}

} // namespace
} // namespace idpsim::lua
