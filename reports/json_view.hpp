#pragma once
/// JSON for reading: indented, values coloured.
#include <string>
#include <string_view>

namespace idpsim::reports {

/// The contents of a <pre>. Works on the text alone, so that numbers, escapes, doubled keys and what is no JSON at all
/// stay as they were sent: only white space between tokens is replaced. Values stand in <b>; short lists and objects
/// on one line.
std::string json_html(std::string_view json);

} // namespace idpsim::reports
