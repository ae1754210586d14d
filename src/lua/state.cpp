#include "src/lua/state.hpp"

#include "src/lua/core.hpp"
#include "src/lua/sandbox.hpp"
#include "src/lua/stack.hpp"

namespace idpsim::lua {

namespace {

/// Runs what lies on `thread` and copies the first result out.
Result<Value> run(Core& core, Thread& thread, int arguments, const Limits& limits) {
    Budget own(limits);
    Budget& budget = core.budget ? *core.budget : own;
    const Stretch stretch = run_stretch(core, thread.get(), arguments, budget, false);
    if (stretch.status != LUA_OK) return script_error(core, thread.get(), stretch.status, budget);
    if (stretch.count == 0) return Value();
    const HostMode host(core);
    return read_value(thread.get(), -stretch.count);
}

/// Lua shortens chunk names in its messages; the whole name is kept for Error::where.
void remember_chunk(Core& core, lua_State* thread, const std::string& name) {
    lua_Debug chunk;
    lua_pushvalue(thread, -1);
    lua_getinfo(thread, ">S", &chunk);
    core.chunks.emplace(chunk.short_src, name);
    core.chunks.emplace(name, name);
}

/// Compiles `text` onto `thread`, in an environment of its own.
Result<void> load(Core& core, Thread& thread, std::string_view text, const std::string& name) {
    lua_State* const state = thread.get();
    const std::string chunk_name = "@" + name;
    // A message about a syntax error bears the shortened name, too; an empty chunk tells what it is.
    luaL_loadbufferx(state, "", 0, chunk_name.c_str(), "t");
    remember_chunk(core, state, name);
    lua_pop(state, 1);
    const int status = luaL_loadbufferx(state, text.data(), text.size(), chunk_name.c_str(), "t");
    if (status != LUA_OK) {
        Error error = script_error(core, state, status, Budget(Limits{}));
        if (error.where.empty()) error.where = name + ":1";
        return error;
    }
    push_environment(state);
    lua_setupvalue(state, -2, 1);
    return {};
}

} // namespace

State::State(Limits limits) : core_(std::make_shared<Core>()), limits_(limits) {}
State::~State() = default;

const Limits& State::limits() const { return limits_; }
std::size_t State::memory_used() const { return core_->memory_used; }

Result<Value> State::run_text(std::string_view text, std::string name) {
    if (text.size() > max_script) return Error{Fault::too_large, name + ":1", "the script is longer than 1 MB"};
    Thread thread(*core_);
    const auto loaded = load(*core_, thread, text, name);
    if (!loaded) return loaded.error();
    try {
        return run(*core_, thread, 0, limits_);
    } catch (const ScriptError& error) { // what it returned cannot be copied
        return Error{Fault::script, name + ":1", error.what()};
    }
}

Result<Value> State::call(Function function, std::vector<Value> arguments) {
    Thread thread(*core_);
    const HostMode host(*core_);
    push_value(thread.get(), {function});
    const std::string where = function_position(thread.get());
    try {
        for (const Value& argument : arguments) push_value(thread.get(), argument);
        return run(*core_, thread, static_cast<int>(arguments.size()), limits_);
    } catch (const ScriptError& error) {
        return Error{Fault::script, where, error.what()};
    }
}

} // namespace idpsim::lua
