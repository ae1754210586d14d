#pragma once
/// URLs as peers really write them.
#include <string>
#include <string_view>

namespace idpsim::net {

/// Percent-encodes the octets that RFC 3986 does not admit in a URL but browsers and servers accept all the same: white
/// space, quotes, < > \ ^ ` { | }, anything outside ASCII, a "%" that begins no escape, and brackets after the
/// authority. A legal URL comes back unchanged, so what it says stays what the peer said.
std::string tidy_url(std::string_view url);

} // namespace idpsim::net
