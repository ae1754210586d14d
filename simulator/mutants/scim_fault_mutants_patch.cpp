/// Faults of PATCH that were seen in real servers (conformance/faults/scim.lua).
#include "simulator/mutants/scim_bend_patch.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>
#include <memory>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim::PatchVerb;
using sp::SpBehaviour;

std::optional<scim::Refusal> goes_on() { return std::nullopt; }
Fate refused_if(bool is_wrong) { return is_wrong ? Fate::is_refused : Fate::stays; }
bool is_whole_list(const scim::PatchOperation& one, const scim::ResourceType& type) {
    if (!one.path || one.path->elements || !one.path->attribute.sub.empty()) return false;
    const auto place = type.resolve(one.path->attribute);
    return place && place->attribute && place->attribute->multi_valued;
}

void capital_ops_only(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const std::string_view op = scim::text_member(operation, "op");
        return refused_if(op.empty() || op.front() < 'A' || op.front() > 'Z');
    }, 400, "invalidSyntax");
}
void text_false_refused(SpBehaviour& behaviour) {
    behaviour.scim.patch.dialect.values.boolean = [](const json::value& value) { return value.is_bool() ? std::optional(value.get_bool()) : std::nullopt; };
}
void active_not_added(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return refused_if(is_op(operation, "add") && path_text(operation) == "active"); });
}
void active_as_number(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (json::value* active = scim::find_member(resource, "active"); active && active->is_bool()) *active = active->get_bool() ? 1 : 0;
    });
}
void replace_does_not_create(SpBehaviour& behaviour) { behaviour.scim.patch.dialect.create_on_replace = false; }
void add_does_not_create(SpBehaviour& behaviour) { behaviour.scim.patch.dialect.create_on_add = false; }
void value_path_unknown(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return refused_if(path_text(operation).find("].") != std::string::npos); }, 400, "invalidPath");
}
/// What a value path set becomes a member of that very name.
void value_path_literal(SpBehaviour& behaviour) {
    const auto stored = std::make_shared<std::map<std::string, json::object>>();
    bend_operations(behaviour, [stored](json::object& operation) {
        const std::string path = path_text(operation);
        if (path.find("].") == std::string::npos || !operation.contains("value")) return Fate::stays;
        (*stored)["all"][path] = operation["value"];
        return Fate::is_left_out;
    });
    bend_resources(behaviour, [stored](json::object& resource) {
        if (!resource.contains("userName")) return;
        for (const auto& member : (*stored)["all"]) resource[member.key()] = member.value();
    });
}
void one_hit_changes(SpBehaviour& behaviour) {
    bend_outcome(behaviour, [](json::object& changed, const json::object& was, const Operations& operations, const scim::ResourceType&) {
        for (const scim::PatchOperation& one : operations) {
            if (one.verb != PatchVerb::replace || !one.path || !one.path->elements) continue;
            json::array* list = list_of(changed, one.path->attribute.name);
            const json::value* old = scim::find_member(was, one.path->attribute.name);
            if (!list || !old || !old->is_array() || old->get_array().size() != list->size()) continue;
            bool first = true;
            for (std::size_t i = 0; i < list->size(); ++i)
                if (list->at(i) != old->get_array().at(i) && !std::exchange(first, false)) list->at(i) = old->get_array().at(i);
        }
    });
}
void add_replaces(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType& type) {
        for (scim::PatchOperation& one : operations)
            if (one.verb == PatchVerb::add && is_whole_list(one, type)) one.verb = PatchVerb::replace;
        return goes_on();
    });
}
void replace_appends(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType&) {
        for (scim::PatchOperation& one : operations)
            if (one.verb == PatchVerb::replace && !one.path) one.verb = PatchVerb::add;
        return goes_on();
    });
}
void plain_keys_only(SpBehaviour& behaviour) { behaviour.scim.patch.dialect.qualified_keys = false; }
void urn_split(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return refused_if(path_text(operation).starts_with(std::string(scim::enterprise_urn) + ":")); }, 400, "invalidPath");
}
void core_urn_unknown(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return refused_if(path_text(operation).starts_with(std::string(scim::user_urn) + ":")); }, 400, "invalidPath");
}
void manager_object_only(SpBehaviour& behaviour) { behaviour.scim.patch.dialect.values.text_as_complex = false; }
void manager_as_text(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        json::value* extension = scim::find_member(resource, scim::enterprise_urn);
        json::value* manager = extension && extension->is_object() ? scim::find_member(extension->get_object(), "manager") : nullptr;
        if (manager && manager->is_object()) *manager = json::value(json::string(manager->get_object()["value"].as_string()));
    });
}
void role_json_breaks(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        const bool has = request.method != "GET" && request.body.find("\"{\\\"") != std::string::npos;
        return has ? std::optional(scim_error(500)) : std::nullopt;
    });
}
void two_primaries(SpBehaviour& behaviour) {
    bend_outcome(behaviour, [](json::object& changed, const json::object& was, const Operations&, const scim::ResourceType&) {
        json::array* list = list_of(changed, "emails");
        const json::value* old = scim::find_member(was, "emails");
        if (!list || !old || !old->is_array()) return;
        for (std::size_t i = 0; i < list->size() && i < old->get_array().size(); ++i) list->at(i) = old->get_array().at(i);
    });
}
void two_primaries_break(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest&, json::object& body) -> std::optional<HttpResponse> {
        json::array* list = list_of(body, "emails");
        if (!list) return std::nullopt;
        const auto primaries = std::ranges::count_if(*list, [](json::value& one) { return one.is_object() && one.get_object().contains("primary"); });
        return primaries > 1 ? std::optional(scim_error(500)) : std::nullopt;
    });
}
void all_primary(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (json::array* list = list_of(resource, "emails"))
            for (json::value& one : *list) one.as_object()["primary"] = true;
    });
}
void remove_sets(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        if (is_op(operation, "remove") && operation.contains("value")) operation["op"] = "add";
        return Fate::stays;
    });
}
void display_name_refused(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return refused_if(path_text(operation) == "displayName"); });
}
void unknown_path_accepted(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType& type) {
        std::erase_if(operations, [&](const scim::PatchOperation& one) { return one.path && !type.resolve(one.path->attribute); });
        return goes_on();
    });
}
void change_dropped(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object&) { return Fate::is_left_out; });
}
void not_atomic(SpBehaviour& behaviour) { behaviour.scim.patch.atomic = false; }
void empty_list_breaks(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) -> std::optional<HttpResponse> {
        const json::array* list = list_of(body, "Operations");
        return request.method == "PATCH" && list && list->empty() ? std::optional(scim_error(500)) : std::nullopt;
    });
}
void patch_missing(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) { return request.method == "PATCH" ? std::optional(scim_error(405)) : std::nullopt; });
}
void one_attribute_only(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const json::value* value = operation.if_contains("value");
        return refused_if(path_text(operation).empty() && value && value->is_object() && value->get_object().size() > 1);
    });
}
void answer_without_id(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse& response, json::object& body) {
        if (request.method == "PATCH" && response.status == 200) body.erase("id");
    });
}

