#pragma once
/// The catalogue of clauses, conformance/clauses/*.lua.
#include "conformance/result.hpp"
#include "src/lua/state.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace idpsim::engine {

using Clauses = std::map<std::string, conformance::ClauseInfo>;

/// Adds the clauses of one file. Throws Failure naming file, line and field; an id that is there already is an error.
void load_clauses(lua::State& state, const std::filesystem::path& file, Clauses& into);

} // namespace idpsim::engine
