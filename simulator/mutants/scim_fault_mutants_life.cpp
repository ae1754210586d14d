/// Faults of creation, look-up, change and deletion of users that were seen in real servers (conformance/faults/scim.lua).
#include "simulator/mutants/scim_bend_patch.hpp"

#include "src/core/url.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using sp::SpBehaviour;
using Answer = std::optional<HttpResponse>;

bool is_create(const HttpRequest& request) { return request.method == "POST" && path_of(request).ends_with("/Users"); }
bool is_user(const HttpRequest& request) { return is_within(request, "/Users/"); }
Answer refused_if(bool is_wrong, int status, std::string_view type = "invalidValue") {
    return is_wrong ? Answer(scim_error(status, type)) : std::nullopt;
}
/// The decoded filter of a query, or "".
std::string filter_of(const HttpRequest& request) {
    const auto at = request.url.find('?');
    if (at == std::string::npos || request.method != "GET") return "";
    const auto params = parse_form(request.url.substr(at + 1));
    return params ? find_param(*params, "filter").value_or("") : "";
}
void set_filter(HttpRequest& request, std::string_view filter) { request.url = with_param(path_of(request), "filter", filter); }
/// Filters that are refused.
void refuse_filters(SpBehaviour& behaviour, bool (*is_refused)(const std::string&), int status = 400) {
    on_request(behaviour, [is_refused, status](HttpRequest& request) {
        const std::string filter = filter_of(request);
        return refused_if(!filter.empty() && is_refused(filter), status, status == 400 ? "invalidFilter" : "");
    });
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
/// Creations whose body is refused.
void refuse_creations(SpBehaviour& behaviour, bool (*is_refused)(const json::object&), int status = 400) {
    bend_bodies(behaviour, [is_refused, status](HttpRequest& request, json::object& body) {
        return refused_if(is_create(request) && is_refused(body), status, status == 400 ? "invalidValue" : "");
    });
}

/// The second user has a name of its own inside, which nobody sees.
void second_user_created(SpBehaviour& behaviour) {
    const auto names = std::make_shared<std::set<std::string>>();
    bend_bodies(behaviour, [names](HttpRequest& request, json::object& body) {
        const std::string name(scim::text_member(body, "userName"));
        if (is_create(request) && !names->insert(name).second) body["userName"] = name + ".second";
        return Answer();
    });
    bend_resources(behaviour, [](json::object& resource) {
        if (json::value* name = resource.if_contains("userName")) *name = json::string(replace_all(name->as_string().c_str(), ".second", ""));
    });
}
void duplicate_status(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (response.status == 409) response = scim_error(400, "uniqueness");
    });
}
void duplicate_type(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest&, HttpResponse& response, json::object& body) {
        if (response.status == 409) body.erase("scimType");
    });
}
void create_answer_empty(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_create(request) && response.status == 201) response.body.clear();
    });
}
/// A creation with the id of a user that there is replaces that user.
void client_id_taken(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) {
        if (!is_create(request) || !body.contains("id")) return Answer();
        request.method = "PUT";
        request.url = path_of(request) + "/" + std::string(scim::text_member(body, "id"));
        return Answer();
    });
}
void lookup_by_address(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        constexpr std::string_view by_name = "userName eq ";
        if (const std::string filter = filter_of(request); filter.starts_with(by_name))
            set_filter(request, "emails.value eq " + filter.substr(by_name.size()));
        return std::nullopt;
    });
}
void lookup_with_case(SpBehaviour& behaviour) {
    const auto names = std::make_shared<std::set<std::string>>();
    on_request(behaviour, [names](HttpRequest& request) {
        const json::value body = scim::json_or_null(request.body);
        if (is_create(request) && body.is_object()) names->emplace(scim::text_member(body.get_object(), "userName"));
        const std::string filter = filter_of(request);
        const bool known = std::ranges::any_of(*names, [&](const std::string& name) { return has(filter, "\"" + name + "\""); });
        if (filter.starts_with("userName") && !known) set_filter(request, "userName eq \"\"");
        return Answer();
    });
}
void external_id_unknown(SpBehaviour& behaviour) { refuse_filters(behaviour, [](const std::string& filter) { return has(filter, "externalId"); }); }
void email_unknown(SpBehaviour& behaviour) { refuse_filters(behaviour, [](const std::string& filter) { return has(filter, "emails"); }); }
void operators_with_case(SpBehaviour& behaviour) {
    refuse_filters(behaviour, [](const std::string& filter) { return has(filter, " Eq ") || has(filter, " EQ ") || has(filter, " AND "); });
}
void escapes_unknown(SpBehaviour& behaviour) { refuse_filters(behaviour, [](const std::string& filter) { return has(filter, "\\") || has(filter, "+"); }, 500); }
void externals_demanded(SpBehaviour& behaviour) { refuse_creations(behaviour, [](const json::object& body) { return !body.contains("externalId"); }); }
void objects_refused(SpBehaviour& behaviour) {
    refuse_creations(behaviour, [](const json::object& body) { return body.contains("roles") || body.contains("entitlements"); });
}
void single_object_breaks(SpBehaviour& behaviour) {
    refuse_creations(behaviour, [](const json::object& body) { return body.contains("emails") && body.at("emails").is_object(); }, 500);
}
void old_urns_break(SpBehaviour& behaviour) {
    refuse_creations(behaviour, [](const json::object& body) { return has(json::serialize(body.at("schemas")), "urn:scim:schemas"); }, 500);
}
void extension_dropped(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) {
        const json::array* urns = list_of(body, "schemas");
        if (is_create(request) && urns && urns->size() == 1) scim::erase_member(body, scim::enterprise_urn);
        return Answer();
    });
}
void password_refused(SpBehaviour& behaviour) { refuse_creations(behaviour, [](const json::object& body) { return body.contains("password"); }); }
void locale_refused(SpBehaviour& behaviour) {
    refuse_creations(behaviour, [](const json::object& body) { return has(std::string(scim::text_member(body, "locale")), "_"); });
}
void put_merges(SpBehaviour& behaviour) {
    behaviour.scim.replace = [](const json::object& was, json::object given, bool) {
        json::object out = was;
        for (const auto& member : given) out[member.key()] = member.value();
        return out;
    };
}
void put_missing(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) { return refused_if(request.method == "PUT", 405, ""); });
}
void put_null_refused(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) {
        const bool has_null = std::ranges::any_of(body, [](const auto& member) { return member.value().is_null(); });
        return refused_if(request.method == "PUT" && has_null, 400);
    });
}
void put_echo_refused(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) {
        return refused_if(request.method == "PUT" && is_user(request) && body.contains("meta"), 400, "mutability");
    });
}
/// A name that was used once is never free again.
void name_burnt(SpBehaviour& behaviour) {
    const auto names = std::make_shared<std::set<std::string>>();
    bend_bodies(behaviour, [names](HttpRequest& request, json::object& body) {
        const bool again = is_create(request) && !names->emplace(scim::text_member(body, "userName")).second;
        return refused_if(again, 409, "uniqueness");
    });
}
void id_of_name(SpBehaviour& behaviour) {
    behaviour.scim.create.id = [](const json::object& resource, Random&) {
        const std::string name(scim::text_member(resource, resource.contains("userName") ? "userName" : "displayName"));
        return "id-" + std::to_string(std::hash<std::string>()(name));
    };
}
bool is_inactive(const HttpResponse& response) { return response.status == 200 && has(response.body, "\"active\":false"); }
void inactive_hidden(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "GET" && is_user(request) && is_inactive(response)) response = scim_error(404);
    });
}
/// From the reactivation on the user is listed under another id.
void reactivated_anew(SpBehaviour& behaviour) {
    const auto came_back = std::make_shared<bool>(false);
    on_request(behaviour, [came_back](HttpRequest& request) {
        if (request.method == "PATCH" && has(request.body, "true")) *came_back = true;
        return Answer();
    });
    bend_answer(behaviour, [came_back](const HttpRequest&, HttpResponse&, json::object& body) {
        if (json::array* list = *came_back ? list_of(body, "Resources") : nullptr)
            for (json::value& one : *list) one.as_object()["id"] = "another";
    });
}
void delete_missing(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) { return refused_if(request.method == "DELETE", 405, ""); });
}
void delete_unknown_breaks(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "DELETE" && response.status == 404) response = scim_error(500);
    });
}
void unknown_id_400(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "GET" && is_user(request) && response.status == 404) response = scim_error(400, "invalidValue");
    });
}
void name_not_answered(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) { resource.erase("name"); });
}
void addresses_nested(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (json::array* list = list_of(resource, "addresses")) *list = json::array{json::value(json::array(*list))};
    });
}

