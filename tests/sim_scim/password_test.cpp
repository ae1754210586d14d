#include "simulator/scim/passwords.hpp"
#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

const std::string put = "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ada'";

struct Vault : Site {
    explicit Vault(ScimBehaviour behaviour = cheap()) : Site(std::move(behaviour)) {
        id = post_user("'userName':'ada','password':'first secret'").id();
    }
    static ScimBehaviour cheap() {
        ScimBehaviour behaviour;
        behaviour.password.cost = 1;
        return behaviour;
    }
    bool fits(const char* password) { return password_matches(directory, id, password); }
    Answer patch_me(const std::string& operations) { return patch("/Users/" + id, operations); }
    std::string id;
};

TEST(Passwords, AreSetReplacedAndKept) {
    Vault site;
    EXPECT_TRUE(site.fits("first secret"));
    EXPECT_FALSE(site.fits("First secret"));
    EXPECT_FALSE(site.fits(""));
    site.call("PUT", "/Users/" + site.id, put + ",'title':'t'}");
    site.call("PUT", "/Users/" + site.id, put + ",'password':''}");
    site.patch_me("{'op':'replace','path':'title','value':'u'}");
    EXPECT_TRUE(site.fits("first secret"));
    site.call("PUT", "/Users/" + site.id, put + ",'password':'second'}");
    EXPECT_TRUE(site.fits("second"));
    site.patch_me("{'op':'replace','path':'password','value':'third'}");
    EXPECT_TRUE(site.fits("third"));
    site.patch_me("{'op':'add','value':{'password':'fourth','title':'v'}}");
    EXPECT_TRUE(site.fits("fourth"));
    site.patch_me("{'op':'remove','path':'password'}");
    EXPECT_FALSE(site.fits("fourth"));
    site.patch_me("{'op':'add','path':'password','value':'fifth'}");
    EXPECT_TRUE(site.fits("fifth"));
    site.call("PUT", "/Users/" + site.id, put + ",'password':null}");
    EXPECT_FALSE(site.fits("fifth"));
}

TEST(Passwords, AreNeverShownNorFound) {
    Vault site;
    const std::string path = "/Users/" + site.id;
    for (const Answer& answer :
         {site.post_user("'userName':'b','password':'first secret'"), site.call("GET", path),
          site.call("GET", path + "?attributes=password"), site.call("GET", "/Users?attributes=password,userName"),
          site.call("PUT", path, put + ",'password':'first secret'}"),
          site.patch_me("{'op':'replace','path':'password','value':'first secret'}"),
          site.call("PUT", path + "?attributes=password", put + ",'password':7}")}) {
        EXPECT_EQ(answer.http.body.find("secret"), std::string::npos) << answer.http.body;
        EXPECT_EQ(answer.http.body.find("scrypt"), std::string::npos) << answer.http.body;
    }
    expect_refused(site.find("/Users", "password eq 'first secret'"), 400, "invalidFilter");
    expect_refused(site.find("/Users", "password pr"), 400, "invalidFilter");
    expect_refused(site.call("GET", "/Users?sortBy=password"), 400, "invalidPath");
    EXPECT_EQ(site.directory.database().image().find("first secret"), std::string::npos);
}

TEST(Passwords, ChangeTheVersionWhenTheyDo) {
    Vault site;
    const std::string path = "/Users/" + site.id;
    const std::string version = site.call("GET", path).header("ETag");
    EXPECT_EQ(site.patch_me("{'op':'replace','path':'password','value':'first secret'}").header("ETag"), version);
    EXPECT_NE(site.patch_me("{'op':'replace','path':'password','value':'other'}").header("ETag"), version);
}

TEST(Passwords, HaveAFormAndAnEnd) {
    Vault site;
    for (const char* bad : {"7", "true", "{'value':'x'}", "'a\\u0000b'"}) {
        expect_refused(site.post_user(std::string("'userName':'x','password':") + bad), 400, "invalidValue");
        expect_refused(site.patch_me(std::string("{'op':'replace','path':'password','value':") + bad + "}"), 400, "invalidValue");
    }
    expect_refused(site.post_user("'userName':'x','password':'" + std::string(1025, 'a') + "'"), 400, "invalidValue");
    expect_refused(site.patch_me("{'op':'replace','path':'password','value':'\\u0000kept'}"), 400, "invalidValue");
    EXPECT_TRUE(site.fits("first secret"));
    site.call("DELETE", "/Users/" + site.id);
    EXPECT_FALSE(site.fits("first secret"));
}

TEST(Passwords, MayBeDropped) {
    ScimBehaviour behaviour;
    behaviour.features.change_password = false;
    Vault site(std::move(behaviour));
    EXPECT_FALSE(site.fits("first secret"));
    EXPECT_EQ(site.patch_me("{'op':'replace','path':'password','value':'x'}").status(), 200);
    EXPECT_EQ(site.patch_me("{'op':'remove','path':'password'}").status(), 200);
}

} // namespace
} // namespace idpsim::scim_server
