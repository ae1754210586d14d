#pragma once
/// A universe's stream of seeded randomness: IDs, GUIDs, nonces. Never for keys: those come from OpenSSL.
#include <cstdint>
#include <string>
#include <string_view>

namespace idpsim {

/// xoshiro256** seeded by (seed, name). The same pair gives the same stream on every machine.
class Random {
public:
    Random(std::uint64_t seed, std::string_view name);

    /// A stream that nobody can guess, for servers that face other people.
    static Random from_system();

    std::uint64_t next();
    /// 0 <= result < bound; bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// `count` characters, each drawn from `alphabet`.
    std::string pick(std::string_view alphabet, std::size_t count);
    /// Lower-case hexadecimal, `count` characters.
    std::string hex(std::size_t count);
    /// A random (version 4) UUID, lower case, with hyphens.
    std::string uuid();
    /// An unguessable bearer secret of 32 characters [A-Za-z0-9] when the stream came from_system.
    std::string token();

private:
    std::uint64_t state_[4];
};

} // namespace idpsim
