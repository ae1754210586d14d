#pragma once
/// Which index answers a filter.
#include "simulator/scim/directory.hpp"
#include "src/scim/filter.hpp"

namespace idpsim::scim_server {

/// An equality that the filter cannot hold without: `userName eq "x"`, or one such part of an "and". Values are bound
/// as parameters and names compared with the schema's, so nothing of the filter becomes SQL.
Narrowing narrow(const scim::Filter& filter, const scim::ResourceType& type);

/// Whether the filter looks at the attribute anywhere.
bool mentions(const scim::Filter& filter, std::string_view attribute);

} // namespace idpsim::scim_server
