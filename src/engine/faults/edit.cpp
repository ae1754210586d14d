#include "src/engine/faults/edit.hpp"

#include "src/core/url.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/sign.hpp"

#include <algorithm>

namespace idpsim::engine::faults {

Change before(Edit edit) {
    Change out;
    out.before_signing = std::move(edit);
    return out;
}
Change after(Edit edit) {
    Change out;
    out.after_signing = std::move(edit);
    return out;
}
Change printed(TextEdit edit) {
    Change out;
    out.printed = std::move(edit);
    return out;
}
Change delivered(DeliveryEdit edit) {
    Change out;
    out.delivered = std::move(edit);
    return out;
}

std::string_view local_name(Node node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::vector<Node> all_named(Node root, std::string_view local) {
    std::vector<Node> out;
    const std::function<void(Node)> walk = [&](Node node) {
        if (local_name(node) == local) out.push_back(node);
        for (const Node child : node.children()) walk(child);
    };
    walk(root);
    return out;
}

Node first_named(Node root, std::string_view local) {
    const auto found = all_named(root, local);
    return found.empty() ? Node() : found.front();
}

Node child_named(Node element, std::string_view local) {
    for (const Node child : element.children())
        if (local_name(child) == local) return child;
    return {};
}

Node assertion_of(Node response) { return child_named(response, "Assertion"); }

void set_attribute(Node root, std::string_view element, const char* attribute, const std::string& value) {
    for (const Node node : all_named(root, element))
        if (pugi::xml_attribute found = node.attribute(attribute)) found.set_value(value.c_str());
}

void put_attribute(Node element, const char* attribute, const std::string& value) {
    pugi::xml_attribute found = element.attribute(attribute);
    if (!found) found = element.append_attribute(attribute);
    found.set_value(value.c_str());
}

void remove_attribute(Node root, std::string_view element, const char* attribute) {
    for (Node node : all_named(root, element)) node.remove_attribute(attribute);
}

void set_text(Node root, std::string_view element, const std::string& value) {
    for (const Node node : all_named(root, element)) node.text().set(value.c_str());
}

void remove_all(Node root, std::string_view element) {
    for (const Node node : all_named(root, element)) drop(node);
}

void move_time(Node root, std::string_view element, const char* attribute, std::chrono::seconds by) {
    for (const Node node : all_named(root, element)) {
        pugi::xml_attribute found = node.attribute(attribute);
        const auto at = found ? parse_instant(found.value()) : Result<Instant>(Error{Fault::not_found, attribute, "absent"});
        if (!at) continue;
        const bool millis = std::string_view(found.value()).find('.') != std::string_view::npos;
        found.set_value(format_instant(*at + by, millis ? SecondDigits::milli : SecondDigits::none).c_str());
    }
}

namespace {

void declare(Node element, const std::string& qualified, const char* ns_uri) {
    const auto colon = qualified.find(':');
    const std::string attribute = colon == std::string::npos ? "xmlns" : "xmlns:" + qualified.substr(0, colon);
    element.append_attribute(attribute.c_str()).set_value(ns_uri);
}

} // namespace

Node add(Node parent, const std::string& qualified, const char* ns_uri) {
    Node out = parent.append_child(qualified.c_str());
    declare(out, qualified, ns_uri);
    return out;
}

Node add_before(Node sibling, const std::string& qualified, const char* ns_uri) {
    Node out = sibling.parent().insert_child_before(qualified.c_str(), sibling);
    declare(out, qualified, ns_uri);
    return out;
}

std::string beside(Node element, std::string_view local) {
    const std::string_view name = element.name();
    return std::string(name.substr(0, name.size() - local_name(element).size())) + std::string(local);
}

Node move_into(Node target, Node node) { return target.append_move(node); }

void drop(Node node) { node.parent().remove_child(node); }

void impersonate(Node root, const Attack& attack) {
    set_text(root, "NameID", attack.victim);
    for (const Node value : all_named(root, "AttributeValue"))
        if (std::string_view(value.text().get()).find('@') != std::string_view::npos) value.text().set(attack.victim.c_str());
}

Node forge(Node copied, const Attack& attack) {
    if (const Node signature = child_named(copied, "Signature")) drop(signature);
    put_attribute(copied, "ID", forged_id);
    impersonate(copied, attack);
    return copied;
}

Node signature_in(Node response) {
    const Node inner = child_named(assertion_of(response), "Signature");
    const Node found = inner ? inner : child_named(response, "Signature");
    if (!found) throw Failure(Error{Fault::script, "fault", "the Response is not signed"});
    return found;
}

void set_digest(Node signature, Node signed_element) {
    const Node method = first_named(signature, "DigestMethod");
    const bool sha1 = std::string_view(method.attribute("Algorithm").value()) == alg::sha1;
    const std::string octets = xml::canonicalize(signed_element, {}, signature);
    const std::string value = crypto::base64_encode(crypto::digest(sha1 ? crypto::Hash::sha1 : crypto::Hash::sha256, octets));
    first_named(signature, "DigestValue").text().set(value.c_str());
}

void seal(Node signature, const crypto::PrivateKey& key, crypto::Hash hash) {
    const std::string octets = xml::canonicalize(child_named(signature, "SignedInfo"), {}, {});
    child_named(signature, "SignatureValue").text().set(crypto::base64_encode(key.sign(hash, octets)).c_str());
}

void seal_whole(Node signature, const crypto::PrivateKey& key) {
    set_digest(signature, signature.parent());
    seal(signature, key);
}

void resign(Node root, const crypto::PrivateKey& key) {
    const auto depth = [](Node node) {
        int out = 0;
        for (; node; node = node.parent()) ++out;
        return out;
    };
    std::vector<Node> signatures = all_named(root, "Signature");
    std::ranges::stable_sort(signatures, [&](auto a, auto b) { return depth(a) > depth(b); });
    for (const Node signature : signatures) {
        set_text(signature, "DigestValue", "");
        set_text(signature, "SignatureValue", "");
    }
    for (const Node signature : signatures) xml::sign_in_place(signature, key);
}

std::string saml_response(const HttpRequest& delivery) {
    const auto form = parse_form(delivery.body);
    return form ? find_param(*form, "SAMLResponse").value_or("") : "";
}

void set_saml_response(HttpRequest& delivery, const std::string& value) {
    auto form = parse_form(delivery.body).value();
    for (auto& [name, field] : form)
        if (name == "SAMLResponse") field = value;
    delivery.body = write_form(form);
}

} // namespace idpsim::engine::faults
