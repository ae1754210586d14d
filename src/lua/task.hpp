#pragma once
/// Scripts that wait: everything that takes time looks like a plain call to them.
#include "src/core/result.hpp"
#include "src/lua/state.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <vector>

namespace idpsim::lua {

/// Runs `function` to its end, awaiting what its waiting functions (waits() of bind.hpp) ask for; its first result.
/// The limits, the state's own unless given, hold for the whole run; time spent waiting is not counted. Faults: script,
/// limit, and the fault of a waiting function's error that the script did not catch. An exception that is not a
/// ScriptError passes through. `state` must outlive the run. Several runs may be under way in one state.
boost::asio::awaitable<Result<Value>> drive(State& state, Function function, std::vector<Value> arguments = {},
                                            std::optional<Limits> limits = std::nullopt);

} // namespace idpsim::lua
