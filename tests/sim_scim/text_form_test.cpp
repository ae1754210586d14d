/// Users go out as the text that is stored of them, where nothing of them is left out. What is answered must be the
/// same, octet for octet, as when each is taken apart and put together again.
#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

/// Another function than the usual one, which does the same: the server cannot know, and makes trees.
ScimBehaviour with_trees() {
    ScimBehaviour behaviour;
    behaviour.project = [](json::object resource, const scim::ResourceType& type, const scim::Projection& projection) {
        return scim::project(std::move(resource), type, projection);
    };
    return behaviour;
}

/// Two servers with the same people that are asked the same.
class BothForms : public testing::Test {
protected:
    /// The answer, once both have given it.
    Answer both(const std::string& method, const std::string& path, const std::string& body = "") {
        const Answer text = texts.call(method, path, body), tree = trees.call(method, path, body);
        EXPECT_EQ(text.status(), tree.status()) << method << " " << path;
        EXPECT_EQ(text.http.body, tree.http.body) << method << " " << path;
        for (const char* name : {"ETag", "Location", "Content-Type"})
            EXPECT_EQ(text.header(name), tree.header(name)) << name;
        return text;
    }
    std::string create(const std::string& members) {
        return both("POST", "/Users", "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User']," + members + "}")
            .id();
    }
    Answer patch(const std::string& path, const std::string& operation) {
        return both("PATCH", path,
                    "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[" + operation + "]}");
    }
    Site texts, trees{with_trees()};
};

TEST_F(BothForms, AreTheSameThroughALife) {
    const std::string ada =
        create("'userName':'Ada','externalId':'x-1','name':{'givenName':'A\\u00e9\\\\n','familyName':'O\\u2019N'},"
               "'emails':[{'value':'ada@x.test','primary':true}],'active':true");
    const std::string path = "/Users/" + ada;
    create("'userName':'bob','urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'manager':{'value':'" + ada +
           "'}}");
    both("GET", path);
    both("POST", "/Groups",
         "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'displayName':'the \\\\ group',"
         "'members':[{'value':'" +
             ada + "'}]}");
    const Answer member = both("GET", path);
    EXPECT_EQ(member.body().at("groups").as_array().size(), 1u);
    EXPECT_EQ(patch(path, "{'op':'replace','path':'active','value':false}").body().at("active"), json::value(false));
    patch(path, "{'op':'remove','path':'externalId'}");
    patch(path, "{'op':'remove','path':'externalId'}"); // nothing changes
    both("PUT", path,
         "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'title':'first','userName':'ada','password':'p1-"
         "secret'}");
    EXPECT_EQ(both("GET", path).http.body.find("p1-secret"), std::string::npos);
    both("DELETE", path);
    both("GET", path);
}

TEST_F(BothForms, AreTheSameInLists) {
    for (const char* name : {"cy", "Ada", "bob", "dan"}) create("'userName':'" + std::string(name) + "','title':'t'");
    for (const char* query : {"", "?filter=userName%20eq%20%22ADA%22", "?filter=title%20eq%20%22t%22",
                              "?filter=userName%20eq%20%22nobody%22", "?sortBy=userName&count=2",
                              "?sortBy=meta.lastModified&sortOrder=descending", "?startIndex=2&count=2", "?count=0",
                              "?attributes=userName", "?excludedAttributes=title"}) {
        both("GET", "/Users" + std::string(query));
    }
    both("GET", "?filter=userName%20sw%20%22a%22");
    both("POST", "/Users/.search", "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],'count':3}");
    EXPECT_EQ(names(both("GET", "/Users?count=3"), "userName"), "cy Ada bob ");
}

TEST_F(BothForms, AreTheSameForAccountsThatOthersMade) {
    for (Site* site : {&texts, &trees}) {
        UserRecord made;
        made.id = "made-elsewhere";
        made.org = "acme";
        made.user_name = "Eve";
        made.external_id = "e-\"1";
        made.active = false;
        made.resource = {{"title", "x"}, {"active", true}, {"userName", "another"}}; // the columns win
        site->directory.create_user(made);
    }
    const Answer eve = both("GET", "/Users/made-elsewhere");
    EXPECT_EQ(eve.body().at("active"), json::value(false));
    EXPECT_EQ(eve.text("userName"), "Eve");
    EXPECT_EQ(eve.text("externalId"), "e-\"1");
    EXPECT_EQ(eve.body().begin()->key(), "schemas");
    for (Site* site : {&texts, &trees}) {
        UserRecord record = site->directory.find_user_by_id("acme", "made-elsewhere").value();
        record.active = true;
        site->directory.update_user(record);
    }
    EXPECT_EQ(both("GET", "/Users/made-elsewhere").body().at("active"), json::value(true));
}

TEST_F(BothForms, HaveTheSameVersion) {
    const std::string path = "/Users/" + create("'userName':'ada'");
    const std::string tag = texts.call("GET", path).header("ETag");
    EXPECT_EQ(texts.call("GET", path + "?attributes=userName").header("ETag"), tag);
    HttpRequest conditional = texts.request("GET", path);
    set_header(conditional.headers, "If-None-Match", tag);
    EXPECT_EQ(texts.send(conditional).status(), 304);
    HttpRequest change = texts.request(
        "PUT", path, "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ada','title':'x'}");
    set_header(change.headers, "If-Match", tag);
    EXPECT_EQ(texts.send(change).status(), 200);
    EXPECT_EQ(texts.send(change).status(), 412);
}

TEST(TextForm, IsNotForTypesThatHideSomething) {
    auto set = std::make_shared<scim::SchemaSet>();
    ASSERT_TRUE(set->add_extension(
        {"urn:example:pin", "Pin", "", {{.name = "hired", .returned = scim::Returned::request}, {.name = "kind"}}},
        "User", false));
    ScimBehaviour behaviour;
    behaviour.schemas = set;
    Site site(behaviour);
    const std::string path =
        "/Users/" + site.post_user("'userName':'ada','urn:example:pin':{'hired':'now','kind':'k'}").id();
    EXPECT_EQ(site.call("GET", path).http.body.find("hired"), std::string::npos);
    EXPECT_EQ(site.call("GET", "/Users").http.body.find("hired"), std::string::npos);
    EXPECT_NE(site.call("GET", path + "?attributes=urn:example:pin:hired").http.body.find("hired"), std::string::npos);
}

} // namespace
} // namespace idpsim::scim_server
