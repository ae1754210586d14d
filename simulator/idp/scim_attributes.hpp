#pragma once
/// Attributes of a SCIM resource by the paths that attribute mappings use (RFC 7644 section 3.10, its common half):
///   displayName   name.givenName   emails[type eq "work"].value   roles[primary eq "True"].value
///   urn:...:User:department   urn:...:User:manager.displayName
/// Attribute names compare without case (RFC 7643 section 2.1).
#include "src/core/result.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::idp {

struct AttributePath {
    std::string urn;         ///< schema URN before the attribute; "" for the core schema
    std::string name;        ///< "emails"
    std::string filter_name; ///< "type"; "" without value filter
    boost::json::value filter_value;
    std::string sub; ///< "value"; "" when there is none

    static Result<AttributePath> parse(std::string_view text);
};

/// The value at `path`, the first when several match; null when there is none, and for JSON null.
const boost::json::value* value_at(const boost::json::object& resource, const AttributePath& path);
/// The same for a path as text; null also for a malformed one.
const boost::json::value* value_at(const boost::json::object& resource, std::string_view path);
/// Puts `value` at `path`, making what is missing on the way: an extension, a complex value, a list's element.
void put_at(boost::json::object& resource, const AttributePath& path, boost::json::value value);

/// Whether two values mean the same to a mapping: a boolean equals its name as text in any case ("True"), a number its
/// digits as text.
bool same_value(const boost::json::value& a, const boost::json::value& b);

/// "number", "string", "boolean", "array", "object" or "null".
std::string_view json_type(const boost::json::value& value);

} // namespace idpsim::idp
