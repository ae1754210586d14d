#include "reports/message.hpp"
#include "src/core/url.hpp"
#include "src/saml/bindings.hpp"
#include "tests/reports/sample_run.hpp"

#include <gtest/gtest.h>

namespace idpsim::test {
namespace {

using reports::Repeated;

std::string messages(std::vector<Exchange> exchanges) {
    Repeated repeated;
    return reports::messages_html(case_with(std::move(exchanges)), repeated);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}

Exchange self_posting_page() {
    return exchange("GET", "https://idp.example/sso",
                    html_response(200, auto_post_page("https://sp.example/acs",
                                                      {{"SAMLResponse", saml::encode_post(signed_response())}})));
}

Exchange post_of_response() {
    Exchange out = exchange("POST", "https://sp.example/acs", redirect_response("/"));
    set_header(out.request.headers, "Content-Type", "application/x-www-form-urlencoded");
    out.request.body = "SAMLResponse=" + percent_encode(saml::encode_post(signed_response())) + "&RelayState=%3Cx%3E+y";
    return out;
}

TEST(Messages, ShowAMessageOnceAndDecoded) {
    const std::string out = messages({self_posting_page(), post_of_response()});
    EXPECT_EQ(count(out, "&lt;samlp:Response"), 1u);
    EXPECT_TRUE(has(out, "as in <a href=\"#alpha/sso/login/1\">message 1</a>")) << out;
    EXPECT_TRUE(has(out, "RelayState = <b>&lt;x> y</b>")) << out;
    EXPECT_FALSE(has(out, saml::encode_post(signed_response()).substr(0, 40)));
}

TEST(Messages, ABodyOfAnotherCaseIsNamedWhole) {
    Repeated repeated;
    const std::string first = reports::messages_html(case_with({self_posting_page()}), repeated);
    conformance::CaseResult second = case_with({post_of_response()});
    second.id = "beta/sso/login";
    EXPECT_TRUE(
        has(reports::messages_html(second, repeated), "as in <a href=\"#alpha/sso/login/1\">alpha/sso/login/1</a>"));
    EXPECT_TRUE(has(first, "<details id=\"alpha/sso/login/1\">"));
}

TEST(Messages, AShortBodyOfAnotherCaseIsShownAgain) {
    const Exchange created = exchange("POST", "https://sp.example/Users",
                                      json_response(201, "{\"userName\":\"" + std::string(300, 'a') + "\"}"));
    Repeated repeated;
    reports::messages_html(case_with({created}), repeated);
    conformance::CaseResult second =
        case_with({created, exchange("GET", "https://sp.example/Users/1", created.response)});
    second.id = "beta/scim/users";
    const std::string out = reports::messages_html(second, repeated);
    EXPECT_EQ(count(out, "userName"), 1u);
    EXPECT_TRUE(has(out, "as in <a href=\"#beta/scim/users/1\">message 1</a>")) << out;
}

TEST(Messages, LikeExchangesShareABlock) {
    const Exchange probe =
        exchange("GET", "https://sp.example/whoami", json_response(401, "{\"error\":\"no_session\"}"));
    const std::string out = messages({probe, probe, probe});
    EXPECT_EQ(count(out, "<details"), 1u);
    EXPECT_TRUE(
        has(out, "<summary>1-3 <b>GET</b> https://sp.example/whoami <i>browser to sp</i> <em>401</em></summary>"))
        << out;
}

TEST(Messages, EvidenceWithinABlockKeepsItsAnchor) {
    const Exchange probe = exchange("GET", "https://sp.example/whoami", json_response(200, "{}"));
    conformance::CaseResult one = case_with({probe, probe});
    one.findings.push_back(conformance::Finding::pass());
    one.findings[0].evidence = {{2, "email", "ada"}};
    Repeated repeated;
    EXPECT_TRUE(has(reports::messages_html(one, repeated), "<a id=\"alpha/sso/login/2\"></a>"));
}

TEST(Messages, ARequestThatFollowsARedirectIsShownWithoutItsQuery) {
    const std::string target = saml::encode_redirect("https://idp.example/sso", "SAMLRequest",
                                                     "<samlp:AuthnRequest ID=\"_1\"/>", std::nullopt);
    const std::string out = messages({exchange("GET", "https://sp.example/login", redirect_response(target)),
                                      exchange("GET", target, html_response(200, "<p>in"))});
    EXPECT_EQ(count(out, "&lt;samlp:AuthnRequest"), 1u);
    EXPECT_TRUE(has(out, "https://idp.example/sso?(decoded)")) << out;
    EXPECT_TRUE(has(out, "200 follows 1</summary>")) << out;
}

TEST(Messages, WhatCannotBeDecodedIsShownAsSent) {
    Exchange posted = post_of_response();
    posted.request.body = "SAMLResponse=@@<not>base64";
    EXPECT_TRUE(has(messages({posted}), "SAMLResponse = <b>@@&lt;not>base64</b>"));
    posted.request.body = "a=%zz";
    EXPECT_TRUE(has(messages({posted}), "a = <b>%zz</b>"));
}

TEST(Messages, PagesAreTheirTextAndLoginPagesTheirTitle) {
    const auto page = [](std::string_view body) {
        return exchange("GET", "https://idp.example/", html_response(403, html_page("Refused", body)));
    };
    EXPECT_TRUE(
        has(messages({page("<p>The audience is another.</p>")}), "page <q>Refused</q> The audience is another."));
    const std::string login = messages({page("<form method=post>Your secret<input type=password name=p></form>")});
    EXPECT_TRUE(has(login, "page <q>Refused</q>"));
    EXPECT_FALSE(has(login, "Your secret"));
}

TEST(Messages, HeadersThatSayNothingAreLeftOut) {
    Exchange one = exchange("GET", "https://sp.example/", json_response(200, "{}"));
    one.request.headers = {{"User-Agent", "Mozilla"}, {"Sec-Fetch-Mode", "navigate"}, {"Cookie", "session=[masked]"}};
    set_header(one.response.headers, "Cache-Control", "no-store");
    const std::string out = messages({one});
    EXPECT_TRUE(has(out, "<i>Cookie</i>: session=[masked]"));
    EXPECT_FALSE(has(out, "Mozilla") || has(out, "Sec-Fetch") || has(out, "Cache-Control"));
    // An IdP's own client is what is simulated: its headers are the evidence.
    one.from = "idp";
    EXPECT_TRUE(has(messages({one}), "<i>User-Agent</i>: Mozilla"));
}

TEST(Messages, HugeBodiesAreCut) {
    const std::string out =
        messages({exchange("GET", "https://sp.example/", text_response(200, std::string(5u << 20, 'x')))});
    EXPECT_LT(out.size(), 20u << 10);
    EXPECT_TRUE(has(out, "... 5226496 octets more")) << out.substr(out.size() - 200);
}

TEST(Messages, SayWhyNoAnswerCame) {
    Exchange none = exchange("GET", "https://sp.example/", HttpResponse{0, {}, {}});
    none.failure = Error{Fault::peer_timeout, "https://sp.example", "no answer in <30 s>"};
    EXPECT_TRUE(has(messages({none}), "<em>no answer: https://sp.example: no answer in &lt;30 s></em>"));
}

} // namespace
} // namespace idpsim::test
