/// What a Reference names, and what a ds:Signature is made of.
#include "src/engine/faults/edit.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "reference";

Node reference_of(Node signature) { return first_named(signature, "Reference"); }

/// The reference names something else; the IdP's key signs it all the same, so only the SP's rule stands against it.
Edit uri_becomes(std::string uri) {
    return [uri](Node root, const Attack& attack) {
        const Node signature = signature_in(root);
        put_attribute(reference_of(signature), "URI", uri);
        seal(signature, attack.idp.key);
    };
}

void without_uri(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    reference_of(signature).remove_attribute("URI");
    seal(signature, attack.idp.key);
}

void no_reference(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    drop(reference_of(signature));
    impersonate(root, attack);
    seal(signature, attack.idp.key);
}

/// A second Reference to a harmless element, its digest right; the good one is spoilt by the forged content.
void two_references(Node root, const Attack& attack, bool good_first) {
    const Node signature = signature_in(root), good = reference_of(signature);
    Node harmless = add_before(child_named(root, "Status"), "x:Harmless", "urn:example:extension");
    put_attribute(harmless, "ID", "_harmless");
    Node parent = good.parent();
    Node second = good_first ? parent.insert_copy_after(good, good) : parent.insert_copy_before(good, good);
    put_attribute(second, "URI", "#_harmless");
    const std::string octets = R"(<x:Harmless xmlns:x="urn:example:extension" ID="_harmless"></x:Harmless>)";
    first_named(second, "DigestValue").text().set(crypto::base64_encode(crypto::digest(crypto::Hash::sha256, octets)).c_str());
    seal(signature, attack.idp.key);
    impersonate(assertion_of(root), attack);
}

/// The signature in the forged assertion names the good one, which stands elsewhere.
void not_parent(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root);
    Node forged = root.insert_copy_before(genuine, genuine);
    forge(forged, attack);
    const Node signature = child_named(genuine, "Signature");
    forged.insert_move_after(signature, child_named(forged, "Issuer"));
    move_into(add_before(child_named(root, "Status"), "samlp:Extensions", ns::samlp), genuine);
}

void names_itself(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    put_attribute(signature, "Id", "_signature");
    put_attribute(reference_of(signature), "URI", "#_signature");
    set_digest(signature, signature.parent());
    seal(signature, attack.idp.key);
}

void manifest(Node root, const Attack& attack) {
    Node signature = signature_in(root);
    const Node reference = reference_of(signature);
    Node object = add(signature, "ds:Object", ns::ds);
    Node list = add(object, "ds:Manifest", ns::ds);
    put_attribute(list, "Id", "_manifest");
    list.append_copy(reference);
    put_attribute(reference, "URI", "#_manifest");
    put_attribute(reference, "Type", "http://www.w3.org/2000/09/xmldsig#Manifest");
    set_digest(signature, list);
    seal(signature, attack.idp.key);
    impersonate(assertion_of(root), attack);
}

/// An enveloping signature over a copy in ds:Object; what stands outside is forged.
void enveloping(Node root, const Attack& attack) {
    Node signature = signature_in(root);
    const Node signed_element = signature.parent();
    Node object = add(signature, "ds:Object", ns::ds);
    put_attribute(object, "Id", "_object");
    object.append_copy(signed_element);
    if (const Node copied = child_named(object.first_child(), "Signature")) drop(copied);
    put_attribute(reference_of(signature), "URI", "#_object");
    set_digest(signature, object);
    seal(signature, attack.idp.key);
    impersonate(assertion_of(root), attack);
}

/// Whatever stands below ds:Signature is nobody's word: enveloped-signature leaves it out.
Node smuggle(Node into, Node root, const Attack& attack) {
    Node copied = into.append_copy(assertion_of(root));
    return forge(copied, attack);
}

void object_present(Node root, const Attack& attack) {
    smuggle(add(signature_in(root), "ds:Object", ns::ds), root, attack);
}
void in_key_info(Node root, const Attack& attack) { smuggle(child_named(signature_in(root), "KeyInfo"), root, attack); }

