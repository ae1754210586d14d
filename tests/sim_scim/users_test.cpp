#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

std::string meta(const Answer& answer, std::string_view name) {
    return std::string(scim::text_member(answer.body().at("meta").as_object(), name));
}

TEST(ScimUsers, AreCreated) {
    Site site;
    const Answer created = site.post_user("'id':'mine','externalId':'ext','meta':{'created':'1999-01-01T00:00:00Z'},'"
                                          "groups':[{'value':'g'}],'USERNAME':'Ada','foo':1,"
                                          "'name':{'givenName':'Ada'},'emails':[{'primary':true,'type':'work','value':'"
                                          "a@x.test'}],'active':true,'nickName':null");
    ASSERT_EQ(created.status(), 201) << created.http.body;
    EXPECT_EQ(created.header("Content-Type"), "application/scim+json");
    EXPECT_EQ(created.header("Location"), meta(created, "location"));
    EXPECT_EQ(meta(created, "created"), "2026-11-24T12:00:00.000Z");
    EXPECT_EQ(meta(created, "lastModified"), meta(created, "created"));
    EXPECT_EQ(meta(created, "resourceType"), "User");
    EXPECT_TRUE(meta(created, "version").starts_with("W/\""));
    EXPECT_NE(created.id(), "mine");
    EXPECT_FALSE(created.body().contains("foo"));
    EXPECT_FALSE(created.body().contains("groups"));
    const Answer read = site.call("GET", "/Users/" + created.id());
    EXPECT_EQ(read.http.body, created.http.body);
    const UserRecord record = site.directory.find_user_by_user_name("acme", "ada").value();
    EXPECT_EQ(record.email, "a@x.test");
    EXPECT_EQ(record.external_id, "ext");
    EXPECT_EQ(record.origin, "scim");
}

TEST(ScimUsers, ShowTheirIdOnceAndInFront) {
    Site site;
    const Answer created = site.post_user("'userName':'ada','title':'x','id':'mine'");
    const std::string path = "/Users/" + created.id();
    const Answer replaced = site.call("PUT", path, "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ada'}");
    const Answer patched = site.patch(path, "{'op':'replace','path':'title','value':'y'}");
    for (const Answer& answer : {created, replaced, patched, site.call("GET", path)}) {
        const json::object body = answer.body();
        ASSERT_GE(body.size(), 3u);
        EXPECT_EQ(body.begin()->key(), "schemas");
        EXPECT_EQ(std::next(body.begin())->key(), "id");
        EXPECT_EQ(answer.id(), created.id());
        EXPECT_EQ(answer.http.body.find("\"id\""), answer.http.body.rfind("\"id\""));
    }
    // What was stored without it, by a login or an earlier version, comes out in the same order.
    UserRecord record = site.directory.find_user_by_id("acme", created.id()).value();
    scim::erase_member(record.resource, "id");
    site.directory.update_user(record);
    EXPECT_EQ(site.call("GET", path).http.body, patched.http.body);
}

TEST(ScimUsers, AreActiveUnlessTold) {
    Site site;
    EXPECT_EQ(site.post_user("'userName':'a'").body().at("active"), true);
    EXPECT_EQ(site.post_user("'userName':'b','active':'False'").body().at("active"), false);
    expect_refused(site.post_user("'userName':'c','active':'maybe'"), 400, "invalidValue");
    EXPECT_EQ(site.find("/Users", "active eq true").number("totalResults"), 1);
}

TEST(ScimUsers, NeedAUserNameOfTheirOwn) {
    Site site;
    expect_refused(site.post_user("'title':'t'"), 400, "invalidValue");
    expect_refused(site.post_user("'userName':' '"), 400, "invalidValue");
    site.user("Ada@Example.test");
    for (const char* same : {"ada@example.test", "ADA@EXAMPLE.TEST",
                             "\xEF\xBC\xA1"
                             "da@example.test"}) {
        expect_refused(site.post_user(std::string("'userName':'") + same + "'"), 409, "uniqueness");
    }
    const std::string bob = site.user("bob");
    expect_refused(site.patch("/Users/" + bob, "{'op':'replace','path':'userName','value':'ADA@example.test'}"), 409,
                   "uniqueness");
    expect_refused(
        site.call("PUT", "/Users/" + bob,
                  "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ada@example.test'}"),
        409, "uniqueness");
    EXPECT_EQ(site.call("GET", "/Users/" + bob).text("userName"), "bob");
    EXPECT_EQ(site.patch("/Users/" + bob, "{'op':'replace','path':'userName','value':'BOB'}").text("userName"), "BOB");
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 2);
}

