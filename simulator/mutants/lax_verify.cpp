#include "simulator/mutants/lax_verify.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/certificate.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/canonical.hpp"

#include <algorithm>
#include <memory>

namespace idpsim::mutants {
namespace {

using Node = pugi::xml_node;

std::string_view local_name(Node node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::vector<Node> children(Node parent, std::string_view local) {
    std::vector<Node> out;
    for (const Node child : parent.children())
        if (local_name(child) == local) out.push_back(child);
    return out;
}

void walk(Node node, const std::function<void(Node)>& visit) {
    visit(node);
    for (const Node child : node.children()) walk(child, visit);
}

std::vector<Node> descendants(Node root, std::string_view local) {
    std::vector<Node> out;
    walk(root, [&](Node node) {
        if (local_name(node) == local) out.push_back(node);
    });
    return out;
}

Node first(Node parent, std::string_view local) {
    const auto found = children(parent, local);
    return found.empty() ? Node() : found.front();
}

bool holds(Node outer, Node inner) {
    for (; inner; inner = inner.parent())
        if (inner == outer) return true;
    return false;
}

std::string text_of(Node node) {
    std::string out;
    for (const Node child : node.children())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) out += child.value();
    return out;
}

/// One look at one element with the faults given.
class Verifier {
public:
    Verifier(const LaxVerify& faults, const std::string& message, const xml::VerifyPolicy& policy) : f_(faults), policy_(policy) {
        constexpr unsigned flags = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_comments | pugi::parse_pi;
        document_.load_buffer(message.data(), message.size(), flags);
        root_ = document_.document_element();
        if (f_.drops_instructions) drop_kind(pugi::node_pi);
    }

    Result<xml::Verified> verify(const xml::Element& element, const Error& otherwise) {
        const auto assertions = children(root_, "Assertion");
        if (element.name() != "Response" && assertions.empty()) return otherwise;
        const Node target = element.name() == "Response" ? root_ : assertions.front();
        const auto signatures = f_.found_anywhere ? descendants(root_, "Signature") : children(target, "Signature");
        if (!f_.found_anywhere && !f_.several_signatures && signatures.size() != 1) return otherwise;
        for (const Node signature : signatures)
            if (is_good(signature, target)) return xml::Verified{read_from(target), "", "", 0};
        return otherwise;
    }

private:
    /// What is believed once a signature was good.
    std::string read_from(Node target) {
        if (f_.reads_any_assertion) {
            const auto all = descendants(root_, "Assertion");
            const Node own = first(root_, "Assertion");
            const auto other = std::ranges::find_if(all, [&](Node one) { return one != own; });
            if (other != all.end()) return octets_with(target, own, *other);
        }
        return octets(target, first(target, "Signature"));
    }

    /// The target with `other` in place of `own`.
    std::string octets_with(Node target, Node own, Node other) {
        pugi::xml_document aside;
        const Node stray = aside.append_copy(other);
        if (target == own) return octets(stray, first(stray, "Signature"));
        root_.insert_copy_before(stray, own);
        root_.remove_child(own);
        return octets(target, first(target, "Signature"));
    }

    void drop_kind(pugi::xml_node_type kind) {
        std::vector<Node> all;
        walk(root_, [&](Node node) {
            if (node.type() == kind) all.push_back(node);
        });
        for (Node one : all) one.parent().remove_child(one);
    }

    std::string octets(Node apex, Node left_out) const {
        try {
            return xml::canonicalize(apex, {}, left_out);
        } catch (const Failure&) {
            if (f_.nothing_is_nothing) return {};
            throw;
        }
    }

    bool has_form(Node signature, Node info) const {
        if (f_.extra_children) return true;
        const auto once = [](Node parent, std::string_view name) { return children(parent, name).size() == 1; };
        for (const Node one : descendants(signature, "KeyInfo"))
            if (!descendants(one, "Assertion").empty()) return false;
        return children(signature, "Object").empty() && once(signature, "SignatureValue") &&
               once(info, "CanonicalizationMethod") && once(info, "SignatureMethod");
    }

