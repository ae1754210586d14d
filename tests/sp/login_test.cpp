/// SP-initiated logins, sessions, and what a browser is given.
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/html.hpp"
#include "simulator/sp/http_support.hpp"
#include "tests/sp/bench.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

struct Sent {
    saml::AuthnRequest request;
    std::optional<std::string> relay_state;
    std::string endpoint;
};

Sent read(const saml::Received& received, std::string endpoint) {
    const auto document = xml::Document::parse(received.xml).value();
    return {saml::read_authn_request(document.root()).value(), received.relay_state, std::move(endpoint)};
}

Sent start(Bench& bench, Browser& browser, std::string_view query = {}) {
    const HttpResponse response = bench.get("/sso/" + bench.org + "/login" + std::string(query), browser);
    EXPECT_EQ(response.status, 302) << response.body;
    const std::string location = find_header(response.headers, "Location").value_or("");
    const Url url = parse_url(location).value();
    return read(saml::read_redirect(url.query).value(), url.origin() + url.path);
}

Message answer_to(const Sent& sent, std::string assertion_id = "_a1") {
    Message message;
    message.in_response_to = sent.request.id;
    message.assertion_id = std::move(assertion_id);
    return message;
}

TEST(AuthnRequest, SaysWhoAsksForWhatAndWhere) {
    Bench bench;
    Browser browser;
    const Sent sent = start(bench, browser, "?relay_state=%2Freports");
    EXPECT_TRUE(sent.request.id.starts_with("_"));
    EXPECT_GE(sent.request.id.size(), 33u);
    EXPECT_EQ(sent.request.version, "2.0");
    EXPECT_EQ(sent.request.issue_instant, bench.clock.now());
    EXPECT_EQ(sent.request.destination, "https://idp.example.test/sso?tenant=1");
    EXPECT_EQ(sent.request.issuer, bench.entity_id);
    EXPECT_EQ(sent.request.acs_url, bench.acs);
    EXPECT_EQ(sent.request.protocol_binding, saml::binding_post);
    ASSERT_TRUE(sent.request.name_id_policy);
    EXPECT_FALSE(sent.request.name_id_policy->format);
    EXPECT_EQ(sent.relay_state, "/reports");
    EXPECT_NE(start(bench, browser).request.id, sent.request.id);
}

TEST(AuthnRequest, KeepsTheEndpointsOwnQuery) {
    Bench bench;
    Browser browser;
    const HttpResponse response = bench.get("/sso/" + bench.org + "/login", browser);
    EXPECT_TRUE(
        find_header(response.headers, "Location")->starts_with("https://idp.example.test/sso?tenant=1&SAMLRequest="));
}

TEST(AuthnRequest, GoesByPostWhenAsked) {
    Bench bench;
    Browser browser;
    const HttpResponse response = bench.get("/sso/" + bench.org + "/login?binding=post&relay_state=%22%3E", browser);
    ASSERT_EQ(response.status, 200);
    const xml::HtmlPage page = xml::read_html(response.body).value();
    ASSERT_EQ(page.forms.size(), 1u);
    EXPECT_TRUE(page.submits_itself);
    EXPECT_EQ(page.forms[0].action, "https://idp.example.test/sso/post");
    Params fields;
    for (const xml::HtmlInput& input : page.forms[0].inputs)
        if (!input.name.empty()) fields.emplace_back(input.name, input.value);
    const Sent sent = read(saml::read_post(write_form(fields)).value(), page.forms[0].action);
    EXPECT_EQ(sent.request.destination, "https://idp.example.test/sso/post");
    EXPECT_EQ(sent.relay_state, "\">");
    EXPECT_EQ(find_header(response.headers, "Content-Security-Policy")->find("form-action"), std::string::npos);
}

TEST(AuthnRequest, GoesByPostWhereTheIdpOffersNothingElse) {
    BenchOptions options;
    options.metadata = replace_all(idp_metadata(), "HTTP-Redirect", "HTTP-Artifact");
    Bench bench(options);
    Browser browser;
    EXPECT_EQ(bench.get("/sso/" + bench.org + "/login", browser).status, 200);
    EXPECT_EQ(bench.get("/sso/" + bench.org + "/login?binding=redirect", browser).status, 400);
}

TEST(AuthnRequest, IsNotMadeOfNonsense) {
    Bench bench;
    Browser browser;
    const std::string login = "/sso/" + bench.org + "/login";
    EXPECT_EQ(bench.get(login + "?binding=artifact", browser).status, 400);
    EXPECT_EQ(bench.get(login + "?relay_state=" + std::string(81, 'x'), browser).status, 400);
    EXPECT_EQ(bench.get(login + "?relay_state=" + std::string(80, 'x'), browser).status, 302);
    EXPECT_EQ(bench.get(login + "?relay_state=%zz", browser).status, 400);
    EXPECT_EQ(bench.get("/sso/org-unknown/login", browser).status, 404);
    EXPECT_EQ(bench.send("POST", login).status, 405);
}

