#include "conformance/checks/scim/wire.hpp"

#include "src/core/text.hpp"
#include "tests/conformance/records.hpp"

#include <boost/json/parse.hpp>

namespace idpsim::conformance::checks {
namespace {

namespace json = boost::json;
using namespace testing_records;

TEST(Wire, TellsRequestsByMethodAndPathBelowTheBase) {
    const ScimRecord one = step({});
    EXPECT_TRUE(is_request(exchange(1, "GET", "/Users", 200), one, "GET", "/Users"));
    EXPECT_TRUE(is_request(exchange(1, "GET", "/Users?filter=a/b", 200), one, "GET", "/Users"));
    EXPECT_TRUE(is_request(exchange(1, "GET", "/Users/", 200), one, "GET", "/Users"));
    EXPECT_FALSE(is_request(exchange(1, "POST", "/Users", 200), one, "GET", "/Users"));
    EXPECT_FALSE(is_request(exchange(1, "GET", "/Users/7", 200), one, "GET", "/Users"));
    EXPECT_FALSE(is_request(exchange(1, "GET", "/UsersX", 200), one, "GET", "/Users"));
    EXPECT_FALSE(is_request(exchange(1, "GET", "2/Users", 200), one, "GET", "/Users"));
    Exchange elsewhere = exchange(1, "GET", "/Users", 200);
    elsewhere.request.url = "https://other.example/scim/v2/Users";
    EXPECT_FALSE(is_request(elsewhere, one, "GET", "/Users"));
}

TEST(Wire, TellsOneResourceFromItsCollection) {
    const ScimRecord one = step({});
    EXPECT_TRUE(is_request(exchange(1, "PATCH", "/Users/7", 200), one, "PATCH", "/Users/*"));
    EXPECT_TRUE(is_request(exchange(1, "PATCH", "/Users/7?attributes=id", 200), one, "PATCH", "/Users/*"));
    for (const char* path : {"/Users", "/Users/", "/Users/7/more", "/Groups/7"})
        EXPECT_FALSE(is_request(exchange(1, "PATCH", path, 200), one, "PATCH", "/Users/*")) << path;
}

TEST(Wire, BearsASlashAtTheEndOfTheBase) {
    ScimRecord one = step({});
    one.base_url += '/';
    EXPECT_TRUE(is_request(exchange(1, "GET", "/Users", 200), one, "GET", "/Users"));
}

TEST(Wire, FindsExchangesInOrder) {
    const ScimRecord one = step(
        {exchange(1, "GET", "/Users", 200), exchange(2, "POST", "/Users", 201), exchange(3, "GET", "/Users", 500)});
    const auto found = find_exchanges(one, "GET", "/Users");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0]->number, 1u);
    EXPECT_EQ(found[1]->number, 3u);
}

TEST(Wire, ReadsTheIdOffAUrl) {
    EXPECT_EQ(last_segment("https://sp.example/scim/Users/7"), "7");
    EXPECT_EQ(last_segment("https://sp.example/scim/Users/a%40b?attributes=x/y"), "a@b");
    EXPECT_EQ(last_segment("https://sp.example/scim/Users/7/"), "7");
    EXPECT_EQ(last_segment("https://sp.example/scim/Users/%zz"), "%zz");
    EXPECT_EQ(last_segment("7"), "7");
}

