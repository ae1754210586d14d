#include "src/engine/load_product.hpp"

#include "tests/engine/files.hpp"

namespace idpsim::engine {
namespace {

const std::string good = R"(return {
  id = "thing", title = "Thing",
  names = { app_host = "app.thing.test", company = "Thing", default_team = "All",
    default_role = "Viewer", admin_role = "Admin" },
  idps = { "okta", "google" },
  attributes = { { name = "email", value = "email" } },
  claims = {
    { id = "saml", sentence = "SAML works", scenarios = { "sso/*" } },
    { id = "scim", sentence = "SCIM works", idps = { "okta" },
      support = { google = "no", other = "not guaranteed" } },
  },
}
)";

class LoadProduct : public test::Files {
protected:
    Product load(const std::string& text) { return load_product(state, folder.write("p.lua", text)); }
    std::string problem_of(const std::string& from, const std::string& to) {
        return problem([&] { load(test::with(good, from, to)); });
    }
};

TEST_F(LoadProduct, ReadsClaimsAndNames) {
    const Product read = load(good);
    EXPECT_EQ(read.id, "thing");
    EXPECT_EQ(read.names.at("default_role"), "Viewer");
    EXPECT_EQ(read.idps, (std::vector<std::string>{"okta", "google"}));
    ASSERT_EQ(read.claims.size(), 2u);
    EXPECT_EQ(read.claims[0].scenarios, std::vector<std::string>{"sso/*"});
    EXPECT_EQ(read.claims[0].idps, std::vector<std::string>{"listed"});
    EXPECT_EQ(read.claims[1].support.at("google"), "no");
    EXPECT_EQ(support_of(read.claims[0], "okta", true), "yes");
    EXPECT_EQ(support_of(read.claims[0], "generic", false), "");
    EXPECT_EQ(support_of(read.claims[1], "google", true), "no");
    EXPECT_EQ(support_of(read.claims[1], "other", true), "not guaranteed");
}

TEST_F(LoadProduct, TheIdpsOwnWordOutweighsThatOfItsKind) {
    const Product read = load(test::with(good, "support = { google = \"no\", other = \"not guaranteed\" }",
                                         "support = { all = \"not guaranteed\", listed = \"no\", okta = \"yes\" }"));
    EXPECT_EQ(support_of(read.claims[1], "okta", true), "yes");
    EXPECT_EQ(support_of(read.claims[1], "google", true), "no");
    EXPECT_EQ(support_of(read.claims[1], "generic", false), "not guaranteed");
    const Product one = load(test::with(good, "support = { google = \"no\", other = \"not guaranteed\" }", "support = \"no\""));
    EXPECT_EQ(support_of(one.claims[1], "okta", true), "no");
    EXPECT_EQ(support_of(one.claims[1], "google", true), "");
}

constexpr char page[] = R"(
  page = { title = "SSO", text = "Seen.", sections = {
    { title = "List", columns = { { title = "SAML", claim = "saml" }, { title = "SCIM", claim = "scim" } } },
    { title = "Items", text = "One by one.", numbered = true, claims = { "scim", "saml" } } } },
  deviations = {
    { check = "scim.*", idp = "okta", reason = "slow", ticket = "T-1", expires = "2027-03-31" } },
}
)";

TEST_F(LoadProduct, ReadsPageAndDeviations) {
    const Product read = load(good.substr(0, good.size() - 2) + page);
    ASSERT_EQ(read.page.sections.size(), 2u);
    EXPECT_EQ(read.page.title, "SSO");
    EXPECT_EQ(read.page.sections[0].columns[1].claim, "scim");
    EXPECT_EQ(read.page.sections[1].claims, (std::vector<std::string>{"scim", "saml"}));
    EXPECT_TRUE(read.page.sections[1].numbered);
    ASSERT_EQ(read.deviations.size(), 1u);
    EXPECT_EQ(read.deviations[0].known.ticket, "T-1");
    EXPECT_TRUE(read.deviations[0].known.where.ends_with("p.lua:17")) << read.deviations[0].known.where;
    EXPECT_EQ(format_instant(read.deviations[0].ends), "2027-04-01T00:00:00.000Z") << "the last day counts whole";
}

TEST_F(LoadProduct, NamesWhatIsBrokenOfPageAndDeviations) {
    const auto broken = [&](const std::string& from, const std::string& to) {
        return problem([&] { load(test::with(good.substr(0, good.size() - 2) + page, from, to)); });
    };
    EXPECT_EQ(broken("claim = \"scim\" }", "claim = \"scin\" }"), "p.lua:14: page.sections[1].columns[2].claim: no claim is named \"scin\"; did you mean \"scim\"?");
    EXPECT_TRUE(broken("{ \"scim\", \"saml\" }", "{ \"scim\", \"sam\" }").starts_with("p.lua:15: page.sections[2].claims: no claim is named"));
    EXPECT_TRUE(broken(", claims = { \"scim\", \"saml\" }", "").starts_with("p.lua:15: page.sections[2]: either columns"));
    EXPECT_TRUE(broken("2027-03-31", "2027-02-30").starts_with("p.lua:17: deviations[1].expires: \"2027-02-30\" is no day"));
    EXPECT_TRUE(broken("2027-03-31", "soon").starts_with("p.lua:17: deviations[1].expires: \"soon\" is no day"));
    EXPECT_TRUE(broken("reason = \"slow\", ", "").starts_with("p.lua:17: deviations[1].reason: is missing"));
    EXPECT_TRUE(broken("check = \"scim.*\", ", "").starts_with("p.lua:17: deviations[1]: a claim, a check or a case is needed"));
    EXPECT_TRUE(broken(", expires = \"2027-03-31\"", "").starts_with("p.lua:17: deviations[1].expires: is missing"));
}

TEST_F(LoadProduct, NamesLineAndFieldOfWhatIsBroken) {
    EXPECT_TRUE(problem_of("\"scim\"", "\"saml\"").starts_with("p.lua:9: claims[2].id: \"saml\" is there twice"));
    EXPECT_TRUE(problem_of("\"not guaranteed\"", "\"maybe\"")
                    .starts_with("p.lua:10: claims[2].support.other: \"maybe\" is none of"));
    EXPECT_TRUE(problem_of(", admin_role = \"Admin\"", "").starts_with("p.lua:3: names: admin_role is missing"));
    EXPECT_TRUE(problem_of(", admin_role", ", start_path = \"app\", admin_role")
                    .starts_with("p.lua:4: names.start_path: \"app\" is no path"));
    EXPECT_TRUE(problem_of("sentence = \"SAML works\"", "text = \"SAML works\"")
                    .starts_with("p.lua:8: claims[1].sentence: is missing"));
    EXPECT_TRUE(problem_of("scenarios", "scenario").starts_with("p.lua:8: claims[1].scenario: no field of that name"));
    EXPECT_TRUE(problem_of("value = \"email\"", "value = \"mail\"")
                    .starts_with("p.lua:6: attributes[1].value: \"mail\" is none of"));
    EXPECT_TRUE(problem_of("title = \"Thing\"", "titel = \"Thing\"").starts_with("p.lua:1: title: is missing"));
}

} // namespace
} // namespace idpsim::engine
