#include "src/lua/core.hpp"

#include "src/lua/sandbox.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace idpsim::lua {

namespace {

constexpr int hook_interval = 1000;            ///< instructions between two looks at the limits
constexpr std::size_t large_block = 64u << 10; ///< worth a look at the clock: moving it takes time

bool is_late(const Budget& budget) { return Budget::SteadyClock::now() > budget.deadline; }

bool admits(Core& core, std::size_t growth, std::size_t block) {
    Budget& budget = *core.budget;
    if (budget.exceeded != Exceeded::nothing) return true; // unwinding needs a little
    if (block > large_block && is_late(budget)) {
        budget.exceeded = Exceeded::wall;
        return false;
    }
    return growth <= budget.limits.memory - std::min(core.memory_used, budget.limits.memory) &&
           block <= budget.limits.memory / 4;
}

/// lua_Alloc. A null answer makes Lua collect its garbage, ask again and then raise LUA_ERRMEM.
void* allocate(void* owner, void* block, std::size_t old_size, std::size_t new_size) {
    Core& core = *static_cast<Core*>(owner);
    const std::size_t held = block ? old_size : 0; // without a block old_size is a type tag
    if (new_size == 0) {
        std::free(block);
        core.memory_used -= held;
        return nullptr;
    }
    if (new_size > held && core.metered && !admits(core, new_size - held, new_size)) return nullptr;
    void* moved = std::realloc(block, new_size);
    if (moved) core.memory_used += new_size - held;
    return moved;
}

void on_count(lua_State* state, lua_Debug*) {
    Core& core = core_of(state);
    Budget& budget = *core.budget;
    budget.instructions_used += lua_gethookcount(state);
    if (core.is_over()) { // caught by the script a moment ago
        lua_pushliteral(state, "the run is over");
        lua_error(state);
    }
    if (budget.instructions_used > budget.limits.instructions) raise_exceeded(state, Exceeded::instructions);
    if (is_late(budget)) raise_exceeded(state, Exceeded::wall);
    lua_Debug frame;
    if (lua_getstack(state, max_calls, &frame)) raise_exceeded(state, Exceeded::calls);
}

/// A run inside a run: what the outer one was doing is put back afterwards.
class Running {
public:
    Running(Core& core, lua_State* thread, Budget& budget, bool may_wait)
        : core_(core), outer_(core.running), budget_(core.budget), metered_(core.metered), may_wait_(core.may_wait) {
        core.running = thread;
        core.budget = &budget;
        core.metered = true;
        core.may_wait = may_wait;
    }
    ~Running() {
        core_.running = outer_;
        core_.budget = budget_;
        core_.metered = metered_;
        core_.may_wait = may_wait_;
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    lua_State* outer() const { return outer_; }

private:
    Core& core_;
    lua_State* outer_;
    Budget* budget_;
    bool metered_, may_wait_;
};

/// Splits Lua's "chunk:line: message" when the chunk is one of ours, whose name Lua may have shortened.
Error split_message(const Core& core, const std::string& message, std::string fallback) {
    for (std::size_t colon = message.find(':'); colon != std::string::npos; colon = message.find(':', colon + 1)) {
        std::size_t end = colon + 1;
        while (end < message.size() && std::isdigit(static_cast<unsigned char>(message[end]))) ++end;
        if (end == colon + 1 || message.compare(end, 2, ": ") != 0) continue;
        const auto chunk = core.chunks.find(message.substr(0, colon));
        if (chunk == core.chunks.end()) break;
        return {Fault::script, chunk->second + message.substr(colon, end - colon), message.substr(end + 2)};
    }
    return {Fault::script, std::move(fallback), message};
}

std::string chunk_name(const lua_Debug& info) { return *info.source == '@' ? info.source + 1 : info.source; }

std::string error_text(lua_State* thread) {
    std::size_t size = 0;
    if (lua_type(thread, -1) == LUA_TSTRING) {
        const char* text = lua_tolstring(thread, -1, &size);
        return {text, size};
    }
    return std::string("the script raised a ") + luaL_typename(thread, -1) + " as its error";
}

} // namespace

Core::Core() : state(lua_newstate(allocate, this)) {
    if (!state) throw std::bad_alloc();
    Core* self = this;
    std::memcpy(lua_getextraspace(state.get()), static_cast<void*>(&self), sizeof(Core*)); // copied into every thread by Lua
    open_sandbox(state.get());
}

Core& core_of(lua_State* state) {
    Core* core;
    std::memcpy(static_cast<void*>(&core), lua_getextraspace(state), sizeof(Core*));
    return *core;
}

void raise_exceeded(lua_State* state, Exceeded which) {
    Budget& budget = *core_of(state).budget;
    if (budget.exceeded == Exceeded::nothing) budget.exceeded = which;
    lua_sethook(state, on_count, LUA_MASKCOUNT, 1); // whatever catches the error gets no further than one instruction
    lua_pushliteral(state, "a limit was exceeded");
    lua_error(state);
    std::abort(); // lua_error does not return; its declaration does not say so
}

void charge(lua_State* state, std::uint64_t work) {
    Budget* budget = core_of(state).budget;
    if (!budget) return;
    const auto left = static_cast<std::uint64_t>(std::max<std::int64_t>(instructions_left(state), 0));
    if (work > left) raise_exceeded(state, Exceeded::instructions);
    budget->instructions_used += static_cast<std::int64_t>(work);
}

std::int64_t instructions_left(lua_State* state) {
    const Budget* budget = core_of(state).budget;
    return budget ? budget->limits.instructions - budget->instructions_used : INT64_MAX;
}

Thread::Thread(Core& core) : core_(core.weak_from_this()), thread_(nullptr), reference_(LUA_NOREF) {
    const HostMode host(core);
    thread_ = lua_newthread(core.state.get());
    reference_ = luaL_ref(core.state.get(), LUA_REGISTRYINDEX);
}

Thread::~Thread() {
    if (const auto core = core_.lock()) luaL_unref(core->state.get(), LUA_REGISTRYINDEX, reference_);
}

Stretch run_stretch(Core& core, lua_State* thread, int given, Budget& budget, bool may_wait) {
    const bool nested = core.budget == &budget; // the outer stretch keeps the time
    const auto started = Budget::SteadyClock::now();
    if (!nested) budget.deadline = started + budget.limits.wall - budget.wall_used;
    if (lua_gethook(thread) != on_count) { // setting it again would forget what was counted since the last look
        const auto interval =
            std::min<std::int64_t>(hook_interval, std::max<std::int64_t>(budget.limits.instructions, 1));
        lua_sethook(thread, on_count, LUA_MASKCOUNT, static_cast<int>(interval));
    }
    const Running running(core, thread, budget, may_wait);
    Stretch stretch{LUA_OK, 0};
    stretch.status = lua_resume(thread, running.outer(), given, &stretch.count);
    if (!nested) budget.wall_used += Budget::SteadyClock::now() - started;
    if (stretch.status == LUA_ERRMEM && budget.exceeded == Exceeded::nothing) budget.exceeded = Exceeded::memory;
    return stretch;
}

Error script_error(Core& core, lua_State* thread, int status, const Budget& budget) {
    if (core.failure) std::rethrow_exception(std::exchange(core.failure, nullptr));
    if (budget.exceeded != Exceeded::nothing)
        return {Fault::limit, position(thread), describe_limit(budget.exceeded, budget.limits)};
    const std::string message = error_text(thread);
    Error error = split_message(core, message, position(thread));
    if (status == LUA_ERRERR || error.detail.find("stack overflow") != std::string::npos) {
        error.fault = Fault::limit;
        error.detail = "the script calls itself too deeply (stack overflow)";
    } else if (core.raised && core.raised->message == message) {
        error.fault = core.raised->fault;
    }
    return error;
}

std::string position(lua_State* state) {
    lua_Debug frame;
    for (int level = 0; lua_getstack(state, level, &frame); ++level) {
        lua_getinfo(state, "Sl", &frame);
        if (frame.currentline <= 0) continue;
        return chunk_name(frame) + ":" + std::to_string(frame.currentline);
    }
    return {};
}

std::string function_position(lua_State* state) {
    lua_Debug function;
    lua_pushvalue(state, -1);
    lua_getinfo(state, ">S", &function);
    return function.linedefined < 0 ? std::string() : chunk_name(function) + ":" + std::to_string(function.linedefined);
}

} // namespace idpsim::lua
