#pragma once
/// Attributes of declared schemas with uniqueness "server". Those of RFC 7643, userName and a group's displayName, have
/// indexes of their own.
#include "simulator/scim/collection.hpp"

#include <string_view>

namespace idpsim::scim_server {

/// The resource's values are its own from now on, those that it had are free. 409 uniqueness when another resource of
/// the organisation has one of them.
scim::Outcome<void> claim_unique_values(const Call& call, const scim::ResourceType& type, std::string_view id,
                                        const boost::json::object& resource);
/// Whether there are any to claim.
bool has_unique_values(const scim::ResourceType& type);
void release_unique_values(const Call& call, std::string_view id);

} // namespace idpsim::scim_server
