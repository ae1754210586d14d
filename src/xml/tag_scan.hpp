#pragma once
/// A look at the tags of a document before libxml2 parses it: libxml2 2.9 compares each attribute of a tag with every
/// other, so a tag of a million attributes would hold it for minutes.
#include <cstddef>
#include <optional>
#include <string_view>

namespace idpsim::xml {

/// Where the first start tag with more than `limit` attributes begins, in UTF-8 XML. Exact as far as the text is
/// well-formed; what comes after the first error is never parsed.
std::optional<std::size_t> crowded_xml_tag(std::string_view text, std::size_t limit);

/// The same for HTML, told apart as libxml2's HTML parser does: attributes need no value and stray quotes open nothing.
std::optional<std::size_t> crowded_html_tag(std::string_view text, std::size_t limit);

} // namespace idpsim::xml
