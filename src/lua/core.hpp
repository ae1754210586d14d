#pragma once
/// What stands behind a State. For src/lua's own sources and the binding headers.
#include "src/core/result.hpp"
#include "src/lua/handles.hpp"
#include "src/lua/limits.hpp"
#include "src/lua/value.hpp"

#include <boost/asio/awaitable.hpp>

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace idpsim::lua {

/// Pushes results; returns how many.
using Push = std::function<int(lua_State*)>;
/// What a waiting function leaves behind: drive() awaits it and hands the results to the script.
using Step = std::function<boost::asio::awaitable<Result<Push>>()>;

/// The error that was last shown to a script: its fault is kept in case nobody catches it.
struct Raised {
    std::string message;
    Fault fault;
};

struct Core : std::enable_shared_from_this<Core> {
    Core();
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    Budget* budget = nullptr;     ///< of the run in progress
    lua_State* running = nullptr; ///< the thread of that run: a run inside it counts its C calls on
    bool metered = false;         ///< script code is running: allocations are held to the budget
    bool may_wait = false;        ///< the run in progress is driven
    std::size_t memory_used = 0;
    std::exception_ptr failure; ///< thrown by a bound function: passes through the script, nothing catches it
    std::optional<Raised> raised;
    std::map<std::string, std::string, std::less<>> chunks; ///< Lua's shortened chunk name -> the whole name
    Step pending;                                           ///< left by a waiting function just before it yields
    LuaState state; ///< last: closed first, while the account above still stands

    /// True when the run must end whatever the script catches.
    bool is_over() const { return failure || (budget && budget->exceeded != Exceeded::nothing); }
};

Core& core_of(lua_State* state);

/// While C++ runs inside a script its allocations are not held to the script's limit, so pushing a value cannot raise a
/// Lua error past C++ objects. The script meets the limit at its own next allocation.
class HostMode {
public:
    explicit HostMode(Core& core) : core_(core), before_(core.metered) { core_.metered = false; }
    ~HostMode() { core_.metered = before_; }
    HostMode(const HostMode&) = delete;
    HostMode& operator=(const HostMode&) = delete;

private:
    Core& core_;
    bool before_;
};

/// Ends the run. Raises a Lua error: no C++ object may be alive in the caller.
[[noreturn]] void raise_exceeded(lua_State* state, Exceeded which);
/// Adds `work` done inside a library function to the instructions used; raises when that is too much.
void charge(lua_State* state, std::uint64_t work);
/// Instructions left to the run in progress.
std::int64_t instructions_left(lua_State* state);

/// A Lua thread kept alive by its owner.
class Thread {
public:
    explicit Thread(Core& core);
    ~Thread();
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;
    lua_State* get() const { return thread_; }

private:
    std::weak_ptr<Core> core_;
    lua_State* thread_;
    int reference_;
};

/// Starts or continues `thread` with the `given` values on its stack. LUA_OK and LUA_YIELD leave `count` results.
struct Stretch {
    int status;
    int count;
};
Stretch run_stretch(Core& core, lua_State* thread, int given, Budget& budget, bool may_wait);

/// The error of a thread that ended with `status`. Throws what a bound function threw.
Error script_error(Core& core, lua_State* thread, int status, const Budget& budget);

/// "file:line" of the innermost Lua function on `state`, or "".
std::string position(lua_State* state);
/// "file:line" where the function on top of the stack begins, or "".
std::string function_position(lua_State* state);

} // namespace idpsim::lua
