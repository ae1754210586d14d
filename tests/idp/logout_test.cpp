/// Single logout from either side.
#include "tests/idp/idp_fixture.hpp"

#include "src/core/text.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

#include <algorithm>

namespace idpsim::idp::testing {
namespace {

const std::vector<std::string> with_logout{"okta", "entra", "onelogin", "pingfederate", "pingone", "generic"};
constexpr char logout_id[] = "_logout-0001";

/// A logout message as the browser gets it: posted, or in the query of a redirect.
struct Sent {
    std::string to;
    saml::Received message;
    bool posted = false;
};

std::optional<Sent> sent(const HttpResponse& page, const std::string& name) {
    if (page.status == 302) {
        const std::string to = find_header(page.headers, "Location").value();
        auto message = saml::read_redirect(parse_url(to)->query);
        if (!message || message->parameter != name) return std::nullopt;
        return Sent{to.substr(0, to.find('?')), std::move(*message), false};
    }
    const auto html = xml::read_html(page.body);
    if (!html || html->forms.size() != 1) return std::nullopt;
    Params fields;
    for (const xml::HtmlInput& input : html->forms[0].inputs)
        if (!input.name.empty()) fields.emplace_back(input.name, input.value);
    if (!find_param(fields, name)) return std::nullopt;
    return Sent{html->forms[0].action, saml::read_post(write_form(fields)).value(), true};
}

saml::LogoutResponse response_in(const Sent& from) {
    const auto document = xml::Document::parse(from.message.xml).value();
    return saml::read_logout_response(document.root()).value();
}

saml::LogoutRequest request_in(const Sent& from) {
    const auto document = xml::Document::parse(from.message.xml).value();
    return saml::read_logout_request(document.root()).value();
}

bool is_signed_by(const Sent& from, const crypto::PublicKey& key) {
    if (!from.posted) return saml::verify_redirect(from.message, key, true).has_value();
    const auto document = xml::Document::parse(from.message.xml).value();
    xml::VerifyPolicy policy;
    policy.keys = {key};
    policy.allow_sha1 = true;
    return xml::verify_enveloped(document, document.root(), policy).has_value();
}

struct LogoutWorld : World {
    explicit LogoutWorld(const std::string& id, std::map<std::string, std::string> settings = {})
        : World(id, tenant_with(with_defaults(std::move(settings)))) {
        idp.connect_sp(full_sp());
        const std::string xml = idpsim::idp::testing::posted(login()).value().xml;
        assertion = read(xml, idp.signing_key().certificate.public_key()).assertion;
    }
    static std::map<std::string, std::string> with_defaults(std::map<std::string, std::string> settings) {
        settings.emplace("slo", "true");
        settings.emplace("slo.participate", "true");
        return settings;
    }

    saml::LogoutRequest request() const {
        saml::LogoutRequest out;
        out.id = logout_id;
        out.issue_instant = clock.now();
        out.destination = idp.slo_url();
        out.issuer = sp_id;
        out.name_id = assertion.name_id;
        out.session_indexes = {assertion.authn_statements.at(0).session_index.value()};
        return out;
    }
    /// By Redirect, signed unless told otherwise.
    HttpResponse log_out(const saml::LogoutRequest& request, bool is_signed = true) {
        const saml::RedirectSigner signer{&sp_key().key, alg::rsa_sha256};
        return hands.send({"GET",
                           saml::encode_redirect(idp.slo_url(), "SAMLRequest", saml::write_logout_request(request),
                                                 std::string("back here"), is_signed ? &signer : nullptr),
                           {},
                           {}});
    }
    HttpResponse answer(const saml::LogoutResponse& response, bool is_signed = true) {
        const saml::RedirectSigner signer{&sp_key().key, alg::rsa_sha256};
        return hands.send({"GET",
                           saml::encode_redirect(idp.slo_url(), "SAMLResponse", saml::write_logout_response(response),
                                                 std::nullopt, is_signed ? &signer : nullptr),
                           {},
                           {}});
    }

    saml::Assertion assertion;
};

class Logout : public ::testing::TestWithParam<std::string> {};

TEST_P(Logout, AtTheSpEndsTheSessionAndIsAnswered) {
    LogoutWorld world(GetParam());
    ASSERT_EQ(world.idp.sessions_of(world.ada.username), 1u);
    const auto answer = sent(world.log_out(world.request()), "SAMLResponse");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->to, slo);
    EXPECT_EQ(answer->message.relay_state, "back here");
    const saml::LogoutResponse got = response_in(*answer);
    EXPECT_EQ(got.in_response_to, logout_id);
    EXPECT_EQ(got.status.code, saml::status_success);
    EXPECT_EQ(got.destination, slo);
    EXPECT_EQ(is_signed_by(*answer, world.idp.signing_key().certificate.public_key()),
              world.idp.configuration().logout.sign_response);
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 0u);
    EXPECT_TRUE(is_login_form(world.hands.get(world.redirect_to(world.World::request()))));
}

