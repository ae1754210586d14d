#pragma once
/// A customer of the product.
#include "simulator/sp/identity.hpp"
#include "simulator/sp/idp_connection.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::sp {

/// What an account admin may choose.
struct OrganisationSettings {
    bool allow_unsolicited = true;      ///< IdP-initiated logins
    bool allow_sha1 = false;            ///< rsa-sha1 signatures, for IdPs that cannot do better yet
    AttributeMapping mapping = AttributeMapping::usual();
};

inline constexpr std::size_t max_teams = 1000;   ///< of one organisation

struct Organisation {
    std::string id, name;
    std::string entity_id, metadata_url, acs_url, login_url, scim_url;
    bool enabled = false;               ///< the vendor's team has switched the SSO/SCIM option on
    OrganisationSettings settings;
    std::shared_ptr<const IdpConnection> idp;   ///< null until an admin connects one
    std::string idp_metadata;                   ///< the document that was uploaded
    std::vector<std::string> teams;             ///< names, the default team first
    std::string admin_token_digest;             ///< SHA-256, raw octets
};

} // namespace idpsim::sp
