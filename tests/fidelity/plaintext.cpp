#include "tests/fidelity/plaintext.hpp"

#include "src/crypto/digest.hpp"
#include "src/xml/encrypted_form.hpp"
#include "src/xml/namespaces.hpp"

#include <openssl/evp.h>

#include <memory>

namespace idpsim::fidelity {
namespace {

const EVP_CIPHER* openssl_name(crypto::BlockCipher cipher) {
    switch (cipher) {
    case crypto::BlockCipher::aes128_cbc:
        return EVP_aes_128_cbc();
    case crypto::BlockCipher::aes192_cbc:
        return EVP_aes_192_cbc();
    case crypto::BlockCipher::aes256_cbc:
        return EVP_aes_256_cbc();
    case crypto::BlockCipher::triple_des_cbc:
        return EVP_des_ede3_cbc();
    case crypto::BlockCipher::aes128_gcm:
        return EVP_aes_128_gcm();
    case crypto::BlockCipher::aes192_gcm:
        return EVP_aes_192_gcm();
    case crypto::BlockCipher::aes256_gcm:
        return EVP_aes_256_gcm();
    }
    return nullptr;
}

const unsigned char* octets(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// IV, ciphertext and a tag with GCM (xmlenc-core 1.1 section 5.2).
std::string open(crypto::BlockCipher cipher, const std::string& key, const std::string& sealed) {
    const EVP_CIPHER* const name = openssl_name(cipher);
    const auto iv = static_cast<std::size_t>(EVP_CIPHER_get_iv_length(name));
    const std::size_t tag = crypto::is_authenticated(cipher) ? 16 : 0;
    if (sealed.size() <= iv + tag) throw Failure(Error{Fault::malformed, "CipherValue", "it is too short"});
    const std::string body = sealed.substr(iv, sealed.size() - iv - tag);
    std::string out(body.size() + 32, '\0');
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  EVP_CIPHER_CTX_free);
    int written = 0;
    if (!context || EVP_DecryptInit_ex(context.get(), name, nullptr, octets(key), octets(sealed)) != 1 ||
        EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
        EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &written, octets(body),
                          static_cast<int>(body.size())) != 1)
        throw Failure(Error{Fault::refused, "CipherValue", "it cannot be decrypted"});
    out.resize(static_cast<std::size_t>(written));
    // CBC's padding tells its own length in its last octet.
    const std::size_t padding = tag || out.empty() ? 0 : static_cast<unsigned char>(out.back());
    if (padding > out.size()) throw Failure(Error{Fault::refused, "CipherValue", "it cannot be decrypted"});
    out.resize(out.size() - padding);
    return out;
}

} // namespace

std::string plaintext_of(const xml::Element& container, const crypto::PrivateKey& key) {
    xml::DecryptPolicy policy;
    policy.keys = {key};
    const xml::EncryptedForm form = xml::read_encrypted_form(container, policy).value();
    const xml::WrappedKey& wrapped = form.keys.front();
    const std::string content_key =
        crypto::unwrap_key(wrapped.transport, key, wrapped.octets, crypto::key_octets(form.cipher));
    const auto data = form.data.child(ns::xenc, "CipherData");
    const auto value = data ? data->child(ns::xenc, "CipherValue") : std::nullopt;
    if (!value) throw Failure(Error{Fault::malformed, form.data.xpath(), "there is no CipherValue"});
    return open(form.cipher, content_key, crypto::base64_decode(value->text().value()).value());
}

} // namespace idpsim::fidelity
