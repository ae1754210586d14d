#include "simulator/browser/browser.hpp"

#include "src/core/text.hpp"
#include "tests/net/loop.hpp"

#include <gmock/gmock.h>

namespace idpsim::browser {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

const Instant start = parse_instant("2026-11-24T12:00:00Z").value();
const std::string sp = "https://sp.example";
const std::string idp = "https://acme.idp.example.test";
const Credentials ada{"ada@example.test", "correct horse"};

using Answers = std::map<std::string, HttpResponse>;

/// Answers "GET /path" (the query is not looked at) from a table, and remembers what it was asked.
struct Site {
    Answers answers;
    std::vector<HttpRequest> asked;

    static boost::asio::awaitable<HttpResponse> answer(Site* self, HttpRequest request) {
        const auto url = parse_url(request.url);
        const auto found = self->answers.find(request.method + " " + url->path);
        self->asked.push_back(std::move(request));
        co_return found == self->answers.end() ? text_response(404, "nothing here") : found->second;
    }
};

std::string header(const HttpRequest& request, std::string_view name) {
    return find_header(request.headers, name).value_or("(none)");
}

HttpResponse redirect(int status, std::string location) {
    return HttpResponse{status, {{"Location", std::move(location)}}, {}};
}

HttpResponse with_cookie(HttpResponse response, std::string cookie) {
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    return response;
}

HttpResponse login_page() {
    return html_response(200, "<form method=post action='/login?step=1'><input type=hidden name=csrf value=t>"
                              "<input name=user type=email><input type=password name=pw>"
                              "<button name=go value=yes>Sign in</button></form>");
}

struct BrowserTest : testing::Test {
    test::Loop loop;
    net::Network network;
    Transcript transcript;
    VirtualClock clock{start};
    Browser browser{net::Wire(network, transcript, clock, "browser")};
    Site at_sp, at_idp;

    BrowserTest() {
        mount(sp, at_sp);
        mount(idp, at_idp);
    }

    void mount(const std::string& origin, Site& site) {
        network.mount(origin, origin,
                      [site = &site](HttpRequest request) { return Site::answer(site, std::move(request)); });
    }

    Result<Page> open(std::string url, std::optional<Credentials> who = std::nullopt) {
        return loop.run(browser.open(std::move(url), std::move(who)));
    }

