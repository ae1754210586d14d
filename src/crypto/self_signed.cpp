/// Certificates as the vendors' products make them for a tenant.
#include "src/crypto/certificate.hpp"
#include "src/crypto/openssl.hpp"

#include <openssl/x509v3.h>

namespace idpsim::crypto {
namespace {

using ExtensionHandle = Handle<X509_EXTENSION, X509_EXTENSION_free>;
using GeneralNamesHandle = Handle<GENERAL_NAMES, GENERAL_NAMES_free>;
using GeneralNameHandle = Handle<GENERAL_NAME, GENERAL_NAME_free>;
using IntegerHandle = Handle<ASN1_INTEGER, ASN1_INTEGER_free>;

void require(bool done, std::string_view what) {
    if (!done) openssl_failure(what);
}

/// PrintableString of X.680 section 41.4.
bool is_printable(std::string_view text) {
    constexpr std::string_view marks = " '()+,-./:=?";
    for (const char c : text) {
        const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!alphanumeric && marks.find(c) == std::string_view::npos) return false;
    }
    return true;
}

/// RFC 5280 appendix A: countryName is a PrintableString, emailAddress and domainComponent are IA5Strings.
int string_type(int nid, std::string_view value, bool printable_strings) {
    if (nid == NID_pkcs9_emailAddress || nid == NID_domainComponent) return V_ASN1_IA5STRING;
    if ((printable_strings || nid == NID_countryName) && is_printable(value)) return V_ASN1_PRINTABLESTRING;
    return V_ASN1_UTF8STRING;
}

/// Types are given outright, not left to OpenSSL's table: that refuses lengths which vendors do write (C=USA).
void set_name(X509* x509, const CertificateSpec& spec) {
    X509_NAME* name = X509_get_subject_name(x509);
    for (const auto& [attribute, value] : spec.subject) {
        const int nid = OBJ_txt2nid(attribute.c_str());
        require(nid != NID_undef, "unknown name attribute " + attribute);
        require(X509_NAME_add_entry_by_NID(name, nid, string_type(nid, value, spec.printable_strings),
                                           octets_of(std::string_view(value)), static_cast<int>(value.size()), -1,
                                           0) == 1,
                "the subject's " + attribute);
    }
    require(X509_set_issuer_name(x509, name) == 1, "the issuer");
}

void set_serial(X509* x509, const std::string& octets) {
    require(!octets.empty() && octets.size() <= 20, "a serial number has 1 to 20 octets (RFC 5280 section 4.1.2.2)");
    const BignumHandle number(BN_bin2bn(octets_of(std::string_view(octets)), static_cast<int>(octets.size()), nullptr));
    const IntegerHandle serial(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
    require(serial && X509_set_serialNumber(x509, serial.get()) == 1, "the serial number");
}

void set_validity(X509* x509, Instant not_before, Instant not_after) {
    const auto seconds = [](Instant at) {
        return std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
    };
    require(ASN1_TIME_set(X509_getm_notBefore(x509), seconds(not_before)) != nullptr, "notBefore");
    require(ASN1_TIME_set(X509_getm_notAfter(x509), seconds(not_after)) != nullptr, "notAfter");
}

void add_extension(X509* x509, int nid, const char* value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, x509, x509, nullptr, nullptr, 0);
    const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    require(extension && X509_add_ext(x509, extension.get(), -1) == 1, OBJ_nid2sn(nid));
}

/// The order matters: the authority key identifier repeats the subject key identifier before it.
void add_ca_false_extensions(X509* x509) {
    add_extension(x509, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(x509, NID_subject_key_identifier, "hash");
    add_extension(x509, NID_authority_key_identifier, "keyid:always,issuer:always");
    add_extension(x509, NID_key_usage, "critical,digitalSignature");
}

GeneralNameHandle general_name(const std::string& name) {
    GeneralNameHandle out(GENERAL_NAME_new());
    require(out != nullptr, "subjectAltName");
    if (ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str())) {
        GENERAL_NAME_set0_value(out.get(), GEN_IPADD, address);
        return out;
    }
    drain_errors();
    Handle<ASN1_IA5STRING, ASN1_IA5STRING_free> text(ASN1_IA5STRING_new());
    require(text && ASN1_STRING_set(text.get(), name.data(), static_cast<int>(name.size())) == 1, "subjectAltName");
    GENERAL_NAME_set0_value(out.get(), GEN_DNS, text.release());
    return out;
}

void add_alternative_names(X509* x509, const std::vector<std::string>& names) {
    const GeneralNamesHandle all(GENERAL_NAMES_new());
    require(all != nullptr, "subjectAltName");
    for (const std::string& name : names) {
        GeneralNameHandle one = general_name(name);
        require(sk_GENERAL_NAME_push(all.get(), one.get()) > 0, "subjectAltName");
        [[maybe_unused]] GENERAL_NAME* const now_of_all = one.release();
    }
    require(X509_add1_ext_i2d(x509, NID_subject_alt_name, all.get(), 0, X509V3_ADD_DEFAULT) == 1, "subjectAltName");
}

} // namespace

Certificate Certificate::self_signed(const PrivateKey& key, const CertificateSpec& spec) {
    std::shared_ptr<X509> x509(X509_new(), X509_free);
    require(x509 && X509_set_version(x509.get(), X509_VERSION_3) == 1, "a certificate could not be made");
    set_serial(x509.get(), spec.serial);
    set_validity(x509.get(), spec.not_before, spec.not_after);
    set_name(x509.get(), spec);
    require(X509_set_pubkey(x509.get(), key.native()) == 1, "the public key");
    if (spec.key_id_extension) add_extension(x509.get(), NID_subject_key_identifier, "hash");
    if (spec.ca_false_extensions) add_ca_false_extensions(x509.get());
    if (!spec.dns_names.empty()) add_alternative_names(x509.get(), spec.dns_names);
    require(X509_sign(x509.get(), key.native(), fetched(spec.hash)) > 0, "the certificate could not be signed");
    return Certificate(std::move(x509));
}

} // namespace idpsim::crypto
