#pragma once
/// Which digest an algorithm URI of XML Signature means.
#include "src/crypto/digest.hpp"
#include "src/xml/namespaces.hpp"

#include <optional>
#include <string_view>

namespace idpsim::xml {

inline constexpr std::string_view exc_c14n_inclusive_namespaces = "InclusiveNamespaces";

/// The hash of an RSA PKCS#1 v1.5 SignatureMethod; nothing for any other URI, compared character by character.
inline std::optional<crypto::Hash> signature_hash(std::string_view uri) {
    if (uri == alg::rsa_sha256) return crypto::Hash::sha256;
    if (uri == alg::rsa_sha384) return crypto::Hash::sha384;
    if (uri == alg::rsa_sha512) return crypto::Hash::sha512;
    if (uri == alg::rsa_sha1) return crypto::Hash::sha1;
    return std::nullopt;
}

/// The hash of a DigestMethod.
inline std::optional<crypto::Hash> digest_hash(std::string_view uri) {
    if (uri == alg::sha256) return crypto::Hash::sha256;
    if (uri == alg::sha384) return crypto::Hash::sha384;
    if (uri == alg::sha512) return crypto::Hash::sha512;
    if (uri == alg::sha1) return crypto::Hash::sha1;
    return std::nullopt;
}

} // namespace idpsim::xml
