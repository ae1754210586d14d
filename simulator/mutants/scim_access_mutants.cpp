/// SCIM servers that let somebody in, or show or write what is not theirs.
#include "simulator/mutants/scim_faults.hpp"
#include "simulator/scim/collection.hpp"
#include "simulator/scim/representation.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim_server::Call;
using scim_server::Directory;
using scim_server::GroupRecord;
using scim_server::TokenGrant;
using scim_server::TokenScope;
using scim_server::UserRecord;
using sp::SpBehaviour;

void empty_token_is_good(SpBehaviour& behaviour) {
    behaviour.scim.grant = [](Directory& directory, std::string_view org, std::string_view token) {
        return token.empty() ? std::optional(TokenGrant{}) : scim_server::grant_of_token(directory, org, token);
    };
}
/// The directory keeps digests, so this server remembers the tokens that were good.
void token_by_prefix(SpBehaviour& behaviour) {
    const auto known = std::make_shared<std::map<std::string, std::set<std::string>, std::less<>>>();
    behaviour.scim.grant = [known](Directory& directory, std::string_view org, std::string_view token) {
        auto grant = scim_server::grant_of_token(directory, org, token);
        auto& good = (*known)[std::string(org)];
        if (grant) good.emplace(token);
        for (const std::string& one : good) {
            const std::size_t size = std::min(one.size(), token.size());
            if (size > 0 && std::string_view(one).substr(0, size) == token.substr(0, size)) return std::optional(TokenGrant{});
        }
        return grant;
    };
}
void persons_token_is_anybodys(SpBehaviour& behaviour) {
    behaviour.scim.authorise = [](const TokenGrant& grant, const scim_server::Action& action) {
        return grant.scope == TokenScope::self ? std::nullopt : scim_server::authorise_by_scope(grant, action);
    };
}
void token_in_query(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        const auto url = parse_url(request.url);
        const auto params = url ? parse_form(url->query) : Result<Params>(url.error());
        if (params && !find_header(request.headers, "Authorization"))
            for (const auto& [name, value] : *params)
                if (name == "access_token") set_header(request.headers, "Authorization", "Bearer " + value);
        return std::optional<HttpResponse>();
    };
}
void bulk_authorised_once(SpBehaviour& behaviour) { behaviour.scim.bulk.authorises_each = false; }

template <class Applies> void looks_everywhere(SpBehaviour& behaviour, Applies applies) {
    behaviour.scim.org_of = [applies](Directory& directory, std::string_view method, std::string_view org, std::string_view id) {
        const std::string owner = applies(method) ? directory.org_of(id) : std::string();
        return owner.empty() ? std::string(org) : owner;
    };
}
void reads_everywhere(SpBehaviour& behaviour) {
    looks_everywhere(behaviour, [](std::string_view method) { return method == "GET"; });
}
void patches_everywhere(SpBehaviour& behaviour) {
    looks_everywhere(behaviour, [](std::string_view method) { return method == "PATCH"; });
}
void refers_everywhere(SpBehaviour& behaviour) {
    looks_everywhere(behaviour, [](std::string_view method) { return method.empty(); });
}
/// "org = ? AND a OR b": what stands behind the or is everybody's.
void or_leads_out(SpBehaviour& behaviour) {
    behaviour.scim.list.orgs = [](const Call& call, std::optional<std::string_view> filter) {
        return filter && has(to_lower(std::string(*filter)), " or ") ? call.directory.all_orgs() : std::vector<std::string>{call.org};
    };
}
void counts_everybody(SpBehaviour& behaviour) {
    behaviour.scim.list.total = [](std::int64_t, Directory& directory, const scim::ResourceType& type) {
        return type.name == "User" ? directory.count_all_users() : directory.count_all_groups();
    };
}
void condition_first(SpBehaviour& behaviour) {
    behaviour.scim.before_token = [](const Call& call, const HttpRequest& request) -> std::optional<HttpResponse> {
        const std::string owner = call.directory.org_of(last_part(request));
        if (owner.empty() || owner == call.org) return std::nullopt;
        if (find_header(request.headers, "If-None-Match")) return HttpResponse{304, {}, {}};
        if (find_header(request.headers, "If-Match")) return HttpResponse{412, {}, {}};
        return std::nullopt;
    };
}
void put_by_body_id(SpBehaviour& behaviour) {
    behaviour.scim.replaced_id = [](std::string_view url_id, const json::object& body) {
        const std::string_view own = scim::text_member(body, "id");
        return std::string(own.empty() ? url_id : own);
    };
}

