#include "tests/scim_client/dialects.hpp"
#include "tests/scim_client/recording_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::test {
namespace {

using testing::HasSubstr;

const idp::Person ada = person("Ada", "Adams", "id-ada");

std::string last_target(const Bench& bench) { return bench.server.seen.back().url.substr(26); }
std::string last_body(const Bench& bench) { return bench.server.seen.back().body; }

HttpResponse empty_list() {
    return json_response(200, R"({"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]})");
}

/// Ada's step when the server answers her look-up with nobody and her creation with `answer`.
idp::ScimStep created_with(const std::string& vendor, HttpResponse answer) {
    Bench bench(dialect(vendor));
    bench.server.next = {empty_list(), std::move(answer)};
    auto step = bench.run(bench.client().provision(ada));
    EXPECT_FALSE(bench.client().linked_id(ada.username)) << "nothing to link";
    return step;
}

TEST(BadAnswers, ToACreateGiveASentenceAndNoLink) {
    EXPECT_THAT(created_with("okta", html_response(200, "<h1>Welcome</h1>")).explanation,
                HasSubstr("HTTP 200; wanted 201"));
    EXPECT_THAT(created_with("okta", html_response(201, "<h1>Welcome</h1>")).explanation, HasSubstr("web page"));
    EXPECT_THAT(created_with("okta", json_response(201, R"({"id":"1","userN)")).explanation, HasSubstr("not JSON"));
    EXPECT_THAT(created_with("okta", json_response(201, "{}")).explanation, HasSubstr("no 'id'"));
    EXPECT_THAT(created_with("okta", json_response(201, "")).explanation, HasSubstr("no body"));
    EXPECT_THAT(created_with("entra", json_response(409, R"({"detail":"exists"})")).explanation,
                HasSubstr("HTTP 409: 'exists'"));
    EXPECT_THAT(created_with("entra", {429, {{"Retry-After", "12"}}, ""}).explanation, HasSubstr("Retry-After '12'"));
    EXPECT_THAT(created_with("jumpcloud", {500, {}, ""}).explanation, HasSubstr("HTTP 500"));
    EXPECT_FALSE(created_with("pingone", {503, {}, ""}).ok);
}

TEST(BadAnswers, ToALookUpStopTheProvisioning) {
    const auto looked_up = [](HttpResponse answer) {
        Bench bench(dialect("entra"));
        bench.server.next = {std::move(answer)};
        const auto step = bench.run(bench.client().provision(ada));
        EXPECT_FALSE(step.ok);
        EXPECT_EQ(bench.server.seen.size(), 1U) << "nothing is created blindly";
        return step.explanation;
    };
    EXPECT_THAT(looked_up({404, {}, ""}), HasSubstr("HTTP 404; wanted 200"));
    EXPECT_THAT(looked_up(json_response(200, R"({"totalResults":0})")), HasSubstr("lacks 'Resources'"));
    EXPECT_THAT(looked_up(json_response(200, R"({"totalResults":0,"Resources":null})")),
                HasSubstr("lacks 'Resources'"));
    EXPECT_THAT(looked_up(json_response(200, R"({"totalResults":1,"Resources":[{"userName":"ada@example.com"}]})")),
                HasSubstr("no 'id'"));
    EXPECT_THAT(looked_up(json_response(200, R"({"totalResults":1,"Resources":["ada"]})")), HasSubstr("no 'id'"));
    EXPECT_THAT(
        looked_up(json_response(200, R"({"totalResults":1,"Resources":[{"id":"9","userName":"eve@example.com"}]})")),
        HasSubstr("another user"));
}

TEST(BadAnswers, AreNoneWhenTheNameIsWrittenInAnotherForm) {
    for (const char* written : {"ADA@example.com", "\xEF\xBD\x81" "da@example.com"}) {   // FULLWIDTH LATIN SMALL LETTER A
        Bench bench(dialect("entra"));
        bench.server.next = {json_response(200, R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,)"
                                                R"("startIndex":1,"itemsPerPage":1,"Resources":[{"id":"9","userName":")" + std::string(written) + "\"}]}")};
        EXPECT_THAT(bench.run(bench.client().provision(ada)).explanation, testing::Not(HasSubstr("another user"))) << written;
    }
}