    /// An SP-initiated login: the SP's login redirects to the IdP, whose form leads to a Response for the ACS.
    void arrange_login() {
        at_sp.answers["GET /login"] =
            with_cookie(redirect(302, idp + "/sso?SAMLRequest=x"), "pending=1; SameSite=None; Secure; Path=/");
        at_idp.answers["GET /sso"] = login_page();
        at_idp.answers["POST /login"] = html_response(
            200, auto_post_page(sp + "/acs", {{"SAMLResponse", "PHJl+/="}, {"RelayState", "/home?a=1&b"}}));
        at_sp.answers["POST /acs"] = with_cookie(redirect(303, "/home"), "sid=1; Path=/; HttpOnly; Secure");
        at_sp.answers["GET /home"] = html_response(200, html_page("Home", "hello Ada"));
    }
};

TEST_F(BrowserTest, LogsIn) {
    arrange_login();
    const auto page = open(sp + "/login", ada);
    ASSERT_TRUE(page) << describe(page.error());
    EXPECT_EQ(page->url, sp + "/home");
    EXPECT_EQ(page->status, 200);
    EXPECT_THAT(page->body, HasSubstr("hello Ada"));
    EXPECT_THAT(page->exchanges, ElementsAre(1, 2, 3, 4, 5));
    EXPECT_EQ(at_idp.asked.at(1).url, idp + "/login?step=1");
    EXPECT_EQ(at_idp.asked.at(1).body, "csrf=t&user=ada%40example.test&pw=correct+horse&go=yes");
    EXPECT_EQ(at_sp.asked.at(1).body, "SAMLResponse=PHJl%2B%2F%3D&RelayState=%2Fhome%3Fa%3D1%26b");
    EXPECT_EQ(header(at_sp.asked.at(1), "Cookie"), "pending=1");
    EXPECT_EQ(header(at_sp.asked.at(2), "Cookie"), "pending=1; sid=1");
}

TEST_F(BrowserTest, TellsTheAddressWhereNothingElseIsAskedOnce) {
    arrange_login();
    const std::string asks = "<form method=\"post\" action=\"/start\"><input type=\"hidden\" name=\"t\" value=\"1\"/>"
                             "<input type=\"email\" name=\"mail\"/><button type=\"submit\">Go</button></form>";
    at_sp.answers["GET /start"] = html_response(200, html_page("Start", asks));
    at_sp.answers["POST /start"] = redirect(303, "/login");
    const auto page = open(sp + "/start", Credentials{"ada@example.test", "correct horse", "ada.byron@example.test"});
    ASSERT_TRUE(page) << describe(page.error());
    EXPECT_EQ(page->url, sp + "/home");
    EXPECT_EQ(at_sp.asked.at(1).body, "t=1&mail=ada.byron%40example.test");
    EXPECT_THAT(at_idp.asked.at(1).body, HasSubstr("user=ada%40example.test"));
    at_sp.answers["POST /start"] = html_response(200, html_page("Start", asks));
    EXPECT_EQ(open(sp + "/start", Credentials{"ada", "hunter22", "ada@example.test"})->exchanges.size(), 2u);
    EXPECT_EQ(open(sp + "/start", ada)->exchanges.size(), 1u) << "nobody said which address";
}

TEST_F(BrowserTest, ThePasswordNeverReachesTheTranscript) {
    arrange_login();
    ASSERT_TRUE(open(sp + "/login", Credentials{"ada", "hunter22"}));
    for (const Exchange& exchange : transcript.exchanges())
        EXPECT_EQ(exchange.request.body.find("hunter22"), std::string::npos);
    EXPECT_THAT(transcript.exchanges().at(2).request.body, HasSubstr("pw=[masked]"));
}

TEST_F(BrowserTest, RestsAtALoginFormWithoutCredentialsOrAfterTheyFailed) {
    arrange_login();
    EXPECT_EQ(open(sp + "/login")->url, idp + "/sso?SAMLRequest=x");
    at_idp.answers["POST /login"] = login_page();
    const auto page = open(sp + "/login", ada);
    EXPECT_EQ(page->url, idp + "/login?step=1");
    EXPECT_EQ(at_idp.asked.size(), 3u);
}

TEST_F(BrowserTest, TellsWhereARequestCameFrom) {
    arrange_login();
    ASSERT_TRUE(open(sp + "/login", ada));
    const HttpRequest& typed = at_sp.asked.at(0);
    EXPECT_EQ(header(typed, "Origin"), "(none)");
    EXPECT_EQ(header(typed, "Referer"), "(none)");
    EXPECT_EQ(header(typed, "Sec-Fetch-Site"), "none");
    EXPECT_THAT(header(typed, "User-Agent"), HasSubstr("Chrome/"));
    EXPECT_THAT(header(typed, "Accept"), HasSubstr("text/html"));
    const HttpRequest& login = at_idp.asked.at(1);
    EXPECT_EQ(header(login, "Origin"), idp);
    EXPECT_EQ(header(login, "Referer"), idp + "/sso?SAMLRequest=x");
    EXPECT_EQ(header(login, "Sec-Fetch-Site"), "same-origin");
    const HttpRequest& acs = at_sp.asked.at(1);
    EXPECT_EQ(header(acs, "Origin"), idp);
    EXPECT_EQ(header(acs, "Referer"), idp + "/");
    EXPECT_EQ(header(acs, "Sec-Fetch-Site"), "cross-site");
    EXPECT_EQ(header(acs, "Content-Type"), "application/x-www-form-urlencoded");
    const HttpRequest& home = at_sp.asked.at(2);
    EXPECT_EQ(home.method, "GET");
    EXPECT_EQ(header(home, "Origin"), "(none)");
    EXPECT_EQ(header(home, "Referer"), idp + "/");
    EXPECT_EQ(header(home, "Sec-Fetch-Site"), "cross-site");
    EXPECT_EQ(header(home, "Content-Type"), "(none)");
}

TEST_F(BrowserTest, SameSiteKeepsCookiesFromAnotherSitesPost) {
    arrange_login();
    at_sp.answers["GET /cookies"] = text_response(200, "set");
    auto& set = at_sp.answers["GET /cookies"];
    for (const char* cookie :
         {"none=1; SameSite=None; Secure; Path=/", "lax=1; SameSite=Lax; Path=/", "strict=1; SameSite=Strict; Path=/"})
        set = with_cookie(set, cookie);
    ASSERT_TRUE(open(sp + "/cookies"));
    at_sp.asked.clear();
    ASSERT_TRUE(open(sp + "/login", ada));
    EXPECT_EQ(header(at_sp.asked.at(0), "Cookie"), "none=1; lax=1; strict=1");
    EXPECT_EQ(header(at_sp.asked.at(1), "Cookie"), "none=1; pending=1") << "the POST to the ACS";
    EXPECT_EQ(header(at_sp.asked.at(2), "Cookie"), "none=1; lax=1; pending=1; sid=1") << "the GET it redirects to";
}

TEST_F(BrowserTest, HoldsBackARequestAndSendsItLater) {
    arrange_login();
    const auto to_acs = [](const HttpRequest& request) { return request.url == sp + "/acs"; };
    const auto held = loop.run(browser.open_until(sp + "/login", ada, to_acs));
    ASSERT_TRUE(held && held->request);
    EXPECT_EQ(held->page.url, idp + "/login?step=1");
    EXPECT_EQ(held->request->method, "POST");
    EXPECT_EQ(header(*held->request, "Cookie"), "(none)");
    EXPECT_EQ(at_sp.asked.size(), 1u);

    HttpRequest altered = *held->request;
    altered.body = replace_all(altered.body, "PHJl", "QUJD");
    for (const HttpRequest& request : {altered, *held->request}) {
        const auto page = loop.run(browser.send(request, std::nullopt));
        ASSERT_TRUE(page);
        EXPECT_EQ(page->url, sp + "/home");
    }
    EXPECT_THAT(at_sp.asked.at(1).body, HasSubstr("QUJD"));
    EXPECT_THAT(at_sp.asked.at(3).body, HasSubstr("PHJl"));
    EXPECT_EQ(header(at_sp.asked.at(1), "Cookie"), "pending=1");
    EXPECT_EQ(header(at_sp.asked.at(1), "Origin"), idp);
}

TEST_F(BrowserTest, AHeldRequestMaySayItsOwnCookies) {
    arrange_login();
    const auto to_acs = [](const HttpRequest& request) { return request.url == sp + "/acs"; };
    auto held = loop.run(browser.open_until(sp + "/login", ada, to_acs));
    set_header(held->request->headers, "Cookie", "pending=stolen");
    ASSERT_TRUE(loop.run(browser.send(*held->request, std::nullopt)));
    EXPECT_EQ(header(at_sp.asked.at(1), "Cookie"), "pending=stolen");
    EXPECT_EQ(header(at_sp.asked.at(2), "Cookie"), "pending=1; sid=1") << "the next hop is the jar's again";
}

TEST_F(BrowserTest, AWalkThatNeverStopsBeforeAnythingEndsAtItsPage) {
    arrange_login();
    const auto never = [](const HttpRequest&) { return false; };
    const auto end = loop.run(browser.open_until(sp + "/login", ada, never));
    ASSERT_TRUE(end);
    EXPECT_FALSE(end->request);
    EXPECT_EQ(end->page.url, sp + "/home");
}

TEST_F(BrowserTest, RedirectsKeepOrDropTheMethod) {
    struct {
        int status;
        const char* expected;
    } cases[] = {{301, "GET"}, {302, "GET"}, {303, "GET"}, {307, "POST"}, {308, "POST"}};
    for (const auto& c : cases) {
        at_sp.answers["POST /form"] = redirect(c.status, "/next");
        at_sp.asked.clear();
        const auto page = loop.run(browser.post(sp + "/form", {{"a", "1"}}));
        ASSERT_TRUE(page);
        EXPECT_EQ(page->status, c.status) << "post is one exchange";
        const auto end = loop.run(browser.proceed(*page, std::nullopt));
        ASSERT_TRUE(end);
        EXPECT_EQ(at_sp.asked.at(1).method, c.expected) << c.status;
        EXPECT_EQ(at_sp.asked.at(1).body, std::string(c.expected) == "POST" ? "a=1" : "");
    }
}

TEST_F(BrowserTest, AForeignRedirectOfAForeignPostHidesItsOrigin) {
    at_idp.answers["GET /"] = html_response(200, auto_post_page(sp + "/acs", {{"SAMLResponse", "x"}}));
    at_sp.answers["POST /acs"] = redirect(307, "https://third.example/acs");
    Site third;
    mount("https://third.example", third);
    ASSERT_TRUE(open(idp + "/"));
    EXPECT_EQ(header(third.asked.at(0), "Origin"), "null");
}

TEST_F(BrowserTest, ReadsLocationsAsBrowsersDo) {
    struct {
        const char* location;
        const char* url;
    } cases[] = {{"/a b?c=\"d\"#frag", "https://sp.example/a%20b?c=%22d%22"},
                 {"next?x", "https://sp.example/dir/next?x"},
                 {"//sp.example/x", "https://sp.example/x"},
                 {" /trimmed ", "https://sp.example/trimmed"}};
    for (const auto& c : cases) {
        at_sp.answers["GET /dir/from"] = redirect(302, c.location);
        EXPECT_EQ(open(sp + "/dir/from")->url, c.url);
    }
}

TEST_F(BrowserTest, RestsWhereARedirectLeavesTheBrowser) {
    for (const auto& response : {redirect(302, "slack://team/login"), HttpResponse{302, {}, ""}, redirect(304, "/x")}) {
        at_sp.answers["GET /from"] = response;
        const auto page = open(sp + "/from");
        ASSERT_TRUE(page);
        EXPECT_EQ(page->url, sp + "/from");
    }
}

TEST_F(BrowserTest, NamesALocationThatCannotBeFollowed) {
    at_sp.answers["GET /from"] = redirect(302, "https://user:pw@sp.example/");
    const auto page = open(sp + "/from");
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().fault, Fault::malformed);
}

