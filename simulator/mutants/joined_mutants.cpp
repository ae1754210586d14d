/// Products in which SCIM and logins do not mean the same account.
#include "simulator/mutants/mutant.hpp"

#include "simulator/mutants/leave_out.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim_server::Directory;
using scim_server::UserRecord;
using sp::SpBehaviour;

void provisioned_unknown(SpBehaviour& behaviour) {
    behaviour.jit.find = [](Directory& directory, const sp::Organisation& org, const sp::Identity& identity) {
        std::optional<UserRecord> found = sp::find_account(directory, org, identity);
        return found && found->origin == "scim" ? std::nullopt : found;
    };
}
void login_name_hidden(SpBehaviour& behaviour) {
    behaviour.jit.first_login = [](const sp::Login& login) {
        UserRecord account = sp::account_of_first_login(login);
        account.user_name = "saml|" + account.user_name;
        account.resource["userName"] = account.user_name;
        return account;
    };
}
void login_revives_provisioned(SpBehaviour& behaviour) {
    leave_out(behaviour, {"account.active"});
    behaviour.jit.further_login = [](UserRecord& account, const sp::Login& login) {
        account.active = true;
        sp::count_login(account, login);
    };
}
void session_outlives_deactivation(SpBehaviour& behaviour) {
    behaviour.session.is_alive = [](const sp::Session&, const UserRecord*) { return true; };
}
void groups_without_teams(SpBehaviour& behaviour) {
    behaviour.after = [](const HttpRequest& request, HttpResponse& response) {
        json::value body = scim::json_or_null(response.body);
        if (request.url.find("/accounts") == std::string::npos || !body.is_object() || !body.get_object().contains("accounts")) return;
        for (json::value& account : body.get_object()["accounts"].as_array()) {
            json::array& teams = account.as_object()["teams"].as_array();
            while (teams.size() > 1) teams.pop_back();
        }
        response.body = json::serialize(body);
    };
}
void names_by_ascii_case(SpBehaviour& behaviour) {
    behaviour.scim.user_name_key = [](std::string_view name) { return to_lower(std::string(name)); };
}
void names_as_written(SpBehaviour& behaviour) {
    behaviour.scim.user_name_key = [](std::string_view name) { return std::string(name); };
}

constexpr Mutant table[] = {
    {"m-provisioned-unknown", "does not let logins find the accounts that SCIM made", provisioned_unknown, "joined/*"},
    {"m-login-name-hidden", "makes accounts at logins under names that SCIM does not find", login_name_hidden, "joined/*"},
    {"m-login-revives-provisioned", "opens accounts that SCIM closed when a good assertion comes", login_revives_provisioned,
     "joined/*,negative/scim-login@race-deactivate-login"},
    {"m-session-outlives-deactivation", "leaves sessions open when SCIM closes the account", session_outlives_deactivation, "joined/*"},
    {"m-groups-without-teams", "takes SCIM groups and makes no teams of them", groups_without_teams, "joined/*"},
    {"m-names-by-ascii-case", "compares userNames by their ASCII letters alone", names_by_ascii_case, "joined/user-name-case"},
    {"m-names-as-written", "compares userNames as they are written", names_as_written, "joined/user-name-case"},
};

} // namespace

std::span<const Mutant> joined_mutants() { return table; }

} // namespace idpsim::mutants
