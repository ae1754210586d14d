#pragma once
/// Schemas that the owner of a SCIM server declares in Lua: an extension of User or Group, or a resource type.
#include "src/lua/state.hpp"
#include "src/scim/schema_set.hpp"

#include <filesystem>
#include <memory>
#include <vector>

namespace idpsim::engine {

/// Adds what the file declares; simulator/schemas/example.lua says how. Throws Failure naming file, line and field.
void load_schema(lua::State& state, const std::filesystem::path& file, scim::SchemaSet& into);

/// The standard types and those of the files.
std::shared_ptr<const scim::SchemaSet> load_schemas(const std::vector<std::filesystem::path>& files);

} // namespace idpsim::engine
