#pragma once
/// What is known of Salesforce, from simulator/salesforce/salesforce.lua.
#include "simulator/salesforce/vendor.hpp"
#include "simulator/sp/salesforce_config.hpp"
#include "src/lua/state.hpp"

#include <filesystem>

namespace idpsim::engine {

/// Throws Failure naming file, line and field.
salesforce::Vendor load_salesforce(lua::State& state, const std::filesystem::path& file);
/// The project's own file.
std::filesystem::path salesforce_file();
/// As the built-in product is told of it.
sp::SalesforceConfig salesforce_config(const salesforce::Vendor& vendor);

} // namespace idpsim::engine
