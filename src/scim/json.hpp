#pragma once
/// JSON as a hostile peer may send it, and the case-insensitive look at objects that SCIM needs.
#include "src/scim/refusal.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>

namespace idpsim::scim {

namespace json = boost::json;

struct JsonLimits {
    std::size_t octets = 8u << 20;   ///< longer: 413
    std::size_t depth = 32;          ///< deeper: 400 invalidSyntax
};

/// Strict RFC 8259, UTF-8, with the order of keys kept. Refused as 400 invalidSyntax: what is not well-formed, numbers
/// beyond a double, and objects with two keys that differ at most in ASCII case: attribute names are case-insensitive
/// (RFC 7643 section 2.1), and two readers of such an object could disagree about it.
Outcome<json::value> parse_json(std::string_view text, const JsonLimits& limits = {});
/// The same, where the text has to be one object.
Outcome<json::object> parse_json_object(std::string_view text, const JsonLimits& limits = {});

/// The member called `name`, whatever its case, or null.
const json::value* find_member(const json::object& object, std::string_view name);
json::value* find_member(json::object& object, std::string_view name);
/// What a peer's body says; null when it is no JSON, or too deep for Boost.JSON's own limit. For reading answers and
/// evidence, where a body that cannot be read is a finding and not a fault.
json::value json_or_null(std::string_view text);
/// Sets the member called `name`, whatever its case, in its place; or appends it.
void set_member(json::object& object, std::string_view name, json::value value);
/// Removes the member called `name`; the others keep their order. False when there was none.
bool erase_member(json::object& object, std::string_view name);
/// The member as text, or "" when it is absent or something else.
std::string_view text_member(const json::object& object, std::string_view name);

/// The view of a JSON string.
inline std::string_view text_of(const json::string& text) { return {text.data(), text.size()}; }
/// RFC 7643 section 2.5: null, [] and {} are no value; so is "" for `pr` and for required attributes.
bool is_unassigned(const json::value& value);
/// Equality that ignores the order of an object's members, not that of an array's elements.
bool same_json(const json::value& a, const json::value& b);

} // namespace idpsim::scim
