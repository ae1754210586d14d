#pragma once
/// What several files of one folder share stands in its `library` folder: FOLDER/library/NAME.lua, loaded by name.
#include "src/engine/fields.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace idpsim::engine {

/// The folder's part that holds no files of the folder's own kind.
inline constexpr const char* library_folder = "library";

/// The text of a library that the file at `from` names in its field `uses`. Throws Failure naming that file and line.
std::shared_ptr<const std::string> read_library(const std::filesystem::path& folder, const std::string& name, const Fields& from);

/// How errors name it: "scenarios/library/scim.lua".
std::string library_name(const std::string& folder, const std::string& name);

} // namespace idpsim::engine