/// A second SignedInfo that fits the forged content, before or behind the one that is signed.
void two_signed_infos(Node root, const Attack& attack, bool evil_first) {
    Node signature = signature_in(root);
    const Node genuine = child_named(signature, "SignedInfo");
    Node evil = evil_first ? signature.insert_copy_before(genuine, genuine) : signature.insert_copy_after(genuine, genuine);
    impersonate(assertion_of(root), attack);
    const std::string was = first_named(genuine, "DigestValue").text().get();
    set_digest(signature, signature.parent());
    const std::string forged = first_named(signature, "DigestValue").text().get();
    first_named(evil, "DigestValue").text().set(forged.c_str());
    first_named(genuine, "DigestValue").text().set(was.c_str());
}

void nested_signed_info(Node root, const Attack& attack) {
    Node signature = signature_in(root);
    two_signed_infos(root, attack, true);
    const Node genuine = all_named(signature, "SignedInfo").back();
    move_into(add(signature, "x:Wrapper", "urn:example:extension"), genuine);
}

/// A second element of the same name, the forged content's digest in it; signed so by the IdP.
void two_digest_values(Node root, const Attack& attack) {
    const Node signature = signature_in(root);
    Node genuine = first_named(signature, "DigestValue");
    const std::string signed_digest = genuine.text().get();
    Node second = genuine.parent().insert_copy_after(genuine, genuine);
    impersonate(assertion_of(root), attack);
    set_digest(signature, signature.parent());
    second.text().set(genuine.text().get());
    genuine.text().set(signed_digest.c_str());
    seal(signature, attack.idp.key);
}

void doubled(Node root, const Attack& attack, std::string_view name) {
    const Node signature = signature_in(root), one = first_named(signature, name);
    one.parent().insert_copy_after(one, one);
    seal(signature, attack.idp.key);
}

void two_signature_values(Node root, const Attack&) {
    const Node value = child_named(signature_in(root), "SignatureValue");
    Node second = value.parent().insert_copy_before(value, value);
    second.text().set("AAAA");
}

/// A stranger's signature stands before the IdP's in the same element.
void two_signatures(Node root, const Attack& attack) {
    const Node genuine = signature_in(root);
    Node second = genuine.parent().insert_copy_before(genuine, genuine);
    impersonate(assertion_of(root), attack);
    set_digest(second, second.parent());
    seal(second, attack.stranger);
}

/// Who takes "the" enveloped signature by its value takes the decoy away as well, and the digest fits.
void decoy(Node root, const Attack& attack) {
    const Node genuine = signature_in(root);
    Node second = genuine.parent().insert_copy_after(genuine, genuine);
    second.remove_child(child_named(second, "KeyInfo"));
    smuggle(add(second, "ds:Object", ns::ds), root, attack);
}

/// The signature stands where a search finds it and the schema does not have it.
Change not_direct_child() {
    Change out;
    out.before_signing = [](Node root, const Attack&) {
        if (signature_in(root).parent() == root) add(child_named(root, "Status"), "samlp:StatusDetail", ns::samlp);
        else add(assertion_of(root), "saml:Advice", ns::saml);
    };
    out.after_signing = [](Node root, const Attack&) {
        const Node signature = signature_in(root), place = first_named(root, "Advice");
        move_into(place ? place : first_named(root, "StatusDetail"), signature);
    };
    return out;
}

void signature_last(Node root, const Attack&) {
    const Node signature = signature_in(root);
    move_into(signature.parent(), signature);
}

/// Placed in the Response, but naming the assertion; a second, unsigned assertion stands first.
void scope_by_placement(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root), signature = child_named(genuine, "Signature");
    Node forged = root.insert_copy_before(genuine, genuine);
    forge(forged, attack);
    root.insert_move_after(signature, child_named(root, "Issuer"));
}

/// A forged assertion whose Advice holds the good, signed one.
void in_advice(Node root, const Attack& attack) {
    const Node genuine = assertion_of(root);
    Node forged = root.insert_copy_before(genuine, genuine);
    forge(forged, attack);
    move_into(add(forged, "saml:Advice", ns::saml), genuine);
}

} // namespace

