#pragma once
/// A sandboxed Lua 5.4 state: safe library functions only, and limits on instructions, memory and time.
///
/// Scripts get neither io, os, debug, package, coroutine, load, require nor print; no randomness and no clock but what
/// is bound for them. `pairs` goes through keys in order, so a run is the same every time. Each file runs in an
/// environment of its own: what it leaves in a global is an error, and no file sees another's.
/// A state belongs to one thread.
#include "src/core/result.hpp"
#include "src/lua/limits.hpp"
#include "src/lua/value.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::lua {

struct Core;

/// A longer script is too_large.
inline constexpr std::size_t max_script = 1u << 20;

class State {
public:
    explicit State(Limits limits = {});
    ~State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    /// Runs `text` and copies out the first value it returns. Faults: too_large, script (does not compile, raised an
    /// error, returned what cannot be copied), limit. `where` is file:line, `name` the file. A Failure (or another
    /// exception that is not a ScriptError) thrown by a bound function passes through.
    Result<Value> run_text(std::string_view text, std::string name);
    /// Calls a function this state handed out; the first result. Functions that wait cannot be called from it: that
    /// takes drive() of task.hpp. Within a bound function it uses up the running script's own limits.
    /// A function of another state is a std::logic_error.
    Result<Value> call(Function function, std::vector<Value> arguments = {});

    const Limits& limits() const;
    /// Octets in use now.
    std::size_t memory_used() const;
    /// For the binding headers.
    Core& core() const { return *core_; }

private:
    std::shared_ptr<Core> core_;
    Limits limits_;
};

} // namespace idpsim::lua
