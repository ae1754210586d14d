/// SCIM servers in which a write reaches further than it may, or what was written comes back as something else.
#include "simulator/mutants/scim_faults.hpp"
#include "simulator/scim/collection.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim_server::Call;
using scim_server::Directory;
using scim_server::UserRecord;
using sp::SpBehaviour;
using Before = std::optional<HttpResponse>;

// --- privileges ---

/// The accounts that a stored group has as members.
std::vector<UserRecord> members_of(const Call& call, const json::object& group) {
    std::vector<UserRecord> out;
    const json::value* members = scim::find_member(group, "members");
    if (!members || !members->is_array()) return out;
    for (const json::value& one : members->get_array())
        if (auto user = one.is_object()
                            ? call.directory.find_user_by_id(call.org, scim::text_member(one.get_object(), "value"))
                            : std::nullopt)
            out.push_back(std::move(*user));
    return out;
}
void give_role(const Call& call, std::vector<UserRecord> users, const std::string& role) {
    for (UserRecord& user : users) {
        user.role = role;
        call.directory.update_user(std::move(user));
    }
}
void name_of_group_is_role(SpBehaviour& behaviour) {
    behaviour.scim.after_write = [](const Call& call, const json::object&, const json::object& stored) {
        const std::string name = to_lower(std::string(scim::text_member(stored, "displayName")));
        if (has(name, "admin") || has(name, "owner"))
            give_role(call, members_of(call, stored), "administrator by group");
    };
}
void members_share_roles(SpBehaviour& behaviour) {
    behaviour.scim.after_write = [](const Call& call, const json::object&, const json::object& stored) {
        const std::vector<UserRecord> members = members_of(call, stored);
        if (!members.empty()) give_role(call, members, members.front().role);
    };
}
/// A login is whoever has its address, found by name only when nobody has.
void address_is_key(SpBehaviour& behaviour) {
    behaviour.jit.find = [](Directory& directory, const sp::Organisation& org, const sp::Identity& identity) {
        for (UserRecord& one : directory.users_by_email(org.id, identity.email))
            if (one.user_name != identity.email) return std::optional(std::move(one));
        return sp::find_account(directory, org, identity);
    };
}
void entitlements_entail(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (json::array* list = list_of(resource, "entitlements"))
            list->push_back(json::object{{"value", "all that goes with it"}});
    });
}
/// Who comes back is in the groups that they were in.
void groups_come_back(SpBehaviour& behaviour) {
    struct Known {
        std::map<std::string, json::value, std::less<>> groups;
        std::set<std::string, std::less<>> away;
    };
    bend_resources(behaviour, [known = std::make_shared<Known>()](json::object& resource) {
        const std::string id(scim::text_member(resource, "id"));
        const json::value* active = resource.if_contains("active");
        if (!active) return;
        if (const json::value* groups = resource.if_contains("groups")) known->groups[id] = *groups;
        if (*active == false)
            known->away.insert(id);
        else if (known->away.contains(id) && known->groups.contains(id))
            resource["groups"] = known->groups[id];
    });
}

// --- organisations ---

/// The organisation that a field or the body names, "" when none does.
std::string named_organisation(const HttpRequest& request) {
    for (const char* name : {"X-Tenant", "X-Tenant-Id", "X-Org-Id"})
        if (auto named = find_header(request.headers, name)) return *named;
    const json::value body = creates_user(request) ? scim::json_or_null(request.body) : json::value();
    return body.is_object() ? std::string(scim::text_member(body.get_object(), "tenantId")) : "";
}
void client_names_organisation(SpBehaviour& behaviour) {
    behaviour.scim.grant = [](Directory& directory, std::string_view, std::string_view token) {
        for (const std::string& org : directory.all_orgs())
            if (auto grant = scim_server::grant_of_token(directory, org, token)) return grant;
        return std::optional<scim_server::TokenGrant>();
    };
    behaviour.before = [](HttpRequest& request) {
        constexpr std::string_view root = "/scim/v2/";
        const auto at = request.url.find(root);
        const std::string named = at == std::string::npos ? "" : named_organisation(request);
        const auto begin = at + root.size();
        if (!named.empty())
            request.url.replace(begin, std::min(request.url.find('/', begin), request.url.size()) - begin, named);
        return Before();
    };
}
/// Takes anybody for a manager, and tells who that is.
void manager_of_anybody(SpBehaviour& behaviour) {
    const auto directory = std::make_shared<Directory*>(nullptr);
    behaviour.scim.org_of = [](Directory& of, std::string_view method, std::string_view org, std::string_view id) {
        const std::string owner = method.empty() ? of.org_of(id) : std::string();
        return owner.empty() ? std::string(org) : owner;
    };
    behaviour.scim.before_token = [directory](const Call& call, const HttpRequest&) {
        *directory = &call.directory;
        return Before();
    };
    bend_resources(behaviour, [directory](json::object& resource) {
        json::value* enterprise = scim::find_member(resource, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
        json::value* manager = enterprise && enterprise->is_object() ? enterprise->get_object().if_contains("manager") : nullptr;
        if (!*directory || !manager || !manager->is_object()) return;
        const std::string_view id = scim::text_member(manager->get_object(), "value");
        const auto user = (*directory)->find_user_by_id((*directory)->org_of(id), id);
        if (user) manager->get_object()["displayName"] = user->user_name;
    });
}
void scheme_by_case(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        const auto field = find_header(request.headers, "Authorization");
        if (field && !field->starts_with("Bearer ")) set_header(request.headers, "Authorization", "");
        return Before();
    };
}

