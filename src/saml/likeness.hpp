#pragma once
/// What two documents have in common when their values are put aside: element order, prefixes and where namespaces are
/// declared, attribute order and presence, signatures and their position, algorithms and transforms, KeyInfo, ID and
/// time formats, skews, NameFormats, xsi:types, line breaks, character references.
#include "src/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::saml {

/// One line of a document's shape: a place and what stands there. Places are named without prefixes and with positions
/// from the second of a name on, Attributes by their Name where it is theirs alone, so that documents that differ in
/// prefixes or in the order of Attributes still meet:
///   "/Response/Assertion"                the element; `what` is its qualified name, "saml2:Assertion"
///   "/Response/Assertion/@*", "/*"       its attributes (namespace declarations among them) and children in order
///   "/Response/Assertion/@ID"            `what` is the value by kind: "id pfx{uuid}", "time, 3 digits, issue+180s",
///                                        "url", or the value itself where it is an algorithm, a format, a name
///   ".../Attribute[mail]"                the Attribute of that Name
///   "/Response/Issuer/text()"            the same for an element's text: "base64, lines of 76", "text"
///   ".../X509Certificate/certificate()"  what the certificate is like
///   ".../form()", ".../layout()", ".../tag()", "declaration()", "byte-order-mark()", "end()"
///                                        how it is written, where that is more than nothing
struct ShapeLine {
    std::string path;
    std::string what;
    std::string value; ///< attributes, texts: as it stands but for white space around, cut at 400 octets;
                       ///< certificate(): its subject's names
    friend bool operator==(const ShapeLine& a, const ShapeLine& b) { return a.path == b.path && a.what == b.what; }
};

/// The shape of a SAML message or metadata document. Malformed when it is no XML.
Result<std::vector<ShapeLine>> shape_of(std::string_view document);

struct ShapeDifference {
    std::string path;
    std::optional<std::string> left, right; ///< nothing: the line is missing on that side
    friend bool operator==(const ShapeDifference&, const ShapeDifference&) = default;
};

/// Each difference once: an element or attribute that one side lacks is told alone, without what is below it, and an
/// order differs only as to what both sides have. Empty when both have one shape.
std::vector<ShapeDifference> compare_shapes(const std::vector<ShapeLine>& left, const std::vector<ShapeLine>& right);
Result<std::vector<ShapeDifference>> compare_shapes(std::string_view left, std::string_view right);

} // namespace idpsim::saml
