/// The example tenants, as their IdPs speak: settings, tables, groups and assignments put into effect.
#include "tests/idp/idp_fixture.hpp"

#include "src/engine/catalogue.hpp"
#include "src/engine/load_tenant.hpp"
#include "src/core/text.hpp"
#include "src/saml/writer.hpp"
#include "src/core/url.hpp"
#include "src/xml/algorithms.hpp"

#include <gmock/gmock.h>

namespace idpsim::idp::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const std::vector<Profile>& profiles() {
    static const std::vector<Profile> loaded = engine::load_profiles();
    return loaded;
}

/// A served tenant of simulator/tenants.
struct Customer {
    explicit Customer(const std::string& vendor)
        : file(load(vendor)), clock(std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}), random(7, vendor),
          idp(profile(vendor), file.tenant, test_keys(), clock, random), hands(idp) {
        engine::add_people(file, idp);
    }
    static engine::TenantFile load(const std::string& vendor) {
        lua::State state;
        return engine::load_tenant(state, std::string(IDPSIM_SOURCE_DIR) + "/simulator/tenants/" + vendor + ".lua", profiles());
    }

    HttpResponse open_tile(const std::string& username) {
        hands.forget();
        const Person* person = idp.tenant().find(username);
        return hands.log_in(hands.get(idp.initiate_url()), username, person->password);
    }
    saml::Assertion assertion(const std::string& username) {
        const auto sent = posted(open_tile(username));
        if (!sent) throw std::runtime_error("nothing was posted for " + username);
        return read(sent->xml, idp.signing_key().certificate.public_key()).assertion;
    }
    static std::vector<std::string> values(const saml::Assertion& from, const std::string& name) {
        std::vector<std::string> out;
        for (const saml::Attribute& attribute : from.attributes)
            if (attribute.name == name)
                out = attribute.values;
        return out;
    }
    static std::vector<std::string> names(const saml::Assertion& from) { return names_of(from.attributes, &saml::Attribute::name); }

    engine::TenantFile file;
    VirtualClock clock;
    Random random;
    Idp idp;
    Hands hands;
};

TEST(Tenant, OktaStatementsFiltersAndExpressions) {
    Customer okta("okta");
    const saml::Assertion ada = okta.assertion("ada@example.test");
    EXPECT_EQ(ada.name_id->format, saml::nameid_email);
    EXPECT_EQ(ada.name_id->value, "ada@example.test");
    EXPECT_THAT(Customer::values(ada, "displayName"), ElementsAre("Ada Byron"));
    EXPECT_THAT(Customer::values(ada, "role"), ElementsAre("admin"));
    EXPECT_THAT(Customer::values(ada, "groups"), ElementsAre("app-admins"));
    const saml::Assertion grace = okta.assertion("grace@example.test");
    EXPECT_THAT(Customer::values(grace, "role"), ElementsAre("member"));
}

TEST(Tenant, EntraClaimsTransformationsAndGroups) {
    Customer entra("entra");
    const saml::Assertion ada = entra.assertion("ada@example.test");
    EXPECT_EQ(ada.name_id->value, "Ada@example.test");
    EXPECT_THAT(Customer::values(ada, "login"), ElementsAre("ada"));
    EXPECT_THAT(Customer::values(ada, "fullname"), ElementsAre("Ada Byron"));
    EXPECT_THAT(Customer::values(ada, "site"), ElementsAre("London"));
    EXPECT_THAT(Customer::values(ada, "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"), ElementsAre("admin"));
    EXPECT_THAT(Customer::names(ada), ::testing::Not(::testing::Contains("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname")));
    const saml::Assertion grace = entra.assertion("grace@example.test");
    EXPECT_TRUE(Customer::values(grace, "http://schemas.microsoft.com/ws/2008/06/identity/claims/role").empty());
}

