#pragma once
/// XML taken apart into lines for reading: a tag each, or a whole element that holds nothing but one value.
#include "reports/repeated.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::reports {

/// What an element's own ds:Signature child refers to (saml-core-2.0 section 5.4.2: "#" and that element's ID).
enum class SignedAs { unsigned_element, itself, something_else };

struct XmlLine {
    std::size_t depth; ///< elements around it
    std::string html;  ///< attributes in <i>, values in <b>, comments and instructions in <u>
    SignedAs begins = SignedAs::unsigned_element; ///< a signed element begins with this line
    bool ends = false;                            ///< a signed element ends with this line
};

/// Works on the text alone, tag soup included: nothing is read into a message or tidied away but white space between
/// tags. Every line that begins a signed element has one that ends it. Long values become references; of a
/// SignatureValue, which tells a reader nothing, the first characters stay.
std::vector<XmlLine> xml_lines(std::string_view xml, Repeated& repeated);

} // namespace idpsim::reports
