#pragma once
/// What the built-in product is told by its owner: where it stands, what things are called, how long they last.
#include "simulator/sp/salesforce_config.hpp"
#include "simulator/sp/setup_guide.hpp"
#include "src/core/instant.hpp"

#include <string>
#include <vector>

namespace idpsim::sp {

/// The product's own words; they come from the product file.
struct ProductNames {
    std::string company;               ///< shown on pages
    std::string default_team;          ///< every account that a login creates joins it
    std::string default_role;          ///< and has this role
    std::string admin_role;            ///< may set up SSO for the organisation
    std::vector<std::string> roles;    ///< further roles that an admin may give
    std::string extension_redirect = {};   ///< the page of the browser extension that people come back to; "" without one
    std::string operator_domain;       ///< mail domain of the product's own people; "" for none
    /// Path of the page where somebody begins whom the product does not know yet, "/app/generate"; "" for none.
    std::string start_path;
};

struct SpConfig {
    std::string base_url;              ///< origin without trailing slash: "https://app.example.test"
    std::string staff_token;           ///< bearer token of the vendor's own team; a secret; empty: nobody is staff
    ProductNames names;
    std::vector<SetupGuide> guides;    ///< in the order in which the product lists identity providers
    SalesforceConfig salesforce;       ///< login with Salesforce; nothing: the product has none
    Millis clock_skew{180'000};        ///< tolerance between the IdP's clock and ours, either way
    Millis request_lifetime{600'000};  ///< how long an AuthnRequest waits for its Response
    Millis session_lifetime{43'200'000};
    Millis extension_idle{std::chrono::hours{24 * 365}};   ///< an extension that is not used for so long signs in again
    bool allow_sha1 = false;           ///< rsa-sha1 and sha1 digests for every organisation
    int min_rsa_bits = 2048;
    bool keeps_keys = false;           ///< the service provider's own keys are kept in the database
    bool allow_http_metadata = false;  ///< metadata by plain http from other machines than this one
    bool allow_local_metadata = false; ///< metadata from this machine and its own network: for trials, not for customers
};

} // namespace idpsim::sp
