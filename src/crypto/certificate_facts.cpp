#include "src/crypto/certificate_facts.hpp"

#include "src/crypto/handles.hpp"

#include <openssl/asn1.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

namespace idpsim::crypto {
namespace {

std::string object_name(const ASN1_OBJECT* object) {
    if (const int nid = OBJ_obj2nid(object); nid != NID_undef) return OBJ_nid2sn(nid);
    char text[128] = {};
    OBJ_obj2txt(text, sizeof text, object, 1);
    return text;
}

std::string text_of(const ASN1_STRING* value) {
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, value);
    if (size < 0) return {};
    std::string out(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
    OPENSSL_free(utf8);
    return out;
}

std::vector<std::pair<std::string, std::string>> names_in(const X509_NAME* name) {
    std::vector<std::pair<std::string, std::string>> out;
    for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
        out.emplace_back(object_name(X509_NAME_ENTRY_get_object(entry)), text_of(X509_NAME_ENTRY_get_data(entry)));
    }
    return out;
}

} // namespace

CertificateFacts facts_of(const Certificate& certificate) {
    X509* x509 = certificate.native();
    CertificateFacts out;
    out.subject = names_in(X509_get_subject_name(x509));
    out.self_issued = X509_NAME_cmp(X509_get_subject_name(x509), X509_get_issuer_name(x509)) == 0;
    out.version = static_cast<int>(X509_get_version(x509)) + 1;
    out.key_bits = certificate.public_key().bits();
    out.signature = OBJ_nid2sn(X509_get_signature_nid(x509));
    out.serial_octets = ASN1_STRING_length(X509_get0_serialNumber(x509));
    for (int i = 0; i < X509_get_ext_count(x509); ++i)
        out.extensions.push_back(object_name(X509_EXTENSION_get_object(X509_get_ext(x509, i))));
    out.days = static_cast<int>(
        std::chrono::round<std::chrono::days>(certificate.not_after() - certificate.not_before()).count());
    return out;
}

} // namespace idpsim::crypto
