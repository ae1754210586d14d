#include "simulator/mutants/scim_bend_patch.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim::PatchVerb;
using sp::SpBehaviour;

bool is_patch(const HttpRequest& request) { return request.method == "PATCH"; }
std::optional<scim::Refusal> goes_on() { return std::nullopt; }

// The message.
void urn_ignored(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) {
        if (is_patch(request)) body["schemas"] = json::array{"urn:ietf:params:scim:api:messages:2.0:PatchOp"};
        return std::optional<HttpResponse>();
    });
}
void operations_of_any_kind(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) {
        if (is_patch(request) && !list_of(body, "Operations"))
            body["Operations"] = json::array{json::object{{"op", "replace"}, {"value", json::object()}}};
        return std::optional<HttpResponse>();
    });
}
void any_op(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        if (!is_op(operation, "add") && !is_op(operation, "remove") && !is_op(operation, "replace")) operation["op"] = "replace";
        return Fate::stays;
    });
}
void reversed(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType&) {
        std::ranges::reverse(operations);
        return goes_on();
    });
}
void attributes_ignored(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_patch(request) && response.status == 200) response = HttpResponse{204, {}, ""};
    });
}
void unknown_id_accepted(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_patch(request) && response.status == 404) response = HttpResponse{204, {}, ""};
    });
}

// What the schema says.
void read_only_left_out(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const std::string path = path_text(operation);
        return path == "id" || path.starts_with("meta") ? Fate::is_left_out : Fate::stays;
    });
}
void any_boolean(SpBehaviour& behaviour) {
    behaviour.scim.patch.dialect.values.boolean = [](const json::value& value) {
        const std::optional<bool> read = scim::read_boolean(value);
        return std::optional(read.value_or(!value.is_null()));
    };
}
void member_changes(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType&) {
        json::array* members = list_of(resource, "members");
        for (const scim::PatchOperation& one : operations)
            if (members && !members->empty() && one.path && one.path->sub == "value" && one.value) members->front() = json::object{{"value", *one.value}};
        std::erase_if(operations, [](const scim::PatchOperation& one) { return one.path && one.path->sub == "value"; });
        return goes_on();
    });
}
void taken_name_accepted(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_patch(request) && response.status == 409) response = HttpResponse{204, {}, ""};
    });
}
void schemas_stay(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (json::array* urns = list_of(resource, "schemas")) urns->resize(1);
    });
}
void extension_begun_too_late(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType&) {
        if (resource.contains(json::string_view(scim::enterprise_urn.data(), scim::enterprise_urn.size()))) return goes_on();
        bool begun = false;
        std::erase_if(operations, [&](const scim::PatchOperation& one) {
            const bool is_of = one.path && one.path->attribute.urn == scim::enterprise_urn;
            return is_of && std::exchange(begun, true);
        });
        return goes_on();
    });
}

// add.
void add_without_value(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return is_op(operation, "add") && !operation.contains("value") ? Fate::is_left_out : Fate::stays; });
}
void add_keeps_single(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType&) {
        std::erase_if(operations, [&](const scim::PatchOperation& one) {
            return one.verb == PatchVerb::add && is_whole(one, "displayName") && resource.contains("displayName");
        });
        return goes_on();
    });
}
void complex_replaced(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType&) {
        for (const scim::PatchOperation& one : operations)
            if (is_whole(one, "name")) scim::erase_member(resource, "name");
        return goes_on();
    });
}
void always_modified(SpBehaviour& behaviour) {
    const auto changes = std::make_shared<int>(0);
    bend_answer(behaviour, [changes](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_patch(request)) ++*changes;
        if (body.contains("meta") && body["meta"].is_object())
            body["meta"].get_object()["lastModified"] = "2031-01-01T00:00:0" + std::to_string(*changes % 10) + "Z";
    });
}
void extension_not_begun(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType&) {
        std::erase_if(operations, [&](const scim::PatchOperation& one) {
            return one.path && one.path->attribute.urn == scim::enterprise_urn && !scim::find_member(resource, scim::enterprise_urn);
        });
        return goes_on();
    });
}

// remove and replace.
void remove_without_path(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return is_op(operation, "remove") && path_text(operation).empty() ? Fate::is_left_out : Fate::stays; });
}
void remove_lost(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType&) {
        std::erase_if(operations, [](const scim::PatchOperation& one) { return one.verb == PatchVerb::remove && !one.path->elements; });
        return goes_on();
    });
}
void remove_of_required(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const std::string path = path_text(operation);
        return is_op(operation, "remove") && (path == "userName" || path == "id") ? Fate::is_left_out : Fate::stays;
    });
}
void replace_needs_value(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType&) -> std::optional<scim::Refusal> {
        for (const scim::PatchOperation& one : operations)
            if (one.verb == PatchVerb::replace && is_whole(one, "title") && !resource.contains("title")) return scim::no_target("there is no title");
        return std::nullopt;
    });
}

