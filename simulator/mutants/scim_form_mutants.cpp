// SCIM's transport, and what resources look like: RFC 7643 sections 2 to 4, RFC 7644 sections 2 and 3.
#include "simulator/mutants/mutant.hpp"
#include "simulator/mutants/scim_bend.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"
#include "src/scim/schema.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using sp::SpBehaviour;

constexpr const char* enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

std::string header_of(const HttpRequest& request, std::string_view name) { return find_header(request.headers, name).value_or(""); }
bool is_error(const HttpResponse& response) { return response.status >= 400; }

/// Where the resource says that it is, in the body and in Location.
void bend_location(SpBehaviour& behaviour, std::string (*change)(std::string)) {
    bend_answer(behaviour, [change](const HttpRequest&, HttpResponse& response, json::object& body) {
        json::value* meta = body.if_contains("meta");
        if (!meta || !meta->is_object() || !meta->get_object().contains("location")) return;
        const std::string bent = change(std::string(scim::text_member(meta->get_object(), "location")));
        meta->get_object()["location"] = bent;
        if (find_header(response.headers, "Location")) set_header(response.headers, "Location", bent);
    });
}
void bend_list(SpBehaviour& behaviour, const char* name, void (*change)(json::value& list)) {
    bend_resources(behaviour, [name, change](json::object& resource) {
        if (json::value* list = resource.if_contains(name); list && list->is_array()) change(*list);
    });
}

// --- transport ---

void location_with_query(SpBehaviour& behaviour) {
    bend_location(behaviour, [](std::string uri) { return uri + "?v=1"; });
}
void location_of_version_one(SpBehaviour& behaviour) {
    bend_location(behaviour, [](std::string uri) { return replace_all(std::move(uri), "/v2/", "/v1/"); });
}
void location_relative(SpBehaviour& behaviour) {
    bend_location(behaviour, [](std::string uri) { return uri.substr(uri.find("/Users/") == std::string::npos ? 0 : uri.find("/Users/")); });
}
void no_challenge(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        std::erase_if(response.headers, [](const auto& header) { return equal_nocase(header.first, "WWW-Authenticate"); });
    });
}
void errors_as_text(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (!is_error(response)) return;
        response.body = "Something went wrong";
        set_header(response.headers, "Content-Type", "text/plain");
    });
}
void errors_without_body(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (is_error(response)) response.body.clear();
    });
}
void errors_say_400(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest&, HttpResponse& response, json::object& body) {
        if (is_error(response)) body["status"] = response.status == 400 ? "500" : "400";
    });
}
void messages_listed(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest& request, json::object& body) {
        if (!is_at(request, "/Schemas")) return;
        json::object message = body["Resources"].as_array().front().as_object();
        message["id"] = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        body["Resources"].as_array().push_back(std::move(message));
    });
}
void long_characters_lost(SpBehaviour& behaviour) {
    // As a database does that keeps three octets of a character at most.
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        std::string kept;
        for (std::size_t i = 0; i < request.body.size(); ++i) {
            if (static_cast<unsigned char>(request.body[i]) < 0xF0) kept += request.body[i];
            else {
                kept += '?';
                i += 3;
            }
        }
        request.body = kept;
        return std::nullopt;
    });
}
void plain_json(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (!response.body.empty()) set_header(response.headers, "Content-Type", "application/json");
    });
}
void plain_json_not_acceptable(SpBehaviour& behaviour) {
    refuse(behaviour, 406, [](const HttpRequest& request) { return header_of(request, "Accept") == "application/json"; });
}
void accept_demanded(SpBehaviour& behaviour) {
    refuse(behaviour, 406, [](const HttpRequest& request) { return !header_of(request, "Accept").starts_with("application/"); });
}
void scim_json_unknown(SpBehaviour& behaviour) {
    refuse(behaviour, 415, [](const HttpRequest& request) { return header_of(request, "Content-Type").starts_with("application/scim+json"); });
}
void plain_json_unknown(SpBehaviour& behaviour) {
    refuse(behaviour, 415, [](const HttpRequest& request) { return header_of(request, "Content-Type").starts_with("application/json"); });
}
void user_name_octets(SpBehaviour& behaviour) { behaviour.scim.user_name_key = to_lower; }
void no_put(SpBehaviour& behaviour) {
    refuse(behaviour, 405, [](const HttpRequest& request) { return request.method == "PUT"; });
}
void no_delete(SpBehaviour& behaviour) {
    refuse(behaviour, 405, [](const HttpRequest& request) { return request.method == "DELETE"; });
}
void put_creates(SpBehaviour& behaviour) {
    auto known = std::make_shared<std::set<std::string>>();
    on_answer(behaviour, [known](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "POST" && response.status == 201)
            known->insert(std::string(scim::text_member(scim::json_or_null(response.body).as_object(), "id")));
    });
    on_request(behaviour, [known](HttpRequest& request) -> std::optional<HttpResponse> {
        const std::string path = path_of(request);
        const std::size_t slash = path.rfind('/');
        if (request.method != "PUT" || known->contains(path.substr(slash + 1))) return std::nullopt;
        request.method = "POST";
        request.url = path.substr(0, slash);
        return std::nullopt;
    });
}
void type_without_endpoint(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest& request, json::object& body) {
        if (!is_at(request, "/ResourceTypes")) return;
        json::object more = body["Resources"].as_array().front().as_object();
        more["id"] = more["name"] = "Device";
        more["endpoint"] = "/Devices";
        body["Resources"].as_array().push_back(std::move(more));
    });
}
void parameters_known_only(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) { return query_of(request).find("idpsimUnknown") != std::string::npos; });
}
void query_to_the_letter(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) { return request.url.ends_with('&') || request.url.ends_with('?'); });
}
void versions_ignored(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        request.url = replace_all(request.url, "/v9/", "/");
        return std::nullopt;
    });
}
void anybody_reads(SpBehaviour& behaviour) {
    behaviour.scim.is_open = [](const HttpRequest& request) { return request.method == "GET"; };
}
void post_to_resource(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.method == "POST" && is_below(request, "/Users")) request.method = "PUT";
        return std::nullopt;
    });
}

