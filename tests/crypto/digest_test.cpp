#include "src/crypto/digest.hpp"

#include "src/core/random.hpp"

#include <gtest/gtest.h>

namespace idpsim::crypto {
namespace {

TEST(Digest, KnownAnswersOfFips180) {
    EXPECT_EQ(to_hex(digest(Hash::sha1, "abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(to_hex(digest(Hash::sha256, "abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(digest(Hash::sha256, "")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(digest(Hash::sha384, "abc")).substr(0, 16), "cb00753f45a35e8b");
    EXPECT_EQ(to_hex(digest(Hash::sha512, "abc")).substr(0, 16), "ddaf35a193617aba");
    EXPECT_EQ(digest(Hash::sha384, "abc").size(), 48u);
    EXPECT_EQ(digest(Hash::sha512, "abc").size(), 64u);
}

TEST(Secrets, AreEqualOctetForOctet) {
    EXPECT_TRUE(same_secret("", ""));
    EXPECT_TRUE(same_secret("correct horse", "correct horse"));
    EXPECT_FALSE(same_secret("correct horse", "correct horsE"));
    EXPECT_FALSE(same_secret("correct horse", "correct"));
}

TEST(Base64, Rfc4648Section10) {
    const std::pair<const char*, const char*> known[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : known) {
        EXPECT_EQ(base64_encode(plain), encoded);
        EXPECT_EQ(base64_decode(encoded).value(), plain);
    }
}

TEST(Base64, EveryLengthComesBack) {
    Random random(1, "base64");
    for (std::size_t size = 0; size < 300; ++size) {
        std::string octets;
        for (std::size_t i = 0; i < size; ++i) octets += static_cast<char>(random.below(256));
        EXPECT_EQ(base64_decode(base64_encode(octets)).value(), octets);
    }
}

// RFC 4231, test cases 2 and 1; and an empty key.
TEST(Hmac, IsThatOfTheStandard) {
    EXPECT_EQ(to_hex(hmac(Hash::sha256, "Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac(Hash::sha256, std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(to_hex(hmac(Hash::sha256, "", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Base64, WhiteSpaceIsSkippedAnywhere) { EXPECT_EQ(base64_decode(" Zm\r\n9v\tYm\nE = ").value(), "fooba"); }

TEST(Base64, StrictAboutEverythingElse) {
    for (const char* bad : {"Zg", "Zg=", "Zg===", "Z", "Zm9v=", "Zm9v====", "Zg==Zg==", "Zm8=x", "Zm-_", "Zm\v9v", "=",
                            "====", "Zh==", "Zm9=", "Zm9v\x80", "Z=g="}) {
        const auto read = base64_decode(bad);
        ASSERT_FALSE(read) << bad;
        EXPECT_EQ(read.error().fault, Fault::malformed);
    }
    EXPECT_FALSE(base64_decode(std::string_view("Zm9v\0", 5)));
}

TEST(Base64, UrlAlphabetWithoutPadding) {
    EXPECT_EQ(base64url_encode("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(base64url_encode("f"), "Zg");
    EXPECT_EQ(base64url_encode(""), "");
}

} // namespace
} // namespace idpsim::crypto
