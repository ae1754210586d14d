/// Set-up guides: what they are filled with, what following them leaves in a vendor's console, what they say of
/// mistakes.
#include "src/engine/follow_guide.hpp"
#include "src/engine/guide_reader.hpp"

#include "src/core/text.hpp"
#include "src/engine/assets.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/load_tenant.hpp"
#include "tests/engine/files.hpp"
#include "tests/engine/stories.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace idpsim::engine {
namespace {

using idpsim::test::outcome_of;
using idpsim::test::play_story;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::vector<idp::Profile>& profiles() {
    static const std::vector<idp::Profile> loaded = load_profiles();
    return loaded;
}
const idp::Profile& profile(const std::string& id) { return *std::ranges::find(profiles(), id, &idp::Profile::id); }
const Product& product() {
    static const Product loaded = load_own_product();
    return loaded;
}

GuideTarget sp() {
    GuideTarget out;
    out.title = out.company = "Works <of> Ours";
    out.values = {{"acs", "https://sp.example.test/acs?a=1"},
                  {"entity_id", "https://sp.example.test/metadata"},
                  {"start", "https://sp.example.test/start"},
                  {"scim", "https://sp.example.test/scim/v2"}};
    return out;
}
Guide guide(const std::string& id, const GuideTarget& target = sp()) {
    return make_guide(profile(id), product(), target);
}

std::vector<std::string> all_texts(const Guide& guide) {
    std::vector<std::string> out;
    for (const auto* steps : {&guide.saml, &guide.scim})
        for (const GuideStep& step : *steps) {
            out.push_back(step.text);
            for (const GuideEntry& entry : step.fields) out.insert(out.end(), {entry.label, entry.value, entry.note});
            for (const GuideTable& table : step.tables)
                for (const auto& row : table.rows) out.insert(out.end(), row.begin(), row.end());
        }
    return out;
}

class EveryListedIdp : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryListedIdp, HasAGuideWithEveryPlaceFilledIn) {
    const Guide made = guide(GetParam());
    ASSERT_FALSE(made.saml.empty());
    EXPECT_EQ(made.scim.empty(), !made.no_scim_reason.empty());
    for (const std::string& text : all_texts(made)) EXPECT_EQ(text.find('{'), std::string::npos) << text;
    EXPECT_THAT(all_texts(made), Contains("https://sp.example.test/acs?a=1"));
    EXPECT_THAT(all_texts(made), Contains("https://sp.example.test/metadata"));
}

TEST_P(EveryListedIdp, DescribesWhatNobodyKnowsYet) {
    GuideTarget unknown;
    unknown.title = unknown.company = "Ours";
    const Guide made = guide(GetParam(), unknown);
    for (const std::string& text : all_texts(made)) EXPECT_EQ(text.find('{'), std::string::npos) << text;
    for (const GuideStep& step : made.saml)
        for (const GuideEntry& entry : step.fields)
            EXPECT_NE(entry.label, "Login URL") << "there is no page to begin at";
    if (made.scim.empty()) return;
    const auto token = [](const GuideStep& step) {
        return std::ranges::find(step.fields, "token", &GuideEntry::is) != step.fields.end();
    };
    const auto step = std::ranges::find_if(made.scim, token);
    ASSERT_NE(step, made.scim.end());
    EXPECT_FALSE(std::ranges::find(step->fields, "token", &GuideEntry::is)->is_value) << "a secret is never printed";
}

TEST_P(EveryListedIdp, LeavesItsPlacesToTheProduct) {
    const auto guides = setup_guides(profiles(), product(), "https://app.example.test");
    const auto shown = std::ranges::find(guides, GetParam(), &sp::SetupGuide::idp);
    ASSERT_NE(shown, guides.end());
    std::vector<std::string> values;
    for (const sp::GuideStep& step : shown->saml)
        for (const sp::GuideField& field : step.fields) values.push_back(field.value);
    EXPECT_THAT(values, Contains("{acs}"));
    EXPECT_THAT(values, Contains("{entity_id}"));
    EXPECT_THAT(values, Contains(HasSubstr("firstName")));
    EXPECT_EQ(shown->scim.empty(), profile(GetParam()).scim.empty());
}

