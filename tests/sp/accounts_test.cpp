/// What logins do to accounts, and what admins do.
#include "src/core/text.hpp"
#include "tests/sp/bench.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

Message login_number(int number, std::string name_id = "ada@example.test") {
    Message message;
    message.name_id = std::move(name_id);
    message.assertion_id = "_a" + std::to_string(number);
    return message;
}

std::string account_url(Bench& bench, std::string_view email) {
    return "/api/orgs/" + bench.org + "/accounts/" + text_of(bench.account(email), "id");
}

TEST(Jit, TheFirstLoginCreatesTheAccountTheSecondCountsOnly) {
    Bench bench;
    EXPECT_TRUE(bench.account("ada@example.test").empty());
    Message first = login_number(1);
    first.attributes = {{"firstName", "Ada"}, {"lastName", "Lovelace"}, {"groups", "Owners"}, {"role", "Owner"}};
    EXPECT_EQ(bench.login(first).status, 303);
    const boost::json::object created = bench.account("ada@example.test");
    EXPECT_EQ(text_of(created, "email"), "ada@example.test");
    EXPECT_EQ(text_of(created, "name_id"), "ada@example.test");
    EXPECT_EQ(text_of(created, "display_name"), "Ada Lovelace");
    EXPECT_EQ(text_of(created, "given_name"), "Ada");
    EXPECT_EQ(text_of(created, "family_name"), "Lovelace");
    EXPECT_EQ(text_of(created, "role"), "Reader");
    EXPECT_EQ(created.at("teams"), boost::json::array{"Everyone"});
    EXPECT_EQ(text_of(created, "origin"), "jit");
    EXPECT_TRUE(created.at("active").as_bool());
    EXPECT_EQ(created.at("logins"), 1);

    EXPECT_EQ(bench.login(login_number(2, "Ada@Example.Test")).status, 303);
    EXPECT_EQ(bench.account_count(), 1u);
    EXPECT_EQ(bench.account("ada@example.test").at("logins"), 2);
}

TEST(Jit, LoginsKeepWhatAnAdminChanged) {
    Bench bench;
    EXPECT_EQ(bench.login(login_number(1)).status, 303);
    EXPECT_EQ(bench.api("POST", "/api/orgs/" + bench.org + "/teams", R"({"name":"Analysts"})").status, 201);
    const std::string url = account_url(bench, "ada@example.test");
    EXPECT_EQ(bench.api("PATCH", url, R"({"role":"Writer","teams":["Analysts"]})").status, 200);
    Message again = login_number(2);
    again.attributes = {{"groups", "Everyone"}, {"firstName", "Augusta"}};
    EXPECT_EQ(bench.login(again).status, 303);
    const boost::json::object account = bench.account("ada@example.test");
    EXPECT_EQ(text_of(account, "role"), "Writer");
    EXPECT_EQ(account.at("teams"), boost::json::array{"Analysts"});
    EXPECT_EQ(account.at("logins"), 2);
}

TEST(Jit, AnAccountOfScimsIsUsed) {
    Bench bench;
    scim_server::UserRecord record;
    record.org = bench.org;
    record.user_name = "00u-ada";
    record.email = "ada@example.test";
    record.resource = {{"userName", "00u-ada"}, {"displayName", "Ada L."}};
    bench.directory.create_user(record);
    const boost::json::object before = bench.account("ada@example.test");
    EXPECT_EQ(text_of(before, "role"), "Reader");
    EXPECT_EQ(before.at("teams"), boost::json::array{"Everyone"});
    Browser browser;
    EXPECT_EQ(bench.login(login_number(1), browser).status, 303);
    EXPECT_EQ(bench.account_count(), 1u);
    EXPECT_EQ(text_of(bench.account("ada@example.test"), "origin"), "scim");
    EXPECT_EQ(text_of(bench.whoami(browser), "display_name"), "Ada L.");
}

TEST(Accounts, OneWithoutAddressIsFoundByItsName) {
    Bench bench;
    scim_server::UserRecord record;
    record.org = bench.org;
    record.user_name = "ada@example.test";
    record.resource = {{"userName", "ada@example.test"}};
    bench.directory.create_user(record);
    EXPECT_EQ(text_of(bench.account("Ada@example.test"), "email"), "ada@example.test");
    EXPECT_EQ(bench.login(login_number(1)).status, 303);
    EXPECT_EQ(bench.account_count(), 1u);
}

TEST(Teams, GroupsOfScimAreTeamsOfTheirMembers) {
    Bench bench;
    EXPECT_EQ(bench.login(login_number(1)).status, 303);
    const std::string id = std::string(text_of(bench.account("ada@example.test"), "id"));
    scim_server::GroupRecord group;
    group.org = bench.org;
    group.display_name = "Engineering";
    group.members = {{id, "User", ""}};
    group = bench.directory.create_group(group);
    EXPECT_EQ(bench.account("ada@example.test").at("teams"), (boost::json::array{"Everyone", "Engineering"}));
    const boost::json::array teams = json_of(bench.api("GET", "/api/orgs/" + bench.org + "/teams")).at("teams").as_array();
    ASSERT_EQ(teams.size(), 2u);
    EXPECT_EQ(teams[1].at("name"), "Engineering");

    // An admin's word about role and teams does not make the group's team one of the account's own.
    EXPECT_EQ(bench.api("PATCH", account_url(bench, "ada@example.test"), R"({"role":"Writer"})").status, 200);
    group.members.clear();
    bench.directory.update_group(group);
    EXPECT_EQ(bench.account("ada@example.test").at("teams"), boost::json::array{"Everyone"});
}

