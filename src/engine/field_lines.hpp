#pragma once
/// Where a field stands in the Lua text that built it: for error messages.
#include <cstddef>
#include <string_view>

namespace idpsim::engine {

/// The line (from 1) of the field that `path` ("claims[2].support.okta") names in the tables of `source`. Comments,
/// texts and function bodies are passed over; a table held in a local variable is followed. When the last part does not
/// stand there (a missing field), the line of the table that should have it; when nothing of the path does, 1.
std::size_t field_line(std::string_view source, std::string_view path);

} // namespace idpsim::engine
