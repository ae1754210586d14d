#include "src/crypto/key.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace idpsim::crypto {
namespace {

const PrivateKey& key() {
    static const PrivateKey made = PrivateKey::generate_rsa(2048);
    return made;
}

TEST(Key, SignsWithEveryHash) {
    for (const Hash hash : {Hash::sha1, Hash::sha256, Hash::sha384, Hash::sha512}) {
        const std::string signature = key().sign(hash, "a message");
        EXPECT_EQ(signature.size(), 256u);
        EXPECT_TRUE(key().public_key().verify(hash, "a message", signature));
        EXPECT_FALSE(key().public_key().verify(hash, "another message", signature));
        EXPECT_EQ(signature, key().sign(hash, "a message")) << "PKCS#1 v1.5 is deterministic";
    }
    EXPECT_FALSE(key().public_key().verify(Hash::sha512, "m", key().sign(Hash::sha256, "m")));
}

TEST(Key, ManyKeysTakeTurnsOnOneThread) {
    std::vector<PrivateKey> keys;
    for (int i = 0; i < 12; ++i) keys.push_back(PrivateKey::generate_rsa(1024));
    for (int round = 0; round < 3; ++round)
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const std::string signature = keys[i].sign(Hash::sha256, "m");
            EXPECT_TRUE(keys[i].public_key().verify(Hash::sha256, "m", signature));
            EXPECT_FALSE(keys[(i + 1) % keys.size()].public_key().verify(Hash::sha256, "m", signature));
        }
}

TEST(Key, OneKeyServesSeveralThreads) {
    const std::string expected = key().sign(Hash::sha256, "m");
    std::vector<std::string> made(4);
    std::vector<std::thread> threads;
    for (std::string& slot : made)
        threads.emplace_back([&slot] {
            for (int i = 0; i < 20; ++i) slot = key().sign(Hash::sha256, "m");
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& signature : made) EXPECT_EQ(signature, expected);
}

TEST(Key, PemComesBackAndIsPkcs8) {
    const std::string pem = key().to_pem();
    EXPECT_EQ(pem.rfind("-----BEGIN PRIVATE KEY-----\n", 0), 0u);
    const auto read = PrivateKey::from_pem(pem);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->public_key().rsa_modulus(), key().public_key().rsa_modulus());
}

TEST(Key, UnreadablePemIsMalformedAndNeverAsksForAPassphrase) {
    constexpr char encrypted[] = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                                 "DEK-Info: AES-128-CBC,00000000000000000000000000000000\n\nAAAA\n"
                                 "-----END RSA PRIVATE KEY-----\n";
    for (const std::string& bad :
         {std::string(), std::string("garbage"), key().to_pem().substr(0, 400), std::string(encrypted)}) {
        const auto read = PrivateKey::from_pem(bad);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().fault, Fault::malformed);
    }
    EXPECT_EQ(PrivateKey::from_pem(std::string(1u << 20, 'x')).error().fault, Fault::too_large);
}

TEST(Key, ModulusAndExponentHaveNoLeadingZeros) {
    EXPECT_EQ(key().public_key().rsa_modulus().size(), 256u);
    EXPECT_NE(key().public_key().rsa_modulus()[0], '\0');
    EXPECT_EQ(key().public_key().rsa_exponent(), std::string("\x01\x00\x01", 3));
    EXPECT_EQ(key().bits(), 2048);
    EXPECT_TRUE(key().public_key().is_rsa());
}

TEST(Key, NoKeyIsHarmless) {
    EXPECT_EQ(PublicKey().bits(), 0);
    EXPECT_FALSE(PublicKey().is_rsa());
    EXPECT_FALSE(PublicKey().verify(Hash::sha256, "m", "s"));
    EXPECT_TRUE(PublicKey().rsa_modulus().empty());
    EXPECT_THROW(PrivateKey().sign(Hash::sha256, "m"), Failure);
    EXPECT_THROW(PrivateKey::generate_rsa(17), Failure);
}

TEST(Key, SigningIsCounted) {
    key(); // made by now, however the tests are run
    const SigningStats before = signing_stats();
    key().sign(Hash::sha256, "m");
    PrivateKey::generate_rsa(1024);
    const SigningStats after = signing_stats();
    EXPECT_EQ(after.signatures, before.signatures + 1);
    EXPECT_EQ(after.keys_made, before.keys_made + 1);
    EXPECT_GT(after.sign_ns, before.sign_ns);
    EXPECT_GT(after.keygen_ns, before.keygen_ns);
}

} // namespace
} // namespace idpsim::crypto
