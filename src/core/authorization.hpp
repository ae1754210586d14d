#pragma once
/// The Authorization header.
#include "src/core/http.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace idpsim {

/// What follows the scheme ("Bearer", "Basic", in any letter case) in the first Authorization header, without blanks around
/// it; nothing when that is of another scheme, or missing (RFC 9110 section 11.6.2).
std::optional<std::string> authorization_of(const HttpRequest& request, std::string_view scheme);

} // namespace idpsim
