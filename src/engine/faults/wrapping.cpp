/// Signature wrapping: a signature that still verifies over the good content, and forged content where a reader looks.
/// The numbers are SAML Raider's.
#include "src/engine/faults/edit.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "wrapping";
constexpr char extension_ns[] = "urn:example:extension";

/// A second assertion, naming the victim, before or behind the good one.
Node forged_beside(Node root, const Attack& attack, bool first) {
    const Node genuine = assertion_of(root);
    Node copied = first ? root.insert_copy_before(genuine, genuine) : root.insert_copy_after(genuine, genuine);
    return forge(copied, attack);
}

/// The Response as it was, without its signature.
Node good_copy(Node into, Node root) {
    // A copy of the root into its own subtree: taken first, so that it does not hold itself.
    pugi::xml_document aside;
    aside.append_copy(root);
    Node copied = into.append_copy(aside.first_child());
    drop(child_named(copied, "Signature"));
    return copied;
}

void make_root_evil(Node root, const Attack& attack, bool new_id) {
    if (new_id) put_attribute(root, "ID", forged_id);
    impersonate(assertion_of(root), attack);
}

void xsw1(Node root, const Attack& attack) {
    good_copy(child_named(root, "Signature"), root);
    make_root_evil(root, attack, true);
}

void xsw2(Node root, const Attack& attack) {
    const Node signature = child_named(root, "Signature");
    pugi::xml_document aside;
    const Node good = good_copy(aside, root);
    root.insert_copy_before(good, signature);
    make_root_evil(root, attack, true);
}

void xsw3(Node root, const Attack& attack) { forged_beside(root, attack, true); }

void xsw4(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root);
    move_into(forged_beside(root, attack, true), genuine);
}

/// The signature moves into the forged assertion; the good one, bare, goes to `place`.
Node trade_signature(Node root, const Attack& attack, bool keep_id) {
    const Node genuine = assertion_of(root), signature = child_named(genuine, "Signature");
    Node forged = forged_beside(root, attack, true);
    if (keep_id) put_attribute(forged, "ID", genuine.attribute("ID").value());
    forged.insert_move_after(signature, child_named(forged, "Issuer"));
    return genuine;
}

void xsw5(Node root, const Attack& attack) { move_into(root, trade_signature(root, attack, false)); }

void xsw6(Node root, const Attack& attack) {
    const Node genuine = trade_signature(root, attack, false);
    move_into(child_named(assertion_of(root), "Signature"), genuine);
}

void xsw7(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root);
    Node extensions = add_before(genuine, "samlp:Extensions", ns::samlp);
    Node copied = forge(extensions.append_copy(genuine), attack);
    put_attribute(copied, "ID", genuine.attribute("ID").value());
}

void xsw8(Node root, const Attack& attack) {
    const Node genuine = trade_signature(root, attack, true);
    const Node object = add(child_named(assertion_of(root), "Signature"), "ds:Object", ns::ds);
    move_into(object, genuine);
}

/// The signed SignedInfo behind a forged one, the good assertion in a wrapper of its own.
void xsw9(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root);
    Node forged = root.insert_copy_before(genuine, genuine);
    impersonate(forged, attack);
    put_attribute(forged, "ID", forged_id);
    Node signature = child_named(forged, "Signature");
    Node evil = signature.insert_copy_before(child_named(signature, "SignedInfo"), child_named(signature, "SignedInfo"));
    put_attribute(first_named(evil, "Reference"), "URI", "#" + std::string(forged_id));
    set_digest(signature, forged);
    drop(child_named(genuine, "Signature"));
    move_into(add_before(child_named(root, "Status"), "x:Wrapper", extension_ns), genuine);
}

void unknown_wrapper(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root);
    forged_beside(root, attack, true);
    move_into(add_before(child_named(root, "Status"), "x:Wrapper", extension_ns), genuine);
}

/// Extensions hide the good assertion; the forged one carries a copy of its signature and its ID.
void extensions_hide(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root);
    Node forged = root.insert_copy_before(genuine, genuine);
    impersonate(forged, attack);
    move_into(add_before(child_named(root, "Status"), "samlp:Extensions", ns::samlp), genuine);
}