TEST(Jit, ANameIdIsNobodysUserName) {
    Bench bench;
    scim_server::UserRecord record;
    record.org = bench.org;
    record.user_name = "admin";
    bench.directory.create_user(record);
    Message message = login_number(1, "admin");
    message.attributes = {{"email", "eve@example.test"}};
    Browser browser;
    EXPECT_EQ(bench.login(message, browser).status, 303);
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "eve@example.test");
    EXPECT_EQ(bench.account_count(), 2u);
}

TEST(Jit, CharactersThatOnlyLookAlikeAreSomebodyElse) {
    Bench bench;
    EXPECT_EQ(bench.login(login_number(1, "kim@example.test")).status, 303);
    // KELVIN SIGN folds to k: neither Kim, nor an account beside Kim's.
    EXPECT_EQ(rule_of(bench.login(login_number(2, "\xE2\x84\xAA" "im@example.test"))), "account.known");
    // CYRILLIC SMALL LETTER I folds to nothing Latin: an account of its own.
    EXPECT_EQ(bench.login(login_number(3, "k\xD1\x96m@example.test")).status, 303);
    EXPECT_EQ(bench.account_count(), 2u);
    EXPECT_EQ(bench.account("kim@example.test").at("logins"), 1);
}

TEST(Jit, TheMappedAttributeHoldsTheAddress) {
    Bench bench;
    const std::string settings = "/api/orgs/" + bench.org + "/settings";
    EXPECT_EQ(bench.api("PATCH", settings, R"({"attributes":{"email":["workMail"],"given_name":["vorname"]}})").status,
              200);
    Message message = login_number(1, "ada.private@example.test");
    message.attributes = {{"workMail", "ada@example.test"}, {"vorname", "Ada"}, {"firstName", "Nobody"}};
    EXPECT_EQ(bench.login(message).status, 303);
    EXPECT_EQ(text_of(bench.account("ada@example.test"), "given_name"), "Ada");
}

TEST(AccountsApi, ChangesWhatIsNamedAndNothingElse) {
    Bench bench;
    EXPECT_EQ(bench.login(login_number(1)).status, 303);
    const std::string url = account_url(bench, "ada@example.test");
    const boost::json::object disabled = json_of(bench.api("PATCH", url, R"({"active":false})"));
    EXPECT_FALSE(disabled.at("active").as_bool());
    EXPECT_EQ(text_of(disabled, "role"), "Reader");
    EXPECT_FALSE(bench.directory.find_user_by_id(bench.org, text_of(disabled, "id"))->resource.at("active").as_bool());
    for (const char* body : {R"({"active":"false"})", R"({"role":"Emperor"})", R"({"teams":["Unknown"]})",
                             R"({"teams":"Everyone"})", R"({"email":"eve@example.test"})", "[]", "{", ""})
        EXPECT_EQ(bench.api("PATCH", url, body).status, 400) << body;
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/none", "{}").status, 404);
    EXPECT_EQ(bench.api("DELETE", url).status, 405);
}

TEST(AccountsApi, FindsByAddress) {
    Bench bench;
    EXPECT_EQ(bench.login(login_number(1)).status, 303);
    EXPECT_EQ(bench.login(login_number(2, "bob@example.test")).status, 303);
    EXPECT_EQ(bench.account_count(), 2u);
    EXPECT_FALSE(bench.account("ADA@example.test").empty());
    EXPECT_TRUE(bench.account("nobody@example.test").empty());
}

TEST(TeamsApi, TeamsAreMadeByAdmins) {
    Bench bench;
    const std::string url = "/api/orgs/" + bench.org + "/teams";
    EXPECT_EQ(bench.api("POST", url, R"({"name":"Analysts"})").status, 201);
    EXPECT_EQ(bench.api("POST", url, R"({"name":"Analysts"})").status, 409);
    for (const char* body : {R"({"name":""})", R"({"name":7})", R"({"name":" x"})", R"({})", R"({"name":"a","x":1})"})
        EXPECT_EQ(bench.api("POST", url, body).status, 400) << body;
    const boost::json::array teams = json_of(bench.api("GET", url)).at("teams").as_array();
    ASSERT_EQ(teams.size(), 2u);
    EXPECT_EQ(text_of(teams[0].as_object(), "name"), "Everyone");
    EXPECT_EQ(text_of(teams[1].as_object(), "name"), "Analysts");
}

} // namespace
} // namespace idpsim::sp::test
