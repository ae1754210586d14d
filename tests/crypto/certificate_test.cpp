#include "src/crypto/certificate.hpp"

#include "src/core/text.hpp"

#include <gtest/gtest.h>

namespace idpsim::crypto {
namespace {

using namespace std::chrono_literals;

const PrivateKey& key() {
    static const PrivateKey made = PrivateKey::generate_rsa(2048);
    return made;
}

CertificateSpec plain() {
    CertificateSpec spec;
    spec.subject = {{"C", "US"}, {"O", "Example, Inc."}, {"CN", "dev-1"}, {"emailAddress", "info@example.test"}};
    spec.not_before = std::chrono::sys_days(2024y / 2 / 29) + 1h + 2min + 3s;
    spec.not_after = std::chrono::sys_days(2051y / 1 / 1);
    spec.serial = std::string("\x01\x8f\x00\xaa\xbb\xcc", 6);
    return spec;
}

std::string hex_of(const Certificate& certificate) { return to_hex(certificate.der()); }

bool holds(const Certificate& certificate, std::string_view hex) {
    return hex_of(certificate).find(hex) != std::string::npos;
}

TEST(Certificate, SaysWhatItsSpecSays) {
    const Certificate made = Certificate::self_signed(key(), plain());
    EXPECT_EQ(made.subject(), "emailAddress=info@example.test,CN=dev-1,O=Example\\, Inc.,C=US");
    EXPECT_EQ(made.not_before(), plain().not_before);
    EXPECT_EQ(made.not_after(), plain().not_after);
    EXPECT_EQ(made.public_key().rsa_modulus(), key().public_key().rsa_modulus());
    EXPECT_TRUE(holds(made, "a003020102"
                            "0206018f00aabbcc"))
        << "version 3, then the serial's own octets";
    EXPECT_FALSE(holds(made, "0603551d")) << "no extensions of arc 2.5.29";
}

TEST(Certificate, StringTypesFollowTheAttributeAndTheHabit) {
    const std::string country = to_hex("US"), name = to_hex("dev-1"), mail = to_hex("info@example.test");
    const Certificate utf8 = Certificate::self_signed(key(), plain());
    EXPECT_TRUE(holds(utf8, "1302" + country));
    EXPECT_TRUE(holds(utf8, "0c05" + name));
    EXPECT_TRUE(holds(utf8, "1611" + mail));
    CertificateSpec spec = plain();
    spec.printable_strings = true;
    spec.subject.emplace_back("OU", "Zürich");
    const Certificate printable = Certificate::self_signed(key(), spec);
    EXPECT_TRUE(holds(printable, "1305" + name));
    EXPECT_TRUE(holds(printable, "1611" + mail));
    EXPECT_TRUE(holds(printable, "0c07" + to_hex("Zürich")));
    EXPECT_NE(printable.subject().find("OU=Zürich"), std::string::npos);
}

TEST(Certificate, NamesKeepTheirOrderAndUnusualLengths) {
    CertificateSpec spec = plain();
    spec.subject = {{"CN", "b"}, {"O", "a"}, {"C", "USA"}, {"CN", ""}};
    EXPECT_EQ(Certificate::self_signed(key(), spec).subject(), "CN=,C=USA,O=a,CN=b");
}

TEST(Certificate, CaFalseExtensionsAndAlternativeNames) {
    CertificateSpec spec = plain();
    spec.ca_false_extensions = true;
    spec.dns_names = {"sp.example.test", "127.0.0.1", "::1", "a,DNS:b"};
    const Certificate made = Certificate::self_signed(key(), spec);
    EXPECT_TRUE(holds(made, "0603551d130101ff04023000")) << "basicConstraints, critical, CA:FALSE";
    EXPECT_TRUE(holds(made, "0603551d0f0101ff040403020780")) << "keyUsage, critical, digitalSignature";
    EXPECT_TRUE(holds(made, "0603551d0e0416")) << "subjectKeyIdentifier";
    EXPECT_TRUE(holds(made, "0603551d23")) << "authorityKeyIdentifier";
    EXPECT_TRUE(holds(made, "820f" + to_hex("sp.example.test")));
    EXPECT_TRUE(holds(made, "87047f000001"));
    EXPECT_TRUE(holds(made, "871000000000000000000000000000000001"));
    EXPECT_TRUE(holds(made, "8207" + to_hex("a,DNS:b"))) << "one name, not two";
}

TEST(Certificate, SerialsOfOneToTwentyOctets) {
    CertificateSpec spec = plain();
    spec.serial = std::string(20, '\xff');
    EXPECT_TRUE(holds(Certificate::self_signed(key(), spec), "021500" + to_hex(spec.serial)));
    spec.serial = "";
    EXPECT_THROW(Certificate::self_signed(key(), spec), Failure);
    spec.serial = std::string(21, '\x01');
    EXPECT_THROW(Certificate::self_signed(key(), spec), Failure);
}

TEST(Certificate, UnknownNameAttributeIsAFailureThatNamesIt) {
    CertificateSpec spec = plain();
    spec.subject = {{"Colour", "red"}};
    try {
        Certificate::self_signed(key(), spec);
        FAIL() << "no Failure";
    } catch (const Failure& failure) {
        EXPECT_NE(std::string(failure.what()).find("Colour"), std::string::npos);
    }
}

TEST(Certificate, EveryHashSigns) {
    const std::pair<Hash, const char*> oids[] = {{Hash::sha1, "2a864886f70d010105"},
                                                 {Hash::sha256, "2a864886f70d01010b"},
                                                 {Hash::sha384, "2a864886f70d01010c"},
                                                 {Hash::sha512, "2a864886f70d01010d"}};
    for (const auto& [hash, oid] : oids) {
        CertificateSpec spec = plain();
        spec.hash = hash;
        EXPECT_TRUE(holds(Certificate::self_signed(key(), spec), oid));
    }
}

TEST(Certificate, ReadsBackInEveryDress) {
    const Certificate made = Certificate::self_signed(key(), plain());
    const std::string one_line = "-----BEGIN CERTIFICATE-----" + made.base64() + "-----END CERTIFICATE-----";
    for (const std::string& text :
         {made.base64(), made.base64() + "\n", "\n  " + wrap(made.base64(), 76, "\r\n") + "\n\t", made.to_pem(),
          "\xEF\xBB\xBF" + made.to_pem(), "\xEF\xBB\xBF" + made.base64(), replace_all(made.to_pem(), "\n", "\r\n"),
          "subject=CN = dev-1\n" + made.to_pem(), one_line}) {
        const auto read = Certificate::from_base64(text);
        ASSERT_TRUE(read) << text.substr(0, 60);
        EXPECT_EQ(*read, made);
        EXPECT_EQ(read->fingerprint(), to_hex(digest(Hash::sha256, made.der())));
    }
    EXPECT_EQ(Certificate::from_pem(made.to_pem()).value(), made);
    EXPECT_EQ(Certificate::from_der(made.der()).value().base64(), made.base64());
    EXPECT_EQ(made.fingerprint(Hash::sha1).size(), 40u);
}

TEST(Certificate, WhatIsNotOneIsMalformed) {
    const Certificate made = Certificate::self_signed(key(), plain());
    for (const std::string& bad :
         {std::string(), std::string("!!!"), made.base64().substr(0, 400),
          made.base64().substr(0, made.base64().size() - 5), base64_encode(made.der() + "x"), key().to_pem(),
          std::string("-----BEGIN CERTIFICATE-----"), "-----BEGIN CERTIFICATE-----\n" + made.base64()}) {
        const auto read = Certificate::from_base64(bad);
        ASSERT_FALSE(read) << bad.substr(0, 60);
        EXPECT_EQ(read.error().fault, Fault::malformed);
        EXPECT_EQ(describe(read.error()).find(made.base64().substr(0, 40)), std::string::npos);
    }
    EXPECT_FALSE(Certificate::from_pem(made.base64()));
    EXPECT_EQ(Certificate::from_base64(std::string(1u << 20, 'A')).error().fault, Fault::too_large);
}

TEST(Certificate, AnyAlteredOctetIsSurvived) {
    const Certificate made = Certificate::self_signed(key(), plain());
    for (std::size_t at = 0; at < made.der().size(); ++at) {
        std::string der = made.der();
        der[at] = static_cast<char>(der[at] ^ 0x41);
        if (const auto read = Certificate::from_der(der)) {
            EXPECT_NE(*read, made);
            read->subject();
            read->not_after();
        }
    }
}

TEST(Certificate, EmptyIsFalse) {
    EXPECT_FALSE(Certificate());
    EXPECT_TRUE(Certificate::self_signed(key(), plain()));
}

} // namespace
} // namespace idpsim::crypto