TEST(Wire, TakesABodyThatIsNoJsonForNull) {
    EXPECT_TRUE(body_of(HttpResponse{200, {}, "<html>"}).is_null());
    EXPECT_TRUE(body_of(HttpRequest{"POST", "", {}, ""}).is_null());
    EXPECT_TRUE(body_of(HttpResponse{200, {}, std::string(100'000, '[')}).is_null());
    EXPECT_TRUE(body_of(HttpRequest{"POST", "", {}, "{\"a\":1}"}).is_object());
}

TEST(Wire, FindsMembersWithoutCase) {
    const json::value body = json::parse(R"({"UserName":"ada","name":{"familyName":"Byron"},
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Engines",
        "manager":{"value":"7"}}})");
    EXPECT_EQ(shown(member(body, "username")), "ada");
    EXPECT_EQ(member(body, "nickName"), nullptr);
    EXPECT_EQ(member(json::value("text"), "a"), nullptr);
    EXPECT_EQ(shown(at_path(body, "name.FAMILYNAME")), "Byron");
    EXPECT_EQ(at_path(body, "name.givenName"), nullptr);
    EXPECT_EQ(at_path(body, "userName.sub"), nullptr);
    EXPECT_EQ(at_path(body, "not a path"), nullptr);
}

TEST(Wire, FollowsUrnsThatHoldDots) {
    const json::value body = json::parse(R"({"userName":"ada",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Engines",
        "manager":{"value":"7"}}})");
    const std::string enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
    EXPECT_EQ(shown(at_path(body, enterprise + "department")), "Engines");
    EXPECT_EQ(shown(at_path(body, enterprise + "manager.value")), "7");
    EXPECT_EQ(at_path(body, "urn:other:2.0:User:department"), nullptr);
    EXPECT_EQ(shown(at_path(body, "urn:ietf:params:scim:schemas:core:2.0:User:userName")), "ada");
}

TEST(Wire, ShowsValuesToPeople) {
    EXPECT_EQ(shown(nullptr), "(absent)");
    const json::value text = "plain \"text\"", list = json::array{1, "a"}, null;
    EXPECT_EQ(shown(&text), "plain \"text\"");
    EXPECT_EQ(shown(&list), "[1,\"a\"]");
    EXPECT_EQ(shown(&null), "null");
    const json::value with_nul = json::string(std::string_view("a\0b", 3));
    EXPECT_EQ(shown(&with_nul), std::string("a\0b", 3));
}

TEST(Wire, CutsLongValuesBetweenCharacters) {
    const json::value fits(std::string(120, 'x'));
    EXPECT_EQ(shown(&fits), std::string(120, 'x'));
    const json::value longer(std::string(121, 'x'));
    EXPECT_EQ(shown(&longer), std::string(117, 'x') + "...");
    const json::value umlauts("x" + replace_all(std::string(100, 'o'), "o", "\xC3\xB6"));
    EXPECT_EQ(shown(&umlauts), "x" + replace_all(std::string(58, 'o'), "o", "\xC3\xB6") + "...");
}

TEST(Wire, ShowsAStatusOrWhyThereIsNone) {
    EXPECT_EQ(shown_status(exchange(1, "GET", "/Users", 404)), "404");
    EXPECT_EQ(shown_status(unanswered(1, "GET", "/Users")), "no answer: HTTP response: no answer in time");
}

Opinion by_status(const Exchange& e) {
    if (e.response.status == 204) return not_concerned;
    return e.response.status == 200 ? kept : shown_status(e);
}

Finding judge_gets(const ScimRecord& record) {
    return judge_each(find_exchanges(record, "GET", "/Users"), "200", "nobody looked", by_status);
}

TEST(JudgeEach, PassesWithTheLastThatKeepsTheRequirement) {
    const ScimRecord one = step(
        {exchange(1, "GET", "/Users", 200), exchange(2, "GET", "/Users?a=1", 200), exchange(3, "GET", "/Users", 204)});
    EXPECT_THAT(judge_gets(one), passes("GET " + url("/Users?a=1"), "200", 2));
}

TEST(JudgeEach, FailsWithEveryOneThatBreaksIt) {
    const ScimRecord one =
        step({exchange(1, "GET", "/Users", 500), exchange(2, "GET", "/Users", 200), exchange(3, "GET", "/Users", 404)});
    EXPECT_THAT(judge_gets(one),
                fails("200", {{1, "GET " + url("/Users"), "500"}, {3, "GET " + url("/Users"), "404"}}));
}

TEST(JudgeEach, IsUnverifiedWhenNoneIsConcerned) {
    EXPECT_THAT(judge_gets(step({})), is_unverified("nobody looked"));
    EXPECT_THAT(judge_gets(step({exchange(1, "GET", "/Users", 204)})), is_unverified("nobody looked"));
}

} // namespace
} // namespace idpsim::conformance::checks