std::optional<UserRecord> written_user(const Call& call, const json::object& stored) {
    return call.directory.find_user_by_id(call.org, scim::text_member(stored, "id"));
}
void binds_roles(SpBehaviour& behaviour) {
    behaviour.scim.after_write = [](const Call& call, const json::object&, const json::object& stored) {
        auto user = written_user(call, stored);
        const json::value* roles = scim::find_member(stored, "roles");
        if (!user || !roles || !roles->is_array() || roles->get_array().empty()) return;
        const json::object* first = roles->get_array().front().if_object();
        if (!first) return;
        user->role = std::string(scim::text_member(*first, "value"));
        call.directory.update_user(std::move(*user));
    };
}
void binds_unknown(SpBehaviour& behaviour) {
    behaviour.scim.after = [kept = std::make_shared<std::set<std::string, std::less<>>>()](const HttpRequest& request, HttpResponse& response) {
        json::value sent = scim::json_or_null(request.body), body = scim::json_or_null(response.body);
        if (!body.is_object() || response.status >= 300) return;
        const auto id = scim::text_member(body.get_object(), "id");
        const bool binds = has(request.body, "isAdmin") || has(request.body, "is_superuser") || has(request.body, "passwordHash");
        if (binds && request.method != "GET") kept->emplace(id);
        if (kept->contains(id)) body.get_object()["isAdmin"] = true;
        response.body = json::serialize(body);
    };
}
/// A value that reaches the prototype of every object.
void prototype_reached(SpBehaviour& behaviour) {
    const auto polluted = std::make_shared<bool>(false);
    behaviour.scim.before = [polluted](HttpRequest& request) {
        *polluted = *polluted || has(request.body, "__proto__") || has(request.body, "constructor");
        return std::optional<HttpResponse>();
    };
    behaviour.scim.after = [polluted](const HttpRequest&, HttpResponse& response) {
        json::value body = scim::json_or_null(response.body);
        if (!*polluted || !body.is_object() || response.status >= 300) return;
        body.get_object()["isAdmin"] = true;
        response.body = json::serialize(body);
    };
}
void joins_by_groups(SpBehaviour& behaviour) {
    behaviour.scim.after_write = [](const Call& call, const json::object& body, const json::object& stored) {
        const json::value* groups = scim::find_member(body, "groups");
        if (!groups || !groups->is_array() || !written_user(call, stored)) return;
        for (const json::value& one : groups->get_array()) {
            auto group = call.directory.find_group_by_id(call.org, one.is_object() ? scim::text_member(one.get_object(), "value") : "");
            if (!group) continue;
            group->members.push_back({std::string(scim::text_member(stored, "id")), "User", ""});
            call.directory.update_group(std::move(*group));
        }
    };
}
/// As long as our own ids are; of those, two would meet in one place of the store.
bool is_free_id(std::string_view id) { return !id.empty() && id.size() != 36; }
void external_id_is_id(SpBehaviour& behaviour) {
    behaviour.scim.create.id = [](const json::object& resource, Random& random) {
        const std::string_view external = scim::text_member(resource, "externalId");
        return is_free_id(external) ? std::string(external) : random.uuid();
    };
}
void clients_id_kept(SpBehaviour& behaviour) {
    behaviour.scim.read = [](json::object body, const scim::ResourceType& type, const scim::ReadOptions& options) {
        const std::string id(scim::text_member(body, "id"));
        auto out = scim::read_resource(std::move(body), type, options);
        if (out && !id.empty()) (*out)["id"] = id;
        return out;
    };
    behaviour.scim.create.id = [](const json::object& resource, Random& random) {
        const std::string_view id = scim::text_member(resource, "id");
        return is_free_id(id) ? std::string(id) : random.uuid();
    };
}
void adopts_by_email(SpBehaviour& behaviour) {
    behaviour.scim.before_token = [](const Call& call, const HttpRequest& request) -> std::optional<HttpResponse> {
        if (!creates_user(request)) return std::nullopt;
        const json::value body = scim::json_or_null(request.body);
        const json::value* emails = body.is_object() ? scim::find_member(body.get_object(), "emails") : nullptr;
        if (!emails || !emails->is_array() || emails->get_array().empty() || !emails->get_array().front().is_object()) return std::nullopt;
        auto user = call.directory.find_user_by_email(call.org, scim::text_member(emails->get_array().front().get_object(), "value"));
        if (!user) return std::nullopt;
        user->user_name = std::string(scim::text_member(body.get_object(), "userName"));
        user->resource["userName"] = user->user_name;
        const UserRecord adopted = call.directory.update_user(std::move(*user));
        return json_response(201, json::serialize(scim_server::represent(adopted, {}, call.base)), "application/scim+json");
    };
}
void session_outlives_deactivation(SpBehaviour& behaviour) {
    behaviour.session.is_alive = [](const sp::Session&, const UserRecord*) { return true; };
}
void any_slash_is_open(SpBehaviour& behaviour) {
    const auto doubled = std::make_shared<bool>(false);
    behaviour.before = [doubled](HttpRequest& request) {
        const std::string path = path_of(request);
        const auto begin = path.find("://") + 3;
        *doubled = has(path.substr(begin), "//");
        if (*doubled) request.url = path.substr(0, begin) + replace_all(path.substr(begin), "//", "/") + request.url.substr(path.size());
        return std::optional<HttpResponse>();
    };
    behaviour.scim.is_open = [doubled](const HttpRequest& request) { return *doubled || path_of(request).ends_with('/'); };
}
void password_told(SpBehaviour& behaviour) {
    behaviour.scim.after = [](const HttpRequest& request, HttpResponse& response) {
        json::value body = scim::json_or_null(response.body);
        if (!body.is_object() || response.status >= 300 || !has(request.url, "attributes=password")) return;
        body.get_object()["password"] = "kept";
        response.body = json::serialize(body);
    };
}

