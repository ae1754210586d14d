/// Tenant files: what they become, and that what is wrong in them is named.
#include "src/engine/load_tenant.hpp"

#include "src/crypto/certificate.hpp"
#include "src/engine/assets.hpp"
#include "src/engine/catalogue.hpp"
#include "tests/engine/files.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace idpsim::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<idp::Profile>& profiles() {
    static const std::vector<idp::Profile> loaded = load_profiles();
    return loaded;
}

class LoadTenant : public test::Files {
protected:
    TenantFile load(const std::string& text) { return load_tenant(state, folder.write("tenant.lua", text), profiles()); }
    std::string problem_of(const std::string& text) {
        return problem([&] { load(text); });
    }
};

TEST_F(LoadTenant, EveryVendorHasAnExampleThatLoads) {
    std::set<std::string> vendors;
    for (const auto& file : lua_files(data_folder() / "simulator" / "tenants")) {
        const TenantFile read = load_tenant(state, file, profiles());
        EXPECT_EQ(read.idp, file.stem().string());
        EXPECT_FALSE(read.people.empty());
        EXPECT_TRUE(read.maps_attributes);
        vendors.insert(read.idp);
    }
    for (const idp::Profile& profile : profiles())
        EXPECT_TRUE(!profile.listed || vendors.contains(profile.id)) << profile.id;
}

TEST_F(LoadTenant, ReadsWhatTheConsoleHas) {
    crypto::CertificateSpec spec;
    spec.subject = {{"CN", "sp.example.test"}};
    spec.not_after = Instant(std::chrono::hours(24));
    spec.serial = "1";
    folder.write("sp.pem", crypto::Certificate::self_signed(crypto::PrivateKey::generate_rsa(2048), spec).to_pem());
    const TenantFile read = load(R"(return {
      idp = "okta", organisation = "Acme", variables = { org = "acme" },
      settings = { ["Name ID format"] = "Persistent", ["Maximum App Session Lifetime"] = 5,
        ["Allow this app to request other SSO URLs"] = "Yes",
        ["SAML Settings"] = { ["Other Requestable SSO URLs"] = { "https://a.test/1", "https://a.test/2" } },
        ["Encryption Certificate"] = "sp.pem", ["App name"] = "Ours" },
      attributes = { ["Attribute Statements"] = { { Name = "mail", Value = "user.email" } } },
      people = { { username = "ada", password = "hush", groups = { "a" }, attributes = { shift = "early", langs = { "en", "fr" } } } },
      groups = { { name = "b", members = { "ada" }, kind = "role" } },
      assigned = { people = { "ada" }, groups = { "a", "b" } },
      certificates = { { not_before = "2026-01-01", valid_days = 10 }, { status = "inactive" } },
    })");
    EXPECT_EQ(read.tenant.organisation, "Acme");
    EXPECT_EQ(read.tenant.settings.at("Other Requestable SSO URLs"), "https://a.test/1\nhttps://a.test/2");
    EXPECT_EQ(read.tenant.settings.at("Maximum App Session Lifetime"), "5");
    EXPECT_TRUE(read.tenant.settings.at("Encryption Certificate").starts_with("-----BEGIN"));
    ASSERT_EQ(read.people.size(), 1U);
    EXPECT_THAT(read.people[0].groups, ElementsAre("a", "b"));
    EXPECT_EQ(read.people[0].attributes.at("shift"), "early");
    EXPECT_THAT(read.people[0].lists.at("langs"), ElementsAre("en", "fr"));
    EXPECT_TRUE(read.own_passwords.contains("ada"));
    EXPECT_TRUE(read.tenant.assigned_groups.contains("b"));
    ASSERT_EQ(read.tenant.certificates.size(), 2U);
    EXPECT_EQ(format_instant(*read.tenant.certificates[0].not_after, SecondDigits::none), "2026-01-11T00:00:00Z");
    EXPECT_FALSE(read.tenant.certificates[1].active);
}

