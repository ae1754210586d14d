#pragma once
/// attrPath of RFC 7644 figure 1: [URN:]attribute[.subAttribute].
#include "src/scim/refusal.hpp"

#include <string>
#include <string_view>

namespace idpsim::scim {

/// As written; names compare without case, so nothing is normalised here.
struct AttributePath {
    std::string urn;    ///< "" or e.g. "urn:ietf:params:scim:schemas:core:2.0:User", without the last colon
    std::string name;   ///< "emails"
    std::string sub;    ///< "" or "value"

    std::string text() const;
    bool operator==(const AttributePath&) const = default;
};

/// The last colon ends the URN, so the dot of "2.0" separates nothing. Refused with invalidPath.
Outcome<AttributePath> parse_attribute_path(std::string_view text);

/// A character that attribute paths are made of: name characters, '.', ':' and the '$' of $ref.
bool is_path_character(char c);

} // namespace idpsim::scim