constexpr Mutant table[] = {
    {"s-auth-empty", "takes an empty token for the one that was never set", empty_token_is_good, "negative/scim-auth@auth-none,negative/scim-auth@auth-empty-bearer"},
    {"s-auth-prefix", "compares tokens by the shorter one's length", token_by_prefix, "negative/scim-auth@auth-prefix-token"},
    {"s-auth-user-jwt", "takes any person's token for the SCIM client's", persons_token_is_anybodys, "negative/scim-tokens@auth-user-jwt,negative/scim-tokens@bulk-auth-per-op"},
    {"s-auth-query", "takes a token out of the URL", token_in_query, "negative/scim-auth@auth-query-token"},
    {"s-auth-bulk-skip", "asks for the right to a Bulk once, and not for each operation", bulk_authorised_once,
     "negative/scim-tokens@*,negative/scim-tenancy@ten-bulk-mixed"},
    {"s-tenant-get", "reads by id in every organisation", reads_everywhere, "negative/scim-tenancy@ten-read-user"},
    {"s-tenant-patch-only", "patches by id in every organisation", patches_everywhere, "negative/scim-tenancy@ten-write-user,negative/scim-tenancy@ten-bulk-mixed"},
    {"s-tenant-member-ref", "takes members and managers of every organisation", refers_everywhere,
     "negative/scim-tenancy@ten-group-add-foreign-member,negative/scim-tenancy@ten-manager-foreign"},
    {"s-tenant-filter-or", "lets an or lead out of the organisation", or_leads_out, "negative/scim-tenancy@ten-filter-or,negative/scim-tenancy@ten-search-post"},
    {"s-tenant-total", "counts the people of all organisations", counts_everybody, "negative/scim-tenancy@ten-filter-leak,negative/scim-tenancy@ten-search-post"},
    {"s-tenant-etag-first", "looks at conditions before it asks whose the object is", condition_first, "negative/scim-tenancy@ten-etag-oracle"},
    {"s-put-body-id", "replaces whom the body names", put_by_body_id, "negative/scim-mass@put-body-id-override,negative/scim-bulk@bulk-path-vs-data-id"},
    {"s-mass-roles", "makes the roles that a client writes the account's", binds_roles, "negative/scim-login@mass-roles"},
    {"s-mass-internal", "keeps members that are none of the schema's", binds_unknown, "negative/scim-mass@mass-internal-fields,negative/scim-mass@mass-extension-urn"},
    {"s-proto", "lets a key reach into every object", prototype_reached, "negative/scim-mass@mass-proto"},
    {"s-groups-writable", "lets people join groups by writing their own groups", joins_by_groups, "negative/scim-mass@mass-groups-on-user"},
    {"s-password-asked", "returns the password when it is asked for", password_told, "negative/scim-mass@mass-password-returned"},
    {"s-externalid-is-id", "uses externalId as id", external_id_is_id, "negative/scim-mass@mass-externalid-numeric"},
    {"s-client-id-accepted", "lets the client choose the id", clients_id_kept, "negative/scim-mass@mass-id-supplied"},
    {"s-adopt-email", "gives the account with that e-mail address to whoever creates it", adopts_by_email, "negative/scim-login@link-adopt-email"},
    {"s-active-no-logout", "leaves the sessions of who is deactivated", session_outlives_deactivation, "negative/scim-login@deact-login"},
    {"s-http-slash-auth-gap", "asks for no token where a path has a slash more", any_slash_is_open,
     "negative/scim-http@http-trailing-slash,negative/scim-http@http-double-slash"},
};

} // namespace

std::span<const Mutant> scim_access_mutants() { return table; }

} // namespace idpsim::mutants
