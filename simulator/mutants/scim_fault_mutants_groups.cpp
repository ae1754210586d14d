/// Faults of group membership that were seen in real servers (conformance/faults/scim.lua).
#include "simulator/mutants/scim_bend_patch.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim::PatchVerb;
using sp::SpBehaviour;

std::optional<scim::Refusal> goes_on() { return std::nullopt; }
Fate refused_if(bool is_wrong) { return is_wrong ? Fate::is_refused : Fate::stays; }
bool is_members(const json::object& operation) { return path_text(operation) == "members"; }
bool is_filtered(const scim::PatchOperation& one) {
    return one.verb == PatchVerb::remove && one.path && one.path->elements && equal_nocase(one.path->attribute.name, "members");
}
/// The members that an operation, or a whole group, lists; null when it lists none.
json::array* listed(json::object& given) {
    if (json::array* members = list_of(given, "members")) return members;
    return list_of(given, "value");
}
bool writes_group(const HttpRequest& request) { return is_within(request, "/Groups") && request.method != "GET" && request.method != "DELETE"; }

/// Whatever lists members in a request: the group itself, or operations of a PATCH.
void bend_listed(SpBehaviour& behaviour, std::function<std::optional<HttpResponse>(json::array&)> bend) {
    bend_bodies(behaviour, [bend = std::move(bend)](HttpRequest& request, json::object& body) -> std::optional<HttpResponse> {
        if (!writes_group(request)) return std::nullopt;
        if (json::array* operations = list_of(body, "Operations")) {
            for (json::value& one : *operations)
                if (json::array* members = one.is_object() ? listed(one.get_object()) : nullptr)
                    if (auto answer = bend(*members)) return answer;
            return std::nullopt;
        }
        json::array* members = list_of(body, "members");
        return members ? bend(*members) : std::nullopt;
    });
}
bool lacks(const json::value& member, std::string_view name) { return member.is_object() && !scim::find_member(member.get_object(), name); }

