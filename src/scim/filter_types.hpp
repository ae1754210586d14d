#pragma once
/// Filters over several resource types at once: a query at the server's root (RFC 7644 section 3.4.2.1).
#include "src/scim/filter.hpp"

#include <span>

namespace idpsim::scim {

/// check_filter for a query over all the types: each comparison has to make sense for one of them.
Outcome<void> check_filter(const Filter& filter, std::span<const ResourceType* const> types);

/// The filter as it concerns one of the types, which check_filter accepts for that type: an attribute that the type
/// does not have counts as one without a value.
Filter for_type(const Filter& filter, const ResourceType& type);

} // namespace idpsim::scim
