#pragma once
/// Paths below the SCIM base.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim_server {

/// The path below the base, decoded only after it has been cut: an id may hold an encoded slash, and stays an id.
/// Nothing when it has an empty part in the middle, a bad escape, or too many parts.
std::optional<std::vector<std::string>> read_path(std::string_view path, std::string_view base_path);

} // namespace idpsim::scim_server
