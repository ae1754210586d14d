#include "src/xml/decrypt.hpp"

#include "src/core/text.hpp"
#include "src/crypto/cipher.hpp"
#include "src/crypto/key_transport.hpp"
#include "tests/xml/encrypted.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace idpsim::xml {
namespace {

using test::encrypted;
using test::Encryption;
using test::key;
using test::Layout;
using test::other_key;

constexpr const char* all_block_ciphers[] = {alg::aes128_cbc, alg::aes192_cbc, alg::aes256_cbc,    alg::aes128_gcm,
                                             alg::aes192_gcm, alg::aes256_gcm, alg::triple_des_cbc};

Result<Decrypted> opened(const std::string& text, const DecryptPolicy& policy = {{key()}}) {
    const auto document = Document::parse(text);
    if (!document) return document.error();
    return decrypt(document->root().children().front(), policy);
}

std::string parameters(const std::string& digest, const std::string& mgf = "") {
    return "<ds:DigestMethod Algorithm=\"" + digest + "\"/>" +
           (mgf.empty() ? ""
                        : "<xenc11:MGF xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\" Algorithm=\"" + mgf + "\"/>");
}

/// Both CipherValues' text, the EncryptedData's last octet `flip`ped and so on.
std::string with_value(const std::string& document, std::string_view parent,
                       const std::function<std::string(std::string)>& change) {
    const auto parsed = Document::parse(document);
    for (const Element& value : parsed->find_all(ns::xenc, "CipherValue"))
        if (value.parent()->parent()->name() == parent) {
            const std::string text = *value.text();
            return replace_all(document, text, crypto::base64_encode(change(*crypto::base64_decode(text))));
        }
    return document;
}

constexpr char as_document[] =
    "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" "
    "xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
    "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" "
    "xmlns=\"urn:example:default\" ID=\"_a\"><saml:Issuer>https://idp.example</saml:Issuer><v "
    "xs:type=\"x\">\xC3\xA9</v>"
    "</saml:Assertion>";

TEST(Decrypt, EveryPairOfAlgorithms) {
    const std::pair<const char*, std::string> transports[] = {
        {alg::rsa_1_5, ""},
        {alg::rsa_oaep_mgf1p, ""},
        {alg::rsa_oaep_mgf1p, parameters(alg::sha1)},
        {alg::rsa_oaep_mgf1p, parameters(alg::sha256)},
        {alg::rsa_oaep, ""},
        {alg::rsa_oaep, parameters(alg::sha256, alg::mgf1_sha256)},
        {alg::rsa_oaep, parameters(alg::sha256, alg::mgf1_sha1)},
        {alg::rsa_oaep, parameters(alg::sha384, alg::mgf1_sha384)},
        {alg::rsa_oaep, parameters(alg::xenc_sha384, alg::mgf1_sha384)},
        {alg::rsa_oaep, parameters(alg::sha512, alg::mgf1_sha512)},
    };
    for (const char* cipher : all_block_ciphers)
        for (const auto& [transport, children] : transports) {
            const std::string text =
                encrypted({cipher, transport, children, Layout::inside}, test::plain_assertion, key().public_key());
            const auto got = opened(text);
            ASSERT_TRUE(got) << cipher << " " << transport << " " << children << " " << describe(got.error());
            EXPECT_EQ(got->octets, as_document);
            EXPECT_EQ(got->block_cipher, cipher);
            EXPECT_EQ(got->key_transport, transport);
            EXPECT_EQ(got->key_index, 0u);
        }
}

TEST(Decrypt, TheKeyMayStandInsideOrBeside) {
    for (const Layout layout : {Layout::inside, Layout::sibling_retrieved, Layout::sibling}) {
        const std::string text =
            encrypted({alg::aes128_gcm, alg::rsa_oaep_mgf1p, "", layout}, "<a/>", key().public_key());
        const auto got = opened(text);
        ASSERT_TRUE(got) << describe(got.error());
    }
}

TEST(Decrypt, TriesEveryKeyAndSaysWhichItWas) {
    for (const char* transport : {alg::rsa_1_5, alg::rsa_oaep_mgf1p}) {
        const std::string text =
            encrypted({alg::aes128_cbc, transport, "", Layout::inside}, "<a/>", key().public_key());
        const auto got = opened(text, {{other_key(), crypto::PrivateKey(), key()}});
        ASSERT_TRUE(got) << describe(got.error());
        EXPECT_EQ(got->key_index, 2u);
    }
}

TEST(Decrypt, FindsItsOwnKeyAmongThoseForOthers) {
    const std::string theirs =
        encrypted({alg::aes128_gcm, alg::rsa_oaep_mgf1p, "", Layout::inside}, "<b/>", other_key().public_key());
    std::string ours =
        encrypted({alg::aes128_gcm, alg::rsa_oaep_mgf1p, "", Layout::inside}, "<a/>", key().public_key());
    const std::size_t begin = theirs.find("<xenc:EncryptedKey"), end = theirs.find("</ds:KeyInfo>");
    ours.insert(ours.find("<xenc:EncryptedKey"), theirs.substr(begin, end - begin));
    const auto got = opened(ours);
    ASSERT_TRUE(got) << describe(got.error());
    EXPECT_TRUE(got->octets.starts_with("<a "));
}

TEST(Decrypt, TheElementStandsAlone) {
    const std::pair<std::string, std::string> cases[] = {
        // Declared inside already, differently and not at all.
        {"<a xmlns=\"\"/>", "<a xmlns:saml="},
        {"<xs:a xmlns:xs=\"urn:other\" xmlns:new=\"urn:new\"/>", "<xs:a xmlns:saml="},
        {"<samlp:a/>", "<samlp:a xmlns:saml="},
        {" \n<a/>\n", "<a xmlns:saml="},
        {"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>", "<a xmlns:saml="},
        {"\xEF\xBB\xBF<a>x</a>", "<a xmlns:saml="},
    };
    for (const auto& [plain, begin] : cases) {
        const auto got = opened(encrypted({}, plain, key().public_key()));
        ASSERT_TRUE(got) << plain << describe(got.error());
        EXPECT_TRUE(got->octets.starts_with(begin)) << got->octets;
        EXPECT_TRUE(Document::parse(got->octets));
    }
}

TEST(Decrypt, TextSurvivesAsItIs) {
    const std::string plain = "<a b=\"&#10;&#9;&quot;&amp;\">1 &lt; 2 ]]&gt; &#13;<!-- kept --><![CDATA[<x>]]></a>";
    const auto got = opened(encrypted({}, plain, key().public_key()));
    ASSERT_TRUE(got);
    const auto read = Document::parse(got->octets);
    EXPECT_EQ(read->root().attribute("b"), "\n\t\"&");
    EXPECT_TRUE(read->root().has_comments_or_pis());
    EXPECT_NE(got->octets.find("1 &lt; 2 ]]&gt; &#13;<!-- kept --><![CDATA[<x>]]></a>"), std::string::npos)
        << got->octets;
}

/// One sentence and one place for everything that only the keys decide.
class OneAnswer : public testing::Test {
protected:
    void expect_refused(const std::string& text, const std::string& why, const DecryptPolicy& policy = {{key()}}) {
        const auto got = opened(text, policy);
        ASSERT_FALSE(got) << why;
        EXPECT_EQ(got.error().fault, Fault::refused) << why;
        answers.insert(describe(got.error()));
    }
    void TearDown() override { EXPECT_EQ(answers.size(), 1u); }

