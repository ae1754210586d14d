#include "simulator/mutants/mutant.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim_server::UserRecord;
using sp::SpBehaviour;

/// "/Users", "/Groups", "/Users/" with an id after it ... of a SCIM URL; the query is left out.
bool is_below(const HttpRequest& request, std::string_view collection) {
    const std::string path = request.url.substr(0, request.url.find('?'));
    return path.find(collection) != std::string::npos;
}
bool is_create(const HttpRequest& request) { return request.method == "POST" && is_below(request, "/Users"); }

/// Rewrites a JSON answer.
template <class Change>
void change_answer(SpBehaviour& behaviour, Change change) {
    behaviour.scim.after = [change](const HttpRequest& request, HttpResponse& response) {
        json::value body = scim::json_or_null(response.body);
        if (!body.is_object()) return;
        change(request, response, body.get_object());
        response.body = json::serialize(body);
    };
}

void create_answers_200(SpBehaviour& behaviour) { behaviour.scim.create.status = 200; }
void create_without_id(SpBehaviour& behaviour) {
    change_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_create(request)) body.erase("id");
    });
}
void create_without_location(SpBehaviour& behaviour) {
    behaviour.scim.after = [](const HttpRequest&, HttpResponse& response) {
        std::erase_if(response.headers, [](const auto& header) { return equal_nocase(header.first, "Location"); });
    };
}
void create_renames(SpBehaviour& behaviour) {
    change_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_create(request) && body.contains("userName")) body["userName"] = body["id"];
    });
}
void duplicate_accepted(SpBehaviour& behaviour) { behaviour.scim.create.refuses_duplicate = false; }
void password_returned(SpBehaviour& behaviour) {
    change_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_create(request) && body.contains("userName")) body["password"] = "kept";
    });
}
void user_name_case(SpBehaviour& behaviour) {
    behaviour.scim.user_name_key = [](std::string_view name) { return std::string(name); };
}
void filter_ignored(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        if (request.method == "GET") request.url = request.url.substr(0, request.url.find('?'));
        return std::optional<HttpResponse>();
    };
}
void lookup_404(SpBehaviour& behaviour) {
    change_answer(behaviour, [](const HttpRequest& request, HttpResponse& response, json::object& body) {
        if (request.method != "GET" || !body.contains("totalResults") || body["totalResults"] != 0) return;
        response.status = 404;
        body = {{"schemas", json::array{"urn:ietf:params:scim:api:messages:2.0:Error"}}, {"status", "404"}, {"detail", "nobody"}};
    });
}
void list_without_schema(SpBehaviour& behaviour) {
    change_answer(behaviour, [](const HttpRequest&, HttpResponse&, json::object& body) {
        if (body.contains("totalResults")) body.erase("schemas");
    });
}
void total_as_text(SpBehaviour& behaviour) {
    change_answer(behaviour, [](const HttpRequest&, HttpResponse&, json::object& body) {
        if (body.contains("totalResults")) body["totalResults"] = json::serialize(body["totalResults"]);
    });
}
void deactivation_lost(SpBehaviour& behaviour) {
    behaviour.scim.before_update = [](const UserRecord& before, UserRecord& after) {
        if (!before.active || after.active) return;
        after.active = true;
        after.resource["active"] = true;
    };
}
void reactivation_lost(SpBehaviour& behaviour) {
    behaviour.scim.before_update = [](const UserRecord& before, UserRecord& after) {
        if (before.active || !after.active) return;
        after.active = false;
        after.resource["active"] = false;
    };
}
void update_lost(SpBehaviour& behaviour) {
    behaviour.scim.before_update = [](const UserRecord& before, UserRecord& after) {
        if (before.resource.contains("name")) after.resource["name"] = before.resource.at("name");
    };
}
void text_false_is_true(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        // What a comparison with the boolean false makes of the text: it is not false, so it is true.
        for (const std::string_view text : {"\"False\"", "\"false\""}) request.body = replace_all(request.body, text, "true");
        return std::optional<HttpResponse>();
    };
}
void op_case(SpBehaviour& behaviour) { behaviour.scim.patch.dialect.any_op_case = false; }
void no_path_ignored(SpBehaviour& behaviour) {
    behaviour.scim.patch.apply = [](json::object resource, const std::vector<scim::PatchOperation>& operations,
                                    const scim::ResourceType& type, const scim::PatchDialect& dialect) {
        std::vector<scim::PatchOperation> with_path;
        for (const scim::PatchOperation& one : operations)
            if (one.path) with_path.push_back(one);
        return scim::apply_patch(std::move(resource), with_path, type, dialect);
    };
}
void remove_takes_all(SpBehaviour& behaviour) {
    behaviour.scim.patch.apply = [](json::object resource, const std::vector<scim::PatchOperation>& operations,
                                    const scim::ResourceType& type, const scim::PatchDialect& dialect) {
        auto out = scim::apply_patch(std::move(resource), operations, type, dialect);
        for (const scim::PatchOperation& one : operations)
            if (one.verb == scim::PatchVerb::remove && out) out->erase("members");
        return out;
    };
}
void put_members_added(SpBehaviour& behaviour) {
    behaviour.scim.replace = [](const json::object& before, json::object given, bool clears) {
        json::object out = scim_server::replace_resource(before, std::move(given), clears);
        if (!before.contains("members")) return out;
        json::array members = before.at("members").is_array() ? before.at("members").get_array() : json::array();
        if (out.contains("members") && out["members"].is_array())
            for (const json::value& one : out["members"].get_array())
                if (std::ranges::find(members, one) == members.end()) members.push_back(one);
        out["members"] = std::move(members);
        return out;
    };
}
void deleted_is_found(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.method == "DELETE") return HttpResponse{204, {}, {}};
        return std::nullopt;
    };
}
void error_as_html(SpBehaviour& behaviour) {
    behaviour.scim.after = [](const HttpRequest&, HttpResponse& response) {
        if (response.status >= 400) response = html_response(response.status, "<h1>Something went wrong</h1>");
    };
}
void error_status_number(SpBehaviour& behaviour) {
    change_answer(behaviour, [](const HttpRequest&, HttpResponse& response, json::object& body) {
        if (response.status >= 400) body["status"] = response.status;
    });
}
void any_token(SpBehaviour& behaviour) {
    behaviour.scim.grant = [](scim_server::Directory&, std::string_view, std::string_view) { return std::optional(scim_server::TokenGrant{}); };
}
void change_answers_empty(SpBehaviour& behaviour) {
    behaviour.scim.after = [](const HttpRequest& request, HttpResponse& response) {
        if ((request.method == "PATCH" || request.method == "PUT") && response.status == 200) response.body = "{}";
    };
}
void patch_unsupported(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.method != "PATCH" && request.method != "PUT") return std::nullopt;
        return json_response(501, R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501"})", "application/scim+json");
    };
}
void plain_text(SpBehaviour& behaviour) {
    behaviour.scim.after = [](const HttpRequest&, HttpResponse& response) {
        if (!response.body.empty()) set_header(response.headers, "Content-Type", "text/plain");
    };
}

