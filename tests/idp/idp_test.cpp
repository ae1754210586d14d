/// Logins, sessions, metadata and the console's settings, whatever the vendor.
#include "tests/idp/idp_fixture.hpp"

#include "src/core/text.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace idpsim::idp::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class EveryIdp : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryIdp, MetadataReadsBack) {
    World world(GetParam());
    const HttpResponse page = world.hands.get(world.idp.metadata_url());
    EXPECT_EQ(page.status, 200);
    const saml::EntityDescriptor got = saml::read_metadata(page.body).value();
    EXPECT_EQ(got.entity_id, world.idp.entity_id());
    ASSERT_TRUE(got.idp);
    bool post = false;
    for (const saml::Endpoint& endpoint : got.idp->sso)
        post = post || (endpoint.binding == saml::binding_post && endpoint.location == world.idp.sso_url());
    EXPECT_TRUE(post);
    for (const saml::KeyDescriptor& key : got.idp->keys)
        EXPECT_THAT(key.certificates, ElementsAre(world.idp.signing_key().certificate.base64()));
    EXPECT_FALSE(got.idp->keys.empty());
}

TEST_P(EveryIdp, AnswersByPostBindingToo) {
    World world(GetParam());
    const Params form{{"SAMLRequest", saml::encode_post(saml::write_authn_request(world.request()))},
                      {"RelayState", "a b&c"}};
    HttpRequest request{
        "POST", world.idp.sso_url(), {{"Content-Type", "application/x-www-form-urlencoded"}}, write_form(form)};
    const HttpResponse to_login = world.hands.send(request);
    ASSERT_EQ(to_login.status, 302);
    const Posted post =
        posted(world.hands.log_in(world.hands.get(find_header(to_login.headers, "Location").value()), world.ada))
            .value();
    EXPECT_EQ(post.relay_state, "a b&c");
}

TEST_P(EveryIdp, EchoesRelayStateOctetForOctet) {
    World world(GetParam());
    const std::string relay = "https://sp.example.test/?a=1&b=\"<'>\"+%41 \xc3\xa9" + std::string(200, 'x');
    EXPECT_EQ(posted(world.login(world.request(), relay)).value().relay_state, relay);
}

TEST_P(EveryIdp, ASessionNeedsNoSecondLoginUnlessOneIsDemanded) {
    World world(GetParam());
    ASSERT_TRUE(posted(world.login()));
    EXPECT_TRUE(posted(world.hands.get(world.redirect_to(world.request()))));
    saml::AuthnRequest request = world.request();
    request.force_authn = true;
    const HttpResponse form = world.hands.get(world.redirect_to(request));
    EXPECT_TRUE(is_login_form(form));
    EXPECT_TRUE(posted(world.hands.log_in(form, world.ada)));
}

TEST_P(EveryIdp, AWrongPasswordShowsTheFormAgain) {
    World world(GetParam());
    const HttpResponse form = world.hands.get(world.redirect_to(world.request()));
    const HttpResponse again = world.hands.log_in(form, world.ada.username, "wrong");
    EXPECT_TRUE(is_login_form(again));
    EXPECT_THAT(again.body, HasSubstr("class=\"error\""));
    EXPECT_THAT(again.body, Not(HasSubstr("wrong\"")));
    EXPECT_TRUE(is_login_form(world.hands.log_in(form, "nobody@example.test", "")));
    EXPECT_TRUE(posted(world.hands.log_in(again, world.ada)));
}

TEST_P(EveryIdp, DeactivationEndsTheSession) {
    World world(GetParam());
    ASSERT_TRUE(posted(world.login()));
    world.idp.tenant().find(world.ada.username)->active = false;
    EXPECT_TRUE(is_login_form(world.hands.get(world.redirect_to(world.request()))));
}

TEST_P(EveryIdp, TheDashboardShowsTheAppToThoseAssigned) {
    World world(GetParam());
    const HttpResponse page = world.hands.log_in(world.hands.get(world.idp.dashboard_url()), world.ada);
    const xml::HtmlPage html = xml::read_html(page.body).value();
    ASSERT_EQ(html.links.size(), 1u);
    EXPECT_EQ(html.links[0].href, world.idp.initiate_url());
    EXPECT_TRUE(posted(world.hands.get(html.links[0].href)));
    world.idp.unassign(world.ada.username);
    EXPECT_TRUE(xml::read_html(world.hands.get(world.idp.dashboard_url()).body)->links.empty());
}

