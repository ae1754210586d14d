#include "src/core/random.hpp"

#include "src/core/text.hpp"

#include <bit>
#include <random>

namespace idpsim {
namespace {

/// splitmix64: spreads any 64-bit value over the whole state.
std::uint64_t spread(std::uint64_t& x) {
    x += 0x9e3779b97f4a7c15u;
    std::uint64_t z = x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

} // namespace

Random::Random(std::uint64_t seed, std::string_view name) {
    // A case's stream hangs on its id and not on its place in the run.
    std::uint64_t x = seed ^ hash_text(name);
    for (auto& word : state_) word = spread(x);
}

Random Random::from_system() {
    std::random_device device;
    Random out(0, "");
    for (auto& word : out.state_) word = (static_cast<std::uint64_t>(device()) << 32) | device();
    return out;
}

std::uint64_t Random::next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    std::uint64_t x = next();
    while (x >= limit) x = next();
    return x % bound;
}

std::string Random::pick(std::string_view alphabet, std::size_t count) {
    std::string out(count, '\0');
    for (char& c : out) c = alphabet[below(alphabet.size())];
    return out;
}

std::string Random::hex(std::size_t count) { return pick("0123456789abcdef", count); }

std::string Random::uuid() {
    std::string out = hex(36);
    for (const std::size_t i : {8u, 13u, 18u, 23u}) out[i] = '-';
    out[14] = '4';
    out[19] = "89ab"[below(4)];
    return out;
}

std::string Random::token() {
    return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32);
}

} // namespace idpsim
