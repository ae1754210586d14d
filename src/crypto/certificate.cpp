#include "src/crypto/certificate.hpp"

#include "src/core/text.hpp"
#include "src/crypto/openssl.hpp"

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/pem.h>

#include <ctime>
#include <optional>

namespace idpsim::crypto {
namespace {

constexpr std::size_t largest_certificate = 256u << 10; ///< octets of text or DER
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Error bad_certificate(std::string detail) { return Error{Fault::malformed, "certificate", std::move(detail)}; }

std::string encode(X509* x509) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(x509, &der);
    if (size < 0) openssl_failure("the certificate could not be encoded");
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

/// Nothing when the time is outside the calendar, which DER from outside may be.
std::optional<Instant> read_time(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        drain_errors();
        return std::nullopt;
    }
    return std::chrono::floor<Millis>(std::chrono::system_clock::from_time_t(timegm(&parts)));
}

Instant time_of(const ASN1_TIME* time) { return read_time(time).value_or(Instant{}); }

/// What stands between the PEM lines, or the whole text when there are none. One-line armour occurs in pasted settings.
Result<std::string_view> without_armour(std::string_view text) {
    const std::size_t begin = text.find("-----BEGIN ");
    if (begin == std::string_view::npos) return text;
    const std::size_t label_end = text.find("-----", begin + 11);
    if (label_end == std::string_view::npos) return bad_certificate("a PEM line is cut short");
    const std::string_view label = text.substr(begin + 11, label_end - begin - 11);
    if (label != "CERTIFICATE" && label != "X509 CERTIFICATE")
        return bad_certificate("PEM of another kind than a certificate");
    const std::size_t start = label_end + 5;
    const std::size_t end = text.find("-----END ", start);
    if (end == std::string_view::npos) return bad_certificate("the PEM end line is missing");
    return text.substr(start, end - start);
}

std::string printed_name(const X509_NAME* name) {
    const BioHandle sink(BIO_new(BIO_s_mem()));
    // Octets above 127 stay UTF-8, as RFC 2253 section 2.4 allows.
    constexpr unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    if (!sink || X509_NAME_print_ex(sink.get(), name, 0, flags) < 0) openssl_failure("a name could not be printed");
    char* text = nullptr;
    const long size = BIO_get_mem_data(sink.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

} // namespace

Certificate::Certificate(std::shared_ptr<x509_st> x509) : x509_(std::move(x509)) {
    der_ = encode(x509_.get());
    base64_ = base64_encode(der_);
}

Result<Certificate> Certificate::from_pem(std::string_view pem) {
    if (pem.find("-----BEGIN ") == std::string_view::npos) return bad_certificate("no PEM certificate");
    return from_base64(pem);
}

Result<Certificate> Certificate::from_der(std::string_view der) {
    if (der.size() > largest_certificate) return Error{Fault::too_large, "certificate", "larger than any certificate"};
    const unsigned char* at = octets_of(der);
    std::shared_ptr<X509> x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
    if (!x509) return bad_certificate("not an X.509 certificate: " + drain_errors());
    if (at != octets_of(der) + der.size()) return bad_certificate("octets after the certificate");
    if (!X509_get0_pubkey(x509.get())) {
        drain_errors();
        return Error{Fault::unsupported, "certificate", "its public key cannot be read"};
    }
    if (!read_time(X509_get0_notBefore(x509.get())) || !read_time(X509_get0_notAfter(x509.get())))
        return bad_certificate("its validity is not a time");
    Certificate certificate;
    certificate.x509_ = std::move(x509);
    certificate.der_ = der; // as received: a fingerprint is of these octets
    certificate.base64_ = base64_encode(der);
    return certificate;
}

Result<Certificate> Certificate::from_base64(std::string_view text) {
    if (text.size() > largest_certificate) return Error{Fault::too_large, "certificate", "larger than any certificate"};
    text = trim(text);
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const auto inner = without_armour(text);
    if (!inner) return inner.error();
    const auto der = base64_decode(*inner);
    if (!der) return bad_certificate(describe(der.error()));
    if (der->empty()) return bad_certificate("empty");
    return from_der(*der);
}

std::string Certificate::to_pem() const {
    return "-----BEGIN CERTIFICATE-----\n" + wrap(base64_, 64) + "\n-----END CERTIFICATE-----\n";
}

PublicKey Certificate::public_key() const {
    return PublicKey(std::shared_ptr<EVP_PKEY>(X509_get_pubkey(x509_.get()), EVP_PKEY_free));
}

std::string Certificate::subject() const { return printed_name(X509_get_subject_name(x509_.get())); }

std::string Certificate::issuer() const { return printed_name(X509_get_issuer_name(x509_.get())); }

std::string Certificate::serial_decimal() const {
    const BignumHandle number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(x509_.get()), nullptr));
    char* text = number ? BN_bn2dec(number.get()) : nullptr;
    if (!text) openssl_failure("the serial number could not be read");
    std::string out(text);
    OPENSSL_free(text);
    return out;
}

Instant Certificate::not_before() const { return time_of(X509_get0_notBefore(x509_.get())); }

Instant Certificate::not_after() const { return time_of(X509_get0_notAfter(x509_.get())); }

std::string Certificate::fingerprint(Hash hash) const { return to_hex(digest(hash, der_)); }

} // namespace idpsim::crypto
