/// Messages of the simulated IdPs, whole and bent, as `idpsim inspect` sees them.
#include "src/engine/inspect.hpp"

#include "src/core/text.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/inspect_report.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/writer.hpp"
#include "tests/idp/idp_fixture.hpp"
#include "tests/xml/encrypted.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace idpsim::engine {
namespace {

using idp::testing::World;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<idp::Profile>& profiles() {
    static const std::vector<idp::Profile> loaded = [] {
        std::vector<idp::Profile> out;
        for (const std::string& id : idp::testing::profile_ids) out.push_back(idp::testing::profile(id));
        return out;
    }();
    return loaded;
}

FoundMessage message(std::string xml) {
    FoundMessage out;
    out.xml = std::move(xml);
    return out;
}

struct Login {
    explicit Login(const std::string& id) : world(id), xml(idp::testing::posted(world.login()).value().xml) {
        context.idp_metadata = world.idp.metadata();
        context.sp_entity_id = idp::testing::sp_id;
        context.acs_url = idp::testing::acs;
        context.request_id = idp::testing::request_id;
        context.now = world.clock.now();
    }
    Inspected look() const { return inspect(message(xml), context, profiles()).value(); }
    Inspected look_at(const std::string& other) const { return inspect(message(other), context, profiles()).value(); }

