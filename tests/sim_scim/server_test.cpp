#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

TEST(ScimServer, WantsTheOrganisationsToken) {
    Site site;
    HttpRequest request = site.request("GET", "/Users");
    const auto with = [&](Headers headers) {
        request.headers = std::move(headers);
        return site.send(request);
    };
    EXPECT_EQ(with({{"authorization", "bearer acme-token"}}).status(), 200);
    for (const char* bad :
         {"Bearer", "Bearer ", "Bearer null", "Bearer acme-toke", "Bearer acme-tokenx", "Bearer ACME-TOKEN",
          "Bearer globex-token", "acme-token", "Token acme-token", "Basic acme-token", "Bearer acme-token x"}) {
        const Answer answer = with({{"Authorization", bad}});
        expect_refused(answer, 401, "");
        EXPECT_TRUE(answer.header("WWW-Authenticate").starts_with("Bearer"));
    }
    EXPECT_EQ(with({}).status(), 401);
    EXPECT_EQ(with({{"Authorization", "Bearer acme-token"}, {"Authorization", "Bearer x"}}).status(), 401);
    request.url += "?access_token=acme-token";
    EXPECT_EQ(with({}).status(), 401);
    site.directory.set_token("acme", "new-token");
    EXPECT_EQ(site.call("GET", "/Users").status(), 401);
}

TEST(ScimServer, FindsItsWayByPaths) {
    Site site;
    const std::string id = site.user("ada");
    for (const char* path : {"/nope", "/users", "//Users", "/Users//x", "/Users/a/b", "/Users/%2e%2e%2fGroups",
                             "/Users/..%2f..%2fetc", "/Users/%00", "/Users/0"}) {
        expect_refused(site.call("GET", path), 404, "");
    }
    expect_refused(site.call("GET", "/Users/%zz"), 400, "invalidSyntax");
    EXPECT_EQ(site.call("GET", "/Users/" + id + "/").status(), 200);
    EXPECT_EQ(site.call("GET", "/Users/?").status(), 200);
    EXPECT_EQ(site.call("GET", "/Groups/" + id).status(), 404);
    expect_refused(site.call("POST", "/Users/" + id), 405, "");
    EXPECT_EQ(site.call("TRACE", "/Users").header("Allow"), "GET, POST");
    for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) expect_refused(site.call(method, "/Me", "{}"), 501, "");
}

TEST(ScimServer, MakesUrisFromItsOwnAddress) {
    Site site;
    HttpRequest request =
        site.request("POST", "/Users", "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a'}");
    request.url = "https://evil.test/scim/v2/acme/Users";
    request.headers.emplace_back("Host", "evil.test");
    const Answer created = site.send(request);
    ASSERT_EQ(created.status(), 201);
    EXPECT_EQ(created.header("Location"), "https://sp.test/scim/v2/acme/Users/" + created.id());
    EXPECT_EQ(created.http.body.find("evil"), std::string::npos);
    EXPECT_EQ(created.header("Cache-Control"), "no-store");
}

TEST(ScimServer, TellsWhatItCanDo) {
    Site site;
    HttpRequest anonymous = site.request("GET", "/ServiceProviderConfig");
    anonymous.headers.clear();
    const Answer config = site.send(anonymous);
    EXPECT_EQ(config.status(), 200);
    EXPECT_EQ(json::serialize(config.body().at("patch")), R"({"supported":true})");
    EXPECT_EQ(json::serialize(config.body().at("filter")), R"({"supported":true,"maxResults":500})");
    for (const char* present : {"bulk", "sort", "etag", "changePassword"}) {
        EXPECT_TRUE(config.body().at(present).as_object().at("supported").as_bool());
    }
    EXPECT_EQ(json::serialize(config.body().at("bulk")), R"({"supported":true,"maxOperations":1000,"maxPayloadSize":1048576})");
    EXPECT_EQ(json::serialize(config.body().at("pagination")),
              R"({"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":100,"maxPageSize":500,)"
              R"("cursorTimeout":3600})");
    EXPECT_EQ(site.call("GET", "/Schemas?startIndex=2&count=1").number("totalResults"), 3);
    EXPECT_EQ(site.call("GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User").text("name"), "User");
    EXPECT_EQ(site.call("GET", "/ResourceTypes").number("totalResults"), 2);
    EXPECT_EQ(site.call("GET", "/ResourceTypes/Group").text("endpoint"), "/Groups");
    expect_refused(site.call("GET", "/Schemas/nope"), 404, "");
    expect_refused(site.call("GET", "/Schemas?filter=id%20pr"), 403, "");
    expect_refused(site.call("POST", "/Schemas", "{}"), 405, "");
}

TEST(ScimServer, TellsWhatItCannotDo) {
    ScimBehaviour behaviour;
    behaviour.features = {false, false, false, false, false, false, false, false, false};
    Site site(std::move(behaviour));
    const json::object config = site.call("GET", "/ServiceProviderConfig").body();
    for (const char* absent : {"patch", "bulk", "filter", "changePassword", "sort", "etag"}) {
        EXPECT_FALSE(config.at(absent).as_object().at("supported").as_bool()) << absent;
    }
    EXPECT_FALSE(config.at("pagination").as_object().at("cursor").as_bool());
    expect_refused(site.patch("/Users/" + site.user("ada"), "{'op':'add','path':'title','value':'t'}"), 501, "");
    expect_refused(site.call("POST", "/Bulk", "{}"), 501, "");
}