TEST(ScimUsers, AreReplaced) {
    Site site;
    const Answer created =
        site.post_user("'userName':'a','externalId':'e','nickName':'n','emails':[{'value':'a@x.test'}],'active':false");
    const std::string path = "/Users/" + created.id();
    const auto put = [&](const std::string& members) {
        return site.call("PUT", path, "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User']," + members + "}");
    };
    const Answer replaced = put("'id':'other','userName':'b','emails':null,'meta':{'created':'1999'}");
    ASSERT_EQ(replaced.status(), 200);
    EXPECT_EQ(replaced.id(), created.id());
    EXPECT_FALSE(replaced.body().contains("nickName"));
    EXPECT_FALSE(replaced.body().contains("emails"));
    EXPECT_EQ(replaced.text("externalId"), "e");      // left out: kept, see replace_resource
    EXPECT_EQ(replaced.body().at("active"), false);   // nobody is let in again by silence
    EXPECT_FALSE(put("'userName':'b','externalId':null").body().contains("externalId"));
    expect_refused(put("'title':'t'"), 400, "invalidValue");
    expect_refused(put("'userName':1"), 400, "invalidValue");
    EXPECT_EQ(
        site.call("PUT", "/Users/nope", "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'z'}")
            .status(),
        404);
}

TEST(ScimUsers, KnowWhenTheyChanged) {
    Site site;
    const Answer created = site.post_user("'userName':'a','nickName':'n'");
    const std::string path = "/Users/" + created.id();
    site.clock.advance(Millis{5'000});
    const Answer same = site.call("PUT", path, site.call("GET", path).http.body);
    EXPECT_EQ(same.http.body, created.http.body);
    EXPECT_EQ(site.patch(path, "{'op':'add','path':'nickName','value':'n'}").http.body, created.http.body);
    const Answer changed = site.patch(path, "{'op':'replace','path':'nickName','value':'m'}");
    EXPECT_EQ(meta(changed, "lastModified"), "2026-11-24T12:00:05.000Z");
    EXPECT_EQ(meta(changed, "created"), meta(created, "created"));
    EXPECT_NE(meta(changed, "version"), meta(created, "version"));
    const Answer again = site.patch(path, "{'op':'replace','path':'nickName','value':'o'}");
    EXPECT_GT(meta(again, "lastModified"), meta(changed, "lastModified"));   // though the clock stands still
}

TEST(ScimUsers, ArePatchedAtomically) {
    Site site;
    const std::string path = "/Users/" + site.user("a");
    const std::string before = site.call("GET", path).http.body;
    expect_refused(site.patch(path, "{'op':'add','path':'title','value':'t'},{'op':'replace','path':'id','value':'x'}"),
                   400, "mutability");
    expect_refused(site.patch(path, "{'op':'add','path':'title','value':'t'},{'op':'remove','path':'userName'}"), 400,
                   "mutability");
    expect_refused(
        site.patch(path, "{'op':'add','path':'title','value':'t'},{'op':'replace','path':'userName','value':''}"), 400,
        "invalidValue");
    EXPECT_EQ(site.call("GET", path).http.body, before);
    EXPECT_EQ(site.patch("/Users/nope", "{'op':'remove','path':'title'}").status(), 404);
}

TEST(ScimUsers, AreDeactivatedInEveryDialect) {
    Site site;
    for (const char* operation :
         {"{'op':'replace','value':{'active':false}}", "{'op':'Replace','path':'active','value':'False'}",
          "{'op':'replace','path':'active','value':false}", "{'op':'Add','path':'active','value':'false'}"}) {
        const std::string id = site.user(std::string("u") + operation[7]);
        EXPECT_EQ(site.patch("/Users/" + id, operation).body().at("active"), false) << operation;
        EXPECT_FALSE(site.directory.find_user_by_id("acme", id)->active);
        EXPECT_EQ(site.patch("/Users/" + id, "{'op':'Replace','path':'active','value':'True'}").body().at("active"),
                  true);
        site.call("DELETE", "/Users/" + id);
    }
}

TEST(ScimUsers, AreDeleted) {
    Site site;
    const std::string id = site.user("a");
    const Answer group = site.post_group("'displayName':'g','members':[{'value':'" + id + "'}]");
    const Answer deleted = site.call("DELETE", "/Users/" + id);
    EXPECT_EQ(deleted.status(), 204);
    EXPECT_EQ(deleted.http.body, "");
    for (const char* method : {"GET", "PUT", "PATCH", "DELETE"})
        EXPECT_EQ(site.call(method, "/Users/" + id, "{}").status(), 404);
    EXPECT_EQ(site.find("/Users", "userName eq 'a'").number("totalResults"), 0);
    EXPECT_FALSE(site.call("GET", "/Groups/" + group.id()).body().contains("members"));
    const Answer again = site.post_user("'userName':'a'");
    EXPECT_EQ(again.status(), 201);
    EXPECT_NE(again.id(), id);
}

TEST(ScimUsers, AreTheAccountsOfTheProduct) {
    Site site;
    UserRecord account;
    account.org = "acme";
    account.user_name = "jit@x.test";
    account.origin = "jit";
    account.role = "Viewer";
    account.resource = {{"userName", "jit@x.test"}};
    account = site.directory.create_user(account);
    const Answer found = site.find("/Users", "userName eq 'JIT@x.test'");
    ASSERT_EQ(found.number("totalResults"), 1);
    expect_refused(site.post_user("'userName':'jit@x.test'"), 409, "uniqueness");
    site.patch("/Users/" + account.id, "{'op':'add','path':'title','value':'t'}");
    UserRecord after = site.directory.find_user_by_id("acme", account.id).value();
    EXPECT_EQ(after.role, "Viewer");
    EXPECT_EQ(after.origin, "jit");
    const std::string version = meta(site.call("GET", "/Users/" + account.id), "version");
    after.active = false;
    site.directory.update_user(after);
    const Answer seen = site.call("GET", "/Users/" + account.id);
    EXPECT_EQ(seen.body().at("active"), false);
    EXPECT_NE(meta(seen, "version"), version);
}

TEST(ScimUsers, NobodyIsLetInBySilence) {
    Site site;
    const std::string id = site.post_user("'userName':'ada','active':false").id(), path = "/Users/" + id;
    for (const char* value : {"null", "[]", "{}", "''", "0", "'no'"}) {
        expect_refused(site.patch(path, std::string("{'op':'replace','path':'active','value':") + value + "}"), 400, "invalidValue");
        expect_refused(site.patch(path, std::string("{'op':'replace','value':{'active':") + value + "}}"), 400, "invalidValue");
    }
    const Answer removed = site.patch(path, "{'op':'remove','path':'active'}");
    EXPECT_EQ(removed.status(), 200);
    EXPECT_EQ(removed.body().at("active"), false);
}

TEST(ScimUsers, AManagerIsOfTheSameOrganisation) {
    Site site;
    const std::string boss = site.user("boss"), id = site.user("ada");
    site.become("globex");
    const std::string foreign = site.user("boss");
    site.become("acme");
    site.token = "acme-token";
    const auto manager = [&](const std::string& value) {
        return site.patch("/Users/" + id, "{'op':'add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',"
                                          "'value':{'value':'" + value + "'}}");
    };
    EXPECT_EQ(manager(boss).status(), 200);
    EXPECT_EQ(manager("Dana Boss").status(), 200);   // some clients only know a name
    expect_refused(manager(foreign), 400, "invalidValue");
}

TEST(ScimUsers, AManagersReferenceLeadsToTheManager) {
    Site site;
    const std::string boss = site.user("boss"), id = site.user("ada");
    const auto reference = [&](const std::string& uri) {
        const Answer answer = site.patch("/Users/" + id, "{'op':'replace','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',"
                                                         "'value':{'value':'" + boss + "','$ref':'" + uri + "'}}");
        EXPECT_EQ(answer.status(), 200) << answer.http.body;
        const json::object body = answer.body();
        return std::string(scim::text_member(body.at(scim::enterprise_urn).as_object().at("manager").as_object(), "$ref"));
    };
    const std::vector<std::string> own{"../Users/" + boss, "https://sp.test/scim/v2/acme/Users/" + boss};
    const std::vector<std::string> others{"https://evil.test/Users/" + boss, "../Users/" + id, "x"};
    for (const std::string& uri : own) EXPECT_EQ(reference(uri), uri);
    for (const std::string& uri : others) EXPECT_EQ(reference(uri), "") << uri;
}

} // namespace
} // namespace idpsim::scim_server