TEST(Tenant, EntraGroupClaimOptions) {
    Customer entra("entra");
    auto& settings = entra.idp.tenant().settings;
    const std::string groups = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups";
    const std::string which = "Which groups associated with the user should be returned in the claim?";
    const auto sent = [&](std::map<std::string, std::string> change) {
        settings = {{"Identifier (Entity ID)", sp_id}, {"Reply URL (Assertion Consumer Service URL)", acs}};
        settings.merge(change);
        return entra.assertion("ada@example.test");
    };
    EXPECT_TRUE(Customer::values(sent({}), groups).empty());
    const std::string staff = entra.idp.tenant().group_id("All Staff");
    const saml::Assertion all = sent({{which, "All groups"}});
    EXPECT_THAT(Customer::values(all, groups), UnorderedElementsAre("aaaaaaaa-0000-4000-8000-000000000001", staff));
    EXPECT_THAT(Customer::values(all, "http://schemas.microsoft.com/ws/2008/06/identity/claims/wids"),
                ElementsAre(entra.idp.tenant().group_id("Global Reader")));
    EXPECT_THAT(Customer::values(sent({{which, "Groups assigned to the application"}, {"Source attribute", "NetBIOSDomain\\sAMAccountName"}}), groups),
                ElementsAre("EXAMPLE\\app-admin"));
    EXPECT_THAT(Customer::values(sent({{which, "Security groups"}, {"Source attribute", "Cloud-only group display names"}, {"Match with", "Prefix"}, {"String", "All"}}), groups),
                ElementsAre("All Staff"));
    EXPECT_THAT(Customer::values(sent({{which, "All groups"}, {"Name", "teams"}, {"Namespace (optional)", "urn:example"}}), "urn:example/teams").size(), 2U);
}

TEST(Tenant, EntraOverageCountsTheGroupsThatAreMeant) {
    Customer entra("entra");
    Tenant& tenant = entra.idp.tenant();
    for (int i = 0; i < 150; ++i) tenant.find("ada@example.test")->groups.push_back("group " + std::to_string(i));
    const std::string which = "Which groups associated with the user should be returned in the claim?";
    const std::string link = "http://schemas.microsoft.com/claims/groups.link";
    tenant.settings.erase("Emit groups as role claims");
    EXPECT_TRUE(Customer::values(entra.assertion("ada@example.test"), link).empty());
    tenant.settings[which] = "All groups";
    EXPECT_EQ(Customer::values(entra.assertion("ada@example.test"), link).size(), 1U);
}

TEST(Tenant, EntraAnswersToEveryIdentifier) {
    Customer entra("entra");
    saml::AuthnRequest request;
    request.id = request_id;
    request.issue_instant = entra.clock.now();
    request.issuer = "urn:example:legacy";
    const std::string url = saml::encode_redirect(entra.idp.sso_url(), "SAMLRequest", saml::write_authn_request(request), {});
    const auto sent = posted(entra.hands.log_in(entra.hands.get(url), *entra.idp.tenant().find("ada@example.test")));
    ASSERT_TRUE(sent);
    const saml::Assertion got = read(sent->xml, entra.idp.signing_key().certificate.public_key()).assertion;
    EXPECT_NE(sent->xml.find("<Audience>urn:example:legacy</Audience>"), std::string::npos);
    EXPECT_EQ(got.name_id->format, saml::nameid_persistent);
}

TEST(Tenant, GoogleMappingsAndNestedGroups) {
    Customer google("google");
    const saml::Assertion ada = google.assertion("ada@example.test");
    EXPECT_THAT(Customer::values(ada, "department"), ElementsAre("Engines"));
    EXPECT_THAT(Customer::values(ada, "costCode"), ElementsAre("E-7"));
    EXPECT_THAT(Customer::values(ada, "groups"), UnorderedElementsAre("Staff", "Admins"));
}

TEST(Tenant, JumpCloudConstantsAndBoundGroups) {
    Customer jumpcloud("jumpcloud");
    EXPECT_EQ(jumpcloud.idp.entity_id(), "JumpCloud");
    EXPECT_EQ(jumpcloud.idp.sso_url(), "https://sso.jumpcloud.com/saml2/exampleworks");
    const saml::Assertion ada = jumpcloud.assertion("ada");
    EXPECT_THAT(Customer::values(ada, "region"), ElementsAre("eu"));
    EXPECT_THAT(Customer::values(ada, "shift"), ElementsAre("early"));
    EXPECT_THAT(Customer::values(ada, "memberOf"), ElementsAre("App Users"));
}

TEST(Tenant, OneLoginParameters) {
    Customer onelogin("onelogin");
    const saml::Assertion ada = onelogin.assertion("ada");
    EXPECT_EQ(ada.name_id->value, onelogin.idp.tenant().find("ada")->id);
    EXPECT_THAT(Customer::values(ada, "login"), ElementsAre("Ada.Byron"));
    EXPECT_THAT(Customer::values(ada, "roles"), ElementsAre("Admins;Staff"));
    EXPECT_EQ(Customer::values(ada, "memberOf").size(), 2U);
    EXPECT_THAT(Customer::values(ada, "phone"), ElementsAre(""));
    EXPECT_THAT(Customer::names(ada), ElementsAre("email", "login", "roles", "memberOf", "phone"));
}

