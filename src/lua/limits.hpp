#pragma once
/// What a script may use, and how much of it is gone.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace idpsim::lua {

struct Limits {
    std::int64_t instructions = 50'000'000; ///< Lua instructions; work inside library functions counts in the same unit
    std::size_t memory = 64u << 20;         ///< octets held by the whole state; no single block over a quarter of it
    std::chrono::milliseconds wall{10'000}; ///< time inside the script and the functions it calls; waiting is free
};

/// Calls within calls, whatever the limits.
inline constexpr int max_calls = 20'000;

enum class Exceeded { nothing, instructions, memory, wall, calls };

/// "the script used more than 50 million instructions".
std::string describe_limit(Exceeded which, const Limits& limits);

/// One run's account. It lives through all the waits of a run, so waiting does not refill it.
struct Budget {
    using SteadyClock = std::chrono::steady_clock;

    Limits limits;
    std::int64_t instructions_used = 0;
    SteadyClock::duration wall_used{};
    SteadyClock::time_point deadline{};    ///< of the stretch that is running now
    Exceeded exceeded = Exceeded::nothing; ///< once set the run is over, whatever the script catches

    explicit Budget(Limits given) : limits(given) {}
};

} // namespace idpsim::lua
