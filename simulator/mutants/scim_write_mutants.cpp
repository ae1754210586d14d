// Creating and replacing people and groups: RFC 7643 sections 4 and 7, RFC 7644 sections 3.3 and 3.5.1.
#include "simulator/mutants/mutant.hpp"
#include "simulator/mutants/scim_bend.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"
#include "src/scim/schema.hpp"

#include <boost/json/serialize.hpp>

#include <map>
#include <memory>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using sp::SpBehaviour;

bool has(const HttpRequest& request, std::string_view text) { return request.body.find(text) != std::string::npos; }
bool is_write(const HttpRequest& request) { return request.method == "POST" || request.method == "PUT"; }
bool is_empty(const json::value& value) {
    return value.is_null() || (value.is_string() && value.get_string().empty()) || (value.is_array() && value.get_array().empty());
}

// --- people ---

void user_name_made_up(SpBehaviour& behaviour) {
    bend_body(behaviour, [](const HttpRequest& request, json::object& body) {
        const json::value* name = body.if_contains("userName");
        if (is_write(request) && (!name || is_empty(*name))) body["userName"] = "somebody@example.test";
    });
}
void duplicates_taken(SpBehaviour& behaviour) { behaviour.scim.create.refuses_duplicate = false; }
void user_names_with_case(SpBehaviour& behaviour) {
    behaviour.scim.user_name_key = [](std::string_view name) { return std::string(name); };
}
void password_echoed(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        const json::value sent = scim::json_or_null(request.body);
        if (is_creation(request) && sent.is_object() && sent.get_object().contains("password")) body["password"] = sent.get_object().at("password");
    });
}
void password_when_asked(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (query_of(request).find("password") != std::string::npos) body["password"] = "{SSHA}x";
    });
}
void formatted_of_ones_own(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (json::value* name = resource.if_contains("name")) name->as_object()["formatted"] = "somebody";
    });
}
void locale_breaks(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return has(request, "en_US"); });
}
void inactive_hidden(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "GET" && response.body.find("\"active\":false") != std::string::npos) response = scim_error(404);
    });
}
void own_types_break(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return has(request, "\"club\"") || has(request, "\"satellite\""); });
}
void tel_refused(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) { return has(request, "tel:"); }, "invalidValue");
}
void certificates_in_a_row(SpBehaviour& behaviour) {
    auto kept = std::make_shared<std::string>();
    bend_body(behaviour, [kept](const HttpRequest&, json::object& body) {
        json::value* list = body.if_contains("x509Certificates");
        if (!list) return;
        json::value& value = list->as_array().front().as_object()["value"];
        *kept = std::string(value.as_string());
        value = kept->substr(0, kept->size() / 2);   // the two are of one length
    });
    bend_resources(behaviour, [kept](json::object& resource) {
        if (json::value* list = resource.if_contains("x509Certificates")) list->as_array().front().as_object()["value"] = *kept;
    });
}
void country_by_name(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        response.body = replace_all(response.body, "\"country\":\"GB\"", "\"country\":\"United Kingdom\"");
    });
}
void echo_refused(SpBehaviour& behaviour) {
    refuse(behaviour, 400,
           [](const HttpRequest& request) { return request.method == "PUT" && (has(request, "\"meta\"") || has(request, "\"groups\"")); },
           "mutability");
}
void groups_writable(SpBehaviour& behaviour) {
    auto kept = std::make_shared<std::map<std::string, json::value>>();
    bend_answer(behaviour, [kept](const HttpRequest& request, HttpResponse&, json::object& body) {
        const json::value sent = scim::json_or_null(request.body);
        if (sent.is_object() && sent.get_object().contains("groups")) (*kept)[path_of(request)] = sent.get_object().at("groups");
        if (is_creation(request) && sent.is_object() && sent.get_object().contains("groups")) body["groups"] = sent.get_object().at("groups");
        if (const auto found = kept->find(path_of(request)); found != kept->end()) body["groups"] = found->second;
    });
}
void manager_as_text(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        json::value* held = resource.if_contains(json::string_view(scim::enterprise_urn.data(), scim::enterprise_urn.size()));
        if (held && held->as_object().contains("manager")) held->as_object()["manager"] = held->as_object()["manager"].as_object()["value"];
    });
}
void nick_name_lost(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) { resource.erase("nickName"); });
}
void user_name_cut(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        const std::string name(scim::text_member(resource, "userName"));
        resource["userName"] = name.substr(0, name.find('@'));
    });
}

