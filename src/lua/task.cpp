#include "src/lua/task.hpp"

#include "src/lua/core.hpp"
#include "src/lua/stack.hpp"

#include <string>
#include <utility>

namespace idpsim::lua {

namespace {

/// Returns where the function stands.
std::string push_call(State& state, lua_State* thread, const Function& function, const std::vector<Value>& arguments) {
    const HostMode host(state.core());
    push_value(thread, {function});
    const std::string where = function_position(thread);
    for (const Value& argument : arguments) push_value(thread, argument);
    return where;
}

/// Leaves the error's message where the script called; its fault is remembered in case nobody catches it.
int push_failure(Core& core, lua_State* thread, const Error& error) {
    lua_settop(thread, 0);
    std::string message = describe(error);
    if (const std::string where = position(thread); !where.empty()) message = where + ": " + message;
    lua_pushboolean(thread, 0);
    lua_pushlstring(thread, message.data(), message.size());
    core.raised = Raised{std::move(message), error.fault};
    return 2;
}

/// What continue_after_wait of bind.cpp expects: true and the results, or false and a message.
int push_answer(Core& core, lua_State* thread, const Result<Push>& answer) {
    const HostMode host(core);
    if (answer.has_error()) return push_failure(core, thread, answer.error());
    try {
        lua_pushboolean(thread, 1);
        return 1 + (*answer)(thread);
    } catch (const ScriptError& error) {
        return push_failure(core, thread, {Fault::script, {}, error.what()});
    }
}

Result<Value> first_result(Core& core, lua_State* thread, int count, const std::string& where) {
    const HostMode host(core);
    if (count == 0) return Value();
    try {
        return read_value(thread, -count);
    } catch (const ScriptError& error) {
        return Error{Fault::script, where, std::string("the function's result: ") + error.what()};
    }
}

/// A ScriptError of the awaited code is the script's business; other exceptions pass through.
boost::asio::awaitable<Result<Push>> await_step(Step step) {
    try {
        Result<Push> answer = co_await step();
        co_return answer;
    } catch (const ScriptError& error) {
        co_return Error{Fault::script, {}, error.what()};
    }
}

} // namespace

boost::asio::awaitable<Result<Value>> drive(State& state, Function function, std::vector<Value> arguments,
                                            std::optional<Limits> limits) {
    Core& core = state.core();
    Thread thread(core);
    Budget budget(limits.value_or(state.limits()));
    const std::string where = push_call(state, thread.get(), function, arguments);
    int given = static_cast<int>(arguments.size());
    for (;;) {
        const Stretch stretch = run_stretch(core, thread.get(), given, budget, true);
        if (stretch.status == LUA_OK) co_return first_result(core, thread.get(), stretch.count, where);
        if (stretch.status != LUA_YIELD) co_return script_error(core, thread.get(), stretch.status, budget);
        lua_pop(thread.get(), stretch.count);
        Step step = std::exchange(core.pending, {});
        const Result<Push> answer = co_await await_step(std::move(step));
        given = push_answer(core, thread.get(), answer);
    }
}

} // namespace idpsim::lua
