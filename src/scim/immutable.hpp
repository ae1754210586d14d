#pragma once
/// Attributes that are set once (RFC 7643 section 7, RFC 7644 section 3.5.1).
#include "src/scim/schema.hpp"

namespace idpsim::scim {

/// Whether the type has any; when not, there is nothing to keep or check.
bool has_immutable(const ResourceType& type);

/// Puts the immutable values that a replacement leaves out back from `before`: leaving them out does not clear them.
void keep_immutable(const json::object& before, json::object& replacement, const ResourceType& type);

/// 400 mutability when an immutable attribute, or sub-attribute of a single complex value, had a value and has another
/// now, or none. Elements of a list are not looked into: they are removed and added whole.
Outcome<void> check_immutable(const json::object& before, const json::object& changed, const ResourceType& type);

} // namespace idpsim::scim
