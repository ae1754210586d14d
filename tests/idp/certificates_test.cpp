/// Certificates: several, active and not, rolled over, expired; and the documents that list them.
#include "tests/idp/idp_fixture.hpp"

#include "src/core/text.hpp"
#include "src/xml/verify.hpp"

#include <gmock/gmock.h>

namespace idpsim::idp::testing {
namespace {

std::vector<std::string> listed(const std::string& metadata) {
    std::vector<std::string> out;
    const saml::EntityDescriptor read = saml::read_metadata(metadata).value();
    for (const saml::KeyDescriptor& key : read.idp->keys)
        out.insert(out.end(), key.certificates.begin(), key.certificates.end());
    return out;
}

std::string base64_of(const World& world, std::size_t place) {
    return world.idp.certificates().at(place).signing.certificate.base64();
}

class EveryIdpsCertificates : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryIdpsCertificates, RollOver) {
    World world(GetParam());
    const auto first = world.idp.signing_key().certificate;
    const std::size_t second = world.idp.add_certificate();
    ASSERT_EQ(world.idp.certificates().size(), 2u);
    EXPECT_EQ(world.idp.signing_key().certificate, first);
    EXPECT_NE(base64_of(world, second), first.base64());
    const bool lists_all = GetParam() == "entra" || GetParam() == "google" || GetParam() == "generic";
    EXPECT_EQ(listed(world.idp.metadata()).size(), lists_all ? 2u : 1u);
    EXPECT_EQ(listed(world.idp.metadata()).front(), first.base64());

    world.idp.activate_certificate(world.idp.certificates().at(second).signing.certificate.fingerprint());
    EXPECT_EQ(listed(world.idp.metadata()).front(), base64_of(world, second));
    const std::string xml = posted(world.login()).value().xml;
    const auto verified = [&](const crypto::Certificate& by) {
        const Read got = read(xml, by.public_key());
        return got.response_verified || got.assertion_verified;
    };
    EXPECT_TRUE(verified(world.idp.signing_key().certificate));
    EXPECT_FALSE(verified(first));
    EXPECT_THROW(world.idp.remove_certificate(second), Failure);
    world.idp.remove_certificate(0);
    EXPECT_EQ(listed(world.idp.metadata()), std::vector{world.idp.signing_key().certificate.base64()});
    EXPECT_THROW(world.idp.activate_certificate(7), Failure);
}

TEST_P(EveryIdpsCertificates, AreWhatTheTenantSays) {
    Tenant tenant;
    tenant.certificates.resize(2);
    tenant.certificates[0].active = false;
    const Instant until = std::chrono::sys_days{std::chrono::year{2031} / 1 / 1};
    tenant.certificates[1].not_after = until;
    World world(GetParam(), tenant);
    EXPECT_EQ(world.idp.signing_key().certificate.not_after(), until);
    EXPECT_EQ(world.idp.signing_key().certificate.base64(), base64_of(world, 1));
    World again(GetParam(), tenant);
    EXPECT_EQ(base64_of(again, 0).size(), base64_of(world, 0).size());
    tenant.certificates[0].active = true;
    EXPECT_THROW(World(GetParam(), tenant), Failure);
}

TEST_P(EveryIdpsCertificates, AreMadeAgainAsTheyWere) {
    World world(GetParam());
    world.clock.advance(std::chrono::hours{50});
    world.idp.activate_certificate(world.idp.add_certificate());
    world.idp.expire_certificate(0);
    Tenant kept = world.idp.tenant();
    kept.people.clear();
    world.idp.keep_certificates_in(kept);
    World again(GetParam(), kept);
    ASSERT_EQ(again.idp.certificates().size(), 2u);
    for (const std::size_t place : {0u, 1u}) EXPECT_EQ(base64_of(again, place), base64_of(world, place)) << place;
    EXPECT_EQ(again.idp.signing_key().certificate, world.idp.signing_key().certificate);
    world.idp.remove_certificate(0);   // a key that is gone does not come back
    world.idp.keep_certificates_in(kept);
    World later(GetParam(), kept);
    EXPECT_NE(base64_of(later, later.idp.add_certificate()), base64_of(world, 0));
    EXPECT_NE(later.idp.certificates().back().signing.key.to_pem(), again.idp.certificates().front().signing.key.to_pem());
}

TEST_P(EveryIdpsCertificates, ThatExpiredSignOn) {
    World world(GetParam());
    world.idp.expire_certificate(0);
    EXPECT_LT(world.idp.signing_key().certificate.not_after(), world.clock.now());
    EXPECT_TRUE(posted(world.login()));
}

TEST_P(EveryIdpsCertificates, AreNeededToSign) {
    Tenant tenant;
    tenant.certificates.resize(1);
    tenant.certificates[0].active = false;
    World world(GetParam(), tenant);
    const HttpResponse page = world.login();
    EXPECT_FALSE(posted(page));
    EXPECT_GE(page.status, 400);
}

INSTANTIATE_TEST_SUITE_P(Profiles, EveryIdpsCertificates, ::testing::ValuesIn(profile_ids),
                         [](const auto& one) { return one.param; });

TEST(IdpCertificates, EntraTakesAValidOneWhenTheActiveOneExpires) {
    World world("entra");
    const std::size_t second = world.idp.add_certificate();
    world.idp.expire_certificate(0);
    EXPECT_TRUE(posted(world.login()));
    EXPECT_EQ(world.idp.signing_key().certificate.base64(), base64_of(world, second));
}

TEST(IdpCertificates, GoogleHasTwoAtMostAndDatesItsMetadataByTheEarliest) {
    World world("google");
    world.idp.add_certificate();
    EXPECT_THROW(world.idp.add_certificate(), Failure);
    EXPECT_EQ(saml::read_metadata(world.idp.metadata())->valid_until,
              world.idp.certificates().at(0).signing.certificate.not_after());
}

TEST(IdpCertificates, EntrasTenantWideDocumentHasKeysThatSignNoAssertion) {
    World world("entra");
    const std::string app = world.idp.metadata_url();
    const HttpResponse page = world.hands.get(app.substr(0, app.find('?')));
    EXPECT_EQ(page.status, 200);
    const std::vector<std::string> keys = listed(page.body);
    EXPECT_EQ(keys.size(), 2u);
    EXPECT_THAT(keys, ::testing::Not(::testing::Contains(world.idp.signing_key().certificate.base64())));
    const auto first = crypto::Certificate::from_base64(keys.at(0)).value();
    EXPECT_THAT(first.subject(), ::testing::HasSubstr("accounts.accesscontrol.windows.net"));
    const auto document = xml::Document::parse(page.body.substr(3)).value();
    xml::VerifyPolicy policy;
    policy.keys = {first.public_key()};
    EXPECT_TRUE(xml::verify_enveloped(document, document.root(), policy));
    EXPECT_EQ(world.hands.get(replace_all(app, "appid=", "appid=0")).status, 404);
}

} // namespace
} // namespace idpsim::idp::testing
