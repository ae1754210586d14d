#pragma once
/// Filters as conditions of the database.
#include "simulator/scim/directory.hpp"
#include "src/scim/filter.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace idpsim::scim_server {

/// A condition that every match satisfies. Its text is made of our own columns alone, and what a client wrote is bound.
struct Narrowing {
    Condition where;
    bool exact = false;   ///< whatever satisfies it matches, so nothing is left to look at
};

/// As much of the filter as columns can tell: of an "and" any part, of an "or" all or nothing, a negation only of what is
/// exact. The filter has passed check_filter; null: all. `user_name_key` is how user names compare.
Narrowing narrow(const scim::Filter* filter, const scim::ResourceType& type,
                 const std::function<std::string(std::string_view)>& user_name_key);

/// Whether the filter looks at the attribute anywhere.
bool mentions(const scim::Filter& filter, std::string_view attribute);

} // namespace idpsim::scim_server