TEST_P(EveryListedIdp, FollowedGivesATenantFileThatLoads) {
    const auto followed = follow_guide(profile(GetParam()), guide(GetParam()));
    ASSERT_TRUE(followed) << describe(followed.error());
    EXPECT_THAT(followed->missing, IsEmpty());
    lua::State state;
    const TenantFile file = load_tenant_text(state, followed->tenant_file, "followed", profiles());
    EXPECT_EQ(file.idp, GetParam());
    std::vector<std::string> names;
    for (const idp::AttributeMapping& one : file.tenant.attributes) names.push_back(one.name);
    for (const WantedAttribute& wanted : product().attributes) EXPECT_THAT(names, Contains(wanted.name));
    for (const auto& [name, value] : file.tenant.settings) EXPECT_EQ(value.find('{'), std::string::npos) << name;
}

INSTANTIATE_TEST_SUITE_P(Idps, EveryListedIdp,
                         ::testing::Values("okta", "entra", "google", "jumpcloud", "onelogin", "pingfederate",
                                           "pingone"));

TEST(Guide, FollowedIsWhatTheVendorsConsoleWouldHold) {
    const auto followed = follow_guide(profile("onelogin"), guide("onelogin"));
    ASSERT_TRUE(followed);
    EXPECT_THAT(followed->tenant_file,
                HasSubstr(R"(["ACS (Consumer) URL Validator"] = "^https:\\/\\/sp\\.example\\.test\\/acs\\?a=1$")"));
    EXPECT_THAT(followed->tenant_file, HasSubstr(R"(["SAML initiator"] = "Service Provider")"));
    EXPECT_THAT(
        followed->tenant_file,
        HasSubstr(R"({ ["Field name"] = "email", ["Value"] = "Email", ["Include in SAML assertion"] = "yes", })"));
    const auto entra = follow_guide(profile("entra"), guide("entra"));
    EXPECT_THAT(entra->tenant_file, HasSubstr(R"(["Name"] = "emailaddress")"))
        << "the claims that are there at first stay";
    EXPECT_THAT(follow_guide(profile("pingone"), guide("pingone"), {{{"Enabled", ""}}, {}})->tenant_file,
                HasSubstr(R"(["Enabled"] = "No")"))
        << "a new application is off";
}

TEST(Guide, TheConsoleDoesNotSaveWhatItHasToHave) {
    const auto without = follow_guide(profile("okta"), guide("okta"), {{{"Single sign-on URL", ""}}, {}});
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().fault, Fault::refused);
    EXPECT_EQ(without.error().where, "Single sign-on URL");
    EXPECT_EQ(follow_guide(profile("okta"), guide("okta"), {{{"Name ID format", "Fax"}}, {}}).error().fault,
              Fault::refused);
    EXPECT_EQ(follow_guide(profile("okta"), guide("okta"), {{{"Nme ID format", "Email"}}, {}}).error().fault,
              Fault::invalid);
    EXPECT_EQ(follow_guide(profile("onelogin"), guide("onelogin"), {{{"Connector", ""}}, {}}).error().fault,
              Fault::refused)
        << "nobody chooses it for one";
}

TEST(Guide, AnotherChoiceHidesFieldsOfTheGuide) {
    const auto other =
        follow_guide(profile("onelogin"), guide("onelogin"), {{{"Connector", "SAML Test Connector (IdP)"}}, {}});
    ASSERT_TRUE(other);
    EXPECT_THAT(other->missing, ElementsAre("Login URL", "SAML initiator", "SAML signature element"));
    EXPECT_THAT(other->tenant_file, Not(HasSubstr("Login URL")));
}

