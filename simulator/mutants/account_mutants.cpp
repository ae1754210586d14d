#include "simulator/mutants/mutant.hpp"

#include "simulator/mutants/leave_out.hpp"
#include "src/core/text.hpp"

#include <memory>

namespace idpsim::mutants {
namespace {

using scim_server::Directory;
using scim_server::UserRecord;
using sp::SpBehaviour;

/// The values of every attribute that looks like a list of groups.
std::vector<std::string> groups_of(const saml::Assertion& assertion) {
    std::vector<std::string> out;
    for (const saml::Attribute& attribute : assertion.attributes)
        if (attribute.name.find("roup") != std::string::npos) out.insert(out.end(), attribute.values.begin(), attribute.values.end());
    return out;
}

void jit_never(SpBehaviour& behaviour) {
    behaviour.jit.may_create = [](Directory&, const sp::Organisation&, const sp::Identity&) { return false; };
}
void jit_needs_scim(SpBehaviour& behaviour) {
    behaviour.jit.may_create = [](Directory& directory, const sp::Organisation& org, const sp::Identity&) {
        return directory.count_tokens(org.id) > 0;
    };
}
void jit_twice(SpBehaviour& behaviour) {
    behaviour.jit.find = [](Directory&, const sp::Organisation&, const sp::Identity&) { return std::optional<UserRecord>(); };
    behaviour.jit.first_login = [count = std::make_shared<int>(0)](const sp::Login& login) {
        UserRecord account = sp::account_of_first_login(login);
        account.user_name += "#" + std::to_string(++*count);
        return account;
    };
}
void jit_team(SpBehaviour& behaviour) {
    behaviour.jit.first_login = [](const sp::Login& login) {
        UserRecord account = sp::account_of_first_login(login);
        account.teams.push_back(login.org.name);
        return account;
    };
}
void jit_role(SpBehaviour& behaviour) {
    behaviour.jit.first_login = [](const sp::Login& login) {
        UserRecord account = sp::account_of_first_login(login);
        account.role = login.names.admin_role;
        return account;
    };
}
void groups_become_teams(SpBehaviour& behaviour) {
    behaviour.jit.first_login = [](const sp::Login& login) {
        UserRecord account = sp::account_of_first_login(login);
        for (const std::string& group : groups_of(login.assertion)) account.teams.push_back(group);
        return account;
    };
}
void login_resets_account(SpBehaviour& behaviour) {
    behaviour.jit.further_login = [](UserRecord& account, const sp::Login& login) {
        const UserRecord fresh = sp::account_of_first_login(login);
        account.teams = fresh.teams;
        account.role = fresh.role;
        sp::count_login(account, login);
    };
}
void login_revives(SpBehaviour& behaviour) {
    leave_out(behaviour, {"account.active"});
    behaviour.jit.further_login = [](UserRecord& account, const sp::Login& login) {
        account.active = true;
        sp::count_login(account, login);
    };
}
void session_outlives_account(SpBehaviour& behaviour) {
    behaviour.session.is_alive = [](const sp::Session&, const UserRecord*) { return true; };
}
void session_of_the_last(SpBehaviour& behaviour) {
    auto last = std::make_shared<std::string>();
    behaviour.jit.first_login = [last](const sp::Login& login) {
        *last = login.identity.email;
        return sp::account_of_first_login(login);
    };
    behaviour.session.whoami = [last](const sp::Session& session, const sp::AccountView& account) {
        boost::json::object out = sp::describe_session(session, account);
        if (!last->empty()) out["email"] = *last;
        return out;
    };
}
void names_the_identifier(SpBehaviour& behaviour) {
    behaviour.session.whoami = [](const sp::Session& session, const sp::AccountView& account) {
        boost::json::object out = sp::describe_session(session, account);
        out["email"] = out["display_name"];
        return out;
    };
}
void logout_does_nothing(SpBehaviour& behaviour) {
    behaviour.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.url.ends_with("/logout")) return HttpResponse{303, {{"Location", "/"}}, {}};
        return std::nullopt;
    };
}

constexpr Mutant table[] = {
    {"m-jit-never", "creates no account at a first login", jit_never},
    {"m-jit-needs-scim", "creates accounts only where SCIM was set up", jit_needs_scim},
    {"m-jit-twice", "creates another account at each login", jit_twice},
    {"m-jit-team", "puts a new account into a second team", jit_team},
    {"m-jit-role", "makes every new account an admin", jit_role},
    {"m-groups-to-teams", "takes teams from the IdP's groups", groups_become_teams, "jit/*,sso/groups*"},
    {"m-login-resets", "sets team and role back at each login", login_resets_account},
    {"m-jit-revives", "lets a disabled person in and enables the account", login_revives},
    {"m-session-survives-deactivate", "keeps the session of a disabled account", session_outlives_account},
    {"m-session-merge", "takes every session for that of the last newcomer", session_of_the_last},
    {"m-whoami-display-name", "names a display name where the address belongs", names_the_identifier},
    {"m-logout-ignored", "leaves the session in place at logout", logout_does_nothing},
};

} // namespace

std::span<const Mutant> account_mutants() { return table; }

} // namespace idpsim::mutants
