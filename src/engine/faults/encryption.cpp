/// Encrypted assertions: what is inside, who vouches for it, how it is laid out, what its algorithms are. Played with a
/// vendor that encrypts; the Assertion alone is signed unless the scenario says otherwise.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"
#include "src/crypto/cipher.hpp"
#include "src/crypto/key_transport.hpp"
#include "src/xml/encrypt.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "encryption";
/// Messages that a service provider must not tell apart: each fails at another step of opening them.
constexpr std::string_view probes = "encryption-oracle";

/// Changes the signed Assertion before it is encrypted.
Change inside(Edit edit) {
    Change out;
    out.before_encrypting = std::move(edit);
    return out;
}

Node hidden(Node root) {
    const Node found = first_named(root, "EncryptedAssertion");
    if (!found) throw Failure(Error{Fault::script, "fault", "the Assertion is not encrypted"});
    return found;
}
Node data_of(Node root) { return child_named(hidden(root), "EncryptedData"); }
Node key_of(Node root) { return first_named(hidden(root), "EncryptedKey"); }
Node method_of(Node encrypted) { return child_named(encrypted, "EncryptionMethod"); }
Node value_of(Node encrypted) { return child_named(child_named(encrypted, "CipherData"), "CipherValue"); }

std::string octets_of(Node encrypted) { return crypto::base64_decode(value_of(encrypted).text().get()).value(); }
void set_octets(Node encrypted, const std::string& octets) { value_of(encrypted).text().set(crypto::base64_encode(octets).c_str()); }

const crypto::Certificate& recipient(const Attack& attack) {
    if (!attack.sp_encryption) throw Failure(Error{Fault::script, "fault", "the service provider's metadata has no key to encrypt to"});
    return *attack.sp_encryption;
}

/// Another text in the ciphertext, by the same algorithms and to the same service provider.
Change holding(std::function<std::string(const std::string& assertion, const Attack&)> write) {
    return after([write](Node root, const Attack& attack) {
        xml::encrypt_in_place(hidden(root), write(*attack.plaintext, attack), recipient(attack).public_key());
    });
}

Change holding_text(std::string text) {
    return holding([text](const std::string&, const Attack&) { return text; });
}

/// One octet of the ciphertext changed, counted from the front or, below zero, from the end.
Change bent(Node (*part)(Node root), std::ptrdiff_t at) {
    return after([part, at](Node root, const Attack&) {
        std::string octets = octets_of(part(root));
        const auto size = static_cast<std::ptrdiff_t>(octets.size());
        octets[static_cast<std::size_t>(at < 0 ? size + at : at)] ^= 0x55;
        set_octets(part(root), octets);
    });
}

Change cut(std::size_t octets) {
    return after([octets](Node root, const Attack&) {
        std::string all = octets_of(data_of(root));
        all.resize(all.size() - octets);
        set_octets(data_of(root), all);
    });
}

Change method_becomes(Node (*part)(Node root), std::string uri) {
    return after([part, uri](Node root, const Attack&) { put_attribute(method_of(part(root)), "Algorithm", uri); });
}

/// GCM's octets under the name of CBC with the same length of key.
void relabel_as_cbc(Node root, const Attack&) {
    const Node method = method_of(data_of(root));
    put_attribute(method, "Algorithm", replace_all(std::string(method.attribute("Algorithm").value()), "http://www.w3.org/2009/xmlenc11#aes", "http://www.w3.org/2001/04/xmlenc#aes"));
    put_attribute(method, "Algorithm", replace_all(std::string(method.attribute("Algorithm").value()), "-gcm", "-cbc"));
}

/// The content key to somebody else.
void to_stranger(Node root, const Attack& attack) {
    xml::encrypt_in_place(hidden(root), *attack.plaintext, attack.stranger_certificate.public_key());
}

/// A content key of the right or a wrong length that did not encrypt this.
Change with_other_key(std::size_t octets) {
    return after([octets](Node root, const Attack& attack) {
        crypto::KeyTransport transport;
        const bool old = std::string_view(method_of(key_of(root)).attribute("Algorithm").value()) == alg::rsa_1_5;
        transport.scheme = old ? crypto::KeyTransport::Scheme::rsa_1_5 : crypto::KeyTransport::Scheme::rsa_oaep;
        set_octets(key_of(root), crypto::wrap_key(transport, recipient(attack).public_key(), crypto::random_octets(octets)));
    });
}