TEST(SpInitiated, LogsInAndLandsWhereItBegan) {
    Bench bench;
    Browser browser;
    const Sent sent = start(bench, browser, "?relay_state=%2Freports%3Fid%3D7");
    const HttpResponse response = bench.post(bench.write(answer_to(sent)), browser, sent.relay_state);
    EXPECT_EQ(response.status, 303) << response.body;
    EXPECT_EQ(find_header(response.headers, "Location"), "/reports?id=7");
    const boost::json::object me = bench.whoami(browser);
    EXPECT_EQ(text_of(me, "email"), "ada@example.test");
    EXPECT_EQ(text_of(me, "name_id"), "ada@example.test");
    EXPECT_EQ(text_of(me, "display_name"), "ada@example.test");
    EXPECT_EQ(text_of(me, "role"), "Reader");
    EXPECT_EQ(text_of(me, "org"), bench.org);
    EXPECT_EQ(me.at("teams"), boost::json::array{"Everyone"});
}

TEST(SpInitiated, ARequestIsAnsweredOnce) {
    Bench bench;
    Browser browser;
    const Sent sent = start(bench, browser);
    EXPECT_EQ(bench.login(answer_to(sent, "_a1"), browser).status, 303);
    const HttpResponse second = bench.login(answer_to(sent, "_a2"), browser);
    EXPECT_EQ(rule_of(second), "response.in_response_to");
    EXPECT_NE(second.body.find("answered before"), std::string::npos);
}

TEST(SpInitiated, ARefusedAnswerLeavesTheRequestOpen) {
    Bench bench;
    Browser browser;
    const Sent sent = start(bench, browser);
    Message refused = answer_to(sent);
    refused.sign_assertion = false;
    EXPECT_EQ(rule_of(bench.login(refused, browser)), "signature.present");
    EXPECT_EQ(bench.login(answer_to(sent), browser).status, 303);
}

TEST(SpInitiated, TheRequestBelongsToItsBrowser) {
    Bench bench;
    Browser ada, eve;
    const Sent sent = start(bench, ada);
    start(bench, eve);
    EXPECT_EQ(rule_of(bench.login(answer_to(sent), eve)), "response.in_response_to");
    Browser without;
    EXPECT_EQ(rule_of(bench.login(answer_to(sent), without)), "response.in_response_to");
    EXPECT_EQ(bench.login(answer_to(sent), ada).status, 303);
}

TEST(SpInitiated, SeveralTabsOfOneBrowser) {
    Bench bench;
    Browser browser;
    const Sent first = start(bench, browser);
    const Sent second = start(bench, browser);
    EXPECT_EQ(bench.login(answer_to(first, "_a1"), browser).status, 303);
    EXPECT_EQ(bench.login(answer_to(second, "_a2"), browser).status, 303);
}

