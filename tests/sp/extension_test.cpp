/// The extension's sign-in, the product's side.
#include "simulator/sp/extension.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "tests/sp/bench.hpp"

#include <boost/json/array.hpp>
#include <gmock/gmock.h>

namespace idpsim::sp::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string verifier(43, 'v');
std::string challenge_of(const std::string& text) {
    std::string out = crypto::base64url_encode(crypto::digest(crypto::Hash::sha256, text));
    while (out.ends_with('=')) out.pop_back();
    return out;
}
std::string ask(const std::string& challenge = challenge_of(verifier)) {
    return "/extension/connect?challenge=" + challenge + "&state=0123456789abcdef";
}

class ExtensionTest : public testing::Test {
protected:
    ExtensionTest() : bench(options()) {}
    static BenchOptions options() {
        BenchOptions out;
        out.configure = [](SpConfig& config) {
            config.names.extension_redirect = "https://extension.example.test/connected";
        };
        return out;
    }
    static std::string location(const HttpResponse& response) {
        return find_header(response.headers, "Location").value_or("");
    }
    static std::string code_in(const HttpResponse& response) {
        const auto url = parse_url(location(response));
        return url ? find_param(parse_form(url->query).value(), "code").value_or("") : "";
    }
    std::string code(Browser& browser) { return code_in(bench.get(ask(), browser)); }
    HttpResponse redeem(const std::string& code, const std::string& by = verifier) {
        return bench.send("POST", "/api/extension/token", {{"Content-Type", "application/json"}},
                          R"({"code":")" + code + R"(","verifier":")" + by + "\"}");
    }
    HttpResponse with(const std::string& token, std::string method = "GET", const char* path = "/api/extension/me") {
        return bench.send(std::move(method), path, {{"Authorization", "Bearer " + token}});
    }
    std::string signed_in() {
        Browser browser;
        Message message;
        message.assertion_id = "_s" + std::to_string(++logins_);
        bench.login(message, browser);
        return text_of(json_of(redeem(code(browser))), "token");
    }
    void set_active(bool active) {
        bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + text_of(bench.account("ada@example.test"), "id"),
                  active ? R"({"active":true})" : R"({"active":false})");
    }
    std::string sessions() const { return "/api/orgs/" + bench.org + "/extension-sessions"; }

    Bench bench;
    int logins_ = 0;
};

TEST_F(ExtensionTest, TakesOverWhoIsSignedIn) {
    Browser browser;
    bench.login({}, browser);
    const HttpResponse led = bench.get(ask(), browser);
    EXPECT_EQ(led.status, 303);
    EXPECT_THAT(location(led), StartsWith("https://extension.example.test/connected?code="));
    EXPECT_THAT(location(led), HasSubstr("&state=0123456789abcdef"));
    const HttpResponse answer = redeem(code_in(led));
    EXPECT_EQ(answer.status, 201);
    const boost::json::object me = json_of(with(text_of(json_of(answer), "token")));
    EXPECT_EQ(text_of(me, "email"), "ada@example.test");
    EXPECT_EQ(text_of(me, "org"), bench.org);
}

TEST_F(ExtensionTest, SendsOthersToTheIdPAndComesBack) {
    Browser browser;
    EXPECT_EQ(bench.get(ask(), browser).status, 401); // whose IdP?
    const HttpResponse led = bench.get(ask() + "&org=" + bench.org, browser);
    EXPECT_EQ(led.status, 303);
    const auto url = parse_url(location(led)).value();
    const std::string page = find_param(parse_form(url.query).value(), "relay_state").value_or("");
    EXPECT_THAT(page, StartsWith("/extension/connect/"));
    EXPECT_LE(page.size(), 80u);                     // saml-bindings-2.0 section 3.4.3
    EXPECT_EQ(bench.get(page, browser).status, 401); // not signed in yet
    bench.login({}, browser);
    EXPECT_EQ(redeem(code_in(bench.get(page, browser))).status, 201);
    EXPECT_EQ(bench.get(page, browser).status, 401); // once
}