// Paths.
void no_dots(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const std::string path = path_text(operation);
        return path.find('.') != std::string::npos && path.find_first_of("[:") == std::string::npos ? Fate::is_refused : Fate::stays;
    }, 400, "invalidPath");
}
void names_with_case(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const std::string path = path_text(operation);
        return !path.empty() && path.front() >= 'A' && path.front() <= 'Z' ? Fate::is_refused : Fate::stays;
    }, 400, "invalidPath");
}
void malformed_path_accepted(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const std::string path = path_text(operation);
        return !path.empty() && !scim::parse_patch_path(path) ? Fate::is_left_out : Fate::stays;
    });
}
void first_term_only(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType&) {
        for (scim::PatchOperation& one : operations) {
            if (!one.path || !one.path->elements || one.path->elements->kind != scim::Filter::Kind::all_of) continue;
            scim::Filter first = one.path->elements->parts.front();
            one.path->elements = std::move(first);
        }
        return goes_on();
    });
}
void presence_is_not_looked_at(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        request.url = replace_all(request.url, "emails%20pr", "userName%20pr");
        return std::optional<HttpResponse>();
    });
}
void sub_removes_element(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType&) {
        for (scim::PatchOperation& one : operations)
            if (one.verb == PatchVerb::remove && one.path->elements) one.path->sub.clear();
        return goes_on();
    });
}
void remove_of_nobody_clears(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType& type) {
        for (scim::PatchOperation& one : operations)
            if (one.verb == PatchVerb::remove && hits_nothing(one, resource, type)) one.path->elements.reset();
        return goes_on();
    });
}
void path_filter_ignored(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType&) {
        for (scim::PatchOperation& one : operations) {
            if (one.verb != PatchVerb::replace || !one.path || !one.path->elements) continue;
            one.path->elements.reset();
            one.path->attribute.sub = one.path->sub;
        }
        return goes_on();
    });
}
void no_hit_accepted(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType& type) {
        std::erase_if(operations, [&](const scim::PatchOperation& one) { return one.verb == PatchVerb::replace && hits_nothing(one, resource, type); });
        return goes_on();
    });
}

constexpr Mutant table[] = {
    {"s-patch-urn-ignored", "does not look at a PATCH's schemas", urn_ignored, "scim-rfc/patch@patch-urn-*"},
    {"s-patch-operations-any", "takes a PATCH without a list of operations for one that changes nothing", operations_of_any_kind, "scim-rfc/patch@patch-operations-*"},
    {"s-patch-op-any", "takes an op that it does not know for replace", any_op, "scim-rfc/patch@patch-op-*"},
    {"s-patch-reversed", "does the operations of a PATCH from the last to the first", reversed, "scim-rfc/patch@patch-order"},
    {"s-patch-answers-204", "answers a PATCH with 204 whatever attributes it asks for", attributes_ignored, "scim-rfc/patch@patch-answer*"},
    {"s-patch-unknown-id", "answers a PATCH of nobody with success", unknown_id_accepted, "scim-rfc/patch@patch-unknown-id"},
    {"s-patch-read-only", "skips operations on readOnly attributes and answers with success", read_only_left_out, "scim-rfc/patch@patch-read-only"},
    {"s-boolean-any", "takes any text for a boolean", any_boolean, "scim-rfc/patch@patch-value-type"},
    {"s-patch-immutable", "changes a member's value in place", member_changes, "scim-rfc/patch@patch-immutable"},
    {"s-patch-taken-name", "answers a PATCH to a taken userName with success", taken_name_accepted, "scim-rfc/patch@patch-unique,negative/scim-mass@link-username-take"},
    {"s-schemas-stay", "names no extension in schemas", schemas_stay, "scim-rfc/patch@patch-schemas-*"},
    {"s-patch-extension-late", "does not see an extension that an operation before began", extension_begun_too_late, "scim-rfc/patch@patch-schemas-*"},
    {"s-patch-add-empty", "takes an add without value", add_without_value, "scim-rfc/patch@patch-add-value-*"},
    {"s-patch-add-keeps", "keeps a single value when another is added", add_keeps_single, "scim-rfc/patch@patch-add-single"},
    {"s-patch-complex-replaced", "drops the sub-attributes that a PATCH does not name", complex_replaced, "scim-rfc/patch@patch-*-complex"},
    {"s-patch-always-modified", "sets lastModified when nothing changed", always_modified, "scim-rfc/patch@patch-add-again-*"},
    {"s-patch-no-extension", "changes only extensions that are there already", extension_not_begun, "scim-rfc/patch@patch-add-extension"},
    {"s-patch-remove-no-path", "takes a remove without path", remove_without_path, "scim-rfc/patch@patch-remove-no-path"},
    {"s-patch-remove-lost", "removes nothing and answers with success", remove_lost, "scim-rfc/patch@patch-remove-*"},
    {"s-patch-remove-required", "takes a remove of userName and does nothing", remove_of_required, "scim-rfc/patch@patch-remove-required"},
    {"s-patch-replace-absent", "replaces only what has a value", replace_needs_value, "scim-rfc/patch@patch-replace-absent"},
    {"s-path-no-dots", "knows no sub-attributes in paths", no_dots, "scim-rfc/patch-paths@path-sub-attribute"},
    {"s-path-case", "tells names in paths apart by case", names_with_case, "scim-rfc/patch-paths@path-names-case"},
    {"s-path-malformed", "skips operations whose path it cannot read", malformed_path_accepted, "scim-rfc/patch-paths@path-*malformed"},
    {"s-path-first-term", "heeds the first term of a path's filter only", first_term_only, "scim-rfc/patch-paths@path-remove-compound"},
    {"s-present-always", "finds attributes present that are not", presence_is_not_looked_at, "scim-rfc/patch-paths@path-remove-last"},
    {"s-path-sub-removes-all", "removes the whole value for a sub-attribute of it", sub_removes_element, "scim-rfc/patch-paths@path-remove-sub"},
    {"s-path-nobody-clears", "removes all when the one to go is not there", remove_of_nobody_clears, "scim-rfc/patch-paths@path-remove-nobody"},
    {"s-path-filter-ignored", "replaces all values whatever the path's filter says", path_filter_ignored, "scim-rfc/patch-paths@path-replace-*"},
    {"s-path-no-hit-accepted", "answers a replace that hits nothing with success", no_hit_accepted, "scim-rfc/patch-paths@path-replace-no-hit,scim-rfc/interop*@idp-value-path-replace"},
};

} // namespace

std::span<const Mutant> scim_patch_mutants() { return table; }

} // namespace idpsim::mutants
