#pragma once
/// A vendor's profile, from simulator/profiles/<vendor>.lua.
#include "simulator/idp/profile.hpp"
#include "src/lua/state.hpp"

#include <filesystem>

namespace idpsim::engine {

/// Throws Failure naming file, line and field. The id must be the file's name.
idp::Profile load_profile(lua::State& state, const std::filesystem::path& file);

} // namespace idpsim::engine
