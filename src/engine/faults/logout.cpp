/// Logout messages: the IdP's LogoutRequest by POST, and its answer to the SP's.
#include "src/engine/faults/edit.hpp"

#include "src/core/url.hpp"
#include "src/xml/encrypt.hpp"

#include <array>

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view request_theme = "logout", response_theme = "logout-response";
constexpr std::chrono::hours day{24};
constexpr char other_id[] = "_0123456789abcdef0123456789abcdef";
constexpr char elsewhere[] = "https://other-sp.example/slo";
constexpr char evil[] = "https://evil.example/";

SamlFault bends(Bends which, std::string_view theme, std::string_view id, std::string_view sentence, Must must, Change change) {
    SamlFault out{id, theme, sentence, must, std::move(change), Applies::always, which};
    return out;
}

SamlFault request(std::string_view id, std::string_view sentence, Must must, Change change) {
    return bends(Bends::logout_request, request_theme, id, sentence, must, std::move(change));
}

SamlFault response(std::string_view id, std::string_view sentence, Must must, Change change) {
    return bends(Bends::logout_response, response_theme, id, sentence, must, std::move(change));
}

Change root_attribute(const char* name, std::string value) {
    return before([name, value](Node root, const Attack&) { put_attribute(root, name, value); });
}
Change without_root_attribute(const char* name) {
    return before([name](Node root, const Attack&) { root.remove_attribute(name); });
}

void unsign(Node root, const Attack&) { remove_all(root, "Signature"); }

/// Signed about somebody else, then about the person.
Change renamed_after_signing() {
    Change out = before([](Node root, const Attack& attack) { set_text(root, "NameID", attack.victim); });
    out.after_signing = [](Node root, const Attack& attack) { set_text(root, "NameID", attack.email); };
    return out;
}

/// An assertion that the IdP did sign, as whoever logged in once has it; the signature of the message moves into it.
Node captured_assertion(Node root, const Attack& attack) {
    const Node signature = child_named(root, "Signature");
    Node extensions = root.insert_child_before("samlp:Extensions", signature);
    extensions.append_attribute("xmlns:samlp").set_value(ns::samlp);
    Node assertion = add(extensions, "saml:Assertion", ns::saml);
    put_attribute(assertion, "ID", "_captured");
    put_attribute(assertion, "Version", "2.0");
    put_attribute(assertion, "IssueInstant", format_instant(attack.now));
    const Node moved = move_into(assertion, signature);
    set_attribute(moved, "Reference", "URI", "#_captured");
    seal_whole(moved, attack.idp.key);
    return assertion;
}

/// The signature of the assertion inside stands where that of the message belongs.
void signature_of_what_is_inside(Node root, const Attack& attack) {
    const Node assertion = captured_assertion(root, attack);
    root.insert_move_after(child_named(assertion, "Signature"), child_named(root, "Issuer"));
}

void encrypt_name(Node root, const Attack& attack) {
    if (!attack.sp_encryption) throw Failure(Error{Fault::script, "fault", "the SP's metadata has no certificate to encrypt to"});
    const Node name = child_named(root, "NameID");
    pugi::xml_document clear;
    Node plain = clear.append_child("saml:NameID");
    plain.append_attribute("xmlns:saml").set_value(ns::saml);
    plain.text().set(name.text().get());
    Node container = add_before(name, "saml:EncryptedID", ns::saml);
    drop(name);
    Node data = add(container, "xenc:EncryptedData", ns::xenc);
    put_attribute(data, "Type", "http://www.w3.org/2001/04/xmlenc#Element");
    put_attribute(data.append_child("xenc:EncryptionMethod"), "Algorithm", alg::aes256_gcm);
    Node key = add(add(data, "ds:KeyInfo", ns::ds), "xenc:EncryptedKey", ns::xenc);
    put_attribute(key.append_child("xenc:EncryptionMethod"), "Algorithm", alg::rsa_oaep_mgf1p);
    key.append_child("xenc:CipherData").append_child("xenc:CipherValue");
    data.append_child("xenc:CipherData").append_child("xenc:CipherValue");
    xml::encrypt_in_place(container, "<saml:NameID xmlns:saml=\"" + std::string(ns::saml) + "\">" + plain.text().get() + "</saml:NameID>",
                          attack.sp_encryption->public_key());
}

Change relay_state(std::string value) {
    return delivered([value](HttpRequest& delivery, const Attack&) {
        if (delivery.method != "POST") throw Failure(Error{Fault::script, "fault", "the message was to be posted"});
        Params form = parse_form(delivery.body).value();
        std::erase_if(form, [](const auto& field) { return field.first == "RelayState"; });
        form.emplace_back("RelayState", value);
        delivery.body = write_form(form);
    });
}

Change twice() {
    Change out;
    out.twice = true;
    return out;
}

/// The Status's code, and one below it.
Change status(std::string code, std::string nested) {
    return before([code, nested](Node root, const Attack&) {
        Node outer = first_named(root, "StatusCode");
        put_attribute(outer, "Value", code);
        if (nested.empty()) return;
        Node inner = outer.append_child(outer.name());
        put_attribute(inner, "Value", nested);
    });
}

void as_request(HttpRequest& delivery, const Attack&) {
    Params form = parse_form(delivery.body).value();
    for (auto& [name, value] : form)
        if (name == "SAMLResponse") name = "SAMLRequest";
    delivery.body = write_form(form);
}