/// The signature inside stays as it was, the content is somebody else's.
void impersonate_inside(Node root, const Attack& attack) { impersonate(assertion_of(root), attack); }
void unsign(Node root, const Attack&) { drop(child_named(assertion_of(root), "Signature")); }
void break_signature(Node root, const Attack&) {
    const Node value = child_named(child_named(assertion_of(root), "Signature"), "SignatureValue");
    std::string text = value.text().get();
    text[text.size() / 2] = text[text.size() / 2] == 'A' ? 'B' : 'A';
    value.text().set(text.c_str());
}

/// Moved elsewhere, it has to declare what stood around it; the generic vendor's prefixes.
void declare(Node element, const char* attribute, const char* ns_uri) {
    if (!element.attribute(attribute)) element.append_attribute(attribute).set_value(ns_uri);
}

/// EncryptedKey beside EncryptedData; with `reference` a RetrievalMethod leads to it.
void key_beside(Node root, const char* reference) {
    const Node key = key_of(root), data = data_of(root);
    put_attribute(key, "Id", "the-key");
    Node info = child_named(data, "KeyInfo");
    declare(key, "xmlns:ds", ns::ds);
    declare(key, "xmlns:xenc", ns::xenc);
    hidden(root).append_move(key);
    if (!reference) return drop(info);
    Node retrieval = info.append_child(beside(info, "RetrievalMethod").c_str());
    put_attribute(retrieval, "URI", reference);
    put_attribute(retrieval, "Type", alg::xenc_encrypted_key);
}

void key_in_extensions(Node root, const Attack&) {
    const Node key = key_of(root);
    Node extensions = add_before(child_named(root, "Status"), "samlp:Extensions", ns::samlp);
    declare(key, "xmlns:ds", ns::ds);
    declare(key, "xmlns:xenc", ns::xenc);
    extensions.append_move(key);
}

Change cipher_elsewhere(std::function<std::string(const std::string& value)> where) {
    return after([where](Node root, const Attack&) {
        const Node value = value_of(data_of(root));
        Node reference = value.parent().append_child(beside(value, "CipherReference").c_str());
        put_attribute(reference, "URI", where(value.text().get()));
        drop(value);
    });
}

/// The same assertion in both forms.
void both_forms(Node root, const Attack& attack) {
    pugi::xml_document clear;
    clear.load_string(attack.plaintext->c_str(), pugi::parse_full);
    root.append_copy(clear.document_element());
}

/// A second NameID; the vendor hides the first.
void name_id_twice(Node root, const Attack&) {
    const Node name_id = first_named(assertion_of(root), "NameID");
    name_id.parent().insert_copy_after(name_id, name_id);
}

/// The vendor has signed over its EncryptedID; the other names somebody else.
void swap_encrypted_id(Node root, const Attack& attack) {
    const Node encrypted = first_named(assertion_of(root), "EncryptedID");
    xml::encrypt_in_place(encrypted, "<saml:NameID xmlns:saml=\"" + std::string(ns::saml) + "\">" + attack.victim + "</saml:NameID>",
                          recipient(attack).public_key());
}

void add_carried_names(Node root, const Attack&) {
    Node key = key_of(root);
    Node list = key.append_child(beside(key, "ReferenceList").c_str());
    put_attribute(list.append_child(beside(key, "DataReference").c_str()), "URI", "#something-else");
    key.append_child(beside(key, "CarriedKeyName").c_str()).text().set("another key");
}

/// An attribute that nobody but the service provider can read, and that says nothing it needs.
void add_encrypted_attribute(Node root, const Attack& attack) {
    static const std::string shape = R"(<saml:EncryptedAttribute xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
<xenc:EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>
<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/>
<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>
<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAttribute>)";
    pugi::xml_document parsed;
    parsed.load_string(shape.c_str());
    const Node made = first_named(assertion_of(root), "AttributeStatement").append_copy(parsed.document_element());
    xml::encrypt_in_place(made, "<saml:Attribute xmlns:saml=\"" + std::string(ns::saml) + "\" Name=\"shoeSize\"/>",
                          recipient(attack).public_key());
}

void many_keys(Node root, const Attack&) {
    const Node key = key_of(root);
    for (int i = 0; i < 300; ++i) key.parent().insert_copy_after(key, key);
}

std::string wrapped(const std::string& element) {
    return "<saml:AuthnStatement xmlns:saml=\"" + std::string(ns::saml) + "\">" + element + "</saml:AuthnStatement>";
}