// Deletion, beyond what was seen.
void delete_answers_200(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "DELETE" && response.status == 204) response = json_response(200, "{}", "application/scim+json");
    });
}
void deleted_is_listed(SpBehaviour& behaviour) { behaviour.scim.remove.erases = false; }
/// A group is shown as it was when it was made, whoever was deleted since.
void deleted_stays_member(SpBehaviour& behaviour) {
    const auto groups = std::make_shared<std::map<std::string, std::string>>();
    on_answer(behaviour, [groups](const HttpRequest& request, HttpResponse& response) {
        if (request.method != "GET" || !is_within(request, "/Groups/")) return;
        response.body = groups->emplace(path_of(request), response.body).first->second;
    });
}

constexpr Mutant table[] = {
    {"s-second-user", "creates a second user of the same userName", second_user_created, "scim-rfc/interop*@idp-duplicate-*"},
    {"s-duplicate-status", "refuses duplicates with 400", duplicate_status, "scim-rfc/interop*@idp-duplicate-*"},
    {"s-duplicate-type", "says no scimType with a 409", duplicate_type, "scim-rfc/interop*@idp-duplicate-*"},
    {"s-create-empty", "answers a creation without the user", create_answer_empty, "scim-rfc/interop*@idp-create-*"},
    {"s-client-id", "overwrites the user whose id a creation names", client_id_taken, "scim-rfc/interop*@idp-client-id"},
    {"s-lookup-by-address", "looks userNames up among e-mail addresses", lookup_by_address, "scim-rfc/interop*@idp-user-name"},
    {"s-lookup-case", "looks userNames up with case", lookup_with_case, "scim-rfc/interop*@idp-user-name-case,negative/scim-filter@flt-case-exact"},
    {"s-external-id-filter", "does not filter by externalId", external_id_unknown, "scim-rfc/interop*@idp-external-id"},
    {"s-email-filter", "does not filter by e-mail", email_unknown, "scim-rfc/interop*@idp-email"},
    {"s-operator-case", "knows operators in lower case only", operators_with_case, "scim-rfc/interop*@idp-operator-case"},
    {"s-filter-escapes", "breaks at escapes in a filter", escapes_unknown, "scim-rfc/interop*@idp-filter-escapes"},
    {"s-optional-demanded", "demands externalId", externals_demanded, "scim-rfc/interop*@idp-optional"},
    {"s-objects-refused", "takes roles as texts only", objects_refused, "scim-rfc/interop*@idp-roles-objects"},
    {"s-single-object", "breaks at a single object in place of a list", single_object_breaks, "scim-rfc/interop*@idp-single-*"},
    {"s-old-urns", "breaks at schema URNs of SCIM 1.1", old_urns_break, "scim-rfc/interop*@idp-old-urns"},
    {"s-extension-dropped", "drops extensions that schemas does not list", extension_dropped, "scim-rfc/interop*@idp-extension-*"},
    {"s-password-refused", "refuses a password", password_refused, "scim-rfc/interop*@idp-password-*"},
    {"s-locale-refused", "refuses a locale with an underscore", locale_refused, "scim-rfc/interop*@idp-locale-*"},
    {"s-put-overlays", "merges a PUT into what is there", put_merges, "scim-rfc/interop*@idp-put-*"},
    {"s-put-missing", "has no PUT", put_missing, "scim-rfc/interop*@idp-put,negative/scim-controls@ok-put-idempotent"},
    {"s-put-null", "refuses null in a PUT", put_null_refused, "scim-rfc/interop*@idp-null-*"},
    {"s-put-echo", "refuses a PUT of a user with meta", put_echo_refused, "scim-rfc/interop*@idp-put-*"},
    {"s-name-burnt", "never gives a userName free again", name_burnt, "scim-rfc/delete@delete-name-free"},
    {"s-id-of-name", "makes the id of the userName", id_of_name, "scim-rfc/delete@delete-new-id,negative/scim-mass@delete-recreate"},
    {"s-inactive-gone", "answers deactivated users with 404", inactive_hidden, "scim-rfc/interop*@idp-inactive-*"},
    {"s-reactivated-anew", "lists reactivated users under another id", reactivated_anew, "scim-rfc/interop*@idp-reactivated-id"},
    {"s-delete-missing", "has no DELETE", delete_missing, "scim-rfc/interop*@idp-delete,scim-rfc/delete@delete-status"},
    {"s-delete-unknown", "breaks at the deletion of nobody", delete_unknown_breaks, "scim-rfc/delete@delete-unknown"},
    {"s-unknown-id", "answers an unknown id with 400", unknown_id_400, "scim-rfc/interop*@idp-unknown-id"},
    {"s-name-missing", "answers users without name", name_not_answered, "scim-rfc/interop*@idp-answer-with-*"},
    {"s-addresses-nested", "nests addresses one level too deep", addresses_nested, "scim-rfc/interop*@idp-addresses-*"},
    {"s-delete-200", "answers a deletion with 200 and a body", delete_answers_200, "scim-rfc/delete@delete-status"},
    {"s-delete-listed", "still finds deleted users", deleted_is_listed, "scim-rfc/delete@delete-unlisted"},
    {"s-delete-member", "keeps deleted users in their groups", deleted_stays_member, "scim-rfc/delete@delete-leaves-*,negative/scim-mass@delete-member-dangling"},
};

} // namespace

std::span<const Mutant> scim_life_fault_mutants() { return table; }

} // namespace idpsim::mutants
