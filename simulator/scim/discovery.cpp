#include "simulator/scim/discovery.hpp"

#include "src/scim/messages.hpp"

#include <chrono>
#include <utility>
#include <vector>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

json::object list_of(std::vector<json::object> items) {
    scim::ListResponse list;
    list.total_results = list.items_per_page = static_cast<std::int64_t>(items.size());
    list.resources = std::move(items);
    return scim::write_list_response(std::move(list));
}

json::object supported(bool is_supported) { return {{"supported", is_supported}}; }

/// RFC 9865 section 4; cursorTimeout is in seconds.
json::object pagination(const ScimBehaviour& behaviour) {
    const ListPolicy& list = behaviour.list;
    json::object told{{"cursor", behaviour.features.cursor},
                      {"index", true},
                      {"defaultPaginationMethod", "index"},
                      {"defaultPageSize", list.default_count},
                      {"maxPageSize", list.largest_count}};
    if (behaviour.features.cursor) {
        told["cursorTimeout"] = std::chrono::duration_cast<std::chrono::seconds>(list.cursor_lifetime).count();
    }
    return told;
}

} // namespace

json::object service_provider_config(const ScimBehaviour& behaviour, std::string_view base) {
    const Features& features = behaviour.features;
    json::object config;
    config["schemas"] = json::array{"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"};
    config["patch"] = supported(features.patch);
    config["bulk"] = json::object{{"supported", features.bulk},
                                  {"maxOperations", features.bulk ? behaviour.bulk.operations : 0},
                                  {"maxPayloadSize", features.bulk ? behaviour.bulk.octets : 0}};
    config["filter"] = json::object{{"supported", features.filter}, {"maxResults", behaviour.list.largest_count}};
    config["changePassword"] = supported(features.change_password);
    config["sort"] = supported(features.sort);
    config["etag"] = supported(features.etag);
    config["pagination"] = pagination(behaviour);
    config["authenticationSchemes"] =
        json::array{json::object{{"type", "oauthbearertoken"},
                                 {"name", "OAuth Bearer Token"},
                                 {"description", "The organisation's SCIM token in the Authorization header."},
                                 {"specUri", "https://www.rfc-editor.org/info/rfc6750"},
                                 {"primary", true}}};
    config["meta"] = json::object{{"resourceType", "ServiceProviderConfig"},
                                  {"location", std::string(base) + "/ServiceProviderConfig"}};
    return config;
}

json::object list_schemas(const scim::SchemaSet& schemas, std::string_view base) {
    std::vector<json::object> all;
    for (const scim::Schema* schema : schemas.schemas()) all.push_back(scim::describe(*schema, base));
    return list_of(std::move(all));
}

json::object list_resource_types(const scim::SchemaSet& schemas, std::string_view base) {
    std::vector<json::object> all;
    for (const scim::ResourceType& type : schemas.types()) all.push_back(scim::describe(type, base));
    return list_of(std::move(all));
}

std::optional<json::object> find_schema(const scim::SchemaSet& schemas, std::string_view urn, std::string_view base) {
    const scim::Schema* schema = schemas.find_schema(urn);
    return schema ? std::optional(scim::describe(*schema, base)) : std::nullopt;
}

std::optional<json::object> find_resource_type(const scim::SchemaSet& schemas, std::string_view name,
                                               std::string_view base) {
    const scim::ResourceType* type = schemas.find_type(name);
    return type ? std::optional(scim::describe(*type, base)) : std::nullopt;
}

} // namespace idpsim::scim_server
