#include "simulator/scim/discovery.hpp"

#include "src/core/text.hpp"
#include "src/scim/messages.hpp"

#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

template <class Items>
json::object list_of(const Items& items, std::string_view base) {
    scim::ListResponse list;
    for (const auto* item : items) list.resources.push_back(scim::describe(*item, base));
    list.total_results = list.items_per_page = static_cast<std::int64_t>(list.resources.size());
    return scim::write_list_response(std::move(list));
}

json::object supported(bool is_supported) { return {{"supported", is_supported}}; }

} // namespace

json::object service_provider_config(const ScimBehaviour& behaviour, std::string_view base) {
    json::object config;
    config["schemas"] = json::array{"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"};
    config["patch"] = supported(true);
    config["bulk"] = json::object{{"supported", false}, {"maxOperations", 0}, {"maxPayloadSize", 0}};
    config["filter"] = json::object{{"supported", true}, {"maxResults", behaviour.list.largest_count}};
    config["changePassword"] = supported(false);
    config["sort"] = supported(false);
    config["etag"] = supported(false);
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

json::object list_schemas(std::string_view base) { return list_of(scim::schemas(), base); }
json::object list_resource_types(std::string_view base) { return list_of(scim::resource_types(), base); }

std::optional<json::object> find_schema(std::string_view urn, std::string_view base) {
    for (const scim::Schema* schema : scim::schemas()) {
        if (equal_nocase(schema->id, urn)) return scim::describe(*schema, base);
    }
    return std::nullopt;
}

std::optional<json::object> find_resource_type(std::string_view name, std::string_view base) {
    for (const scim::ResourceType* type : scim::resource_types()) {
        if (type->name == name) return scim::describe(*type, base);
    }
    return std::nullopt;
}

} // namespace idpsim::scim_server
