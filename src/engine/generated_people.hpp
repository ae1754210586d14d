#pragma once
/// A customer's directory that nobody has to write: as many people as asked for, the same ones for the same seed.
#include "src/engine/load_people.hpp"

#include <cstdint>
#include <string>

namespace idpsim::engine {

/// `count` people with addresses in `domain`, names of several scripts, titles and departments, spread over `groups` groups.
/// More people with the same seed begin with the same ones.
PeopleFile generate_people(std::size_t count, std::size_t groups, std::uint64_t seed, const std::string& domain);

/// The same directory some weeks later: of every fifty people five have another title, two are locked and one is gone, and
/// one in fifty is new. `seed` and `domain` are those of the people.
PeopleFile weeks_later(const PeopleFile& people, std::uint64_t seed, const std::string& domain);

} // namespace idpsim::engine