TEST_F(BrowserTest, GivesUpOnEndlessWalks) {
    at_sp.answers["GET /loop"] = redirect(302, "/loop?secret=1");
    const auto page = open(sp + "/loop");
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().fault, Fault::too_large);
    EXPECT_EQ(page.error().where, sp + "/loop");
    EXPECT_EQ(at_sp.asked.size(), 20u);
}

TEST_F(BrowserTest, ATwentiethRequestMayStillArrive) {
    for (int i = 1; i < 20; ++i)
        at_sp.answers["GET /" + std::to_string(i)] = redirect(302, "/" + std::to_string(i + 1));
    at_sp.answers["GET /20"] = text_response(200, "arrived");
    EXPECT_EQ(open(sp + "/1")->body, "arrived");
}

TEST_F(BrowserTest, SubmitsAFormWithOverrides) {
    at_sp.answers["GET /settings"] = html_response(
        200, "<form><input name=q value=search></form>"
             "<form method=post action=save><input name=a value=1><input type=checkbox name=on checked><input "
             "type=checkbox name=off>"
             "<textarea name=t>x\ny</textarea><select name=s><option value=1><option value=2 selected></select>"
             "<input type=submit name=do value=save><input type=submit name=do value=delete></form>");
    const auto page = open(sp + "/settings");
    ASSERT_TRUE(page);
    ASSERT_TRUE(loop.run(browser.submit(*page, 1, {{"a", "2"}, {"extra", "3"}})));
    EXPECT_EQ(at_sp.asked.at(1).url, sp + "/save");
    EXPECT_EQ(at_sp.asked.at(1).body, "a=2&on=on&t=x%0D%0Ay&s=2&do=save&extra=3");
    ASSERT_TRUE(loop.run(browser.submit(*page, 0, {})));
    EXPECT_EQ(at_sp.asked.at(2).url, sp + "/settings?q=search");
    EXPECT_EQ(loop.run(browser.submit(*page, 2, {})).error().fault, Fault::not_found);
}