void listed_removes_all(SpBehaviour& behaviour) { behaviour.scim.patch.dialect.remove_listed = false; }
void listed_refused(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return refused_if(is_op(operation, "remove") && is_members(operation) && operation.contains("value")); });
}
void filter_clears(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType&) {
        for (scim::PatchOperation& one : operations)
            if (is_filtered(one)) one.path->elements.reset();
        return goes_on();
    });
}
void filter_ignored(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object&, const scim::ResourceType&) {
        std::erase_if(operations, is_filtered);
        return goes_on();
    });
}
void empty_list_clears(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const json::array* value = list_of(operation, "value");
        if (is_op(operation, "remove") && value && value->empty()) operation.erase("value");
        return Fate::stays;
    });
}
void rename_drops_members(SpBehaviour& behaviour) {
    bend_outcome(behaviour, [](json::object& changed, const json::object& was, const Operations&, const scim::ResourceType& type) {
        if (type.name == "Group" && changed["displayName"] != was.at("displayName")) changed.erase("members");
    });
}
void rename_with_id_refused(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const json::value* value = operation.if_contains("value");
        return refused_if(path_text(operation).empty() && value && value->is_object() && value->get_object().contains("id"));
    }, 400, "mutability");
}
void replace_adds(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        if (is_op(operation, "replace") && is_members(operation)) operation["op"] = "add";
        return Fate::stays;
    });
}
void replace_refused(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) { return refused_if(is_op(operation, "replace") && is_members(operation)); });
}
void empty_replace_refused(SpBehaviour& behaviour) {
    bend_operations(behaviour, [](json::object& operation) {
        const json::array* value = list_of(operation, "value");
        return refused_if(is_op(operation, "replace") && is_members(operation) && value && value->empty());
    });
}
void untyped_ignored(SpBehaviour& behaviour) {
    bend_listed(behaviour, [](json::array& members) {
        json::array kept;
        for (json::value& one : members)
            if (!lacks(one, "type")) kept.push_back(std::move(one));
        members = std::move(kept);
        return std::optional<HttpResponse>();
    });
}
void display_demanded(SpBehaviour& behaviour) {
    bend_listed(behaviour, [](json::array& members) {
        const bool plain = std::ranges::any_of(members, [](const json::value& one) { return lacks(one, "display"); });
        return plain ? std::optional(scim_error(500)) : std::nullopt;
    });
}
void null_fields_refused(SpBehaviour& behaviour) {
    bend_listed(behaviour, [](json::array& members) {
        const bool has_null = std::ranges::any_of(members, [](const json::value& one) {
            return one.is_object() && std::ranges::any_of(one.get_object(), [](const auto& field) { return field.value().is_null(); });
        });
        return has_null ? std::optional(scim_error(400, "invalidValue")) : std::nullopt;
    });
}
void again_refused(SpBehaviour& behaviour) {
    bend_patch(behaviour, [](Operations& operations, json::object& resource, const scim::ResourceType&) -> std::optional<scim::Refusal> {
        const json::array* members = list_of(resource, "members");
        for (const scim::PatchOperation& one : operations) {
            if (one.verb != PatchVerb::add || !is_whole(one, "members") || !members || !one.value->is_array()) continue;
            for (const json::value& given : one.value->get_array())
                for (const json::value& present : *members)
                    if (scim::text_member(given.as_object(), "value") == scim::text_member(present.as_object(), "value"))
                        return scim::Refusal{scim::ScimType::uniqueness, 409, "is a member already"};
        }
        return std::nullopt;
    });
}
/// The group is shown with the member as often as it was added.
void again_doubled(SpBehaviour& behaviour) {
    const auto doubled = std::make_shared<std::multiset<std::string>>();
    bend_listed(behaviour, [doubled](json::array& members) {
        for (const json::value& one : members)
            if (one.is_object()) doubled->emplace(scim::text_member(one.get_object(), "value"));
        return std::optional<HttpResponse>();
    });
    bend_resources(behaviour, [doubled](json::object& resource) {
        json::array* members = list_of(resource, "members");
        if (!members) return;
        json::array shown;
        for (const json::value& one : *members)
            for (std::size_t i = std::max<std::size_t>(doubled->count(std::string(scim::text_member(one.as_object(), "value"))), 1); i > 0; --i) shown.push_back(one);
        *members = std::move(shown);
    });
}
/// Places are counted before anybody is removed, and used when others are gone already.
void removes_shift(SpBehaviour& behaviour) {
    behaviour.scim.patch.apply = [](json::object resource, const Operations& operations, const scim::ResourceType& type,
                                    const scim::PatchDialect& dialect) -> scim::Outcome<json::object> {
        json::array* members = list_of(resource, "members");
        if (!members || !std::ranges::all_of(operations, is_filtered)) return scim::apply_patch(std::move(resource), operations, type, dialect);
        const auto place = type.resolve(operations.front().path->attribute);
        std::vector<std::size_t> places;
        for (const scim::PatchOperation& one : operations)
            for (std::size_t i = 0; i < members->size(); ++i)
                if (scim::matches(*one.path->elements, members->at(i), *place->attribute)) places.push_back(i);
        for (const std::size_t i : places)
            if (i < members->size()) members->erase(members->begin() + static_cast<std::ptrdiff_t>(i));
        return resource;
    };
}
void members_not_written(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) {
        if (writes_group(request) && request.method != "PATCH") scim::erase_member(body, "members");
        return std::optional<HttpResponse>();
    });
}
void unknown_members_dropped(SpBehaviour& behaviour) { behaviour.scim.refuses_unknown_members = false; }
void group_echo_refused(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) -> std::optional<HttpResponse> {
        const bool echoes = request.method == "PUT" && is_within(request, "/Groups") && body.contains("meta");
        return echoes ? std::optional(scim_error(400, "mutability")) : std::nullopt;
    });
}
void unknown_member_breaks(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (writes_group(request) && response.status == 400) response = scim_error(500);
    });
}
/// Whoever is named as a member is a user from then on, as far as can be seen.
void members_created(SpBehaviour& behaviour) {
    const auto created = std::make_shared<std::set<std::string>>();
    behaviour.scim.refuses_unknown_members = false;
    behaviour.scim.before = [created](HttpRequest& request) -> std::optional<HttpResponse> {
        const json::value body = scim::json_or_null(request.body);
        const json::value* members = body.is_object() ? scim::find_member(body.get_object(), "members") : nullptr;
        if (members && members->is_array())
            for (const json::value& one : members->get_array()) created->emplace(scim::text_member(one.as_object(), "value"));
        const std::string id = path_of(request).substr(path_of(request).rfind('/') + 1);
        if (request.method != "GET" || !is_within(request, "/Users/") || !created->contains(id)) return std::nullopt;
        return json_response(200, json::serialize(json::object{{"schemas", json::array{"urn:ietf:params:scim:schemas:core:2.0:User"}}, {"id", id}, {"userName", id}}),
                             "application/scim+json");
    };
}
void excluded_ignored(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        request.url = replace_all(request.url, "excludedAttributes", "excluded");
        return std::optional<HttpResponse>();
    });
}
void one_member_object(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        const json::array* members = list_of(resource, "members");
        if (!members || members->size() != 1) return;
        json::value only = members->front();
        resource["members"] = std::move(only);
    });
}
void members_cap(SpBehaviour& behaviour) {
    bend_listed(behaviour, [](json::array& members) { return members.size() > 100 ? std::optional(scim_error(400)) : std::nullopt; });
}
void many_members_break(SpBehaviour& behaviour) {
    bend_listed(behaviour, [](json::array& members) { return members.size() > 500 ? std::optional(scim_error(500)) : std::nullopt; });
}
void foreign_schema_refused(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) -> std::optional<HttpResponse> {
        const json::array* urns = list_of(body, "schemas");
        return writes_group(request) && urns && urns->size() > 1 ? std::optional(scim_error(400, "invalidValue")) : std::nullopt;
    });
}
void duplicate_group(SpBehaviour& behaviour) { behaviour.scim.unique_group_names = false; }
void groups_missing(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) { return is_within(request, "/Groups") ? std::optional(scim_error(404)) : std::nullopt; });
}

