#include "tests/conformance/records.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

constexpr const char* request_ids[] = {"saml.request.id",  "saml.request.issuer",  "saml.request.destination",
                                       "saml.request.acs", "saml.request.binding", "saml.request.issue_instant",
                                       "saml.request.signature"};

TEST(RequestChecks, WithoutARequestSayWhereTheBrowserEnded) {
    LoginRecord login = undelivered_login();
    login.request.reset();
    login.request_exchange = 0;
    for (const char* id : request_ids)
        EXPECT_THAT(judge(id, login),
                    fails("an AuthnRequest sent by the SP to https://idp.example/sso",
                          {{0, "landed at", "no AuthnRequest came; the browser ended at https://sp.example/error"}}))
            << id;
}

TEST(RequestChecks, SayWhyARequestCouldNotBeRead) {
    LoginRecord login = undelivered_login();
    login.request.reset();
    login.request_error = "/samlp:AuthnRequest/@ID: is missing";
    for (const char* id : request_ids)
        EXPECT_THAT(judge(id, login), fails("an AuthnRequest sent by the SP to https://idp.example/sso",
                                            {{4, "AuthnRequest", "/samlp:AuthnRequest/@ID: is missing"}}))
            << id;
}

TEST(RequestChecks, HaveNothingToJudgeInAnUnsolicitedLogin) {
    for (const char* id : request_ids)
        EXPECT_THAT(judge(id, unsolicited_login()),
                    is_unverified("the login was not SP-initiated, so there is no AuthnRequest to judge"))
            << id;
}

TEST(RequestChecks, JudgeTheRequestOfAnSpThatTurnsAnUnsolicitedLoginIntoItsOwn) {
    LoginRecord login = good_login();
    login.sp_initiated = false;
    EXPECT_THAT(judge("saml.request.id", login), passes("/samlp:AuthnRequest/@ID", "_r1", 4));
}

constexpr char fresh_id[] = "an ID that is an xs:ID and was never used before in this case";

TEST(RequestId, IsAnXsId) {
    LoginRecord login = good_login();
    login.earlier_request_ids = {"_r0", "_r2"};
    for (const char* good : {"_r1", "a", "id-1.2_3", "\xC3\xA9t\xC3\xA9"}) {
        login.request->id = good;
        EXPECT_THAT(judge("saml.request.id", login), passes("/samlp:AuthnRequest/@ID", good, 4));
    }
    for (const std::string bad : {"", "7a", "-a", ".a", "a b", "a:b", "{a}"}) {
        login.request->id = bad;
        EXPECT_THAT(judge("saml.request.id", login),
                    fails(fresh_id, {{4, "/samlp:AuthnRequest/@ID", "\"" + bad + "\", which is no xs:ID"}}));
    }
}

TEST(RequestId, IsNotAnEarlierOne) {
    LoginRecord login = good_login();
    login.earlier_request_ids = {"_r0", "_r1"};
    EXPECT_THAT(judge("saml.request.id", login),
                fails(fresh_id, {{4, "/samlp:AuthnRequest/@ID", "\"_r1\", used by an earlier request"}}));
}

TEST(RequestIssuer, IsTheSpsEntityId) {
    LoginRecord login = good_login();
    EXPECT_THAT(judge("saml.request.issuer", login), passes("/samlp:AuthnRequest/saml:Issuer", sp_entity, 4));
    login.request->issuer = "https://sp.example/saml/";
    EXPECT_THAT(judge("saml.request.issuer", login),
                fails("the Issuer \"https://sp.example/saml\"",
                      {{4, "/samlp:AuthnRequest/saml:Issuer", "\"https://sp.example/saml/\""}}));
    login.request->issuer.reset();
    EXPECT_THAT(judge("saml.request.issuer", login),
                fails("the Issuer \"https://sp.example/saml\"", {{4, "/samlp:AuthnRequest/saml:Issuer", "(absent)"}}));
}

