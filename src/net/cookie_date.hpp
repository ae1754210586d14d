#pragma once
/// The dates of Set-Cookie's Expires. Private to src/net.
#include "src/core/instant.hpp"

#include <optional>
#include <string_view>

namespace idpsim::net {

/// RFC 6265 section 5.1.1: finds time, day, month and year in any order and among anything else, as browsers do.
/// Nothing when one of them is missing or impossible.
std::optional<Instant> parse_cookie_date(std::string_view text);

} // namespace idpsim::net
