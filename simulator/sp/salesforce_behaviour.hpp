#pragma once
/// How logins with Salesforce behave, as values: the correct steps by default.
#include "simulator/scim/directory.hpp"
#include "simulator/sp/accounts.hpp"
#include "simulator/sp/salesforce_rules.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::sp {

/// The host where people log in: the one that all orgs of the environment share.
std::string salesforce_login_origin(const SalesforceConfig& config, const SalesforceConnection& connection);
/// The parameters of the authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3).
Params salesforce_ask(const SalesforceConnection& connection, const std::string& redirect_uri, const std::string& state,
                      const std::string& challenge);
/// The state by its own value; what the browser has besides is for the rules.
std::optional<SalesforceState> find_salesforce_state(const SalesforceStates& states, const std::string& id,
                                                     const std::string& browser);
/// The account of the address that Salesforce told.
std::optional<scim_server::UserRecord> find_account_of_address(scim_server::Directory& directory,
                                                               const Organisation& org, const std::string& email);
/// Whether the address is the person's: Salesforce has seen to it.
bool is_address_proven(const SalesforceIdentity& identity);
/// Whether people may be pulled in from Salesforce: until the organisation has an identity provider.
bool may_pull_people(const Organisation& org);

struct SalesforceBehaviour {
    std::function<std::string(const SalesforceConfig&, const SalesforceConnection&)> login_origin =
        salesforce_login_origin;
    std::function<Params(const SalesforceConnection&, const std::string& redirect_uri, const std::string& state,
                         const std::string& challenge)>
        ask = salesforce_ask;
    std::function<std::optional<SalesforceState>(const SalesforceStates&, const std::string& id,
                                                 const std::string& browser)>
        find_state = find_salesforce_state;
    std::vector<SalesforceRule> return_rules = salesforce_return_rules(), token_rules = salesforce_token_rules(),
                                identity_rules = salesforce_identity_rules(),
                                account_rules = salesforce_account_rules();
    bool uses_states_up = true; ///< a login ends once
    std::function<std::string(const SalesforceUser&)> link_key = link_key_of;
    std::function<std::optional<scim_server::UserRecord>(scim_server::Directory&, const Organisation&,
                                                         const std::string& email)>
        find_by_address = find_account_of_address;
    std::function<bool(const SalesforceIdentity&)> trusts_address = is_address_proven;
    /// The address of an account that belongs to another user of Salesforce already links nobody else to it.
    bool links_once = true;
    std::function<bool(const Organisation&)> may_pull = may_pull_people;
};

} // namespace idpsim::sp