TEST(BadAnswers, ThatEchoTheTokenDoNotShowIt) {
    const auto step = created_with("okta", json_response(401, R"({"detail":"bad token secret-token-0001"})"));
    EXPECT_THAT(step.explanation, HasSubstr("HTTP 401"));
    EXPECT_THAT(step.explanation, testing::Not(HasSubstr("secret-token")));
}

TEST(BadAnswers, WithAHostileIdStayInsideTheTarget) {
    Bench bench(dialect("okta"));
    bench.server.next = {empty_list(), json_response(201, R"({"id":"../x y?a=b#c\r\nX: 1"})"), {204, {}, ""}};
    ASSERT_TRUE(bench.run(bench.client().provision(ada)).ok);
    EXPECT_TRUE(bench.run(bench.client().deactivate(ada)).ok);
    EXPECT_EQ(last_target(bench), "/Users/..%2Fx%20y%3Fa=b%23c%0D%0AX:%201");
}

TEST(BadAnswers, ToGroupsAreToldApart) {
    Bench bench(dialect("entra"));
    bench.server.next = {json_response(200, R"({"totalResults":1,"Resources":[{"displayName":"Eng"}]})")};
    EXPECT_THAT(bench.run(bench.client().push_group("Eng", {})).explanation, HasSubstr("no 'id'"));
    bench.server.next = {empty_list(), json_response(201, R"({"displayName":"Eng"})")};
    EXPECT_THAT(bench.run(bench.client().push_group("Eng", {})).explanation, HasSubstr("no 'id'"));
    EXPECT_FALSE(bench.client().linked_group_id("Eng"));
    EXPECT_FALSE(bench.run(bench.client().rename_group("Eng", "Ops")).ok);
}

TEST(Links, EventsOfUnknownPeopleSendNothing) {
    Bench bench(dialect("okta"));
    EXPECT_FALSE(bench.run(bench.client().update(ada)).ok);
    EXPECT_FALSE(bench.run(bench.client().deactivate(ada)).ok);
    EXPECT_TRUE(bench.run(bench.client().erase(ada)).ok);
    EXPECT_TRUE(bench.server.seen.empty());
}

TEST(Links, FollowARenameOfThePerson) {
    Bench bench(dialect("entra"));
    ASSERT_TRUE(bench.run(bench.client().provision(ada)).ok);
    idp::Person renamed = ada;
    renamed.username = "countess@example.com";
    ASSERT_TRUE(bench.run(bench.client().update(renamed)).ok);
    EXPECT_FALSE(bench.client().linked_id(ada.username));
    EXPECT_EQ(bench.client().linked_id(renamed.username), "u1");
}

TEST(Links, AreForgottenWhenTheServerLostTheAccount) {
    Bench bench(dialect("entra"));
    ASSERT_TRUE(bench.run(bench.client().provision(ada)).ok);
    bench.server.users.clear();
    EXPECT_FALSE(bench.run(bench.client().update(ada)).ok);
    const auto again = bench.run(bench.client().provision(ada));
    EXPECT_EQ(again.name, "create") << "matched anew, created anew";
}

TEST(Links, PeopleWhoAreNotProvisionedAreLeftOutOfGroups) {
    Bench bench(dialect("okta"));
    const auto step = bench.run(bench.client().push_group("Eng", {ada}));
    EXPECT_TRUE(step.ok) << step.explanation;
    EXPECT_THAT(step.explanation, HasSubstr("1 who are not provisioned"));
    EXPECT_THAT(last_body(bench), HasSubstr(R"("path":"members","value":[])"));
}

TEST(Secrets, AreMaskedInTheTranscript) {
    Bench bench(dialect("okta"));
    ASSERT_TRUE(bench.run(bench.client().provision(ada)).ok);
    const auto sent = json::parse(last_body(bench)).as_object();
    const std::string password(sent.at("password").as_string());
    for (const Exchange& exchange : bench.transcript().exchanges()) {
        EXPECT_EQ(exchange.request.body.find(password), std::string::npos);
        EXPECT_THAT(find_header(exchange.request.headers, "Authorization").value_or(""),
                    testing::Not(HasSubstr("secret-token")));
    }
}

TEST(Options, ChangeWhatIsSent) {
    Bench mail(dialect("okta"), {{"Unique identifier field for users", "email"}});
    idp::Person bob = ada;
    bob.email = "bob@mail.example";
    mail.run(mail.client().provision(bob));
    EXPECT_THAT(mail.server.seen[0].url, HasSubstr("filter=userName+eq+%22bob%40mail.example%22&"));

    Bench ping(dialect("pingone"),
               {{"User Identifier", "workEmail"}, {"Remove action", "Delete"}, {"Auth Type Header", "Token"}});
    ASSERT_TRUE(ping.run(ping.client().provision(ada)).ok);
    EXPECT_THAT(ping.server.seen[0].url, HasSubstr("/Users?filter=emails%20eq%20%22ada%40example.com%22"));
    EXPECT_EQ(find_header(ping.server.seen[0].headers, "Authorization"), "Token secret-token-0001");
    EXPECT_TRUE(ping.run(ping.client().remove(ada)).ok);
    EXPECT_EQ(ping.server.seen.back().method, "DELETE");
    EXPECT_FALSE(ping.client().linked_id(ada.username));
}

TEST(Options, AdminsTemplateAndHeadersReplaceTheVendors) {
    const std::map<std::string, std::string> typed{
        {"SCIM JSON Template",
         R"({"userName":"{$parameters.scimusername}","active":"{$user.active}","t":"{$parameters.title}"})"},
        {"Custom Headers", "Content-Type: application/scim+json\n\nUser-Agent: OneLogin SCIM\r\n"}};
    Bench bench(dialect("onelogin"), typed);
    bench.run(bench.client().provision(ada));
    EXPECT_EQ(last_body(bench), R"({"userName":"ada@example.com","active":"true","t":""})");
    EXPECT_EQ(find_header(bench.server.seen.back().headers, "User-Agent"), "OneLogin SCIM");
    EXPECT_EQ(find_header(bench.server.seen.back().headers, "Content-Type"), "application/scim+json");
}

std::vector<std::string> operations_of(const HttpRequest& request) {
    std::vector<std::string> out;
    const json::value body = json::parse(request.body);
    for (const json::value& one : body.at("Operations").as_array()) out.push_back(json::serialize(one));
    return out;
}

TEST(Batches, SplitAChangeOfMembers) {
    Bench bench(dialect("okta"), {{"batch_size", "2"}});
    std::vector<idp::Person> people;
    for (const char* name : {"Ada", "Bob", "Cem", "Dag", "Eve", "Fay"})
        people.push_back(person(name, "X", std::string("id-") + name));
    for (const idp::Person& one : people) ASSERT_TRUE(bench.run(bench.client().provision(one)).ok);
    ASSERT_TRUE(bench.run(bench.client().push_group("Eng", {people[0], people[1], people[2]})).ok);
    const std::size_t before = bench.server.seen.size();
    ASSERT_TRUE(bench.run(bench.client().set_members("Eng", {people[3], people[4]})).ok);
    const std::vector<HttpRequest> sent(bench.server.seen.begin() + static_cast<std::ptrdiff_t>(before),
                                        bench.server.seen.end());
    ASSERT_EQ(sent.size(), 4U) << "the name, and three parts of five changes";
    EXPECT_THAT(sent[0].body, HasSubstr("displayName"));
    EXPECT_THAT(operations_of(sent[1]), testing::ElementsAre(R"({"op":"remove","path":"members[value eq \"u1\"]"})",
                                                             R"({"op":"remove","path":"members[value eq \"u2\"]"})"));
    EXPECT_THAT(
        operations_of(sent[2]),
        testing::ElementsAre(R"({"op":"remove","path":"members[value eq \"u3\"]"})",
                             R"({"op":"add","path":"members","value":[{"value":"u4","display":"dag@example.com"}]})"));
    EXPECT_THAT(
        operations_of(sent[3]),
        testing::ElementsAre(R"({"op":"add","path":"members","value":[{"value":"u5","display":"eve@example.com"}]})"));
}

TEST(Batches, EndAtTheFirstThatFails) {
    Bench bench(dialect("okta"), {{"batch_size", "1"}});
    const idp::Person bob = person("Bob", "Brown", "id-bob");
    ASSERT_TRUE(bench.run(bench.client().provision(ada)).ok && bench.run(bench.client().provision(bob)).ok);
    ASSERT_TRUE(bench.run(bench.client().push_group("Eng", {})).ok);
    bench.server.next = {{204, {}, ""}, json_response(400, R"({"detail":"no"})")};
    const std::size_t before = bench.server.seen.size();
    EXPECT_FALSE(bench.run(bench.client().set_members("Eng", {ada, bob})).ok);
    EXPECT_EQ(bench.server.seen.size(), before + 2);
}

TEST(Passwords, AreToldWhereTheConsoleSaysSo) {
    const auto told = [](const std::string& variant, const std::string& option) {
        Bench bench(dialect("okta", variant), {{"Sync Password", option}});
        idp::Person somebody = ada;
        somebody.password = "first-secret-1";
        EXPECT_TRUE(bench.run(bench.client().provision(somebody)).ok);
        const auto step = bench.run(bench.client().set_password(somebody, "second-secret-2"));
        EXPECT_TRUE(step.ok) << step.explanation;
        EXPECT_EQ(bench.client().linked_id(ada.username), "u1");
        for (const Exchange& exchange : bench.transcript().exchanges())
            EXPECT_EQ(exchange.request.body.find("-secret-"), std::string::npos);
        std::vector<HttpRequest> out{bench.server.seen.at(1)};
        for (std::size_t i = 2; i < bench.server.seen.size(); ++i) out.push_back(bench.server.seen[i]);
        return out;
    };
    EXPECT_EQ(told("catalogue", "no").size(), 1U) << "the creation alone";
    const auto own = told("catalogue", "the Okta password");
    ASSERT_EQ(own.size(), 2U);
    EXPECT_THAT(own[0].body, HasSubstr(R"("password":"first-secret-1")"));
    EXPECT_EQ(own[1].method, "PATCH");
    EXPECT_EQ(
        own[1].body,
        R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"password":"second-secret-2"}}]})");
    const auto random = told("catalogue", "a randomly generated password");
    ASSERT_EQ(random.size(), 2U);
    EXPECT_THAT(random[1].body, testing::ContainsRegex(R"("password":"[A-Za-z0-9]{8}")"));
    const auto wizard = told("wizard", "the Okta password");
    ASSERT_EQ(wizard.size(), 3U);
    EXPECT_EQ(wizard[1].method, "GET");
    EXPECT_EQ(wizard[2].method, "PUT");
    EXPECT_THAT(wizard[2].body, HasSubstr(R"("password":"second-secret-2")"));
}