TEST_P(Logout, ByASessionThatIsUnknown) {
    LogoutWorld world(GetParam());
    world.hands.forget();
    saml::LogoutRequest request = world.request();
    request.session_indexes = {"_another"};
    const auto answer = sent(world.log_out(request), "SAMLResponse");
    ASSERT_TRUE(answer);
    const auto& unknown = profile(GetParam()).saml.logout->unknown_session;
    EXPECT_EQ(response_in(*answer).status.code, unknown ? unknown->code : saml::status_success);
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 1u);
}

TEST_P(Logout, PastItsTimeEndsNothing) {
    LogoutWorld world(GetParam());
    saml::LogoutRequest request = world.request();
    request.not_on_or_after = world.clock.now();
    EXPECT_EQ(response_in(sent(world.log_out(request), "SAMLResponse").value()).status.code,
              "urn:oasis:names:tc:SAML:2.0:status:Requester");
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 1u);
}

TEST_P(Logout, UnsignedWhereASignatureIsDemanded) {
    LogoutWorld world(GetParam());
    const bool demanded = profile(GetParam()).saml.logout->sp_signature == SpSignature::required;
    EXPECT_EQ(sent(world.log_out(world.request(), false), "SAMLResponse").has_value(), !demanded);
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), demanded ? 1u : 0u);
}

TEST_P(Logout, OfAnotherIssuerIsRefused) {
    LogoutWorld world(GetParam());
    saml::LogoutRequest request = world.request();
    request.issuer = "https://other.example.test";
    EXPECT_FALSE(sent(world.log_out(request), "SAMLResponse"));
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 1u);
}

TEST_P(Logout, SwitchedOffIsRefused) {
    LogoutWorld world(GetParam(), {{"slo", "false"}});
    const HttpResponse page = world.log_out(world.request());
    EXPECT_FALSE(sent(page, "SAMLResponse"));
    EXPECT_GE(page.status, 400);
}

TEST_P(Logout, AtTheIdpIsToldToTheSp) {
    LogoutWorld world(GetParam());
    const auto told = sent(world.hands.send({"GET", world.idp.logout_url(), {}, {}}), "SAMLRequest");
    ASSERT_TRUE(told);
    EXPECT_EQ(told->to, slo);
    const saml::LogoutRequest request = request_in(*told);
    EXPECT_EQ(request.name_id.value().value, world.assertion.name_id.value().value);
    EXPECT_EQ(request.session_indexes.at(0), world.assertion.authn_statements.at(0).session_index);
    EXPECT_EQ(is_signed_by(*told, world.idp.signing_key().certificate.public_key()),
              world.idp.configuration().logout.sign_request);
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 0u);

    saml::LogoutResponse answer;
    answer.id = "_answer";
    answer.issue_instant = world.clock.now();
    answer.issuer = sp_id;
    answer.in_response_to = request.id;
    answer.status.code = saml::status_success;
    const HttpResponse page = world.answer(answer);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find(profile(GetParam()).saml.logout->done), std::string::npos);
    EXPECT_GE(world.answer(answer).status, 400); // it was taken once
}

TEST_P(Logout, ThatTheSpFailsIsPartial) {
    LogoutWorld world(GetParam());
    const auto told = sent(world.hands.send({"GET", world.idp.logout_url(), {}, {}}), "SAMLRequest").value();
    saml::LogoutResponse answer;
    answer.id = "_answer";
    answer.issue_instant = world.clock.now();
    answer.issuer = sp_id;
    answer.in_response_to = request_in(told).id;
    answer.status.code = "urn:oasis:names:tc:SAML:2.0:status:Responder";
    EXPECT_NE(world.answer(answer).body.find(profile(GetParam()).saml.logout->partial), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Profiles, Logout, ::testing::ValuesIn(with_logout), [](const auto& one) { return one.param; });

TEST(SingleLogout, ByPostWhereTheVendorTakesIt) {
    for (const std::string& id : with_logout) {
        LogoutWorld world(id);
        const std::string message =
            saml::write_signed(saml::write_logout_request(world.request()), sp_key().key, crypto::Hash::sha256, "");
        const Params form{{"SAMLRequest", saml::encode_post(message)}};
        const auto& bindings = profile(id).saml.logout->bindings;
        const bool taken = std::ranges::find(bindings, saml::binding_post) != bindings.end();
        EXPECT_EQ(
            sent(world.hands.send({"POST", world.idp.slo_url(), {}, write_form(form)}), "SAMLResponse").has_value(),
            taken)
            << id;
        EXPECT_EQ(world.idp.sessions_of(world.ada.username), taken ? 0u : 1u) << id;
    }
}

/// What the SP itself sends to the back channel, in an envelope.
struct SoapWorld : LogoutWorld {
    explicit SoapWorld(const std::string& allowed) : LogoutWorld("pingfederate", {{"slo.soap", allowed}}) {}
    HttpResponse by_soap(const saml::LogoutRequest& asked, const crypto::PrivateKey* key) {
        const std::string plain = saml::write_logout_request(asked);
        const std::string xml = key ? saml::write_signed(plain, *key, crypto::Hash::sha256, "") : plain;
        return idp.handle({"POST", "https://" + idp.tenant().variables.at("host") + "/idp/SLO.ssaml2", {}, saml::write_soap(xml)});
    }
    saml::LogoutResponse answer_in(const HttpResponse& answer) {
        const auto document = xml::Document::parse(saml::read_soap(answer.body).value()).value();
        xml::VerifyPolicy policy;
        policy.keys = {idp.signing_key().certificate.public_key()};
        EXPECT_TRUE(xml::verify_enveloped(document, document.root(), policy));
        return saml::read_logout_response(document.root()).value();
    }
};

TEST(SingleLogout, BySoapOfTheSpItself) {
    SoapWorld world("true");
    EXPECT_NE(world.idp.metadata().find("bindings:SOAP\" Location=\"https://" + world.idp.tenant().variables.at("host") + "/idp/SLO.ssaml2"), std::string::npos);
    const saml::LogoutResponse refused = world.answer_in(world.by_soap(world.request(), nullptr));
    EXPECT_EQ(refused.status.code, "urn:oasis:names:tc:SAML:2.0:status:Requester");
    EXPECT_EQ(refused.status.nested.at(0), "urn:oasis:names:tc:SAML:2.0:status:RequestDenied");
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 1u) << "nothing tells whose an unsigned request is";

    const HttpResponse answer = world.by_soap(world.request(), &sp_key().key);
    EXPECT_EQ(answer.status, 200);
    const saml::LogoutResponse got = world.answer_in(answer);
    EXPECT_EQ(got.in_response_to, logout_id);
    EXPECT_EQ(got.status.code, saml::status_success);
    EXPECT_EQ(got.destination, std::nullopt);
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 0u);
}

