/// How each vendor says no, and that it says it where it should.
#include "tests/idp/idp_fixture.hpp"

#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::idp::testing {
namespace {

constexpr char request_denied[] = "urn:oasis:names:tc:SAML:2.0:status:RequestDenied";
constexpr char authn_failed[] = "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed";
constexpr char no_passive[] = "urn:oasis:names:tc:SAML:2.0:status:NoPassive";

/// A page's status and a word on it, or the second-level status of a Response.
struct No {
    int status = 0;
    std::string word;
};
struct Noes {
    std::string id;
    No unassigned, acs, issuer, garbage, inactive;
};

const std::vector<Noes> vendors{
    {"okta", {403, "App Not Assigned"}, {400, "400"}, {400, "400"}, {400, "400"}, {403, "Unable to sign in"}},
    {"entra",
     {400, "AADSTS50105"},
     {400, "AADSTS50011"},
     {400, "AADSTS700016"},
     {400, "AADSTS75005"},
     {400, "AADSTS50057"}},
    {"google",
     {403, "app_not_enabled_for_user"},
     {403, "app_not_configured"},
     {403, "app_not_configured"},
     {400, "malformed_request"},
     {403, "app_not_configured_for_user"}},
    {"jumpcloud",
     {403, "Access denied"},
     {400, "Bad request"},
     {404, "not found"},
     {400, "Bad request"},
     {403, "suspended"}},
    {"onelogin",
     {403, "do not have access"},
     {400, "validator"},
     {404, "App not found"},
     {400, "Invalid request"},
     {403, "suspended"}},
    {"pingfederate",
     {0, request_denied},
     {400, "endpoint"},
     {404, "partner"},
     {400, "could not be processed"},
     {0, authn_failed}},
    {"pingone", {403, "no access"}, {400, "ACS URL"}, {404, "not found"}, {400, "not valid"}, {403, "disabled"}},
    {"generic",
     {0, request_denied},
     {400, "assertion consumer"},
     {403, "Unknown service provider"},
     {400, "Bad request"},
     {0, authn_failed}},
};

/// Status 0 stands for an error Response at the ACS.
void expect_no(const HttpResponse& page, const No& want, const World& world) {
    const auto post = posted(page);
    if (want.status == 0) {
        ASSERT_TRUE(post) << page.body;
        const Read got = read(post->xml, world.idp.signing_key().certificate.public_key());
        EXPECT_EQ(post->action, acs);
        EXPECT_EQ(got.response.in_response_to, request_id);
        EXPECT_EQ(got.response.assertion_count, 0u);
        ASSERT_FALSE(got.response.status.nested.empty());
        EXPECT_EQ(got.response.status.nested.front(), want.word);
        return;
    }
    EXPECT_FALSE(post);
    EXPECT_EQ(page.status, want.status);
    EXPECT_NE(page.body.find(want.word), std::string::npos) << page.body;
}

class VendorRefusal : public ::testing::TestWithParam<Noes> {};

TEST_P(VendorRefusal, OfUnassignedPeople) {
    World world(GetParam().id);
    world.idp.unassign(world.ada.username);
    expect_no(world.login(), GetParam().unassigned, world);
}

TEST_P(VendorRefusal, OfUnknownAcsUrls) {
    World world(GetParam().id);
    saml::AuthnRequest request = world.request();
    request.acs_url = "https://sp.example.test/acs/else";
    expect_no(world.login(request), GetParam().acs, world);
}

TEST_P(VendorRefusal, OfUnknownIssuers) {
    World world(GetParam().id);
    saml::AuthnRequest request = world.request();
    request.issuer = "https://SP.example.test/metadata";
    expect_no(world.login(request), GetParam().issuer, world);
}

TEST_P(VendorRefusal, OfWhatIsNoRequest) {
    World world(GetParam().id);
    for (const std::string& message : {std::string("not base64!"), std::string("PGE+"), std::string()}) {
        const std::string url = with_param(world.idp.sso_url(), "SAMLRequest", message);
        expect_no(world.hands.get(url), GetParam().garbage, world);
    }
}

TEST_P(VendorRefusal, OfPeopleWhoLeft) {
    World world(GetParam().id);
    world.idp.tenant().find(world.ada.username)->active = false;
    expect_no(world.login(), GetParam().inactive, world);
}

INSTANTIATE_TEST_SUITE_P(Profiles, VendorRefusal, ::testing::ValuesIn(vendors),
                         [](const auto& one) { return one.param.id; });

TEST(Refusal, NothingFromOutsideIsMarkup) {
    World world("entra");
    saml::AuthnRequest request = world.request();
    request.issuer = "<script>alert(1)</script>";
    const HttpResponse page = world.login(request);
    EXPECT_EQ(page.body.find("<script>alert"), std::string::npos);
    EXPECT_NE(page.body.find("&lt;script&gt;alert"), std::string::npos);
}

TEST(Refusal, PassiveRequestsAskNobody) {
    for (const std::string id : {"google", "pingfederate", "generic"}) {
        World world(id);
        saml::AuthnRequest request = world.request();
        request.is_passive = true;
        expect_no(world.hands.get(world.redirect_to(request)), No{0, no_passive}, world);
        world.login();
        EXPECT_TRUE(posted(world.hands.get(world.redirect_to(request)))) << id;
    }
}

TEST(Refusal, ErrorResponsesAreSignedWhereResponsesAre) {
    World world("pingfederate");
    world.idp.unassign(world.ada.username);
    const Read got = read(posted(world.login()).value().xml, world.idp.signing_key().certificate.public_key());
    EXPECT_TRUE(got.response_verified);
}

TEST(Refusal, NameIdPolicyByTheVendorsRule) {
    saml::NameIdPolicy kerberos;
    kerberos.format = "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos";
    const auto answer = [&](const std::string& id) {
        World world(id);
        saml::AuthnRequest request = world.request();
        request.name_id_policy = kerberos;
        return world.login(request);
    };
    EXPECT_NE(answer("entra").body.find("AADSTS75016"), std::string::npos);
    EXPECT_TRUE(posted(answer("okta")));
    EXPECT_NE(posted(answer("google")).value().xml.find(*kerberos.format), std::string::npos);
}

TEST(Refusal, OtherAuthnContextsWhereClassesAreCompared) {
    World world("entra");
    saml::AuthnRequest request = world.request();
    const std::string classes = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
    request.requested_class_refs = {classes + "X509"};
    EXPECT_NE(world.login(request).body.find("AADSTS75011"), std::string::npos);
    for (const char* met : {"Password", "PasswordProtectedTransport"}) {
        request.requested_class_refs = {classes + "X509", classes + met};
        EXPECT_TRUE(posted(world.login(request))) << met;
    }
}

TEST(Refusal, PeopleWithoutWhatFeedsTheNameId) {
    Tenant tenant;
    tenant.settings["Unique User Identifier (Name ID)"] = "user.employeeid";
    World world("entra", tenant);
    EXPECT_NE(world.login().body.find("AADSTS501241"), std::string::npos);
}

TEST(Refusal, UnsignedRequestsWhereSignedOnesAreDemanded) {
    Tenant tenant;
    tenant.settings["Require verification certificates"] = "Yes";
    World world("entra", tenant);
    EXPECT_NE(world.login().body.find("AADSTS76021"), std::string::npos);

    const crypto::PrivateKey key = world.idp.signing_key().key; // any key with a certificate will do for an SP
    saml::EntityDescriptor sp = test_sp();
    sp.sp->keys.push_back(saml::KeyDescriptor{"signing", {world.idp.signing_key().certificate.base64()}, {}});
    world.idp.connect_sp(sp);
    const saml::RedirectSigner signer{&key, alg::rsa_sha256};
    const std::string url = saml::encode_redirect(
        world.idp.sso_url(), "SAMLRequest", saml::write_authn_request(world.request()), std::string("here"), &signer);
    EXPECT_TRUE(posted(world.hands.log_in(world.hands.get(url), world.ada)));
}

} // namespace
} // namespace idpsim::idp::testing
