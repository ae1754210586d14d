#include "src/lua/core.hpp"
#include "src/lua/sandbox.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace idpsim::lua {

namespace {

// --- pcall and xpcall: as in Lua, but a run that is over stays over, and memory errors are not for scripts ---

/// The continuation of both; `extra` results lie below the called function's.
int finish_protected(lua_State* state, int status, lua_KContext extra) {
    Core& core = core_of(state);
    if (status == LUA_ERRMEM) raise_exceeded(state, Exceeded::memory);
    if (core.is_over()) return lua_error(state);
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(state) - static_cast<int>(extra);
    lua_pushboolean(state, 0);
    lua_pushvalue(state, -2);
    return 2;
}

int protected_call(lua_State* state) {
    luaL_checkany(state, 1);
    lua_pushboolean(state, 1);
    lua_insert(state, 1);
    const int status = lua_pcallk(state, lua_gettop(state) - 2, LUA_MULTRET, 0, 0, finish_protected);
    return finish_protected(state, status, 0);
}

/// xpcall's handler; upvalue: the script's. An error raised by the counting hook calls handlers while hooks are still
/// switched off, so a handler would run without any limit: it is not called once the run is over.
int guarded_handler(lua_State* state) {
    if (core_of(state).is_over()) return 1;
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, 1, 1);
    return 1;
}

int protected_call_with_handler(lua_State* state) {
    const int count = lua_gettop(state);
    luaL_checktype(state, 2, LUA_TFUNCTION);
    lua_pushvalue(state, 2);
    lua_pushcclosure(state, guarded_handler, 1);
    lua_replace(state, 2);
    lua_pushboolean(state, 1);
    lua_pushvalue(state, 1);
    lua_rotate(state, 3, 2);
    const int status = lua_pcallk(state, count - 2, LUA_MULTRET, 2, 2, finish_protected);
    return finish_protected(state, status, 2);
}

// --- setmetatable: finalizers would run with the limits switched off, so there are none ---

int set_metatable(lua_State* state) {
    const int type = lua_type(state, 2);
    luaL_checktype(state, 1, LUA_TTABLE);
    luaL_argexpected(state, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(state, 1, "__metatable") != LUA_TNIL)
        return luaL_error(state, "cannot change a protected metatable");
    if (type == LUA_TTABLE) {
        lua_pushliteral(state, "__gc");
        if (lua_rawget(state, 2) != LUA_TNIL) return luaL_error(state, "'__gc' is not available in scripts");
    }
    lua_settop(state, 2);
    lua_setmetatable(state, 1);
    return 1;
}

// --- pairs and next: keys in order, so that a run is the same every time ---

/// Numbers ascending, then texts by their octets, then false and true. The text stays in the table.
struct Key {
    int rank;
    long double number; ///< holds every integer and every double of Lua exactly
    std::string_view text;
    bool is_integer;

    bool operator<(const Key& other) const {
        if (rank != other.rank) return rank < other.rank;
        return rank == 1 ? text < other.text : number < other.number;
    }
};

/// False when the value at `index` has no place in the order (a table or function as a key).
bool read_key(lua_State* state, int index, Key& key) {
    switch (lua_type(state, index)) {
    case LUA_TNUMBER:
        key = {0, 0, {}, lua_isinteger(state, index) != 0};
        key.number = key.is_integer ? static_cast<long double>(lua_tointeger(state, index))
                                    : static_cast<long double>(lua_tonumber(state, index));
        return true;
    case LUA_TSTRING: {
        std::size_t size = 0;
        const char* text = lua_tolstring(state, index, &size);
        key = {1, 0, {text, size}, false};
        return true;
    }
    case LUA_TBOOLEAN:
        key = {2, static_cast<long double>(lua_toboolean(state, index)), {}, false};
        return true;
    default:
        return false;
    }
}

void push_key(lua_State* state, const Key& key) {
    if (key.rank == 1)
        lua_pushlstring(state, key.text.data(), key.text.size());
    else if (key.rank == 2)
        lua_pushboolean(state, key.number != 0);
    else if (key.is_integer)
        lua_pushinteger(state, static_cast<lua_Integer>(key.number));
    else
        lua_pushnumber(state, static_cast<lua_Number>(key.number));
}

