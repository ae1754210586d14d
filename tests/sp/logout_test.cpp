/// Single logout, begun by the IdP and begun here.
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/reader.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"
#include "tests/sp/bench.hpp"

#include <boost/json/array.hpp>

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

BenchOptions with_logout() {
    BenchOptions options;
    options.metadata = full_idp_metadata();
    return options;
}

struct LogoutBench : Bench {
    LogoutBench() : Bench(with_logout()), slo(path_of(base_url + std::string("/sso/") + org + "/slo")) {}

    saml::LogoutRequest request(std::string name_id = "ada@example.test") {
        saml::LogoutRequest out;
        out.id = "_lr" + std::to_string(++serial);
        out.issue_instant = clock.now();
        out.destination = base_url + slo;
        out.issuer = idp_entity_id;
        out.name_id = saml::NameId{std::move(name_id), {}, {}, {}};
        return out;
    }
    HttpResponse by_redirect(const saml::LogoutRequest& message, const crypto::PrivateKey* key = &idp_key(),
                             std::optional<std::string> relay_state = {}) {
        saml::RedirectSigner signer{key, alg::rsa_sha256};
        const std::string url = saml::encode_redirect(base_url + slo, "SAMLRequest", saml::write_logout_request(message),
                                                      relay_state, key ? &signer : nullptr);
        return send("GET", path_of(url), {{"Accept", "application/json"}});
    }
    HttpResponse by_post(const std::string& xml, const char* parameter = "SAMLRequest") {
        return send("POST", slo, {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
                    write_form({{parameter, crypto::base64_encode(xml)}}));
    }
    /// Somebody logged in; `assertion` makes the message another one.
    Browser logged_in(std::string name_id, std::string assertion) {
        Browser browser;
        Message message;
        message.name_id = std::move(name_id);
        message.assertion_id = std::move(assertion);
        EXPECT_EQ(login(message, browser).status, 303);
        return browser;
    }
    bool is_in(Browser& browser) { return !whoami(browser).empty(); }

    std::string slo;
    int serial = 0;
};

TEST(LogoutByIdp, EndsEverySessionOfThePerson) {
    LogoutBench bench;
    Browser one = bench.logged_in("ada@example.test", "_1"), two = bench.logged_in("ada@example.test", "_2");
    Browser bob = bench.logged_in("bob@example.test", "_3");
    const saml::LogoutRequest request = bench.request();
    const HttpResponse answer = bench.by_redirect(request, &idp_key(), "state-7");
    ASSERT_EQ(answer.status, 302) << answer.body;
    EXPECT_FALSE(bench.is_in(one));
    EXPECT_FALSE(bench.is_in(two));
    EXPECT_TRUE(bench.is_in(bob));
    const std::string location = find_header(answer.headers, "Location").value();
    EXPECT_TRUE(location.starts_with("https://idp.example.test/slo/done?")) << location;   // ResponseLocation
    const auto received = saml::read_redirect(parse_url(location)->query);
    EXPECT_EQ(received->relay_state, "state-7");
    EXPECT_TRUE(saml::verify_redirect(*received, bench.own_certificate("signing").public_key()));
    const auto document = xml::Document::parse(received->xml);
    const auto response = saml::read_logout_response(document->root());
    ASSERT_TRUE(response);
    EXPECT_EQ(response->in_response_to, request.id);
    EXPECT_EQ(response->status.code, saml::status_success);
    EXPECT_EQ(response->issuer, bench.entity_id);
    EXPECT_EQ(response->destination, "https://idp.example.test/slo/done");
}

TEST(LogoutByIdp, EndsTheNamedSessionAlone) {
    LogoutBench bench;
    Browser one = bench.logged_in("ada@example.test", "_1"), two = bench.logged_in("ada@example.test", "_2");
    saml::LogoutRequest request = bench.request();
    request.session_indexes = {"_s1", "_else"};
    EXPECT_EQ(bench.by_redirect(request).status, 302);
    EXPECT_FALSE(bench.is_in(one));
    EXPECT_TRUE(bench.is_in(two));
    // Somebody else's SessionIndex, or their name with this one's index, ends nothing.
    saml::LogoutRequest mixed = bench.request("bob@example.test");
    mixed.session_indexes = {"_s2"};
    EXPECT_EQ(bench.by_redirect(mixed).status, 302);
    EXPECT_TRUE(bench.is_in(two));
}

TEST(LogoutByIdp, ByPostIsSignedAndAnsweredByPost) {
    LogoutBench bench;
    Browser ada = bench.logged_in("ada@example.test", "_1");
    const std::string xml = signed_document(saml::write_logout_request(bench.request()), idp_key());
    const HttpResponse answer = bench.by_post(xml);
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_FALSE(bench.is_in(ada));
    EXPECT_NE(answer.body.find("action=\"https://idp.example.test/slo/post\""), std::string::npos);
    EXPECT_EQ(bench.by_post(xml).status, 200);   // again: harmless
}

TEST(LogoutByIdp, EachRuleRefuses) {
    LogoutBench bench;
    Browser ada = bench.logged_in("ada@example.test", "_1");
    const auto changed = [&](const std::function<void(saml::LogoutRequest&)>& change) {
        saml::LogoutRequest request = bench.request();
        change(request);
        return rule_of(bench.by_redirect(request));
    };
    EXPECT_EQ(rule_of(bench.by_redirect(bench.request(), nullptr)), "logout.signed");
    EXPECT_EQ(rule_of(bench.by_redirect(bench.request(), &other_key())), "logout.signature");
    EXPECT_EQ(rule_of(bench.by_post(saml::write_logout_request(bench.request()))), "logout.signed");
    EXPECT_EQ(rule_of(bench.by_post(signed_document(saml::write_logout_request(bench.request()), other_key()))),
              "logout.signature");
    std::string bent = signed_document(saml::write_logout_request(bench.request("eve@example.test")), idp_key());
    EXPECT_EQ(rule_of(bench.by_post(replace_all(bent, "eve@", "ada@"))), "logout.signature");
    EXPECT_EQ(changed([](auto& r) { r.issuer = "https://evil.example.test"; }), "logout.issuer");
    EXPECT_EQ(changed([](auto& r) { r.issuer.reset(); }), "logout.issuer");
    EXPECT_EQ(changed([](auto& r) { r.destination = "https://else.example.test/slo"; }), "logout.destination");
    EXPECT_EQ(changed([](auto& r) { r.destination.reset(); }), "logout.destination");
    EXPECT_EQ(changed([](auto& r) { r.version = "1.1"; }), "logout.version");
    EXPECT_EQ(changed([&](auto& r) { r.not_on_or_after = bench.clock.now() - std::chrono::minutes{4}; }),
              "logout.not_on_or_after");
    EXPECT_EQ(changed([&](auto& r) { r.issue_instant = bench.clock.now() - std::chrono::minutes{9}; }),
              "logout.not_on_or_after");   // it does not say for how long it counts
    EXPECT_EQ(changed([](auto& r) { r.name_id->value = ""; }), "logout.name_id");
    EXPECT_EQ(rule_of(bench.by_post("<x/>")), "logout.message");
    EXPECT_EQ(rule_of(bench.by_post("no xml")), "logout.well_formed");
    EXPECT_EQ(rule_of(bench.send("GET", bench.slo, {{"Accept", "application/json"}})), "logout.encoding");
    EXPECT_EQ(rule_of(bench.by_post(signed_document(saml::write_logout_request(bench.request()), idp_key()), "SAMLResponse")),
              "logout.message");
    EXPECT_TRUE(bench.is_in(ada));
    EXPECT_EQ(bench.by_redirect(bench.request()).status, 302);
    EXPECT_FALSE(bench.is_in(ada));
}

TEST(LogoutByIdp, NeverReachesPeopleOfAnotherIdp) {
    LogoutBench bench;
    Browser ada = bench.logged_in("ada@example.test", "_1");
    std::string other = replace_all(full_idp_metadata(), idp_entity_id, "https://second.example.test/idp");
    other = replace_all(other, certificate_of(idp_key()).base64(), certificate_of(other_key()).base64());
    const HttpResponse added = bench.send("POST", "/api/orgs/" + bench.org + "/idps",
                                          {{"Authorization", "Bearer " + bench.admin_token}, {"Content-Type", "text/xml"}}, other);
    ASSERT_EQ(added.status, 201) << added.body;
    saml::LogoutRequest request = bench.request();
    request.issuer = "https://second.example.test/idp";
    EXPECT_EQ(bench.by_redirect(request, &other_key()).status, 302);
    EXPECT_TRUE(bench.is_in(ada));
    request = bench.request();
    EXPECT_EQ(rule_of(bench.by_redirect(request, &other_key())), "logout.signature");
}

TEST(LogoutHere, AsksTheIdpWithTheNameItGave) {
    LogoutBench bench;
    Browser browser;
    Message message;
    message.change = [](pugi::xml_node response) {
        pugi::xml_node id = response.child("saml:Assertion").child("saml:Subject").child("saml:NameID");
        id.append_attribute("NameQualifier").set_value("q");
        id.append_attribute("SPNameQualifier").set_value("s");
    };
    EXPECT_EQ(bench.login(message, browser).status, 303);
    Browser before = browser;
    const HttpResponse sent = bench.get("/sso/" + bench.org + "/logout", browser);
    ASSERT_EQ(sent.status, 302) << sent.body;
    EXPECT_FALSE(bench.is_in(before));   // over at once, whatever the IdP does
    const std::string location = find_header(sent.headers, "Location").value();
    EXPECT_TRUE(location.starts_with("https://idp.example.test/slo?"));
    const auto received = saml::read_redirect(parse_url(location)->query);
    EXPECT_TRUE(saml::verify_redirect(*received, bench.own_certificate("signing").public_key()));
    const auto document = xml::Document::parse(received->xml);
    const auto request = saml::read_logout_request(document->root());
    ASSERT_TRUE(request);
    EXPECT_EQ(request->name_id->value, "ada@example.test");
    EXPECT_EQ(request->name_id->format, saml::nameid_email);
    EXPECT_EQ(request->name_id->name_qualifier, "q");
    EXPECT_EQ(request->name_id->sp_name_qualifier, "s");
    EXPECT_EQ(request->session_indexes, std::vector<std::string>{"_s1"});

    saml::LogoutResponse response;
    response.id = "_back";
    response.issue_instant = bench.clock.now();
    response.destination = base_url + bench.slo;
    response.issuer = idp_entity_id;
    response.in_response_to = request->id;
    response.status.code = saml::status_success;
    const auto answer = [&](const crypto::PrivateKey* key) {
        saml::RedirectSigner signer{key, alg::rsa_sha256};
        const std::string url = saml::encode_redirect(base_url + bench.slo, "SAMLResponse", saml::write_logout_response(response),
                                                      {}, key ? &signer : nullptr);
        return bench.send("GET", path_of(url), {{"Accept", "application/json"}, {"Cookie", browser.header()}});
    };
    EXPECT_EQ(rule_of(answer(nullptr)), "logout.signed");
    EXPECT_EQ(rule_of(answer(&other_key())), "logout.signature");
    response.in_response_to = "_unknown";
    EXPECT_EQ(rule_of(answer(&idp_key())), "logout.in_response_to");
    response.in_response_to = request->id;
    EXPECT_EQ(answer(&idp_key()).status, 200);
    EXPECT_EQ(rule_of(answer(&idp_key())), "logout.in_response_to");   // once
}

TEST(LogoutHere, WithoutSingleLogoutAtTheIdpItIsLocal) {
    Bench bench;
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    EXPECT_EQ(bench.get("/sso/" + bench.org + "/logout", browser).status, 303);
    EXPECT_TRUE(bench.whoami(browser).empty());
    EXPECT_EQ(bench.get("/sso/" + bench.org + "/logout", browser).status, 303);   // nobody is in
}

TEST(LogoutHere, AnotherSiteCannotBeginIt) {
    LogoutBench bench;
    Browser browser = bench.logged_in("ada@example.test", "_1");
    const HttpResponse response = bench.send("GET", "/sso/" + bench.org + "/logout",
                                             {{"Cookie", browser.header()}, {"Sec-Fetch-Site", "cross-site"}});
    EXPECT_EQ(response.status, 403);
    EXPECT_TRUE(bench.is_in(browser));
}

TEST(SignedRequests, WhenWantedHereOrThere) {
    LogoutBench bench;
    Browser browser;
    const std::string login = "/sso/" + bench.org + "/login";
    const auto signed_query = [&] {
        const auto received = saml::read_redirect(parse_url(find_header(bench.get(login, browser).headers, "Location").value())->query);
        return bool(saml::verify_redirect(*received, bench.own_certificate("signing").public_key()));
    };
    EXPECT_FALSE(signed_query());
    EXPECT_EQ(bench.settings(R"({"sign_requests":true})").status, 200);
    EXPECT_TRUE(signed_query());
    const std::string page = bench.get(login + "?binding=post", browser).body;
    const std::size_t at = page.find("name=\"SAMLRequest\" value=\"") + 26;
    const auto xml = crypto::base64_decode(page.substr(at, page.find('"', at) - at));
    ASSERT_TRUE(xml) << page;
    const auto document = xml::Document::parse(*xml);
    ASSERT_TRUE(document);
    xml::VerifyPolicy policy;
    policy.keys = {bench.own_certificate("signing").public_key()};
    EXPECT_TRUE(xml::verify_enveloped(*document, document->root(), policy));
    EXPECT_EQ(bench.settings(R"({"sign_requests":false})").status, 200);
    EXPECT_FALSE(signed_query());
    EXPECT_EQ(bench.put_metadata(full_idp_metadata(R"(WantAuthnRequestsSigned="true")")).status, 200);
    EXPECT_TRUE(signed_query());
}

} // namespace
} // namespace idpsim::sp::test
