/// What the fields of a vendor's console change about the client: where its token comes from, what it sends at all.
#include "tests/scim_client/dialects.hpp"
#include "tests/scim_client/recording_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace idpsim::test {
namespace {

idp::Person ada() { return person("Ada", "Adams", "id-ada"); }

std::string authorization(const HttpRequest& request) { return find_header(request.headers, "Authorization").value_or("(none)"); }

const std::map<std::string, std::string> by_client_credentials{
    {"authentication", "OAuth2 client credentials grant"}, {"token_endpoint", "https://sp.example/scim/v2/token"},
    {"client_id", "id"}, {"client_secret", "secret-of-the-client"}};

TEST(ScimSignIn, FetchesATokenOnceAndSendsIt) {
    Bench bench(dialect("entra"), by_client_credentials);
    bench.server.next = {json_response(200, R"({"access_token":"fetched-token-1","expires_in":3600})")};
    EXPECT_TRUE(bench.run(bench.client().provision(ada())).ok);
    EXPECT_TRUE(bench.run(bench.client().update(ada())).ok);
    const HttpRequest& asked = bench.server.seen.at(0);
    EXPECT_EQ(asked.method + " " + asked.url, "POST https://sp.example/scim/v2/token");
    EXPECT_EQ(asked.body, "grant_type=client_credentials");
    EXPECT_EQ(authorization(asked), "Basic aWQ6c2VjcmV0LW9mLXRoZS1jbGllbnQ=");
    EXPECT_EQ(*find_header(asked.headers, "Content-Type"), "application/x-www-form-urlencoded");
    for (std::size_t i = 1; i < bench.server.seen.size(); ++i) {
        EXPECT_EQ(authorization(bench.server.seen[i]), "Bearer fetched-token-1");
        EXPECT_EQ(bench.server.seen[i].url.find("/token"), std::string::npos);
    }
}

TEST(ScimSignIn, NeitherSecretNorTokenStandsInTheTranscript) {
    Bench bench(dialect("pingone"), {{"authentication", "OAuth 2 Client Credentials"},
                                     {"token_endpoint", "https://sp.example/scim/v2/token"},
                                     {"client_id", "id"}, {"client_secret", "secret-of-the-client"}});
    bench.server.next = {json_response(200, R"({"access_token":"fetched-token-1"})")};
    EXPECT_TRUE(bench.run(bench.client().provision(ada())).ok);
    EXPECT_NE(bench.server.seen.at(0).body.find("secret-of-the-client"), std::string::npos);
    for (const Exchange& exchange : bench.transcript().exchanges()) {
        EXPECT_EQ(exchange.request.body.find("secret-of-the-client"), std::string::npos);
        EXPECT_EQ(authorization(exchange.request).find("fetched-token-1"), std::string::npos);
    }
}

TEST(ScimSignIn, WithoutATokenNothingIsSent) {
    for (const auto& [answer, why] : {std::pair{json_response(401, "{}"), "HTTP 401"},
                                      std::pair{json_response(200, R"({"token":"x"})"), "no 'access_token'"},
                                      std::pair{json_response(200, R"({"access_token":"a\r\nb"})"), "no 'access_token'"}}) {
        Bench bench(dialect("entra"), by_client_credentials);
        bench.server.next = {answer};
        const idp::ScimStep step = bench.run(bench.client().provision(ada()));
        EXPECT_FALSE(step.ok);
        EXPECT_NE(step.explanation.find(why), std::string::npos) << step.explanation;
        EXPECT_EQ(bench.server.seen.size(), 1U);
    }
}

TEST(ScimHeaders, StandInTheVendorsOrderWithTheNetworksOwn) {
    Bench bench(dialect("okta"));
    bench.run(bench.client().provision(ada()));
    const HttpRequest& create = bench.server.seen.back();
    std::string names;
    for (const auto& [name, value] : create.headers) names += name + " ";
    EXPECT_EQ(names, "Accept Accept-Charset Content-Type User-Agent Authorization Content-Length Host Connection Accept-Encoding ");
    EXPECT_EQ(*find_header(create.headers, "Content-Length"), std::to_string(create.body.size()));
    EXPECT_EQ(*find_header(create.headers, "Host"), "sp.example");
}

TEST(ScimConsole, WhatIsSwitchedOffIsNotSent) {
    Bench bench(dialect("okta"), {{"create_users", "no"}, {"push_groups", "no"}});
    const idp::ScimStep step = bench.run(bench.client().provision(ada()));
    EXPECT_TRUE(step.ok);
    EXPECT_NE(step.explanation.find("nothing was sent"), std::string::npos) << step.explanation;
    EXPECT_EQ(bench.server.seen.size(), 1U); // the look-up
    EXPECT_FALSE(bench.run(bench.client().push_group("Birds", {})).ok);
    EXPECT_EQ(bench.server.seen.size(), 1U);
}

TEST(ScimConsole, WithoutAMappingOfActiveNobodyIsDisabled) {
    Bench bench(dialect("entra"), {{"active_mapping", "nothing"}});
    bench.run(bench.client().provision(ada()));
    const std::size_t before = bench.server.seen.size();
    EXPECT_TRUE(bench.run(bench.client().deactivate(ada())).ok);
    EXPECT_TRUE(bench.run(bench.client().remove(ada())).ok);
    EXPECT_EQ(bench.server.seen.size(), before);
}

TEST(ScimConsole, AManagerMayBeSentAsTextAndIsReadAsAnObjectAlone) {
    Bench bench(dialect("entra"), {{"manager_in_create", "Yes"}});
    ASSERT_TRUE(bench.run(bench.client().provision(ada())).ok);
    idp::Person bob = person("Bob", "Brown", "id-bob");
    bob.attributes["manager"] = ada().username;
    const idp::ScimStep step = bench.run(bench.client().provision(bob));
    EXPECT_NE(bench.server.seen.back().body.find(R"(enterprise:2.0:User":{"manager":"u1"})"), std::string::npos);
    // The server gives back what it was given.
    EXPECT_FALSE(step.ok);
    EXPECT_NE(step.explanation.find("User:manager' in the answer is a string"), std::string::npos) << step.explanation;
}

TEST(ScimConsole, APresetStandsForItsText) {
    Bench bench(dialect("onelogin"), {{"template", "RFC core"}});
    bench.run(bench.client().provision(ada()));
    EXPECT_TRUE(bench.server.seen.back().body.starts_with(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":)"));
}

TEST(ScimConsole, AnEndpointThatAServerNamesLeadsNoWhereElse) {
    Bench bench(dialect("okta", "entitlements"));
    const char* list = R"({"totalResults":0,"Resources":[]})";
    bench.server.next = {json_response(200, list), json_response(200, list),
                         json_response(200, R"({"totalResults":1,"Resources":[{"endpoint":"@evil.example/Roles"}]})")};
    EXPECT_FALSE(bench.run(bench.client().test_connection()).ok);
    EXPECT_EQ(bench.server.seen.size(), 3U);
}

} // namespace
} // namespace idpsim::test
