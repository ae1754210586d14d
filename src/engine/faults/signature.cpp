/// Signatures missing, empty, or not fitting what they stand over.
#include "src/engine/faults/edit.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "signature";

void strip_and_forge(Node root, const Attack& attack) {
    remove_all(root, "Signature");
    impersonate(root, attack);
}

void empty_signatures(Node root, const Attack& attack) {
    for (Node signature : all_named(root, "Signature")) signature.remove_children();
    impersonate(root, attack);
}

Edit value_becomes(std::string value) {
    return [value](Node root, const Attack& attack) {
        set_text(root, "SignatureValue", value);
        impersonate(root, attack);
    };
}

void other_namespace(Node root, const Attack& attack) {
    for (Node signature : all_named(root, "Signature"))
        for (pugi::xml_attribute attribute : signature.attributes())
            if (std::string_view(attribute.value()) == ns::ds) attribute.set_value("http://www.w3.org/2000/09/xmldsig");
    impersonate(root, attack);
}

/// The envelope is nobody's word any more; what the assertion says still is the IdP's.
void strip_response_signature(Node root, const Attack&) {
    drop(child_named(root, "Signature"));
    put_attribute(root, "Consent", "urn:oasis:names:tc:SAML:2.0:consent:unspecified");
}

void break_assertion_signature(Node root, const Attack& attack) {
    const Node inner = child_named(assertion_of(root), "Signature");
    std::string value = child_named(inner, "SignatureValue").text().get();
    value[10] = value[10] == 'A' ? 'B' : 'A';
    child_named(inner, "SignatureValue").text().set(value.c_str());
    seal_whole(child_named(root, "Signature"), attack.idp.key);
}

void flip_value(Node root, const Attack&) {
    const Node value = child_named(signature_in(root), "SignatureValue");
    std::string text = value.text().get();
    const auto at = text.find_first_not_of(" \n");
    text[at] = text[at] == 'A' ? 'B' : 'A';
    value.text().set(text.c_str());
}

void tamper_attribute(Node root, const Attack&) {
    const Node value = first_named(root, "AttributeValue");
    value.text().set((std::string(value.text().get()) + "x").c_str());
}

void recompute_digest(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    impersonate(root, attack);
    set_digest(signature, signature.parent());
}

/// The digest of what is there now stands in text nodes around the comment; the signed one behind it.
void comment_in_digest(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    Node value = first_named(signature, "DigestValue");
    const std::string genuine = value.text().get();
    impersonate(root, attack);
    set_digest(signature, signature.parent());
    const std::string forged = value.text().get();
    value.remove_children();
    value.append_child(pugi::node_comment).set_value(forged.c_str());
    value.append_child(pugi::node_pcdata).set_value(genuine.c_str());
}

void instruction_in_digest(Node root, const Attack& attack) {
    Node value = first_named(signature_in(root), "DigestValue");
    impersonate(root, attack);
    Node instruction = value.prepend_child(pugi::node_pi);
    instruction.set_name("x");
    instruction.set_value("forged");
}

void shorten_digest(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    const Node value = first_named(signature, "DigestValue");
    const auto octets = crypto::base64_decode(value.text().get());
    value.text().set(crypto::base64_encode(octets.value().substr(0, 8)).c_str());
    seal(signature, attack.idp.key);
}

/// Exclusive c14n has no result for a relative namespace; the digest is that of nothing.
void void_canonical_form(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    impersonate(root, attack);
    first_named(signature, "DigestValue").text().set(crypto::base64_encode(crypto::digest(crypto::Hash::sha256, "")).c_str());
    seal(signature, attack.idp.key);
    put_attribute(signature.parent(), "xmlns:x", "1");
    put_attribute(first_named(signature.parent(), "NameID"), "x:y", "1");
}

} // namespace

std::vector<SamlFault> signature_faults() {
    return {
        {"sig-none", theme, "no signature, and another person's name", Must::refuse, after(strip_and_forge)},
        {"sig-strip-response-keep-assertion", theme,
         "the Response's signature is taken away, the assertion's stays", Must::policy, after(strip_response_signature),
         Applies::both_signed},
        {"sig-empty-element", theme, "the Signature elements are there and empty", Must::refuse, after(empty_signatures)},
        {"sig-no-value", theme, "SignatureValue is empty", Must::refuse, after(value_becomes(""))},
        {"sig-value-whitespace", theme, "SignatureValue is white space", Must::refuse, after(value_becomes(" \n \n"))},
        {"sig-digestvalue-empty", theme, "DigestValue is empty and the content forged", Must::refuse,
         after([](Node root, const Attack& attack) {
             set_text(root, "DigestValue", "");
             impersonate(root, attack);
             seal(signature_in(root), attack.idp.key);
         })},
        {"sig-wrong-namespace", theme, "Signature stands in a namespace that is almost XML Signature's", Must::refuse,
         after(other_namespace)},
        {"crypt-inner-bad-sig-outer-good", theme, "the assertion's own signature is broken, the Response's good",
         Must::refuse, after(break_assertion_signature), Applies::both_signed},
        {"dig-tampered-attribute", theme, "an attribute's value was changed after signing", Must::refuse,
         after(tamper_attribute)},
        {"dig-tampered-condition", theme, "NotOnOrAfter was moved after signing", Must::refuse,
         after([](Node root, const Attack&) {
             move_time(root, "Conditions", "NotOnOrAfter", std::chrono::seconds{60});
         })},
        {"dig-signature-value-flipped", theme, "one character of SignatureValue is another one", Must::refuse,
         after(flip_value)},
        {"dig-signedinfo-recomputed", theme, "the digest fits the forged content, the signature does not fit the digest",
         Must::refuse, after(recompute_digest)},
        {"dig-value-right-digest-wrong", theme, "SignedInfo is the IdP's, the content names somebody else",
         Must::refuse, after([](Node root, const Attack& attack) { impersonate(root, attack); })},
        {"dig-comment-in-digestvalue", theme, "a comment in DigestValue holds the forged content's digest",
         Must::refuse, after(comment_in_digest)},
        {"dig-pi-in-digestvalue", theme, "a processing instruction in DigestValue", Must::refuse,
         after(instruction_in_digest)},
        {"dig-truncated-digest", theme, "DigestValue holds the first octets of the digest", Must::refuse,
         after(shorten_digest)},
        {"dig-void-relative-namespace", theme, "a relative namespace URI: no canonical form, the digest of nothing",
         Must::refuse, after(void_canonical_form)},
    };
}

} // namespace idpsim::engine::faults
