#pragma once
/// A vendor's profile, from simulator/profiles/<vendor>.lua. Its long parts may stand in files of their own, read as if
/// their fields stood in the profile: <vendor>/console.lua (`console`, else in `saml`) and <vendor>/scim.lua (`scim`,
/// `default_scim`, `no_scim_reason`), <vendor>/guide.lua (`guide`, `advice`). What profiles share stands in library/NAME.lua beside them: a file with
/// `uses = NAME` (or a list) says in `make = function(NAME) return { ... } end` what its table is. Each part brings the `sources` of what it says.
#include "simulator/idp/profile.hpp"
#include "src/lua/state.hpp"

#include <filesystem>

namespace idpsim::engine {

/// Throws Failure naming file, line and field. The id must be the file's name.
idp::Profile load_profile(lua::State& state, const std::filesystem::path& file);

} // namespace idpsim::engine
