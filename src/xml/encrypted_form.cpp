#include "src/xml/encrypted_form.hpp"

#include "src/xml/encryption_algorithms.hpp"

#include <algorithm>

namespace idpsim::xml {
namespace {

/// Each costs an RSA operation per key of ours.
constexpr std::size_t most_keys = 4;

Error malformed(const Element& where, std::string detail) {
    return Error{Fault::malformed, where.xpath(), std::move(detail)};
}
Error unsupported(const Element& where, std::string detail) {
    return Error{Fault::unsupported, where.xpath(), std::move(detail)};
}

/// The only child of that name.
Result<Element> only_child(const Element& parent, std::string_view ns_uri, std::string_view local_name) {
    const auto found = parent.children(ns_uri, local_name);
    if (found.size() == 1) return found.front();
    return malformed(parent, (found.empty() ? "it has no " : "it has more than one ") + std::string(local_name));
}

/// A CipherReference would have us fetch the ciphertext from elsewhere.
Result<std::string> cipher_octets(const Element& encrypted) {
    const auto data = only_child(encrypted, ns::xenc, "CipherData");
    if (!data) return data.error();
    if (data->child(ns::xenc, "CipherReference")) return unsupported(*data, "a CipherReference is not followed");
    const auto value = only_child(*data, ns::xenc, "CipherValue");
    if (!value) return value.error();
    const auto text = value->text();
    if (!text) return malformed(*value, text.error().detail);
    auto octets = crypto::base64_decode(*text);
    if (!octets || octets->empty()) return malformed(*value, "not a base64 value");
    return octets;
}

Result<Element> encryption_method(const Element& encrypted) {
    const auto method = only_child(encrypted, ns::xenc, "EncryptionMethod");
    if (!method) return method.error();
    if (!method->attribute("Algorithm")) return unsupported(*method, "no Algorithm");
    return method;
}

Result<crypto::Hash> hash_parameter(const Element& method, std::string_view ns_uri, std::string_view local_name,
                                    std::optional<crypto::Hash> (*meaning)(std::string_view)) {
    const auto parameter = method.child(ns_uri, local_name);
    if (!parameter) return crypto::Hash::sha1; // xmlenc-core 1.1 section 5.5.2
    const auto hash = meaning(parameter->attribute("Algorithm").value_or(""));
    if (!hash) return unsupported(*parameter, "this " + std::string(local_name) + " is not admitted");
    return *hash;
}

Result<std::string> oaep_label(const Element& method) {
    const auto params = method.child(ns::xenc, "OAEPparams");
    if (!params) return std::string();
    const auto text = params->text();
    if (!text) return malformed(*params, text.error().detail);
    auto label = crypto::base64_decode(*text);
    if (!label) return malformed(*params, "not a base64 value");
    return label;
}

Result<crypto::KeyTransport> read_transport(const Element& method, bool allow_rsa_1_5) {
    const std::string uri = method.attribute("Algorithm").value_or("");
    const auto scheme = transport_scheme(uri);
    if (!scheme) return unsupported(method, "this key transport is not admitted");
    crypto::KeyTransport out;
    out.scheme = *scheme;
    if (uri == alg::rsa_1_5) {
        if (!allow_rsa_1_5) return unsupported(method, "rsa-1_5 is not admitted");
        return out;
    }
    const auto digest = hash_parameter(method, ns::ds, "DigestMethod", oaep_hash);
    if (!digest) return digest.error();
    out.oaep_digest = *digest;
    if (uri == alg::rsa_oaep) { // rsa-oaep-mgf1p has SHA-1 in its name
        const auto mgf = hash_parameter(method, ns::xenc11, "MGF", mgf1_hash);
        if (!mgf) return mgf.error();
        out.mgf1_digest = *mgf;
    }
    auto label = oaep_label(method);
    if (!label) return label.error();
    out.oaep_label = std::move(*label);
    return out;
}

Result<WrappedKey> read_key(const Element& key, const DecryptPolicy& policy) {
    const auto method = encryption_method(key);
    if (!method) return method.error();
    auto transport = read_transport(*method, policy.allow_rsa_1_5);
    if (!transport) return transport.error();
    auto octets = cipher_octets(key);
    if (!octets) return octets.error();
    return WrappedKey{*method->attribute("Algorithm"), std::move(*transport), std::move(*octets)};
}

/// The EncryptedKeys of the container that a RetrievalMethod names; one outside of it is not sought.
Result<std::vector<Element>> retrieved(const Element& retrieval, const std::vector<Element>& siblings) {
    const std::string type = retrieval.attribute("Type").value_or(alg::xenc_encrypted_key);
    const std::string uri = retrieval.attribute("URI").value_or("");
    if (type != alg::xenc_encrypted_key)
        return unsupported(retrieval, "a RetrievalMethod for something else than a key");
    if (!retrieval.children().empty())
        return unsupported(retrieval, "transforms of a RetrievalMethod are not admitted");
    if (!uri.starts_with("#")) return unsupported(retrieval, "a RetrievalMethod out of the document is not followed");
    std::vector<Element> found;
    std::ranges::copy_if(siblings, std::back_inserter(found),
                         [&](const Element& key) { return key.attribute("Id") == uri.substr(1); });
    if (found.size() != 1)
        return malformed(retrieval, "its URI does not name exactly one EncryptedKey beside the EncryptedData");
    return found;
}

/// saml-core-2.0 section 2.2.4 and errata E43 leave both places open: inside KeyInfo, or beside the EncryptedData.
Result<std::vector<Element>> find_keys(const Element& container, const Element& data) {
    const std::vector<Element> siblings = container.children(ns::xenc, "EncryptedKey");
    const auto infos = data.children(ns::ds, "KeyInfo");
    if (infos.size() > 1) return malformed(data, "it has more than one KeyInfo");
    if (!infos.empty()) {
        auto inside = infos.front().children(ns::xenc, "EncryptedKey");
        if (!inside.empty()) return inside;
        if (const auto retrieval = infos.front().child(ns::ds, "RetrievalMethod"))
            return retrieved(*retrieval, siblings);
    }
    if (siblings.empty()) return Error{Fault::not_found, data.xpath(), "there is no EncryptedKey for it"};
    return siblings;
}

Result<Element> only_data(const Element& container) {
    const auto found = container.children(ns::xenc, "EncryptedData");
    if (found.empty()) return Error{Fault::not_found, container.xpath(), "it has no EncryptedData"};
    if (found.size() > 1) return malformed(container, "it has more than one EncryptedData");
    const auto type = found.front().attribute("Type");
    if (type && *type != alg::xenc_element)
        return unsupported(found.front(), "its Type is not Element (saml-core-2.0 section 2.2.4)");
    return found.front();
}

Result<std::vector<WrappedKey>> read_keys(const Element& container, const Element& data, const DecryptPolicy& policy) {
    const auto elements = find_keys(container, data);
    if (!elements) return elements.error();
    if (elements->size() > most_keys)
        return Error{Fault::too_large, data.xpath(), "more than " + std::to_string(most_keys) + " EncryptedKeys"};
    std::vector<WrappedKey> keys;
    for (const Element& element : *elements) {
        auto key = read_key(element, policy);
        if (!key) return key.error();
        keys.push_back(std::move(*key));
    }
    return keys;
}

} // namespace

Result<EncryptedForm> read_encrypted_form(const Element& container, const DecryptPolicy& policy) {
    const auto data = only_data(container);
    if (!data) return data.error();
    const auto method = encryption_method(*data);
    if (!method) return method.error();
    const auto cipher = block_cipher(*method->attribute("Algorithm"));
    if (!cipher) return unsupported(*method, "this block cipher is not admitted");
    if (!policy.allow_cbc && !crypto::is_authenticated(*cipher)) return unsupported(*method, "CBC is not admitted");
    const auto octets = cipher_octets(*data);
    if (!octets) return octets.error();
    auto keys = read_keys(container, *data, policy);
    if (!keys) return keys.error();
    return EncryptedForm{*data, *method->attribute("Algorithm"), *cipher, std::move(*keys)};
}

} // namespace idpsim::xml