constexpr Mutant table[] = {
    {"s-remove-listed", "empties the group when members to remove are listed", listed_removes_all, "scim-rfc/interop*@idp-remove-*"},
    {"s-remove-listed-refused", "refuses a remove that lists members", listed_refused, "scim-rfc/interop*@idp-remove-*"},
    {"s-member-filter-clears", "empties the group when one member is removed by a filter", filter_clears, "scim-rfc/patch-paths@path-remove-*"},
    {"s-member-filter-ignored", "removes nobody by a filter and answers with success", filter_ignored, "scim-rfc/patch-paths@path-remove-*"},
    {"s-remove-empty-list", "empties the group for an empty list of members to remove", empty_list_clears, "scim-rfc/interop*@idp-remove-*"},
    {"s-rename-drops-members", "drops the members of a group that is renamed", rename_drops_members, "scim-rfc/interop*@idp-rename-*"},
    {"s-rename-id", "refuses the id inside a rename", rename_with_id_refused, "scim-rfc/interop*@idp-rename-*"},
    {"s-members-replace-adds", "adds members in place of replacing them", replace_adds, "scim-rfc/patch@patch-replace-members"},
    {"s-members-replace-refused", "refuses a replace of the members", replace_refused, "scim-rfc/interop*@idp-members-*"},
    {"s-members-replace-empty", "refuses an empty list of members", empty_replace_refused, "scim-rfc/interop*@idp-members-*"},
    {"s-member-untyped", "ignores members without a type", untyped_ignored, "scim-rfc/interop*@idp-member-*"},
    {"s-member-undisplayed", "breaks at members without display", display_demanded, "scim-rfc/interop*@idp-member-plain-*"},
    {"s-member-nulls", "refuses members with null fields", null_fields_refused, "scim-rfc/interop*@idp-member-*"},
    {"s-member-again-refused", "refuses a member who is there already", again_refused, "scim-rfc/patch@patch-add-again-*"},
    {"s-member-again-doubled", "lists a member twice who was added twice", again_doubled, "scim-rfc/patch@patch-add-again-*"},
    {"s-removes-shift", "hits the wrong members when several are removed", removes_shift, "scim-rfc/patch-paths@path-remove-*"},
    {"s-members-not-written", "ignores members in POST and PUT", members_not_written, "scim-rfc/interop*@idp-members-written"},
    {"s-unknown-member-dropped", "drops members whom it does not know and answers with success", unknown_members_dropped, "scim-rfc/interop*@idp-unknown-*"},
    {"s-group-echo", "refuses a PUT of a group with meta", group_echo_refused, "scim-rfc/interop*@idp-group-*"},
    {"s-unknown-member-breaks", "breaks at a member whom it does not know", unknown_member_breaks, "scim-rfc/interop*@idp-unknown-*"},
    {"s-members-created", "makes users of the members whom it does not know", members_created, "scim-rfc/interop*@idp-unknown-*"},
    {"s-members-not-excluded", "does not look at excludedAttributes", excluded_ignored, "scim-rfc/interop*@idp-excluded-*,negative/scim-controls@ok-group-paging"},
    {"s-one-member-object", "answers a single member as an object", one_member_object, "scim-rfc/interop*@idp-members-*"},
    {"s-members-cap", "refuses more than 100 members in one request", members_cap, "scim-rfc/patch@patch-large"},
    {"s-members-break", "breaks at more than 500 members in one request", many_members_break, "scim-rfc/patch@patch-thousand"},
    {"s-group-foreign-schema", "refuses a group with a foreign schema", foreign_schema_refused, "scim-rfc/interop*@idp-group-*"},
    {"s-duplicate-group", "takes a second group of the same name", duplicate_group, "scim-rfc/interop*@idp-duplicate-*"},
    {"s-groups-missing", "has no groups", groups_missing, "scim-rfc/interop*@idp-groups"},
};

} // namespace

std::span<const Mutant> scim_group_fault_mutants() { return table; }

} // namespace idpsim::mutants
