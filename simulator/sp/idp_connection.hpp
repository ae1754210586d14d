#pragma once
/// The IdP that an organisation connected, as its metadata tells: read once, when it is uploaded or fetched.
#include "src/core/instant.hpp"
#include "src/core/result.hpp"
#include "src/crypto/certificate.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

inline constexpr std::size_t max_metadata_octets = 1u << 20;

/// A SingleLogoutService (saml-metadata-2.0 section 2.2.2).
struct LogoutEndpoint {
    std::string location;            ///< where requests go
    std::string response_location;   ///< where responses go: the same unless the metadata says otherwise
};

struct IdpConnection {
    std::string entity_id;
    std::optional<std::string> sso_redirect, sso_post;   ///< SingleSignOnService locations; at least one
    std::optional<LogoutEndpoint> slo_redirect, slo_post;
    std::map<int, std::string> artifact_resolution;      ///< SOAP locations by index
    bool wants_signed_requests = false;                  ///< WantAuthnRequestsSigned
    std::vector<crypto::Certificate> certificates;       ///< for signing; several during a rollover
    std::vector<crypto::PublicKey> keys;                 ///< theirs, in the same order
    std::optional<Instant> valid_until;                  ///< the earliest of entity and role
    std::optional<Millis> cache_duration;
    std::vector<std::string> warnings;                   ///< what was left aside, one sentence each
};

/// Faults: malformed or invalid (no metadata, no IdP role, no usable certificate, no admitted endpoint),
/// refused (expired), too_large. The detail is a sentence for the admin who uploaded it.
/// Certificates are trusted as keys, whatever their own dates say (SAML metadata interoperability profile
/// section 2.6.1).
Result<IdpConnection> read_idp_connection(std::string_view metadata, Instant now);

/// The document's octets that the root's signature covers, by `signer`'s key alone (saml-metadata-2.0 section 3): what
/// is verified is what is read.
Result<std::string> verified_metadata(std::string_view metadata, const crypto::Certificate& signer);

} // namespace idpsim::sp