TEST_F(BrowserTest, SubmitsOnlyFormsThatSubmitThemselves) {
    const std::string fill_in = "<form method=post action=/x><input name=email></form>";
    const std::string hidden = "<form method=post action=/x><input type=hidden name=wresult value=1></form>";
    const std::string script = "<script>document.forms[0].submit()</script>";
    struct {
        std::string body;
        bool goes;
    } cases[] = {{fill_in, false},
                 {fill_in + script, false},
                 {hidden, false},
                 {hidden + script, true},
                 {"<form method=post action=/x><input type=hidden name=SAMLRequest value=1></form>", true},
                 {"<form method=post action=/x><textarea name=SAMLResponse>1</textarea></form>", false}};
    for (const auto& c : cases) {
        at_sp.answers["GET /page"] = html_response(200, c.body);
        EXPECT_EQ(open(sp + "/page")->url, sp + (c.goes ? "/x" : "/page")) << c.body;
    }
    at_sp.answers["GET /page"] = text_response(200, hidden + script);
    EXPECT_EQ(open(sp + "/page")->url, sp + "/page") << "plain text is no page";
}

TEST_F(BrowserTest, LocalHttpIsASecureContext) {
    Site local;
    mount("http://localhost:8080", local);
    local.answers["GET /set"] = with_cookie(redirect(302, "/get"), "sid=1; Secure; Path=/");
    ASSERT_TRUE(open("http://localhost:8080/set"));
    EXPECT_EQ(header(local.asked.at(1), "Cookie"), "sid=1");
    EXPECT_EQ(header(local.asked.at(1), "Sec-Fetch-Site"), "none");
}

TEST_F(BrowserTest, TellsNothingToAnInsecureSite) {
    Site insecure;
    mount("http://sp.example", insecure);
    at_idp.answers["GET /"] = html_response(200, auto_post_page("http://sp.example/acs", {{"SAMLResponse", "x"}}));
    ASSERT_TRUE(open(idp + "/"));
    EXPECT_EQ(header(insecure.asked.at(0), "Origin"), "null");
    EXPECT_EQ(header(insecure.asked.at(0), "Referer"), "(none)");
    EXPECT_EQ(header(insecure.asked.at(0), "Sec-Fetch-Site"), "(none)");
}

TEST_F(BrowserTest, GetIsOneExchange) {
    at_sp.answers["GET /whoami"] = redirect(302, "/login");
    const auto page = loop.run(browser.get(sp + "/whoami"));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 302);
    EXPECT_THAT(page->exchanges, ElementsAre(1));
}

TEST_F(BrowserTest, PassesTheNetworksFailuresOn) {
    const auto page = open("ftp://sp.example/");
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().fault, Fault::malformed);
}

} // namespace
} // namespace idpsim::browser