std::vector<SamlFault> who_vouches() {
    return {
        {"crypt-unsigned-inside-unsigned", theme, "nobody signed what is encrypted, nor what is around it", Must::refuse, inside(unsign)},
        {"crypt-signed-inside-unsigned", theme, "signed inside, unsigned outside", Must::accept, inside([](Node, const Attack&) {})},
        {"crypt-unsigned-inside-signed", theme, "the Response is signed over the ciphertext", Must::accept, inside([](Node, const Attack&) {})},
        {"crypt-both-signed", theme, "signed inside and outside", Must::accept, inside([](Node, const Attack&) {})},
        {"crypt-inner-bad-sig-encrypted", theme, "a broken signature inside a good one", Must::refuse, inside(break_signature)},
        {"crypt-inner-tampered", theme, "another person put inside after it was signed", Must::refuse, inside(impersonate_inside)},
        {"crypt-both-forms", theme, "the same assertion encrypted and in clear", Must::refuse, after(both_forms)},
        {"crypt-encryptedattribute", theme, "an attribute that is encrypted alone", Must::accept, before(add_encrypted_attribute)},
        {"crypt-encryptedid", theme, "the NameID alone is encrypted", Must::accept, inside([](Node, const Attack&) {})},
        {"crypt-encryptedid-plus-nameid", theme, "a NameID beside the encrypted one", Must::refuse, before(name_id_twice)},
        {"crypt-encryptedid-swap", theme, "an EncryptedID with somebody else's name put in after signing", Must::refuse,
         inside(swap_encrypted_id)},
    };
}

