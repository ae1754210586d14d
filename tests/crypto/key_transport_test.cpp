#include "src/crypto/key_transport.hpp"

#include "src/crypto/cipher.hpp"
#include "src/crypto/handles.hpp"

#include <gtest/gtest.h>
#include <openssl/rsa.h>

namespace idpsim::crypto {
namespace {

using Scheme = KeyTransport::Scheme;

const PrivateKey& key() {
    static const PrivateKey made = PrivateKey::generate_rsa(2048);
    return made;
}

const KeyTransport rsa_1_5{Scheme::rsa_1_5, {}, {}, {}};
const KeyTransport oaep{Scheme::rsa_oaep, Hash::sha1, Hash::sha1, {}};

/// RSA without padding, for blocks that no honest sender makes.
std::string encrypt_raw(const std::string& block) {
    const PkeyCtxHandle context(EVP_PKEY_CTX_new(key().native(), nullptr));
    std::string out(256, '\0');
    std::size_t size = out.size();
    EXPECT_EQ(EVP_PKEY_encrypt_init(context.get()), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING), 1);
    EXPECT_EQ(EVP_PKEY_encrypt(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                               reinterpret_cast<const unsigned char*>(block.data()), block.size()),
              1);
    return out;
}

/// 00 02, `fill` up to the key, 00, the key.
std::string block(const std::string& content_key, char fill = 'p') {
    return std::string("\0\2", 2) + std::string(256 - 3 - content_key.size(), fill) + std::string(1, '\0') +
           content_key;
}

TEST(KeyTransport, EverySchemeGivesTheKeyBack) {
    for (const std::size_t octets : {16u, 24u, 32u}) {
        const std::string content_key = random_octets(octets);
        EXPECT_EQ(unwrap_key(rsa_1_5, key(), wrap_key(rsa_1_5, key().public_key(), content_key), octets), content_key);
        for (const Hash digest : {Hash::sha1, Hash::sha256, Hash::sha384, Hash::sha512})
            for (const Hash mgf : {Hash::sha1, Hash::sha256, Hash::sha384, Hash::sha512})
                for (const char* label : {"", "a label"}) {
                    const KeyTransport transport{Scheme::rsa_oaep, digest, mgf, label};
                    const std::string wrapped = wrap_key(transport, key().public_key(), content_key);
                    EXPECT_EQ(unwrap_key(transport, key(), wrapped, octets), content_key);
                }
    }
}

TEST(KeyTransport, WrappingTwiceGivesTwoTexts) {
    const std::string content_key(16, 'k');
    EXPECT_NE(wrap_key(rsa_1_5, key().public_key(), content_key), wrap_key(rsa_1_5, key().public_key(), content_key));
    EXPECT_NE(wrap_key(oaep, key().public_key(), content_key), wrap_key(oaep, key().public_key(), content_key));
}

TEST(KeyTransport, AnotherSchemeOrParameterGivesARandomKey) {
    const std::string content_key(32, 'k');
    const std::string wrapped = wrap_key(oaep, key().public_key(), content_key);
    const KeyTransport others[] = {rsa_1_5,
                                   {Scheme::rsa_oaep, Hash::sha256, Hash::sha1, {}},
                                   {Scheme::rsa_oaep, Hash::sha1, Hash::sha256, {}},
                                   {Scheme::rsa_oaep, Hash::sha1, Hash::sha1, "label"}};
    for (const KeyTransport& other : others) {
        const std::string one = unwrap_key(other, key(), wrapped, 32);
        EXPECT_EQ(one.size(), 32u);
        EXPECT_NE(one, content_key);
        EXPECT_NE(one, unwrap_key(other, key(), wrapped, 32)) << "drawn anew each time";
    }
}

TEST(KeyTransport, Rsa15TakesOnlyABlockOfExactlyThisForm) {
    const std::string content_key(16, 'k');
    ASSERT_EQ(unwrap_key(rsa_1_5, key(), encrypt_raw(block(content_key)), 16), content_key);

    std::string wrong_type = block(content_key), zero_in_padding = block(content_key),
                no_separator = block(content_key);
    wrong_type[1] = 1;
    zero_in_padding[100] = 0;
    no_separator[256 - 17] = 'x';
    const std::string longer = block(content_key + "k"), shorter = block(content_key.substr(1));
    for (const std::string& bad :
         {wrong_type, zero_in_padding, no_separator, longer, shorter, std::string(255, '\0') + "k"}) {
        const std::string got = unwrap_key(rsa_1_5, key(), encrypt_raw(bad), 16);
        EXPECT_EQ(got.size(), 16u);
        EXPECT_NE(got, content_key);
        EXPECT_NE(got, unwrap_key(rsa_1_5, key(), encrypt_raw(bad), 16));
    }
}

TEST(KeyTransport, NoiseGivesARandomKey) {
    for (const KeyTransport& transport : {rsa_1_5, oaep})
        for (const std::string& noise : {std::string(), std::string("short"), std::string(255, 'x'),
                                         std::string(256, '\xff'), std::string(256, '\0'), std::string(1000, 'x')}) {
            EXPECT_EQ(unwrap_key(transport, key(), noise, 24).size(), 24u);
            EXPECT_EQ(unwrap_key(transport, PrivateKey(), noise, 24).size(), 24u);
        }
}

TEST(KeyTransport, AKeyTooShortForTheContentKeyIsAFailure) {
    const PrivateKey tiny = PrivateKey::generate_rsa(512);
    const KeyTransport wide{Scheme::rsa_oaep, Hash::sha512, Hash::sha512, {}};
    EXPECT_THROW(wrap_key(wide, tiny.public_key(), std::string(32, 'k')), Failure);
    EXPECT_THROW(wrap_key(oaep, PublicKey(), std::string(32, 'k')), Failure);
    EXPECT_EQ(unwrap_key(rsa_1_5, tiny, std::string(64, 'x'), 60).size(), 60u);
}

} // namespace
} // namespace idpsim::crypto
