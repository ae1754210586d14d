#pragma once
/// Raw DEFLATE (RFC 1951), the encoding of the Redirect binding (saml-bindings-2.0 section 3.4.4.1).
#include "src/core/result.hpp"

#include <string>
#include <string_view>

namespace idpsim::saml {

/// Malformed when the stream is damaged, ends early or has octets behind it; too_large above `max_octets`, without
/// inflating further.
Result<std::string> inflate_raw(std::string_view deflated, std::size_t max_octets);
/// At zlib's default level; throws Failure when memory runs out.
std::string deflate_raw(std::string_view octets);

} // namespace idpsim::saml