TEST(RequestIssuer, CannotBeToldWithoutAnEntityId) {
    LoginRecord login = good_login();
    login.sp.entity_id.clear();
    EXPECT_THAT(judge("saml.request.issuer", login), is_unverified("nothing tells the SP's entityID"));
}

constexpr char at_destination[] = "/samlp:AuthnRequest/@Destination";

TEST(RequestDestination, MayBeAbsent) {
    LoginRecord login = good_login();
    login.request->destination.reset();
    EXPECT_THAT(judge("saml.request.destination", login), passes(at_destination, "(absent)", 4));
}

TEST(RequestDestination, IsWhereTheRequestWasSent) {
    LoginRecord login = good_login();
    for (const char* good : {"https://idp.example/sso", "https://IDP.example:443/sso"}) {
        login.request->destination = good;
        EXPECT_THAT(judge("saml.request.destination", login),
                    passes(at_destination, "\"" + std::string(good) + "\"", 4));
    }
    for (const char* bad : {"https://idp.invalid/sso", "http://idp.example/sso", "https://idp.example/SSO",
                            "https://idp.example/sso?tenant=2", "", "/sso"}) {
        login.request->destination = bad;
        EXPECT_THAT(judge("saml.request.destination", login),
                    fails("no Destination, or the endpoint it was sent to, \"https://idp.example/sso\"",
                          {{4, at_destination, "\"" + std::string(bad) + "\""}}));
    }
}

TEST(RequestDestination, HasTheQueryOfTheEndpointsOwn) {
    LoginRecord login = good_login();
    login.idp.sso_url = "https://idp.example/sso?idpid=C01";
    login.request->destination = login.idp.sso_url;
    EXPECT_THAT(judge("saml.request.destination", login),
                passes(at_destination, "\"https://idp.example/sso?idpid=C01\"", 4));
    for (const char* bad : {"https://idp.example/sso?idpid=C02", "https://idp.example/sso"}) {
        login.request->destination = bad;
        EXPECT_THAT(judge("saml.request.destination", login),
                    fails("no Destination, or the endpoint it was sent to, \"https://idp.example/sso?idpid=C01\"",
                          {{4, at_destination, "\"" + std::string(bad) + "\""}}));
    }
}

TEST(RequestDestination, IsComparedWithAnotherEndpointWhereThatReceivedIt) {
    LoginRecord login = good_login();
    login.idp.sso_url = "https://idp.example/sso/redirect?idpid=C01";
    login.request_sent_to = "https://idp.example/sso/post";
    login.request->destination = "https://idp.example/sso/post";
    EXPECT_THAT(judge("saml.request.destination", login),
                passes(at_destination, "\"https://idp.example/sso/post\"", 4));
}

constexpr char at_acs[] = "/samlp:AuthnRequest/@AssertionConsumerServiceURL";
constexpr char at_acs_index[] = "/samlp:AuthnRequest/@AssertionConsumerServiceIndex";

TEST(RequestAcs, IsOneOfTheSpsOwn) {
    LoginRecord login = good_login();
    login.sp.acs_urls = {"https://sp.example/other", sp_acs};
    EXPECT_THAT(judge("saml.request.acs", login), passes(at_acs, "\"https://sp.example/acs\"", 4));
    login.request->acs_url.reset();
    EXPECT_THAT(judge("saml.request.acs", login), passes(at_acs, "(absent)", 4));
    login.request->acs_url = "https://sp.example/acs?tenant=7";
    EXPECT_THAT(judge("saml.request.acs", login),
                fails("an ACS URL that the SP's metadata lists", {{4, at_acs, "\"https://sp.example/acs?tenant=7\""}}));
}

TEST(RequestAcs, CannotBeToldWhenNothingNamesAnAcs) {
    LoginRecord login = good_login();
    for (const std::vector<std::string>& none : {std::vector<std::string>{}, {""}}) {
        login.sp.acs_urls = none;
        EXPECT_THAT(judge("saml.request.acs", login), is_unverified("nothing tells the SP's ACS"));
    }
}

