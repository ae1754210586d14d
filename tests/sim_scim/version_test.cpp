#include "simulator/scim/representation.hpp"
#include "tests/sim_scim/site.hpp"

#include <set>

namespace idpsim::scim_server {
namespace {

const std::string put_body = "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ada','title':";

struct Versioned : Site {
    explicit Versioned(ScimBehaviour behaviour = {}) : Site(std::move(behaviour)) {}
    Answer with(const char* header, const std::string& value, std::string method, const std::string& path,
                const std::string& body = "") {
        HttpRequest made = request(std::move(method), path, body);
        set_header(made.headers, header, value);
        return send(made);
    }
    std::string version(const std::string& path) { return call("GET", path).header("ETag"); }
};

std::string meta_version(const Answer& answer) {
    return std::string(scim::text_member(answer.body().at("meta").as_object(), "version"));
}

TEST(Versions, AreWeakAndChangeWithTheResource) {
    Versioned site;
    const Answer created = site.post_user("'userName':'ada'");
    const std::string path = "/Users/" + created.id();
    const std::string first = created.header("ETag");
    EXPECT_TRUE(first.starts_with("W/\"")) << first;
    EXPECT_EQ(meta_version(created), first);
    EXPECT_EQ(site.version(path), first);
    const Answer same = site.patch(path, "{'op':'replace','path':'active','value':true}");
    EXPECT_NE(same.header("ETag"), "");
    const std::string before = site.version(path);
    EXPECT_EQ(site.patch(path, "{'op':'replace','path':'active','value':true}").header("ETag"), before);
    const Answer changed = site.call("PUT", path, put_body + "'x'}");
    EXPECT_NE(changed.header("ETag"), before);
    EXPECT_EQ(meta_version(changed), changed.header("ETag"));
    site.call("PUT", path, put_body + "'y'}");
    EXPECT_NE(site.call("PUT", path, put_body + "'x'}").header("ETag"), changed.header("ETag"));   // not the old one again
}

TEST(Versions, CanBeFound) {
    Versioned site;
    const std::string ada = site.user("ada");
    site.user("bob");
    const std::string group = site.post_group("'displayName':'g','members':[{'value':'" + ada + "'}]").id();
    const auto found = [&](const std::string& kind, const std::string& id, const char* name) {
        const std::string tag = site.version(kind + "/" + id);
        return names(site.find(kind, "meta.version co '" + tag.substr(3, tag.size() - 4) + "'"), name);
    };
    EXPECT_EQ(found("/Users", ada, "userName"), "ada ");
    EXPECT_EQ(found("/Groups", group, "displayName"), "g ");
    EXPECT_EQ(names(site.find("/Groups", "meta.version co 'no such version'"), "displayName"), "");
    EXPECT_EQ(names(site.find("/Users", "meta.version pr"), "userName"), "ada bob ");
}

TEST(Versions, TellApartWhatIsShownAtOneInstant) {
    const auto version = [](const char* members) {
        json::object resource = scim::parse_json_object(quotes(members)).value();
        resource["meta"] = json::object{{"lastModified", "2026-11-24T12:00:00Z"}};
        add_version(resource);
        return std::string(scim::text_member(resource.at("meta").as_object(), "version"));
    };
    std::set<std::string> seen;
    const auto texts = {"{'a':['b','c']}", "{'a':['bc']}", "{'ab':['c']}", "{'a':[['b'],'c']}", "{'a':{'b':'c'}}", "{'a':'b','c':''}",
                        "{'a':true}",      "{'a':'true'}", "{'a':null}",   "{'a':1}",           "{'a':'1'}",       "{}"};
    for (const char* one : texts) seen.insert(version(one));
    EXPECT_EQ(seen.size(), texts.size());
    EXPECT_EQ(version("{'a':['b',{'c':1}]}"), version("{'a':['b',{'c':1}]}"));
}

TEST(Versions, OfAGroupDoNotDependOnWhatIsAskedFor) {
    Versioned site;
    const std::string ada = site.user("ada"), bob = site.user("bob");
    const std::string path = "/Groups/" + site.post_group("'displayName':'g','members':[{'value':'" + ada + "'}]").id();
    const std::string first = site.version(path);
    EXPECT_EQ(site.version(path + "?excludedAttributes=members"), first);
    const Answer added = site.patch(path, "{'op':'add','path':'members','value':[{'value':'" + bob + "'}]}");
    EXPECT_NE(added.header("ETag"), first);
    site.call("DELETE", "/Users/" + bob);
    EXPECT_NE(site.version(path), added.header("ETag"));
}

TEST(Versions, SaveReadingAgain) {
    Versioned site;
    const std::string path = "/Users/" + site.user("ada");
    const std::string version = site.version(path);
    for (const std::string& tag : {version, "\"x\", " + version, version.substr(2), std::string("*")}) {
        const Answer unchanged = site.with("If-None-Match", tag, "GET", path);
        EXPECT_EQ(unchanged.status(), 304) << tag;
        EXPECT_EQ(unchanged.http.body, "");
        EXPECT_EQ(unchanged.header("ETag"), version);
    }
    EXPECT_EQ(site.with("If-None-Match", "W/\"0\"", "GET", path).status(), 200);
    expect_refused(site.with("If-None-Match", "junk", "GET", path), 400, "");
    site.become("globex");
    expect_refused(site.with("If-None-Match", version, "GET", path), 404, "");
    expect_refused(site.with("If-None-Match", "*", "GET", path), 404, "");
}

TEST(Versions, GuardWrites) {
    Versioned site;
    const std::string path = "/Users/" + site.user("ada");
    const std::string old = site.version(path);
    const std::string patch = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[{'op':'add',"
                              "'path':'nickName','value':'n'}]}";
    EXPECT_EQ(site.with("If-Match", old, "PUT", path, put_body + "'x'}").status(), 200);
    expect_refused(site.with("If-Match", old, "PUT", path, put_body + "'y'}"), 412, "");
    expect_refused(site.with("If-Match", old, "PATCH", path, patch), 412, "");
    expect_refused(site.with("If-Match", old, "DELETE", path), 412, "");
    for (const char* method : {"PUT", "PATCH", "DELETE"}) {
        expect_refused(site.with("If-Match", "abc", method, path, *method == 'P' ? patch : ""), 400,
                       std::string(method) == "PUT" ? "invalidValue" : "");
    }
    EXPECT_EQ(site.call("GET", path).text("title"), "x");
    EXPECT_FALSE(site.call("GET", path).body().contains("nickName"));
    EXPECT_EQ(site.with("If-Match", old + ", " + site.version(path), "PATCH", path, patch).status(), 200);
    EXPECT_EQ(site.with("If-Match", "*", "PUT", path, put_body + "'z'}").status(), 200);
    expect_refused(site.with("If-Match", "*", "PUT", "/Users/nobody", put_body + "'z'}"), 404, "");
    EXPECT_EQ(site.with("If-Match", site.version(path), "DELETE", path).status(), 204);
}

TEST(Versions, MayBeOff) {
    ScimBehaviour behaviour;
    behaviour.features.etag = false;
    Versioned site(std::move(behaviour));
    const Answer created = site.post_user("'userName':'ada'");
    const std::string path = "/Users/" + created.id();
    EXPECT_EQ(created.header("ETag"), "");
    EXPECT_EQ(meta_version(created), "");
    EXPECT_EQ(site.with("If-Match", "junk", "PUT", path, put_body + "'x'}").status(), 200);
    EXPECT_EQ(site.with("If-None-Match", "*", "GET", path).status(), 200);
}

} // namespace
} // namespace idpsim::scim_server
