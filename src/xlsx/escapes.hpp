#pragma once
/// The escapes of text in SpreadsheetML: _x000D_ is a carriage return, _x005F_ an underscore that begins no escape
/// (ECMA-376 part 1, section 22.9.2.19, ST_Xstring).
#include "src/core/result.hpp"

#include <string>
#include <string_view>

namespace idpsim::xlsx {

/// With what they stand for. Malformed for half a surrogate pair.
Result<std::string> unescape(std::string_view text);
/// With the underscores escaped that would begin an escape.
std::string escape_underscores(std::string_view text);

} // namespace idpsim::xlsx
