/// The page for those whom the product does not know yet: whom it takes where, and what it tells strangers.
#include "simulator/sp/find_organisation.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "tests/sp/bench.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace idpsim::sp::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char path[] = "/app/generate";

BenchOptions with_page() {
    BenchOptions options;
    options.configure = [](SpConfig& config) { config.names.start_path = path; };
    return options;
}

struct StartPage : ::testing::Test {
    Bench bench{with_page()};

    HttpResponse tell(std::string_view email, Headers headers = {}) {
        headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        return bench.send("POST", path, std::move(headers), write_form({{"email", std::string(email)}}));
    }
    std::string goes_to(std::string_view email) { return find_header(tell(email).headers, "Location").value_or(""); }
    std::string login_url() { return std::string(base_url) + "/sso/" + bench.org + "/login"; }
    std::string idp_id() {
        const auto list = json_of(bench.api("GET", "/api/orgs/" + bench.org + "/idps"));
        return std::string(list.at("idps").at(0).at("id").as_string());
    }
    void speaks_for(const std::string& org, const std::string& idp, const std::string& domain,
                    const std::string& token) {
        const auto answer =
            bench.api("PATCH", "/api/orgs/" + org + "/idps/" + idp, R"({"domains":[")" + domain + "\"]}", token);
        ASSERT_EQ(answer.status, 200) << answer.body;
    }
    /// Another organisation with the same IdP.
    std::pair<std::string, std::string> second_organisation(const std::string& domain) {
        const auto made = json_of(bench.api("POST", "/api/orgs", R"({"name":"Other"})", staff_token));
        const std::string org = text_of(made, "id"), token = text_of(made, "admin_token");
        bench.api("PUT", "/api/orgs/" + org + "/enabled", R"({"enabled":true})", staff_token);
        const auto connected = bench.send(
            "PUT", "/api/orgs/" + org + "/idp",
            {{"Authorization", "Bearer " + token}, {"Content-Type", "application/samlmetadata+xml"}}, idp_metadata());
        EXPECT_LT(connected.status, 300) << connected.body;
        speaks_for(org, text_of(json_of(connected), "id"), domain, token);
        return {org, token};
    }
};

TEST_F(StartPage, AsksForAnAddressAndNothingElse) {
    const HttpResponse page = bench.send("GET", path);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("type=\"email\""));
    EXPECT_THAT(page.body, Not(HasSubstr("password")));
    const std::string policy = find_header(page.headers, "Content-Security-Policy").value_or("");
    EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("form-action"))) << "browsers hold it against the redirect to the IdP";
}

TEST_F(StartPage, IsNotThereUnlessTheProductHasOne) {
    Bench without;
    EXPECT_EQ(without.send("GET", path).status, 404);
}

TEST_F(StartPage, TakesNoOtherMethod) {
    const HttpResponse answer = bench.send("DELETE", path);
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(find_header(answer.headers, "Allow"), "GET, POST");
}

TEST_F(StartPage, GoesOnByTheMailDomainWhoeverItIs) {
    speaks_for(bench.org, idp_id(), "first-works.test", bench.admin_token);
    EXPECT_EQ(goes_to("nobody.yet@First-Works.test"), login_url() + "?idp=" + idp_id());
    EXPECT_EQ(goes_to("nobody.yet@sub.first-works.test"), "");
}

TEST_F(StartPage, GoesOnByTheAccountWhereNobodySpeaksForTheDomain) {
    Message message;
    message.name_id = "ada@example.test";
    ASSERT_EQ(bench.login(message).status, 303);
    EXPECT_EQ(goes_to("Ada@example.test"), login_url());
    EXPECT_EQ(goes_to("eve@example.test"), "");
}

TEST_F(StartPage, ADomainThatTwoClaimDecidesNothing) {
    speaks_for(bench.org, idp_id(), "first-works.test", bench.admin_token);
    Message message;
    message.name_id = "ada@first-works.test";
    ASSERT_EQ(bench.login(message).status, 303);
    second_organisation("first-works.test");
    EXPECT_EQ(goes_to("eve@first-works.test"), "");
    EXPECT_EQ(goes_to("ada@first-works.test"), login_url()) << "her account does";
}

TEST_F(StartPage, OrganisationsWithoutTheOptionAreNowhere) {
    speaks_for(bench.org, idp_id(), "first-works.test", bench.admin_token);
    bench.api("PUT", "/api/orgs/" + bench.org + "/enabled", R"({"enabled":false})", staff_token);
    EXPECT_EQ(goes_to("ada@first-works.test"), "");
}

TEST_F(StartPage, TellsStrangersNothing) {
    ASSERT_EQ(bench.login({}).status, 303);
    const auto [org, token] = second_organisation("second-works.test");
    const HttpResponse unknown = tell("eve@nowhere.test"), other = tell("bob@example.test");
    EXPECT_EQ(unknown.status, 200);
    EXPECT_EQ(replace_all(unknown.body, "eve@nowhere.test", "X"), replace_all(other.body, "bob@example.test", "X"));
    // A disabled account is led on like any other; only the IdP's answer is judged.
    const std::string id = text_of(bench.account("ada@example.test"), "id");
    ASSERT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + id, R"({"active":false})").status, 200);
    EXPECT_EQ(goes_to("ada@example.test"), login_url());
}

TEST_F(StartPage, RefusesWhatIsNoAddressAndEscapesIt) {
    for (const char* text :
         {"", "ada", "a@b@c.test", "\"><script>alert(1)</script>@x.test", "Ada <ada@example.test>"}) {
        const HttpResponse page = tell(text);
        EXPECT_EQ(page.status, 400) << text;
        EXPECT_THAT(page.body, Not(HasSubstr("<script>")));
    }
    EXPECT_THAT(tell("a'b&c@x.test").body, HasSubstr("value=\"a&#39;b&amp;c@x.test\""));
}

TEST_F(StartPage, IsNotSentByAnotherSite) {
    ASSERT_EQ(bench.login({}).status, 303);
    EXPECT_EQ(tell("ada@example.test", {{"Origin", "https://evil.example.test"}}).status, 403);
    EXPECT_EQ(tell("ada@example.test", {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
    EXPECT_EQ(tell("ada@example.test", {{"Origin", base_url}, {"Sec-Fetch-Site", "same-origin"}}).status, 303);
}

TEST_F(StartPage, WhoIsSignedInGoesHome) {
    Browser browser;
    ASSERT_EQ(bench.login({}, browser).status, 303);
    const HttpResponse answer = bench.get(path, browser);
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(find_header(answer.headers, "Location"), "/");
}

} // namespace
} // namespace idpsim::sp::test