TEST(Passwords, AreNobodysBusinessElsewhere) {
    Bench bench(dialect("entra"));
    ASSERT_TRUE(bench.run(bench.client().provision(ada)).ok);
    const auto step = bench.run(bench.client().set_password(ada, "second-secret-2"));
    EXPECT_TRUE(step.ok && step.exchanges.empty());
    EXPECT_THAT(step.explanation, HasSubstr("does not tell passwords"));
}

TEST(Options, ThatCannotBeUsedAreNamed) {
    EXPECT_THROW(Bench(dialect("okta"), {{"Unique identifier field for users", "phone"}}), Failure);
    EXPECT_THROW(Bench(dialect("onelogin"), {{"SCIM JSON Template", "{not json"}}), Failure);
    EXPECT_THROW(Bench(dialect("onelogin"), {{"Custom Headers", "no colon"}}), Failure);
}

TEST(Options, NothingIsSentWhereTheConsoleSaysSo) {
    Bench bench(dialect("onelogin"), {{"when_deleted", "Do nothing"}});
    bench.server.users["u9"] = {
        {"id", "u9"}, {"userName", ada.username}, {"name", {{"givenName", "A"}, {"familyName", "B"}}}};
    ASSERT_TRUE(bench.run(bench.client().provision(ada)).ok);
    const auto step = bench.run(bench.client().remove(ada));
    EXPECT_TRUE(step.ok);
    EXPECT_TRUE(step.exchanges.empty());
}