TEST(Guide, TargetFilesSayWhatHangsOnNoSetUp) {
    lua::State state;
    const auto targets = data_folder() / "conformance" / "targets";
    const GuideTarget example = guide_target(load_target(state, targets / "example.lua"), product());
    EXPECT_EQ(example.values.at("metadata"), "https://sp.example.com/saml/metadata");
    EXPECT_EQ(example.values.at("start"), "https://sp.example.com/saml/login");
    EXPECT_EQ(example.values.at("scim"), "https://sp.example.com/scim/v2");
    EXPECT_FALSE(example.values.contains("acs")) << "its metadata knows";
    const GuideTarget own = guide_target(load_target(state, targets / "builtin.lua"), product());
    EXPECT_EQ(own.values.at("start"), "https://app.spekit.example/app/generate");
    EXPECT_FALSE(own.values.contains("acs")) << "each organisation has its own";
    EXPECT_FALSE(own.values.contains("scim"));
}

TEST(Guide, SecretsAreNowhereInScimGuides) {
    const Guide made = guide("okta");
    EXPECT_EQ(follow_scim_guide(made, "hush").token, "hush");
    EXPECT_EQ(follow_scim_guide(made, "hush").base, "https://sp.example.test/scim/v2");
    EXPECT_EQ(follow_scim_guide(made, "hush", {"SCIM 2.0 Base Url"}).base, "");
    for (const std::string& text : all_texts(made)) EXPECT_EQ(text.find("hush"), std::string::npos);
}

// --- what is wrong in a profile's guide is named

class GuideFile : public test::Files {
protected:
    std::string problem_of(const std::string& text) {
        return problem([&] {
            const std::string whole = "return { " + text + " }";
            const lua::Value value = state.run_text(whole, "guide.lua").value();
            Fields fields(value, "guide.lua", std::make_shared<const std::string>(whole));
            idp::Profile into = profile("okta");
            into.guide = {};
            into.advice = {};
            read_guide(fields, into);
            fields.finish();
        });
    }
    const std::string words =
        "words = { email = 'e', given_name = 'g', family_name = 'f', display_name = 'd', id = 'i', username = 'u' }";
};

TEST_F(GuideFile, NamesWhatTheConsoleDoesNotHave) {
    const auto saml = [&](const std::string& step) { return "guide = { " + words + ", saml = { " + step + " } }"; };
    EXPECT_EQ(problem_of(saml("{ text = 'Go', fields = { { label = 'App name', value = '{company}' } } }")), "no problem");
    EXPECT_THAT(problem_of(saml("{ text = 'Go', fields = { { label = 'App nme', value = 'x' } } }")),
                HasSubstr("did you mean \"App name\"?"));
    EXPECT_THAT(problem_of(saml("{ text = 'Go', fields = { { label = 'Name ID format', value = 'Fax' } } }")),
                HasSubstr("none of its choices"));
    EXPECT_THAT(problem_of(saml("{ text = 'Go to {acss}' }")),
                HasSubstr("no guide fills in {acss}; did you mean \"acs\"?"));
    EXPECT_THAT(problem_of(saml("{ text = 'Go', rows = { { table = 'Rows', cells = {} } } }")),
                HasSubstr("the console has no such table"));
    EXPECT_THAT(
        problem_of(saml("{ text = 'Go', rows = { { table = 'Attribute Statements', cells = { Nme = 'x' } } } }")),
        HasSubstr("no such column"));
    EXPECT_THAT(problem_of("guide = { saml = { { text = 'Go' } } }"),
                HasSubstr("words: the table's word for a person's email is missing"));
    const std::string scim =
        "guide = { " + words +
        ", saml = {}, scim = { { text = 'Go', fields = { { label = 'Creat Users', value = 'yes' } } } } }";
    EXPECT_THAT(problem_of(scim), HasSubstr("did you mean \"Create Users\"?"));
}

