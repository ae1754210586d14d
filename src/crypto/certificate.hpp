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
    /// Relative distinguished names in encoding order: {"C","US"}, {"O","Okta"}, {"CN","dev-1"},
    /// {"emailAddress","info@okta.com"}.
    std::vector<std::pair<std::string, std::string>> subject;
    Instant not_before{};
    Instant not_after{};
    std::string serial; ///< big-endian octets, 1 to 20 of them
    Hash hash = Hash::sha256;
    /// basicConstraints CA:FALSE, SKI, AKI (key, issuer and serial), keyUsage digitalSignature; else v3 without
    /// extensions.
    bool ca_false_extensions = false;
    bool key_id_extension = false; ///< SKI alone
    std::vector<std::string> dns_names; ///< subjectAltName, for TLS servers; "127.0.0.1"-like entries become IP names
    /// Names as PrintableString where they fit, rather than UTF8String: a habit that differs among vendors.
    /// countryName is always printable, emailAddress always IA5String.
    bool printable_strings = false;
};

class Certificate {
public:
    Certificate() = default;
    explicit Certificate(std::shared_ptr<x509_st> x509);
    /// Throws Failure for an unknown name attribute, a serial out of range, or when OpenSSL refuses.
    static Certificate self_signed(const PrivateKey& key, const CertificateSpec& spec);
    static Result<Certificate> from_pem(std::string_view pem);
    /// Malformed also with octets after the certificate; unsupported when its public key cannot be read.
    static Result<Certificate> from_der(std::string_view der);
    /// The text of ds:X509Certificate: base64 DER with any XML white space, PEM armour, BOM tolerated.
    static Result<Certificate> from_base64(std::string_view text);

    const std::string& der() const { return der_; }
    const std::string& base64() const { return base64_; } ///< one line
    std::string to_pem() const;
    PublicKey public_key() const;
    std::string subject() const; ///< RFC 2253 order and escapes
    std::string issuer() const;  ///< the same of the issuer's name
    std::string serial_decimal() const; ///< as ds:X509SerialNumber has it
    Instant not_before() const;
    Instant not_after() const;
    std::string fingerprint(Hash hash = Hash::sha256) const; ///< lower-case hex
    x509_st* native() const { return x509_.get(); }
    explicit operator bool() const { return x509_ != nullptr; }
    friend bool operator==(const Certificate& a, const Certificate& b) { return a.der_ == b.der_; }

private:
    std::shared_ptr<x509_st> x509_;
    std::string der_;
    std::string base64_;
};

} // namespace idpsim::crypto
