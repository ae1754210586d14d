/// What vendors demand of AuthnRequests beyond their form.
#include "tests/idp/idp_fixture.hpp"

#include "src/core/text.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::idp::testing {
namespace {

constexpr char password[] = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";
constexpr char protected_transport[] = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

/// By Redirect, with an XML signature inside the message and none in the query.
std::string redirect_with_embedded_signature(const World& world, const saml::AuthnRequest& request) {
    const std::string message =
        saml::write_signed(saml::write_authn_request(request), sp_key().key, crypto::Hash::sha256, "");
    return saml::encode_redirect(world.idp.sso_url(), "SAMLRequest", message, std::nullopt);
}

std::string signed_redirect(const World& world, const saml::AuthnRequest& request, const SigningKey& key,
                            const char* algorithm = alg::rsa_sha256) {
    const saml::RedirectSigner signer{&key.key, algorithm};
    return saml::encode_redirect(world.idp.sso_url(), "SAMLRequest", saml::write_authn_request(request), std::nullopt,
                                 &signer);
}

HttpResponse log_in_at(World& world, const std::string& url) {
    return world.hands.log_in(world.hands.get(url), world.ada);
}

/// Every vendor's app wants its own NameID format named in a request that has to be signed; harmless elsewhere.
saml::AuthnRequest request_with_policy(const World& world) {
    saml::AuthnRequest out = world.request();
    out.name_id_policy = saml::NameIdPolicy{};
    const std::string format = world.idp.configuration().name_id_format;
    if (!format.empty()) out.name_id_policy->format = format;
    return out;
}

class Requests : public ::testing::TestWithParam<std::string> {};

TEST_P(Requests, AnXmlSignatureInsideARedirectIsBorne) {
    World world(GetParam());
    world.idp.connect_sp(full_sp());
    EXPECT_TRUE(posted(log_in_at(world, redirect_with_embedded_signature(world, world.request()))));
}

TEST_P(Requests, SignaturesThatAreDemandedMustVerify) {
    World world(GetParam(), tenant_with({{"require_signature", "true"}}));
    world.idp.connect_sp(full_sp());
    const saml::AuthnRequest request = request_with_policy(world);
    EXPECT_FALSE(posted(log_in_at(world, world.redirect_to(request))));
    EXPECT_FALSE(posted(log_in_at(world, signed_redirect(world, request, world.idp.signing_key()))));
    EXPECT_TRUE(posted(log_in_at(world, signed_redirect(world, request, sp_key()))));
    const bool query_only = profile(GetParam()).saml.requests.query_signature_only;
    EXPECT_EQ(posted(log_in_at(world, redirect_with_embedded_signature(world, request))).has_value(), !query_only);
}

TEST_P(Requests, TheSettingsCertificateVerifiesInsteadOfTheMetadatas) {
    World world(GetParam(),
                tenant_with({{"require_signature", "true"}, {"sp_certificate", sp_key().certificate.to_pem()}}));
    EXPECT_TRUE(posted(log_in_at(world, signed_redirect(world, request_with_policy(world), sp_key()))));
}

TEST_P(Requests, AnAppThatIsSwitchedOffLetsNobodyIn) {
    World world(GetParam(), tenant_with({{"enabled", "false"}}));
    EXPECT_FALSE(posted(world.login()));
    const HttpResponse page = world.initiate();
    EXPECT_FALSE(posted(page));
    EXPECT_GE(page.status, 400);
}

TEST_P(Requests, FurtherAcsUrlsMayBeEntered) {
    World world(GetParam(), tenant_with({{"acs_urls", "https://sp.example.test/third"}}));
    saml::AuthnRequest request = world.request();
    request.acs_url = "https://sp.example.test/third";
    const bool listed = profile(GetParam()).saml.requests.acs == AcsRule::listed;
    EXPECT_EQ(posted(world.login(request)).has_value(), listed);
}

TEST_P(Requests, MetadataThatCannotBeUsedIsRefusedWithASentence) {
    World world(GetParam());
    saml::EntityDescriptor sp = test_sp();
    sp.valid_until = world.clock.now();
    EXPECT_THROW(world.idp.connect_sp(sp), Failure);
    sp = test_sp();
    for (saml::Endpoint& acs_endpoint : sp.sp->acs) acs_endpoint.binding = "urn:example:unknown";
    EXPECT_THROW(world.idp.connect_sp(sp), Failure);
    sp.sp.reset();
    EXPECT_THROW(world.idp.connect_sp(sp), Failure);
    EXPECT_TRUE(posted(world.login())); // the one before stays
}

INSTANTIATE_TEST_SUITE_P(Profiles, Requests, ::testing::ValuesIn(profile_ids),
                         [](const auto& one) { return one.param; });

TEST(Request, SignedOnesMayNameAnyAcsWhereTheVendorLetsThem) {
    for (const std::string id : {"pingfederate", "pingone"}) {
        World world(id, tenant_with({{"acs_any_if_signed", "true"}}));
        world.idp.connect_sp(full_sp());
        saml::AuthnRequest request = world.request();
        request.acs_url = "https://sp.example.test/anywhere";
        EXPECT_FALSE(posted(log_in_at(world, world.redirect_to(request)))) << id;
        EXPECT_EQ(posted(log_in_at(world, signed_redirect(world, request, sp_key()))).value().action, request.acs_url);
    }
}

TEST(Request, EntraNamesWhatIsWrongWithASignature) {
    World world("entra", tenant_with({{"require_signature", "true"}}));
    world.idp.connect_sp(full_sp());
    EXPECT_NE(world.login().body.find("AADSTS76021"), std::string::npos);
    const auto body = [&](const std::string& url) { return log_in_at(world, url).body; };
    EXPECT_NE(body(signed_redirect(world, world.request(), world.idp.signing_key())).find("AADSTS50006"),
              std::string::npos);
    EXPECT_NE(body(signed_redirect(world, world.request(), sp_key(), alg::rsa_sha1)).find("AADSTS76026"),
              std::string::npos);
    EXPECT_NE(world.initiate().body.find("AADSTS76021"), std::string::npos);
}

TEST(Request, EntrasOtherRules) {
    World world("entra");
    saml::AuthnRequest request = world.request();
    request.id = "1digit";
    EXPECT_NE(world.login(request).body.find("AADSTS75005"), std::string::npos);
    request = world.request();
    request.requested_class_refs = {password};
    request.requested_comparison = "minimum";
    EXPECT_NE(world.login(request).body.find("AADSTS75011"), std::string::npos);
    EXPECT_NE(world.hands.get(world.idp.sso_url()).body.find("AADSTS750054"), std::string::npos);
    const std::string origin = "https://login.microsoftonline.com/" + world.idp.tenant().variables.at("tenant_id");
    EXPECT_NE(world.hands.get(origin + "/wsfed").body.find("AADSTS90023"), std::string::npos);
    World off("entra", tenant_with({{"enabled", "false"}}));
    EXPECT_NE(off.login().body.find("AADSTS7000112"), std::string::npos);
}

TEST(Request, OktaIsStricterOnceRequestsAreSigned) {
    World world("okta", tenant_with({{"require_signature", "true"}}));
    world.idp.connect_sp(full_sp());
    EXPECT_EQ(log_in_at(world, signed_redirect(world, world.request(), sp_key())).status, 400);
    saml::AuthnRequest without_acs = request_with_policy(world);
    without_acs.acs_url.reset();
    EXPECT_EQ(log_in_at(world, signed_redirect(world, without_acs, sp_key())).status, 400);
}

TEST(Request, ContextsAreComparedByTheStandardsWords) {
    World world("generic");
    const auto granted = [&](const char* comparison, const char* class_ref) {
        saml::AuthnRequest request = world.request();
        request.requested_class_refs = {class_ref};
        request.requested_comparison = comparison;
        const std::string xml = posted(world.login(request)).value().xml;
        return xml.find("NoAuthnContext") == std::string::npos;
    };
    EXPECT_TRUE(granted("exact", protected_transport));
    EXPECT_FALSE(granted("exact", password));
    EXPECT_TRUE(granted("minimum", password));
    EXPECT_TRUE(granted("better", password));
    EXPECT_FALSE(granted("better", protected_transport));
    EXPECT_FALSE(granted("maximum", password));
}

TEST(Request, PingOneLetsTheFirstClassSelectThePolicyIfToldTo) {
    for (const bool obeys : {true, false}) {
        World world("pingone", tenant_with({{"authn_context.obey", obeys ? "true" : "false"}}));
        saml::AuthnRequest request = world.request();
        request.requested_class_refs = {"Single_Factor"};
        const Read got =
            read(posted(world.login(request)).value().xml, world.idp.signing_key().certificate.public_key());
        EXPECT_EQ(got.assertion.authn_statements.at(0).class_ref == "Single_Factor", obeys);
    }
}

TEST(Request, HintsFillTheUsernameIn) {
    for (const auto& [id, parameter] :
         {std::pair{"okta", "username"}, {"entra", "login_hint"}, {"generic", "login_hint"}}) {
        World world(id);
        const std::string url = with_param(world.redirect_to(world.request()), parameter, "ada@example.test");
        EXPECT_NE(world.hands.get(url).body.find("value=\"ada@example.test\""), std::string::npos) << id;
    }
}

TEST(Request, AllowCreateSaysNoToAFirstName) {
    World world("generic");
    saml::AuthnRequest request = world.request();
    request.name_id_policy = saml::NameIdPolicy{saml::nameid_persistent, std::nullopt, false};
    const auto refused = [&] {
        return posted(world.login(request)).value().xml.find("InvalidNameIDPolicy") != std::string::npos;
    };
    EXPECT_TRUE(refused());
    request.name_id_policy->allow_create = true;
    EXPECT_FALSE(refused());
    request.name_id_policy->allow_create = false;
    EXPECT_FALSE(refused());
}

TEST(Request, GoogleKnowsNoLogoutAndNamesABadSpid) {
    World world("google");
    saml::LogoutRequest logout;
    logout.id = "_1";
    logout.issuer = sp_id;
    logout.name_id = saml::NameId{"ada", {}, {}, {}};
    const std::string url =
        saml::encode_redirect(world.idp.sso_url(), "SAMLRequest", saml::write_logout_request(logout), std::nullopt);
    EXPECT_NE(world.hands.get(url).body.find("malformed_request"), std::string::npos);
    const std::string bad = replace_all(world.idp.initiate_url(), "spid=", "spid=9");
    EXPECT_NE(world.hands.get(bad).body.find("saml_invalid_sp_id"), std::string::npos);
}

} // namespace
} // namespace idpsim::idp::testing