// --- creating ---

void create_answers_ok(SpBehaviour& behaviour) { behaviour.scim.create.status = 200; }
void create_answers_nothing(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_creation(request) && response.status == 201) response.body.clear();
    });
}
void location_elsewhere(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (find_header(response.headers, "Location")) set_header(response.headers, "Location", "https://localhost/Users/1");
    });
}
void echoes_creation(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse& response, json::object& body) {
        const json::value sent = scim::json_or_null(request.body);
        if (!is_creation(request) || response.status != 201 || !sent.is_object()) return;
        for (const auto& member : sent.get_object())
            if (!body.contains(member.key())) body[member.key()] = member.value();
    });
}
void null_refused(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) { return has(request, ":null") || has(request, ":[]"); }, "invalidValue");
}
void uniqueness_without_type(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (response.status == 409) response = scim_error(409);
    });
}
/// What was to be refused is stored all the same, and then refused.
void refused_and_kept(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        json::value body = scim::json_or_null(request.body);
        if (!is_write(request) || !body.is_object() || !has(request, "\"perhaps\"")) return std::nullopt;
        body.get_object().erase("active");
        body.get_object().erase("emails");
        request.body = json::serialize(body);
        request.headers.emplace_back("X-Refused", "1");
        return std::nullopt;
    });
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (find_header(request.headers, "X-Refused")) response = scim_error(400, "invalidValue");
    });
}
void junk_is_true(SpBehaviour& behaviour) {
    bend_body(behaviour, [](const HttpRequest&, json::object& body) {
        if (json::value* active = body.if_contains("active"); active && active->is_string()) *active = true;
    });
}
void binary_unchecked(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        request.body = replace_all(request.body, "not base64!", "bm90IGJhc2U2NCE=");
        return std::nullopt;
    });
}
void schemas_needed_inside(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return is_creation(request) && is_at(request, "/Users") && !has(request, scim::user_urn); });
}
void no_object_breaks(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return is_creation(request) && !scim::json_or_null(request.body).is_object(); });
}
void writes_ignore_query(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (is_write(request)) request.url = path_of(request);
        return std::nullopt;
    });
}

// --- replacing ---

void put_merges(SpBehaviour& behaviour) {
    behaviour.scim.replace = [](const json::object& before, json::object given, bool) {
        for (const auto& member : before)
            if (!given.contains(member.key())) given[member.key()] = member.value();
        return given;
    };
}
void put_adds_to_lists(SpBehaviour& behaviour) {
    behaviour.scim.replace = [](const json::object& before, json::object given, bool clears) {
        json::object out = scim_server::replace_resource(before, std::move(given), clears);
        for (const char* name : {"emails", "members"}) {
            const json::value* old = before.if_contains(name);
            if (!old || !old->is_array() || !out.contains(name)) continue;
            for (const json::value& one : old->get_array()) out[name].as_array().push_back(one);
        }
        return out;
    };
}
void put_answers_nothing(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (request.method == "PUT" && response.status == 200) response.body = "{}";
    });
}
void unknown_id_400(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (response.status == 404) response = scim_error(400, "invalidValue");
    });
}

// --- groups ---

