#include "src/xml/signature_form.hpp"

#include "src/xml/algorithms.hpp"
#include "src/xml/walk.hpp"

#include <libxml/valid.h>

#include <span>

namespace idpsim::xml {
namespace {

constexpr std::string_view xmldsig11 = "http://www.w3.org/2009/xmldsig11#";
constexpr std::size_t longest_prefix_list = 1024;

Error bad(const Element& where, std::string detail) {
    return Error{Fault::bad_signature, where.xpath(), std::move(detail)};
}
Error unsupported(const Element& where, std::string detail) {
    return Error{Fault::unsupported, where.xpath(), std::move(detail)};
}

using Problem = std::optional<Error>;

/// The children, if they are these ds elements in this order; `optional_last` may be missing.
Result<std::vector<Element>> exact_children(const Element& parent, std::span<const char* const> names,
                                            bool optional_last = false) {
    std::vector<Element> children = parent.children();
    bool fits = children.size() == names.size() || (optional_last && children.size() + 1 == names.size());
    for (std::size_t i = 0; fits && i < children.size(); ++i) fits = children[i].is(ns::ds, names[i]);
    if (fits) return children;
    std::string expected;
    for (const char* name : names) (expected += expected.empty() ? "" : ", ") += name;
    return bad(parent,
               "its children are not exactly " + expected + (optional_last ? " (the last may be missing)" : ""));
}

/// An element that says all it has to say by its Algorithm: HMACOutputLength and other parameters are not admitted.
Result<std::string> plain_algorithm(const Element& method) {
    if (!method.children().empty()) return unsupported(method, "algorithm parameters are not admitted");
    const auto uri = method.attribute("Algorithm");
    if (!uri) return unsupported(method, "no Algorithm");
    return *uri;
}

/// Exclusive c14n without comments, with at most one InclusiveNamespaces of a bounded PrefixList.
Problem check_exclusive_c14n(const Element& method) {
    if (method.attribute("Algorithm") != std::string(alg::exc_c14n))
        return unsupported(method, "only exclusive c14n without comments is admitted");
    const auto children = method.children();
    if (children.empty()) return std::nullopt;
    if (children.size() > 1 || !children[0].is(alg::exc_c14n, exc_c14n_inclusive_namespaces))
        return unsupported(method, "parameters other than one InclusiveNamespaces");
    if (children[0].attribute("PrefixList").value_or("").size() > longest_prefix_list)
        return unsupported(method, "the PrefixList is too long");
    return std::nullopt;
}

Problem check_transforms(const Element& transforms) {
    constexpr const char* names[] = {"Transform", "Transform"};
    const auto both = exact_children(transforms, names);
    if (!both) return unsupported(transforms, "the transforms are not exactly enveloped-signature and exclusive c14n");
    const auto first = plain_algorithm((*both)[0]);
    if (!first) return first.error();
    if (*first != alg::enveloped) return unsupported((*both)[0], "the first transform is not enveloped-signature");
    return check_exclusive_c14n((*both)[1]);
}

/// Scope: the Reference must name the very element that the signature stands in, by the only element of that ID.
Problem check_scope(const Document& document, const Element& reference, const Element& signed_element) {
    if (reference.attribute("Type")) return bad(reference, "a Reference with a Type");
    const auto uri = reference.attribute("URI");
    if (!uri) return bad(reference, "the Reference has no URI");
    if (uri->empty()) {
        if (signed_element == document.root()) return std::nullopt;
        return bad(reference, "the Reference covers the document, the signature stands further down");
    }
    const auto id = signed_element.attribute("ID");
    if (!id || *uri != "#" + *id) return bad(reference, "the Reference does not name the element that it stands in");
    if (xmlValidateNCName(xml_text(id->c_str()), 0) != 0) return bad(signed_element, "its ID is not an xs:ID");
    if (document.elements_with_id(*id).size() != 1) return bad(signed_element, "its ID occurs more than once");
    const xmlAttr* registered = xmlGetID(document.native(), xml_text(id->c_str()));
    if (!registered || registered->parent != signed_element.node())
        return bad(signed_element, "its ID also stands in another attribute of type ID");
    return std::nullopt;
}

Result<std::string> admitted_digest(const Element& method, bool allow_sha1) {
    auto uri = plain_algorithm(method);
    if (!uri) return uri.error();
    const auto hash = digest_hash(*uri);
    if (!hash) return unsupported(method, "the digest method is not admitted");
    if (*hash == crypto::Hash::sha1 && !allow_sha1) return unsupported(method, "SHA-1 digests are not admitted");
    return uri;
}

Result<std::string> admitted_signature(const Element& method, bool allow_sha1) {
    auto uri = plain_algorithm(method);
    if (!uri) return uri.error();
    const auto hash = signature_hash(*uri);
    if (!hash) return unsupported(method, "the signature method is not admitted");
    if (*hash == crypto::Hash::sha1 && !allow_sha1) return unsupported(method, "SHA-1 signatures are not admitted");
    return uri;
}

/// A base64 value: text alone, so that no two readers can see different values.
Problem check_base64(const Element& value) {
    const auto text = value.text();
    if (!text) return bad(value, text.error().detail);
    const auto octets = crypto::base64_decode(*text);
    if (!octets || octets->empty()) return bad(value, "not a base64 value");
    return std::nullopt;
}

/// KeyInfo is never believed, but it must not carry anything else either: readers that search would find it.
Problem check_key_info(const Element& key_info) {
    for (xmlNode* node = key_info.node(); node; node = next_node(node, key_info.node())) {
        if (node->type != XML_ELEMENT_NODE) continue;
        const Element element(node);
        if (element.ns() != ns::ds && element.ns() != xmldsig11)
            return bad(element, "a foreign element inside KeyInfo");
    }
    return std::nullopt;
}

Result<std::string> read_reference(const Document& document, const Element& reference, const Element& signed_element,
                                   bool allow_sha1) {
    constexpr const char* names[] = {"Transforms", "DigestMethod", "DigestValue"};
    const auto parts = exact_children(reference, names);
    if (!parts) return parts.error();
    if (auto problem = check_scope(document, reference, signed_element)) return *problem;
    if (auto problem = check_transforms((*parts)[0])) return *problem;
    if (auto problem = check_base64((*parts)[2])) return *problem;
    return admitted_digest((*parts)[1], allow_sha1);
}

Result<Element> only_signature(const Element& signed_element) {
    const auto signatures = signed_element.children(ns::ds, "Signature");
    if (signatures.empty()) return Error{Fault::not_found, signed_element.xpath(), "it has no ds:Signature child"};
    if (signatures.size() > 1) return bad(signed_element, "it has more than one ds:Signature child");
    return signatures.front();
}

} // namespace

Result<SignatureForm> read_signature_form(const Document& document, const Element& signed_element, bool allow_sha1) {
    const auto signature = only_signature(signed_element);
    if (!signature) return signature.error();
    constexpr const char* signature_names[] = {"SignedInfo", "SignatureValue", "KeyInfo"};
    const auto parts = exact_children(*signature, signature_names, true);
    if (!parts) return parts.error();
    if (auto problem = check_base64((*parts)[1])) return *problem;
    if (parts->size() > 2)
        if (auto problem = check_key_info((*parts)[2])) return *problem;

    const Element& signed_info = (*parts)[0];
    if (signed_info.has_comments_or_pis())
        return bad(signed_info, "a comment or processing instruction inside SignedInfo");
    constexpr const char* info_names[] = {"CanonicalizationMethod", "SignatureMethod", "Reference"};
    const auto info = exact_children(signed_info, info_names);
    if (!info) return info.error();
    if (auto problem = check_exclusive_c14n((*info)[0])) return *problem;
    auto signature_method = admitted_signature((*info)[1], allow_sha1);
    if (!signature_method) return signature_method.error();
    auto digest_method = read_reference(document, (*info)[2], signed_element, allow_sha1);
    if (!digest_method) return digest_method.error();
    return SignatureForm{*signature, std::move(*signature_method), std::move(*digest_method)};
}

} // namespace idpsim::xml