TEST_F(ExtensionTest, CodesAreForOneClientOnceAndSoon) {
    Browser browser;
    bench.login({}, browser);
    const std::string stolen = code(browser);
    EXPECT_EQ(redeem(stolen, std::string(43, 'w')).status, 400);
    EXPECT_EQ(redeem(stolen).status, 400);
    const std::string used = code(browser);
    EXPECT_EQ(redeem(used).status, 201);
    EXPECT_EQ(redeem(used).status, 400);
    const std::string late = code(browser);
    bench.clock.advance(std::chrono::seconds{60});
    EXPECT_EQ(redeem(late).status, 400);
    const std::string closed = code(browser);
    set_active(false);
    EXPECT_EQ(redeem(closed).status, 400);
    EXPECT_EQ(redeem("").status, 400);
    EXPECT_EQ(bench.get("/extension/connect?state=0123456789abcdef", browser).status, 400);
    EXPECT_EQ(bench.get(ask("short"), browser).status, 400);
    EXPECT_EQ(bench.get("/extension/connect?challenge=" + challenge_of(verifier), browser).status, 400);
}

TEST_F(ExtensionTest, ATicketIsNoCode) {
    Browser browser;
    const auto url = parse_url(location(bench.get(ask() + "&org=" + bench.org, browser))).value();
    const std::string page = find_param(parse_form(url.query).value(), "relay_state").value_or("");
    EXPECT_EQ(redeem(page.substr(page.rfind('/') + 1)).status, 400);
}

TEST_F(ExtensionTest, OutlivesTheWebSession) {
    const std::string token = signed_in();
    for (int month = 0; month < 24; ++month) {
        bench.clock.advance(std::chrono::hours{24 * 30});
        EXPECT_EQ(with(token).status, 200) << month;
    }
    bench.clock.advance(std::chrono::hours{24 * 366}); // left alone
    EXPECT_EQ(with(token).status, 401);
}

TEST_F(ExtensionTest, EndsWithTheAccountForGood) {
    const std::string token = signed_in(), other = signed_in();
    set_active(false);
    EXPECT_EQ(with(token).status, 401);
    set_active(true);
    EXPECT_EQ(with(token).status, 401);
    EXPECT_EQ(with(other).status, 401); // not used meanwhile
    EXPECT_EQ(with(signed_in()).status, 200);
}

TEST_F(ExtensionTest, EndsWhenScimClosesTheAccount) {
    const std::string token = signed_in();
    const std::string scim = text_of(json_of(bench.api("POST", "/api/orgs/" + bench.org + "/scim-token")), "token");
    const std::string user = "/scim/v2/" + bench.org + "/Users/" + text_of(bench.account("ada@example.test"), "id");
    const auto patch = [&](const char* active) {
        const std::string body =
            R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":)" +
            std::string(active) + "}]}";
        return bench
            .send("PATCH", user, {{"Authorization", "Bearer " + scim}, {"Content-Type", "application/scim+json"}}, body)
            .status;
    };
    ASSERT_EQ(patch("false"), 200);
    ASSERT_EQ(patch("true"), 200);
    EXPECT_EQ(with(token).status, 401);
    const std::string again = signed_in();
    EXPECT_EQ(bench.send("DELETE", user, {{"Authorization", "Bearer " + scim}}).status, 204);
    EXPECT_EQ(with(again).status, 401);
}

TEST_F(ExtensionTest, IsListedAndEnded) {
    const std::string token = signed_in(), other = signed_in();
    const boost::json::array list = json_of(bench.api("GET", sessions())).at("extension_sessions").as_array();
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(bench.api("DELETE", sessions() + "/" + text_of(list[0].as_object(), "id")).status, 204);
    EXPECT_EQ(bench.api("DELETE", sessions() + "/" + text_of(list[0].as_object(), "id")).status, 404);
    EXPECT_NE(with(token).status, with(other).status);
    const std::string left = with(token).status == 200 ? token : other;
    EXPECT_EQ(with(left, "DELETE", "/api/extension/session").status, 204);
    EXPECT_EQ(with(left).status, 401);
    EXPECT_EQ(bench.send("GET", sessions()).status, 401);
    EXPECT_EQ(with("").status, 401);
    EXPECT_EQ(with(bench.admin_token).status, 401);
}

} // namespace
} // namespace idpsim::sp::test