TEST(RequestAcs, ForAnotherBindingIsListedWithThat) {
    const std::string artifact_acs = "https://sp.example/artifact";
    LoginRecord login = good_login();
    login.sp.metadata =
        sp_metadata(acs_element(saml::binding_post, sp_acs) + acs_element(saml::binding_artifact, artifact_acs, 1));
    login.request->acs_url = artifact_acs;
    login.request->protocol_binding = saml::binding_artifact;
    EXPECT_THAT(judge("saml.request.acs", login), passes(at_acs, "\"https://sp.example/artifact\"", 4));
    login.request->protocol_binding = saml::binding_post;
    EXPECT_THAT(judge("saml.request.acs", login),
                fails("an ACS URL that the SP's metadata lists", {{4, at_acs, "\"https://sp.example/artifact\""}}));
}

TEST(RequestAcs, ByIndexIsOneOfTheMetadatas) {
    LoginRecord login = good_login();
    login.request->acs_url.reset();
    login.request->protocol_binding.reset();
    login.request->acs_index = 0;
    EXPECT_THAT(judge("saml.request.acs", login), passes(at_acs_index, "0", 4));
    login.request->acs_index = 3;
    EXPECT_THAT(judge("saml.request.acs", login),
                fails("the index of an ACS that the SP's metadata lists", {{4, at_acs_index, "3"}}));
    login.sp.metadata.clear();
    EXPECT_THAT(judge("saml.request.acs", login),
                is_unverified("the ACS is asked for by its index, and there is no metadata to look it up in"));
}

TEST(RequestAcs, ByIndexStandsAlone) {
    LoginRecord login = good_login();
    login.request->acs_index = 0;
    const auto beside = fails("an AssertionConsumerServiceIndex alone, or a URL and a binding without it",
                              {{4, at_acs_index, "0 beside a URL or a binding"}});
    EXPECT_THAT(judge("saml.request.acs", login), beside);
    login.request->acs_url.reset();
    EXPECT_THAT(judge("saml.request.acs", login), beside);
}

TEST(RequestBinding, IsOneThatCarriesAResponse) {
    LoginRecord login = good_login();
    for (const char* good : {saml::binding_post, saml::binding_artifact}) {
        login.request->protocol_binding = good;
        EXPECT_THAT(judge("saml.request.binding", login),
                    passes("/samlp:AuthnRequest/@ProtocolBinding", "\"" + std::string(good) + "\"", 4));
    }
    login.request->protocol_binding.reset();
    EXPECT_THAT(judge("saml.request.binding", login), passes("/samlp:AuthnRequest/@ProtocolBinding", "(absent)", 4));
    login.request->protocol_binding = saml::binding_redirect;
    EXPECT_THAT(judge("saml.request.binding", login), fails("HTTP-POST or HTTP-Artifact as the binding of the Response",
                                                            {{4, "/samlp:AuthnRequest/@ProtocolBinding",
                                                              "\"" + std::string(saml::binding_redirect) + "\""}}));
}

TEST(RequestIssueInstant, IsWithinFiveMinutes) {
    using namespace std::chrono_literals;
    LoginRecord login = good_login();
    for (const Millis off : {Millis(-5min), Millis(0), Millis(5min)}) {
        login.request->issue_instant = login_time + off;
        EXPECT_THAT(judge("saml.request.issue_instant", login),
                    passes("/samlp:AuthnRequest/@IssueInstant", format_instant(login_time + off), 4));
    }
    for (const Millis off : {Millis(-5min) - 1ms, Millis(5min) + 1ms, Millis(2h)}) {
        login.request->issue_instant = login_time + off;
        EXPECT_THAT(judge("saml.request.issue_instant", login),
                    fails("a time within 5 minutes of 2026-03-02T09:00:00.000Z",
                          {{4, "/samlp:AuthnRequest/@IssueInstant", format_instant(login_time + off)}}));
    }
}

} // namespace
} // namespace idpsim::conformance
