#include "src/crypto/cipher.hpp"

#include "src/crypto/openssl.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>

namespace idpsim::crypto {
namespace {

constexpr std::size_t gcm_tag_octets = 16; // xmlenc-core 1.1 section 5.2.4

struct CipherFacts {
    const char* openssl_name;
    std::size_t key, iv, block;
    bool gcm;
};
/// In the order of BlockCipher.
constexpr std::array facts_of_ciphers{
    CipherFacts{"AES-128-CBC", 16, 16, 16, false}, CipherFacts{"AES-192-CBC", 24, 16, 16, false},
    CipherFacts{"AES-256-CBC", 32, 16, 16, false}, CipherFacts{"DES-EDE3-CBC", 24, 8, 8, false},
    CipherFacts{"AES-128-GCM", 16, 12, 1, true},   CipherFacts{"AES-192-GCM", 24, 12, 1, true},
    CipherFacts{"AES-256-GCM", 32, 12, 1, true},
};

const CipherFacts& facts(BlockCipher cipher) { return facts_of_ciphers[static_cast<std::size_t>(cipher)]; }

/// The last octet counts the padding, the others are random (xmlenc-core 1.1 section 5.2.1): not PKCS#7.
std::string padded(std::string_view plaintext, std::size_t block) {
    const std::size_t count = block - plaintext.size() % block;
    std::string out(plaintext);
    out += random_octets(count - 1);
    out += static_cast<char>(count);
    return out;
}

void require(bool done, const char* what) {
    if (!done) openssl_failure(what);
}

} // namespace

std::size_t key_octets(BlockCipher cipher) { return facts(cipher).key; }

bool is_authenticated(BlockCipher cipher) { return facts(cipher).gcm; }

std::string encrypt(BlockCipher cipher, std::string_view key, std::string_view plaintext) {
    const CipherFacts& fact = facts(cipher);
    if (key.size() != fact.key)
        throw Failure(
            Error{Fault::invalid, "content key", "its length does not fit " + std::string(fact.openssl_name)});
    const CipherHandle implementation(EVP_CIPHER_fetch(nullptr, fact.openssl_name, nullptr));
    const CipherCtxHandle context(EVP_CIPHER_CTX_new());
    std::string out = random_octets(fact.iv);
    std::string input = fact.gcm ? std::string(plaintext) : padded(plaintext, fact.block);
    require(implementation && context &&
                EVP_EncryptInit_ex2(context.get(), implementation.get(), octets_of(key), octets_of(out), nullptr) ==
                    1 &&
                EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1,
            "the cipher could not be set up");
    out.resize(fact.iv + input.size() + (fact.gcm ? gcm_tag_octets : 0));
    unsigned char* to = octets_of(out) + fact.iv;
    int written = 0, rest = 0;
    const bool done =
        EVP_EncryptUpdate(context.get(), to, &written, octets_of(input), static_cast<int>(input.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), to + written, &rest) == 1;
    wipe(input);
    require(done, "the cipher could not encrypt");
    if (fact.gcm)
        require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, gcm_tag_octets, to + written + rest) == 1,
                "the cipher gave no tag");
    return out;
}

std::optional<std::string> decrypt(BlockCipher cipher, std::string_view key, std::string_view sealed, std::size_t tag_octets) {
    const CipherFacts& fact = facts(cipher);
    const std::size_t tag = fact.gcm ? tag_octets : 0;
    if (key.size() != fact.key || tag > gcm_tag_octets || (fact.gcm && tag == 0) || sealed.size() < fact.iv + tag) return std::nullopt;
    const std::string_view body = sealed.substr(fact.iv, sealed.size() - fact.iv - tag);
    if (!fact.gcm && (body.empty() || body.size() % fact.block != 0)) return std::nullopt;
    const CipherHandle implementation(EVP_CIPHER_fetch(nullptr, fact.openssl_name, nullptr));
    const CipherCtxHandle context(EVP_CIPHER_CTX_new());
    require(implementation && context &&
                EVP_DecryptInit_ex2(context.get(), implementation.get(), octets_of(key), octets_of(sealed), nullptr) == 1 &&
                EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1,
            "the cipher could not be set up");
    std::string expected(sealed.substr(sealed.size() - tag)), out(body.size(), '\0');
    if (tag) require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag), expected.data()) == 1, "no tag could be set");
    int written = 0, rest = 0;
    const bool done =
        EVP_DecryptUpdate(context.get(), octets_of(out), &written, octets_of(body), static_cast<int>(body.size())) == 1 &&
        EVP_DecryptFinal_ex(context.get(), octets_of(out) + written, &rest) == 1;
    drain_errors();
    if (!done) return std::nullopt;
    if (fact.gcm) return out;
    const std::size_t padding = static_cast<unsigned char>(out.back());
    if (padding == 0 || padding > fact.block) return std::nullopt;
    out.resize(out.size() - padding);
    return out;
}

std::string random_octets(std::size_t count) {
    std::string out(count, '\0');
    require(RAND_priv_bytes(octets_of(out), static_cast<int>(count)) == 1, "no random octets");
    return out;
}

void wipe(std::string& secret) {
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

} // namespace idpsim::crypto
