/// Which IdPs a scenario plays with and once for what, by the project's own profiles.
#include "src/engine/scenario_scope.hpp"

#include "src/core/text.hpp"
#include "src/engine/catalogue.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace idpsim::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<idp::Profile>& profiles() {
    static const std::vector<idp::Profile> loaded = load_profiles();
    return loaded;
}
const idp::Profile& profile(std::string_view id) { return *std::ranges::find(profiles(), id, &idp::Profile::id); }

Scenario with_idps(std::vector<std::string> words) {
    Scenario out;
    out.idps = std::move(words);
    return out;
}
Scenario with_parameters(std::vector<std::string> words) {
    Scenario out;
    out.parameters = std::move(words);
    return out;
}

std::set<std::string> concerned(const std::string& word) {
    std::set<std::string> out;
    for (const idp::Profile& one : profiles())
        if (concerns(with_idps({word}), one)) out.insert(one.id);
    return out;
}

std::vector<std::string> names_with(const std::string& word, std::string_view id) {
    return names_of(parameters_of(with_parameters({word}), profile(id)), &CaseParameter::name);
}

std::string problem_of(Scenario scenario) {
    scenario.file = "x.lua";
    scenario.source = std::make_shared<std::string>("return {\n id = 'x',\n idps = 'okta',\n parameters = 'a',\n}");
    try {
        check_scope(scenario, profiles());
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "no problem";
}

TEST(ScenarioScope, GuidesAndAdviceAreCasesOfTheirOwn) {
    EXPECT_EQ(concerned("part:guide"), concerned("listed"));
    EXPECT_EQ(concerned("part:advice"), concerned("listed"));
    EXPECT_THAT(names_with("guide-fields", "okta"), ElementsAre("single-sign-on-url", "audience-uri-sp-entity-id"));
    EXPECT_THAT(names_with("guide-fields", "pingfederate"),
                ElementsAre("partner-s-entity-id-connection-id", "idp-initiated-sso", "sp-initiated-sso", "assertion-consumer-service-url-endpoint-url",
                            "always-sign-assertion", "connection-status"));
    EXPECT_THAT(names_with("advice", "google"), ElementsAre("entity-id", "acs-url", "service-status", "signed-response"));
    EXPECT_THAT(names_with("advice", "generic"), IsEmpty());
}

TEST(ScenarioScope, KnowsIdpsByIdByPartAndBySetting) {
    EXPECT_TRUE(concerns(with_idps({}), profile("okta")));
    EXPECT_TRUE(concerns(with_idps({"google", "all"}), profile("okta")));
    EXPECT_FALSE(concerns(with_idps({"google", "unlisted"}), profile("okta")));
    EXPECT_EQ(concerned("entra"), std::set<std::string>{"entra"});
    EXPECT_EQ(concerned("encrypt"), std::set<std::string>{}); // a key alone is no selector
    EXPECT_EQ(concerned("setting:encrypt.name_id"), (std::set<std::string>{"generic", "pingfederate"}));
    EXPECT_EQ(concerned("part:artifact"), (std::set<std::string>{"generic", "pingfederate"}));
    EXPECT_FALSE(concerned("part:logout").contains("google"));
    EXPECT_TRUE(concerned("part:logout").contains("okta"));
}

TEST(ScenarioScope, HasOneCasePerChoiceOfASetting) {
    EXPECT_THAT(names_with("setting:encryption.algorithm", "okta"), ElementsAre("aes256-gcm", "aes256-cbc", "aes128-gcm", "aes128-cbc"));
    EXPECT_THAT(names_with("setting:encryption.algorithm", "google"), IsEmpty());
    EXPECT_THAT(names_with("plain", "okta"), ElementsAre("plain"));
}

TEST(ScenarioScope, NamesAUriByItsLastPartAndTheNothingByTheVendorsWord) {
    const auto of_entra = parameters_of(with_parameters({"setting:name_id.format"}), profile("entra"));
    ASSERT_EQ(of_entra.size(), 4U); // two of its five words mean the same
    EXPECT_EQ(of_entra[0].value, "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
    EXPECT_EQ(of_entra[0].name, "emailAddress");
    const auto of_pingone = parameters_of(with_parameters({"setting:name_id.format"}), profile("pingone"));
    EXPECT_EQ(of_pingone[0].value, "");
    EXPECT_EQ(of_pingone[0].name, "unspecified");
    // two formats whose last parts are the same
    const auto jumpcloud = names_with("setting:name_id.format", "jumpcloud");
    EXPECT_EQ(std::set<std::string>(jumpcloud.begin(), jumpcloud.end()).size(), jumpcloud.size());
}

TEST(ScenarioScope, NamesWhatNobodyKnows) {
    EXPECT_EQ(problem_of(with_idps({"okta", "listed", "part:logout", "setting:encrypt"})), "no problem");
    EXPECT_EQ(problem_of(with_parameters({"a", "faults:subject", "setting:algorithm"})), "no problem");
    EXPECT_EQ(problem_of(with_idps({"oktaa"})), "x.lua:3: idps: there is no IdP and no selector \"oktaa\"; did you mean \"okta\"?");
    EXPECT_EQ(problem_of(with_idps({"part:logot"})), "x.lua:3: idps: there is no IdP and no selector \"part:logot\"; did you mean \"part:logout\"?");
    EXPECT_EQ(problem_of(with_idps({"setting:encrpt"})),
              "x.lua:3: idps: no console has a setting of the key \"encrpt\"; did you mean \"encrypt\"?");
    EXPECT_EQ(problem_of(with_parameters({"setting:algoritm"})),
              "x.lua:4: parameters: no console offers choices for the key \"algoritm\"; did you mean \"algorithm\"?");
    EXPECT_EQ(problem_of(with_parameters({"faults:subjct"})),
              "x.lua:4: parameters: no fault has the theme \"subjct\"; did you mean \"subject\"?");
}

} // namespace
} // namespace idpsim::engine
