#pragma once
/// From values to documents, for the parties that are no vendor: the built-in SP. Vendors' messages come from shapes.
#include "src/crypto/key.hpp"
#include "src/saml/values.hpp"

#include <string>
#include <string_view>

namespace idpsim::saml {

/// A plain, unsigned AuthnRequest document. RequestedAuthnContext is written when class references are asked for
/// (saml-core-2.0 section 3.3.2.2.1 wants at least one).
std::string write_authn_request(const AuthnRequest& request);
std::string write_logout_request(const LogoutRequest& request);
std::string write_logout_response(const LogoutResponse& response);
std::string write_artifact_resolve(const ArtifactResolve& request);
/// The document with an enveloped signature in the schema's place (behind Issuer), by `key` and `hash`, KeyInfo holding
/// the certificate (base64 DER; "" for no KeyInfo). For any of the messages above and for metadata (its first child).
std::string write_signed(const std::string& document, const crypto::PrivateKey& key, crypto::Hash hash,
                         std::string_view certificate);
/// An SP's EntityDescriptor, of its SP role alone. An ACS without index gets its position. Throws Failure when there is
/// no ACS (saml-metadata-2.0 section 2.4.4).
std::string write_sp_metadata(const EntityDescriptor& entity);

} // namespace idpsim::saml