TEST(Dialects, AreChosenByTheBaseUrlsFlag) {
    const auto& variants = profile("entra").scim;
    const auto chosen = [&](const std::string& wanted, const std::string& url) {
        return choose_scim(variants, wanted, "default", url).url_flag;
    };
    EXPECT_EQ(chosen("", "https://sp.example/scim"), "AzureAdScimPatch2017");
    EXPECT_EQ(chosen("", "https://sp.example/scim?azureadscimpatch2017"), "AzureAdScimPatch2017");
    EXPECT_EQ(chosen("", "https://sp.example/scim?aadoptscim062020"), "aadOptscim062020");
    EXPECT_EQ(chosen("default", "https://sp.example/scim?aadOptscim062020"), "AzureAdScimPatch2017");
    EXPECT_THROW(chosen("defualt", ""), Failure);
}

TEST(Dialects, TheFlagIsNotSentUnlessAsked) {
    Bench strip(dialect("entra", "aadoptscim062020"), {}, "https://sp.example/scim/v2/?aadOptscim062020");
    strip.run(strip.client().test_connection());
    EXPECT_THAT(strip.server.seen[0].url, testing::StartsWith("https://sp.example/scim/v2/Users?filter="));
    EXPECT_THAT(strip.server.seen[0].url, testing::Not(HasSubstr("aadOptscim")));
    Bench keep(dialect("entra", "aadoptscim062020"), {{"url_query", "keep"}},
               "https://sp.example/scim/v2?aadOptscim062020");
    keep.run(keep.client().test_connection());
    EXPECT_THAT(keep.server.seen[0].url, testing::EndsWith("&aadOptscim062020"));
}