/// The whole good Response with its signature in StatusDetail, which takes any content.
void status_detail(Node root, const Attack& attack) {
    pugi::xml_document aside;
    aside.append_copy(root);
    add(child_named(root, "Status"), "samlp:StatusDetail", ns::samlp).append_copy(aside.first_child());
    drop(child_named(root, "Signature"));
    make_root_evil(root, attack, false);
}

/// A DigestValue that a search through the document meets first.
void early_digest_value(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    const std::string signed_digest = first_named(signature, "DigestValue").text().get();
    impersonate(assertion_of(root), attack);
    set_digest(signature, signature.parent());
    const std::string forged = first_named(signature, "DigestValue").text().get();
    first_named(signature, "DigestValue").text().set(signed_digest.c_str());
    Node detail = add(child_named(root, "Status"), "samlp:StatusDetail", ns::samlp);
    detail.parent().parent().insert_move_after(detail.parent(), child_named(root, "Issuer"));
    add(detail, "ds:DigestValue", ns::ds).text().set(forged.c_str());
}

/// Anything public that the IdP's key signed: here an element of its own kind, as signed metadata would be.
void metadata_as_source(Node root, const Attack& attack) {
    const Node own = signature_in(root);
    Node descriptor = add_before(child_named(root, "Status"), "md:EntityDescriptor", ns::md);
    put_attribute(descriptor, "entityID", attack.idp_entity_id);
    put_attribute(descriptor, "ID", "_metadata");
    Node signature = descriptor.append_copy(own);
    put_attribute(first_named(signature, "Reference"), "URI", "#_metadata");
    seal_whole(signature, attack.idp.key);
    drop(own);
    impersonate(assertion_of(root), attack);
}

void same_id(Node root, const Attack& attack, bool first) {
    const std::string id = assertion_of(root).attribute("ID").value();
    put_attribute(forged_beside(root, attack, first), "ID", id);
}

void id_in_other_case(Node root, const Attack& attack) {
    const std::string id = assertion_of(root).attribute("ID").value();
    put_attribute(forged_beside(root, attack, true), "Id", id);
}

void id_in_foreign_namespace(Node root, const Attack& attack) {
    const std::string id = assertion_of(root).attribute("ID").value();
    Node forged = forged_beside(root, attack, true);
    put_attribute(forged, "xmlns:x", extension_ns);
    put_attribute(forged, "x:ID", id);
}

/// The Response takes the assertion's ID; the signature names that.
void one_id_for_both(Node root, const Attack&) {
    put_attribute(root, "ID", assertion_of(root).attribute("ID").value());
}

/// A Response with its own ID and another one in the protocol's namespace.
void polluted_id(Node root, const Attack& attack) {
    pugi::xml_document aside;
    const Node good = good_copy(aside, root);
    const std::string id = root.attribute("ID").value();
    add(child_named(root, "Status"), "samlp:StatusDetail", ns::samlp).append_copy(good);
    make_root_evil(root, attack, true);
    put_attribute(root, "xmlns:p", ns::samlp);
    put_attribute(root, "p:ID", id);
}

/// Both are the IdP's own word, about two people.
void two_people(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root);
    Node second = root.insert_copy_before(genuine, genuine);
    put_attribute(second, "ID", forged_id);
    put_attribute(first_named(second, "Reference"), "URI", "#" + std::string(forged_id));
    impersonate(second, attack);
    seal_whole(child_named(second, "Signature"), attack.idp.key);
}

std::string root_text(const std::string& xml) {
    const auto at = xml.starts_with("<?xml") ? xml.find("?>") + 2 : 0;
    return xml.substr(at);
}

void multiple_roots(std::string& xml, const Attack& attack) {
    const std::string good = root_text(xml);
    std::string forged = good;
    for (auto at = forged.find(attack.email); at != std::string::npos; at = forged.find(attack.email, at))
        forged.replace(at, attack.email.size(), attack.victim);
    xml = forged + good;
}

void in_envelope(std::string& xml, const Attack&) {
    xml = "<S:Envelope xmlns:S=\"" + std::string(ns::soap) + "\"><S:Body>" + root_text(xml) + "</S:Body></S:Envelope>";
}

void in_artifact_response(std::string& xml, const Attack& attack) {
    xml = "<p:ArtifactResponse xmlns:p=\"" + std::string(ns::samlp) + "\" ID=\"_a\" Version=\"2.0\" IssueInstant=\"" +
          format_instant(attack.now) + "\"><p:Status><p:StatusCode Value=\"" + std::string(saml::status_success) +
          "\"/></p:Status>" + root_text(xml) + "</p:ArtifactResponse>";
}

} // namespace