    std::set<std::string> answers;
};

TEST_F(OneAnswer, ForEveryFailureOfKeyOrCiphertext) {
    for (const char* cipher : all_block_ciphers)
        for (const char* transport : {alg::rsa_1_5, alg::rsa_oaep_mgf1p, alg::rsa_oaep}) {
            const std::string good =
                encrypted({cipher, transport, "", Layout::inside}, test::plain_assertion, key().public_key());
            const std::string why = std::string(cipher) + " " + transport;
            expect_refused(good, why + ": another key", {{other_key()}});
            expect_refused(good, why + ": no key", {{}});
            for (const char* part : {"EncryptedKey", "EncryptedData"}) {
                expect_refused(with_value(good, part,
                                          [](std::string v) {
                                              v.back() ^= 1;
                                              return v;
                                          }),
                               why + ": last octet of " + part);
                expect_refused(with_value(good, part,
                                          [](std::string v) {
                                              v[v.size() / 2] ^= 1;
                                              return v;
                                          }),
                               why + ": middle of " + part);
                expect_refused(with_value(good, part, [](std::string v) { return v.substr(0, v.size() - 1); }),
                               why + ": cut " + part);
                expect_refused(with_value(good, part, [](std::string v) { return v + "x"; }), why + ": longer " + part);
                expect_refused(with_value(good, part, [](std::string) { return std::string("x"); }),
                               why + ": one octet of " + part);
            }
        }
}

TEST_F(OneAnswer, ForAContentKeyOfAnotherLength) {
    for (const crypto::KeyTransport::Scheme scheme :
         {crypto::KeyTransport::Scheme::rsa_1_5, crypto::KeyTransport::Scheme::rsa_oaep})
        for (const std::size_t octets : {0u, 1u, 15u, 17u, 32u}) {
            const crypto::KeyTransport transport{scheme, {}, {}, {}};
            const char* uri = scheme == crypto::KeyTransport::Scheme::rsa_1_5 ? alg::rsa_1_5 : alg::rsa_oaep_mgf1p;
            const std::string good = encrypted({alg::aes128_cbc, uri, "", Layout::inside}, "<a/>", key().public_key());
            expect_refused(with_value(good, "EncryptedKey",
                                      [&](const std::string&) {
                                          return crypto::wrap_key(transport, key().public_key(),
                                                                  crypto::random_octets(octets));
                                      }),
                           std::to_string(octets));
        }
}

TEST_F(OneAnswer, ForAGcmTagThatIsShort) {
    const std::string good =
        encrypted({alg::aes256_gcm, alg::rsa_oaep_mgf1p, "", Layout::inside}, "<a/>", key().public_key());
    for (std::size_t cut = 1; cut <= 31; ++cut)
        expect_refused(with_value(good, "EncryptedData", [cut](std::string v) { return v.substr(0, v.size() - cut); }),
                       "GCM short by " + std::to_string(cut));
}

TEST_F(OneAnswer, ForAnotherCipherThanTheOneItWasMadeFor) {
    const std::string good = encrypted({alg::aes128_gcm, alg::rsa_oaep_mgf1p, "", Layout::inside},
                                       test::plain_assertion, key().public_key());
    expect_refused(replace_all(good, alg::aes128_gcm, alg::aes128_cbc), "GCM as CBC");
    expect_refused(replace_all(good, alg::aes128_gcm, alg::aes256_gcm), "128 as 256");
    expect_refused(replace_all(good, alg::rsa_oaep_mgf1p, alg::rsa_1_5), "OAEP as 1.5");
}

TEST_F(OneAnswer, ForEveryPaddingAndEveryWayOfBeingIllFormed) {
    const std::string good =
        encrypted({alg::aes128_cbc, alg::rsa_1_5, "", Layout::inside}, "<a>0123456789</a>", key().public_key());
    for (int last = 1; last < 256; ++last) // the octet before the last block's last one decides the padding's octet
        expect_refused(with_value(good, "EncryptedData",
                                  [last](std::string v) {
                                      v[v.size() - 17] = static_cast<char>(v[v.size() - 17] ^ last);
                                      v[20] = static_cast<char>(v[20] ^ last); // and the text is garbled in any case
                                      return v;
                                  }),
                       std::to_string(last));
    for (const char* plain :
         {"", "text", "<a>", "<a/><b/>", "<a/>text", "text<a/>", "</scope><scope>", "<a/></scope><scope>",
          "<!DOCTYPE a><a/>", "<a/><!-- beside -->", "<?pi beside?><a/>", "<undeclared:a/>", "<a>&entity;</a>",
          "<a b=\"1\" b=\"2\"/>", "<a>\xff</a>", "<a/><![CDATA[beside]]>", "<?xml version=\"1.0\"", "\xEF\xBB\xBF"})
        expect_refused(encrypted({}, plain, key().public_key()), plain);
    expect_refused(encrypted({}, std::string("<a>\0</a>", 8), key().public_key()), "NUL");
    std::string deep;
    for (int i = 0; i < 500; ++i) deep += "<a>";
    expect_refused(encrypted({}, deep, key().public_key()), "deep");
    expect_refused(encrypted({}, "<a>" + std::string(5u << 20, 'x') + "</b>", key().public_key()), "large");
}

struct BadLayout {
    const char* name;
    std::string from, to;
    Fault fault;
};

TEST(Decrypt, OtherLayoutsAreRefusedBeforeAnyKeyIsUsed) {
    const std::string data_value = "<xenc:CipherData><xenc:CipherValue>";
    const BadLayout cases[] = {
        {"no EncryptedData", "xenc:EncryptedData", "xenc:EncryptedDate", Fault::not_found},
        {"no key", "xenc:EncryptedKey", "xenc:Encryptedkey", Fault::not_found},
        {"content, not element", "xmlenc#Element", "xmlenc#Content", Fault::unsupported},
        {"unknown cipher", "#aes256-cbc", "#aes256-ctr", Fault::unsupported},
        {"key wrap", "#rsa-oaep-mgf1p", "#kw-aes128", Fault::unsupported},
        {"reference", "CipherValue>", "CipherReference>", Fault::unsupported},
        {"no cipher data", "CipherData>", "CipherDate>", Fault::malformed},
        {"no methods", "EncryptionMethod", "EncryptionMethods", Fault::malformed},
        {"methods without algorithm", "Algorithm=", "algorithm=", Fault::unsupported},
        {"not base64", "<xenc:CipherValue>", "<xenc:CipherValue>!", Fault::malformed},
        {"comment in the value", "<xenc:CipherValue>", "<xenc:CipherValue><!-- -->", Fault::malformed},
        {"empty element in the value", "<xenc:CipherValue>", "<xenc:CipherValue><x/>", Fault::malformed},
        {"two methods", "<xenc:EncryptionMethod ", "<xenc:EncryptionMethod Algorithm=\"x\"/><xenc:EncryptionMethod ",
         Fault::malformed},
        {"two data", "<xenc:EncryptedData ",
         "<xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"/><xenc:EncryptedData ",
         Fault::malformed},
        {"two infos", "<ds:KeyInfo>", "<ds:KeyInfo/><ds:KeyInfo>", Fault::malformed},
    };
    const std::string good = encrypted({}, "<a/>", key().public_key());
    ASSERT_TRUE(opened(good));
    for (const BadLayout& one : cases) {
        ASSERT_NE(good.find(one.from), std::string::npos) << one.name;
        const auto got = opened(replace_all(good, one.from, one.to));
        ASSERT_FALSE(got) << one.name;
        EXPECT_EQ(fault_name(got.error().fault), fault_name(one.fault)) << one.name << ": " << describe(got.error());
        EXPECT_FALSE(got.error().where.empty());
    }
}

TEST(Decrypt, OnlyAKeyBesideItIsRetrieved) {
    const std::string good =
        encrypted({alg::aes256_cbc, alg::rsa_oaep_mgf1p, "", Layout::sibling_retrieved}, "<a/>", key().public_key());
    const BadLayout cases[] = {
        {"a file", "URI=\"#_key\"", "URI=\"file:///etc/passwd\"", Fault::unsupported},
        {"a server", "URI=\"#_key\"", "URI=\"http://127.0.0.1:1/key\"", Fault::unsupported},
        {"an XPointer", "URI=\"#_key\"", "URI=\"#xpointer(/)\"", Fault::malformed},
        {"nothing", "URI=\"#_key\"", "URI=\"#_other\"", Fault::malformed},
        {"the empty URI", "URI=\"#_key\"", "URI=\"\"", Fault::unsupported},
        {"another type", "xmlenc#EncryptedKey\"", "xmlenc#EncryptedData\"", Fault::unsupported},
        {"transforms", "URI=\"#_key\"/>", "URI=\"#_key\"><ds:Transforms/></ds:RetrievalMethod>", Fault::unsupported},
        {"a doubled Id", "<xenc:EncryptedKey ",
         "<xenc:EncryptedKey Id=\"_key\" xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"/><xenc:EncryptedKey ",
         Fault::malformed},
    };
    ASSERT_TRUE(opened(good));
    for (const BadLayout& one : cases) {
        const auto got = opened(replace_all(good, one.from, one.to));
        ASSERT_FALSE(got) << one.name;
        EXPECT_EQ(fault_name(got.error().fault), fault_name(one.fault)) << one.name << ": " << describe(got.error());
    }
}

TEST(Decrypt, ManyKeysAreTooMany) {
    const std::string good = encrypted({}, "<a/>", key().public_key());
    const std::size_t begin = good.find("<xenc:EncryptedKey"), end = good.find("</ds:KeyInfo>");
    const std::string one = good.substr(begin, end - begin);
    std::string many = good;
    for (int i = 0; i < 5000; ++i) many.insert(begin, one);
    const auto got = opened(many);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().fault, Fault::too_large);
}

