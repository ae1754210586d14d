#pragma once
/// Private and public keys. Copies share one underlying key; using one from several threads is safe.
#include "src/core/result.hpp"
#include "src/crypto/digest.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace idpsim::crypto {

class PublicKey {
public:
    PublicKey() = default;
    explicit PublicKey(std::shared_ptr<evp_pkey_st> pkey) : pkey_(std::move(pkey)) {}
    int bits() const;
    bool is_rsa() const;
    /// Modulus and exponent, big-endian without leading zeros (ds:RSAKeyValue); empty for other kinds.
    std::string rsa_modulus() const;
    std::string rsa_exponent() const;
    /// RSA PKCS#1 v1.5 over `hash` of `octets`.
    bool verify(Hash hash, std::string_view octets, std::string_view signature) const;
    /// Borrowed; for src/xml and src/net.
    evp_pkey_st* native() const { return pkey_.get(); }
    explicit operator bool() const { return pkey_ != nullptr; }

private:
    std::shared_ptr<evp_pkey_st> pkey_;
};

class PrivateKey {
public:
    PrivateKey() = default;
    explicit PrivateKey(std::shared_ptr<evp_pkey_st> pkey) : pkey_(std::move(pkey)) {}
    /// A fresh RSA key from OpenSSL's own generator; never from a seeded stream. Throws Failure when OpenSSL does.
    static PrivateKey generate_rsa(int bits);
    /// PKCS#8 or traditional PEM without passphrase.
    static Result<PrivateKey> from_pem(std::string_view pem);
    std::string to_pem() const; ///< PKCS#8; a secret
    PublicKey public_key() const { return PublicKey(pkey_); }
    int bits() const { return public_key().bits(); }
    /// RSA PKCS#1 v1.5 over `hash` of `octets`; raw signature octets. Counts in signing_stats().
    std::string sign(Hash hash, std::string_view octets) const;
    evp_pkey_st* native() const { return pkey_.get(); }
    explicit operator bool() const { return pkey_ != nullptr; }

private:
    std::shared_ptr<evp_pkey_st> pkey_;
};

/// How often and for how long (CPU time of the calling threads) this process signed and made keys, for bench/.
struct SigningStats {
    std::uint64_t signatures = 0;
    std::uint64_t sign_ns = 0;
    std::uint64_t keys_made = 0;
    std::uint64_t keygen_ns = 0;
};
SigningStats signing_stats();

} // namespace idpsim::crypto
