/// Products that get logins with Salesforce wrong, or the people that come from there.
#include "simulator/mutants/mutant.hpp"
#include "src/core/url.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;

/// Takes a rule out of the list. Throws std::logic_error when none has that id: the mutant would be none.
void leave_out(std::vector<sp::SalesforceRule>& rules, std::string_view id) {
    if (std::erase_if(rules, [&](const sp::SalesforceRule& rule) { return rule.id == id; }) == 0)
        throw std::logic_error("no rule is named " + std::string(id));
}

// -- what the help page promises

void ignores_accounts_of_sso(SpBehaviour& behaviour) {
    behaviour.salesforce.find_by_address = [](scim_server::Directory& directory, const sp::Organisation& org,
                                              const std::string& email) {
        auto found = sp::find_account_of_address(directory, org, email);
        return found && !found->idp.empty() ? std::nullopt : found;
    };
}
void goes_to_my_domain(SpBehaviour& behaviour) {
    behaviour.salesforce.login_origin = [](const sp::SalesforceConfig&, const sp::SalesforceConnection& connection) {
        return connection.my_domain;
    };
}
void pulls_anyway(SpBehaviour& behaviour) {
    behaviour.salesforce.may_pull = [](const sp::Organisation&) { return true; };
}
void sandbox_is_production(SpBehaviour& behaviour) {
    behaviour.salesforce.login_origin = [](const sp::SalesforceConfig& config, const sp::SalesforceConnection&) {
        return config.production_login;
    };
}
void offers_no_choice(SpBehaviour& behaviour) {
    behaviour.salesforce.ask = [](const sp::SalesforceConnection& connection, const std::string& redirect_uri,
                                  const std::string& state, const std::string& challenge) {
        Params out = sp::salesforce_ask(connection, redirect_uri, state, challenge);
        std::erase_if(out, [](const auto& each) { return each.first == "prompt"; });
        return out;
    };
}

// -- faults of one login

void takes_any_state(SpBehaviour& behaviour) {
    behaviour.salesforce.find_state = [](const sp::SalesforceStates& states, const std::string&,
                                         const std::string& browser) { return states.last_of(browser); };
}
void state_of_any_browser(SpBehaviour& behaviour) {
    leave_out(behaviour.salesforce.return_rules, "salesforce.state.browser");
}
void state_of_any_age(SpBehaviour& behaviour) {
    leave_out(behaviour.salesforce.return_rules, "salesforce.state.fresh");
}
void state_serves_twice(SpBehaviour& behaviour) { behaviour.salesforce.uses_states_up = false; }
void ignores_signature(SpBehaviour& behaviour) {
    leave_out(behaviour.salesforce.token_rules, "salesforce.token.signature");
}
void ignores_host(SpBehaviour& behaviour) { leave_out(behaviour.salesforce.token_rules, "salesforce.token.host"); }
void ignores_organisation(SpBehaviour& behaviour) {
    leave_out(behaviour.salesforce.token_rules, "salesforce.token.organisation");
}
void ignores_user(SpBehaviour& behaviour) {
    leave_out(behaviour.salesforce.identity_rules, "salesforce.identity.user");
}
void admits_inactive(SpBehaviour& behaviour) {
    leave_out(behaviour.salesforce.identity_rules, "salesforce.identity.active");
}
void admits_disabled(SpBehaviour& behaviour) {
    leave_out(behaviour.salesforce.account_rules, "salesforce.account.active");
    behaviour.session.is_alive = [](const sp::Session&, const scim_server::UserRecord*) { return true; };
}
void trusts_any_address(SpBehaviour& behaviour) {
    behaviour.salesforce.trusts_address = [](const sp::SalesforceIdentity&) { return true; };
}
void links_again(SpBehaviour& behaviour) { behaviour.salesforce.links_once = false; }
void mixes_environments(SpBehaviour& behaviour) {
    behaviour.salesforce.link_key = [](const sp::SalesforceUser& user) { return user.user_id; };
}
void lands_anywhere(SpBehaviour& behaviour) {
    behaviour.landing = [](std::string_view relay_state, std::string_view) {
        return std::string(relay_state.empty() ? "/" : relay_state);
    };
}

constexpr char all[] = "salesforce/*";
constexpr char one_fault[] = "salesforce/one-fault";

constexpr Mutant table[] = {
    {"m-sf-ignores-sso-accounts", "does not know at a login with Salesforce who came by SSO", ignores_accounts_of_sso,
     all},
    {"m-sf-my-domain", "begins the login at the org's My Domain, which sends people to their SSO", goes_to_my_domain,
     all},
    {"m-sf-pulls-anyway", "pulls people in from Salesforce although SSO is connected", pulls_anyway, all},
    {"m-sf-no-sandbox", "sends people of a sandbox to the login host of production", sandbox_is_production, all},
    {"m-sf-no-choice", "does not have Salesforce ask who it is", offers_no_choice, all},
    {"m-sf-any-state", "takes a login's return by the browser alone, whatever its state", takes_any_state, one_fault},
    {"m-sf-state-any-browser", "ends a login in another browser than it began in", state_of_any_browser, one_fault},
    {"m-sf-state-any-age", "ends a login whenever it comes back", state_of_any_age, one_fault},
    {"m-sf-state-twice", "takes the same return twice", state_serves_twice, one_fault},
    {"m-sf-signature-ignored", "does not check the token answer's signature", ignores_signature, one_fault},
    {"m-sf-any-host", "takes the access token to whatever host the token answer names", ignores_host, one_fault},
    {"m-sf-any-org", "lets in users of Salesforce orgs that nobody connected", ignores_organisation, one_fault},
    {"m-sf-other-user", "believes an identity that is not that of the token's user", ignores_user, one_fault},
    {"m-sf-inactive-user", "lets in users whom Salesforce calls inactive", admits_inactive, one_fault},
    {"m-sf-disabled-account", "lets people of disabled accounts in through Salesforce", admits_disabled, one_fault},
    {"m-sf-any-address", "links accounts by addresses that nobody verified", trusts_any_address, one_fault},
    {"m-sf-links-again", "links an account to one user of Salesforce after the other", links_again, one_fault},
    {"m-sf-user-id-alone", "takes users of production and sandbox with the same id for one", mixes_environments,
     one_fault},
    {"m-sf-lands-anywhere", "sends people on to other sites after a login with Salesforce", lands_anywhere, one_fault},
};

} // namespace

std::span<const Mutant> salesforce_mutants() { return table; }

} // namespace idpsim::mutants
