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
    EXPECT_TRUE(is_claimed(read.claims[0], "okta", true));
    EXPECT_FALSE(is_claimed(read.claims[0], "generic", false));
    EXPECT_TRUE(is_claimed(read.claims[1], "google", true));
    EXPECT_FALSE(is_claimed(read.claims[1], "other", true));
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
