#pragma once
/// Digests and base64.
#include "src/core/result.hpp"

#include <string>
#include <string_view>

namespace idpsim::crypto {

enum class Hash { sha1, sha256, sha384, sha512 };

/// Raw octets.
std::string digest(Hash hash, std::string_view octets);
/// HMAC (RFC 2104), raw octets.
std::string hmac(Hash hash, std::string_view key, std::string_view octets);
std::string to_hex(std::string_view octets);
/// Whether two secrets are equal, in a time that tells neither their lengths nor where they differ.
bool same_secret(std::string_view a, std::string_view b);

/// RFC 4648 section 4, one line, padded.
std::string base64_encode(std::string_view octets);
std::string base64url_encode(std::string_view octets);
/// Strict RFC 4648 section 4, except that XML white space between characters is skipped (MIME line breaks are usual).
/// Any other stray octet, wrong padding or trailing data is malformed.
Result<std::string> base64_decode(std::string_view text);

} // namespace idpsim::crypto