TEST(Tenant, OneLoginsTileOpensTheLoginUrlOnlyWhenTheSpStarts) {
    Customer onelogin("onelogin");
    auto& settings = onelogin.idp.tenant().settings;
    settings["Login URL"] = "https://sp.example.test/login";
    EXPECT_TRUE(posted(onelogin.open_tile("ada")));
    settings["SAML initiator"] = "Service Provider";
    const HttpResponse page = onelogin.hands.send(HttpRequest{"GET", onelogin.idp.initiate_url(), {}, {}});
    EXPECT_EQ(find_header(page.headers, "Location"), "https://sp.example.test/login");
}

TEST(Tenant, PingOneExpressionsAndRequiredAttributes) {
    Customer pingone("pingone");
    const saml::Assertion ada = pingone.assertion("ada");
    EXPECT_THAT(Customer::values(ada, "name"), ElementsAre("Ada BYRON"));
    EXPECT_THAT(Customer::values(ada, "groups"), ElementsAre("admins", "staff"));
    lua::State state;
    pingone.idp.tenant().attributes[0].value = "{person.nothing}";
    EXPECT_FALSE(posted(pingone.open_tile("ada")));
}

TEST(Tenant, PingFederateContractAndOgnl) {
    Customer pingfederate("pingfederate");
    EXPECT_EQ(pingfederate.idp.entity_id(), "PF-EXAMPLE");
    const saml::Assertion ada = pingfederate.assertion("ada");
    EXPECT_EQ(ada.name_id->value, "ada@example.test");
    EXPECT_THAT(Customer::values(ada, "firstname"), ElementsAre("Ada"));
    EXPECT_THAT(Customer::values(ada, "group"), ElementsAre("red", "green"));
    EXPECT_THAT(Customer::values(ada, "tier"), ElementsAre("gold"));
    EXPECT_THAT(Customer::values(ada, "login"), ElementsAre("Ada"));
}

Tenant with_settings(std::map<std::string, std::string> settings) {
    Tenant out;
    out.settings = std::move(settings);
    return out;
}

TEST(Settings, EntraAppendsTheApplicationsIdToTheIssuer) {
    World entra("entra", with_settings({{"Append application ID to issuer", "Yes"}}));
    const Values& own = entra.idp.tenant().variables;
    const std::string issuer = "https://sts.windows.net/" + own.at("tenant_id") + "/" + own.at("app_id");
    EXPECT_EQ(entra.idp.entity_id(), issuer);
    const Read got = read(posted(entra.login()).value().xml, entra.idp.signing_key().certificate.public_key());
    EXPECT_EQ(got.assertion.issuer, issuer);
    EXPECT_EQ(saml::read_metadata(entra.idp.metadata())->entity_id, issuer);
}

TEST(Settings, EntraLetsEverybodyInWithoutAssignment) {
    for (const bool required : {true, false}) {
        World entra("entra", with_settings({{"Assignment required?", required ? "Yes" : "No"}}));
        entra.idp.unassign(entra.ada.username);
        EXPECT_EQ(posted(entra.login()).has_value(), !required);
    }
}

TEST(Settings, AnAppThatIsHiddenHasNoTile) {
    for (const bool visible : {true, false}) {
        World okta("okta", with_settings({{"App visibility", visible ? "Display application icon to users"
                                                                     : "Do not display application icon to users"}}));
        const HttpResponse page = okta.hands.log_in(okta.hands.get(okta.idp.dashboard_url()), okta.ada);
        EXPECT_EQ(page.body.find(sp_id) != std::string::npos, visible) << page.body;
        EXPECT_TRUE(posted(okta.login()));
    }
}

TEST(Settings, PingFederateRefusesProfilesThatAreNotTicked) {
    World no_sp("pingfederate", with_settings({{"SP-Initiated SSO", "No"}}));
    const HttpResponse refused = no_sp.login();
    EXPECT_EQ(refused.status, 403);
    EXPECT_NE(refused.body.find("profile is not enabled"), std::string::npos) << refused.body;
    EXPECT_TRUE(posted(no_sp.initiate()));
    World no_idp("pingfederate", with_settings({{"IdP-Initiated SSO", "No"}}));
    EXPECT_EQ(no_idp.initiate().status, 403);
    EXPECT_TRUE(posted(no_idp.login()));
}