TEST(Dialects, TheProfileWithoutClientSaysWhy) {
    EXPECT_TRUE(profile("google").scim.empty());
    EXPECT_FALSE(profile("google").no_scim_reason.empty());
}

TEST(ConnectionTest, CleansUpAlsoAfterAFailure) {
    Bench bench(dialect("jumpcloud"));
    bench.server.next = {
        empty_list(), json_response(201, R"({"id":"t1"})"), {500, {}, ""}, {405, {}, ""}, {200, {}, "{}"}};
    const auto step = bench.run(bench.client().test_connection());
    EXPECT_FALSE(step.ok);
    EXPECT_THAT(step.explanation, HasSubstr("update the test user: HTTP 500"));
    ASSERT_EQ(bench.server.seen.size(), 5U);
    EXPECT_EQ(bench.server.seen[3].method, "DELETE");
    EXPECT_EQ(bench.server.seen[4].method, "PUT") << "who cannot be deleted is deactivated";
    EXPECT_THAT(last_body(bench), HasSubstr(R"("active":false)"));
}

TEST(Demands, OfTheVendorDecideWhetherAStepIsOk) {
    Bench bench(dialect("onelogin"));
    bench.server.next = {empty_list(), json_response(201, R"({"id":"1","userName":"ada@example.com"})")};
    EXPECT_THAT(bench.run(bench.client().provision(ada)).explanation, HasSubstr("lacks 'name.givenName'"));
    Bench okta(dialect("okta"));
    okta.server.next = {json_response(200, R"({"totalResults":"0","Resources":[]})")};
    EXPECT_THAT(okta.run(okta.client().test_connection()).explanation,
                HasSubstr("'totalResults' in the answer is a string"));
    okta.server.next = {json_response(404, R"({"detail":"User not found"})")};
    EXPECT_TRUE(okta.run(okta.client().provision(ada)).ok) << "a 404 is 'nobody' to this vendor";
}

TEST(Inactive, PeopleAreNotCreatedWhereTheVendorSkipsThem) {
    Bench bench(dialect("entra"));
    idp::Person off = ada;
    off.active = false;
    EXPECT_TRUE(bench.run(bench.client().provision(off)).ok);
    EXPECT_TRUE(bench.server.seen.empty());
}

} // namespace
} // namespace idpsim::test
