#pragma once
/// What two documents have in common when their values are put aside: element order, prefixes and where namespaces are
/// declared, attribute order and presence, signatures and their position, algorithms and transforms, KeyInfo, ID and
/// time formats, skews, NameFormats, xsi:types.
#include "src/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::saml {

/// One line of a document's shape: a place and what stands there, its value abstracted by kind ("id:pfx{uuid}",
/// "time:0 digits, issue+180s", "base64 in lines of 64", "text", the value itself for URIs that are algorithms, formats
/// or bindings).
struct ShapeLine {
    std::string path; ///< "/samlp:Response/saml:Assertion[1]/@ID"
    std::string what;
    friend bool operator==(const ShapeLine&, const ShapeLine&) = default;
};

/// The shape of a SAML message or metadata document. Malformed when it is no XML.
Result<std::vector<ShapeLine>> shape_of(std::string_view document);

struct ShapeDifference {
    std::string path;
    std::optional<std::string> left, right; ///< nothing: the line is missing on that side
};
/// Empty when both documents have one shape.
Result<std::vector<ShapeDifference>> compare_shapes(std::string_view left, std::string_view right);

} // namespace idpsim::saml
