/// Encrypted assertions and NameIDs, as each vendor lays them out.
#include "tests/idp/idp_fixture.hpp"

#include "src/xml/decrypt.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

namespace idpsim::idp::testing {
namespace {

const std::vector<std::string> encrypting{"okta", "entra", "onelogin", "pingfederate", "pingone", "generic"};

xml::Decrypted open_with_sp_key(const xml::Element& container) {
    xml::DecryptPolicy policy;
    policy.keys = {sp_key().key};
    return xml::decrypt(container, policy).value();
}

/// What the SP finds in the EncryptedAssertion of `xml`.
xml::Decrypted decrypted(const std::string& xml) {
    const auto document = xml::Document::parse(xml).value();
    return open_with_sp_key(document.root().child(ns::saml, "EncryptedAssertion").value());
}

bool verifies(const std::string& octets, const World& world) {
    const auto document = xml::Document::parse(octets).value();
    xml::VerifyPolicy policy;
    policy.keys = {world.idp.signing_key().certificate.public_key()};
    return xml::verify_enveloped(document, document.root(), policy).has_value();
}

class Encrypting : public ::testing::TestWithParam<std::string> {};

TEST_P(Encrypting, TheAssertionIsForTheSpAlone) {
    World world(GetParam(), tenant_with({{"encrypt", "true"}}));
    world.idp.connect_sp(full_sp());
    const Posted post = posted(world.login()).value();
    EXPECT_EQ(post.xml.find(world.ada.username), std::string::npos);
    const Read got = read(post.xml, world.idp.signing_key().certificate.public_key());
    EXPECT_EQ(got.response.assertion_count, 0u);
    EXPECT_EQ(got.response.encrypted_assertion_count, 1u);
    EXPECT_EQ(got.response_verified, world.idp.configuration().sign_response);
    const xml::Decrypted clear = decrypted(post.xml);
    const auto document = xml::Document::parse(clear.octets).value();
    EXPECT_EQ(saml::read_assertion(document.root()).value().confirmations.at(0).recipient, acs);
    EXPECT_EQ(verifies(clear.octets, world), world.idp.configuration().sign_assertion);
    EXPECT_EQ(clear.block_cipher, world.idp.configuration().encryption.block_cipher);
}

TEST_P(Encrypting, ByEveryAlgorithm) {
    for (const std::string cipher :
         {"aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-gcm", "aes192-gcm", "aes256-gcm", "3des-cbc"}) {
        World world(GetParam(), tenant_with({{"encrypt", "true"}, {"encryption.algorithm", cipher}}));
        world.idp.connect_sp(full_sp());
        EXPECT_EQ(decrypted(posted(world.login()).value().xml).block_cipher, block_cipher_named(cipher)) << cipher;
    }
    for (const std::string transport : {"rsa-oaep-mgf1p", "rsa-oaep", "rsa-1_5"}) {
        World world(GetParam(), tenant_with({{"encrypt", "true"}, {"encryption.key_transport", transport}}));
        world.idp.connect_sp(full_sp());
        EXPECT_EQ(decrypted(posted(world.login()).value().xml).key_transport, key_transport_named(transport));
    }
}

TEST_P(Encrypting, WithoutAKeyOfTheSpItIsRefused) {
    World world(GetParam(), tenant_with({{"encrypt", "true"}}));
    const HttpResponse page = world.login();
    EXPECT_FALSE(posted(page));
    EXPECT_GE(page.status, 400);
    EXPECT_NE(page.body.find("certificate to encrypt to"), std::string::npos) << page.body;
}

TEST_P(Encrypting, TheSettingsCertificateComesFirst) {
    World world(GetParam(),
                tenant_with({{"encrypt", "true"}, {"encryption.certificate", sp_key().certificate.to_pem()}}));
    EXPECT_FALSE(decrypted(posted(world.login()).value().xml).octets.empty());
    EXPECT_THROW(World(GetParam(), tenant_with({{"encryption.certificate", "no certificate"}})), Failure);
}

INSTANTIATE_TEST_SUITE_P(Profiles, Encrypting, ::testing::ValuesIn(encrypting),
                         [](const auto& one) { return one.param; });

TEST(Encryption, NameIdsWhereTheVendorHidesThem) {
    for (const std::string id : {"pingfederate", "generic"}) {
        World world(id, tenant_with({{"encrypt.name_id", "true"}}));
        world.idp.connect_sp(full_sp());
        const std::string xml = posted(world.login()).value().xml;
        const Read got = read(xml, world.idp.signing_key().certificate.public_key());
        EXPECT_TRUE(got.assertion.encrypted_id) << id;
        EXPECT_TRUE(got.response_verified || got.assertion_verified) << id;
        const auto document = xml::Document::parse(xml).value();
        const auto container = document.find_all(ns::saml, "EncryptedID");
        ASSERT_EQ(container.size(), 1u);
        const auto clear = xml::Document::parse(open_with_sp_key(container[0]).octets).value();
        EXPECT_TRUE(clear.root().is(ns::saml, "NameID"));
        EXPECT_EQ(*clear.root().text(), world.ada.username);
    }
}

TEST(Encryption, PhysicalFormSortsAndKeepsEveryDeclaration) {
    pugi::xml_document document;
    ASSERT_TRUE(
        document.load_string("<a Z='1' A='&lt;&quot;' xmlns:b='urn:b' b:C='2'><b:d xmlns:b='urn:b'/>x&gt;y</a>"));
    EXPECT_EQ(physical_form(document.document_element()),
              "<a xmlns:b=\"urn:b\" A=\"&lt;&quot;\" Z=\"1\" b:C=\"2\"><b:d xmlns:b=\"urn:b\"></b:d>x&gt;y</a>");
}

TEST(Encryption, VendorsWithoutItIgnoreTheSetting) {
    for (const std::string id : {"google", "jumpcloud"}) {
        World world(id, tenant_with({{"encrypt", "true"}}));
        world.idp.connect_sp(full_sp());
        EXPECT_NE(posted(world.login()).value().xml.find("Assertion"), std::string::npos);
        EXPECT_EQ(posted(world.hands.get(world.redirect_to(world.request()))).value().xml.find("Encrypted"),
                  std::string::npos);
    }
}

TEST(Encryption, FaultsCanBePlantedBeforeIt) {
    World world("okta", tenant_with({{"encrypt", "true"}}));
    world.idp.connect_sp(full_sp());
    world.idp.hooks().before_encrypting = [](pugi::xml_node response) {
        response.last_child().attribute("Version").set_value("1.1");
    };
    const std::string clear = decrypted(posted(world.login()).value().xml).octets;
    EXPECT_NE(clear.find("Version=\"1.1\""), std::string::npos);
}

} // namespace
} // namespace idpsim::idp::testing
