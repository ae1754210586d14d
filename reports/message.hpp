#pragma once
/// A message of the transcript as HTML: decoded, indented, highlighted.
#include "src/core/transcript.hpp"

#include <string>
#include <string_view>

namespace idpsim::reports {

/// One exchange as a collapsed block; `anchor` is its id in the page.
std::string message_html(const Exchange& exchange, const std::string& anchor);

/// XML as written, one element a line, escaped and coloured. Works on the text alone, so nothing is read into it.
std::string xml_html(std::string_view xml);
/// JSON re-indented with its key order kept, escaped; text that is no JSON is shown as it is.
std::string json_html(std::string_view json);

} // namespace idpsim::reports
