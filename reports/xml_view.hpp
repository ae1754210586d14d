#pragma once
/// XML for reading: one element a line, coloured, with what is signed marked.
#include "reports/repeated.hpp"

#include <string>
#include <string_view>

namespace idpsim::reports {

/// The contents of a <pre>; see xml_lines.hpp. An element that its own Signature refers to stands in <span class="s">,
/// one whose Signature refers to another in <span class="s other">: a mark says nothing of validity.
std::string xml_html(std::string_view xml, Repeated& repeated);

} // namespace idpsim::reports
