#include "src/net/cookie_jar.hpp"

#include <gtest/gtest.h>

namespace idpsim::net {
namespace {

using namespace std::chrono_literals;

const Instant start = parse_instant("2026-11-24T12:00:00Z").value();
constexpr auto same = RequestSite::same_site;
constexpr auto cross_get = RequestSite::cross_site_safe;
constexpr auto cross_post = RequestSite::cross_site_unsafe;

CookieJar jar_with(std::string_view url, std::vector<std::string> set_cookies) {
    Headers headers;
    for (auto& value : set_cookies) headers.emplace_back("set-cookie", std::move(value));
    CookieJar jar;
    jar.store(url, headers, start);
    return jar;
}

std::string sent(std::string_view set_by, std::string set_cookie, std::string_view to, Instant at = start) {
    return jar_with(set_by, {std::move(set_cookie)}).header_for(to, at);
}

TEST(CookieJar, SendsNameAndValue) {
    EXPECT_EQ(sent("https://sp.example/", "sid=abc=d; Path=/; HttpOnly", "https://sp.example/x"), "sid=abc=d");
    EXPECT_EQ(sent("https://sp.example/", " sid = \"a b\" ", "https://sp.example/"), "sid=\"a b\"");
}

TEST(CookieJar, DropsWhatIsNoCookie) {
    for (const char* text : {"", "novalue", "=x", "a=b\x01"}) {
        EXPECT_EQ(sent("https://sp.example/", text, "https://sp.example/"), "") << text;
    }
    EXPECT_EQ(sent("https://sp.example/", "a=" + std::string(5000, 'x'), "https://sp.example/"), "");
}

struct DomainCase {
    const char* set_by;
    const char* domain;
    const char* to;
    bool goes;
};

TEST(CookieJar, MatchesDomains) {
    const DomainCase cases[] = {
        {"https://sp.example/", "", "https://sp.example/", true},
        {"https://sp.example/", "", "https://www.sp.example/", false},
        {"https://www.sp.example/", "; Domain=sp.example", "https://api.sp.example/", true},
        {"https://www.sp.example/", "; Domain=.SP.example", "https://api.sp.example/", true},
        {"https://www.sp.example/", "; Domain=sp.example", "https://notsp.example/", false},
        {"https://sp.example/", "; Domain=idp.example", "https://idp.example/", false},
        {"https://sp.example/", "; Domain=www.sp.example", "https://www.sp.example/", false},
        {"https://sp.example/", "; Domain=example", "https://sp.example/", false},
        {"https://a.co.uk/", "; Domain=co.uk", "https://b.co.uk/", false},
        {"https://intranet/", "; Domain=intranet", "https://intranet/", true},
        {"https://intranet/", "; Domain=intranet", "https://a.intranet/", false},
        {"http://localhost:8080/", "; Domain=localhost", "http://localhost:9090/", true},
        {"http://127.0.0.1:1/", "; Domain=127.0.0.1", "http://127.0.0.1:2/", true},
        {"http://127.0.0.1/", "; Domain=0.0.1", "http://127.0.0.1/", false},
    };
    for (const auto& c : cases)
        EXPECT_EQ(sent(c.set_by, std::string("a=1") + c.domain, c.to), c.goes ? "a=1" : "")
            << c.set_by << c.domain << " -> " << c.to;
}

TEST(CookieJar, MatchesPaths) {
    EXPECT_EQ(sent("https://sp.example/sso/acs", "a=1", "https://sp.example/sso/login"), "a=1");
    EXPECT_EQ(sent("https://sp.example/sso/acs", "a=1", "https://sp.example/sso"), "a=1");
    EXPECT_EQ(sent("https://sp.example/sso/acs", "a=1", "https://sp.example/ssoo"), "");
    EXPECT_EQ(sent("https://sp.example/sso/acs", "a=1; Path=relative", "https://sp.example/"), "");
    EXPECT_EQ(sent("https://sp.example/sso/acs", "a=1; Path=/app/", "https://sp.example/app/x"), "a=1");
    EXPECT_EQ(sent("https://sp.example/sso/acs", "a=1; Path=/app/", "https://sp.example/app"), "");
}

TEST(CookieJar, SecureNeedsASecureContext) {
    EXPECT_EQ(sent("https://sp.example/", "a=1; Secure", "http://sp.example/"), "");
    EXPECT_EQ(sent("http://sp.example/", "a=1; Secure", "https://sp.example/"), "");
    for (const char* local : {"http://localhost:8080/", "http://127.0.0.1:8080/", "http://[::1]:8080/"})
        EXPECT_EQ(sent(local, "a=1; Secure", local), "a=1") << local;
}

TEST(CookieJar, AnInsecurePageCannotReplaceASecureCookie) {
    CookieJar jar = jar_with("https://sp.example/", {"sid=good; Secure; Path=/"});
    jar.store("http://sp.example/", {{"Set-Cookie", "sid=evil; Path=/"}}, start);
    EXPECT_EQ(jar.header_for("https://sp.example/", start), "sid=good");
}

TEST(CookieJar, KeepsPrefixPromises) {
    const std::string url = "https://sp.example/app/";
    EXPECT_EQ(sent(url, "__Host-a=1; Secure; Path=/", url), "__Host-a=1");
    EXPECT_EQ(sent(url, "__Host-a=1; Secure", url), "");
    EXPECT_EQ(sent(url, "__Host-a=1; Path=/", url), "");
    EXPECT_EQ(sent(url, "__Host-a=1; Secure; Path=/; Domain=sp.example", url), "");
    EXPECT_EQ(sent(url, "__Secure-a=1; Secure", url), "__Secure-a=1");
    EXPECT_EQ(sent(url, "__secure-a=1", url), "");
}

TEST(CookieJar, ExpiresOnTheGivenClock) {
    const std::string url = "https://sp.example/";
    EXPECT_EQ(sent(url, "a=1; Max-Age=60", url, start + 59s), "a=1");
    EXPECT_EQ(sent(url, "a=1; Max-Age=60", url, start + 60s), "");
    EXPECT_EQ(sent(url, "a=1; Expires=Tue, 24 Nov 2026 12:01:00 GMT", url, start + 59s), "a=1");
    EXPECT_EQ(sent(url, "a=1; Expires=Tue, 24 Nov 2026 12:01:00 GMT", url, start + 60s), "");
    EXPECT_EQ(sent(url, "a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", url, start + 1s), "a=1");
    EXPECT_EQ(sent(url, "a=1; Max-Age=0; Expires=Fri, 24 Nov 2028 00:00:00 GMT", url), "");
    EXPECT_EQ(sent(url, "a=1; Max-Age=-99999999999999999999", url), "");
    EXPECT_EQ(sent(url, "a=1; Max-Age=99999999999999999999", url, start + std::chrono::days(399)), "a=1");
    EXPECT_EQ(sent(url, "a=1; Max-Age=99999999999999999999", url, start + std::chrono::days(400)), "");
    EXPECT_EQ(sent(url, "a=1; Max-Age=soon", url, start + std::chrono::days(4000)), "a=1");
}

TEST(CookieJar, ReadsEveryDateABrowserReads) {
    const std::string url = "https://sp.example/";
    for (const char* gone : {"Mon, 23-Nov-2026 12:00:00 GMT", "Monday, 23-Nov-26 12:00:00 GMT",
                             "Mon Nov 23 12:00:00 2026", "23 november 2026 1:2:3", "12:00:00 2026 Nov 23"})
        EXPECT_EQ(sent(url, std::string("a=1; Expires=") + gone, url), "") << gone;
    for (const char* no_date :
         {"", "soon", "30 Feb 2026 12:00:00", "23 Nov 2026", "23 Nov 2026 25:00:00", "23 Nov 1500 1:1:1"})
        EXPECT_EQ(sent(url, std::string("a=1; Expires=") + no_date, url), "a=1") << no_date;
}

TEST(CookieJar, AServerDeletesByExpiring) {
    CookieJar jar = jar_with("https://sp.example/", {"sid=1; Path=/"});
    jar.store("https://sp.example/", {{"Set-Cookie", "sid=; Path=/; Max-Age=0"}}, start);
    EXPECT_TRUE(jar.cookies().empty());
}

TEST(CookieJar, LongerPathsThenOlderCookiesFirst) {
    CookieJar jar = jar_with("https://sp.example/", {"a=1; Path=/", "b=2; Path=/app", "c=3; Path=/"});
    jar.store("https://sp.example/", {{"Set-Cookie", "a=4; Path=/"}}, start + 1s);
    EXPECT_EQ(jar.header_for("https://sp.example/app", start), "b=2; a=4; c=3");
}

TEST(CookieJar, SameSiteDecidesOnRequestsFromOtherSites) {
    const std::string url = "https://sp.example/";
    const CookieJar jar =
        jar_with(url, {"none=1; SameSite=None; Secure", "lax=1; SameSite=Lax", "strict=1; SameSite=Strict"});
    EXPECT_EQ(jar.header_for(url, start, same), "none=1; lax=1; strict=1");
    EXPECT_EQ(jar.header_for(url, start, cross_get), "none=1; lax=1");
    EXPECT_EQ(jar.header_for(url, start, cross_post), "none=1");
    EXPECT_EQ(sent(url, "a=1; SameSite=None", url), "") << "None demands Secure";
}

TEST(CookieJar, WithoutSameSiteAPostFromAnotherSiteBringsItForTwoMinutes) {
    const std::string url = "https://sp.example/";
    CookieJar jar = jar_with(url, {"a=1"});
    EXPECT_EQ(jar.header_for(url, start + 119s, cross_post), "a=1");
    EXPECT_EQ(jar.header_for(url, start + 120s, cross_post), "");
    EXPECT_EQ(jar.header_for(url, start + 120s, cross_get), "a=1");
    jar.store(url, {{"Set-Cookie", "a=2"}}, start + 120s);
    EXPECT_EQ(jar.header_for(url, start + 121s, cross_post), "a=2") << "a new value begins anew";
}

} // namespace
} // namespace idpsim::net