    bool is_good(Node signature, Node target) {
        auto infos = children(signature, "SignedInfo");
        const bool chooses = f_.signed_info_first || f_.signed_info_last;
        if (chooses) infos = descendants(signature, "SignedInfo");
        if (infos.empty() || (infos.size() > 1 && !chooses)) return false;
        const Node digests = f_.signed_info_first ? infos.back() : infos.front();
        const Node valued = f_.signed_info_first ? infos.front() : infos.back();
        if (!has_form(signature, digests)) return false;
        const std::string c14n = first(valued, "CanonicalizationMethod").attribute("Algorithm").value();
        if (c14n != alg::exc_c14n && !f_.unknown_c14n) return false;
        return digests_fit(signature, digests, target) && value_fits(signature, valued);
    }

    bool digests_fit(Node signature, Node info, Node target) {
        const auto references = children(info, "Reference");
        if (references.empty()) return f_.no_reference_needed;
        if (references.size() > 1 && !f_.several_references) return false;
        return std::ranges::any_of(references, [&](Node one) { return reference_fits(signature, one, target); });
    }

    std::vector<Node> with_id(const std::string& id) const {
        std::vector<Node> out;
        walk(root_, [&](Node node) {
            for (const pugi::xml_attribute attribute : node.attributes()) {
                const std::string name = attribute.name();
                const bool counts = name == "ID" || (f_.ids_of_any_attribute && (name == "Id" || name.ends_with(":ID"))) ||
                                    (f_.any_element && name == "Id");
                if (counts && attribute.value() == id) out.push_back(node);
            }
        });
        return out;
    }

    std::vector<Node> referenced(Node reference, Node target) const {
        const std::string uri = reference.attribute("URI").value();
        const auto found = uri.size() > 1 && uri.front() == '#' ? with_id(uri.substr(1)) : std::vector<Node>();
        if (found.empty()) return f_.unresolved_is_parent ? std::vector<Node>{target} : std::vector<Node>();
        if (found.size() > 1 && !f_.duplicate_ids) return {};
        if (f_.any_element) return found;
        return std::ranges::find(found, target) == found.end() ? std::vector<Node>() : std::vector<Node>{target};
    }

    bool transforms_pass(const std::vector<Node>& transforms) const {
        const auto known = [](Node one) {
            const std::string_view uri = one.attribute("Algorithm").value();
            return uri == alg::enveloped || uri == alg::exc_c14n;
        };
        const bool usual = transforms.size() == 2 && std::string_view(transforms[0].attribute("Algorithm").value()) == alg::enveloped &&
                           std::string_view(transforms[1].attribute("Algorithm").value()) == alg::exc_c14n;
        if (usual || f_.unknown_transforms) return true;
        return f_.unlimited_transforms && std::ranges::all_of(transforms, known);
    }

    /// What is digested: with an XPath transform, without the Subject that it leaves out.
    std::string digested(Node covered, Node signature, const std::vector<Node>& transforms) {
        const bool filtered = f_.xpath && transforms.size() == 3;
        if (!filtered && !f_.removes_all_signatures) return octets(covered, holds(covered, signature) ? signature : Node());
        pugi::xml_document aside;
        Node copied = aside.append_copy(covered);
        if (filtered)
            for (const Node subject : descendants(copied, "Subject")) subject.parent().remove_child(subject);
        const auto all = children(copied, "Signature");
        if (f_.removes_all_signatures)
            for (const Node one : all) copied.remove_child(one);
        return octets(copied, f_.removes_all_signatures || all.empty() ? Node() : all.front());
    }

    std::string digest_text(Node reference) const {
        const auto values = children(reference, "DigestValue");
        if (f_.digest_value_anywhere) return text_of(descendants(root_, "DigestValue").front());
        if (values.empty()) return {};
        const Node value = f_.digest_value_last ? values.back() : values.front();
        if (f_.digest_from_comment)
            for (const Node child : value.children())
                if (child.type() == pugi::node_comment) return child.value();
        return text_of(value);
    }

    bool reference_fits(Node signature, Node reference, Node target) {
        const auto candidates = referenced(reference, target);
        return std::ranges::any_of(candidates, [&](Node covered) { return digest_fits(signature, reference, covered); });
    }