void no_groups(SpBehaviour& behaviour) {
    refuse(behaviour, 404, [](const HttpRequest& request) { return path_of(request).find("/Groups") != std::string::npos; });
}
void groups_named_somehow(SpBehaviour& behaviour) {
    bend_body(behaviour, [](const HttpRequest& request, json::object& body) {
        if (is_creation(request) && is_at(request, "/Groups") && !body.contains("displayName")) body["displayName"] = "unnamed";
    });
}
void members_ignored(SpBehaviour& behaviour) {
    bend_body(behaviour, [](const HttpRequest& request, json::object& body) {
        if (is_write(request)) body.erase("members");
    });
}
void unknown_member_breaks(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_creation(request) && is_at(request, "/Groups") && response.status >= 400) response = scim_error(500);
    });
}
void group_members_break(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return is_creation(request) && has(request, "\"type\":\"Group\""); });
}
void member_change_ignored(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.method == "PATCH" && has(request, "].value")) return HttpResponse{204, {}, {}};
        return std::nullopt;
    });
}
void user_without_groups(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) { resource.erase("groups"); });
}
void references_astray(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        for (const char* name : {"members", "groups"}) {
            json::value* list = resource.if_contains(name);
            if (!list) continue;
            for (json::value& one : list->as_array()) one.as_object()["$ref"] = "https://localhost/Users/1";
        }
    });
}
void member_type_changes(SpBehaviour& behaviour) {
    auto kept = std::make_shared<bool>(false);
    bend_answer(behaviour, [kept](const HttpRequest& request, HttpResponse& response, json::object& body) {
        if (request.method == "PUT" && has(request, "\"type\":\"Group\"")) {
            *kept = true;
            response.status = 200;
        }
        if (json::value* members = body.if_contains("members"); members && *kept)
            for (json::value& one : members->as_array()) one.as_object()["type"] = "Group";
    });
}