TEST_P(EveryIdp, CookiesAreForThisSiteAndNoScript) {
    World world(GetParam());
    world.login();
    EXPECT_THAT(world.hands.last_set_cookie(), HasSubstr("; HttpOnly"));
    EXPECT_THAT(world.hands.last_set_cookie(), HasSubstr("; Secure; SameSite=None"));
}

TEST_P(EveryIdp, MovesToABaseOriginWithItsPaths) {
    World vendor(GetParam());
    World served(GetParam(), {}, "http://127.0.0.1:8080");
    EXPECT_THAT(served.idp.origins(), ElementsAre("http://127.0.0.1:8080"));
    EXPECT_EQ(served.idp.entity_id(), vendor.idp.entity_id());
    EXPECT_EQ(parse_url(served.idp.sso_url())->target(), parse_url(vendor.idp.sso_url())->target());
    EXPECT_TRUE(posted(served.login()));
    EXPECT_THAT(served.hands.last_set_cookie(), Not(HasSubstr("Secure")));
    EXPECT_TRUE(posted(served.initiate()));
}

TEST_P(EveryIdp, ConsoleDefaultsAreTheProfiles) {
    Tenant tenant;
    for (const ConsoleField& field : profile(GetParam()).saml.console)
        if (!field.fallback.empty()) tenant.settings[field.name()] = field.fallback;
    const Configuration set = configure(profile(GetParam()).saml, tenant);
    const Configuration unset = configure(profile(GetParam()).saml, Tenant{});
    EXPECT_EQ(set.sign_response, unset.sign_response);
    EXPECT_EQ(set.sign_assertion, unset.sign_assertion);
    EXPECT_EQ(set.algorithm, unset.algorithm);
    EXPECT_EQ(set.name_id_format, unset.name_id_format);
    EXPECT_EQ(set.name_id_value, unset.name_id_value);
    EXPECT_EQ(set.times.not_before, unset.times.not_before);
    EXPECT_EQ(set.times.not_on_or_after, unset.times.not_on_or_after);
    EXPECT_EQ(set.times.session, unset.times.session);
    EXPECT_EQ(set.class_ref, unset.class_ref);
    EXPECT_EQ(set.force_authn, unset.force_authn);
    EXPECT_EQ(set.key_info.certificate, unset.key_info.certificate);
    EXPECT_EQ(set.encryption.assertion, unset.encryption.assertion);
    EXPECT_EQ(set.encryption.block_cipher, unset.encryption.block_cipher);
    EXPECT_EQ(set.encryption.key_transport, unset.encryption.key_transport);
    EXPECT_EQ(set.logout.enabled, unset.logout.enabled);
    EXPECT_EQ(set.logout.participates, unset.logout.participates);
    EXPECT_EQ(set.logout.sign_request, unset.logout.sign_request);
    EXPECT_EQ(set.logout.sign_response, unset.logout.sign_response);
    EXPECT_EQ(set.allow_sha1, unset.allow_sha1);
    EXPECT_EQ(set.from_sp && set.from_idp, unset.from_sp && unset.from_idp);
    EXPECT_EQ(set.takes_post && set.takes_redirect, unset.takes_post && unset.takes_redirect);
    EXPECT_EQ(set.everybody, unset.everybody);
    EXPECT_EQ(set.tile, unset.tile);
}

TEST_P(EveryIdp, WhatIsElsewhereIsNotFound) {
    World world(GetParam());
    const std::string origin = parse_url(world.idp.sso_url())->origin();
    EXPECT_EQ(world.hands.get(origin + "/no/such/page").status, 404);
    EXPECT_EQ(world.hands.send(HttpRequest{"DELETE", world.idp.sso_url(), {}, {}}).status, 405);
    EXPECT_EQ(world.hands.get("https://elsewhere.example.test/").status, 404);
}

INSTANTIATE_TEST_SUITE_P(Profiles, EveryIdp, ::testing::ValuesIn(profile_ids),
                         [](const auto& one) { return one.param; });

