#include "src/xml/sign.hpp"

#include "src/core/text.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/written_names.hpp"

namespace idpsim::xml {
namespace {

[[noreturn]] void refuse(std::string what) {
    throw Failure(Error{Fault::invalid, "ds:Signature to be filled in", std::move(what)});
}

pugi::xml_node required(pugi::xml_node parent, std::string_view ns_uri, const char* local_name) {
    for (const pugi::xml_node child : parent.children())
        if (is_element(child, ns_uri, local_name)) return child;
    refuse(std::string("it has no ") + local_name);
}

std::string_view algorithm(pugi::xml_node method) { return method.attribute("Algorithm").value(); }

/// The PrefixList of a c14n method or transform; nothing listed when there is none.
std::vector<std::string> prefix_list(pugi::xml_node method) {
    std::vector<std::string> prefixes;
    for (const pugi::xml_node child : method.children()) {
        if (!is_element(child, alg::exc_c14n, exc_c14n_inclusive_namespaces)) continue;
        for (const std::string_view part : split(child.attribute("PrefixList").value(), ' '))
            if (!part.empty()) prefixes.emplace_back(part);
    }
    return prefixes;
}

std::vector<std::string> canonicalization(pugi::xml_node method) {
    if (algorithm(method) != alg::exc_c14n)
        refuse("only exclusive c14n is written, not " + std::string(algorithm(method)));
    return prefix_list(method);
}

/// The PrefixList of the Reference's c14n transform; the transforms must be enveloped-signature, then exclusive c14n.
std::vector<std::string> reference_prefixes(pugi::xml_node reference) {
    std::vector<pugi::xml_node> transforms;
    for (const pugi::xml_node child : required(reference, ns::ds, "Transforms").children())
        if (is_element(child, ns::ds, "Transform")) transforms.push_back(child);
    if (transforms.size() != 2 || algorithm(transforms[0]) != alg::enveloped)
        refuse("its transforms are not enveloped-signature and exclusive c14n");
    return canonicalization(transforms[1]);
}

void require_reference_to(pugi::xml_node reference, pugi::xml_node signed_element) {
    const std::string_view id = signed_element.attribute("ID").value();
    if (id.empty() || reference.attribute("URI").value() != "#" + std::string(id))
        refuse("its Reference does not name its parent's ID");
}

crypto::Hash hash_of(std::optional<crypto::Hash> hash, pugi::xml_node method) {
    if (!hash) refuse("an algorithm that is not written: " + std::string(algorithm(method)));
    return *hash;
}

} // namespace

void sign_in_place(pugi::xml_node signature, const crypto::PrivateKey& key, const Base64Style& style) {
    const pugi::xml_node signed_element = signature.parent();
    const pugi::xml_node signed_info = required(signature, ns::ds, "SignedInfo");
    const pugi::xml_node signature_method = required(signed_info, ns::ds, "SignatureMethod");
    const pugi::xml_node reference = required(signed_info, ns::ds, "Reference");
    const pugi::xml_node digest_method = required(reference, ns::ds, "DigestMethod");
    require_reference_to(reference, signed_element);

    const auto digest_by = hash_of(digest_hash(algorithm(digest_method)), digest_method);
    const std::string digested = canonicalize(signed_element, reference_prefixes(reference), signature);
    const std::string digest_value = crypto::base64_encode(crypto::digest(digest_by, digested));
    required(reference, ns::ds, "DigestValue").text().set(digest_value.c_str());

    const auto sign_by = hash_of(signature_hash(algorithm(signature_method)), signature_method);
    const auto prefixes = canonicalization(required(signed_info, ns::ds, "CanonicalizationMethod"));
    const std::string value = crypto::base64_encode(key.sign(sign_by, canonicalize(signed_info, prefixes, {})));
    required(signature, ns::ds, "SignatureValue").text().set(styled(value, style).c_str());
}

} // namespace idpsim::xml
