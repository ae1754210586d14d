/// Canonicalization, transforms, signature and digest methods.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"
#include "src/xml/canonical.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "algorithm";
constexpr char xpath_transform[] = "http://www.w3.org/TR/1999/REC-xpath-19991116";

std::vector<Node> transforms_of(Node signature) { return all_named(signature, "Transform"); }

/// Changes SignedInfo; the IdP's key signs it as it then stands.
Edit sealed(std::function<void(Node signature)> change) {
    return [change](Node root, const Attack& attack) {
        const Node signature = signature_in(root);
        change(signature);
        seal(signature, attack.idp.key);
    };
}

Edit method_becomes(std::string_view element, std::string uri) {
    return sealed([element, uri](Node signature) { put_attribute(first_named(signature, element), "Algorithm", uri); });
}

/// The exclusive c14n transform, the second of two, gives way to another.
Edit second_transform(std::string uri) {
    return sealed([uri](Node signature) { put_attribute(transforms_of(signature).back(), "Algorithm", uri); });
}

Edit first_transform(std::string uri) {
    return sealed([uri](Node signature) {
        const Node first = transforms_of(signature).front();
        Node added = first.parent().insert_child_before(first.name(), first);
        put_attribute(added, "Algorithm", uri);
    });
}

/// Subject is left out of what is digested, so anybody may change it.
void xpath_without_subject(Node root, const Attack& attack) {
    const Node signature = signature_in(root), signed_element = signature.parent();
    Node first = transforms_of(signature).front();
    Node filter = first.parent().insert_child_after(first.name(), first);
    put_attribute(filter, "Algorithm", xpath_transform);
    add(filter, "ds:XPath", ns::ds).text().set("not(ancestor-or-self::*[local-name()='Subject'])");
    pugi::xml_document aside;
    Node copied = aside.append_copy(signed_element);
    remove_all(copied, "Subject");
    const std::string octets = xml::canonicalize(copied, {}, first_named(copied, "Signature"));
    first_named(signature, "DigestValue").text().set(crypto::base64_encode(crypto::digest(crypto::Hash::sha256, octets)).c_str());
    seal(signature, attack.idp.key);
    set_text(assertion_of(root), "NameID", attack.victim);
}