std::vector<SamlFault> reference_faults() {
    using enum Applies;
    const auto two = [](auto change, bool flag) {
        return after([change, flag](Node root, const Attack& attack) { change(root, attack, flag); });
    };
    const auto twice = [](std::string_view name) {
        return after([name](Node root, const Attack& attack) { doubled(root, attack, name); });
    };
    return {
        {"ref-none", theme, "SignedInfo without a Reference, signed so", Must::refuse, after(no_reference)},
        {"ref-two-first-good", theme, "a second Reference to a harmless element", Must::refuse, two(two_references, true),
         assertion_signed},
        {"ref-two-last-good", theme, "a first Reference to a harmless element", Must::refuse, two(two_references, false),
         assertion_signed},
        {"ref-uri-empty", theme, "the Response's signature has an empty URI: the whole document", Must::policy,
         after(uri_becomes("")), response_signed},
        {"ref-uri-empty-on-assertion", theme, "the assertion's signature has an empty URI: the whole document",
         Must::refuse, after(uri_becomes("")), assertion_signed},
        {"ref-uri-absent", theme, "the Response's signature names nothing", Must::policy, after(without_uri),
         response_signed},
        {"ref-uri-absent-on-assertion", theme, "the assertion's signature names nothing", Must::refuse,
         after(without_uri), assertion_signed},
        {"ref-bare-hash", theme, "the URI is \"#\"", Must::refuse, after(uri_becomes("#"))},
        {"ref-external-http", theme, "the URI is a web address", Must::refuse,
         after(uri_becomes("http://127.0.0.1:9/assertion.xml"))},
        {"ref-external-file", theme, "the URI is a file", Must::refuse, after(uri_becomes("file:///etc/hostname"))},
        {"ref-xpointer-root", theme, "the URI is an XPointer to the document", Must::policy,
         after(uri_becomes("#xpointer(/)")), response_signed},
        {"ref-id-quote-xpath", theme, "the URI breaks out of a quoted XPath", Must::refuse,
         after(uri_becomes("#x'] or true() or /[@ID='v"))},
        {"ref-unresolved", theme, "the URI names an ID that is not there", Must::refuse,
         after(uri_becomes("#_nowhere"))},
        {"ref-not-parent", theme, "the forged assertion's signature names another one", Must::refuse,
         after(not_parent), assertion_signed},
        {"ref-names-signature-itself", theme, "the URI names the Signature", Must::refuse, after(names_itself)},
        {"ref-type-manifest", theme, "the Reference is to a Manifest, whose own digest is wrong", Must::refuse,
         after(manifest)},
        {"ref-type-object", theme, "the Reference is to an Object with the good content", Must::refuse,
         after(enveloping)},
        {"str-object-present", theme, "an Object below the good signature holds a forged assertion", Must::refuse,
         after(object_present)},
        {"str-keyinfo-smuggle", theme, "KeyInfo of the good signature holds a forged assertion", Must::refuse,
         after(in_key_info)},
        {"str-two-signedinfo-evil-first", theme, "a forged SignedInfo before the signed one", Must::refuse,
         two(two_signed_infos, true)},
        {"str-two-signedinfo-evil-last", theme, "a forged SignedInfo behind the signed one", Must::refuse,
         two(two_signed_infos, false)},
        {"str-signedinfo-nested", theme, "the signed SignedInfo stands further down, a forged one in its place",
         Must::refuse, after(nested_signed_info)},
        {"str-two-signaturevalue", theme, "two SignatureValues", Must::refuse, after(two_signature_values)},
        {"str-two-digestvalue", theme, "two DigestValues, the second of the forged content", Must::refuse,
         after(two_digest_values)},
        {"str-two-digestmethod", theme, "two DigestMethods", Must::refuse, twice("DigestMethod")},
        {"str-two-c14nmethod", theme, "two CanonicalizationMethods", Must::refuse, twice("CanonicalizationMethod")},
        {"str-two-signaturemethod", theme, "two SignatureMethods", Must::refuse, twice("SignatureMethod")},
        {"str-two-signatures-same-parent", theme, "a stranger's signature beside the IdP's", Must::refuse,
         after(two_signatures)},
        {"str-decoy-signature-same-value", theme, "a second Signature of the same value, with a forged assertion below",
         Must::refuse, after(decoy)},
        {"str-signature-not-direct-child", theme, "the signature stands further down than what it signs", Must::refuse,
         not_direct_child()},
        {"str-signature-order", theme, "the signature stands last in what it signs", Must::policy,
         after(signature_last)},
        {"str-position-decides-scope", theme, "the signature stands in the Response and signs one of two assertions",
         Must::refuse, after(scope_by_placement), assertion_signed},
        {"str-signature-in-advice", theme, "the Advice of a forged assertion holds the signed one", Must::refuse,
         after(in_advice), assertion_signed},
    };
}

} // namespace idpsim::engine::faults
