#include "src/xml/encrypt.hpp"

#include "src/core/text.hpp"
#include "src/xml/decrypt.hpp"
#include "tests/xml/encrypted.hpp"
#include "tests/xml/tool.hpp"

#include <gtest/gtest.h>

namespace idpsim::xml {
namespace {

using test::encrypted;
using test::Encryption;
using test::key;

constexpr const char* all_block_ciphers[] = {alg::aes128_cbc, alg::aes192_cbc, alg::aes256_cbc,    alg::aes128_gcm,
                                             alg::aes192_gcm, alg::aes256_gcm, alg::triple_des_cbc};

std::string value_of(const std::string& document, std::string_view parent) {
    const auto parsed = Document::parse(document);
    for (const Element& value : parsed->find_all(ns::xenc, "CipherValue"))
        if (value.parent()->parent()->name() == parent) return *value.text();
    return "";
}

TEST(Encrypt, FillsBothValuesInAndNothingElse) {
    std::string made = encrypted({}, test::plain_assertion, key().public_key());
    for (const char* parent : {"EncryptedData", "EncryptedKey"}) {
        const std::string value = value_of(made, parent);
        ASSERT_FALSE(value.empty());
        made.replace(made.find(value), value.size(), "");
    }
    const std::string empty = replace_all(test::encryption_template({}), "></xenc:EncryptionMethod>", "/>");
    EXPECT_EQ(made, replace_all(empty, "<xenc:CipherValue/>", "<xenc:CipherValue></xenc:CipherValue>"));
}

TEST(Encrypt, NothingRepeatsItself) {
    const std::string one = encrypted({}, "<a/>", key().public_key()), two = encrypted({}, "<a/>", key().public_key());
    EXPECT_NE(value_of(one, "EncryptedData"), value_of(two, "EncryptedData"));
    EXPECT_NE(value_of(one, "EncryptedKey"), value_of(two, "EncryptedKey"));
}

TEST(Encrypt, Base64StandsInTheVendorsStyle) {
    const std::string made = encrypted({}, std::string(400, 'x'), key().public_key(), {64, "\r\n", true});
    const std::string value = value_of(replace_all(made, "&#13;", "\r"), "EncryptedKey");
    EXPECT_TRUE(made.find("\xD") != std::string::npos || made.find("&#") != std::string::npos);
    EXPECT_EQ(value.find('\n', 1), 65u);
    EXPECT_TRUE(value.ends_with("\n"));
}

TEST(Encrypt, WhatIsNotLaidOutSoIsAFailure) {
    const std::string good = test::encryption_template({});
    const std::pair<const char*, const char*> breaks[] = {
        {"xenc:EncryptedKey", "xenc:Encryptedkey"},
        {"#rsa-oaep-mgf1p", "#kw-aes128"},
        {"#aes256-cbc", "#aes257-cbc"},
        {"<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>", "</xenc:EncryptedData>"},
        {"<xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey>", "</xenc:CipherData></xenc:EncryptedKey>"},
        {"</xenc:EncryptedKey>", "</xenc:EncryptedKey><xenc:EncryptedKey/>"},
    };
    for (const auto& [from, to] : breaks) {
        pugi::xml_document tree;
        ASSERT_TRUE(tree.load_string(replace_all(good, from, to).c_str())) << from;
        EXPECT_THROW(encrypt_in_place(tree.document_element().first_child(), "<a/>", key().public_key()), Failure)
            << from;
    }
    for (const char* parameter :
         {"<ds:DigestMethod Algorithm=\"urn:md5\"/>",
          "<xenc11:MGF xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\" Algorithm=\"urn:mgf\"/>"}) {
        Encryption how;
        how.transport = alg::rsa_oaep;
        how.transport_parameters = parameter;
        EXPECT_THROW(encrypted(how, "<a/>", key().public_key()), Failure) << parameter;
    }
    EXPECT_THROW(encrypted({}, "<a/>", crypto::PublicKey()), Failure);
}

/// The command line tool of xmlsec, another implementation from template to plaintext.
TEST(Encrypt, TheXmlsecToolDecryptsIt) {
    const test::Tool tool;
    tool.write("key.pem", key().to_pem());
    for (const char* cipher : all_block_ciphers)
        for (const char* transport : {alg::rsa_1_5, alg::rsa_oaep_mgf1p}) {
            Encryption how;
            how.block_cipher = cipher;
            how.transport = transport;
            tool.write("message.xml", encrypted(how, test::plain_assertion, key().public_key()));
            const std::string out = tool.run("xmlsec1 --decrypt --privkey-pem key.pem message.xml");
            EXPECT_NE(replace_all(out, "&#xE9;", "\xC3\xA9").find(test::plain_assertion), std::string::npos)
                << cipher << " " << transport << "\n"
                << out;
        }
}

TEST(Encrypt, WhatTheXmlsecToolEncryptsIsRead) {
    const test::Tool tool;
    tool.write("key.pem", key().to_pem());
    tool.write(
        "data.xml",
        std::string("<c>") +
            "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_a\">x</saml:Assertion></c>");
    for (const char* cipher : all_block_ciphers)
        for (const char* transport : {alg::rsa_1_5, alg::rsa_oaep_mgf1p}) {
            const std::string bits = std::string(cipher).find("triple") != std::string::npos   ? "des-192"
                                     : std::string(cipher).find("aes128") != std::string::npos ? "aes-128"
                                     : std::string(cipher).find("aes192") != std::string::npos ? "aes-192"
                                                                                               : "aes-256";
            tool.write("template.xml",
                       std::string("<EncryptedData xmlns=\"http://www.w3.org/2001/04/xmlenc#\" "
                                   "Type=\"http://www.w3.org/2001/04/xmlenc#Element\"><EncryptionMethod Algorithm=\"") +
                           cipher +
                           "\"/><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><EncryptedKey "
                           "xmlns=\"http://www.w3.org/2001/04/xmlenc#\"><EncryptionMethod Algorithm=\"" +
                           transport +
                           "\"/><CipherData><CipherValue/></CipherData></EncryptedKey></KeyInfo>"
                           "<CipherData><CipherValue/></CipherData></EncryptedData>");
            const std::string out = tool.run(
                "xmlsec1 --encrypt --privkey-pem key.pem --session-key " + bits +
                " --xml-data data.xml --node-name urn:oasis:names:tc:SAML:2.0:assertion:Assertion template.xml");
            const auto document = Document::parse(out);
            ASSERT_TRUE(document) << cipher << " " << transport << "\n" << out;
            const auto opened = decrypt(document->root(), {{key()}});
            ASSERT_TRUE(opened) << cipher << " " << transport << " " << describe(opened.error());
            EXPECT_EQ(
                opened->octets,
                "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_a\">x</saml:Assertion>");
            EXPECT_EQ(opened->block_cipher, cipher);
            EXPECT_EQ(opened->key_transport, transport);
        }
}

} // namespace
} // namespace idpsim::xml
