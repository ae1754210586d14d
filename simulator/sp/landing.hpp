#pragma once
/// Where a browser goes after its login.
#include <string>
#include <string_view>

namespace idpsim::sp {

/// `relay_state` when it is a path or an absolute URL of our own origin, normalised; "/" otherwise. Nothing that any
/// browser reads as another origin gets through: no "//host", no backslash, no control character, no user name.
std::string landing_url(std::string_view relay_state, std::string_view base_url);

} // namespace idpsim::sp