constexpr Mutant table[] = {
    {"s-create-200", "answers a creation with 200", create_answers_200, "scim/*,scim-rfc/interop*@idp-create-*"},
    {"s-create-no-id", "leaves id out of the answer to a creation", create_without_id, "scim/*"},
    {"s-create-no-location", "sends no Location", create_without_location, "scim/*,negative/scim-controls@ok-create-minimal"},
    {"s-create-renames", "answers a creation with another userName", create_renames, "scim/*"},
    {"s-duplicate-accepted", "answers a taken userName as if it had been created", duplicate_accepted, "scim/*"},
    {"s-password-returned", "returns passwords", password_returned, "scim/*,negative/scim-mass@mass-password-returned"},
    {"s-username-case", "tells userNames apart by case", user_name_case, "scim/*,scim-rfc/interop*@idp-duplicate-case,negative/scim-versions@uniq-case,negative/scim-filter@flt-case-exact"},
    {"s-filter-ignored", "does not look at filters", filter_ignored, "scim/*,scim-rfc/discovery@config-filter-true,negative/scim-controls@ok-empty-list"},
    {"s-lookup-404", "answers a look-up of nobody with 404", lookup_404, "scim/*,scim-rfc/interop*@idp-no-hit,negative/scim-controls@ok-empty-list"},
    {"s-list-no-schema", "leaves schemas out of lists", list_without_schema, "scim/*"},
    {"s-total-text", "writes totalResults as text", total_as_text, "scim/*,scim-rfc/interop*@idp-list-numbers"},
    {"s-deactivate-lost", "answers a deactivation with success and does nothing", deactivation_lost, "scim/*,scim-rfc/patch@patch-deactivates"},
    {"s-reactivate-lost", "answers a reactivation with success and does nothing", reactivation_lost, "scim/*,scim-rfc/interop*@idp-reactivat*"},
    {"s-update-lost", "answers an update with success and keeps the old name", update_lost, "scim/*,scim-rfc/patch@patch-replace-kept"},
    {"s-active-truthy", "takes the text \"False\" for true", text_false_is_true, "scim/*,scim-rfc/interop*@idp-text-boolean*,negative/scim-mass@deact-string-false"},
    {"s-patch-op-case", "knows PATCH operations in lower case only", op_case, "scim/*,scim-rfc/interop*@idp-op-case,scim-rfc/interop-groups@idp-rename-op-case,negative/scim-patch@patch-op-case,negative/scim-controls@ok-patch-entra"},
    {"s-patch-nopath-ignored", "skips PATCH operations without a path", no_path_ignored, "scim/*,scim-rfc/patch@patch-*no-path*,scim-rfc/interop*@idp-deactivate-no-path,negative/scim-patch@patch-replace-no-path,negative/scim-mass@deact-patch-forms"},
    {"s-patch-remove-all", "removes all members when one is to go", remove_takes_all, "scim/*,scim-rfc/patch-paths@path-remove-*,scim-rfc/interop*@idp-remove-*"},
    {"s-put-members-added", "adds a PUT group's members to those that were there", put_members_added, "scim/*"},
    {"s-delete-ignored", "answers a deletion with success and keeps the person", deleted_is_found, "scim/*,scim-rfc/delete@*"},
    {"s-error-html", "answers errors as HTML", error_as_html, "scim/*,scim-rfc/errors@*,negative/scim-output@error-content-type,negative/scim-versions@uniq-409-shape"},
    {"s-error-number", "writes an error's status as a number", error_status_number, "scim/*,scim-rfc/errors@*"},
    {"s-auth-any", "takes any token", any_token, "scim/*,scim-rfc/errors@error-unauthenticated"},
    {"s-change-empty", "answers a change with an empty object", change_answers_empty, "scim/*,scim-rfc/patch@patch-answer"},
    {"s-change-501", "supports neither PATCH nor PUT", patch_unsupported, "scim/*"},
    {"s-content-type", "answers as text/plain", plain_text, "scim/*,scim-rfc/interop*@idp-answer-type"},
};

} // namespace

std::span<const Mutant> scim_mutants() { return table; }

} // namespace idpsim::mutants
