#pragma once
/// Verifying enveloped XML signatures with xmlsec, returning the octets that were digested (design promise:
/// what is verified is what is read).
#include "src/crypto/certificate.hpp"
#include "src/xml/document.hpp"

#include <string>
#include <vector>

namespace idpsim::xml {

struct VerifyPolicy {
    std::vector<crypto::PublicKey> keys; ///< the only keys trusted; KeyInfo is never believed
    bool allow_sha1 = false;             ///< rsa-sha1 and sha1 digests
    int min_rsa_bits = 2048;
};

struct Verified {
    std::string octets;           ///< canonical octets of the signed element without its signature; parse these anew
    std::string signature_method; ///< URI
    std::string digest_method;    ///< URI
    std::size_t key_index = 0;    ///< which of the policy's keys verified it
};

/// Verifies the ds:Signature that is a direct child of `signed_element` and whose single Reference names that
/// element by its ID, transformed by enveloped-signature and exclusive c14n alone (saml-core-2.0 section 5.4).
/// Faults: not_found (no signature), bad_signature (digest, value, scope, duplicate ID), unsupported (algorithm,
/// transform, short key), each with the reason in `detail`. KeyInfo may be absent; with foreign elements inside it the
/// signature is bad. Throws Failure when no Library lives or the element is of another document. One document may be
/// verified on several threads at once.
Result<Verified> verify_enveloped(const Document& document, const Element& signed_element, const VerifyPolicy& policy);

} // namespace idpsim::xml
