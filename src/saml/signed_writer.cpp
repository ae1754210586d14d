#include "src/core/result.hpp"
#include "src/saml/writer.hpp"
#include "src/saml/writing.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/sign.hpp"
#include "src/xml/written_names.hpp"

namespace idpsim::saml {
namespace {

/// Behind a message's Issuer (saml-core-2.0 section 3.2.1), else first (saml-metadata-2.0 section 2.3.2).
pugi::xml_node add_signature_element(pugi::xml_node root) {
    for (const pugi::xml_node child : root.children())
        if (xml::is_element(child, ns::saml, "Issuer")) return root.insert_child_after("ds:Signature", child);
    return root.prepend_child("ds:Signature");
}

void put_algorithm(pugi::xml_node parent, const char* name, const char* uri) {
    put(parent.append_child(name), "Algorithm", std::string(uri));
}

void write_signed_info(pugi::xml_node signature, const std::string& id, const xml::HashAlgorithm& algorithm) {
    pugi::xml_node info = signature.append_child("ds:SignedInfo");
    put_algorithm(info, "ds:CanonicalizationMethod", alg::exc_c14n);
    put_algorithm(info, "ds:SignatureMethod", algorithm.signature_method);
    pugi::xml_node reference = info.append_child("ds:Reference");
    put(reference, "URI", "#" + id);
    pugi::xml_node transforms = reference.append_child("ds:Transforms");
    put_algorithm(transforms, "ds:Transform", alg::enveloped);
    put_algorithm(transforms, "ds:Transform", alg::exc_c14n);
    put_algorithm(reference, "ds:DigestMethod", algorithm.digest_method);
    reference.append_child("ds:DigestValue");
}

} // namespace

std::string write_signed(const std::string& document, const crypto::PrivateKey& key, crypto::Hash hash,
                         std::string_view certificate) {
    pugi::xml_document tree;
    // White space between elements is part of what is signed.
    const auto loaded = tree.load_buffer(document.data(), document.size(), pugi::parse_default | pugi::parse_ws_pcdata,
                                         pugi::encoding_utf8);
    const pugi::xml_node root = tree.document_element();
    if (!loaded || !root) throw Failure({Fault::malformed, "document to be signed", loaded.description()});
    pugi::xml_node signature = add_signature_element(root);
    put(signature, "xmlns:ds", std::string(ns::ds));
    write_signed_info(signature, root.attribute("ID").value(), xml::algorithm_of(hash));
    signature.append_child("ds:SignatureValue");
    if (!certificate.empty())
        put_text(signature.append_child("ds:KeyInfo").append_child("ds:X509Data"), "ds:X509Certificate",
                 std::string(certificate));
    xml::sign_in_place(signature, key);
    return printed(tree, -1);
}

} // namespace idpsim::saml
