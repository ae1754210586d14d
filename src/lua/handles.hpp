#pragma once
/// The one place that knows how Lua's resources end. Only src/lua's sources and its binding headers include it.
#include <lua.hpp>

#include <memory>

namespace idpsim::lua {

struct CloseState {
    void operator()(lua_State* state) const noexcept { lua_close(state); }
};
using LuaState = std::unique_ptr<lua_State, CloseState>;

/// Puts the stack back to where it was: for code that reads values and may throw in between.
class StackGuard {
public:
    explicit StackGuard(lua_State* state) : state_(state), top_(lua_gettop(state)) {}
    ~StackGuard() { lua_settop(state_, top_); }
    StackGuard(const StackGuard&) = delete;
    StackGuard& operator=(const StackGuard&) = delete;

private:
    lua_State* state_;
    int top_;
};

} // namespace idpsim::lua