TEST_F(LoadTenant, NamesFileLineFieldAndTheNearestLabel) {
    EXPECT_EQ(problem_of("return {\n idp = 'oktaa' }"), "tenant.lua:2: idp: no IdP is named \"oktaa\"; did you mean \"okta\"?");
    EXPECT_EQ(problem_of("return {\n idp = 'okta', settings = {\n ['Name ID Format'] = 'x' } }"),
              "tenant.lua:3: settings.Name ID Format: the console has no such field; did you mean \"Name ID format\"?");
    EXPECT_EQ(problem_of("return { idp = 'okta',\n settings = {\n ['Response'] = 'Singed' } }"),
              "tenant.lua:3: settings.Response: \"Singed\" is none of its choices; did you mean \"Signed\"?");
    EXPECT_EQ(problem_of("return { idp = 'okta', settings = { ['Maximum App Session Lifetime'] = 'long' } }"),
              "tenant.lua:1: settings.Maximum App Session Lifetime: expected a number, found \"long\"");
    EXPECT_THAT(problem_of("return { idp = 'okta', settings = { ['Default RelayState'] = { 'a', 'b' } } }"), HasSubstr("takes one value"));
    EXPECT_THAT(problem_of("return { idp = 'okta', settings = { ['Response'] = true } }"), HasSubstr("in the console's own words"));
    EXPECT_THAT(problem_of("return { idp = 'okta', variables = { orgg = 'x' } }"), HasSubstr("did you mean \"org\"?"));
    EXPECT_THAT(problem_of("return { idp = 'okta', setings = {} }"), HasSubstr("setings: no field of that name is known here; did you mean \"settings\"?"));
    EXPECT_THAT(problem_of("return { idp = 'okta', settings = { ['Encryption Certificate'] = 'gone.pem' } }"), HasSubstr("neither PEM nor a file"));
    EXPECT_THAT(problem_of("return { idp = 'okta', sp_metadata = 'gone.xml' }"), HasSubstr("sp_metadata: "));
}

TEST_F(LoadTenant, WhatTheConsoleHidesCannotBeFilledIn) {
    const std::string hidden = "return { idp = 'okta', settings = {\n ['Recipient URL'] = 'https://a.test' } }";
    EXPECT_EQ(problem_of(hidden), "tenant.lua:1: settings: \"Recipient URL\" is shown by the console only when \"Use this for "
                                  "Recipient URL and Destination URL\" is \"No\"");
    EXPECT_EQ(problem_of(test::with(hidden, "{\n", "{\n ['Use this for Recipient URL and Destination URL'] = 'No',")), "no problem");
    EXPECT_THAT(problem_of("return { idp = 'pingone', settings = { ['saml_subject expression'] = 'user.email' } }"),
                HasSubstr("only when \"saml_subject\" is \"Expression\""));
}

