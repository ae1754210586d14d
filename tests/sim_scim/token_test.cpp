#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

const std::string ada_body = "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ada','title':'t'}";

struct Scoped : Site {
    explicit Scoped(ScimBehaviour behaviour = {}) : Site(std::move(behaviour)) {
        ada = user("ada");
        bob = user("bob");
        directory.add_token("acme", "reader", {TokenScope::read});
        directory.add_token("acme", "ada", {TokenScope::self, ada});
    }
    void as(const char* name) { token = name; }
    std::string ada, bob;
};

TEST(Tokens, MayOnlyRead) {
    Scoped site;
    site.as("reader");
    EXPECT_EQ(site.call("GET", "/Users/" + site.ada).status(), 200);
    EXPECT_EQ(site.call("GET", "").status(), 200);
    EXPECT_EQ(site.call("POST", "/Users/.search", "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest']}").status(),
              200);
    expect_refused(site.post_user("'userName':'x'"), 403, "");
    expect_refused(site.call("PUT", "/Users/" + site.ada, ada_body), 403, "");
    expect_refused(site.patch("/Users/" + site.ada, "{'op':'remove','path':'title'}"), 403, "");
    expect_refused(site.call("DELETE", "/Users/" + site.ada), 403, "");
    expect_refused(site.call("GET", "/Me"), 501, "");
    const Answer bulk = site.call(
        "POST", "/Bulk",
        "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':[{'method':'DELETE','path':'/Users/" +
            site.ada + "'}]}");
    EXPECT_EQ(scim::text_member(bulk.body().at("Operations").as_array().at(0).as_object(), "status"), "403");
    site.as("acme-token");
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 2);
}

TEST(Tokens, MayBeForOnePerson) {
    Scoped site;
    site.as("ada");
    const Answer me = site.call("GET", "/Me");
    EXPECT_EQ(me.status(), 200);
    EXPECT_EQ(me.id(), site.ada);
    EXPECT_EQ(me.header("Location"), "https://sp.test/scim/v2/acme/Users/" + site.ada);
    EXPECT_EQ(site.call("PUT", "/Me", ada_body).text("title"), "t");
    const Answer patched = site.patch("/Me", "{'op':'replace','path':'title','value':'u'}");
    EXPECT_EQ(patched.text("title"), "u");
    EXPECT_EQ(patched.header("Location"), me.header("Location"));
    EXPECT_FALSE(site.call("GET", "/Me?attributes=userName").body().contains("title"));
    EXPECT_EQ(site.call("GET", "/Users/" + site.ada).status(), 200);
    expect_refused(site.call("GET", "/Me/x"), 404, "");
    expect_refused(site.call("POST", "/Me", ada_body), 405, "");
    for (const std::string& path : {"/Users/" + site.bob, std::string("/Users/nobody"), std::string("/Users"), std::string("/Groups"),
                                    std::string(""), "/Groups/" + site.ada}) {
        expect_refused(site.call("GET", path), 403, "");
    }
    expect_refused(site.post_user("'userName':'x'"), 403, "");
    expect_refused(site.call("POST", "/.search", "{}"), 403, "");
    EXPECT_EQ(site.call("DELETE", "/Me").status(), 204);
    expect_refused(site.call("GET", "/Me"), 401, "");
}

TEST(Tokens, OfAPersonDoNotChangeWhoThatIs) {
    Scoped site;
    site.as("ada");
    for (const char* operation :
         {"{'op':'replace','path':'userName','value':'bob@x.test'}", "{'op':'add','path':'externalId','value':'1'}",
          "{'op':'add','path':'emails','value':[{'value':'bob@x.test'}]}", "{'op':'replace','value':{'active':false}}",
          "{'op':'replace','path':'userName','value':'bob'}"}) {
        expect_refused(site.patch("/Me", operation), 403, "");
        expect_refused(site.patch("/Users/" + site.ada, operation), 403, "");
    }
    EXPECT_EQ(site.patch("/Me", "{'op':'add','path':'phoneNumbers','value':[{'value':'1'}]}").status(), 200);
    EXPECT_EQ(site.call("GET", "/Me").text("userName"), "ada");
}

TEST(Tokens, OfAPersonEndWithTheAccount) {
    Scoped site;
    site.patch("/Users/" + site.ada, "{'op':'replace','path':'active','value':false}");
    site.as("ada");
    expect_refused(site.call("GET", "/Me"), 401, "");
    site.as("acme-token");
    site.patch("/Users/" + site.ada, "{'op':'replace','path':'active','value':true}");
    site.as("ada");
    EXPECT_EQ(site.call("GET", "/Me").status(), 200);
    site.directory.set_token("acme", "new");
    expect_refused(site.call("GET", "/Me"), 401, "");
    site.directory.add_token("acme", "ada");   // the same text again, of another kind
    expect_refused(site.call("GET", "/Me"), 501, "");
}

TEST(Tokens, OfOneOrganisationAreNoneOfAnother) {
    Scoped site;
    site.become("globex");
    for (const char* token : {"reader", "ada", "acme-token"}) {
        site.as(token);
        expect_refused(site.call("GET", "/Users"), 401, "");
        expect_refused(site.call("GET", "/Me"), 401, "");
    }
}

} // namespace
} // namespace idpsim::scim_server
