/// Whose key signed: forged content, signed well by somebody else, and a KeyInfo that would talk the reader round.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "key";

using KeyInfoEdit = std::function<void(Node key_info, const Attack&)>;

/// Forged content under the stranger's signature; `say` fills the empty KeyInfo.
Edit forged_under(KeyInfoEdit say) {
    return [say](Node root, const Attack& attack) {
        impersonate(assertion_of(root), attack);
        for (Node signature : all_named(root, "Signature")) {
            Node key_info = child_named(signature, "KeyInfo");
            if (!key_info) key_info = add(signature, "ds:KeyInfo", ns::ds);
            key_info.remove_children();
            say(key_info, attack);
        }
        resign(root, attack.stranger);
    };
}

Node add_data(Node key_info) { return add(key_info, "ds:X509Data", ns::ds); }

void add_certificate(Node data, const crypto::Certificate& certificate) {
    add(data, "ds:X509Certificate", ns::ds).text().set(certificate.base64().c_str());
}

void lookalike(Node key_info, const Attack& attack) { add_certificate(add_data(key_info), attack.lookalike); }

void two_certificates(Node key_info, const Attack& attack, bool good_first) {
    const Node data = add_data(key_info);
    add_certificate(data, good_first ? attack.idp.certificate : attack.stranger_certificate);
    add_certificate(data, good_first ? attack.stranger_certificate : attack.idp.certificate);
}

void two_data(Node key_info, const Attack& attack) {
    add_certificate(add_data(key_info), attack.idp.certificate);
    add_certificate(add_data(key_info), attack.stranger_certificate);
}

void key_value(Node key_info, const crypto::PublicKey& key) {
    Node value = add(add(key_info, "ds:KeyValue", ns::ds), "ds:RSAKeyValue", ns::ds);
    add(value, "ds:Modulus", ns::ds).text().set(crypto::base64_encode(key.rsa_modulus()).c_str());
    add(value, "ds:Exponent", ns::ds).text().set(crypto::base64_encode(key.rsa_exponent()).c_str());
}

KeyInfoEdit retrieval(std::string uri) {
    return [uri](Node key_info, const Attack&) { put_attribute(add(key_info, "ds:RetrievalMethod", ns::ds), "URI", uri); };
}

KeyInfoEdit named(std::string name) {
    return [name](Node key_info, const Attack&) { add(key_info, "ds:KeyName", ns::ds).text().set(name.c_str()); };
}

/// The message is the IdP's own; only its KeyInfo, which nobody signs, is another.
Edit key_info_becomes(KeyInfoEdit say) {
    return [say](Node root, const Attack& attack) {
        Node key_info = child_named(signature_in(root), "KeyInfo");
        key_info.remove_children();
        say(key_info, attack);
    };
}

void broken_values(Node key_info, const Attack&) {
    Node value = add(key_info, "ds:KeyValue", ns::ds);
    add(add(value, "ds:RSAKeyValue", ns::ds), "ds:Modulus", ns::ds);
    add(add(key_info, "ds:KeyValue", ns::ds), "ds:DSAKeyValue", ns::ds);
}

} // namespace

std::vector<SamlFault> key_faults() {
    const auto order = [](bool good_first) {
        return after(forged_under([good_first](Node key_info, const Attack& attack) { two_certificates(key_info, attack, good_first); }));
    };
    return {
        {"key-attacker-cert-keyinfo", theme, "signed by a stranger, whose certificate is in KeyInfo", Must::refuse,
         after(forged_under([](Node key_info, const Attack& attack) {
             add_certificate(add_data(key_info), attack.stranger_certificate);
             add(key_info, "ds:KeyName", ns::ds).text().set("stranger");
         }))},
        {"key-attacker-cert-same-subject", theme, "the stranger's certificate has the subject of the IdP's", Must::refuse,
         after(forged_under(lookalike))},
        {"key-two-certs-first-good", theme, "the IdP's certificate first, then the stranger's", Must::refuse, order(true)},
        {"key-two-certs-last-good", theme, "the stranger's certificate first, then the IdP's", Must::refuse, order(false)},
        {"key-two-x509data", theme, "two X509Data, the IdP's and the stranger's", Must::refuse, after(forged_under(two_data))},
        {"key-keyvalue-attacker", theme, "the IdP's certificate and the stranger's KeyValue", Must::refuse,
         after(forged_under([](Node key_info, const Attack& attack) {
             key_value(key_info, attack.stranger.public_key());
             add_certificate(add_data(key_info), attack.idp.certificate);
         }))},
        {"key-keyvalue-only", theme, "the stranger's KeyValue alone", Must::refuse,
         after(forged_under([](Node key_info, const Attack& attack) { key_value(key_info, attack.stranger.public_key()); }))},
        {"key-keyname", theme, "a KeyName that is a path", Must::refuse, after(forged_under(named("../../etc/passwd")))},
        {"key-retrievalmethod-http", theme, "the key is to be fetched from the web", Must::refuse,
         after(forged_under(retrieval("http://127.0.0.1:9/key.pem")))},
        {"key-retrievalmethod-file", theme, "the key is to be read from a file", Must::refuse,
         after(forged_under(retrieval("file:///etc/hostname")))},
        {"key-retrievalmethod-loop", theme, "the key is said to be where it is said to be", Must::survive,
         after(forged_under(retrieval("")))},
        {"key-dsa-keyvalue-incomplete", theme, "key values without their parts, under the IdP's signature", Must::survive,
         after(key_info_becomes(broken_values))},
        {"key-cert-garbage", theme, "a certificate that is none, under the IdP's signature", Must::survive,
         after(key_info_becomes([](Node key_info, const Attack&) {
             add(add_data(key_info), "ds:X509Certificate", ns::ds).text().set("not a certificate!");
         }))},
        {"key-sp-metadata-echo", theme, "KeyInfo names the service provider's own entity", Must::refuse,
         after(forged_under([](Node key_info, const Attack& attack) {
             add(key_info, "ds:KeyName", ns::ds).text().set(attack.sp_entity_id.c_str());
         }))},
    };
}

} // namespace idpsim::engine::faults