// --- the model ---

void names_with_case(SpBehaviour& behaviour) {
    bend_body(behaviour, [](const HttpRequest&, json::object& body) {
        for (const std::string_view name : {"userName", "displayName", enterprise}) {
            const json::value* found = scim::find_member(body, name);
            if (found && !body.contains(name)) scim::erase_member(body, name);
        }
    });
}
void active_as_number(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        resource["active"] = resource.contains("active") && resource["active"] == json::value(false) ? 0 : 1;
    });
}
void numbers_as_text(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& body) {
        for (const char* name : {"totalResults", "startIndex", "itemsPerPage"})
            if (body.contains(name)) body[name] = json::serialize(body[name]);
    });
}
void times_without_zone(SpBehaviour& behaviour) {
    bend_meta(behaviour, [](json::object& meta) {
        for (const char* name : {"created", "lastModified"}) {
            std::string text(scim::text_member(meta, name));
            if (text.ends_with('Z')) text.pop_back();
            meta[name] = text;
        }
    });
}
void binary_for_urls(SpBehaviour& behaviour) {
    bend_list(behaviour, "x509Certificates", [](json::value& list) {
        for (json::value& one : list.get_array())
            one.as_object()["value"] = replace_all(replace_all(std::string(scim::text_member(one.as_object(), "value")), "+", "-"), "/", "_");
    });
}
void certificates_joined(SpBehaviour& behaviour) {
    bend_list(behaviour, "x509Certificates", [](json::value& list) {
        std::string all;
        for (const json::value& one : list.get_array()) all += scim::text_member(one.as_object(), "value");
        list = json::array{json::object{{"value", all}}};
    });
}
void one_value_as_object(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        for (const char* name : {"emails", "members"}) {
            json::value* list = resource.if_contains(name);
            if (!list || list->as_array().size() != 1) continue;
            json::value only = list->as_array().front();
            *list = std::move(only);
        }
    });
}
void all_primary(SpBehaviour& behaviour) {
    bend_list(behaviour, "emails", [](json::value& list) {
        for (json::value& one : list.get_array()) one.as_object()["primary"] = true;
    });
}
void values_doubled(SpBehaviour& behaviour) {
    bend_list(behaviour, "emails", [](json::value& list) { list.get_array().push_back(json::value(list.get_array().front())); });
}
void title_empty(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (!resource.contains("title")) resource["title"] = "";
    });
}
void no_schemas(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) { resource.erase("schemas"); });
}
void schema_of_ones_own(SpBehaviour& behaviour) {
    bend_list(behaviour, "schemas", [](json::value& list) { list.get_array().push_back("urn:example:internal:User"); });
}
void schemas_doubled(SpBehaviour& behaviour) {
    bend_list(behaviour, "schemas", [](json::value& list) { list.get_array().push_back(json::value(list.get_array().front())); });
}
void first_schema_counts(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) {
        const json::value body = scim::json_or_null(request.body);
        const json::value* schemas = body.is_object() ? body.get_object().if_contains("schemas") : nullptr;
        return schemas && schemas->is_array() && !schemas->get_array().empty() && schemas->get_array().front() == json::value(enterprise);
    });
}
void schemas_first(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) { return !request.body.empty() && !request.body.starts_with("{\"schemas\""); });
}
void extension_flattened(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        json::value* held = resource.if_contains(enterprise);
        if (!held || !held->is_object()) return;
        const json::object members = held->get_object();
        resource.erase(enterprise);
        for (const auto& member : members) resource[member.key()] = member.value();
    });
}
void core_unlisted(SpBehaviour& behaviour) {
    bend_body(behaviour, [](const HttpRequest& request, json::object& body) {
        if (is_creation(request) && body.contains(enterprise)) body["schemas"] = json::array{json::string(scim::user_urn)};
    });
    bend_resources(behaviour, [](json::object& resource) {
        if (resource.contains(enterprise)) resource["schemas"] = json::array{enterprise};
    });
}
void extension_unlisted(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (resource.contains(enterprise)) resource["schemas"] = json::array{json::string(scim::user_urn)};
    });
}

