#pragma once
/// The rules of a login with Salesforce, in the order in which its parts arrive: the browser with state and code, the
/// token answer, the identity, the account.
#include "simulator/scim/directory.hpp"
#include "simulator/sp/rule.hpp"
#include "simulator/sp/salesforce_config.hpp"
#include "simulator/sp/salesforce_states.hpp"
#include "simulator/sp/salesforce_store.hpp"
#include "src/core/http.hpp"
#include "src/core/url.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace idpsim::sp {

/// A token answer, read.
struct SalesforceToken {
    std::string access_token; ///< a secret
    std::string id, issued_at, signature;
    Url id_url;           ///< `id` taken apart
    SalesforceUser named; ///< whom it names; empty when it has not the form of an Identity URL
};

/// What the Identity URL says, as far as the product looks at it.
struct SalesforceIdentity {
    SalesforceUser user;
    std::string username, email;
    bool email_verified = false, active = false;
};

/// What is known of a login with Salesforce so far.
struct SalesforceLogin {
    const SalesforceConfig* config = nullptr;
    SalesforceConnection connection;
    // the browser's return
    std::string org, browser; ///< to which organisation's address, with which cookie
    Instant now{};
    Millis lifetime{}; ///< of a state
    std::optional<SalesforceState> state;
    std::string code, error, error_description;
    // answers of Salesforce's
    std::optional<Result<SalesforceToken>> token;
    std::optional<Result<SalesforceIdentity>> identity;
    // the product's own
    std::optional<scim_server::UserRecord> account;
    std::string no_account; ///< why there is none
};

using SalesforceRule = RuleOn<SalesforceLogin>;
using SalesforceRefusal = Unkept<SalesforceLogin>;

std::vector<SalesforceRule> salesforce_return_rules();
std::vector<SalesforceRule> salesforce_token_rules();
std::vector<SalesforceRule> salesforce_identity_rules();
std::vector<SalesforceRule> salesforce_account_rules();

/// Faults: what came from the network, refused, malformed, too_large.
Result<SalesforceToken> read_salesforce_token(const Result<HttpResponse>& answer, const SalesforceConfig& config,
                                              const SalesforceConnection& connection);
Result<SalesforceIdentity> read_salesforce_identity(const Result<HttpResponse>& answer, const std::string& environment);
/// A JSON object out of an answer of Salesforce's: 200, at most 64 KiB.
Result<boost::json::object> read_salesforce_json(const Result<HttpResponse>& answer, std::size_t most = 64u << 10);

/// 15 or 18 characters; true for an id of the kind that `prefix` names ("00D" an org, "005" a user).
bool is_salesforce_id(std::string_view text, std::string_view prefix);
/// The form of 18 characters.
std::string long_salesforce_id(std::string_view id);

} // namespace idpsim::sp
