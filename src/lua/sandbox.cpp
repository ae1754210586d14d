#include "src/lua/sandbox.hpp"

#include "src/core/text.hpp"
#include "src/lua/core.hpp"

#include <string>
#include <vector>

namespace idpsim::lua {

namespace {

const char globals_key = 0, environment_key = 0; // their addresses are registry keys

int refuse_change(lua_State* state) {
    return luaL_error(state, "the library '%s' cannot be changed", lua_tostring(state, lua_upvalueindex(1)));
}

/// Replaces the library table on top by an empty table that reads through to it.
void make_read_only(lua_State* state, const char* name) {
    lua_newtable(state);
    lua_createtable(state, 0, 3);
    lua_pushvalue(state, -3);
    lua_setfield(state, -2, "__index");
    lua_pushstring(state, name);
    lua_pushcclosure(state, refuse_change, 1);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_remove(state, -2);
}

/// Pushes what to say about the unknown global at index 2. Its C++ objects are gone before the caller raises.
void push_unknown_global(lua_State* state) {
    const HostMode host(core_of(state));
    const std::string name = lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : "?";
    std::vector<std::string> known;
    for (lua_pushnil(state); lua_next(state, lua_upvalueindex(1)) != 0; lua_pop(state, 1)) {
        if (lua_type(state, -2) == LUA_TSTRING) known.emplace_back(lua_tostring(state, -2));
    }
    const std::string near = nearest(name, known);
    const std::string message =
        "the global '" + name + "' is not known" + (near.empty() ? std::string() : "; did you mean '" + near + "'?");
    lua_pushlstring(state, message.data(), message.size());
}

int read_global(lua_State* state) {
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    push_unknown_global(state);
    luaL_where(state, 1);
    lua_insert(state, -2);
    lua_concat(state, 2);
    return lua_error(state);
}

int write_global(lua_State* state) {
    return luaL_error(state, "assignment to the undeclared global '%s': declare it with 'local'",
                      lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : "?");
}

void create_environment_metatable(lua_State* state) {
    lua_createtable(state, 0, 3);
    push_globals(state);
    lua_pushcclosure(state, read_global, 1);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, write_global);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_rawsetp(state, LUA_REGISTRYINDEX, &environment_key);
}

int charged(lua_State* state) {
    if (lua_type(state, 1) == LUA_TSTRING) charge(state, lua_rawlen(state, 1) / 64);
    return lua_tocfunction(state, lua_upvalueindex(1))(state);
}

/// The whole library but for what is random: a run must be the same every time.
void open_math_library(lua_State* state) {
    luaL_requiref(state, "math", luaopen_math, 0);
    for (const char* name : {"random", "randomseed"}) {
        lua_pushnil(state);
        lua_setfield(state, -2, name);
    }
    make_read_only(state, "math");
}

} // namespace

void push_globals(lua_State* state) { lua_rawgetp(state, LUA_REGISTRYINDEX, &globals_key); }

void push_environment(lua_State* state) {
    lua_newtable(state);
    lua_rawgetp(state, LUA_REGISTRYINDEX, &environment_key);
    lua_setmetatable(state, -2);
}

void charge_for_text(lua_State* state, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        lua_getfield(state, -1, name);
        lua_pushcclosure(state, charged, 1);
        lua_setfield(state, -2, name);
    }
}

void open_sandbox(lua_State* state) {
    lua_newtable(state);
    lua_pushvalue(state, -1);
    lua_rawsetp(state, LUA_REGISTRYINDEX, &globals_key);
    const int globals = lua_gettop(state);

    open_base_library(state);
    charge_for_text(state, {"tonumber"});
    lua_newtable(state);
    open_string_library(state);
    make_read_only(state, "string");
    lua_setfield(state, globals, "string");
    lua_newtable(state);
    open_table_library(state);
    make_read_only(state, "table");
    lua_setfield(state, globals, "table");
    open_math_library(state);
    lua_setfield(state, globals, "math");
    luaL_requiref(state, "utf8", luaopen_utf8, 0);
    charge_for_text(state, {"codepoint", "len", "offset"});
    make_read_only(state, "utf8");
    lua_setfield(state, globals, "utf8");

    create_environment_metatable(state);
    lua_settop(state, 0);
}

} // namespace idpsim::lua
