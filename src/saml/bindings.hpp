#pragma once
/// HTTP-Redirect and HTTP-POST (saml-bindings-2.0 sections 3.4, 3.5): octets to messages and back.
#include "src/core/result.hpp"
#include "src/crypto/key.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::saml {

/// A message that arrived by either binding.
struct Received {
    std::string parameter;                      ///< "SAMLRequest" or "SAMLResponse"
    std::string xml;                            ///< decoded, inflated
    std::optional<std::string> relay_state;
    std::optional<std::string> signature_algorithm;   ///< Redirect: SigAlg
    std::optional<std::string> signature;             ///< Redirect: raw octets
    std::string signed_octets;                  ///< Redirect: the query's own octets that the signature covers
};

/// The form body of a POST. Exactly one SAML parameter, strict base64, at most `max_octets` of XML.
Result<Received> read_post(std::string_view form_body, std::size_t max_octets = 4u << 20);
/// The query of a GET. Raw deflate, at most `max_octets` inflated; truncated streams are malformed.
Result<Received> read_redirect(std::string_view query, std::size_t max_octets = 4u << 20);

/// Whether Received's query signature verifies with `key` (saml-bindings-2.0 section 3.4.4.1).
Result<void> verify_redirect(const Received& message, const crypto::PublicKey& key, bool allow_sha1 = false);

/// The value of the form field.
std::string encode_post(std::string_view xml);
struct RedirectSigner {
    const crypto::PrivateKey* key;
    std::string algorithm;        ///< URI, e.g. alg::rsa_sha256
    bool lower_case_escapes = false; ///< %3d rather than %3D, in what is signed too (Entra ID)
};
/// `endpoint` with the message appended; `?` or `&` as the endpoint needs (Google's has a query already).
std::string encode_redirect(std::string_view endpoint, std::string_view parameter, std::string_view xml,
                            const std::optional<std::string>& relay_state, const RedirectSigner* signer = nullptr);

} // namespace idpsim::saml