/// What `settings` is refused for, when it is entered in the vendor's console.
std::string refusal_of(const idp::Profile& profile, const std::map<std::string, std::string>& settings) {
    idp::Tenant tenant;
    tenant.settings = settings;
    try {
        configure(profile.saml, tenant);
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "no problem";
}

TEST(EveryConsole, AMistypedLabelOrChoiceNamesTheNearest) {
    for (const idp::Profile& profile : profiles())
        for (const idp::ConsoleField& field : profile.saml.console) {
            const std::string name = field.name();
            EXPECT_THAT(refusal_of(profile, {{name + "x", "1"}}), HasSubstr("did you mean \"" + name + "\"?")) << profile.id;
            for (const auto& [word, value] : field.choices)
                EXPECT_THAT(refusal_of(profile, {{name, word + "xyzzy plugh"}}), HasSubstr("is none of its choices")) << profile.id << name;
        }
}

TEST(EveryConsole, AFieldWithoutEffectSaysWhy) {
    for (const idp::Profile& profile : profiles()) {
        if (!profile.listed) continue;
        for (const idp::ConsoleField& field : profile.saml.console) {
            const bool shows_others = std::ranges::any_of(profile.saml.console, [&](const idp::ConsoleField& other) {
                return other.shown_when && other.shown_when->first == field.label;
            });
            EXPECT_TRUE(!field.key.empty() || !field.help.empty() || shows_others) << profile.id << ": " << field.name();
        }
    }
}

TEST_F(LoadTenant, LabelsOfSeveralPagesNeedTheirPage) {
    EXPECT_THAT(problem_of("return { idp = 'pingfederate', settings = { ['Endpoint URL'] = 'https://a.test' } }"),
                HasSubstr("several pages have this field: Assertion Consumer Service URL / Endpoint URL, SLO Service URLs / Endpoint URL"));
    const TenantFile read = load("return { idp = 'pingfederate', settings = { ['SLO Service URLs'] = { ['Endpoint URL'] = 'https://a.test' } } }");
    EXPECT_EQ(read.tenant.settings.at("SLO Service URLs / Endpoint URL"), "https://a.test");
}

TEST_F(LoadTenant, RowsAreCheckedCellByCell) {
    const auto row = [&](const std::string& cells) {
        return problem_of("return { idp = 'okta', attributes = { ['Attribute Statements'] = {\n { " + cells + " } } } }");
    };
    EXPECT_EQ(row("Name = 'a', Value = 'user.email'"), "no problem");
    EXPECT_EQ(row("Value = 'user.email'"), "tenant.lua:2: attributes.Attribute Statements[1].Name: is missing");
    EXPECT_THAT(row("Name = 'a', Value = 'Sting.append(1)'"), HasSubstr("[1].Value: the function \"Sting.append\" is not supported"));
    EXPECT_THAT(row("Name = 'a', Value = 'usr.email'"), HasSubstr("Okta Expression Language has no \"usr.email\" here; did you mean \"user.email\"?"));
    EXPECT_THAT(row("Name = 'a', ['Name format'] = 'Basics', Value = '1'"), HasSubstr("did you mean \"Basic\"?"));
    EXPECT_THAT(row("Nam = 'a', Value = '1'"), HasSubstr("\"Attribute Statements\" has no such column; did you mean \"Name\"?"));
    EXPECT_THAT(problem_of("return { idp = 'okta', attributes = { ['Attribute Statement'] = {} } }"), HasSubstr("did you mean \"Attribute Statements\"?"));
    EXPECT_THAT(problem_of("return { idp = 'okta', attributes = { ['Group Attribute Statements'] = { { Name = 'g', Filter = 'Matches regex', Value = '(' } } } }"),
                HasSubstr("[1].Filter: \"(\" is no regular expression"));
    EXPECT_THAT(problem_of("return { idp = 'onelogin', attributes = { Parameters = { { ['Field name'] = 'a', Value = '- Macro -', Macro = '{first}', ['Include in SAML assertion'] = 'yes' } } } }"),
                HasSubstr("no macro is named \"first\""));
    EXPECT_THAT(problem_of("return { idp = 'onelogin', attributes = { Parameters = { { ['Field name'] = 'a', Value = '- Macro -', ['Include in SAML assertion'] = 'yes' } } } }"),
                HasSubstr("gives the attribute no value"));
    std::string many;
    for (int i = 0; i < 76; ++i) many += "'g" + std::to_string(i) + "',";
    EXPECT_THAT(problem_of("return { idp = 'google', attributes = { ['Group membership (optional)'] = { { ['Google groups'] = {" + many + "}, ['App attribute'] = 'g' } } } }"),
                HasSubstr("at most 75 groups can be chosen, these are 76"));
    EXPECT_THAT(problem_of("return { idp = 'jumpcloud', attributes = { ['Group Attributes'] = { {}, {} } } }"), HasSubstr("has at most 1 rows"));
}

TEST_F(LoadTenant, PeopleGroupsAndCertificatesMustFitTogether) {
    const std::string people = "people = { { username = 'ada', groups = { 'staff' } } }, ";
    EXPECT_THAT(problem_of("return { idp = 'okta', " + people + "assigned = { people = { 'adda' } } }"), HasSubstr("did you mean \"ada\"?"));
    EXPECT_THAT(problem_of("return { idp = 'okta', " + people + "assigned = { groups = { 'stuff' } } }"), HasSubstr("there is no group \"stuff\""));
    EXPECT_THAT(problem_of("return { idp = 'okta', " + people + "groups = { { name = 'g', members = { 'eve' } } } }"), HasSubstr("nobody has the username \"eve\""));
    EXPECT_THAT(problem_of("return { idp = 'okta', people = { { username = 'a' }, { username = 'a' } } }"), HasSubstr("people[2].username: \"a\" is there already"));
    EXPECT_THAT(problem_of("return { idp = 'okta', certificates = { { not_before = 'soon' } } }"), HasSubstr("is no date"));
    EXPECT_THAT(problem_of("return { idp = 'okta', certificates = { { valid_days = 3 } } }"), HasSubstr("needs not_before"));
    EXPECT_THAT(problem_of("return { idp = 'okta', certificates = { {}, {} } }"), HasSubstr("only one can be active"));
    EXPECT_THAT(problem_of("return { idp = 'okta', certificates = { { not_before = '2026-02-01', not_after = '2026-01-01' } } }"), HasSubstr("is not after"));
}

TEST_F(LoadTenant, APasswordIsNeverPartOfAnError) {
    EXPECT_THAT(problem_of("return { idp = 'okta', people = { { username = 'a', password = { 'hush' } } } }"), ::testing::Not(HasSubstr("hush")));
    EXPECT_THAT(problem_of("return { idp = 'okta', people = { { username = 'a', password = 'hush', pasword = 'hush' } } }"), ::testing::Not(HasSubstr("hush")));
}

TEST_F(LoadTenant, ForAnotherSpTheCustomersAddressesGiveWay) {
    const TenantFile read = load(R"lua(return { idp = "okta", settings = { ["Single sign-on URL"] = "https://sp.example.test/acs",
        ["Audience URI (SP Entity ID)"] = "https://sp.example.test", ["Name ID format"] = "Persistent" } })lua");
    const auto& profile = *std::ranges::find(profiles(), "okta", &idp::Profile::id);
    EXPECT_THAT(for_other_sp(read, profile.saml).settings, ElementsAre(::testing::Pair("Name ID format", "Persistent")));
}

} // namespace
} // namespace idpsim::engine
