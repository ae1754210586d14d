/// The table library with its work counted. The originals take lengths from `__len` and ranges from their arguments and
/// then loop in C, where no limit reaches them; these admit plain tables and charge for the range first.
#include "src/lua/core.hpp"
#include "src/lua/sandbox.hpp"

#include <algorithm>

namespace idpsim::lua {

namespace {

void check_plain(lua_State* state, int index) {
    luaL_checktype(state, index, LUA_TTABLE);
    if (lua_getmetatable(state, index)) luaL_argerror(state, index, "a table without a metatable is expected");
}

/// The library's own function is the wrapper's upvalue and finds its arguments where it expects them.
int call_original(lua_State* state) { return lua_tocfunction(state, lua_upvalueindex(1))(state); }

int on_plain_table(lua_State* state) {
    check_plain(state, 1);
    return call_original(state);
}

/// insert(t, pos, v) and remove(t, pos) shift what follows.
template <int ArgumentsWhenShifting> int shifting(lua_State* state) {
    check_plain(state, 1);
    if (lua_gettop(state) >= ArgumentsWhenShifting) charge(state, lua_rawlen(state, 1));
    return call_original(state);
}

int move(lua_State* state) {
    check_plain(state, 1);
    if (!lua_isnoneornil(state, 5)) check_plain(state, 5);
    const lua_Integer first = luaL_checkinteger(state, 2), last = luaL_checkinteger(state, 3);
    if (last >= first) charge(state, static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1);
    return call_original(state);
}

/// Comparing texts takes as long as the texts are: the longest one sets the price.
std::uint64_t longest_text(lua_State* state, lua_Unsigned count) {
    std::uint64_t longest = 0;
    for (lua_Unsigned i = 1; i <= count; ++i) {
        if (lua_rawgeti(state, 1, static_cast<lua_Integer>(i)) == LUA_TSTRING)
            longest = std::max<std::uint64_t>(longest, lua_rawlen(state, -1));
        lua_pop(state, 1);
    }
    return longest;
}

int sort(lua_State* state) {
    check_plain(state, 1);
    const lua_Unsigned count = lua_rawlen(state, 1);
    std::uint64_t rounds = 1;
    while (rounds < 64 && (count >> rounds) != 0) ++rounds;
    charge(state, count * rounds * (1 + longest_text(state, count) / 64));
    return call_original(state);
}

} // namespace

void open_table_library(lua_State* state) {
    static constexpr luaL_Reg guarded[] = {
        {"concat", on_plain_table}, {"insert", shifting<3>}, {"move", move},
        {"remove", shifting<2>},    {"sort", sort},          {"unpack", on_plain_table}};
    luaL_requiref(state, "table", luaopen_table, 0);
    for (const luaL_Reg& entry : guarded) {
        lua_getfield(state, -1, entry.name);
        lua_pushcclosure(state, entry.func, 1);
        lua_setfield(state, -3, entry.name);
    }
    lua_getfield(state, -1, "pack");
    lua_setfield(state, -3, "pack");
    lua_pop(state, 1);
}

} // namespace idpsim::lua