TEST(ScimServer, ReadsJsonBodiesOnly) {
    Site site;
    HttpRequest request =
        site.request("POST", "/Users", "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a'}");
    for (const char* type : {"text/plain", "application/xml", "application/x-www-form-urlencoded"}) {
        set_header(request.headers, "Content-Type", type);
        expect_refused(site.send(request), 415, "");
    }
    set_header(request.headers, "Content-Type", "application/json");
    set_header(request.headers, "Content-Encoding", "gzip");
    expect_refused(site.send(request), 415, "");
    set_header(request.headers, "Content-Encoding", "identity");
    EXPECT_EQ(site.send(request).status(), 201);
    for (const char* body : {"", "{", "[]", "'x'", "{'userName':'a','username':'b'}", "{'a':NaN}"}) {
        expect_refused(site.call("POST", "/Users", body), 400, "invalidSyntax");
    }
}

TEST(ScimServer, ListsInPages) {
    Site site;
    const Answer empty = site.call("GET", "/Users");
    EXPECT_EQ(empty.number("totalResults"), 0);
    EXPECT_TRUE(empty.body().at("Resources").as_array().empty());
    for (int i = 1; i <= 5; ++i) site.user("u" + std::to_string(i));
    const auto page = [&](const char* query) {
        return names(site.call("GET", std::string("/Users?") + query), "userName");
    };
    EXPECT_EQ(page("count=2"), "u1 u2 ");
    EXPECT_EQ(page("startIndex=5&count=2"), "u5 ");
    EXPECT_EQ(page("startIndex=6"), "");
    EXPECT_EQ(page("startIndex=0&count=1"), "u1 ");
    EXPECT_EQ(page("startIndex=-5&count=1"), "u1 ");
    EXPECT_EQ(page("count=0"), "");
    EXPECT_EQ(page("count=-1"), "");
    EXPECT_EQ(page("count=99999999999999999999"), "u1 u2 u3 u4 u5 ");
    EXPECT_EQ(page("startIndex=9223372036854775807&count=9223372036854775807"), "");
    EXPECT_EQ(page("foo=bar&"), "u1 u2 u3 u4 u5 ");
    const Answer last = site.call("GET", "/Users?startIndex=4&count=10");
    EXPECT_EQ(last.number("totalResults"), 5);
    EXPECT_EQ(last.number("startIndex"), 4);
    EXPECT_EQ(last.number("itemsPerPage"), 2);
    expect_refused(site.call("GET", "/Users?count=abc"), 400, "invalidValue");
}

TEST(ScimServer, Filters) {
    Site site;
    site.post_user("'userName':'Ada','externalId':'E1','emails':[{'value':'ada@x.test','type':'work'}]");
    site.post_user("'userName':'bob','title':'T'");
    const auto found = [&](const char* filter) { return names(site.find("/Users", filter), "userName"); };
    EXPECT_EQ(found("userName eq 'ADA'"), "Ada ");
    EXPECT_EQ(found("externalId eq 'E1'"), "Ada ");
    EXPECT_EQ(found("externalId eq 'e1'"), "");
    EXPECT_EQ(found("emails[type eq 'work'].value eq 'ada@x.test'"), "Ada ");
    EXPECT_EQ(found("emails eq 'ADA@x.test'"), "Ada ");
    EXPECT_EQ(found("userName eq 'ada' and title pr"), "");
    EXPECT_EQ(found("userName eq 'ada' or title pr"), "Ada bob ");
    EXPECT_EQ(found("active eq true"), "Ada bob ");
    EXPECT_EQ(found("userName eq 'x\\u0027 or 1=1--'"), "");
    EXPECT_EQ(found("userName co '%'"), "");
    EXPECT_EQ(names(site.call("GET", "/Users?filter=userName+eq+%22ada%22&"), "userName"), "Ada ");
    const Answer nobody = site.find("/Users", "userName eq '7d420df3-9995-4831-a406-ecf8166f5f6a'");
    EXPECT_EQ(nobody.status(), 200);
    EXPECT_EQ(nobody.number("totalResults"), 0);
    for (const char* bad :
         {"", "userName", "userName eq", "foo eq 'x'", "active gt true", "password sw 'a'", "userName eq 'a' or"}) {
        expect_refused(site.find("/Users", bad), 400, "invalidFilter");
    }
}

TEST(ScimServer, ShowsWhatIsAskedFor) {
    Site site;
    const Answer created = site.call(
        "POST", "/Users?attributes=userName",
        "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a','title':'t','password':'secret'}");
    EXPECT_FALSE(created.body().contains("title"));
    const std::string path = "/Users/" + created.id();
    EXPECT_EQ(site.call("GET", path + "?attributes=TITLE").body().size(), 3u);   // schemas, id, title
    EXPECT_FALSE(site.call("GET", path + "?excludedAttributes=title,id").body().contains("title"));
    EXPECT_FALSE(site.call("GET", path + "?excludedAttributes=title,id").id().empty());
    for (const char* query : {"", "?attributes=password", "?excludedAttributes=title"}) {
        EXPECT_EQ(site.call("GET", path + query).http.body.find("secret"), std::string::npos);
    }
    expect_refused(site.call("GET", path + "?attributes=a&excludedAttributes=b"), 400, "invalidValue");
}

TEST(ScimServer, KeepsOrganisationsApart) {
    Site site;
    const Answer ada = site.post_user("'userName':'ada','externalId':'E'");
    site.become("globex");
    for (const char* method : {"GET", "PUT", "PATCH", "DELETE"}) {
        expect_refused(site.call(method, "/Users/" + ada.id(), "{}"), 404, "");
    }
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 0);
    EXPECT_EQ(site.find("/Users", "userName eq 'x' or id pr").number("totalResults"), 0);
    EXPECT_EQ(site.post_user("'userName':'ada','externalId':'E'").status(), 201);
    expect_refused(site.post_group("'displayName':'g','members':[{'value':'" + ada.id() + "'}]"), 400, "invalidValue");
}

} // namespace
} // namespace idpsim::scim_server
