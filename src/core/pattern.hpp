#pragma once
/// Text with placeholders, as profiles write URLs and identifiers.
#include "src/core/instant.hpp"
#include "src/core/random.hpp"
#include "src/core/result.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace idpsim {

using Values = std::map<std::string, std::string, std::less<>>;

/// Replaces {name} by values[name], and draws from `random`:
/// {uuid} {hex:N} {HEX:N} {digits:N} {alnum:N} (A-Za-z0-9) {upper:N} (A-Z0-9) {letter} {LETTER} (A-Z) {base64url:N} {pf:N} (A-Za-z0-9_.-);
/// {epoch_ms} is `now`. "{{" and "}}" stand for braces. An unknown placeholder is malformed and named.
Result<std::string> expand(std::string_view pattern, const Values& values, Random& random, Instant now);
/// Without randomness and time: an unknown placeholder is malformed.
Result<std::string> expand(std::string_view pattern, const Values& values);

} // namespace idpsim