TEST(Idp, SignedMetadataVerifies) {
    World world("entra");
    const auto document = xml::Document::parse(world.idp.metadata()).value();
    xml::VerifyPolicy policy;
    policy.keys = {world.idp.signing_key().certificate.public_key()};
    EXPECT_TRUE(xml::verify_enveloped(document, document.root(), policy));
}

TEST(Idp, AnotherRegisteredAcsUrlIsUsed) {
    World world("okta");
    saml::AuthnRequest request = world.request();
    request.acs_url = second_acs;
    EXPECT_EQ(posted(world.login(request)).value().action, second_acs);
    request.acs_url.reset();
    request.acs_index = 1;
    EXPECT_EQ(posted(world.login(request)).value().action, second_acs);
}

TEST(Idp, AnUnanchoredValidatorIsWiderThanMeant) {
    Tenant tenant;
    tenant.settings["ACS (Consumer) URL Validator"] = "https:\\/\\/sp.example\\.test\\/acs";
    World world("onelogin", tenant);
    saml::AuthnRequest request = world.request();
    request.acs_url = "https://sp.example.test/acs.evil.test/";
    EXPECT_EQ(posted(world.login(request)).value().action, request.acs_url);
}

TEST(Idp, AValidatorThatIsNoExpressionAdmitsNothing) {
    Tenant tenant;
    tenant.settings["ACS (Consumer) URL Validator"] = "(((";
    World world("onelogin", tenant);
    EXPECT_FALSE(posted(world.login()));
}

TEST(Idp, InitiatedLoginsCarryTheConfiguredRelayState) {
    Tenant tenant;
    tenant.settings["Start URL"] = "https://sp.example.test/start";
    World world("google", tenant);
    EXPECT_EQ(posted(world.initiate()).value().relay_state, "https://sp.example.test/start");
}

TEST(Idp, InitiationNamesAnAppOfTheAccount) {
    World world("pingone");
    const std::string other = replace_all(world.idp.initiate_url(), "sp.example.test", "other.example.test");
    EXPECT_EQ(world.hands.get(other).status, 404);
    const std::string deep = with_param(world.idp.initiate_url(), "applicationUrl", "https://sp.example.test/deep");
    EXPECT_EQ(posted(world.hands.log_in(world.hands.get(deep), world.ada)).value().relay_state,
              "https://sp.example.test/deep");
}

TEST(Idp, ATileThatStartsAtTheSp) {
    Tenant tenant;
    tenant.settings["Login URL"] = "https://sp.example.test/login";
    World world("jumpcloud", tenant);
    const HttpResponse page = world.hands.send(HttpRequest{"GET", world.idp.initiate_url(), {}, {}});
    EXPECT_EQ(find_header(page.headers, "Location"), "https://sp.example.test/login");
}

TEST(Idp, GroupsAboveTheLimitBecomeALink) {
    Tenant tenant;
    tenant.settings["Which groups associated with the user should be returned in the claim?"] = "All groups";
    World world("entra", tenant);
    const auto names = [&] {
        const Read got = read(posted(world.login()).value().xml, world.idp.signing_key().certificate.public_key());
        return names_of(got.assertion.attributes, &saml::Attribute::name);
    };
    EXPECT_THAT(names(), Contains("http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"));
    std::vector<std::string>& groups = world.idp.tenant().find(world.ada.username)->groups;
    for (int i = 0; i < 150; ++i) groups.push_back("group " + std::to_string(i));
    EXPECT_THAT(names(), Contains("http://schemas.microsoft.com/claims/groups.link"));
}

TEST(Idp, PairwiseNamesDifferFromSpToSp) {
    World world("entra");
    const auto name = [&](const char* sp) {
        saml::EntityDescriptor metadata = test_sp();
        metadata.entity_id = sp;
        world.idp.connect_sp(metadata);
        saml::AuthnRequest request = world.request();
        request.issuer = sp;
        request.name_id_policy = saml::NameIdPolicy{saml::nameid_persistent, {}, {}};
        return read(posted(world.login(request)).value().xml, world.idp.signing_key().certificate.public_key())
            .assertion.name_id->value;
    };
    const std::string first = name("https://one.example.test");
    EXPECT_EQ(first.size(), 43u);
    EXPECT_EQ(name("https://one.example.test"), first);
    EXPECT_NE(name("https://two.example.test"), first);
}