/// Pushes a list of the keys of the table at 1. Host mode: no Lua error passes over the vector.
void push_sorted_keys(lua_State* state) noexcept {
    const HostMode host(core_of(state));
    lua_newtable(state);
    const int list = lua_gettop(state);
    std::vector<Key> keys;
    lua_Integer count = 0;
    for (lua_pushnil(state); lua_next(state, 1) != 0; lua_pop(state, 1)) {
        Key key;
        if (read_key(state, -2, key)) keys.push_back(key);
    }
    std::sort(keys.begin(), keys.end());
    for (const Key& key : keys) {
        push_key(state, key);
        lua_rawseti(state, list, ++count);
    }
    for (lua_pushnil(state); lua_next(state, 1) != 0; lua_pop(state, 1)) {
        Key key;
        if (read_key(state, -2, key)) continue;
        lua_pushvalue(state, -2);
        lua_rawseti(state, list, ++count);
    }
    lua_settop(state, list);
}

/// The iterator of pairs; upvalues: the list of keys, how many of them are done.
int next_of_list(lua_State* state) {
    for (;;) {
        const lua_Integer index = lua_tointeger(state, lua_upvalueindex(2)) + 1;
        lua_pushinteger(state, index);
        lua_replace(state, lua_upvalueindex(2));
        lua_settop(state, 1);
        if (lua_rawgeti(state, lua_upvalueindex(1), index) == LUA_TNIL) return 1;
        lua_pushvalue(state, 2);
        if (lua_rawget(state, 1) != LUA_TNIL) return 2; // nil: removed while going through
    }
}

int sorted_pairs(lua_State* state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    push_sorted_keys(state);
    charge(state, lua_rawlen(state, -1));
    lua_pushinteger(state, 0);
    lua_pushcclosure(state, next_of_list, 2);
    lua_pushvalue(state, 1);
    lua_pushnil(state);
    return 3;
}

/// Pushes the smallest key of the table at 1 that is greater than `after` (any key when null); counts what it saw.
bool push_key_after(lua_State* state, const Key* after, std::uint64_t& seen) {
    bool found = false;
    Key best{};
    for (lua_pushnil(state); lua_next(state, 1) != 0; lua_pop(state, 1)) {
        Key key;
        ++seen;
        if (!read_key(state, -2, key) || (after && !(*after < key)) || (found && !(key < best))) continue;
        best = key;
        found = true;
    }
    if (found) push_key(state, best);
    return found;
}

int sorted_next(lua_State* state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_settop(state, 2);
    Key after;
    const bool has_start = !lua_isnil(state, 2);
    if (has_start && !read_key(state, 2, after)) return luaL_argerror(state, 2, "use pairs for such keys");
    std::uint64_t seen = 0;
    const bool found = push_key_after(state, has_start ? &after : nullptr, seen);
    charge(state, seen);
    if (!found) {
        lua_pushnil(state);
        return 1;
    }
    lua_pushvalue(state, -1);
    lua_rawget(state, 1);
    return 2;
}

} // namespace

void open_base_library(lua_State* state) {
    static constexpr const char* safe[] = {"assert", "error",  "getmetatable", "ipairs",   "rawequal", "rawget",
                                           "rawlen", "rawset", "select",       "tonumber", "tostring", "type"};
    luaL_requiref(state, "_G", luaopen_base, 0);
    const int base = lua_gettop(state);
    lua_pushvalue(state, base - 1);
    copy_fields(state, base, safe);
    static constexpr luaL_Reg own[] = {{"next", sorted_next},
                                       {"pairs", sorted_pairs},
                                       {"pcall", protected_call},
                                       {"setmetatable", set_metatable},
                                       {"xpcall", protected_call_with_handler},
                                       {nullptr, nullptr}};
    luaL_setfuncs(state, own, 0);
    lua_settop(state, base - 1);
}

} // namespace idpsim::lua
