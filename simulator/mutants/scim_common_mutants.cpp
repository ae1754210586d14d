// What every resource has: id, externalId and meta, RFC 7643 section 3.1; and characteristics of attributes, section 7.
#include "simulator/mutants/mutant.hpp"
#include "simulator/mutants/scim_bend.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"
#include "src/scim/schema_set.hpp"

#include <map>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using sp::SpBehaviour;

void listed_without_id(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& body) {
        for (json::value& one : body["Resources"].as_array()) one.as_object().erase("id");
    });
}
void one_id_for_all(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_creation(request) && body.contains("id")) body["id"] = "1";
    });
}
void replaced_is_gone(SpBehaviour& behaviour) {
    auto replaced = std::make_shared<std::set<std::string>>();
    on_request(behaviour, [replaced](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.method == "PUT") replaced->insert(path_of(request));
        else if (replaced->contains(path_of(request))) return scim_error(404);
        return std::nullopt;
    });
}
void ids_used_again(SpBehaviour& behaviour) {
    behaviour.scim.create.id = [](const json::object&, Random&) { return std::string("1001"); };
}
void ids_with_bulkid(SpBehaviour& behaviour) {
    behaviour.scim.create.id = [](const json::object&, Random& random) { return "bulkId:" + random.uuid(); };
}
void clients_ids(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        const json::value sent = scim::json_or_null(request.body);
        if (is_creation(request) && sent.is_object() && sent.get_object().contains("id")) body["id"] = sent.get_object().at("id");
    });
}
void ids_any_case(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (!is_below(request, "/Users")) return std::nullopt;
        const std::size_t at = request.url.find("/Users/") + 7;
        request.url = request.url.substr(0, at) + to_lower(request.url.substr(at));
        return std::nullopt;
    });
}
void external_id_folded(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (resource.contains("externalId")) resource["externalId"] = to_lower(scim::text_member(resource, "externalId"));
    });
}
void external_id_made(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) { resource.emplace("externalId", resource.contains("id") ? resource.at("id") : json::value("x")); });
}
void clients_meta(SpBehaviour& behaviour) {
    const auto told = std::make_shared<std::map<std::string, json::object, std::less<>>>();   // by the resource's id
    bend_answer(behaviour, [told](const HttpRequest& request, HttpResponse&, json::object& body) {
        const json::value sent = scim::json_or_null(request.body);
        const json::value* meta = sent.is_object() ? sent.get_object().if_contains("meta") : nullptr;
        if (!body.contains("meta")) return;
        const std::string id(scim::text_member(body, "id"));
        if (meta && meta->is_object()) (*told)[id] = meta->get_object();
        if (!told->contains(id)) return;
        for (const auto& member : (*told)[id]) body["meta"].as_object()[member.key()] = member.value();
    });
}
void type_in_lower_case(SpBehaviour& behaviour) {
    bend_meta(behaviour, [](json::object& meta) { meta["resourceType"] = to_lower(scim::text_member(meta, "resourceType")); });
}
void created_moves(SpBehaviour& behaviour) {
    bend_meta(behaviour, [](json::object& meta) { meta["created"] = meta["lastModified"]; });
}
void modified_stays(SpBehaviour& behaviour) {
    bend_meta(behaviour, [](json::object& meta) { meta["lastModified"] = meta["created"]; });
}
void modified_from_the_start(SpBehaviour& behaviour) {
    bend_meta(behaviour, [](json::object& meta) { meta["lastModified"] = "2098-01-01T00:00:00Z"; });
}
void version_unquoted(SpBehaviour& behaviour) {
    bend_meta(behaviour, [](json::object& meta) {
        if (meta.contains("version")) meta["version"] = replace_all(std::string(scim::text_member(meta, "version")), "\"", "");
    });
}

/// A server with an extension of its own whose one attribute is described as it is not kept.
void describe_otherwise(SpBehaviour& behaviour, const char* characteristic, const char* told) {
    const std::string urn = "urn:example:params:scim:schemas:extension:clearance:2.0:User";
    scim::Attribute level;
    level.name = "clearance";
    auto schemas = std::make_shared<scim::SchemaSet>();
    schemas->add_extension(scim::Schema{urn, "Clearance", "What opens the door.", {level}}, "User", false).value();
    behaviour.scim.schemas = schemas;
    bend_lists(behaviour, [=](const HttpRequest& request, json::object& body) {
        if (!is_at(request, "/Schemas")) return;
        for (json::value& schema : body["Resources"].as_array())
            if (scim::text_member(schema.as_object(), "id") == urn)
                schema.as_object()["attributes"].as_array().front().as_object()[characteristic] = told;
    });
}
void request_is_default(SpBehaviour& behaviour) { describe_otherwise(behaviour, "returned", "request"); }
void unique_shared(SpBehaviour& behaviour) { describe_otherwise(behaviour, "uniqueness", "server"); }
void immutable_changes(SpBehaviour& behaviour) { describe_otherwise(behaviour, "mutability", "immutable"); }

constexpr Mutant table[] = {
    {"s-list-no-id", "lists resources without id", listed_without_id, "scim-rfc/common@id-everywhere"},
    {"s-one-id", "answers every creation with the same id", one_id_for_all, "scim-rfc/common@id-unique,scim-rfc/groups@ids-unique-across-types"},
    {"s-put-loses-id", "finds nobody by the old id after a PUT", replaced_is_gone, "scim-rfc/common@id-stable"},
    {"s-id-again", "gives the id of a deleted person to the next one", ids_used_again, "scim-rfc/common@id-not-used-again"},
    {"s-id-bulkid", "makes ids with the word bulkId", ids_with_bulkid, "scim-rfc/common@id-without-bulkid"},
    {"s-id-of-client", "answers with the client's id", clients_ids, "scim-rfc/common@id-is-the-servers,scim-rfc/create@create-read-only"},
    {"s-id-any-case", "reads ids without case", ids_any_case, "scim-rfc/common@id-case-exact"},
    {"s-external-id-folded", "keeps externalId in lower case", external_id_folded, "scim-rfc/common@external-id-kept"},
    {"s-external-id-made", "makes an externalId when there is none", external_id_made, "scim-rfc/common@external-id-not-invented"},
    {"s-meta-of-client", "takes meta from the client", clients_meta, "scim-rfc/common@meta-ignored,scim-rfc/groups@group-resource-type,negative/scim-mass@mass-meta"},
    {"s-type-lower", "writes meta.resourceType in lower case", type_in_lower_case, "scim-rfc/common@meta-resource-type"},
    {"s-created-moves", "moves meta.created with each change", created_moves, "scim-rfc/common@meta-created-stays"},
    {"s-modified-stays", "never moves meta.lastModified", modified_stays, "scim-rfc/common@meta-modified-moves"},
    {"s-modified-early", "gives a change that never was", modified_from_the_start, "scim-rfc/common@meta-modified-at-first"},
    {"s-request-default", "shows what is returned on request to everybody", request_is_default, "scim-rfc/characteristics@request-returned"},
    {"s-immutable-changes", "changes what is immutable", immutable_changes, "scim-rfc/characteristics@immutable-set-once"},
    {"s-unique-shared", "lets two people share what its schema calls unique", unique_shared, "scim-rfc/characteristics@unique-once"},
    {"s-version-bare", "writes versions without quotes", version_unquoted, "scim-rfc/common@meta-version-form"},
};

} // namespace

std::span<const Mutant> scim_common_mutants() { return table; }

} // namespace idpsim::mutants