constexpr Mutant table[] = {
    {"s-location-query", "puts a query into the URIs of resources", location_with_query, "scim-rfc/transport@base-without-query"},
    {"s-location-version", "names resources below another version than it was asked at", location_of_version_one, "scim-rfc/transport@version-segment"},
    {"s-location-relative", "gives relative URIs", location_relative, "scim-rfc/common@meta-location"},
    {"s-no-challenge", "answers 401 without saying how to authenticate", no_challenge, "scim-rfc/transport@unauthenticated-challenge"},
    {"s-anybody-reads", "shows everything to everybody", anybody_reads, "scim-rfc/transport@anonymous-refused"},
    {"s-error-text", "answers errors as plain text", errors_as_text, "scim-rfc/transport@bodies-are-objects,scim-rfc/transport@answer-media-type"},
    {"s-error-empty", "answers errors without a body", errors_without_body,
     "scim-rfc/transport@method-not-supported,scim-rfc/read@read-unknown,scim-rfc/put@put-unknown"},
    {"s-error-other-status", "tells another status in an error's body", errors_say_400, "scim-rfc/transport@error-says-its-status"},
    {"s-messages-listed", "lists messages among the schemas", messages_listed, "scim-rfc/transport@messages-not-listed"},
    {"s-utf8-three-octets", "loses characters beyond the basic plane", long_characters_lost, "scim-rfc/transport@utf8,negative/scim-controls@ok-unicode"},
    {"s-plain-json", "answers as application/json", plain_json, "scim-rfc/transport@accept-scim-json,scim-rfc/transport@answer-media-type"},
    {"s-accept-json", "does not serve application/json", plain_json_not_acceptable, "scim-rfc/transport@accept-json"},
    {"s-accept-demanded", "serves nobody who does not ask for JSON", accept_demanded, "scim-rfc/transport@accept-missing"},
    {"s-scim-json-unknown", "does not read application/scim+json", scim_json_unknown, "scim-rfc/transport@body-scim-json"},
    {"s-plain-json-unknown", "does not read application/json", plain_json_unknown, "scim-rfc/transport@body-plain-json"},
    {"s-username-octets", "compares userNames without preparing them", user_name_octets,
     "scim-rfc/transport@composed-letters,scim-rfc/transport@wide-letters"},
    {"s-no-put", "has no PUT", no_put, "scim-rfc/transport@users-methods,scim-rfc/put@put-supported,scim-rfc/groups@groups-methods"},
    {"s-no-delete", "has no DELETE", no_delete, "scim-rfc/transport@users-methods,scim-rfc/groups@groups-methods"},
    {"s-put-creates", "creates what a PUT does not find", put_creates, "scim-rfc/transport@put-makes-nothing,scim-rfc/put@put-unknown"},
    {"s-post-to-resource", "takes POST to a resource for PUT", post_to_resource, "scim-rfc/transport@method-not-supported"},
    {"s-type-without-endpoint", "lists a resource type that it does not serve", type_without_endpoint, "scim-rfc/transport@listed-endpoints-answer"},
    {"s-parameters-known", "refuses parameters that it does not know", parameters_known_only, "scim-rfc/transport@unknown-parameters"},
    {"s-query-strict", "refuses a stray & or ?", query_to_the_letter, "scim-rfc/transport@stray-query-marks"},
    {"s-versions-ignored", "serves any version", versions_ignored, "scim-rfc/transport@version-unknown"},

    {"s-names-case", "reads names of attributes with case", names_with_case,
     "scim-rfc/model@attribute-names-any-case,scim-rfc/model@extension-name-any-case,negative/scim-json@json-attr-case"},
    {"s-active-number-out", "answers active as 1 or 0", active_as_number, "scim-rfc/model@boolean-answered,scim-rfc/create@create-defaults"},
    {"s-numbers-text", "writes the numbers of a list as text", numbers_as_text,
     "scim-rfc/model@integer-plain,scim-rfc/list@list-total,scim-rfc/list@list-page-members"},
    {"s-times-no-zone", "writes times without a zone", times_without_zone, "scim-rfc/model@time-form"},
    {"s-binary-urls", "answers base64 in the alphabet of URLs", binary_for_urls, "scim-rfc/model@binary-kept"},
    {"s-certificates-joined", "puts all certificates into one value", certificates_joined, "scim-rfc/schema-core@certificate-each"},
    {"s-one-as-object", "answers a single value as an object", one_value_as_object,
     "scim-rfc/model@single-value-in-list,scim-rfc/groups@single-member-in-list"},
    {"s-all-primary", "makes every e-mail address primary", all_primary, "scim-rfc/model@one-primary,scim-rfc/model@primary-not-invented"},
    {"s-values-doubled", "lists a value twice", values_doubled, "scim-rfc/model@values-once"},
    {"s-empty-title", "answers \"\" for what has no value", title_empty, "scim-rfc/model@unassigned-left-out"},
    {"s-no-schemas", "answers resources without schemas", no_schemas, "scim-rfc/model@schemas-present"},
    {"s-schema-own", "lists a schema that is none of the type's", schema_of_ones_own, "scim-rfc/model@schemas-of-type"},
    {"s-schemas-doubled", "lists a schema twice", schemas_doubled, "scim-rfc/model@schemas-once"},
    {"s-first-schema", "refuses an extension that is listed first", first_schema_counts, "scim-rfc/model@schemas-any-order"},
    {"s-schemas-first", "wants schemas to be the first member", schemas_first, "scim-rfc/model@key-order-free"},
    {"s-extension-flat", "answers an extension's attributes beside the others", extension_flattened,
     "scim-rfc/model@extension-container,scim-rfc/schema-core@enterprise-attributes"},
    {"s-core-unlisted", "lists the extension alone", core_unlisted, "scim-rfc/model@base-schema-in-schemas"},
    {"s-extension-not-listed", "does not list the extension", extension_unlisted, "scim-rfc/model@extension-in-schemas"},
};

} // namespace

std::span<const Mutant> scim_form_mutants() { return table; }

} // namespace idpsim::mutants