TEST(Idp, SettingsOfAnotherVendorAreRefusedByName) {
    Tenant tenant;
    tenant.settings["Singel sign-on URL"] = acs;
    try {
        World world("okta", tenant);
        FAIL() << "accepted";
    } catch (const Failure& failure) {
        EXPECT_THAT(failure.what(), HasSubstr("did you mean \"Single sign-on URL\"?"));
    }
    tenant.settings = {{"Response", "Sealed"}};
    EXPECT_THROW(World("okta", tenant), Failure);
}

TEST(Idp, PeopleGetTheVendorsIdAndAPassword) {
    World world("okta");
    EXPECT_EQ(world.ada.id.substr(0, 3), "00u");
    EXPECT_EQ(world.ada.email, world.ada.username);
    EXPECT_EQ(world.ada.display_name, "Ada Byron");
    EXPECT_EQ(world.ada.password.size(), 32u);
    EXPECT_THROW(world.idp.add_person(world.ada), Failure);
    EXPECT_THROW(world.idp.assign("nobody"), Failure);
}

TEST(Idp, HooksBendTheMessageOnItsWay) {
    World world("okta");
    world.idp.hooks().before_signing = [](pugi::xml_node response) { response.attribute("Version").set_value("1.1"); };
    const Read got = read(posted(world.login()).value().xml, world.idp.signing_key().certificate.public_key());
    EXPECT_EQ(got.response.version, "1.1");
    EXPECT_TRUE(got.response_verified);
}

TEST(KeyRing, KeepsKeysAndCertificatesForTheOwnerAlone) {
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "idpsim-key-ring-test";
    std::filesystem::remove_all(folder);
    VirtualClock clock(std::chrono::sys_days{std::chrono::year{2026} / 3 / 2});
    const Values variables{{"host", "idp.example.test"}, {"organisation", "Example Works"}};
    const SigningKey first = KeyRing(folder).get(profile("generic"), variables, clock.now());
    clock.advance(std::chrono::hours(72));
    const SigningKey second = KeyRing(folder).get(profile("generic"), variables, clock.now());
    EXPECT_EQ(first.certificate, second.certificate);
    EXPECT_EQ(first.key.to_pem(), second.key.to_pem());
    for (const auto& file : std::filesystem::directory_iterator(folder))
        EXPECT_EQ(file.status().permissions() & std::filesystem::perms::all,
                  std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::remove_all(folder);
}

TEST(KeyRing, MakesAKeptCertificateAnewWhenTheVendorsValidityIsAnother) {
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "idpsim-key-ring-validity-test";
    std::filesystem::remove_all(folder);
    const Instant now = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};
    const Values variables{{"host", "idp.example.test"}, {"organisation", "Example Works"}};
    const SigningKey first = KeyRing(folder).get(profile("generic"), variables, now);
    Profile shorter = profile("generic");
    shorter.saml.certificate_rules.days = 30;
    const SigningKey second = KeyRing(folder).get(shorter, variables, now);
    EXPECT_EQ(first.key.to_pem(), second.key.to_pem());
    EXPECT_NE(first.certificate, second.certificate);
    EXPECT_EQ(second.certificate.not_after() - second.certificate.not_before(), std::chrono::hours(24 * 30));
    EXPECT_EQ(KeyRing(folder).get(shorter, variables, now).certificate, second.certificate);
    std::filesystem::remove_all(folder);
}

TEST(KeyRing, CertificatesAreMadeAsTheVendorMakesThem) {
    World world("okta");
    const crypto::Certificate& certificate = world.idp.signing_key().certificate;
    EXPECT_THAT(certificate.subject(), HasSubstr("CN=" + world.idp.tenant().variables.at("org")));
    EXPECT_LT(certificate.not_before(), world.clock.now());
    EXPECT_EQ(certificate.not_after() - certificate.not_before(),
              std::chrono::hours(24 * 3652) + std::chrono::seconds(60));
}

} // namespace
} // namespace idpsim::idp::testing
