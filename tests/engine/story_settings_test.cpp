/// What a story enters in a vendor's console: by key, in our words, all of it or nothing.
#include "src/engine/story_settings.hpp"

#include "src/engine/catalogue.hpp"
#include "src/lua/stack.hpp"
#include "src/lua/state.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace idpsim::engine {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class StorySettings : public testing::Test {
protected:
    idp::Idp& idp(std::string_view id) {
        static const std::vector<idp::Profile> profiles = load_profiles();
        static idp::KeyRing keys;
        made_ = std::make_unique<idp::Idp>(*std::ranges::find(profiles, id, &idp::Profile::id), idp::Tenant{}, keys, clock_, random_);
        return *made_;
    }
    void set(idp::Idp& idp, const std::string& table) { change_console(idp, state_.run_text("return " + table, "test").value()); }
    std::string problem(idp::Idp& idp, const std::string& table) {
        try {
            set(idp, table);
        } catch (const lua::ScriptError& error) {
            return error.what();
        }
        return "no problem";
    }

    lua::State state_;
    VirtualClock clock_{Instant{}};
    Random random_{1, "story settings"};
    std::unique_ptr<idp::Idp> made_;
};

TEST_F(StorySettings, EntersTheVendorsWordForOurs) {
    idp::Idp& okta = idp("okta");
    set(okta, R"({ encrypt = true, ["encryption.algorithm"] = "aes128-gcm", ["times.session"] = 600,
                  acs_urls = { "https://a.test/1", "https://a.test/2" } })");
    EXPECT_EQ(okta.tenant().settings.at("Assertion Encryption"), "Encrypted");
    EXPECT_EQ(okta.tenant().settings.at("Maximum App Session Lifetime"), "10");
    EXPECT_TRUE(okta.configuration().encryption.assertion);
    EXPECT_THAT(okta.configuration().encryption.block_cipher, HasSubstr("aes128-gcm"));
    EXPECT_THAT(okta.configuration().settings_of("acs_urls"), ElementsAre("https://a.test/1", "https://a.test/2"));
    set(okta, R"({ encrypt = "false" })");
    EXPECT_FALSE(okta.configuration().encryption.assertion);
}

TEST_F(StorySettings, RefusesWhatTheConsoleHasNotAndChangesNothing) {
    idp::Idp& okta = idp("okta");
    EXPECT_THAT(problem(okta, R"({ encrpt = "true" })"), HasSubstr("no field of that key; did you mean \"encrypt\"?"));
    EXPECT_THAT(problem(okta, R"({ algorithm = "sha512" })"), HasSubstr("\"sha512\" is none of its choices"));
    EXPECT_THAT(problem(okta, R"({ encrypt = "true", ["times.session"] = 61 })"), HasSubstr("expected a multiple of 60"));
    EXPECT_THAT(problem(okta, R"({ encrypt = "true", ["encryption.certificate"] = "no certificate" })"), HasSubstr("not a certificate"));
    EXPECT_THAT(problem(okta, R"({ encrypt = { "true", "false" } })"), HasSubstr("takes one value"));
    EXPECT_THAT(problem(okta, R"({ encrypt = {} })"), HasSubstr("was expected"));
    EXPECT_THAT(problem(okta, R"("encrypt")"), HasSubstr("a table of settings"));
    EXPECT_THAT(okta.tenant().settings, IsEmpty());
    EXPECT_THAT(problem(idp("jumpcloud"), R"({ encrypt = "true" })"), HasSubstr("no field of that key"));
    EXPECT_THAT(problem(idp("jumpcloud"), R"({ idp_url = "other" })"), HasSubstr("fixed once the tenant is made"));
}

TEST_F(StorySettings, AddsRowsToTheConsolesTables) {
    idp::Idp& okta = idp("okta");
    const auto add = [&](const std::string& table, const std::string& row) {
        add_console_row(okta, table, state_.run_text("return " + row, "test").value());
    };
    add("Group Attribute Statements", R"({ Name = "groups", Filter = "Starts with", Value = "app-" })");
    ASSERT_EQ(okta.tenant().attributes.size(), 1U);
    EXPECT_EQ(okta.tenant().attributes[0].name, "groups");
    ASSERT_TRUE(okta.tenant().attributes[0].groups);
    EXPECT_EQ(okta.tenant().attributes[0].groups->value, "app-");
    const auto problem_of = [&](const std::string& table, const std::string& row) -> std::string {
        try {
            add(table, row);
        } catch (const lua::ScriptError& error) {
            return error.what();
        }
        return "no problem";
    };
    EXPECT_THAT(problem_of("Group Statements", "{}"), HasSubstr("the console has no table \"Group Statements\""));
    EXPECT_THAT(problem_of("Group Attribute Statements", R"({ Name = "groups", Filter = "Ends with", Value = "x" })"), HasSubstr("Ends with"));
    EXPECT_THAT(problem_of("Group Attribute Statements", R"({ "groups" })"), HasSubstr("a row was expected"));
    EXPECT_EQ(okta.tenant().attributes.size(), 1U);
}

TEST_F(StorySettings, SaysWhatTheConsoleOffers) {
    EXPECT_THAT(console_choices(idp("onelogin").profile(), "sign"), ElementsAre("response", "assertion", "both"));
    EXPECT_THAT(console_choices(idp("generic").profile(), "encryption.algorithm"), Contains("aes192-gcm"));
    EXPECT_THAT(console_choices(idp("okta").profile(), "relay_state"), IsEmpty());
    EXPECT_THAT(console_choices(idp("google").profile(), "encrypt"), IsEmpty());
}

} // namespace
} // namespace idpsim::engine
