#include "simulator/sp/accounts.hpp"

#include "simulator/sp/text_fields.hpp"
#include "src/core/text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace idpsim::sp {
namespace {

std::string_view member_text(const boost::json::object& object, boost::json::string_view name) {
    const boost::json::value* value = object.if_contains(name);
    if (!value || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

std::string name_part(const boost::json::object& resource, boost::json::string_view part) {
    const boost::json::value* name = resource.if_contains("name");
    return name && name->is_object() ? std::string(member_text(name->get_object(), part)) : std::string{};
}

/// The User that SCIM clients see (RFC 7643 section 4.1).
boost::json::object user_resource(const Identity& identity) {
    boost::json::object name{{"formatted", identity.display_name}};
    if (!identity.given_name.empty()) name["givenName"] = identity.given_name;
    if (!identity.family_name.empty()) name["familyName"] = identity.family_name;
    return {{"schemas", boost::json::array{"urn:ietf:params:scim:schemas:core:2.0:User"}},
            {"userName", identity.email},
            {"name", std::move(name)},
            {"displayName", identity.display_name},
            {"emails", boost::json::array{boost::json::object{{"value", identity.email}, {"primary", true}}}},
            {"active", true}};
}

std::string display_name_of(const scim_server::UserRecord& account, const AccountView& view) {
    const std::string_view told = member_text(account.resource, "displayName");
    if (!told.empty()) return std::string(told);
    std::string formatted = name_part(account.resource, "formatted");
    if (!formatted.empty()) return formatted;
    if (!view.given_name.empty() && !view.family_name.empty()) return view.given_name + " " + view.family_name;
    const std::string either = view.given_name + view.family_name;
    return either.empty() ? view.email : either;
}

} // namespace

std::vector<scim_server::UserRecord> accounts_of_mapped_email(scim_server::Directory& directory, const Organisation& org,
                                                              std::string_view email) {
    const std::string& path = org.settings.scim_mapping.email;
    if (path.empty()) return {};
    // No column holds it: a product with many accounts would keep one.
    scim_server::Selection<scim_server::UserRecord> selection;
    selection.keep = [&](const scim_server::UserRecord& account) { return equal_nocase(text_at(account.resource, path), email); };
    return directory.select_users(org.id, selection).records;
}

std::optional<scim_server::UserRecord> find_account(scim_server::Directory& directory, const Organisation& org,
                                                    const Identity& identity) {
    std::vector<scim_server::UserRecord> mapped = accounts_of_mapped_email(directory, org, identity.email);
    if (!mapped.empty()) return std::move(mapped.front());
    std::optional<scim_server::UserRecord> named = directory.find_user_by_user_name(org.id, identity.email);
    if (named && equal_nocase(named->user_name, identity.email)) return named;
    for (scim_server::UserRecord& account : directory.users_by_email(org.id, identity.email))
        if (equal_nocase(account.email, identity.email)) return std::move(account);
    return std::nullopt;
}

bool always_may_create(scim_server::Directory&, const Organisation&, const Identity&) { return true; }

std::vector<std::string> given_teams(const scim_server::UserRecord& account, const ProductNames& names) {
    const bool untouched = account.role.empty() && account.teams.empty();
    return untouched ? std::vector{names.default_team} : account.teams;
}

bool is_operators(const ProductNames& names, const Identity& identity) {
    const std::string_view domain = std::string_view(identity.email).substr(identity.email.find('@') + 1);
    return !names.operator_domain.empty() && equal_nocase(domain, names.operator_domain);
}

bool may_speak_for(const Organisation& org, const ConnectedIdp& idp, const Identity& identity,
                   const scim_server::UserRecord* account) {
    const std::string domain = to_lower(std::string_view(identity.email).substr(identity.email.find('@') + 1));
    const auto claims = [&](const ConnectedIdp& each) { return std::ranges::find(each.domains, domain) != each.domains.end(); };
    const bool claimed = std::ranges::any_of(org.idps, claims);
    if (claimed ? !claims(idp) : !idp.domains.empty()) return false;
    if (!account || account->idp.empty() || account->idp == idp.connection->entity_id) return true;
    return idp_of_issuer(org, account->idp) == nullptr;
}

scim_server::UserRecord account_of_first_login(const Login& login) {
    scim_server::UserRecord account;
    account.org = login.org.id;
    account.user_name = login.identity.email;
    account.email = login.identity.email;
    account.active = true;
    account.resource = user_resource(login.identity);
    account.created = account.last_modified = login.now;
    account.origin = "jit";
    account.role = login.names.default_role;
    account.teams = {login.names.default_team};
    account.name_id = login.identity.name_id.value;
    account.idp = login.assertion.issuer;
    account.logins = 1;
    return account;
}

void count_login(scim_server::UserRecord& account, const Login& login) {
    account.name_id = login.identity.name_id.value;
    account.idp = login.assertion.issuer;
    ++account.logins;
}

Session session_of_login(const Login& login, const scim_server::UserRecord& account) {
    Session out;
    out.org = login.org.id;
    out.account = account.id;
    out.idp = login.assertion.issuer;
    out.subject = login.identity.name_id;
    for (const saml::AuthnStatement& statement : login.assertion.authn_statements)
        if (statement.session_index) out.session_indexes.push_back(*statement.session_index);
    out.created = login.now;
    return out;
}

Instant session_end(const saml::Assertion& assertion, Instant now, Millis lifetime) {
    Instant end = now + lifetime;
    for (const saml::AuthnStatement& statement : assertion.authn_statements)
        if (statement.session_not_on_or_after) end = std::min(end, *statement.session_not_on_or_after);
    return end;
}

bool session_is_alive(const Session&, const scim_server::UserRecord* account) { return account && account->active; }

bool is_enabled(const Organisation& org) { return org.enabled; }

const std::string& address_of(const scim_server::UserRecord& account) { return account.email.empty() ? account.user_name : account.email; }

const std::string& role_of(const scim_server::UserRecord& account, const ProductNames& names) {
    return account.role.empty() ? names.default_role : account.role;
}

AccountView view_account(const scim_server::UserRecord& account, scim_server::Directory& directory, const ProductNames& names,
                         const ScimMapping& mapping) {
    const auto mapped = [&](const std::string& path) { return path.empty() ? std::string() : text_at(account.resource, path); };
    const auto or_else = [](std::string first, auto second) { return first.empty() ? second() : first; };
    const bool untouched = account.role.empty();
    AccountView view;
    view.id = account.id;
    view.email = mapped(mapping.email);
    if (!is_email(view.email)) view.email = address_of(account);
    view.name_id = account.name_id;
    view.given_name = or_else(mapped(mapping.given_name), [&] { return name_part(account.resource, "givenName"); });
    view.family_name = or_else(mapped(mapping.family_name), [&] { return name_part(account.resource, "familyName"); });
    view.display_name = or_else(mapped(mapping.display_name), [&] { return display_name_of(account, view); });
    view.role = untouched ? names.default_role : account.role;
    view.teams = given_teams(account, names);
    for (const scim_server::GroupReference& group : directory.groups_of(account.org, account.id))
        if (std::ranges::find(view.teams, group.display_name) == view.teams.end()) view.teams.push_back(group.display_name);
    view.origin = account.origin;
    view.active = account.active;
    view.logins = account.logins;
    return view;
}

boost::json::object describe_account(const AccountView& account) {
    return {{"id", account.id},
            {"email", account.email},
            {"name_id", account.name_id},
            {"display_name", account.display_name},
            {"given_name", account.given_name},
            {"family_name", account.family_name},
            {"role", account.role},
            {"teams", to_json(account.teams)},
            {"active", account.active},
            {"origin", account.origin},
            {"logins", account.logins}};
}

boost::json::object describe_session(const Session& session, const AccountView& account) {
    return {{"email", account.email},         {"name_id", session.subject.value}, {"display_name", account.display_name},
            {"role", account.role},           {"teams", to_json(account.teams)},
            {"org", session.org}};
}

} // namespace idpsim::sp