    World world;
    std::string xml;
    InspectContext context;
};

/// "holds", "fails", "not judged" or "absent".
std::string state(const Inspected& inspected, std::string_view id) {
    for (const RuleResult& rule : inspected.rules)
        if (rule.id == id) return !rule.holds ? "not judged" : *rule.holds ? "holds" : "fails";
    return "absent";
}

std::vector<std::string> failing(const Inspected& inspected) {
    std::vector<std::string> out;
    for (const RuleResult& rule : inspected.rules)
        if (rule.holds == false) out.push_back(rule.id);
    return out;
}

class InspectVendor : public ::testing::TestWithParam<std::string> {};

TEST_P(InspectVendor, NamesWhoMadeItAndFindsItValid) {
    const Login login(GetParam());
    const Inspected response = login.look();
    EXPECT_EQ(response.kind, "Response");
    EXPECT_EQ(response.vendor.id.value_or("none"), GetParam());
    EXPECT_THAT(response.vendor.evidence, ::testing::Not(IsEmpty()));
    EXPECT_TRUE(response.valid) << to_text(response);
    EXPECT_TRUE(response.name_id);
    const Inspected metadata = login.look_at(*login.context.idp_metadata);
    EXPECT_EQ(metadata.kind, "metadata");
    EXPECT_EQ(metadata.vendor.id.value_or("none"), GetParam());
    EXPECT_TRUE(metadata.valid) << to_text(metadata);
}

TEST_P(InspectVendor, NamesWhomARequestIsFor) {
    const Login login(GetParam());
    const Inspected request = login.look_at(saml::write_authn_request(login.world.request()));
    EXPECT_EQ(request.kind, "AuthnRequest");
    EXPECT_EQ(request.vendor.id.value_or("none"), GetParam());
    EXPECT_TRUE(request.valid) << to_text(request);
}

INSTANTIATE_TEST_SUITE_P(Profiles, InspectVendor,
                         ::testing::Values("okta", "entra", "google", "jumpcloud", "onelogin", "pingfederate",
                                           "pingone"),
                         [](const auto& one) { return one.param; });

TEST(Inspect, CannotTellWhoMadeWhatIsNobodys) {
    const Login login("generic");
    const Inspected response = login.look();
    EXPECT_TRUE(response.valid) << to_text(response);
    EXPECT_FALSE(response.vendor.id);
    EXPECT_THAT(response.vendor.why_not, ::testing::Not(IsEmpty()));
    EXPECT_FALSE(login.look_at(*login.context.idp_metadata).vendor.id);
}

TEST(Inspect, WhatWasNotGivenIsNotJudged) {
    Login login("okta");
    login.context = {};
    const Inspected response = login.look();
    EXPECT_FALSE(response.valid);
    EXPECT_THAT(failing(response), IsEmpty());
    for (const char* id : {"signature.valid", "conditions.time", "conditions.audience", "subject.recipient",
                           "response.destination", "response.issuer", "response.in_response_to", "replay"})
        EXPECT_EQ(state(response, id), "not judged") << id;
    EXPECT_EQ(state(response, "response.status"), "holds");
    EXPECT_FALSE(response.name_id);
    EXPECT_THAT(response.attributes, IsEmpty());
    EXPECT_THAT(response.notes, ::testing::Contains(HasSubstr("nothing in it is verified")));
}

TEST(Inspect, EachWrongInputFailsItsRules) {
    const Login good("entra");
    const auto with = [&](auto change) {
        Login other = Login("entra");
        other.xml = good.xml;
        other.context = good.context;
        change(other.context);
        return failing(other.look());
    };
    EXPECT_THAT(with([](InspectContext& c) { c.sp_entity_id = "https://other.example.test"; }),
                ::testing::ElementsAre("conditions.audience"));
    EXPECT_THAT(with([](InspectContext& c) { c.acs_url = "https://other.example.test/acs"; }),
                ::testing::ElementsAre("response.destination", "subject.recipient"));
    EXPECT_THAT(with([](InspectContext& c) { c.request_id = "_another"; }),
                ::testing::ElementsAre("response.in_response_to"));
    EXPECT_THAT(with([](InspectContext& c) { c.idp_entity_id = "https://other.example.test"; }),
                ::testing::ElementsAre("response.issuer", "assertion.issuer"));
    EXPECT_THAT(with([](InspectContext& c) { c.now = *c.now + std::chrono::hours(3); }),
                ::testing::ElementsAre("subject.not_on_or_after", "conditions.time"));
}

TEST(Inspect, AChangedMessageTellsNothing) {
    const Login login("okta");
    const Inspected changed = login.look_at(replace_all(login.xml, "ada.byron@", "eve.byron@"));
    EXPECT_FALSE(changed.valid);
    EXPECT_EQ(state(changed, "signature.valid"), "fails");
    EXPECT_FALSE(changed.name_id);
    EXPECT_THAT(changed.attributes, IsEmpty());
    EXPECT_THAT(changed.notes, ::testing::Contains(HasSubstr("changed after it was signed")));
    EXPECT_THAT(changed.notes, ::testing::Each(::testing::Not(HasSubstr("eve.byron"))));
}

TEST(Inspect, AnotherKeyIsToldApartFromAChange) {
    Login login("okta");
    login.context.idp_metadata = World("onelogin").idp.metadata();
    const Inspected response = login.look();
    EXPECT_EQ(state(response, "signature.valid"), "fails");
    EXPECT_THAT(response.notes, ::testing::Contains(HasSubstr("NONE of those given. It verifies with that")));
}

TEST(Inspect, ACertificateAloneWillDo) {
    Login login("pingone");
    login.context.idp_metadata.reset();
    login.context.certificates = {login.world.idp.signing_key().certificate};
    const Inspected response = login.look();
    EXPECT_TRUE(response.valid) << to_text(response);
    EXPECT_TRUE(response.name_id);
    EXPECT_EQ(state(response, "response.issuer"), "not judged");
}

TEST(Inspect, HintsNameTheFieldOfTheVendorsConsole) {
    Login login("okta");
    login.context.sp_entity_id = "https://other.example.test";
    const Inspected response = login.look();
    const auto rule = std::ranges::find(response.rules, "conditions.audience", &RuleResult::id);
    ASSERT_NE(rule, response.rules.end());
    EXPECT_THAT(rule->hint, HasSubstr("In Okta: "));
}

TEST(Inspect, BareAssertions) {
    const Login login("entra");
    const auto start = login.xml.find("<Assertion"), end = login.xml.find("</Assertion>");
    const Inspected assertion = login.look_at(login.xml.substr(start, end + 12 - start));
    EXPECT_EQ(assertion.kind, "Assertion");
    EXPECT_TRUE(assertion.valid) << to_text(assertion);
    EXPECT_TRUE(assertion.name_id);
    EXPECT_EQ(state(assertion, "response.destination"), "not judged");
}

/// The Response with its assertion encrypted for `key`.
std::string encrypted(const std::string& response, const crypto::Certificate& certificate) {
    const auto start = response.find("<Assertion"), end = response.find("</Assertion>") + 12;
    xml::test::Encryption how;
    how.layout = xml::test::Layout::sibling;
    const std::string closed = xml::test::encrypted(how, response.substr(start, end - start), certificate.public_key());
    const auto from = closed.find("<saml:EncryptedAssertion"), to = closed.find("</samlp:Response>");
    return response.substr(0, start) + closed.substr(from, to - from) + response.substr(end);
}

TEST(Inspect, EncryptedAssertionsAreOpenedWithTheKey) {
    Login login("entra");
    const idp::SigningKey own = World("okta").idp.signing_key();
    const std::string closed = encrypted(login.xml, own.certificate);
    const Inspected without = login.look_at(closed);
    EXPECT_FALSE(without.valid);
    EXPECT_EQ(state(without, "encryption.opens"), "not judged");
    EXPECT_FALSE(without.name_id);
    login.context.keys = {World("onelogin").idp.signing_key().key};
    EXPECT_THAT(login.look_at(closed).notes, ::testing::Contains(HasSubstr("stays closed")));
    login.context.keys = {own.key};
    const Inspected opened = login.look_at(closed);
    EXPECT_TRUE(opened.valid) << to_text(opened);
    EXPECT_EQ(opened.name_id, login.look().name_id);
}

TEST(Inspect, SoapAndArtifactResponsesAreUnwrapped) {
    const Login login("entra");
    const std::string brought =
        "<samlp:ArtifactResponse xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_a\" Version=\"2.0\" "
        "IssueInstant=\"2026-03-02T09:00:00Z\"><samlp:Status><samlp:StatusCode "
        "Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>" +
        login.xml + "</samlp:ArtifactResponse>";
    const Inspected looked = login.look_at(saml::write_soap(brought));
    EXPECT_EQ(looked.kind, "Response");
    EXPECT_TRUE(looked.valid) << to_text(looked);
    EXPECT_THAT(looked.notes, ::testing::Contains(HasSubstr("SOAP")));
    EXPECT_THAT(looked.notes, ::testing::Contains(HasSubstr("ArtifactResponse")));
}

TEST(Inspect, RequestsAreJudgedAsRequests) {
    const Login login("okta");
    saml::AuthnRequest request = login.world.request();
    request.acs_url = "https://other.example.test/acs";
    request.issuer = "https://somebody.example.test";
    request.destination = "https://elsewhere.example.test";
    request.protocol_binding = saml::binding_redirect;
    const Inspected looked = login.look_at(saml::write_authn_request(request));
    EXPECT_FALSE(looked.valid);
    EXPECT_THAT(failing(looked),
                ::testing::ElementsAre("request.destination", "request.issuer", "request.acs", "request.binding"));
}

TEST(Inspect, RedirectSignaturesAreVerifiedWithTheCertificateGiven) {
    const Login login("okta");
    const auto& key = login.world.idp.signing_key();
    const saml::RedirectSigner signer{&key.key, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"};
    const std::string url =
        saml::encode_redirect(login.world.idp.sso_url(), "SAMLRequest",
                              saml::write_authn_request(login.world.request()), std::nullopt, &signer);
    InspectContext context = login.context;
    const FoundMessage found = find_messages(url).value().at(0);
    EXPECT_EQ(state(inspect(found, context, profiles()).value(), "request.signature"), "not judged");
    context.certificates = {key.certificate};
    EXPECT_EQ(state(inspect(found, context, profiles()).value(), "request.signature"), "holds");
    context.certificates = {World("onelogin").idp.signing_key().certificate};
    EXPECT_EQ(state(inspect(found, context, profiles()).value(), "request.signature"), "fails");
}

TEST(Inspect, LogoutMessages) {
    const Login login("okta");
    saml::LogoutRequest request;
    request.id = "_logout";
    request.issue_instant = *login.context.now;
    request.issuer = login.world.idp.entity_id();
    request.name_id = saml::NameId{"ada", {}, {}, {}};
    const Inspected looked = login.look_at(saml::write_logout_request(request));
    EXPECT_EQ(looked.kind, "LogoutRequest");
    EXPECT_THAT(failing(looked), ::testing::ElementsAre("logout.signed"));
    request.issuer = idp::testing::sp_id; // the other way round
    EXPECT_THAT(failing(login.look_at(saml::write_logout_request(request))), ::testing::ElementsAre("logout.signed"));
    saml::LogoutResponse response;
    response.id = "_answer";
    response.issue_instant = *login.context.now;
    response.issuer = "https://somebody.example.test";
    response.in_response_to = "_another";
    response.status.code = "urn:oasis:names:tc:SAML:2.0:status:Responder";
    EXPECT_THAT(failing(login.look_at(saml::write_logout_response(response))),
                ::testing::ElementsAre("logout.signed", "logout.issuer", "logout.status", "logout.in_response_to"));
}

TEST(Inspect, BrokenMetadata) {
    const Login login("okta");
    const std::string good = *login.context.idp_metadata;
    EXPECT_THAT(failing(login.look_at(replace_all(good, "bindings:HTTP-", "bindings:OTHER-"))),
                ::testing::Contains("metadata.endpoint"));
    EXPECT_THAT(failing(login.look_at(replace_all(good, "<ds:X509Certificate>", "<ds:X509Certificate>AAAA"))),
                SizeIs(1));
    EXPECT_THAT(
        failing(login.look_at(replace_all(good, " entityID=", " validUntil=\"2020-01-01T00:00:00Z\" entityID="))),
        ::testing::ElementsAre("metadata.valid_until"));
    EXPECT_THAT(failing(login.look_at(replace_all(good, "IDPSSODescriptor", "OtherDescriptor"))),
                ::testing::ElementsAre("metadata.readable"));
}

TEST(Inspect, WhatIsNoSamlIsUnreadable) {
    const Login login("okta");
    EXPECT_FALSE(inspect(message("<a/>"), login.context, profiles()));
    EXPECT_FALSE(inspect(message("<samlp:Response"), login.context, profiles()));
    InspectContext broken = login.context;
    broken.idp_metadata = "<a/>";
    EXPECT_THAT(inspect(message(login.xml), broken, profiles()).error().where, HasSubstr("IdP metadata"));
}

TEST(Inspect, ADoctypeIsARuleOfItsOwn) {
    const Login login("okta");
    const Inspected looked =
        login.look_at("<!DOCTYPE a [<!ENTITY x 'y'>]>" + login.xml.substr(login.xml.find("?>") + 2));
    EXPECT_EQ(looked.kind, "Response");
    EXPECT_FALSE(looked.valid);
    EXPECT_THAT(failing(looked), ::testing::ElementsAre("xml.no_doctype"));
}

TEST(Inspect, ATraceTellsWhatWasNotGiven) {
    const Login login("google");
    FoundMessage request = message(saml::write_authn_request(login.world.request()));
    FoundMessage response = message(login.xml);
    response.request = HttpRequest{"POST",
                                   idp::testing::acs,
                                   {{"Content-Type", "application/x-www-form-urlencoded"}},
                                   "SAMLResponse=" + percent_encode(saml::encode_post(login.xml))};
    response.at = login.context.now;
    InspectContext known;
    known.idp_metadata = login.context.idp_metadata;
    const InspectContext told = context_of(response, {request, response}, known);
    EXPECT_EQ(told.sp_entity_id, idp::testing::sp_id);
    EXPECT_EQ(told.acs_url, idp::testing::acs);
    EXPECT_EQ(told.request_id, idp::testing::request_id);
    const Inspected looked = inspect(response, told, profiles()).value();
    EXPECT_TRUE(looked.valid) << to_text(looked);
    for (const char* id :
         {"transport.method", "transport.form", "transport.encoding", "conditions.audience", "response.in_response_to"})
        EXPECT_EQ(state(looked, id), "holds") << id;
}

TEST(InspectReport, JsonHasThePromisedFields) {
    const Login login("entra");
    const boost::json::object json = to_json(std::vector<Inspected>{login.look()});
    for (const char* field : {"kind", "vendor", "vendor_evidence", "valid", "name_id", "attributes", "rules"})
        EXPECT_TRUE(json.contains(field)) << field;
    EXPECT_EQ(json.at("vendor"), "entra");
    EXPECT_EQ(json.at("valid"), true);
    EXPECT_TRUE(
        json.at("attributes").as_object().at("http://schemas.microsoft.com/identity/claims/tenantid").is_array());
    for (const char* field : {"id", "ref", "holds", "expected", "actual"})
        EXPECT_TRUE(json.at("rules").at(0).as_object().contains(field));
    EXPECT_FALSE(json.contains("messages"));
}

TEST(InspectReport, OfSeveralTheOneThatIsNotValidIsToldFirst) {
    const Login login("okta");
    const Inspected good = login.look(), bad = login.look_at(replace_all(login.xml, "ada.byron@", "eve.byron@"));
    const boost::json::object json = to_json(std::vector<Inspected>{good, bad});
    EXPECT_EQ(json.at("valid"), false);
    EXPECT_THAT(json.at("messages").as_array(), SizeIs(2));
}

} // namespace
} // namespace idpsim::engine
