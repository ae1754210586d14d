#pragma once
/// An org of Salesforce: its users, its connected apps, and the identity provider that it trusts.
#include "simulator/salesforce/vendor.hpp"
#include "simulator/sp/idp_connection.hpp"
#include "src/core/random.hpp"

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace idpsim::salesforce {

struct User {
    std::string id;       ///< 18 characters
    std::string username; ///< e-mail shaped, unique over all orgs of the environment; need not be the address
    std::string email;
    bool email_verified = true;
    std::string federation_id; ///< what the identity provider calls them; "" for nobody that logs in by SSO
    std::string given_name, family_name;
    std::string password; ///< a secret; "" for people of SSO alone
    bool active = true;
};

struct ConnectedApp {
    std::string name;
    std::string client_id;     ///< the consumer key
    std::string client_secret; ///< a secret
    std::vector<std::string> callback_urls;
    std::vector<std::string> scopes;
    bool pre_authorized = false; ///< "Admin approved users are pre-authorized": nobody is asked for consent
    bool requires_pkce = false;
    bool blocked = false;                           ///< by the admin
    std::optional<std::set<std::string>> permitted; ///< ids of users; nothing: everybody
    std::string run_as; ///< id of the user whose rights client_credentials has; "" without that flow
};

struct Org {
    std::string id; ///< 18 characters
    std::string name;
    Environment environment = Environment::production;
    std::string origin;     ///< My Domain
    std::deque<User> users; ///< references stay
    std::deque<ConnectedApp> apps;
    std::set<std::string> installed;                        ///< consumer keys of other orgs' apps
    std::optional<sp::IdpConnection> idp;                   ///< SSO
    std::set<std::pair<std::string, std::string>> consents; ///< user id, consumer key

    User* find_user(std::string_view user_id);
    User* find_username(std::string_view username);
    /// The assertion consumer service; the query names the org by its short id.
    std::string acs_url() const;
};

/// The 15-character form, whose letters' case matters.
std::string_view short_id(std::string_view id);
/// The 18-character form: three letters that tell the case of the 15.
std::string long_id(std::string_view id15);
/// A new id of 18 characters; `prefix` names the kind of object, as "005".
std::string draw_id(std::string_view prefix, Random& random);

} // namespace idpsim::salesforce