std::vector<SamlFault> what_is_inside() {
    return {
        {"crypt-decrypts-to-text", theme, "no XML inside", Must::refuse, holding_text("good morning")},
        {"crypt-decrypts-to-much", theme, "half a megabyte inside", Must::survive, holding_text(std::string(500'000, 'x'))},
        {"crypt-decrypts-to-nothing", theme, "nothing inside", Must::refuse, holding_text("")},
        {"crypt-decrypts-to-other-element", theme, "another element inside, the assertion within it", Must::refuse,
         holding([](const std::string& assertion, const Attack&) { return wrapped(assertion); })},
        {"crypt-decrypts-with-doctype", theme, "a DOCTYPE before the assertion inside", Must::refuse,
         holding([](const std::string& assertion, const Attack&) { return "<!DOCTYPE x [<!ENTITY y \"z\">]>" + assertion; })},
        {"crypt-decrypts-with-decl", theme, "an XML declaration before the assertion inside", Must::policy,
         holding([](const std::string& assertion, const Attack&) { return "<?xml version=\"1.0\"?>" + assertion; })},
        {"crypt-two-inside", theme, "two assertions inside", Must::refuse,
         holding([](const std::string& assertion, const Attack&) { return assertion + assertion; })},
        {"crypt-namespace-context", theme, "the assertion inside leans on a prefix of the Response's", Must::policy,
         holding([](const std::string& assertion, const Attack&) {
             return replace_all(assertion, " xmlns:saml=\"" + std::string(ns::saml) + "\"", "");
         })},
        {"crypt-nested-encryption", theme, "an EncryptedAssertion inside an EncryptedAssertion", Must::refuse,
         after([](Node root, const Attack& attack) {
             const std::string once = idp::physical_form(hidden(root));
             xml::encrypt_in_place(hidden(root), once, recipient(attack).public_key());
         })},
    };
}

std::vector<SamlFault> of_ciphers() {
    return {
        {"crypt-cbc", theme, "AES in CBC mode, which has no integrity of its own", Must::policy, inside([](Node, const Attack&) {})},
        {"crypt-3des", theme, "Triple DES", Must::policy, inside([](Node, const Attack&) {})},
        {"crypt-gcm", theme, "AES in GCM mode", Must::accept, inside([](Node, const Attack&) {})},
        {"crypt-gcm-tag-tampered", theme, "GCM's tag changed", Must::refuse, bent(data_of, -1)},
        {"crypt-gcm-tag-short", theme, "GCM's tag cut to four octets", Must::refuse, cut(12)},
        {"crypt-gcm-to-cbc", theme, "GCM's octets under the name of CBC", Must::refuse, after(relabel_as_cbc)},
        {"crypt-cbc-bitflip", theme, "the IV of CBC changed", Must::refuse, bent(data_of, 0)},
        {"crypt-missing-method", theme, "no EncryptionMethod for the content", Must::refuse,
         after([](Node root, const Attack&) { drop(method_of(data_of(root))); })},
        {"crypt-cipher-unknown", theme, "a block cipher that nobody knows", Must::refuse, method_becomes(data_of, "urn:example:rot13")},
        {"crypt-type-content", theme, "the Type of content instead of an element", Must::policy,
         after([](Node root, const Attack&) { put_attribute(data_of(root), "Type", "http://www.w3.org/2001/04/xmlenc#Content"); })},
        {"crypt-type-missing", theme, "no Type", Must::policy,
         after([](Node root, const Attack&) { data_of(root).remove_attribute("Type"); })},
        {"crypt-cipherreference", theme, "the ciphertext is to be fetched", Must::refuse,
         cipher_elsewhere([](const std::string&) { return "https://attacker.example/ciphertext"; })},
        {"crypt-cipherreference-data", theme, "the ciphertext stands in a data: URL", Must::refuse,
         cipher_elsewhere([](const std::string& value) { return "data:application/octet-stream;base64," + value; })},
    };
}

std::vector<SamlFault> of_keys() {
    return {
        {"crypt-rsa15", theme, "the key is wrapped by rsa-1_5", Must::refuse, inside([](Node, const Attack&) {})},
        {"crypt-oaep-sha1", theme, "the key is wrapped by rsa-oaep-mgf1p", Must::accept, inside([](Node, const Attack&) {})},
        {"crypt-oaep-sha256-mgf", theme, "the key is wrapped by rsa-oaep with SHA-256", Must::accept, inside([](Node, const Attack&) {})},
        {"crypt-oaep-params", theme, "OAEPparams that were not used", Must::survive,
         after([](Node root, const Attack&) {
             Node method = method_of(key_of(root));
             method.append_child(beside(method, "OAEPparams").c_str()).text().set("AAAA");
         })},
        {"crypt-symmetric-wrap", theme, "the key is wrapped by a symmetric one that KeyName names", Must::refuse,
         method_becomes(key_of, "http://www.w3.org/2001/04/xmlenc#kw-aes128")},
        {"crypt-carried-keyname", theme, "the EncryptedKey says that it is for other data", Must::policy, after(add_carried_names)},
        {"crypt-key-sibling", theme, "the EncryptedKey beside the EncryptedData", Must::accept,
         after([](Node root, const Attack&) { key_beside(root, nullptr); })},
        {"crypt-key-inside", theme, "the EncryptedKey inside the EncryptedData", Must::accept, inside([](Node, const Attack&) {})},
        {"crypt-key-retrieval", theme, "a RetrievalMethod names the EncryptedKey beside", Must::accept,
         after([](Node root, const Attack&) { key_beside(root, "#the-key"); })},
        {"crypt-key-retrieval-external", theme, "a RetrievalMethod names a key elsewhere", Must::refuse,
         after([](Node root, const Attack&) { key_beside(root, "https://attacker.example/key"); })},
        {"crypt-key-outside-assertion", theme, "the EncryptedKey in the Response's Extensions", Must::policy, after(key_in_extensions)},
        {"crypt-wrong-recipient", theme, "the EncryptedKey is addressed to another service provider", Must::policy,
         after([](Node root, const Attack&) { put_attribute(key_of(root), "Recipient", "https://other-sp.example"); })},
        {"dos-many-encryptedkeys", theme, "three hundred EncryptedKeys", Must::survive, after(many_keys)},
        {"crypt-wrong-key", theme, "encrypted to another's key", Must::refuse, after(to_stranger)},
    };
}

std::vector<SamlFault> oracle_probes() {
    return {
        {"probe-iv", probes, "the first block opens to something else", Must::refuse, bent(data_of, 0)},
        {"probe-middle", probes, "a block in the middle opens to noise", Must::refuse, bent(data_of, 160)},
        {"probe-padding", probes, "the last octet, by which the padding is counted, is changed", Must::refuse, bent(data_of, -17)},
        {"probe-last-block", probes, "the last block opens to noise", Must::refuse, bent(data_of, -1)},
        {"probe-cut", probes, "no whole number of blocks", Must::refuse, cut(5)},
        {"probe-not-xml", probes, "opens to something that is no XML", Must::refuse, holding_text("<saml:Assertion")},
        {"probe-other-xml", probes, "opens to well-formed XML that is no assertion", Must::refuse, holding_text("<x/>")},
        {"probe-unsigned", probes, "opens to an assertion that nobody signed", Must::refuse, inside(unsign)},
        {"probe-tampered", probes, "opens to an assertion whose signature is broken", Must::refuse, inside(break_signature)},
        {"probe-key-noise", probes, "the wrapped key is noise", Must::refuse, bent(key_of, 7)},
        {"probe-key-short", probes, "the wrapped key is too short", Must::refuse, with_other_key(5)},
        {"probe-key-other", probes, "the wrapped key is another", Must::refuse, with_other_key(32)},
        {"probe-key-stranger", probes, "the key is wrapped for somebody else", Must::refuse, after(to_stranger)},
    };
}

} // namespace

std::vector<SamlFault> encryption_faults() {
    std::vector<SamlFault> out;
    for (auto* part : {who_vouches, what_is_inside, of_ciphers, of_keys, oracle_probes})
        for (SamlFault& fault : part()) out.push_back(std::move(fault));
    return out;
}

} // namespace idpsim::engine::faults