TEST_F(GuideFile, AdviceHasAConditionAMistakeAndASource) {
    const std::string sound = "id = 'a', says = 's', source = '[doc] d', mistake = { ['App name'] = 'x' }";
    const auto advice = [](const std::string& row) { return "advice = { { " + row + " } }"; };
    EXPECT_EQ(problem_of(advice(sound + ", seen = { 'astray' }")), "no problem");
    EXPECT_THAT(problem_of(advice(sound)), HasSubstr("would fit any login"));
    EXPECT_THAT(problem_of(advice(sound + ", seen = { 'astry' }")), HasSubstr("did you mean \"astray\"?"));
    EXPECT_THAT(problem_of(advice(sound + ", field = 'App name'")), HasSubstr("a field and its state go together"));
    EXPECT_THAT(problem_of(advice(sound + ", field = 'App name', state = 'is'")), HasSubstr("word"));
    EXPECT_THAT(problem_of(advice("id = 'a', says = 's', source = 'd', seen = { 'astray' }")), HasSubstr("mistake"));
    EXPECT_THAT(
        problem_of("advice = { { " + sound + ", seen = { 'astray' } }, { " + sound + ", seen = { 'astray' } } }"),
        HasSubstr("is there twice"));
}

// --- logins

/// As scenarios/guide has it, with a person who is asked for.
std::string story(const std::string& rest) {
    return R"(
      local ada = t.idp:person { given = "Ada", family = "Byron", username = "ada@login.test" }
      t:given("domain", t.sp:act("set_domains", { idp = t.idp.connection, domains = '["' .. t.email_domain .. '"]' }).ok)
      t:given("followed", not t.idp:follow_guide({}).refused)
    )" + rest;
}

TEST(GuideStory, AdviceSaysNothingOfAGoodLogin) {
    for (const char* vendor : {"okta", "onelogin", "pingone"}) {
        const auto result = play_story(vendor, story(R"(
          for _, login in ipairs { t.idp:login(ada), t.idp:open_tile(ada) } do
            t:expect("it works", login.accepted, login.reason)
            t:expect("there is nothing to say", #t.idp:advice(login) == 0)
          end
        )"));
        EXPECT_EQ(outcome_of(result), "pass") << vendor;
    }
}

TEST(GuideStory, AdviceOfAddressesIsLeftAsideWhereMetadataHasThem) {
    const auto result = play_story("okta", R"(
      local ada = t.idp:person { given = "Ada", family = "Byron" }
      t.idp:set { sp_entity_id = "https://elsewhere.test" }
      local login = t.idp:login(ada)
      t:expect("it fails", not login.accepted)
      t:expect("the metadata is what counts", #t.idp:advice(login) == 0)
    )");
    EXPECT_EQ(outcome_of(result), "pass");
}

TEST(GuideStory, ABlankPlaceholderGoesOutAsItIs) {
    const auto result = play_story("onelogin", story(R"(
      t:given("followed", not t.idp:follow_guide({ leave_out = { "Recipient" } }).refused)
      local login = t.idp:login(ada)
      t:expect("the service provider refuses it", not login.accepted and login.refused_by == "sp", login.reason)
      t:expect("it says what came", login.reason:find("{recipient}", 1, true) ~= nil, login.reason)
    )"));
    EXPECT_EQ(outcome_of(result), "pass");
}

TEST(GuideStory, AFailedCheckIsExplained) {
    const auto result = play_story("onelogin", story(R"(
      t:given("followed", not t.idp:follow_guide({ instead = { ["Login URL"] = "https://app.spekit.example/" } }).refused)
      t:check("sp.login.accepted", t.idp:open_tile(ada))
    )"));
    EXPECT_EQ(result.verdict, conformance::Verdict::fail);
    ASSERT_FALSE(result.findings.empty());
    EXPECT_THAT(
        result.findings.back().explanation,
        HasSubstr("Login URL is https://app.spekit.example/; it must be https://app.spekit.example/app/generate."));
}

TEST(GuideStory, WhatDoesNotFitIsNamed) {
    EXPECT_THAT(play_story("okta", "t.idp:follow_guide { insted = {} }").reason, HasSubstr("\"insted\" does not fit"));
    EXPECT_THAT(play_story("okta", "t.idp:follow_guide { instead = { Nme = 'x' } }").reason,
                HasSubstr("the console has no such field"));
    EXPECT_THAT(play_story("okta", "t.idp:follow_guide { mistake = 'none' }").reason,
                HasSubstr("no advice of this vendor's"));
    EXPECT_THAT(play_story("generic", "t.idp:follow_guide {}").reason, HasSubstr("nobody has written down"));
}

} // namespace
} // namespace idpsim::engine
