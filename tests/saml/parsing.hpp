#pragma once
/// Documents for the readers' tests.
#include "src/xml/document.hpp"

#include <string_view>

namespace idpsim::test {

/// libxml2 and xmlsec run from the first document to the end of the test program.
inline void start_xml() { static const xml::Library library; }

inline xml::Document parsed(std::string_view text) {
    start_xml();
    return xml::Document::parse(text).value();
}

} // namespace idpsim::test
