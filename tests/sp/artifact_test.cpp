/// Logins by artifact: whom it is resolved at, what the answer has to be, and that its message keeps every login rule.
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"
#include "tests/sp/bench.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

BenchOptions with_artifacts() {
    BenchOptions options;
    options.metadata = full_idp_metadata();
    return options;
}

/// An IdP that resolves artifacts; each part of its answer can be bent.
struct ArtifactBench : Bench {
    ArtifactBench() : Bench(with_artifacts()) {}

    std::string artifact(int index = 3) {
        return saml::write_artifact({index, saml::source_id_of(idp_entity_id), "handle-number-" + std::to_string(++serial + 100'000)});
    }
    Result<HttpResponse> resolve(const HttpRequest& request) {
        ++asked;
        EXPECT_EQ(request.method, "POST");
        EXPECT_EQ(request.url, "https://idp.example.test/artifact");
        const auto question = saml::read_soap(request.body);
        const auto document = xml::Document::parse(*question);
        xml::VerifyPolicy policy;
        policy.keys = {own_certificate("signing").public_key()};
        EXPECT_TRUE(xml::verify_enveloped(*document, document->root(), policy));
        const auto resolve = saml::read_artifact_resolve(document->root());
        EXPECT_EQ(resolve->issuer, entity_id);
        std::string answer = "<samlp:ArtifactResponse xmlns:samlp=\"" + std::string(ns::samlp) + "\" xmlns:saml=\"" +
                             std::string(ns::saml) + "\" ID=\"_ar\" Version=\"2.0\" IssueInstant=\"" + at(Millis{0}) +
                             "\" InResponseTo=\"" + in_response_to.value_or(resolve->id) + "\"><saml:Issuer>" + issuer +
                             "</saml:Issuer><samlp:Status><samlp:StatusCode Value=\"" + status + "\"/></samlp:Status>" +
                             (message ? write(*message) : "") + "</samlp:ArtifactResponse>";
        if (key) answer = signed_document(answer, *key);
        return HttpResponse{http_status, {}, saml::write_soap(answer)};
    }
    HttpResponse bring(const std::string& samlart, Browser& browser) {
        const std::string path = path_of(acs) + "?SAMLart=" + percent_encode(samlart) + "&RelayState=%2Fhome";
        return send_with_errands("GET", path, browser, "", [this](const HttpRequest& request) { return resolve(request); });
    }
    std::string rule() {
        Browser browser;
        const HttpResponse response = bring(artifact(), browser);
        return response.status == 303 ? "" : rule_of(response);
    }

    std::optional<Message> message = Message{};
    std::optional<std::string> in_response_to;
    std::string issuer = idp_entity_id, status = saml::status_success;
    const crypto::PrivateKey* key = nullptr;
    int http_status = 200, serial = 0, asked = 0;
};

TEST(Artifact, IsResolvedOnce) {
    ArtifactBench bench;
    Browser browser;
    const std::string samlart = bench.artifact();
    const HttpResponse admitted = bench.bring(samlart, browser);
    ASSERT_EQ(admitted.status, 303) << admitted.body;
    EXPECT_EQ(find_header(admitted.headers, "Location"), "/home");
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "ada@example.test");
    EXPECT_EQ(rule_of(bench.bring(samlart, browser)), "artifact.first_use");
    EXPECT_EQ(bench.asked, 1);
}

TEST(Artifact, ByPostToo) {
    ArtifactBench bench;
    Browser browser;
    const HttpResponse admitted = bench.send_with_errands("POST", path_of(bench.acs), browser, write_form({{"SAMLart", bench.artifact()}}),
                                                          [&](const HttpRequest& request) { return bench.resolve(request); });
    EXPECT_EQ(admitted.status, 303) << admitted.body;
}

TEST(Artifact, OnlyOfAnIdpOfOurs) {
    ArtifactBench bench;
    Browser browser;
    const auto rule = [&](const std::string& samlart) { return rule_of(bench.bring(samlart, browser)); };
    EXPECT_EQ(rule(saml::write_artifact({3, saml::source_id_of("https://evil.example.test"), std::string(20, 'h')})), "artifact.source");
    EXPECT_EQ(rule(bench.artifact(4)), "artifact.endpoint");
    EXPECT_EQ(rule("AAQAAA=="), "artifact.form");
    EXPECT_EQ(rule("not base64"), "artifact.form");
    const std::string twice = path_of(bench.acs) + "?SAMLart=" + percent_encode(bench.artifact()) + "&SAMLart=x";
    EXPECT_EQ(rule_of(bench.send("GET", twice, {{"Accept", "application/json"}})), "artifact.form");
    EXPECT_EQ(bench.asked, 0);
}

TEST(Artifact, TheAnswerHasToBeOne) {
    ArtifactBench bench;
    bench.http_status = 302;
    EXPECT_EQ(bench.rule(), "artifact.resolved");
    bench.http_status = 200;
    bench.in_response_to = "_else";
    EXPECT_EQ(bench.rule(), "artifact.in_response_to");
    bench.in_response_to.reset();
    bench.issuer = "https://evil.example.test";
    EXPECT_EQ(bench.rule(), "artifact.issuer");
    bench.issuer = idp_entity_id;
    bench.status = "urn:oasis:names:tc:SAML:2.0:status:Requester";
    EXPECT_EQ(bench.rule(), "artifact.status");
    bench.status = saml::status_success;
    bench.key = &other_key();
    EXPECT_EQ(bench.rule(), "artifact.signature");
    bench.key = nullptr;
    bench.message.reset();
    EXPECT_EQ(bench.rule(), "artifact.message");
    Browser browser;
    const auto fails_with = [&](const Result<HttpResponse>& answer) {
        return rule_of(bench.send_with_errands("GET", path_of(bench.acs) + "?SAMLart=" + percent_encode(bench.artifact()), browser, "",
                                               [&](const HttpRequest&) { return answer; }));
    };
    EXPECT_EQ(fails_with(Error{Fault::tls, "x", "not trusted"}), "artifact.resolved");
    EXPECT_EQ(fails_with(HttpResponse{500, {}, saml::write_soap_fault("Server", "no")}), "artifact.resolved");
    EXPECT_EQ(fails_with(HttpResponse{200, {}, ""}), "artifact.resolved");
    EXPECT_EQ(fails_with(HttpResponse{200, {}, saml::write_soap("<x/>")}), "artifact.readable");
    EXPECT_EQ(fails_with(HttpResponse{200, {}, std::string(2u << 20, ' ')}), "artifact.resolved");
    EXPECT_EQ(bench.account_count(), 0u);
}

TEST(Artifact, TheMessageKeepsEveryLoginRule) {
    ArtifactBench bench;
    bench.message->sign_assertion = false;
    EXPECT_EQ(bench.rule(), "signature.present");
    bench.message->sign_assertion = true;
    bench.message->key = &other_key();
    EXPECT_EQ(bench.rule(), "signature.valid");
    bench.message->key = nullptr;
    bench.message->change = [](pugi::xml_node response) { response.child("saml:Issuer").text().set("https://evil.example.test"); };
    EXPECT_EQ(bench.rule(), "response.issuer");
    bench.message->change = {};
    EXPECT_EQ(bench.rule(), "");
    EXPECT_EQ(bench.rule(), "replay");   // a fresh artifact for a used assertion
}

TEST(Artifact, ASignedAnswerVouchesForWhatItHolds) {
    ArtifactBench bench;
    bench.key = &idp_key();
    bench.message->sign_assertion = false;
    EXPECT_EQ(bench.rule(), "");
}

TEST(Artifact, IsAskedForWhenTheOrganisationWantsIt) {
    ArtifactBench bench;
    EXPECT_EQ(bench.settings(R"({"response_binding":"artifact"})").status, 200);
    const std::string metadata = bench.send("GET", "/sso/" + bench.org + "/metadata").body;
    EXPECT_NE(metadata.find("bindings:HTTP-Artifact\" Location=\"" + bench.acs), std::string::npos) << metadata;
}

} // namespace
} // namespace idpsim::sp::test
