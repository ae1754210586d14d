#include "src/lua/limits.hpp"

namespace idpsim::lua {

namespace {

/// "64 MB", "300 kB": in the largest unit that leaves a whole number.
std::string octets(std::size_t count) {
    if (count % (1u << 20) == 0) return std::to_string(count >> 20) + " MB";
    if (count % (1u << 10) == 0) return std::to_string(count >> 10) + " kB";
    return std::to_string(count) + " octets";
}

std::string duration(std::chrono::milliseconds span) {
    if (span.count() % 1000 == 0) return std::to_string(span.count() / 1000) + " s";
    return std::to_string(span.count()) + " ms";
}

std::string instructions(std::int64_t count) {
    if (count % 1'000'000 == 0) return std::to_string(count / 1'000'000) + " million instructions";
    return std::to_string(count) + " instructions";
}

} // namespace

std::string describe_limit(Exceeded which, const Limits& limits) {
    switch (which) {
    case Exceeded::nothing:
        return "the script stayed within its limits";
    case Exceeded::instructions:
        return "the script used more than " + instructions(limits.instructions);
    case Exceeded::memory:
        return "the script used more than " + octets(limits.memory) + " of memory, or " + octets(limits.memory / 4) +
               " in one piece";
    case Exceeded::calls:
        return "the script calls itself too deeply (more than " + std::to_string(max_calls) + " calls)";
    case Exceeded::wall:
        return "the script used more than " + duration(limits.wall);
    }
    return "the script exceeded a limit";
}

} // namespace idpsim::lua