TEST(SpInitiated, ALateAnswerIsToldSo) {
    Bench bench;
    Browser browser;
    const Sent sent = start(bench, browser);
    bench.clock.advance(Millis{600'000});
    const HttpResponse response = bench.login(answer_to(sent), browser);
    EXPECT_EQ(rule_of(response), "response.in_response_to");
    EXPECT_NE(response.body.find("expired"), std::string::npos);
}

/// What counts is what the request asked for, not what the settings say by the time of the answer.
TEST(SpInitiated, TheAnswerIsOfAClassThatItsRequestAskedFor) {
    Bench bench;
    Browser browser;
    bench.settings(R"({"authn_contexts":["urn:mfa"]})");
    const Sent strict = start(bench, browser);
    EXPECT_EQ(strict.request.requested_class_refs, std::vector<std::string>{"urn:mfa"});
    bench.settings(R"({"authn_contexts":[]})");
    EXPECT_EQ(rule_of(bench.login(answer_to(strict), browser)), "authn.context");
    const Sent any = start(bench, browser);
    bench.settings(R"({"authn_contexts":["urn:mfa"]})");
    EXPECT_EQ(bench.login(answer_to(any, "_a2"), browser).status, 303);
    EXPECT_EQ(rule_of(bench.login({})), "authn.context") << "nobody gets around it by an unsolicited Response";
}

TEST(SpInitiated, BothCopiesOfInResponseToAgree) {
    Bench bench;
    Browser browser;
    const Sent sent = start(bench, browser);
    Message without = answer_to(sent);
    without.change = [](pugi::xml_node response) {
        response.child("saml:Assertion").child("saml:Subject").child("saml:SubjectConfirmation").first_child()
            .remove_attribute("InResponseTo");
    };
    EXPECT_EQ(rule_of(bench.login(without, browser)), "subject.in_response_to");
    Message stripped = answer_to(sent);
    stripped.change = [](pugi::xml_node response) { response.remove_attribute("InResponseTo"); };
    EXPECT_EQ(rule_of(bench.login(stripped, browser)), "subject.in_response_to");
}

TEST(SpInitiated, ARequestOfAnotherOrganisationIsNoneHere) {
    Bench bench;
    Browser browser;
    const Sent sent = start(bench, browser);
    const boost::json::object other = json_of(bench.api("POST", "/api/orgs", R"({"name":"Other"})", staff_token));
    const std::string id = text_of(other, "id");
    EXPECT_NE(text_of(other, "entity_id"), bench.entity_id);
    bench.api("PUT", "/api/orgs/" + id + "/enabled", R"({"enabled":true})", staff_token);
    bench.send("PUT", "/api/orgs/" + id + "/idp", {{"Authorization", "Bearer " + text_of(other, "admin_token")}},
               idp_metadata());
    // The same IdP serves both; what was made for one is refused by the other.
    const std::string acs = bench.acs;
    bench.acs = text_of(other, "acs");
    EXPECT_EQ(rule_of(bench.login(answer_to(sent), browser)), "response.in_response_to");
    EXPECT_EQ(rule_of(bench.login(Message{}, browser)), "conditions.audience");
    bench.acs = acs;
    EXPECT_EQ(bench.login(answer_to(sent), browser).status, 303);
}

// -- cookies and sessions

TEST(Session, CookiesAreBoundAndHidden) {
    Bench bench;
    Browser browser;
    const HttpResponse started = bench.get("/sso/" + bench.org + "/login", browser);
    const std::string pending = find_header(started.headers, "Set-Cookie").value_or("");
    EXPECT_TRUE(pending.starts_with("__Host-browser=")) << pending;
    for (const char* part : {"; Path=/", "; HttpOnly", "; SameSite=None", "; Secure"})
        EXPECT_NE(pending.find(part), std::string::npos) << part;
    const HttpResponse admitted = bench.login({}, browser);
    const std::string session = find_header(admitted.headers, "Set-Cookie").value_or("");
    EXPECT_TRUE(session.starts_with("__Host-session=")) << session;
    for (const char* part : {"; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"})
        EXPECT_NE(session.find(part), std::string::npos) << part;
    EXPECT_EQ(session.find("Domain"), std::string::npos);
}

TEST(Session, PlainHttpDoesWithoutSecure) {
    const Cookies cookies("http://127.0.0.1:8080");
    EXPECT_EQ(cookies.set_session("x"), "session=x; Path=/; HttpOnly; SameSite=Lax");
    EXPECT_EQ(cookies.set_browser("x", std::chrono::seconds{60}), "browser=x; Path=/; HttpOnly; Max-Age=60");
}

TEST(Session, EveryLoginHasAFreshIdAndEndsTheOldOne) {
    Bench bench;
    Browser browser;
    browser.cookies["__Host-session"] = "chosen-by-somebody";
    EXPECT_EQ(bench.login({}, browser).status, 303);
    const std::string first = browser.cookies.at("__Host-session");
    EXPECT_NE(first, "chosen-by-somebody");
    Message other;
    other.name_id = "bob@example.test";
    other.assertion_id = "_a2";
    EXPECT_EQ(bench.login(other, browser).status, 303);
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "bob@example.test");
    Browser old;
    old.cookies["__Host-session"] = first;
    EXPECT_EQ(bench.get("/whoami", old).status, 401);
}

TEST(Session, NobodyWithoutOne) {
    Bench bench;
    Browser browser;
    const HttpResponse anonymous = bench.get("/whoami", browser);
    EXPECT_EQ(anonymous.status, 401);
    EXPECT_EQ(text_of(json_of(anonymous), "error"), "no_session");
    browser.cookies["__Host-session"] = "guess";
    EXPECT_EQ(bench.get("/whoami", browser).status, 401);
}

TEST(Session, EndsWithItsLifetime) {
    Bench bench;
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    bench.clock.advance(Millis{43'200'000 - 1});
    EXPECT_EQ(bench.get("/whoami", browser).status, 200);
    bench.clock.advance(Millis{1});
    EXPECT_EQ(bench.get("/whoami", browser).status, 401);
}

TEST(Session, EndsWhenTheIdpSaysSo) {
    Bench bench;
    Browser browser;
    Message message;
    message.change = [&bench](pugi::xml_node response) {
        response.child("saml:Assertion").child("saml:AuthnStatement").append_attribute("SessionNotOnOrAfter")
            .set_value(bench.at(Millis{60'000}).c_str());
    };
    EXPECT_EQ(bench.login(message, browser).status, 303);
    bench.clock.advance(Millis{59'999});
    EXPECT_EQ(bench.get("/whoami", browser).status, 200);
    bench.clock.advance(Millis{1});
    EXPECT_EQ(bench.get("/whoami", browser).status, 401);
}

TEST(Session, EndsAtOnceWithItsAccount) {
    Bench bench;
    Browser disabled, deleted;
    EXPECT_EQ(bench.login({}, disabled).status, 303);
    Message bob;
    bob.name_id = "bob@example.test";
    bob.assertion_id = "_a2";
    EXPECT_EQ(bench.login(bob, deleted).status, 303);
    const std::string ada = "/api/orgs/" + bench.org + "/accounts/" + text_of(bench.account("ada@example.test"), "id");
    EXPECT_EQ(bench.api("PATCH", ada, R"({"active":false})").status, 200);
    EXPECT_EQ(bench.get("/whoami", disabled).status, 401);
    EXPECT_EQ(bench.api("PATCH", ada, R"({"active":true})").status, 200);
    EXPECT_EQ(bench.get("/whoami", disabled).status, 401);   // ended, not asleep
    EXPECT_TRUE(bench.directory.delete_user(bench.org, text_of(bench.account("bob@example.test"), "id")));
    EXPECT_EQ(bench.get("/whoami", deleted).status, 401);
}

TEST(Session, LogOutEndsIt) {
    Bench bench;
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    Browser copy = browser;
    const HttpResponse response = bench.send("POST", "/logout", {{"Cookie", browser.header()}, {"Origin", base_url}});
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(find_header(response.headers, "Location"), "/");
    browser.keep(response);
    EXPECT_TRUE(browser.cookies.empty());
    EXPECT_EQ(bench.get("/whoami", copy).status, 401);
    EXPECT_EQ(bench.send("GET", "/logout").status, 405);
}

TEST(Session, AnotherSiteCannotLogOut) {
    Bench bench;
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    for (const Headers& from : {Headers{{"Origin", "https://evil.example.test"}}, Headers{{"Origin", "null"}},
                                Headers{{"Sec-Fetch-Site", "cross-site"}}}) {
        Headers headers = from;
        headers.emplace_back("Cookie", browser.header());
        EXPECT_EQ(bench.send("POST", "/logout", headers).status, 403);
    }
    EXPECT_EQ(bench.get("/whoami", browser).status, 200);
}

TEST(Home, SaysWhoOneIs) {
    Bench bench;
    Browser browser;
    const HttpResponse anonymous = bench.get("/", browser);
    EXPECT_EQ(anonymous.status, 200);
    EXPECT_NE(anonymous.body.find("/sso/" + bench.org + "/login"), std::string::npos);
    Message message;
    message.attributes = {{"firstName", "<Ada>"}, {"lastName", "Lovelace"}};
    EXPECT_EQ(bench.login(message, browser).status, 303);
    const xml::HtmlPage page = xml::read_html(bench.get("/", browser).body).value();
    EXPECT_NE(page.text.find("<Ada> Lovelace"), std::string::npos);
    EXPECT_NE(page.text.find("Reader"), std::string::npos);
    EXPECT_NE(page.text.find("Everyone"), std::string::npos);
    ASSERT_EQ(page.forms.size(), 1u);
    EXPECT_EQ(page.forms[0].method, "post");
    EXPECT_EQ(page.forms[0].action, std::string(base_url) + "/logout");
}

TEST(Landing, OnlyAtHome) {
    const std::map<std::string, std::string> landings{
        {"", "/"},
        {"/reports", "/reports"},
        {"/reports?id=7&x=%20", "/reports?id=7&x=%20"},
        {"https://app.example.test/reports", "/reports"},
        {"https://app.example.test:443/reports", "/reports"},
        {"https://app.example.test", "/"},
        {"reports", "/"},
        {"https://evil.example.test/", "/"},
        {"http://app.example.test/", "/"},
        {"//evil.example.test", "/"},
        {"/\\evil.example.test", "/"},
        {"\\\\evil.example.test", "/"},
        {"https://app.example.test@evil.example.test/", "/"},
        {"https://app.example.test.evil.example.test/", "/"},
        {"https:evil.example.test", "/"},
        {"javascript:alert(1)", "/"},
        {"JaVaScRiPt:alert(1)", "/"},
        {"data:text/html,x", "/"},
        {"/a\r\nSet-Cookie: x=1", "/"},
        {"/\t/evil.example.test", "/"},
        {std::string("/a\0b", 4), "/"},
        {"/\xff", "/"},
        {"/" + std::string(5000, 'x'), "/"},
    };
    for (const auto& [relay_state, expected] : landings)
        EXPECT_EQ(landing_url(relay_state, base_url), expected) << relay_state;
    EXPECT_FALSE(landing_url("https://app.example.test//evil.example.test", base_url).starts_with("//"));
}

} // namespace
} // namespace idpsim::sp::test
