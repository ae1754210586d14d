#include "src/engine/claims.hpp"

#include "src/core/text.hpp"
#include "src/engine/assets.hpp"
#include "src/engine/plan.hpp"
#include "tests/engine/files.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

const std::string good = R"(return {
  id = "thing", title = "Thing",
  names = { app_host = "app.thing.test", company = "Thing", default_team = "All", default_role = "Viewer", admin_role = "Admin" },
  idps = { "okta", "google" },
  claims = {
    { id = "login", sentence = "Logins work.", scenarios = { "sso/sp-initiated-login" } },
    { id = "scim", sentence = "SCIM works.", scenarios = { "scim/life-*" },
      support = { google = "no", unlisted = "not guaranteed" }, refuted_by = { "scim/not-offered" } },
  },
  deviations = { { claim = "scim", idp = "okta", reason = "it is slow", expires = "2027-03-31" } },
}
)";

class Claims : public test::Files {
protected:
    Catalogue load(const std::string& text) {
        CatalogueFiles files;
        files.product = folder.write("p.lua", text);
        return load_catalogue(files);
    }
    std::string problem_of(const std::string& from, const std::string& to) {
        return problem([&] { load(test::with(good, from, to)); });
    }
};

TEST_F(Claims, OfAnotherProductAreBoundToTheScenariosThatAreThere) {
    const Catalogue catalogue = load(good);
    const conformance::ClaimInfo login = describe_claim(catalogue, catalogue.product.claims[0]), scim = describe_claim(catalogue, catalogue.product.claims[1]);
    EXPECT_EQ(login.scenarios, std::vector<std::string>{"sso/sp-initiated-login"});
    EXPECT_EQ(login.support.at("okta"), "yes");
    EXPECT_FALSE(login.support.contains("generic"));
    EXPECT_EQ(scim.scenarios, std::vector<std::string>{"scim/life-cycle"});
    EXPECT_EQ(scim.refuted_by, std::vector<std::string>{"scim/not-offered"});
    EXPECT_EQ(scim.support.at("google"), "no");
    EXPECT_EQ(scim.support.at("generic"), "not guaranteed");
    EXPECT_EQ(scim.support.at("entra"), "yes");
    EXPECT_NE(std::ranges::find(scim.playable, "google"), scim.playable.end()) << "its opposite can be shown there";
    for (const Scenario& scenario : catalogue.scenarios)
        for (const std::string& claim : claims_of(catalogue, scenario)) EXPECT_TRUE(claim == "login" || claim == "scim") << "a claim of another product: " << claim;
}

TEST_F(Claims, AreSelectedByWhatScenariosSayOfThemselvesToo) {
    const Catalogue catalogue = load(good);
    PlanOptions options;
    options.idps = {"okta"};
    options.selection = Selection::parse("compat-saml").value();
    const auto plan = make_plan(catalogue, options);
    ASSERT_FALSE(plan.empty());
    for (const PlannedCase& one : plan) EXPECT_EQ(std::ranges::count(one.claims, "compat-saml"), 0) << one.id;
}

TEST_F(Claims, ThatNameNothingAreRefusedWithFileLineAndField) {
    EXPECT_TRUE(problem_of("sso/sp-initiated-login", "sso/sp-initiated-logn").starts_with("p.lua:6: claims[1].scenarios: no scenario is named \"sso/sp-initiated-logn\"; did you mean \"sso/sp-initiated-login\"?"));
    EXPECT_TRUE(problem_of("scim/not-offered", "scim/not-there").starts_with("p.lua:8: claims[2].refuted_by: no scenario is named"));
    EXPECT_TRUE(problem_of("refuted_by", "mutant = \"m-relay-droped\", refuted_by").starts_with("p.lua:8: claims[2].mutant: no mutant is named \"m-relay-droped\"; did you mean \"m-relay-dropped\"?"));
    EXPECT_TRUE(problem_of("google = \"no\"", "gogle = \"no\"").starts_with("p.lua:8: claims[2].support.gogle: no profile is named \"gogle\"; did you mean \"google\"?"));
    EXPECT_TRUE(problem_of("idps = { \"okta\", \"google\" }", "idps = { \"okta\", \"okto\" }").starts_with("p.lua:4: idps: no profile is named \"okto\""));
    EXPECT_TRUE(problem_of("idp = \"okta\"", "idp = \"otka\"").starts_with("p.lua:10: deviations[1].idp: no idp is named \"otka\"; did you mean \"okta\"?"));
    EXPECT_TRUE(problem_of("{ claim = \"scim\"", "{ claim = \"scom\"").starts_with("p.lua:10: deviations[1].claim: no claim is named \"scom\""));
}

class Targets : public Claims {
protected:
    Catalogue with_target(const std::string& product_line) {
        CatalogueFiles files;
        files.target = folder.write("t.lua", "return { id = \"mine\", title = \"Mine\",\n" + product_line + "\nscim = { base = \"https://x.test/scim\" }, provides = { \"scim\" } }\n");
        return load_catalogue(files);
    }
};

TEST_F(Targets, NameTheirProduct) {
    folder.write("p.lua", good);
    EXPECT_EQ(with_target("product = \"p.lua\",").product.title, "Thing");
    EXPECT_EQ(with_target("product = \"spekit\",").product.title, "Spekit");
    EXPECT_TRUE(problem([&] { with_target("product = \"q.lua\","); }).starts_with("t.lua:2: product: there is no file "));
    EXPECT_TRUE(problem([&] { with_target("product = \"speckit\","); }).starts_with("t.lua:2: product: there is no file "));
}

TEST_F(Targets, OfNoProductClaimNothing) {
    const Catalogue catalogue = with_target("");
    EXPECT_EQ(catalogue.product.title, "");
    EXPECT_TRUE(catalogue.product.claims.empty());
    EXPECT_TRUE(catalogue.product.page.sections.empty());
    EXPECT_FALSE(catalogue.product.names.empty()) << "scenarios still need words";
}

TEST_F(Targets, AreOverruledByTheCommandLine) {
    CatalogueFiles files;
    files.product = folder.write("p.lua", good);
    EXPECT_EQ(load_catalogue(files).product.title, "Thing") << "though the built-in target names another";
}

TEST(TheExample, IsAClaimsFileOfWhichEveryNameMeansSomething) {
    CatalogueFiles files;
    files.product = data_folder() / "conformance" / "claims" / "example.lua";
    const Catalogue catalogue = load_catalogue(files);
    EXPECT_GE(catalogue.product.claims.size(), 5u);
    for (const Claim& claim : catalogue.product.claims) EXPECT_FALSE(describe_claim(catalogue, claim).scenarios.empty()) << claim.id;
    EXPECT_EQ(catalogue.product.page.sections.size(), 2u);
}

/// A misspelt claim of a scenario would bind nothing and be told by nobody.
TEST(TheScenarios, NameClaimsOfTheBuiltInProduct) {
    const Catalogue catalogue = load_catalogue();
    for (const Scenario& scenario : catalogue.scenarios)
        for (const std::string& claim : scenario.claims)
            EXPECT_NE(std::ranges::find(catalogue.product.claims, claim, &Claim::id), catalogue.product.claims.end()) << scenario.id << ": " << claim;
    for (const Claim& claim : catalogue.product.claims) {
        const conformance::ClaimInfo info = describe_claim(catalogue, claim);
        for (const auto& [idp, level] : info.support)
            EXPECT_NE(std::ranges::find(info.playable, idp), info.playable.end()) << claim.id << ": no scenario shows it with " << idp;
    }
}

} // namespace
} // namespace idpsim::engine
