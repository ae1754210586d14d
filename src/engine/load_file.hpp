#pragma once
/// From a Lua file to its table of fields.
#include "src/core/result.hpp"
#include "src/engine/fields.hpp"
#include "src/lua/state.hpp"

#include <filesystem>

namespace idpsim::engine {

/// Runs the file; it must return a table. Throws Failure naming file and line.
Fields load_file(lua::State& state, const std::filesystem::path& file);

} // namespace idpsim::engine
