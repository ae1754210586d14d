#pragma once
/// The IdP that an organisation connected, as its metadata tells: read once, when it is uploaded.
#include "src/core/instant.hpp"
#include "src/core/result.hpp"
#include "src/crypto/certificate.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

inline constexpr std::size_t max_metadata_octets = 1u << 20;

struct IdpConnection {
    std::string entity_id;
    std::optional<std::string> sso_redirect, sso_post;   ///< SingleSignOnService locations; at least one
    std::vector<crypto::Certificate> certificates;       ///< for signing; several during a rollover
    std::vector<crypto::PublicKey> keys;                 ///< theirs, in the same order
    std::optional<Instant> valid_until;
    std::vector<std::string> warnings;                   ///< what was left aside, one sentence each
};

/// Faults: malformed or invalid (no metadata, no IdP role, no usable certificate, no admitted endpoint),
/// refused (expired), too_large. The detail is a sentence for the admin who uploaded it.
/// Certificates are trusted as keys, whatever their own dates say (SAML metadata interoperability profile
/// section 2.6.1).
Result<IdpConnection> read_idp_connection(std::string_view metadata, Instant now);

} // namespace idpsim::sp
