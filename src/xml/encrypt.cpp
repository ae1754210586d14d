#include "src/xml/encrypt.hpp"

#include "src/xml/encryption_algorithms.hpp"
#include "src/xml/written_names.hpp"

#include <string>
#include <vector>

namespace idpsim::xml {
namespace {

[[noreturn]] void refuse(std::string what) {
    throw Failure(Error{Fault::invalid, "xenc:EncryptedData to be filled in", std::move(what)});
}

void collect(pugi::xml_node below, const char* local_name, std::vector<pugi::xml_node>& out) {
    for (const pugi::xml_node child : below.children()) {
        if (is_element(child, ns::xenc, local_name)) out.push_back(child);
        collect(child, local_name, out);
    }
}

pugi::xml_node only_below(pugi::xml_node container, const char* local_name) {
    std::vector<pugi::xml_node> found;
    collect(container, local_name, found);
    if (found.size() != 1) refuse("it holds " + std::to_string(found.size()) + " " + local_name + " elements, not one");
    return found.front();
}

pugi::xml_node child_of(pugi::xml_node parent, std::string_view ns_uri, const char* local_name) {
    for (const pugi::xml_node child : parent.children())
        if (is_element(child, ns_uri, local_name)) return child;
    return {};
}

pugi::xml_node required(pugi::xml_node parent, const char* local_name) {
    if (const pugi::xml_node found = child_of(parent, ns::xenc, local_name)) return found;
    refuse(std::string(parent.name()) + " has no " + local_name);
}

std::string_view algorithm(pugi::xml_node method) { return method.attribute("Algorithm").value(); }

[[noreturn]] void refuse_algorithm(pugi::xml_node method) {
    refuse("an algorithm that is not written: " + std::string(algorithm(method)));
}

crypto::KeyTransport transport_of(pugi::xml_node method) {
    const auto scheme = transport_scheme(algorithm(method));
    if (!scheme) refuse_algorithm(method);
    crypto::KeyTransport out;
    out.scheme = *scheme;
    if (const auto digest = child_of(method, ns::ds, "DigestMethod")) {
        const auto hash = oaep_hash(algorithm(digest));
        if (!hash) refuse_algorithm(digest);
        out.oaep_digest = *hash;
    }
    const auto mgf = child_of(method, ns::xenc11, "MGF");
    if (mgf && algorithm(method) == alg::rsa_oaep) {
        const auto hash = mgf1_hash(algorithm(mgf));
        if (!hash) refuse_algorithm(mgf);
        out.mgf1_digest = *hash;
    }
    return out;
}

void fill_in(pugi::xml_node encrypted, std::string_view octets, const Base64Style& style) {
    const pugi::xml_node value = required(required(encrypted, "CipherData"), "CipherValue");
    value.text().set(styled(crypto::base64_encode(octets), style).c_str());
}

} // namespace

void encrypt_in_place(pugi::xml_node container, std::string_view plaintext, const crypto::PublicKey& recipient,
                      const Base64Style& style) {
    const pugi::xml_node data = only_below(container, "EncryptedData");
    const pugi::xml_node key = only_below(container, "EncryptedKey");
    const pugi::xml_node method = required(data, "EncryptionMethod");
    const auto cipher = block_cipher(algorithm(method));
    if (!cipher) refuse_algorithm(method);
    const crypto::KeyTransport transport = transport_of(required(key, "EncryptionMethod"));
    std::string content_key = crypto::random_octets(crypto::key_octets(*cipher));
    fill_in(data, crypto::encrypt(*cipher, content_key, plaintext), style);
    fill_in(key, crypto::wrap_key(transport, recipient, content_key), style);
    crypto::wipe(content_key);
}

} // namespace idpsim::xml