constexpr Mutant table[] = {
    {"s-username-made-up", "makes up a userName when there is none", user_name_made_up,
     "scim-rfc/schema-core@user-name-required,scim-rfc/schema-core@user-name-not-empty,scim-rfc/put@put-required"},
    {"s-duplicates-taken", "answers a second person of a name with 201", duplicates_taken,
     "scim-rfc/schema-core@user-name-unique,scim-rfc/create@create-duplicate"},
    {"s-username-with-case", "tells userNames apart by case", user_names_with_case,
     "scim-rfc/schema-core@user-name-unique-any-case,scim-rfc/schema-core@user-name-found-any-case"},
    {"s-password-echoed", "answers a creation with the password", password_echoed, "scim-rfc/schema-core@password-never-returned"},
    {"s-password-shown", "shows the password to whom asks for it", password_when_asked, "scim-rfc/characteristics@never-returned"},
    {"s-formatted-own", "answers another formatted name than was given", formatted_of_ones_own, "scim-rfc/schema-core@name-consistent"},
    {"s-locale-500", "breaks at a locale with an underscore", locale_breaks, "scim-rfc/schema-core@locale-tags"},
    {"s-inactive-hidden", "hides who is inactive", inactive_hidden, "scim-rfc/schema-core@active-kept"},
    {"s-types-500", "breaks at a type that is none of the canonical ones", own_types_break,
     "scim-rfc/schema-core@email-type-of-ones-own,scim-rfc/characteristics@canonical-values"},
    {"s-tel-refused", "refuses tel: URIs", tel_refused, "scim-rfc/schema-core@phone-forms"},
    {"s-certificates-in-a-row", "keeps two certificates in one value", certificates_in_a_row, "scim-rfc/schema-core@certificate-alone"},
    {"s-country-name", "answers a country by its name", country_by_name, "scim-rfc/schema-core@country-two-letters"},
    {"s-echo-refused", "refuses what is readOnly in a PUT", echo_refused,
     "scim-rfc/schema-core@user-groups-read-only,scim-rfc/put@put-read-only,scim-rfc/put@put-echo,scim-rfc/groups@group-put-immutable"},
    {"s-groups-written", "takes groups from a person's body", groups_writable,
     "scim-rfc/characteristics@read-only-not-modified,scim-rfc/schema-core@user-groups-read-only,scim-rfc/create@create-read-only"},
    {"s-manager-text", "answers the manager as a text", manager_as_text, "scim-rfc/schema-core@enterprise-manager"},
    {"s-nickname-lost", "takes nickName and does not keep it", nick_name_lost, "scim-rfc/characteristics@defaults-of-characteristics"},
    {"s-username-cut", "shows userNames without their domain", user_name_cut,
     "scim-rfc/characteristics@case-may-change,scim-rfc/read@read-status"},

    {"s-create-ok", "answers a creation with 200", create_answers_ok, "scim-rfc/create@create-status,scim-rfc/groups@group-create-status"},
    {"s-create-silent", "answers a creation with nothing", create_answers_nothing, "scim-rfc/create@create-body"},
    {"s-location-elsewhere", "tells a Location that leads elsewhere", location_elsewhere, "scim-rfc/create@create-location,scim-rfc/read@read-location"},
    {"s-create-echo", "answers a creation with what was sent", echoes_creation,
     "scim-rfc/transport@answer-is-state,scim-rfc/create@create-unknown-attribute"},
    {"s-null-refused", "refuses null and empty lists", null_refused,
     "scim-rfc/create@create-null,scim-rfc/put@put-null,scim-rfc/model@null-and-empty"},
    {"s-409-bare", "answers 409 without scimType", uniqueness_without_type,
     "scim-rfc/create@create-duplicate,scim-rfc/put@put-uniqueness,scim-rfc/groups@group-name-taken"},
    {"s-refused-kept", "keeps what it refuses", refused_and_kept,
     "scim-rfc/create@create-failed-leaves-nothing,scim-rfc/put@put-failed-changes-nothing"},
    {"s-junk-true", "takes any text for true", junk_is_true, "scim-rfc/model@boolean-junk-refused"},
    {"s-binary-unchecked", "does not look at base64", binary_unchecked, "scim-rfc/model@binary-junk-refused"},
    {"s-schemas-500", "breaks at a body without the schemas that it knows", schemas_needed_inside,
     "scim-rfc/create@create-without-schemas,scim-rfc/create@create-foreign-schemas"},
    {"s-no-object-500", "breaks at a body that is no object", no_object_breaks,
     "scim-rfc/create@create-malformed,scim-rfc/create@create-not-an-object,scim-rfc/create@create-empty-body"},
    {"s-writes-no-query", "does not look at the query of a change", writes_ignore_query,
     "scim-rfc/create@create-projection,scim-rfc/projection@attributes-of-a-put"},

    {"s-put-merges", "keeps what a PUT leaves out", put_merges, "scim-rfc/put@put-omitted,scim-rfc/put@put-null,scim-rfc/model@null-and-empty"},
    {"s-put-adds", "adds the values of a PUT to the lists", put_adds_to_lists, "scim-rfc/put@put-values-replace,scim-rfc/groups@group-put-members"},
    {"s-put-silent", "answers a PUT with an empty object", put_answers_nothing, "scim-rfc/put@put-answer"},
    {"s-unknown-400", "answers 400 for an id that it does not know", unknown_id_400,
     "scim-rfc/read@read-unknown,scim-rfc/put@put-unknown,scim-rfc/groups@read-other-type"},

    {"s-no-groups", "has no groups", no_groups, "scim-rfc/groups@groups-methods"},
    {"s-group-unnamed", "names a group that has no name", groups_named_somehow, "scim-rfc/groups@group-name-required"},
    {"s-members-ignored", "ignores members in a creation or PUT", members_ignored,
     "scim-rfc/groups@member-by-id-alone,scim-rfc/groups@group-put-members"},
    {"s-member-unknown-500", "breaks at a member whom nobody knows", unknown_member_breaks, "scim-rfc/groups@member-of-nobody"},
    {"s-member-group-500", "breaks at a group as a member", group_members_break, "scim-rfc/groups@member-group"},
    {"s-member-change-ignored", "answers the change of a member with success", member_change_ignored, "scim-rfc/groups@member-immutable"},
    {"s-user-no-groups", "does not tell a person's groups", user_without_groups, "scim-rfc/groups@user-groups-listed"},
    {"s-references-astray", "gives references that lead elsewhere", references_astray, "scim-rfc/groups@references-resolve"},
    {"s-member-type-changes", "takes another type for a member", member_type_changes, "scim-rfc/groups@group-put-immutable"},
};

} // namespace

std::span<const Mutant> scim_write_mutants() { return table; }

} // namespace idpsim::mutants
