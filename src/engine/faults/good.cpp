/// Unusual messages that are good.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "control";

/// Indented before it is signed: white space between elements that means nothing.
void indent(Node node, int depth) {
    const Node first = node.first_child();
    if (!first || first.type() != pugi::node_element) return;
    std::vector<Node> children(node.children().begin(), node.children().end());
    for (const Node child : children) {
        if (child.type() != pugi::node_element) return;
        node.insert_child_before(pugi::node_pcdata, child).set_value(("\n" + std::string(static_cast<std::size_t>(depth) * 2, ' ')).c_str());
        indent(child, depth + 1);
    }
}

void prefixes_become(Node root, const Attack&) {
    const std::function<void(Node)> rename = [&](Node node) {
        const auto colon = std::string_view(node.name()).find(':');
        if (colon != std::string_view::npos) node.set_name(("q" + std::string(node.name())).c_str());
        for (pugi::xml_attribute attribute : node.attributes())
            if (std::string_view(attribute.name()).starts_with("xmlns:") && std::string_view(attribute.value()) != ns::xs &&
                std::string_view(attribute.value()) != ns::xsi)
                attribute.set_name(("xmlns:q" + std::string(attribute.name()).substr(6)).c_str());
        for (const Node child : node.children()) rename(child);
    };
    rename(root);
}

void many_groups(Node root, const Attack&) {
    Node statement = first_named(assertion_of(root), "AttributeStatement");
    Node attribute = statement.append_child(beside(statement, "Attribute").c_str());
    put_attribute(attribute, "Name", "groups");
    for (int i = 0; i < 150; ++i)
        attribute.append_child(beside(statement, "AttributeValue").c_str()).text().set(("group-" + std::to_string(i)).c_str());
}

} // namespace

std::vector<SamlFault> good_messages() {
    using enum Applies;
    return {
        {"ok-pretty-printed", theme, "indented before it was signed", Must::accept,
         before([](Node root, const Attack&) { indent(root, 1); })},
        {"ok-odd-prefixes", theme, "prefixes that nobody else uses", Must::accept, before(prefixes_become), assertion_signed},
        {"ok-xml-declaration", theme, "without an XML declaration", Must::accept,
         printed([](std::string& xml, const Attack&) {
             if (xml.starts_with("<?xml")) xml = xml.substr(xml.find("?>") + 2);
         })},
        {"ok-many-groups", theme, "an attribute with a hundred and fifty values", Must::accept, before(many_groups)},
        {"ok-unknown-attribute", theme, "an attribute that nobody asked for", Must::accept,
         before([](Node root, const Attack&) {
             Node statement = first_named(assertion_of(root), "AttributeStatement");
             Node attribute = statement.append_child(beside(statement, "Attribute").c_str());
             put_attribute(attribute, "Name", "shoeSize");
             attribute.append_child(beside(statement, "AttributeValue").c_str()).text().set("42");
         })},
        {"ok-no-keyinfo", theme, "the signature has no KeyInfo", Must::accept,
         after([](Node root, const Attack&) {
             for (Node signature : all_named(root, "Signature")) signature.remove_child(child_named(signature, "KeyInfo"));
         })},
        {"ok-keyvalue-plus-cert", theme, "KeyInfo with the right key's value besides the certificate", Must::accept,
         after([](Node root, const Attack& attack) {
             Node value = add(add(child_named(signature_in(root), "KeyInfo"), "ds:KeyValue", ns::ds), "ds:RSAKeyValue", ns::ds);
             const crypto::PublicKey key = attack.idp.key.public_key();
             add(value, "ds:Modulus", ns::ds).text().set(crypto::base64_encode(key.rsa_modulus()).c_str());
             add(value, "ds:Exponent", ns::ds).text().set(crypto::base64_encode(key.rsa_exponent()).c_str());
         })},
        {"ok-extensions", theme, "Extensions with unknown content", Must::accept,
         before([](Node root, const Attack&) {
             const Node extensions = add_before(child_named(root, "Status"), "samlp:Extensions", ns::samlp);
             add(extensions, "x:Anything", "urn:example:extension").text().set("x");
         })},
        {"ok-consent-attr", theme, "Consent, and an ID of a hundred and sixty characters", Must::accept,
         before([](Node root, const Attack&) {
             put_attribute(root, "Consent", "urn:oasis:names:tc:SAML:2.0:consent:obtained");
             put_attribute(root, "ID", "_" + std::string(159, 'a'));
         }), assertion_signed},
        {"ok-statusdetail-on-success", theme, "a message and a detail beside Success", Must::accept,
         before([](Node root, const Attack&) {
             const Node status = child_named(root, "Status");
             add(status, "samlp:StatusMessage", ns::samlp).text().set("welcome");
             add(add(status, "samlp:StatusDetail", ns::samlp), "x:Detail", "urn:example:extension");
         })},
        {"ok-subjectlocality", theme, "a SubjectLocality", Must::accept,
         before([](Node root, const Attack&) {
             Node statement = first_named(assertion_of(root), "AuthnStatement");
             Node locality = statement.prepend_child(beside(statement, "SubjectLocality").c_str());
             put_attribute(locality, "Address", "192.0.2.1");
         })},
        {"ok-inclusive-prefixlist", theme, "InclusiveNamespaces with prefixes that are there and that are not", Must::accept,
         after([](Node root, const Attack& attack) {
             const Node signature = signature_in(root);
             Node transform = all_named(signature, "Transform").back();
             transform.remove_children();
             put_attribute(add(transform, "ec:InclusiveNamespaces", alg::exc_c14n), "PrefixList", "nobody");
             seal_whole(signature, attack.idp.key);
         })},
        {"ok-digest-whitespace", theme, "DigestValue and SignatureValue in lines", Must::accept,
         after([](Node root, const Attack& attack) {
             const Node signature = signature_in(root);
             const Node digest = first_named(signature, "DigestValue");
             digest.text().set(("\n" + std::string(digest.text().get()) + "\n").c_str());
             seal(signature, attack.idp.key);
             const Node value = child_named(signature, "SignatureValue");
             value.text().set(wrap(value.text().get(), 64).c_str());
         })},
        {"ok-nonascii-attribute", theme, "names in other scripts, and an emoji", Must::accept,
         before([](Node root, const Attack&) {
             Node statement = first_named(assertion_of(root), "AttributeStatement");
             Node attribute = statement.append_child(beside(statement, "Attribute").c_str());
             put_attribute(attribute, "Name", "nickname");
             attribute.append_child(beside(statement, "AttributeValue").c_str()).text().set("\xd0\xb2\xd0\x9a \xe5\xb1\xb1 \xf0\x9f\x98\x80");
         })},
    };
}

} // namespace idpsim::engine::faults
