#include "tests/sim_scim/site.hpp"

#include <functional>
#include <utility>

namespace idpsim::scim_server {
namespace {

const std::string search_urn = "'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest']";

struct Company : Site {
    explicit Company(ScimBehaviour behaviour = {}) : Site(std::move(behaviour)) {
        post_user("'userName':'carl','title':'b'");
        post_user("'userName':'Ada','emails':[{'value':'z@x.test','primary':true}]");
        post_user("'userName':'bob','title':'A','emails':[{'value':'b@x.test'}]");
        post_group("'displayName':'eng'");
    }
    std::string listed(const std::string& path) { return names(call("GET", path), "userName"); }
    Answer search(const std::string& path, const std::string& members) {
        return call("POST", path, "{" + search_urn + members + "}");
    }
};

TEST(Sorting, OrdersLists) {
    Company site;
    EXPECT_EQ(site.listed("/Users"), "carl Ada bob ");
    EXPECT_EQ(site.listed("/Users?sortBy=userName"), "Ada bob carl ");
    EXPECT_EQ(site.listed("/Users?sortBy=userName&sortOrder=descending"), "carl bob Ada ");
    EXPECT_EQ(site.listed("/Users?sortBy=title"), "bob carl Ada ");
    EXPECT_EQ(site.listed("/Users?sortBy=title&sortOrder=descending"), "Ada carl bob ");
    EXPECT_EQ(site.listed("/Users?sortBy=emails"), "bob Ada carl ");
    EXPECT_EQ(site.listed("/Users?sortOrder=descending"), "carl Ada bob ");
    EXPECT_EQ(site.listed("/Users?filter=title+pr&sortBy=userName"), "bob carl ");
}

TEST(Sorting, FitsTogetherOverPages) {
    Company site;
    for (int i = 0; i < 7; ++i) site.post_user("'userName':'u" + std::to_string(i) + "','title':'same'");
    std::string walked;
    for (int start = 1; start <= 10; start += 3) {
        const Answer page = site.call("GET", "/Users?sortBy=title&count=3&startIndex=" + std::to_string(start));
        EXPECT_EQ(page.number("totalResults"), 10);
        walked += names(page, "userName");
    }
    EXPECT_EQ(walked, "bob carl u0 u1 u2 u3 u4 u5 u6 Ada ");
    EXPECT_EQ(site.listed("/Users?sortBy=title&startIndex=11"), "");
    EXPECT_EQ(site.listed("/Users?sortBy=title&startIndex=9223372036854775807&count=9223372036854775807"), "");
    EXPECT_EQ(site.listed("/Users?sortBy=title&count=0"), "");
}

TEST(Sorting, RefusesWhatIsNoOrder) {
    Company site;
    for (const char* by : {"foo", "name", "password", "a%20b", "title%3Bdrop"}) {
        expect_refused(site.call("GET", std::string("/Users?sortBy=") + by), 400, "invalidPath");
    }
    expect_refused(site.call("GET", "/Users?sortBy=title&sortOrder=up"), 400, "invalidValue");
}

TEST(Search, IsAQueryInABody) {
    Company site;
    const Answer found = site.search("/Users/.search", ",'filter':'title pr','sortBy':'userName','count':1,"
                                                       "'attributes':['userName']");
    EXPECT_EQ(found.status(), 200);
    EXPECT_EQ(names(found, "userName"), "bob ");
    EXPECT_EQ(found.number("totalResults"), 2);
    EXPECT_FALSE(found.body().at("Resources").as_array().front().as_object().contains("title"));
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 3);
    EXPECT_EQ(names(site.search("/Groups/.search", ""), "displayName"), "eng ");
    expect_refused(site.call("POST", "/Users/.search", "{'filter':'title pr'}"), 400, "invalidSyntax");
    expect_refused(site.search("/Users/.search", ",'filter':'foo pr'"), 400, "invalidFilter");
    expect_refused(site.search("/Users/.search", ",'count':'1'"), 400, "invalidValue");
    EXPECT_EQ(site.call("GET", "/Users/.search").header("Allow"), "POST");
    expect_refused(site.call("PUT", "/.search"), 405, "");
    std::string many = "'a'";
    for (int i = 0; i < 100'000; ++i) many += ",'a'";
    expect_refused(site.search("/Users/.search", ",'attributes':[" + many + "]"), 400, "tooMany");
    expect_refused(site.search("/Users/.search", ",'filter':'userName eq \\\"" + std::string(1u << 20, 'x') + "\\\"'"), 400,
                   "invalidFilter");
}

TEST(Root, SpansAllTypes) {
    Company site;
    const Answer all = site.call("GET", "");
    EXPECT_EQ(all.number("totalResults"), 4);
    const auto found = [&](const char* filter) { return site.find("/", filter); };
    EXPECT_EQ(found("displayName eq 'ENG'").number("totalResults"), 1);
    EXPECT_EQ(names(found("userName sw 'b' or displayName pr"), "displayName"), " eng ");
    EXPECT_EQ(names(found("not (userName pr)"), "displayName"), "eng ");
    EXPECT_EQ(found("meta.resourceType eq 'User'").number("totalResults"), 3);
    expect_refused(found("foo pr"), 400, "invalidFilter");
    EXPECT_EQ(names(site.search("/.search", ",'sortBy':'userName','startIndex':3,'count':2"), "userName"), "carl  ");
    EXPECT_EQ(names(site.call("GET", "?startIndex=3&count=2"), "userName"), "bob  ");
    expect_refused(site.call("GET", "?sortBy=foo"), 400, "invalidPath");
    expect_refused(site.call("POST", "", "{}"), 405, "");
    site.become("globex");
    EXPECT_EQ(site.find("/", "userName eq 'x' or id pr").number("totalResults"), 0);
    EXPECT_EQ(site.search("/.search", "").number("totalResults"), 0);
}

TEST(Cursors, WalkToTheEnd) {
    Company site;
    Answer page = site.call("GET", "/Users?cursor&count=2");
    EXPECT_EQ(names(page, "userName"), "carl Ada ");
    EXPECT_EQ(page.number("totalResults"), 3);
    EXPECT_FALSE(page.body().contains("startIndex"));
    const std::string next = page.text("nextCursor");
    EXPECT_EQ(next, percent_encode(next));
    page = site.call("GET", "/Users?count=2&cursor=" + next);
    EXPECT_EQ(names(page, "userName"), "bob ");
    EXPECT_FALSE(page.body().contains("nextCursor"));
    EXPECT_EQ(names(site.search("/Users/.search", ",'count':5,'cursor':'" + next + "'"), "userName"), "bob ");
    EXPECT_EQ(site.call("GET", "/Users?cursor=&count=0").number("itemsPerPage"), 0);
}

/// All userNames, in pages of two.
std::string walk(Site& site, const std::string& query, const std::function<void()>& between = [] {}) {
    std::string walked, cursor;
    do {
        const Answer page = site.call("GET", query + "&count=2&cursor=" + cursor);
        walked += names(page, "userName");
        cursor = page.body().contains("nextCursor") ? page.text("nextCursor") : "";
        between();
    } while (!cursor.empty() && walked.size() < 1000);
    return walked;
}

TEST(Cursors, WalkInAnyOrder) {
    Company site;
    for (const char* name : {"d", "e", "f"}) site.post_user(std::string("'userName':'") + name + "','title':'x'");
    EXPECT_EQ(walk(site, "/Users?sortBy=userName"), "Ada bob carl d e f ");
    EXPECT_EQ(walk(site, "/Users?sortBy=userName&sortOrder=descending"), "f e d carl bob Ada ");
    EXPECT_EQ(walk(site, "/Users?sortBy=title"), "bob carl d e f Ada ");
    EXPECT_EQ(walk(site, "/Users?sortBy=meta.created"), "carl Ada bob d e f ");
    EXPECT_EQ(walk(site, "/Users?sortBy=externalId"), "carl Ada bob d e f ");
    EXPECT_EQ(walk(site, "/Users?filter=title%20eq%20%22x%22"), "d e f ");
    EXPECT_EQ(walk(site, "/?sortBy=userName"), "Ada bob carl d e f  ");   // the group has none
}

TEST(Cursors, DoNotSkipWhenSomebodyLeavesMeanwhile) {
    Company site;
    for (const char* name : {"d", "e", "f"}) site.user(name);
    const std::string first = names(site.find("/Users", "userName eq 'carl'"), "id");
    bool gone = false;
    EXPECT_EQ(walk(site, "/Users?",
                   [&] {
                       if (!std::exchange(gone, true)) site.call("DELETE", "/Users/" + first.substr(0, first.size() - 1));
                   }),
              "carl Ada bob d e f ");
}

TEST(Cursors, AreGoodForTheirOwnQueryAlone) {
    Company site;
    const std::string cursor = site.call("GET", "/Users?cursor=&count=1").text("nextCursor");
    ASSERT_FALSE(cursor.empty());
    std::string forged = cursor;
    forged.front() = forged.front() == '9' ? '8' : '9';
    for (const char* path : {"/Users?cursor=x", "/Users?cursor=..", "/Users?cursor=1.2.3"}) {
        expect_refused(site.call("GET", path), 400, "invalidCursor");
    }
    for (const std::string& path : {"/Users?cursor=" + forged, "/Groups?cursor=" + cursor, "?cursor=" + cursor,
                                    "/Users?filter=title%20pr&cursor=" + cursor, "/Users?sortBy=title&cursor=" + cursor,
                                    "/Users?cursor=" + std::string(40'000, 'a')}) {
        expect_refused(site.call("GET", path), 400, "invalidCursor");
    }
    expect_refused(site.call("GET", "/Users?count=x&cursor=" + cursor), 400, "invalidCount");
    expect_refused(site.call("GET", "/Users?startIndex=1&cursor=" + cursor), 400, "invalidValue");
    site.clock.advance(Millis{3'600'001});
    expect_refused(site.call("GET", "/Users?cursor=" + cursor), 400, "expiredCursor");
    site.become("globex");
    expect_refused(site.call("GET", "/Users?cursor=" + cursor), 400, "invalidCursor");
}

TEST(Features, OfQueriesMayBeOff) {
    ScimBehaviour behaviour;
    behaviour.features.filter = behaviour.features.sort = behaviour.features.cursor = behaviour.features.search = false;
    behaviour.features.root = false;
    Company site(std::move(behaviour));
    expect_refused(site.find("/Users", "title pr"), 400, "invalidFilter");
    EXPECT_EQ(site.listed("/Users?sortBy=userName"), "carl Ada bob ");
    EXPECT_EQ(site.call("GET", "/Users?cursor=&count=1").number("startIndex"), 1);
    expect_refused(site.search("/Users/.search", ""), 501, "");
    expect_refused(site.search("/.search", ""), 501, "");
    expect_refused(site.call("GET", ""), 404, "");
}

} // namespace
} // namespace idpsim::scim_server