/// Line breaks of a name are read over by canonicalization only where a comment stands.
void comment_in_name(Node root, const Attack& attack) {
    Node name = child_named(root, "NameID");
    name.text().set(attack.email.c_str());
    name.append_child(pugi::node_comment).set_value("");
    name.append_child(pugi::node_pcdata).set_value(".evil.example");
}

void many_sessions(Node root, const Attack&) {
    const Node name = child_named(root, "NameID");
    const std::string element = beside(root, "SessionIndex");
    remove_all(root, "SessionIndex");
    Node last = name;
    for (int i = 0; i < 10'000; ++i) {
        last = root.insert_child_after(element.c_str(), last);
        last.text().set(("_session-" + std::to_string(i)).c_str());
    }
}

void session_of_somebody_else(Node root, const Attack&) { set_text(root, "SessionIndex", "_session-of-somebody-else"); }

void with_doctype(std::string& xml, const Attack&) {
    const auto root = xml.find('<', xml.starts_with("<?xml") ? xml.find("?>") : 0);
    xml.insert(root, "<!DOCTYPE x [<!ENTITY e \"x\">]>");
}

constexpr char responder[] = "urn:oasis:names:tc:SAML:2.0:status:Responder", partial[] = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";

} // namespace

std::vector<SamlFault> logout_request_faults() {
    using enum Must;
    return {
        request("slo-unsigned-request", "nothing is signed", refuse, after(unsign)),
        request("slo-bad-signature", "signed about somebody else, then changed to name the person", refuse, renamed_after_signing()),
        request("slo-key-other", "signed with a key that is not the IdP's", refuse,
                after([](Node root, const Attack& attack) { resign(root, attack.stranger); })),
        request("slo-wrapped-assertion", "unsigned, around an assertion that the IdP signed", refuse,
                after([](Node root, const Attack& attack) { captured_assertion(root, attack); })),
        request("slo-wrapped-reference", "the signature is that of an assertion inside", refuse, after(signature_of_what_is_inside)),
        request("slo-other-session", "the person's NameID with somebody else's SessionIndex", exact, before(session_of_somebody_else)),
        request("slo-sessionindex-only-wrong-nameid", "the session's SessionIndex with somebody else's NameID", exact,
                before([](Node root, const Attack& attack) { set_text(root, "NameID", attack.victim); })),
        request("slo-no-sessionindex", "no SessionIndex: every session of the person's", accept,
                before([](Node root, const Attack&) { remove_all(root, "SessionIndex"); })),
        request("slo-nameid-comment", "a longer name with a comment behind the person's", exact, before(comment_in_name)),
        request("slo-encryptedid", "the NameID is encrypted", survive, before(encrypt_name)),
        request("slo-expired", "NotOnOrAfter was a day ago", refuse, before([](Node root, const Attack& attack) {
                    put_attribute(root, "NotOnOrAfter", format_instant(attack.now - day));
                })),
        request("slo-old-issueinstant", "issued a year ago, with no NotOnOrAfter", policy, before([](Node root, const Attack& attack) {
                    root.remove_attribute("NotOnOrAfter");
                    put_attribute(root, "IssueInstant", format_instant(attack.now - 365 * day));
                })),
        request("slo-replay", "the same request a second time", survive, twice()),
        request("slo-destination-other", "destined for another service provider", refuse, root_attribute("Destination", elsewhere)),
        request("slo-destination-missing", "signed, and destined for no place", refuse, without_root_attribute("Destination")),
        request("slo-issuer-missing", "no Issuer", refuse, before([](Node root, const Attack&) { remove_all(root, "Issuer"); })),
        request("slo-issuer-other", "another IdP's, by its own word", refuse,
                before([](Node root, const Attack&) { set_text(root, "Issuer", "https://other-idp.example/saml"); })),
        request("slo-version-1.1", "the version is 1.1", refuse, root_attribute("Version", "1.1")),
        request("slo-doctype", "a document type declaration", refuse, printed(with_doctype)),
        request("slo-redirect-open", "RelayState is another site", accept, relay_state(evil)),
        request("slo-relay-state", "a RelayState that has to come back", accept, relay_state("ward 7 & 8=\xc3\xa9")),
        request("slo-mass", "ten thousand SessionIndexes", survive, before(many_sessions)),
    };
}

std::vector<SamlFault> logout_response_faults() {
    using enum Must;
    return {
        response("slo-unsigned-response", "nothing is signed", policy, after(unsign)),
        response("slo-response-unknown-irt", "answers a request that was never made", refuse, root_attribute("InResponseTo", other_id)),
        response("slo-response-no-irt", "answers no request", refuse, without_root_attribute("InResponseTo")),
        response("slo-response-no-status", "has no Status", refuse, before([](Node root, const Attack&) { remove_all(root, "Status"); })),
        response("slo-response-as-request", "comes as SAMLRequest", refuse, delivered(as_request)),
        response("slo-response-replay", "the same answer a second time", survive, twice()),
        response("slo-partial", "Success, and PartialLogout below it", accept, status(saml::status_success, partial)),
        response("slo-response-failed", "the IdP could not do it", accept, status(responder, "")),
        response("slo-response-redirect-open", "RelayState is another site", accept, relay_state(evil)),
    };
}

} // namespace idpsim::engine::faults
