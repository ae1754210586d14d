#pragma once
/// What the algorithm URIs of XML Encryption mean. Seen by src/xml's sources only.
#include "src/crypto/cipher.hpp"
#include "src/crypto/key_transport.hpp"
#include "src/xml/algorithms.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace idpsim::xml {

inline constexpr std::array block_ciphers{
    std::pair{crypto::BlockCipher::aes128_cbc, alg::aes128_cbc},
    std::pair{crypto::BlockCipher::aes192_cbc, alg::aes192_cbc},
    std::pair{crypto::BlockCipher::aes256_cbc, alg::aes256_cbc},
    std::pair{crypto::BlockCipher::aes128_gcm, alg::aes128_gcm},
    std::pair{crypto::BlockCipher::aes192_gcm, alg::aes192_gcm},
    std::pair{crypto::BlockCipher::aes256_gcm, alg::aes256_gcm},
    std::pair{crypto::BlockCipher::triple_des_cbc, alg::triple_des_cbc},
};

inline constexpr std::array mgf1_functions{
    std::pair{crypto::Hash::sha1, alg::mgf1_sha1},
    std::pair{crypto::Hash::sha256, alg::mgf1_sha256},
    std::pair{crypto::Hash::sha384, alg::mgf1_sha384},
    std::pair{crypto::Hash::sha512, alg::mgf1_sha512},
};

/// The cipher of an EncryptedData's EncryptionMethod; nothing for any other URI.
inline std::optional<crypto::BlockCipher> block_cipher(std::string_view uri) {
    for (const auto& [cipher, name] : block_ciphers)
        if (uri == name) return cipher;
    return std::nullopt;
}

/// The scheme of an EncryptedKey's EncryptionMethod; nothing for any other URI.
inline std::optional<crypto::KeyTransport::Scheme> transport_scheme(std::string_view uri) {
    if (uri == alg::rsa_1_5) return crypto::KeyTransport::Scheme::rsa_1_5;
    if (uri == alg::rsa_oaep_mgf1p || uri == alg::rsa_oaep) return crypto::KeyTransport::Scheme::rsa_oaep;
    return std::nullopt;
}

/// The hash of OAEP's DigestMethod, SHA-384 by either of its URIs.
inline std::optional<crypto::Hash> oaep_hash(std::string_view uri) {
    if (uri == alg::xenc_sha384) return crypto::Hash::sha384;
    return digest_hash(uri);
}

/// The hash of an xenc11:MGF.
inline std::optional<crypto::Hash> mgf1_hash(std::string_view uri) {
    for (const auto& [hash, name] : mgf1_functions)
        if (uri == name) return hash;
    return std::nullopt;
}

} // namespace idpsim::xml
