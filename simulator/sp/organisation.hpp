#pragma once
/// A customer of the product.
#include "simulator/sp/connected_idp.hpp"
#include "simulator/sp/identity.hpp"
#include "simulator/sp/own_keys.hpp"
#include "simulator/sp/scim_mapping.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::sp {

inline constexpr int max_clock_skew = 300;   ///< seconds

/// How Responses are asked for: by AuthnRequest's ProtocolBinding.
enum class ResponseBinding { post, artifact };

/// What an account admin may choose.
struct OrganisationSettings {
    bool allow_unsolicited = true;      ///< IdP-initiated logins
    bool allow_sha1 = false;            ///< rsa-sha1 signatures, for IdPs that cannot do better yet
    bool want_assertions_signed = false;   ///< a signature of the Response alone is not enough
    bool require_encryption = false;    ///< assertions arrive encrypted
    bool allow_rsa_1_5 = false;         ///< key transport rsa-1_5, for IdPs that cannot do better yet
    bool allow_cbc = true;              ///< block ciphers in CBC mode, which have no integrity of their own
    bool sign_requests = false;         ///< AuthnRequests are signed even where the IdP does not ask for it
    std::optional<int> clock_skew;      ///< seconds, 0 to max_clock_skew; nothing: the product's own
    ResponseBinding response_binding = ResponseBinding::post;
    bool force_authn = false, is_passive = false;   ///< of AuthnRequests
    std::optional<std::string> name_id_format;      ///< asked for in NameIDPolicy
    std::vector<std::string> authn_contexts;        ///< asked for in RequestedAuthnContext, by exact comparison
    AttributeMapping mapping = AttributeMapping::usual();
    ScimMapping scim_mapping;
};

inline constexpr std::size_t max_teams = 1000;   ///< of one organisation

struct Organisation {
    std::string id, name;
    std::string entity_id, metadata_url, acs_url, slo_url, login_url, logout_url, scim_url;
    bool enabled = false;               ///< the vendor's team has switched the SSO/SCIM option on
    bool mapping_uploaded = false;      ///< the account admin has sent the mapping workbook back; the set-up guide shows from then on
    OrganisationSettings settings;
    std::vector<ConnectedIdp> idps;     ///< in the order they were connected; none until an admin connects one
    OwnKeys keys;                       ///< the service provider's own
    std::vector<std::string> teams;     ///< names, the default team first
    std::string admin_token_digest;     ///< SHA-256, raw octets
};

/// Null when the organisation has none of that id, or of that entityID.
const ConnectedIdp* find_idp(const Organisation& org, std::string_view id);
ConnectedIdp* find_idp(Organisation& org, std::string_view id);
const ConnectedIdp* idp_of_issuer(const Organisation& org, std::string_view entity_id);

} // namespace idpsim::sp
