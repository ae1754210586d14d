#pragma once
/// ServiceProviderConfig, Schemas and ResourceTypes (RFC 7644 section 4, RFC 7643 sections 5 to 7).
#include "simulator/scim/behaviour.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace idpsim::scim_server {

/// Says what this server does, and no more.
boost::json::object service_provider_config(const ScimBehaviour& behaviour, std::string_view base);
boost::json::object list_schemas(const scim::SchemaSet& schemas, std::string_view base);
boost::json::object list_resource_types(const scim::SchemaSet& schemas, std::string_view base);
std::optional<boost::json::object> find_schema(const scim::SchemaSet& schemas, std::string_view urn,
                                               std::string_view base);
std::optional<boost::json::object> find_resource_type(const scim::SchemaSet& schemas, std::string_view name,
                                                      std::string_view base);

} // namespace idpsim::scim_server
