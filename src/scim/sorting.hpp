#pragma once
/// sortBy and sortOrder (RFC 7644 section 3.4.2.3).
#include "src/scim/schema.hpp"

#include <compare>
#include <string>
#include <string_view>
#include <variant>

namespace idpsim::scim {

/// What a list is sorted by.
struct Sorting {
    AttributePath path;
    bool descending = false;
};

/// Whether resources of the type can be sorted so. 400 invalidPath for attributes the type does not have, that are
/// never returned (the order would tell about them) or that have no order of their own; a complex attribute stands for
/// its `value` where it has one.
Outcome<void> check_sorting(const Sorting& sorting, const ResourceType& type);

/// A resource's place: text, or a number (of a number, a boolean, an instant), or nothing.
using SortKey = std::variant<std::monostate, double, std::string>;

/// Of several values the primary one decides, else the first. Text is folded unless the attribute is caseExact. Nothing
/// where the type has no such attribute.
SortKey sort_key(const json::object& resource, const Sorting& sorting, const ResourceType& type);

/// Whether `a` comes before `b`, ascending: resources without a value come last. Descending is the reverse of it all.
bool comes_before(const SortKey& a, const SortKey& b);

} // namespace idpsim::scim
