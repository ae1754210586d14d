#include "src/crypto/key_transport.hpp"

#include "src/crypto/cipher.hpp"
#include "src/crypto/openssl.hpp"

#include <openssl/rsa.h>

#include <cstdint>

namespace idpsim::crypto {
namespace {

constexpr std::size_t shortest_padding = 8; // RFC 8017 section 7.2.2

bool set_oaep(EVP_PKEY_CTX* context, const KeyTransport& transport) {
    if (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context, fetched(transport.oaep_digest)) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context, fetched(transport.mgf1_digest)) != 1)
        return false;
    if (transport.oaep_label.empty()) return true;
    void* const label = OPENSSL_memdup(transport.oaep_label.data(), transport.oaep_label.size());
    if (!label) return false;
    if (EVP_PKEY_CTX_set0_rsa_oaep_label(context, label, static_cast<int>(transport.oaep_label.size())) == 1)
        return true;
    OPENSSL_free(label);
    return false;
}

/// All octets of one RSA operation with `padding` already set, or "".
std::string decrypt_with(EVP_PKEY_CTX* context, std::string_view wrapped, std::size_t room) {
    std::string out(room, '\0');
    std::size_t size = out.size();
    if (EVP_PKEY_decrypt(context, octets_of(out), &size, octets_of(wrapped), wrapped.size()) != 1) {
        drain_errors();
        wipe(out);
        return out;
    }
    out.resize(size);
    return out;
}

PkeyCtxHandle decryption_context(const PrivateKey& key) {
    PkeyCtxHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.native(), nullptr));
    if (!context || EVP_PKEY_decrypt_init(context.get()) != 1) {
        drain_errors();
        return nullptr;
    }
    return context;
}

/// 0xff when `value` is zero, else 0.
std::uint8_t mask_if_zero(std::uint8_t value) {
    return static_cast<std::uint8_t>((static_cast<unsigned>(value) - 1u) >> 8);
}

/// `block` is what RSA gave, unpadded. Since the key's length is known, each octet's part is too: 00 02, non-zero
/// padding, 00, the key. The choice between it and `random` is by masks alone.
std::string choose_key(std::string_view block, std::string random) {
    const std::size_t separator = block.size() - random.size() - 1;
    const auto at = [block](std::size_t i) { return static_cast<std::uint8_t>(block[i]); };
    std::uint8_t wrong = at(0);
    wrong = static_cast<std::uint8_t>(wrong | (at(1) ^ 2u));
    for (std::size_t i = 2; i < separator; ++i) wrong = static_cast<std::uint8_t>(wrong | mask_if_zero(at(i)));
    wrong = static_cast<std::uint8_t>(wrong | at(separator));
    const std::uint8_t take = mask_if_zero(wrong);
    for (std::size_t i = 0; i < random.size(); ++i) {
        const auto drawn = static_cast<std::uint8_t>(random[i]);
        random[i] = static_cast<char>((at(separator + 1 + i) & take) | (drawn & static_cast<std::uint8_t>(~take)));
    }
    return random;
}

std::string unwrap_rsa_1_5(const PrivateKey& key, std::string_view wrapped, std::string random) {
    const auto modulus = static_cast<std::size_t>(EVP_PKEY_get_size(key.native()));
    const PkeyCtxHandle context = decryption_context(key);
    if (!context || EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1) return random;
    std::string block = decrypt_with(context.get(), wrapped, modulus);
    if (block.size() != modulus || modulus < random.size() + shortest_padding + 3) return random;
    std::string chosen = choose_key(block, std::move(random));
    wipe(block);
    return chosen;
}

std::string unwrap_oaep(const KeyTransport& transport, const PrivateKey& key, std::string_view wrapped,
                        std::string random) {
    const PkeyCtxHandle context = decryption_context(key);
    if (!context || !set_oaep(context.get(), transport)) {
        drain_errors();
        return random;
    }
    std::string content_key =
        decrypt_with(context.get(), wrapped, static_cast<std::size_t>(EVP_PKEY_get_size(key.native())));
    return content_key.size() == random.size() ? content_key : random;
}

} // namespace

std::string wrap_key(const KeyTransport& transport, const PublicKey& recipient, std::string_view content_key) {
    if (!recipient.is_rsa())
        throw Failure(Error{Fault::unsupported, "key transport", "the recipient's key is not RSA"});
    const PkeyCtxHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, recipient.native(), nullptr));
    const bool is_oaep = transport.scheme == KeyTransport::Scheme::rsa_oaep;
    if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
        (is_oaep ? !set_oaep(context.get(), transport)
                 : EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1))
        openssl_failure("the key transport could not be set up");
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(recipient.native()));
    std::string out(size, '\0');
    if (EVP_PKEY_encrypt(context.get(), octets_of(out), &size, octets_of(content_key), content_key.size()) != 1)
        openssl_failure("the content key could not be encrypted to the recipient");
    out.resize(size);
    return out;
}

std::string unwrap_key(const KeyTransport& transport, const PrivateKey& key, std::string_view wrapped,
                       std::size_t octets) {
    std::string random = random_octets(octets);
    if (!key || !key.public_key().is_rsa()) return random;
    if (transport.scheme == KeyTransport::Scheme::rsa_1_5) return unwrap_rsa_1_5(key, wrapped, std::move(random));
    return unwrap_oaep(transport, key, wrapped, std::move(random));
}

} // namespace idpsim::crypto
