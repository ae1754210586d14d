#pragma once
/// The library a script sees.
#include "src/lua/handles.hpp"

#include <initializer_list>

namespace idpsim::lua {

/// Fills a fresh state: the safe globals, their read-only faces and the metatable of file environments.
void open_sandbox(lua_State* state);
/// Pushes a new environment: reads fall back to the safe globals, assigning a global that is not declared is an error.
void push_environment(lua_State* state);
/// Pushes the table of safe globals.
void push_globals(lua_State* state);

/// Each leaves its functions in the table on top of the stack.
void open_base_library(lua_State* state);
void open_string_library(lua_State* state);
void open_table_library(lua_State* state);

/// Wraps functions of the table on top that read their first argument, a text, from end to end without allocating: the
/// work is charged first.
void charge_for_text(lua_State* state, std::initializer_list<const char*> names);

/// Copies the named functions of the table at `from` (absolute) into the table on top.
template <class Names> void copy_fields(lua_State* state, int from, const Names& names) {
    for (const char* name : names) {
        lua_getfield(state, from, name);
        lua_setfield(state, -2, name);
    }
}

} // namespace idpsim::lua