std::vector<SamlFault> wrapping_faults() {
    using enum Applies;
    const auto same = [](bool first) {
        return after([first](Node root, const Attack& attack) { same_id(root, attack, first); });
    };
    return {
        {"xsw1", theme, "the good Response inside the signature of a forged one", Must::refuse, after(xsw1), response_signed},
        {"xsw2", theme, "the good Response before the signature of a forged one", Must::refuse, after(xsw2), response_signed},
        {"xsw3", theme, "a forged assertion before the good one", Must::refuse, after(xsw3), assertion_signed},
        {"xsw4", theme, "the good assertion inside a forged one", Must::refuse, after(xsw4), assertion_signed},
        {"xsw5", theme, "a forged assertion with the good one's signature, the good one at the end", Must::refuse,
         after(xsw5), assertion_signed},
        {"xsw6", theme, "a forged assertion with the good one inside its signature", Must::refuse, after(xsw6),
         assertion_signed},
        {"xsw7", theme, "a forged assertion of the same ID in Extensions", Must::refuse, after(xsw7), assertion_signed},
        {"xsw8", theme, "a forged assertion of the same ID, the good one in its signature's Object", Must::refuse,
         after(xsw8), assertion_signed},
        {"xsw9-double-signedinfo", theme, "a forged SignedInfo first, the good assertion in a wrapper", Must::refuse,
         after(xsw9), assertion_signed},
        {"xsw-wrapper-unknown", theme, "the good assertion in an unknown element, a forged one in its place",
         Must::refuse, after(unknown_wrapper), assertion_signed},
        {"xsw-extensions-hides-genuine", theme, "the good assertion in Extensions, a copy of its signature in a forged one",
         Must::refuse, after(extensions_hide), assertion_signed},
        {"xsw-statusdetail", theme, "the good Response in StatusDetail, a forged one of the same ID around it",
         Must::refuse, after(status_detail), response_signed},
        {"xsw-statusdetail-digest", theme, "a DigestValue in StatusDetail, before the signature", Must::refuse,
         after(early_digest_value), assertion_signed},
        {"xsw-metadata-as-source", theme, "signed metadata of the IdP inside, the assertion unsigned", Must::refuse,
         after(metadata_as_source)},
        {"xsw-dup-id-first", theme, "a forged assertion of the same ID first", Must::refuse, same(true), assertion_signed},
        {"xsw-dup-id-last", theme, "a forged assertion of the same ID last", Must::refuse, same(false), assertion_signed},
        {"xsw-dup-id-case", theme, "a forged assertion with the good one's ID in an attribute Id", Must::refuse,
         after(id_in_other_case), assertion_signed},
        {"xsw-dup-id-response-assertion", theme, "Response and Assertion have one ID", Must::refuse,
         after(one_id_for_both), assertion_signed},
        {"xsw-id-attr-foreign-ns", theme, "a forged assertion with the good one's ID in another namespace", Must::refuse,
         after(id_in_foreign_namespace), assertion_signed},
        {"xsw-attribute-pollution-samlp-id", theme, "a forged Response with the good one's ID in a second attribute",
         Must::refuse, after(polluted_id), response_signed},
        {"xsw-two-assertions-first-signed", theme, "a forged assertion behind the good one", Must::refuse,
         after([](Node root, const Attack& attack) { forged_beside(root, attack, false); }), assertion_signed},
        {"xsw-two-assertions-both-signed", theme, "two assertions of the IdP's about two people", Must::refuse,
         after(two_people), assertion_signed},
        {"xsw-multiple-roots", theme, "a forged document before the good one", Must::refuse, printed(multiple_roots)},
        {"xsw-trailing-after-root", theme, "an element behind the root", Must::refuse,
         printed([](std::string& xml, const Attack&) { xml += "<x/>"; })},
        {"xsw-soap-envelope", theme, "the good Response in a SOAP envelope", Must::refuse, printed(in_envelope)},
        {"xsw-artifactresponse-root", theme, "the good Response in an ArtifactResponse", Must::refuse,
         printed(in_artifact_response)},
    };
}

} // namespace idpsim::engine::faults
