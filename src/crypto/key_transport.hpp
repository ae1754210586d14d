#pragma once
/// RSA key transport of XML Encryption (xmlenc-core 1.1 section 5.5).
#include "src/crypto/key.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace idpsim::crypto {

struct KeyTransport {
    enum class Scheme { rsa_1_5, rsa_oaep };
    Scheme scheme = Scheme::rsa_oaep;
    Hash oaep_digest = Hash::sha1;
    Hash mgf1_digest = Hash::sha1;
    std::string oaep_label; ///< OAEPparams, decoded
};

/// `content_key` encrypted to `recipient`. Throws Failure when the key is no RSA key or too short for it.
std::string wrap_key(const KeyTransport& transport, const PublicKey& recipient, std::string_view content_key);

/// The content key of `octets` octets in `wrapped`. Never fails: when `wrapped` does not hold one, a random key comes
/// back, so that what follows fails as it would for any wrong key and nobody learns why (Bleichenbacher's and Manger's
/// attacks). For rsa-1_5 even the time tells nothing.
std::string unwrap_key(const KeyTransport& transport, const PrivateKey& key, std::string_view wrapped,
                       std::size_t octets);

} // namespace idpsim::crypto
