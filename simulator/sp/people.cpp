#include "simulator/sp/people.hpp"

#include "simulator/scim/passwords.hpp"
#include "simulator/sp/text_fields.hpp"
#include "src/core/text.hpp"
#include "src/crypto/password_hash.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <chrono>

namespace idpsim::sp {
namespace {

using scim_server::UserRecord;

/// Organisations in which one address may have a password that is tried: each try costs what scrypt costs.
constexpr int most_tries = 3;

UserRecord invited_account(const Organisation& org, const std::string& email, const std::string& role, const ProductNames& names, Instant now) {
    UserRecord account;
    account.org = org.id;
    account.user_name = email;
    account.email = email;
    account.resource = {{"schemas", boost::json::array{"urn:ietf:params:scim:schemas:core:2.0:User"}},
                        {"userName", email},
                        {"emails", boost::json::array{boost::json::object{{"value", email}, {"primary", true}}}},
                        {"active", true}};
    account.created = account.last_modified = now;
    account.origin = "invited";
    account.role = role;
    account.teams = {names.default_team};
    return account;
}

/// Takes the time of a wrong password.
void try_nobodys(const std::string& password, unsigned cost) {
    static const std::string kept = crypto::hash_password("nobody has this one", cost);
    crypto::password_fits(password, kept);
}

std::vector<UserRecord> candidates(Product& product, const std::string& email) {
    std::vector<UserRecord> out;
    for (const auto& [id, org] : product.organisations.all())
        for (UserRecord& each : accounts_of_address(product, id, email))
            if (each.active && scim_server::has_password(product.directory, each.id)) out.push_back(std::move(each));
    return out;
}

void audit_change(Product& product, const Actor& by, const UserRecord& before, const UserRecord& after, const ProductNames& names) {
    const std::string& org = before.org;
    if (before.active != after.active) audit(product, org, by, after.active ? "account_enabled" : "account_disabled", address_of(after));
    const std::string was = role_of(before, names), is = role_of(after, names);
    if (was != is) audit(product, org, by, "role_changed", address_of(after), was + " -> " + is);
    if (given_teams(before, names) != given_teams(after, names)) audit(product, org, by, "teams_changed", address_of(after), join(after.teams, ", "));
}

} // namespace

std::vector<std::string> all_roles(const ProductNames& names) {
    std::vector<std::string> out{names.default_role};
    for (const std::string& role : names.roles)
        if (role != names.default_role && role != names.admin_role) out.push_back(role);
    out.push_back(names.admin_role);
    return out;
}

bool has_role(const ProductNames& names, std::string_view role) {
    const std::vector<std::string> roles = all_roles(names);
    return std::ranges::find(roles, role) != roles.end();
}

bool has_team(const Organisation& org, std::string_view name) { return std::ranges::find(org.teams, name) != org.teams.end(); }

std::vector<UserRecord> accounts_of_address(Product& product, std::string_view org, std::string_view email) {
    const Organisation* there = product.organisations.find(org);
    if (there) {
        if (auto mapped = accounts_of_mapped_email(product.directory, *there, std::string(email)); !mapped.empty()) return mapped;
    }
    std::vector<UserRecord> out = product.directory.users_by_email(org, email);
    if (!out.empty()) return out;
    if (auto named = product.directory.find_user_by_user_name(org, email); named && named->email.empty()) out.push_back(std::move(*named));
    return out;
}

Or<Invited> invite(Product& product, const Organisation& org, const Actor& by, const std::string& email, const std::string& role) {
    const ProductNames& names = product.config.names;
    if (!is_email(email)) return bad_field("email", "a mail address");
    if (!has_role(names, role)) return bad_field("role", "one of " + join(all_roles(names), ", "));
    std::vector<UserRecord> there = accounts_of_address(product, org.id, email);
    if (!there.empty() && role_of(there.front(), names) != role) return error_json(409, "exists", "There is an account of this address, with another role.");
    if (!there.empty() && !there.front().active) return error_json(409, "disabled", "The account of this address is disabled.");
    if (there.empty() && product.directory.user_name_taken(org.id, email)) return error_json(409, "exists", "There is an account whose name looks like this address.");
    const Instant now = product.clock.now();
    if (there.empty()) there.push_back(product.directory.create_user(invited_account(org, email, role, names, now)));
    const Instant until = now + product.behaviour.access.invitation_lifetime;
    const std::string secret = product.invitations.issue({org.id, there.front().id, until}, product.random, now);
    audit(product, org.id, by, "invited", email, role);
    return Invited{std::move(there.front()), with_param(product.config.base_url + "/invitation", "token", secret)};
}

std::optional<std::string> refuse_password(std::string_view password, const UserRecord& account) {
    if (password.size() < shortest_password) return "A password has at least " + std::to_string(shortest_password) + " characters.";
    if (password.size() > 1024) return "This password is too long.";
    if (equal_nocase(password, account.email) || equal_nocase(password, account.user_name)) return "The address is no password.";
    const bool one_character = std::ranges::all_of(password, [&](char c) { return c == password.front(); });
    if (one_character) return "One character many times is no password.";
    return std::nullopt;
}

UserRecord change_person(Product& product, const Actor& by, UserRecord account, const PersonChange& change) {
    const ProductNames& names = product.config.names;
    const UserRecord before = account;
    if (change.active) {
        account.active = *change.active;
        account.resource["active"] = *change.active;
        if (!account.active) product.invitations.end(account.id);
    }
    if (change.role || change.teams) {
        account.teams = change.teams.value_or(given_teams(account, names));
        account.role = change.role.value_or(role_of(account, names));
    }
    product.directory.update_user(account);
    if (!account.active && product.behaviour.extension.ends_with_account) product.extensions.end_of_inactive(account.org);
    audit_change(product, by, before, account, names);
    return account;
}

std::optional<HttpResponse> add_team(Product& product, Organisation& org, const Actor& by, const std::string& name) {
    if (has_team(org, name)) return error_json(409, "exists", "There is a team of this name.");
    if (org.teams.size() >= max_teams) return error_json(409, "too_many", "The organisation has 1000 teams.");
    org.teams.push_back(name);
    product.organisations.save(org);
    audit(product, org.id, by, "team_made", name);
    return std::nullopt;
}

PasswordTry try_password(Product& product, const std::string& email, const std::string& password) {
    using Outcome = PasswordTry::Outcome;
    const Instant now = product.clock.now();
    const AccessPolicy& access = product.behaviour.access;
    const Millis pause = access.pauses_after_failures ? product.failures.pause(email, now) : Millis{0};
    if (pause > Millis{0}) return {Outcome::too_often, {}, pause};
    const std::vector<UserRecord> accounts = candidates(product, email);
    int tries = 0;
    for (const UserRecord& each : accounts) {
        if (++tries > most_tries || !scim_server::password_matches(product.directory, each.id, password)) continue;
        product.failures.forget(email);
        const Organisation& org = *product.organisations.find(each.org);
        const bool suffices = access.may_use_password(product.config.names, org, role_of(each, product.config.names));
        if (!suffices) audit(product, org.id, {}, "sign_in_refused", email, "a password where SSO is used");
        return {suffices ? Outcome::right : Outcome::sso_only, each, {}};
    }
    if (accounts.empty()) try_nobodys(password, product.behaviour.scim.password.cost);
    product.failures.count(email, now);
    for (const UserRecord& each : accounts) audit(product, each.org, {}, "sign_in_refused", email, "wrong password");
    return {};
}

} // namespace idpsim::sp