// --- what is made of data ---

/// Changes the texts of a body that are called so.
template <class Change> void bend_text(SpBehaviour& behaviour, const char* name, Change change) {
    bend_body(behaviour, [name, change](const HttpRequest&, json::object& body) {
        json::value* text = scim::find_member(body, name);
        if (text && text->is_string()) *text = change(std::string(text->get_string()));
    });
}
void formulas_disarmed(SpBehaviour& behaviour) {
    bend_text(behaviour, "displayName",
              [](std::string text) { return !text.empty() && has("=+-@\t", text.substr(0, 1)) ? "'" + text : text; });
}
void control_characters_dropped(SpBehaviour& behaviour) {
    bend_text(behaviour, "userName", [](std::string text) {
        std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
        return text;
    });
}
void reference_of_client(SpBehaviour& behaviour) {
    const auto references = std::make_shared<std::map<std::string, std::string, std::less<>>>();
    bend_body(behaviour, [references](const HttpRequest&, json::object& body) {
        const auto note = [references](const json::array* members) {
            if (!members) return;
            for (const json::value& one : *members)
                if (one.is_object() && one.get_object().contains("$ref"))
                    (*references)[std::string(scim::text_member(one.get_object(), "value"))] =
                        scim::text_member(one.get_object(), "$ref");
        };
        note(list_of(body, "members"));
        if (json::array* operations = list_of(body, "Operations"))
            for (json::value& one : *operations)
                if (one.is_object()) note(list_of(one.get_object(), "value"));
    });
    bend_resources(behaviour, [references](json::object& resource) {
        json::array* members = list_of(resource, "members");
        if (!members) return;
        for (json::value& one : *members)
            if (const auto known = references->find(scim::text_member(one.as_object(), "value"));
                known != references->end())
                one.as_object()["$ref"] = known->second;
    });
}
void dies_of_certificates(SpBehaviour& behaviour) {
    fall_over(behaviour, [](const HttpRequest& request) {
        return creates_user(request) && has(request.body, "x509Certificates");
    });
}
/// Follows a group into itself.
void dies_of_nesting(SpBehaviour& behaviour) {
    fall_over(behaviour, [](const HttpRequest& request) {
        return request.method == "PATCH" && is_below(request, "/Groups") &&
               has(request.body, "\"" + last_part(request) + "\"");
    });
}
/// Needs a moment after a write that it could not read.
void stumbles(SpBehaviour& behaviour) {
    const auto down = std::make_shared<bool>(false);
    behaviour.scim.before = [down](HttpRequest&) -> Before {
        if (std::exchange(*down, false)) return scim_error(503);
        return std::nullopt;
    };
    behaviour.scim.after = [down](const HttpRequest& request, HttpResponse& response) {
        *down = request.method != "GET" && request.method != "FOO" && response.status == 400;
    };
}

constexpr Mutant table[] = {
    {"s-group-is-role", "gives a role to the members of a group that is named so", name_of_group_is_role,
     "negative/scim-login@mass-group-*"},
    {"s-group-shares-roles", "gives all members of a group the first one's role", members_share_roles,
     "negative/scim-login@grp-admin-member"},
    {"s-address-is-key", "lets who has an address log in as whoever SCIM wrote it to", address_is_key,
     "negative/scim-login@link-email-rewrite"},
    {"s-entitlements-entail", "adds what goes with an entitlement", entitlements_entail,
     "negative/scim-mass@mass-entitlements"},
    {"s-groups-come-back", "puts who is active again into the groups of before", groups_come_back,
     "negative/scim-mass@reactivation-grants"},
    {"s-tenant-of-client", "lets the client name the organisation", client_names_organisation,
     "negative/scim-tenancy@ten-body-tenant,negative/scim-tenancy@ten-header-tenant"},
    {"s-manager-of-anybody", "takes people of every organisation for managers, and tells their names", manager_of_anybody,
     "negative/scim-tenancy@ten-manager-foreign"},
    {"s-auth-scheme-case", "knows Bearer in that spelling only", scheme_by_case, "negative/scim-auth@auth-scheme-case"},
    {"s-formula-disarmed", "puts an apostrophe before what looks like a formula", formulas_disarmed,
     "negative/scim-output@csv-formula"},
    {"s-control-dropped", "drops control characters from names", control_characters_dropped,
     "negative/scim-output@log-injection"},
    {"s-ref-of-client", "believes a member's $ref", reference_of_client, "negative/scim-output@ref-foreign"},
    {"s-certificate-500", "falls over certificates that are none", dies_of_certificates,
     "negative/scim-output@ssrf-x509"},
    {"s-nesting-unbounded", "follows groups into themselves", dies_of_nesting,
     "negative/scim-mass@mass-group-nested-cycle"},
    {"s-stumbles", "is down for a moment after a body that it cannot read", stumbles,
     "negative/scim-controls@ok-scim-after-attack"},
};

} // namespace

std::span<const Mutant> scim_reach_mutants() { return table; }

} // namespace idpsim::mutants