TEST(Decrypt, APolicyMayLeaveOldAlgorithmsOut) {
    const std::string old_transport =
        encrypted({alg::aes128_gcm, alg::rsa_1_5, "", Layout::inside}, "<a/>", key().public_key());
    const std::string old_cipher =
        encrypted({alg::triple_des_cbc, alg::rsa_oaep, "", Layout::inside}, "<a/>", key().public_key());
    EXPECT_EQ(opened(old_transport, {{key()}, false, true}).error().fault, Fault::unsupported);
    EXPECT_EQ(opened(old_cipher, {{key()}, true, false}).error().fault, Fault::unsupported);
    EXPECT_TRUE(opened(old_transport, {{key()}, true, false}));
    EXPECT_TRUE(opened(old_cipher, {{key()}, false, true}));
}

TEST(Decrypt, ALabelOfOaepIsObeyed) {
    const crypto::KeyTransport labelled{crypto::KeyTransport::Scheme::rsa_oaep, {}, {}, "label"};
    const std::string content_key = crypto::random_octets(16);
    std::string text =
        encrypted({alg::aes128_gcm, alg::rsa_oaep_mgf1p, "<xenc:OAEPparams>bGFiZWw=</xenc:OAEPparams>", Layout::inside},
                  "<a/>", key().public_key());
    text = with_value(text, "EncryptedKey",
                      [&](const std::string&) { return crypto::wrap_key(labelled, key().public_key(), content_key); });
    text = with_value(text, "EncryptedData", [&](const std::string&) {
        return crypto::encrypt(crypto::BlockCipher::aes128_gcm, content_key, "<a/>");
    });
    EXPECT_TRUE(opened(text));
    EXPECT_EQ(opened(replace_all(text, "bGFiZWw=", "b3RoZXI=")).error().fault, Fault::refused);
    EXPECT_EQ(opened(replace_all(text, "bGFiZWw=", "!")).error().fault, Fault::malformed);
}

} // namespace
} // namespace idpsim::xml