void many_transforms(Node signature) {
    const Node last = transforms_of(signature).back();
    for (int i = 0; i < 2'000; ++i) last.parent().append_copy(last);
}

void many_references(Node signature) {
    const Node reference = first_named(signature, "Reference");
    for (int i = 0; i < 500; ++i) reference.parent().append_copy(reference);
}

/// The names of the methods, and values made with SHA-1 where `digest` or `signature` says so.
Edit with_sha1(bool digest, bool signature) {
    return [digest, signature](Node root, const Attack& attack) {
        const Node node = signature_in(root);
        if (digest) put_attribute(first_named(node, "DigestMethod"), "Algorithm", alg::sha1);
        if (signature) put_attribute(first_named(node, "SignatureMethod"), "Algorithm", alg::rsa_sha1);
        set_digest(node, node.parent());
        seal(node, attack.idp.key, signature ? crypto::Hash::sha1 : crypto::Hash::sha256);
    };
}

using HmacKey = std::string (*)(const crypto::Certificate&);

std::string certificate_pem(const crypto::Certificate& certificate) { return certificate.to_pem(); }
std::string certificate_der(const crypto::Certificate& certificate) { return certificate.der(); }
std::string certificate_text(const crypto::Certificate& certificate) { return certificate.base64(); }
std::string key_modulus(const crypto::Certificate& certificate) { return certificate.public_key().rsa_modulus(); }
std::string nothing(const crypto::Certificate&) { return {}; }

/// A keyed hash, the key being what everybody knows of the IdP.
Edit hmac_with(HmacKey key, std::size_t octets_kept = 0) {
    return [key, octets_kept](Node root, const Attack& attack) {
        const Node signature = signature_in(root);
        Node method = first_named(signature, "SignatureMethod");
        put_attribute(method, "Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256");
        if (octets_kept) add(method, "ds:HMACOutputLength", ns::ds).text().set(std::to_string(octets_kept * 8).c_str());
        impersonate(assertion_of(root), attack);
        set_digest(signature, signature.parent());
        const std::string octets = xml::canonicalize(child_named(signature, "SignedInfo"), {}, {});
        std::string value = crypto::hmac(crypto::Hash::sha256, key(attack.idp.certificate), octets);
        if (octets_kept) value.resize(octets_kept);
        child_named(signature, "SignatureValue").text().set(crypto::base64_encode(value).c_str());
    };
}

/// An unknown method, and a value that its guesser would take: forged content, signed by the IdP's key with SHA-1.
Edit guessed(std::string uri) {
    return [uri](Node root, const Attack& attack) {
        const Node signature = signature_in(root);
        if (uri.empty()) first_named(signature, "SignatureMethod").remove_attribute("Algorithm");
        else put_attribute(first_named(signature, "SignatureMethod"), "Algorithm", uri);
        seal(signature, attack.idp.key, crypto::Hash::sha1);
    };
}

void ecdsa_zero(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    put_attribute(first_named(signature, "SignatureMethod"), "Algorithm", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");
    impersonate(assertion_of(root), attack);
    set_digest(signature, signature.parent());
    child_named(signature, "SignatureValue").text().set(crypto::base64_encode(std::string(64, '\0')).c_str());
}

/// With comments the canonical form is another one; a comment that came later is then covered or not.
void comment_with_comments(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    put_attribute(transforms_of(signature).back(), "Algorithm", std::string(alg::exc_c14n) + "WithComments");
    seal(signature, attack.idp.key);
    Node name_id = first_named(assertion_of(root), "NameID");
    name_id.prepend_child(pugi::node_comment).set_value("x");
}

} // namespace

std::vector<SamlFault> algorithm_faults() {
    const auto seal_after = [](auto change) { return after(sealed(change)); };
    return {
        {"c14n-unknown", theme, "an unknown CanonicalizationMethod", Must::refuse,
         after(method_becomes("CanonicalizationMethod", "urn:example:c14n"))},
        {"c14n-missing-transforms", theme, "no Transforms", Must::refuse,
         seal_after([](Node signature) { drop(first_named(signature, "Transforms")); })},
        {"c14n-only-exc", theme, "enveloped-signature is not named", Must::refuse,
         seal_after([](Node signature) { drop(transforms_of(signature).front()); })},
        {"c14n-only-enveloped", theme, "no c14n transform is named", Must::policy,
         seal_after([](Node signature) { drop(transforms_of(signature).back()); })},
        {"c14n-order-swapped", theme, "exclusive c14n before enveloped-signature", Must::refuse,
         seal_after([](Node signature) {
             const Node first = transforms_of(signature).front();
             first.parent().append_move(first);
         })},
        {"c14n-double-enveloped", theme, "enveloped-signature is named twice", Must::refuse,
         after(first_transform(alg::enveloped))},
        {"c14n-with-comments", theme, "canonical form with comments, of a message without", Must::policy,
         after(second_transform(std::string(alg::exc_c14n) + "WithComments"))},
        {"c14n-with-comments-inserted", theme, "canonical form with comments, and a comment that came later",
         Must::policy, after(comment_with_comments)},
        {"tr-xslt", theme, "an XSLT transform", Must::refuse,
         after(first_transform("http://www.w3.org/TR/1999/REC-xslt-19991116"))},
        {"tr-xpath", theme, "an XPath transform leaves the Subject out", Must::refuse, after(xpath_without_subject)},
        {"tr-xpath-filter2", theme, "an XPath Filter 2 transform", Must::refuse,
         after(first_transform("http://www.w3.org/2002/06/xmldsig-filter2"))},
        {"tr-base64", theme, "a base64 transform", Must::refuse,
         after(second_transform("http://www.w3.org/2000/09/xmldsig#base64"))},
        {"tr-decrypt", theme, "a decryption transform", Must::refuse,
         after(first_transform("http://www.w3.org/2002/07/decrypt#XML"))},
        {"tr-unknown", theme, "an unknown transform first", Must::refuse, after(first_transform("urn:example:transform"))},
        {"tr-empty-transform-algorithm", theme, "a Transform without a name", Must::refuse, after(second_transform(""))},
        {"tr-count-bomb", theme, "two thousand transforms", Must::survive, seal_after(many_transforms)},
        {"tr-reference-count-bomb", theme, "five hundred References", Must::survive, seal_after(many_references)},
        {"alg-hmac-pubkey-pem", theme, "HMAC with the IdP's certificate, in PEM", Must::refuse, after(hmac_with(certificate_pem))},
        {"alg-hmac-pubkey-der", theme, "HMAC with the IdP's certificate, in DER", Must::refuse, after(hmac_with(certificate_der))},
        {"alg-hmac-pubkey-text", theme, "HMAC with the IdP's certificate as metadata prints it", Must::refuse,
         after(hmac_with(certificate_text))},
        {"alg-hmac-pubkey-modulus", theme, "HMAC with the IdP's modulus", Must::refuse, after(hmac_with(key_modulus))},
        {"alg-hmac-empty-key", theme, "HMAC with no key", Must::refuse, after(hmac_with(nothing))},
        {"alg-hmac-truncated", theme, "HMAC cut to one octet", Must::refuse, after(hmac_with(nothing, 1))},
        {"alg-none-empty", theme, "SignatureMethod without a name", Must::refuse, after(guessed(""))},
        {"alg-unknown", theme, "an unknown SignatureMethod", Must::refuse, after(guessed("urn:example:none"))},
        {"alg-url-variant", theme, "rsa-sha256 with a slash behind it", Must::refuse,
         after(method_becomes("SignatureMethod", std::string(alg::rsa_sha256) + "/"))},
        {"alg-rsa-sha1", theme, "signature and digest with SHA-1", Must::policy, after(with_sha1(true, true))},
        {"alg-mixed-digest-sha1", theme, "a SHA-1 digest under an rsa-sha256 signature", Must::policy,
         after(with_sha1(true, false))},
        {"alg-mixed-sig-sha1", theme, "an rsa-sha1 signature over a SHA-256 digest", Must::policy,
         after(with_sha1(false, true))},
        {"alg-digestinfo-mismatch", theme, "rsa-sha256 by name, SHA-1 inside the value", Must::refuse,
         after([](Node root, const Attack& attack) { seal(signature_in(root), attack.idp.key, crypto::Hash::sha1); })},
        {"alg-ecdsa-zero", theme, "an ECDSA signature of zeros, over forged content", Must::refuse, after(ecdsa_zero)},
    };
}

} // namespace idpsim::engine::faults