TEST(SingleLogout, BySoapIsRefusedWhereItIsNotAllowed) {
    SoapWorld world("false");
    EXPECT_EQ(world.by_soap(world.request(), &sp_key().key).status, 500);
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 1u);
    EXPECT_EQ(world.idp.metadata().find("bindings:SOAP"), std::string::npos);
}

TEST(SingleLogout, GoesWhereTheSettingsSay) {
    LogoutWorld world("pingone", {{"slo_url", "https://sp.example.test/logout"},
                                  {"slo_response_url", "https://sp.example.test/logged-out"},
                                  {"slo_binding", "post"}});
    const auto answer = sent(world.log_out(world.request()), "SAMLResponse").value();
    EXPECT_EQ(answer.to, "https://sp.example.test/logged-out");
    EXPECT_TRUE(answer.posted);
}

TEST(SingleLogout, WhatAnotherSpStillHoldsIsPartial) {
    LogoutWorld world("generic");
    saml::EntityDescriptor other = full_sp();
    other.entity_id = "https://other.example.test";
    world.idp.connect_sp(other);
    saml::AuthnRequest login = world.World::request();
    login.issuer = other.entity_id;
    ASSERT_TRUE(posted(world.hands.get(world.redirect_to(login))));
    world.idp.connect_sp(full_sp());
    const saml::LogoutResponse got = response_in(sent(world.log_out(world.request()), "SAMLResponse").value());
    EXPECT_EQ(got.status.code, saml::status_success);
    EXPECT_EQ(got.status.nested.at(0), "urn:oasis:names:tc:SAML:2.0:status:PartialLogout");
}

TEST(SingleLogout, EntraSignsOverLowerCaseEscapesAndHasAnIssuerOfItsOwn) {
    LogoutWorld world("entra");
    const HttpResponse page = world.log_out(world.request());
    const std::string to = find_header(page.headers, "Location").value();
    EXPECT_NE(to.find("%2f"), std::string::npos);
    EXPECT_EQ(to.find("%2F"), std::string::npos);
    EXPECT_EQ(response_in(sent(page, "SAMLResponse").value()).issuer,
              "https://login.microsoftonline.com/" + world.idp.tenant().variables.at("tenant_id") + "/");
}

TEST(SingleLogout, OktaTellsNobodyUnlessAsked) {
    LogoutWorld world("okta", {{"slo.participate", "false"}});
    const HttpResponse page = world.hands.send({"GET", world.idp.logout_url(), {}, {}});
    EXPECT_FALSE(sent(page, "SAMLRequest"));
    EXPECT_EQ(world.idp.sessions_of(world.ada.username), 0u);
}

TEST(SingleLogout, VendorsWithoutItSignOutAlone) {
    for (const std::string id : {"google", "jumpcloud"}) {
        World world(id);
        world.idp.connect_sp(full_sp());
        ASSERT_TRUE(posted(world.login()));
        const HttpResponse page = world.hands.send({"POST", world.idp.logout_url(), {}, {}});
        EXPECT_EQ(page.status, 200);
        EXPECT_FALSE(sent(page, "SAMLRequest"));
        EXPECT_EQ(world.idp.sessions_of(world.ada.username), 0u);
        EXPECT_EQ(world.idp.slo_url(), "");
    }
}

} // namespace
} // namespace idpsim::idp::testing
