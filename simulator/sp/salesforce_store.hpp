#pragma once
/// The Salesforce orgs that admins connected, and whose accounts belong to which of their users. In the directory's
/// database, so that a restart forgets none.
#include "simulator/scim/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// One per environment and organisation of the product.
struct SalesforceConnection {
    std::string environment;     ///< "production" or "sandbox"
    std::string organization_id; ///< 18 characters
    std::string my_domain;       ///< origin of the org's own host
    std::string client_id;
    std::string client_secret; ///< a secret; it is told to nobody but Salesforce
};

/// A user of Salesforce. Neither name, address nor URL is one's identity there: names are given away again, and the
/// host of a user's URL depends on the way in.
struct SalesforceUser {
    std::string environment, organization_id, user_id; ///< ids of 18 characters
};
/// What accounts are linked by: all three.
std::string link_key_of(const SalesforceUser& user);

class SalesforceStore {
public:
    /// `database` must outlive it.
    explicit SalesforceStore(scim_server::Database& database);

    std::vector<SalesforceConnection> connections(std::string_view org) const;
    std::optional<SalesforceConnection> find(std::string_view org, std::string_view environment) const;
    /// Takes the place of the one before; the links of another Salesforce org end then.
    void connect(std::string_view org, const SalesforceConnection& connection);
    /// Its links go with it. False when there was none.
    bool disconnect(std::string_view org, std::string_view environment);

    /// The id of the account that is linked by `key`.
    std::optional<std::string> account_of(std::string_view org, std::string_view key) const;
    /// Whether the account belongs to a user of Salesforce already, of whatever environment.
    bool is_linked(std::string_view org, std::string_view account) const;
    void link(std::string_view org, const SalesforceUser& user, std::string_view key, std::string_view account);
    void unlink(std::string_view org, std::string_view key);

private:
    scim_server::Database* database_;
};

} // namespace idpsim::sp
