#pragma once
/// X.509 certificates: read as received, and made as vendors make theirs.
#include "src/core/instant.hpp"
#include "src/crypto/key.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct x509_st;

namespace idpsim::crypto {

/// What a self-signed certificate says.
struct CertificateSpec {
    /// Relative distinguished names in encoding order: {"C","US"}, {"O","Okta"}, {"CN","dev-1"}, {"emailAddress","info@okta.com"}.
    std::vector<std::pair<std::string, std::string>> subject;
    Instant not_before{};
    Instant not_after{};
    std::string serial;                 ///< big-endian octets, 1 to 20 of them
    Hash hash = Hash::sha256;
    bool ca_false_extensions = false;   ///< v3 with basicConstraints CA:FALSE, SKI, AKI, keyUsage digitalSignature
    std::vector<std::string> dns_names; ///< subjectAltName, for TLS servers; "127.0.0.1"-like entries become IP names
};

class Certificate {
public:
    Certificate() = default;
    explicit Certificate(std::shared_ptr<x509_st> x509);
    static Certificate self_signed(const PrivateKey& key, const CertificateSpec& spec);
    static Result<Certificate> from_pem(std::string_view pem);
    static Result<Certificate> from_der(std::string_view der);
    /// The text of ds:X509Certificate: base64 DER with any XML white space, PEM armour, BOM tolerated.
    static Result<Certificate> from_base64(std::string_view text);

    const std::string& der() const { return der_; }
    const std::string& base64() const { return base64_; }   ///< one line
    std::string to_pem() const;
    PublicKey public_key() const;
    std::string subject() const;      ///< RFC 2253 order and escapes
    Instant not_before() const;
    Instant not_after() const;
    std::string fingerprint(Hash hash = Hash::sha256) const;   ///< lower-case hex
    x509_st* native() const { return x509_.get(); }
    explicit operator bool() const { return x509_ != nullptr; }
    friend bool operator==(const Certificate& a, const Certificate& b) { return a.der_ == b.der_; }

private:
    std::shared_ptr<x509_st> x509_;
    std::string der_;
    std::string base64_;
};

} // namespace idpsim::crypto
