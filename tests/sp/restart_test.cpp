/// What a service provider still knows after its process ended, and that SCIM and logins share the accounts.
#include "tests/sp/bench.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

/// A second process over the same database.
ServiceProvider started_again(Bench& bench, std::string origin = base_url) {
    SpConfig config;
    config.base_url = std::move(origin);
    config.staff_token = staff_token;
    config.names = {.company = "Example Product", .default_team = "Everyone", .default_role = "Reader",
                    .admin_role = "Owner", .roles = {"Writer"}, .operator_domain = {}, .start_path = {}};
    return ServiceProvider(std::move(config), bench.directory, bench.clock, bench.random);
}

TEST(Restart, OrganisationsStayAsTheyWere) {
    Bench bench;
    const std::string api = "/api/orgs/" + bench.org;
    for (int i = 0; i < 120; ++i)
        EXPECT_EQ(bench.api("POST", api + "/teams", R"({"name":"Team )" + std::to_string(i) + "\"}").status, 201);
    EXPECT_EQ(
        bench.api("PATCH", api + "/settings", R"({"allow_unsolicited":false,"attributes":{"email":["workMail"]}})")
            .status,
        200);
    const std::string settings = bench.api("GET", api + "/settings").body;
    const std::string teams = bench.api("GET", api + "/teams").body;
    bench.sp = started_again(bench);
    EXPECT_EQ(bench.api("GET", api + "/settings").body, settings);
    EXPECT_EQ(bench.api("GET", api + "/teams").body, teams);
    EXPECT_EQ(bench.api("PATCH", api + "/settings", R"({"allow_unsolicited":true})").status, 200);
    EXPECT_TRUE(bench.admits_a_good_login());
}

/// Before an organisation could connect several, its only IdP's metadata was kept by itself.
TEST(Restart, TakesTheOnlyIdpOfAnOlderVersion) {
    Bench bench;
    bench.directory.database().prepare("UPDATE product_orgs SET idp_metadata=?1").bind(1, idp_metadata()).run();
    bench.sp = started_again(bench);
    EXPECT_TRUE(bench.admits_a_good_login());
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/settings", R"({"allow_unsolicited":true})").status, 200);
    bench.sp = started_again(bench);
    EXPECT_TRUE(bench.admits_a_good_login());
}

TEST(Restart, AUsedAssertionStaysUsed) {
    Bench bench;
    EXPECT_EQ(bench.login({}).status, 303);
    bench.sp = started_again(bench);
    EXPECT_EQ(rule_of(bench.login({})), "replay");
    EXPECT_EQ(bench.account_count(), 1u);
    EXPECT_TRUE(bench.admits_a_good_login());
}

TEST(Restart, SessionsAndRequestsEnd) {
    Bench bench;
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    bench.sp = started_again(bench);
    EXPECT_EQ(bench.get("/whoami", browser).status, 401);
}

TEST(Restart, MetadataThatExpiredMeanwhileIsToldAtTheLogin) {
    BenchOptions options;
    options.metadata = idp_metadata(R"(validUntil="2026-11-24T12:01:00Z")");
    Bench bench(options);
    bench.clock.advance(Millis{60'000});
    bench.sp = started_again(bench);
    EXPECT_EQ(rule_of(bench.login({})), "idp.metadata_current");
    Browser browser;
    EXPECT_EQ(bench.get("/sso/" + bench.org + "/login", browser).status, 409);
}

TEST(Restart, AnotherAddressMakesOtherUrls) {
    Bench bench;
    ServiceProvider moved = started_again(bench, "http://127.0.0.1:8080");
    HttpRequest request;
    request.url = "http://127.0.0.1:8080/sso/" + bench.org + "/metadata";
    EXPECT_NE(moved.handle(request).body.find("http://127.0.0.1:8080/sso/" + bench.org + "/acs"), std::string::npos);
}

// -- one store of accounts

class WithScim : public testing::Test {
protected:
    WithScim() { token = text_of(json_of(bench.api("POST", "/api/orgs/" + bench.org + "/scim-token")), "token"); }

    HttpResponse scim(std::string method, std::string_view path, std::string body = {}) {
        return bench.send(std::move(method), "/scim/v2/" + bench.org + std::string(path),
                          {{"Authorization", "Bearer " + token}, {"Content-Type", "application/scim+json"}},
                          std::move(body));
    }

    Bench bench;
    std::string token;
};

TEST_F(WithScim, SeesTheAccountsOfLogins) {
    EXPECT_EQ(bench.login({}).status, 303);
    const HttpResponse response = scim("GET", "/Users?filter=userName%20eq%20%22ada%40example.test%22");
    ASSERT_EQ(response.status, 200) << response.body;
    const boost::json::object list = json_of(response);
    ASSERT_EQ(list.at("totalResults"), 1);
    const boost::json::object user = list.at("Resources").at(0).as_object();
    EXPECT_EQ(text_of(user, "id"), text_of(bench.account("ada@example.test"), "id"));
    EXPECT_TRUE(user.at("active").as_bool());
}

TEST_F(WithScim, DeactivatingEndsSessionAndLogins) {
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    const std::string user = "/Users/" + text_of(bench.account("ada@example.test"), "id");
    EXPECT_LT(scim("PATCH", user, R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],)"
                                  R"("Operations":[{"op":"replace","path":"active","value":false}]})").status, 300);
    EXPECT_EQ(bench.get("/whoami", browser).status, 401);
    Message again;
    again.assertion_id = "_a2";
    EXPECT_EQ(rule_of(bench.login(again)), "account.active");
    EXPECT_FALSE(bench.account("ada@example.test").at("active").as_bool());
}

TEST_F(WithScim, ALoginFindsTheProvisionedAccount) {
    EXPECT_EQ(scim("POST", "/Users",
                   R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Ada@example.test",)"
                   R"("name":{"givenName":"Ada","familyName":"Lovelace"},"active":true})")
                  .status,
              201);
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    EXPECT_EQ(bench.account_count(), 1u);
    EXPECT_EQ(text_of(bench.whoami(browser), "display_name"), "Ada Lovelace");
}

TEST_F(WithScim, ADeletedAccountStartsAnew) {
    EXPECT_EQ(bench.login({}).status, 303);
    const std::string id = text_of(bench.account("ada@example.test"), "id");
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + id, R"({"role":"Owner"})").status, 200);
    EXPECT_EQ(scim("DELETE", "/Users/" + id).status, 204);
    Message again;
    again.assertion_id = "_a2";
    EXPECT_EQ(bench.login(again).status, 303);
    EXPECT_NE(text_of(bench.account("ada@example.test"), "id"), id);
    EXPECT_EQ(text_of(bench.account("ada@example.test"), "role"), "Reader");
}

TEST_F(WithScim, IsClosedToOtherTokens) {
    token = bench.admin_token;
    EXPECT_EQ(scim("GET", "/Users").status, 401);
}

} // namespace
} // namespace idpsim::sp::test
