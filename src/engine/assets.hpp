#pragma once
/// Where profiles, scenarios, clauses, claims and targets are, from any working directory.
#include <filesystem>
#include <vector>

namespace idpsim::engine {

/// The folder that holds simulator/profiles, scenarios and conformance: IDPSIM_DATA when it is set, else
/// ../share/idpsim beside the program (installed), else the source tree above the program or that it was built from.
/// Throws Failure when there is none.
std::filesystem::path data_folder();
/// Every "*.lua" below `folder`, sorted; throws Failure when the folder is missing.
std::vector<std::filesystem::path> lua_files(const std::filesystem::path& folder);
/// The profiles of simulator/profiles, sorted; the parts that stand in a folder of their own are not listed.
std::vector<std::filesystem::path> profile_files();

} // namespace idpsim::engine