    bool digest_fits(Node signature, Node reference, Node covered) {
        const auto transforms = descendants(reference, "Transform");
        const bool filtered = f_.xpath && transforms.size() == 3;
        if (!filtered && !transforms_pass(transforms)) return false;
        if (children(reference, "DigestValue").size() > 1 && !f_.digest_value_last && !f_.extra_children) return false;
        if (children(reference, "DigestMethod").size() > 1 && !f_.extra_children) return false;
        if (f_.skips_digest) return true;
        const auto hash = xml::digest_hash(first(reference, "DigestMethod").attribute("Algorithm").value());
        const auto said = crypto::base64_decode(digest_text(reference));
        if (!hash || !said) return false;
        const std::string is = crypto::digest(*hash, digested(covered, signature, transforms));
        return f_.digest_prefix ? is.starts_with(*said) : is == *said;
    }

    bool value_fits(Node signature, Node info) const {
        if (f_.skips_value) return true;
        const std::string method = first(info, "SignatureMethod").attribute("Algorithm").value();
        const auto value = crypto::base64_decode(text_of(children(signature, "SignatureValue").back()));
        if (!value) return false;
        if (method.find("#hmac-") != std::string::npos) return f_.hmac_with_certificate && is_hmac(signature, octets(info, {}), *value);
        if (method.find("#ecdsa-") != std::string::npos) return f_.ecdsa_zero && *value == std::string(value->size(), '\0');
        auto hash = xml::signature_hash(method);
        if (!hash && f_.unknown_method_is_sha1) hash = crypto::Hash::sha1;
        if (!hash) return false;
        if (f_.key_info_fetched && !(descendants(signature, "RetrievalMethod").empty() && descendants(signature, "KeyName").empty())) return true;
        const std::string covered = octets(info, {});
        return std::ranges::any_of(trusted(signature), [&](const crypto::PublicKey& key) { return key.verify(*hash, covered, *value); }) ||
               (f_.key_info_trusted && !descendants(signature, "KeyValue").empty());
    }

    std::vector<crypto::Certificate> certificates(Node signature) const {
        std::vector<crypto::Certificate> out;
        for (const Node one : descendants(signature, "X509Certificate"))
            if (auto certificate = crypto::Certificate::from_base64(text_of(one))) out.push_back(std::move(*certificate));
        return out;
    }

    std::vector<crypto::PublicKey> trusted(Node signature) const {
        std::vector<crypto::PublicKey> out = policy_.keys;
        const auto shown = certificates(signature);
        const bool plain = descendants(signature, "KeyName").empty();
        if (f_.key_info_trusted || (f_.key_info_same_subject && shown.size() == 1 && plain))
            for (const auto& one : shown) out.push_back(one.public_key());
        return out;
    }

    bool is_hmac(Node signature, const std::string& covered, const std::string& value) const {
        std::vector<std::string> keys{""};
        for (const auto& one : certificates(signature))
            for (const std::string& key : {one.to_pem(), one.der(), one.base64(), one.public_key().rsa_modulus()}) keys.push_back(key);
        return std::ranges::any_of(keys, [&](const std::string& key) {
            return crypto::hmac(crypto::Hash::sha256, key, covered).starts_with(value);
        });
    }

    const LaxVerify& f_;
    const xml::VerifyPolicy& policy_;
    pugi::xml_document document_;
    Node root_;
};

} // namespace

void verify_laxly(sp::SpBehaviour& behaviour, LaxVerify faults) {
    const auto message = std::make_shared<std::string>();
    behaviour.before = [message](HttpRequest& request) -> std::optional<HttpResponse> {
        const auto form = parse_form(request.body);
        const auto field = form ? find_param(*form, "SAMLResponse") : std::nullopt;
        const auto decoded = field ? crypto::base64_decode(*field) : Result<std::string>(std::string());
        *message = decoded ? *decoded : "";
        return std::nullopt;
    };
    behaviour.verify = [message, faults](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        Result<xml::Verified> right = xml::verify_enveloped(document, element, policy);
        if (right) return right;
        try {
            return Verifier(faults, *message, policy).verify(element, right.error());
        } catch (const Failure&) {
            return right;   // it has no canonical form
        }
    };
}

} // namespace idpsim::mutants
