#pragma once
/// Received octets as UTF-8, before any parser sees them.
#include "src/core/result.hpp"

#include <string>
#include <string_view>

namespace idpsim::xml {

/// Well-formed UTF-8 as RFC 3629 section 3 defines it: nothing overlong, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view octets);

/// The document in UTF-8 without its byte order mark: `octets` itself where possible, else converted into `converted`.
/// UTF-8, UTF-16, US-ASCII, ISO-8859-1, ISO-8859-15 and windows-1252 are admitted (XML 1.0 appendix F says how they are
/// told apart); others are unsupported: an encoding that hides "<" from a reader of octets helps attackers only.
Result<std::string_view> as_utf8(std::string_view octets, std::string& converted);

} // namespace idpsim::xml