TEST(Settings, PingFederateTakesAndListsTheBindingsThatAreTicked) {
    World no_redirect("pingfederate", with_settings({{"Redirect", "No"}, {"SP-Initiated SLO", "Yes"}}));
    EXPECT_FALSE(posted(no_redirect.login()));
    const auto only_post = saml::read_metadata(no_redirect.idp.metadata()).value();
    ASSERT_EQ(only_post.idp->sso.size(), 1u);
    EXPECT_EQ(only_post.idp->sso[0].binding, saml::binding_post);
    ASSERT_EQ(only_post.idp->slo.size(), 1u);
    EXPECT_EQ(only_post.idp->slo[0].binding, saml::binding_post);
    World no_post("pingfederate", with_settings({{"POST", "No"}}));
    EXPECT_TRUE(posted(no_post.login()));
    const auto only_redirect = saml::read_metadata(no_post.idp.metadata()).value();
    ASSERT_EQ(only_redirect.idp->sso.size(), 1u);
    EXPECT_EQ(only_redirect.idp->sso[0].binding, saml::binding_redirect);
    const std::string xml = saml::write_authn_request(no_post.request());
    const HttpResponse page = no_post.hands.send({"POST",
                                                  no_post.idp.sso_url(),
                                                  {{"Content-Type", "application/x-www-form-urlencoded"}},
                                                  write_form({{"SAMLRequest", saml::encode_post(xml)}})});
    EXPECT_EQ(page.status, 400) << page.body;
}

TEST(Settings, PingFederateTellsTheClassOfTheContract) {
    const std::string password = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";
    World world("pingfederate", with_settings({{"SAML_AUTHN_CTX", password}}));
    const Read got = read(posted(world.login()).value().xml, world.idp.signing_key().certificate.public_key());
    EXPECT_EQ(got.assertion.authn_statements.at(0).class_ref, password);
}

TEST(Settings, EntraAdmitsSha1OnlyWhenAsked) {
    for (const bool admitted : {true, false}) {
        World entra("entra", with_settings({{"Require verification certificates", "Yes"},
                                            {"Allow requests signed with RSA-SHA1", admitted ? "Yes" : "No"}}));
        entra.idp.connect_sp(full_sp());
        const saml::RedirectSigner signer{&sp_key().key, alg::rsa_sha1};
        const std::string url = saml::encode_redirect(entra.idp.sso_url(), "SAMLRequest",
                                                      saml::write_authn_request(entra.request()), std::nullopt, &signer);
        EXPECT_EQ(posted(entra.hands.log_in(entra.hands.get(url), entra.ada)).has_value(), admitted);
    }
}

/// xs is declared on what is signed, when there are values to be seen in it.
TEST(Settings, OktaDeclaresXsOnWhatIsSigned) {
    const auto response = [](const std::string& signed_response, const std::string& signed_assertion) {
        World okta("okta", with_settings({{"Response", signed_response}, {"Assertion Signature", signed_assertion}}));
        AttributeMapping mail;
        mail.name = "mail";
        mail.value = "{person.email}";
        okta.idp.tenant().attributes = {mail};
        const std::string xml = posted(okta.login()).value().xml;
        const auto assertion = xml.find("<saml2:Assertion");
        const std::string xs = "xmlns:xs=";
        return std::pair(xml.substr(0, xml.find('>', xml.find("<saml2p:Response"))).find(xs) != std::string::npos,
                         xml.substr(assertion, xml.find('>', assertion) - assertion).find(xs) != std::string::npos);
    };
    EXPECT_EQ(response("Signed", "Signed"), std::pair(true, true));
    EXPECT_EQ(response("Signed", "Unsigned"), std::pair(true, false));
    EXPECT_EQ(response("Unsigned", "Signed"), std::pair(false, true));
}

TEST(Tenant, MembersOfAnAssignedGroupMayUseTheApp) {
    Customer okta("okta");
    EXPECT_TRUE(posted(okta.open_tile("grace@example.test")));
    okta.idp.tenant().find("grace@example.test")->groups.clear();
    EXPECT_FALSE(posted(okta.open_tile("grace@example.test")));
}

} // namespace
} // namespace idpsim::idp::testing
