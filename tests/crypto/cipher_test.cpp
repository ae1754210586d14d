#include "src/crypto/cipher.hpp"

#include "src/crypto/handles.hpp"

#include "src/core/result.hpp"

#include <gtest/gtest.h>

#include <set>

namespace idpsim::crypto {
namespace {

struct Known {
    BlockCipher cipher;
    const EVP_CIPHER* (*openssl)();
    std::size_t iv, block;
    bool gcm;
};
const Known all[] = {
    {BlockCipher::aes128_cbc, EVP_aes_128_cbc, 16, 16, false},
    {BlockCipher::aes192_cbc, EVP_aes_192_cbc, 16, 16, false},
    {BlockCipher::aes256_cbc, EVP_aes_256_cbc, 16, 16, false},
    {BlockCipher::triple_des_cbc, EVP_des_ede3_cbc, 8, 8, false},
    {BlockCipher::aes128_gcm, EVP_aes_128_gcm, 12, 1, true},
    {BlockCipher::aes192_gcm, EVP_aes_192_gcm, 12, 1, true},
    {BlockCipher::aes256_gcm, EVP_aes_256_gcm, 12, 1, true},
};

const unsigned char* octets(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// By OpenSSL directly; CBC's padding stays. "" when the tag is wrong.
std::string decrypted(const Known& known, const std::string& key, std::string sealed) {
    const CipherCtxHandle context(EVP_CIPHER_CTX_new());
    const std::string iv = sealed.substr(0, known.iv);
    std::string body = sealed.substr(known.iv, sealed.size() - known.iv - (known.gcm ? 16 : 0));
    std::string out(body.size() + 16, '\0');
    int written = 0, rest = 0;
    EVP_DecryptInit_ex(context.get(), known.openssl(), nullptr, octets(key), octets(iv));
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    if (known.gcm) EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, 16, sealed.data() + sealed.size() - 16);
    auto* to = reinterpret_cast<unsigned char*>(out.data());
    EVP_DecryptUpdate(context.get(), to, &written, octets(body), static_cast<int>(body.size()));
    if (EVP_DecryptFinal_ex(context.get(), to + written, &rest) != 1) return "";
    out.resize(static_cast<std::size_t>(written + rest));
    return out;
}

TEST(Cipher, LaysOutWhatXmlEncryptionAsksFor) {
    for (const Known& known : all) {
        const std::string key = random_octets(key_octets(known.cipher));
        for (const std::size_t size : {0u, 1u, 7u, 8u, 15u, 16u, 17u, 5000u}) {
            const std::string text(size, 't');
            const std::string open = decrypted(known, key, encrypt(known.cipher, key, text));
            if (known.gcm) {
                EXPECT_EQ(open, text);
                continue;
            }
            ASSERT_FALSE(open.empty());
            const auto padding = static_cast<std::size_t>(static_cast<unsigned char>(open.back()));
            EXPECT_GE(padding, 1u);
            EXPECT_LE(padding, known.block);
            EXPECT_EQ(open.substr(0, open.size() - padding), text);
        }
        EXPECT_EQ(is_authenticated(known.cipher), known.gcm);
    }
}

TEST(Cipher, DecryptsWhatItEncrypted) {
    for (const Known& known : all) {
        const std::string key = random_octets(key_octets(known.cipher));
        for (const std::string& text : {std::string(), std::string("a"), std::string(1000, 'x')})
            EXPECT_EQ(decrypt(known.cipher, key, encrypt(known.cipher, key, text)), text);
    }
}

TEST(Cipher, DecryptsNothingThatWasTamperedWith) {
    for (const Known& known : all) {
        const std::string key = random_octets(key_octets(known.cipher));
        const std::string sealed = encrypt(known.cipher, key, "text");
        EXPECT_FALSE(decrypt(known.cipher, key + "x", sealed));
        EXPECT_FALSE(decrypt(known.cipher, key, sealed.substr(0, known.iv)));
        EXPECT_FALSE(decrypt(known.cipher, key, ""));
        if (!known.gcm) {
            EXPECT_FALSE(decrypt(known.cipher, key, sealed.substr(0, sealed.size() - 1)));
            continue;
        }
        std::string bent = sealed;
        bent.back() ^= 1;
        EXPECT_FALSE(decrypt(known.cipher, key, bent));
        // Whoever believes short tags takes the first octets of the right one.
        const std::string cut = sealed.substr(0, sealed.size() - 12);
        EXPECT_FALSE(decrypt(known.cipher, key, cut));
        EXPECT_EQ(decrypt(known.cipher, key, cut, 4), "text");
        EXPECT_FALSE(decrypt(known.cipher, key, sealed, 17));
        EXPECT_FALSE(decrypt(known.cipher, key, sealed, 0));
    }
}

TEST(Cipher, NoTwoIvsAreEqual) {
    for (const Known& known : all) {
        const std::string key = random_octets(key_octets(known.cipher));
        std::set<std::string> ivs;
        for (int i = 0; i < 50; ++i) ivs.insert(encrypt(known.cipher, key, "text").substr(0, known.iv));
        EXPECT_EQ(ivs.size(), 50u);
    }
}

TEST(Cipher, AKeyOfAnotherLengthIsAFailure) {
    for (const Known& known : all)
        EXPECT_THROW(encrypt(known.cipher, std::string(key_octets(known.cipher) + 1, 'k'), "text"), Failure);
}

} // namespace
} // namespace idpsim::crypto
