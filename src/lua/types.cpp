#include "src/lua/types.hpp"

namespace idpsim::lua {

void throw_mismatch(lua_State* state, int index, const std::string& expected) {
    throw ScriptError(expected + " was expected, " + found_at(state, index) + " was found");
}

bool LuaType<bool>::read(lua_State* state, int index) {
    if (lua_type(state, index) != LUA_TBOOLEAN) throw_mismatch(state, index, "a boolean");
    return lua_toboolean(state, index) != 0;
}

std::int64_t LuaType<std::int64_t>::read(lua_State* state, int index) {
    int is_integer = 0;
    // A text that looks like a number is none here.
    if (lua_type(state, index) != LUA_TNUMBER) throw_mismatch(state, index, "an integer");
    const lua_Integer value = lua_tointegerx(state, index, &is_integer);
    if (!is_integer) throw_mismatch(state, index, "an integer");
    return value;
}

double LuaType<double>::read(lua_State* state, int index) {
    if (lua_type(state, index) != LUA_TNUMBER) throw_mismatch(state, index, "a number");
    return lua_tonumber(state, index);
}

std::string LuaType<std::string>::read(lua_State* state, int index) {
    if (lua_type(state, index) != LUA_TSTRING) throw_mismatch(state, index, "a text");
    std::size_t size = 0;
    const char* text = lua_tolstring(state, index, &size);
    return {text, size};
}

Function LuaType<Function>::read(lua_State* state, int index) {
    if (lua_type(state, index) != LUA_TFUNCTION) throw_mismatch(state, index, "a function");
    return *read_value(state, index).function();
}

} // namespace idpsim::lua
