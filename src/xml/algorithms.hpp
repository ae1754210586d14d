#pragma once
/// Which hash an algorithm URI of XML Signature means, and which URI names a hash.
#include "src/crypto/digest.hpp"
#include "src/xml/namespaces.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace idpsim::xml {

inline constexpr std::string_view exc_c14n_inclusive_namespaces = "InclusiveNamespaces";

struct HashAlgorithm {
    crypto::Hash hash;
    const char* signature_method; ///< RSA PKCS#1 v1.5 with this hash
    const char* digest_method;
};
inline constexpr std::array hash_algorithms{
    HashAlgorithm{crypto::Hash::sha256, alg::rsa_sha256, alg::sha256},
    HashAlgorithm{crypto::Hash::sha384, alg::rsa_sha384, alg::sha384},
    HashAlgorithm{crypto::Hash::sha512, alg::rsa_sha512, alg::sha512},
    HashAlgorithm{crypto::Hash::sha1, alg::rsa_sha1, alg::sha1},
};

/// The hash of an RSA PKCS#1 v1.5 SignatureMethod; nothing for any other URI, compared character by character.
inline std::optional<crypto::Hash> signature_hash(std::string_view uri) {
    for (const HashAlgorithm& one : hash_algorithms)
        if (uri == one.signature_method) return one.hash;
    return std::nullopt;
}

/// The hash of a DigestMethod.
inline std::optional<crypto::Hash> digest_hash(std::string_view uri) {
    for (const HashAlgorithm& one : hash_algorithms)
        if (uri == one.digest_method) return one.hash;
    return std::nullopt;
}

/// The URIs that name `hash`.
inline const HashAlgorithm& algorithm_of(crypto::Hash hash) {
    for (const HashAlgorithm& one : hash_algorithms)
        if (one.hash == hash) return one;
    return hash_algorithms.front(); // not reached: every hash stands above
}

} // namespace idpsim::xml