constexpr Mutant table[] = {
    {"s-op-capital-only", "knows PATCH operations with a capital only", capital_ops_only, "scim-rfc/patch@patch-op-known"},
    {"s-text-boolean-refused", "refuses the text \"False\" for active", text_false_refused, "scim-rfc/interop*@idp-text-boolean*"},
    {"s-active-not-added", "lets active be replaced but not added", active_not_added, "scim-rfc/interop*@idp-active-*"},
    {"s-active-as-number", "answers active as 1 or 0", active_as_number, "scim-rfc/interop*@idp-active-*"},
    {"s-value-path-replace", "creates nothing where a replace's filter hits nothing", replace_does_not_create, "scim-rfc/interop*@idp-value-path-*"},
    {"s-value-path-add", "creates nothing where an add's filter hits nothing", add_does_not_create, "scim-rfc/interop*@idp-value-path-*"},
    {"s-value-path-unknown", "knows no sub-attribute after a value filter", value_path_unknown, "scim-rfc/patch-paths@path-replace-sub"},
    {"s-value-path-literal", "stores a value path as an attribute of that name", value_path_literal, "scim-rfc/patch-paths@path-replace-sub,scim-rfc/interop*@idp-value-path-*"},
    {"s-value-path-one-hit", "changes one of several values that a filter hits", one_hit_changes, "scim-rfc/patch-paths@path-replace-all-hits"},
    {"s-add-replaces", "replaces a list by what is added to it", add_replaces, "scim-rfc/patch@patch-add-appends"},
    {"s-replace-appends", "appends to lists in a replace without path", replace_appends, "scim-rfc/patch@patch-replace-no-path-list"},
    {"s-plain-keys-only", "skips dotted and URN-qualified keys in a value without path", plain_keys_only, "scim-rfc/interop*@idp-*-keys"},
    {"s-urn-split", "does not understand paths with the extension's URN", urn_split, "scim-rfc/patch-paths@path-urn*"},
    {"s-core-urn", "does not understand paths with the core schema's URN", core_urn_unknown, "scim-rfc/patch-paths@path-core-urn"},
    {"s-manager-no-text", "refuses a manager that is a text", manager_object_only, "scim-rfc/interop*@idp-manager-*"},
    {"s-manager-as-text", "answers the manager as a text", manager_as_text, "scim-rfc/interop*@idp-manager-*,negative/scim-controls@ok-create-full"},
    {"s-role-json", "breaks at a role that is a JSON text", role_json_breaks, "scim-rfc/interop*@idp-role-*"},
    {"s-two-primaries", "keeps two primary values", two_primaries, "scim-rfc/patch@patch-primary-one"},
    {"s-two-primaries-break", "breaks at a body with two primary values", two_primaries_break, "scim-rfc/interop*@idp-two-primaries*"},
    {"s-primaries-kept", "keeps every primary value of a body", all_primary, "scim-rfc/interop*@idp-two-primaries*"},
    {"s-remove-sets", "sets the value that a remove names", remove_sets, "scim-rfc/interop*@idp-remove-*"},
    {"s-display-name", "does not replace displayName alone", display_name_refused, "scim-rfc/patch@patch-replace-single"},
    {"s-path-unknown", "answers a PATCH of an attribute that it does not know with success", unknown_path_accepted, "scim-rfc/patch-paths@path-unknown"},
    {"s-patch-dropped", "answers a PATCH with success and does nothing", change_dropped, "scim-rfc/patch@patch-replace-kept"},
    {"s-patch-half-done", "keeps the operations before one that fails", not_atomic, "scim-rfc/patch@patch-atomic"},
    {"s-patch-empty-breaks", "breaks at an empty list of operations", empty_list_breaks, "scim-rfc/patch@patch-operations-*"},
    {"s-patch-missing", "announces PATCH and refuses it", patch_missing, "scim-rfc/interop*@idp-patch,scim-rfc/discovery@config-patch-*"},
    {"s-patch-one-attribute", "takes one attribute only in a PATCH without path", one_attribute_only, "scim-rfc/patch@patch-replace-no-path-several"},
    {"s-patch-no-id", "leaves id out of the answer to a PATCH", answer_without_id, "scim-rfc/patch@patch-answer,scim-rfc/interop*@idp-patch-answer"},
};

} // namespace

std::span<const Mutant> scim_patch_fault_mutants() { return table; }

} // namespace idpsim::mutants
