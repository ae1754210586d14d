#include "simulator/sp/routes.hpp"

#include "simulator/sp/authority.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "simulator/sp/salesforce.hpp"

namespace idpsim::sp {
namespace {

/// An endpoint that answers at once.
template <HttpResponse (*Endpoint)(Product&, const Call&)>
Reply at_once(Product& product, const Call& call) {
    return Endpoint(product, call);
}

constexpr Route<Product> table[] = {
    // -- people, before and after they signed in
    {"GET", "/", at_once<show_home>},
    {"GET", "/whoami", at_once<who_am_i>},
    {"POST", "/logout", at_once<log_out>},
    {"GET", "/sign-in", at_once<show_sign_in>},
    {"POST", "/sign-in", at_once<choose_sign_in>},
    {"GET", "/sign-in/password", at_once<show_password_form>},
    {"POST", "/sign-in/password", at_once<sign_in_by_password>},
    {"GET", "/invitation", at_once<show_invitation>},
    {"POST", "/invitation", at_once<accept_invitation>},
    // -- the browser extension
    {"GET", "/extension/connect", at_once<connect_extension>},
    {"GET", "/extension/connect/{ticket}", at_once<go_on_connecting>},
    {"POST", "/api/extension/token", at_once<exchange_extension_code>},
    {"GET", "/api/extension/me", at_once<show_extension_account>},
    {"DELETE", "/api/extension/session", at_once<end_own_extension>},
    // -- SAML
    {"GET", "/sso/{org}/metadata", at_once<show_metadata>},
    {"GET", "/sso/{org}/login", start_login},
    {"GET", "/sso/{org}/logout", at_once<log_out_everywhere>},
    {"POST", "/sso/{org}/logout", at_once<log_out_everywhere>},
    {"GET", "/sso/{org}/slo", at_once<consume_logout>},
    {"POST", "/sso/{org}/slo", at_once<consume_logout>},
    {"*", "/sso/{org}/acs", consume_assertion},   // its rules judge the method, too
    // -- Salesforce
    {"GET", "/sso/{org}/salesforce/login", at_once<start_salesforce_login>},
    {"GET", "/sso/{org}/salesforce/callback", finish_salesforce_login},
    // -- the API of the vendor's team and of account admins
    {"POST", "/api/orgs", at_once<create_organisation>, Access::staff},
    {"POST", "/api/orgs/{org}/admin-token", at_once<renew_admin_token>, Access::staff, "admin_token_issued"},
    {"PUT", "/api/orgs/{org}/enabled", at_once<set_enabled>, Access::staff},
    {"POST", "/api/orgs/{org}/invitations", at_once<invite_person>, Access::admin_or_staff},
    {"PUT", "/api/orgs/{org}/idp", at_once<connect_idp>, Access::admin, "idp_connected"},
    {"GET", "/api/orgs/{org}/idps", at_once<list_idps>, Access::admin},
    {"POST", "/api/orgs/{org}/idps", add_idp, Access::admin, "idp_connected"},
    {"GET", "/api/orgs/{org}/idps/{idp}", at_once<show_idp>, Access::admin},
    {"PUT", "/api/orgs/{org}/idps/{idp}", at_once<replace_idp_metadata>, Access::admin, "idp_metadata_replaced"},
    {"PATCH", "/api/orgs/{org}/idps/{idp}", at_once<change_idp>, Access::admin, "idp_changed"},
    {"DELETE", "/api/orgs/{org}/idps/{idp}", at_once<remove_idp>, Access::admin, "idp_disconnected"},
    {"POST", "/api/orgs/{org}/idps/{idp}/refresh", refresh_idp, Access::admin, "idp_metadata_fetched"},
    {"POST", "/api/orgs/{org}/idps/{idp}/certificates", at_once<trust_certificate>, Access::admin, "idp_certificate_trusted"},
    {"DELETE", "/api/orgs/{org}/idps/{idp}/certificates/{sha256}", at_once<distrust_certificate>, Access::admin, "idp_certificate_withdrawn"},
    {"GET", "/api/orgs/{org}/keys", at_once<list_keys>, Access::admin},
    {"POST", "/api/orgs/{org}/keys/{use}", at_once<begin_key_rollover>, Access::admin, "key_rollover_begun"},
    {"DELETE", "/api/orgs/{org}/keys/{use}", at_once<end_key_rollover>, Access::admin, "key_rollover_ended"},
    {"POST", "/api/orgs/{org}/scim-token", at_once<renew_scim_token>, Access::admin, "scim_token_issued"},
    {"GET", "/api/orgs/{org}/settings", at_once<show_settings>, Access::admin},
    {"PATCH", "/api/orgs/{org}/settings", at_once<change_settings>, Access::admin, "settings_changed"},
    {"GET", "/api/orgs/{org}/mapping", at_once<download_mapping>, Access::admin},
    {"PUT", "/api/orgs/{org}/mapping", at_once<upload_mapping>, Access::admin, "mapping_uploaded"},
    {"POST", "/api/orgs/{org}/mapping", at_once<upload_mapping>, Access::admin, "mapping_uploaded"},
    {"GET", "/api/orgs/{org}/extension-sessions", at_once<list_extensions>, Access::admin},
    {"DELETE", "/api/orgs/{org}/extension-sessions/{id}", at_once<end_extension>, Access::admin, "extension_session_ended"},
    {"GET", "/api/orgs/{org}/accounts", at_once<list_accounts>, Access::admin},
    {"PATCH", "/api/orgs/{org}/accounts/{id}", at_once<change_account>, Access::admin},
    {"GET", "/api/orgs/{org}/teams", at_once<list_teams>, Access::admin},
    {"POST", "/api/orgs/{org}/teams", at_once<create_team>, Access::admin},
    {"GET", "/api/orgs/{org}/audit", at_once<show_audit>, Access::admin},
    {"GET", "/api/orgs/{org}/salesforce", at_once<list_salesforce>, Access::admin},
    {"PUT", "/api/orgs/{org}/salesforce", at_once<connect_salesforce>, Access::admin, "salesforce_connected"},
    {"DELETE", "/api/orgs/{org}/salesforce/{environment}", at_once<disconnect_salesforce>, Access::admin, "salesforce_disconnected"},
    {"POST", "/api/orgs/{org}/salesforce/sync", pull_salesforce_people, Access::admin, "salesforce_synchronised"},
    // -- pages of account admins
    {"GET", "/app/settings", at_once<show_settings_page>, Access::admin_page},
    {"GET", "/app/settings/connect", at_once<show_connect_page>, Access::admin_page},
    {"GET", "/app/settings/connect/sso", at_once<show_sso_page>, Access::admin_page},
    {"GET", "/app/settings/connect/sso/mapping", at_once<download_mapping_page>, Access::admin_page},
    {"POST", "/app/settings/connect/sso/mapping", at_once<upload_mapping_form>, Access::admin_page, "mapping_uploaded"},
    {"POST", "/app/settings/connect/sso/idp", connect_idp_by_form, Access::admin_page, "idp_connected"},
    {"POST", "/app/settings/connect/sso/idps/{idp}/disconnect", at_once<disconnect_idp_by_form>, Access::admin_page, "idp_disconnected"},
    {"POST", "/app/settings/connect/sso/scim-token", at_once<issue_scim_token_by_form>, Access::admin_page, "scim_token_issued"},
    {"GET", "/app/settings/connect/sso/guide/{idp}", at_once<show_guide_page>, Access::admin_page},
    {"GET", "/app/settings/people", at_once<show_people_page>, Access::admin_page},
    {"POST", "/app/settings/people", at_once<invite_by_form>, Access::admin_page},
    {"POST", "/app/settings/people/{id}", at_once<change_person_by_form>, Access::admin_page},
    {"GET", "/app/settings/teams", at_once<show_teams_page>, Access::admin_page},
    {"POST", "/app/settings/teams", at_once<make_team_by_form>, Access::admin_page},
    {"POST", "/app/settings/teams/members", at_once<change_members_by_form>, Access::admin_page},
    {"GET", "/app/settings/audit", at_once<show_audit_page>, Access::admin_page},
    // -- pages of the vendor's team
    {"GET", "/staff", at_once<show_staff_page>, Access::staff_page},
    {"POST", "/staff/sign-in", at_once<sign_staff_in>},
    {"POST", "/staff/sign-out", at_once<sign_staff_out>, Access::staff_page},
    {"POST", "/staff/orgs/{org}/enabled", at_once<enable_by_form>, Access::staff_page},
};

/// What comes behind the organisation in the path.
std::string target_of(const Call& call, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < call.path.size(); ++i) out += (out.empty() ? "" : " ") + std::string(call.path[i]);
    return out;
}

Reply call_route(Product& product, const Route<Product>& route, const Call& call) {
    if (route.audit.empty()) return route.handle(product, call);
    const bool names_org = route.pattern.find("{org}") != std::string_view::npos;
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    const std::string org = names_org ? std::string(call.path.at(0)) : visitor ? visitor->session.org : "";
    const Actor actor = actor_of(product, call.request);
    const std::string target = target_of(call, names_org ? 1 : 0);
    return finished(route.handle(product, call), [&product, &route, org, actor, target](const HttpResponse& response) {
        if (response.status < 400) audit(product, org, actor, route.audit, target);
    });
}

} // namespace

std::span<const Route<Product>> all_routes() { return table; }

Reply serve_route(Product& product, const HttpRequest& request, const Url& url) {
    return route(all_routes(), request, url,
                 [&](const Route<Product>& found, const Call& call) { return call_route(product, found, call); });
}

} // namespace idpsim::sp
