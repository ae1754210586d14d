#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

using scim::Attribute;
using scim::Mutability;
using scim::Returned;
using scim::Type;
using scim::Uniqueness;

const std::string badge_urn = "urn:example:badge:2.0:User";

scim::Schema badge_schema() {
    Attribute keys{.name = "keys", .type = Type::complex, .multi_valued = true};
    keys.sub_attributes = {{.name = "value", .required = true}, {.name = "note", .returned = Returned::never}};
    Attribute fixed{.name = "fixed", .type = Type::complex};
    fixed.sub_attributes = {{.name = "site", .mutability = Mutability::immutable}, {.name = "floor"}};
    return {badge_urn,
            "Badge",
            "",
            {{.name = "number", .type = Type::integer, .mutability = Mutability::immutable, .uniqueness = Uniqueness::server},
             {.name = "nick", .uniqueness = Uniqueness::server},
             {.name = "code", .case_exact = true, .uniqueness = Uniqueness::server},
             {.name = "pin", .mutability = Mutability::write_only, .returned = Returned::never},
             {.name = "hired", .type = Type::date_time, .returned = Returned::request},
             {.name = "share", .type = Type::decimal},
             {.name = "seen", .mutability = Mutability::read_only},
             {.name = "kind", .returned = Returned::always},
             std::move(keys),
             std::move(fixed)}};
}

ScimBehaviour declared(bool required = false) {
    auto set = std::make_shared<scim::SchemaSet>();
    EXPECT_TRUE(set->add_extension(badge_schema(), "User", required));
    EXPECT_TRUE(set->add_type("Device", "/Devices",
                              {"urn:example:device:2.0:Device",
                               "Device",
                               "",
                               {{.name = "serial", .required = true, .uniqueness = Uniqueness::server},
                                {.name = "size", .type = Type::integer}}}));
    ScimBehaviour behaviour;
    behaviour.schemas = set;
    return behaviour;
}

struct Declared : Site {
    explicit Declared(bool required = false) : Site(declared(required)) {}
    Answer badge(const std::string& name, const std::string& members) {
        return post_user("'userName':'" + name + "','" + badge_urn + "':{" + members + "}");
    }
    Answer put(const std::string& id, const std::string& more) {
        return call("PUT", "/Users/" + id, "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'ada'" + more + "}");
    }
    static json::object shown(const Answer& answer) {
        const json::object body = answer.body();
        const json::value* extension = scim::find_member(body, badge_urn);
        return extension ? extension->as_object() : json::object{};
    }
    Answer post_device(const std::string& members) {
        return call("POST", "/Devices", "{'schemas':['urn:example:device:2.0:Device']," + members + "}");
    }
};

TEST(Declared, IsDiscovered) {
    Declared site;
    EXPECT_EQ(site.call("GET", "/Schemas").number("totalResults"), 5);
    EXPECT_EQ(site.call("GET", "/Schemas/" + badge_urn).text("name"), "Badge");
    const std::string user = site.call("GET", "/ResourceTypes/User").http.body;
    EXPECT_NE(user.find(badge_urn), std::string::npos);
    EXPECT_EQ(site.call("GET", "/ResourceTypes/Device").text("endpoint"), "/Devices");
    EXPECT_EQ(Site().call("GET", "/Schemas").number("totalResults"), 3);
}

TEST(Declared, ExtensionsMayBeRequired) {
    Declared site(true);
    expect_refused(site.post_user("'userName':'ada'"), 400, "invalidValue");
    const Answer created = site.badge("ada", "'nick':'a'");
    ASSERT_EQ(created.status(), 201);
    expect_refused(site.patch("/Users/" + created.id(), "{'op':'remove','path':'" + badge_urn + "'}"), 400, "invalidValue");
    expect_refused(site.put(created.id(), ""), 400, "invalidValue");
}

TEST(Declared, ValuesHaveTheirTypes) {
    Declared site;
    for (const char* bad : {"'number':1.5", "'number':'1'", "'number':9223372036854775808", "'number':true", "'share':'1'",
                            "'hired':'yesterday'", "'keys':[{'note':'n'}]", "'keys':[[]]", "'fixed':'x'", "'nick':1"}) {
        expect_refused(site.badge("x", bad), 400, "invalidValue");
    }
    const Answer created = site.badge("ada", "'number':7,'share':0.5,'hired':'2026-01-02T03:04:05Z','keys':[{'value':'k'}],"
                                             "'seen':'never','nope':1");
    ASSERT_EQ(created.status(), 201) << created.http.body;
    EXPECT_EQ(json::serialize(Declared::shown(created)),
              R"({"number":7,"share":5E-1,"hired":"2026-01-02T03:04:05Z","keys":[{"value":"k"}]})");
    EXPECT_EQ(site.find("/Users", badge_urn + ":number gt 6").number("totalResults"), 1);
    EXPECT_EQ(site.find("/Users", badge_urn + ":share lt 0.5").number("totalResults"), 0);
    EXPECT_EQ(site.find("/Users", badge_urn + ":hired ge '2026-01-02T05:04:05+02:00'").number("totalResults"), 1);
}

TEST(Declared, ImmutableValuesAreSetOnce) {
    Declared site;
    const std::string id = site.badge("ada", "'number':7,'fixed':{'site':'hq','floor':'1'}").id();
    const std::string path = "/Users/" + id;
    expect_refused(site.put(id, ",'" + badge_urn + "':{'number':8}"), 400, "mutability");
    expect_refused(site.put(id, ",'" + badge_urn + "':{'fixed':{'site':'x'}}"), 400, "mutability");
    for (const char* operation : {"{'op':'replace','path':'urn:example:badge:2.0:User:number','value':8}",
                                  "{'op':'remove','path':'urn:example:badge:2.0:User:number'}",
                                  "{'op':'remove','path':'urn:example:badge:2.0:User'}",
                                  "{'op':'replace','value':{'urn:example:badge:2.0:User':{'number':8}}}"}) {
        expect_refused(site.patch(path, operation), 400, "mutability");
    }
    EXPECT_EQ(site.put(id, ",'" + badge_urn + "':{'number':7,'fixed':{'floor':'2'}}").status(), 200);
    EXPECT_EQ(site.put(id, "").status(), 200);   // left out is not cleared
    EXPECT_EQ(json::serialize(Declared::shown(site.call("GET", path))), R"({"number":7,"fixed":{"site":"hq"}})");
    const std::string other = site.user("bob");
    EXPECT_EQ(site.patch("/Users/" + other, "{'op':'add','path':'urn:example:badge:2.0:User:number','value':9}").status(), 200);
}

TEST(Declared, UniqueValuesAreUniqueInTheOrganisation) {
    Declared site;
    const std::string ada = site.badge("ada", "'number':7,'nick':'Ace','code':'x'").id();
    expect_refused(site.badge("b", "'number':7"), 409, "uniqueness");
    expect_refused(site.badge("b", "'nick':'ACE'"), 409, "uniqueness");
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 1);
    const std::string bob = site.badge("bob", "'code':'X','nick':'deuce'").id();
    expect_refused(site.patch("/Users/" + bob, "{'op':'replace','path':'urn:example:badge:2.0:User:nick','value':'ace'}"), 409,
                   "uniqueness");
    EXPECT_EQ(site.patch("/Users/" + ada, "{'op':'replace','path':'urn:example:badge:2.0:User:nick','value':'AcE'}").status(), 200);
    EXPECT_EQ(site.patch("/Users/" + ada, "{'op':'remove','path':'urn:example:badge:2.0:User:nick'}").status(), 200);
    EXPECT_EQ(site.patch("/Users/" + bob, "{'op':'replace','path':'urn:example:badge:2.0:User:nick','value':'ace'}").status(), 200);
    site.call("DELETE", "/Users/" + ada);
    EXPECT_EQ(site.badge("carl", "'number':7").status(), 201);
    site.become("globex");
    EXPECT_EQ(site.badge("ada", "'number':7,'nick':'ace'").status(), 201);
}

TEST(Declared, ValuesAreShownAsTheSchemaSays) {
    Declared site;
    const Answer created = site.badge("ada", "'pin':'1234','hired':'2026-01-02T03:04:05Z','kind':'k','keys':[{'value':'v','note':'n'}]");
    EXPECT_EQ(json::serialize(Declared::shown(created)),
              R"({"hired":"2026-01-02T03:04:05Z","kind":"k","keys":[{"value":"v"}]})");   // what was just written is shown
    const std::string path = "/Users/" + created.id();
    EXPECT_EQ(json::serialize(Declared::shown(site.call("GET", path))), R"({"kind":"k","keys":[{"value":"v"}]})");
    EXPECT_EQ(json::serialize(Declared::shown(site.call("GET", path + "?attributes=" + badge_urn + ":hired"))),
              R"({"hired":"2026-01-02T03:04:05Z","kind":"k"})");
    EXPECT_EQ(json::serialize(Declared::shown(site.call("GET", path + "?attributes=" + badge_urn + ":pin"))), R"({"kind":"k"})");
    EXPECT_EQ(json::serialize(Declared::shown(site.call("GET", path + "?excludedAttributes=" + badge_urn))), R"({"kind":"k"})");
    expect_refused(site.find("/Users", badge_urn + ":pin pr"), 400, "invalidFilter");
    expect_refused(site.find("/Users", badge_urn + ":keys.note pr"), 400, "invalidFilter");
    const Answer patched = site.patch(path, "{'op':'replace','path':'urn:example:badge:2.0:User:hired','value':'2027-01-02T03:04:05Z'}");
    EXPECT_TRUE(Declared::shown(patched).contains("hired"));
    EXPECT_FALSE(Declared::shown(site.patch(path, "{'op':'replace','path':'title','value':'t'}")).contains("hired"));
}

TEST(Declared, TypesHaveEndpoints) {
    Declared site;
    const Answer created = site.post_device("'serial':'S1','size':2,'externalId':'e'");
    ASSERT_EQ(created.status(), 201) << created.http.body;
    const std::string path = "/Devices/" + created.id();
    EXPECT_EQ(created.header("Location"), "https://sp.test/scim/v2/acme" + path);
    EXPECT_EQ(site.call("GET", path).text("serial"), "S1");
    EXPECT_EQ(site.call("GET", "/Users/" + created.id()).status(), 404);
    expect_refused(site.post_device("'serial':'s1'"), 409, "uniqueness");
    expect_refused(site.post_device("'size':1"), 400, "invalidValue");
    site.post_device("'serial':'S2','size':1");
    EXPECT_EQ(names(site.find("/Devices", "size ge 1"), "serial"), "S1 S2 ");
    EXPECT_EQ(names(site.find("/Devices", "externalId eq 'e'"), "serial"), "S1 ");
    EXPECT_EQ(names(site.call("GET", "/Devices?sortBy=size"), "serial"), "S2 S1 ");
    EXPECT_EQ(site.patch(path, "{'op':'replace','path':'size','value':3}").number("size"), 3);
    const std::string version = site.call("GET", path).header("ETag");
    EXPECT_EQ(site.call("PUT", path, "{'schemas':['urn:example:device:2.0:Device'],'serial':'S1'}").status(), 200);
    EXPECT_NE(site.call("GET", path).header("ETag"), version);
    EXPECT_EQ(site.find("/", "serial sw 's'").number("totalResults"), 2);
    expect_refused(site.post_group("'displayName':'g','members':[{'value':'" + created.id() + "'}]"), 400, "invalidValue");
    site.become("globex");
    EXPECT_EQ(site.call("GET", path).status(), 404);
    EXPECT_EQ(site.call("GET", "/Devices").number("totalResults"), 0);
    site.become("acme");
    site.token = "acme-token";
    EXPECT_EQ(site.call("DELETE", path).status(), 204);
    EXPECT_EQ(site.call("GET", path).status(), 404);
    EXPECT_EQ(site.post_device("'serial':'S1'").status(), 201);
}

} // namespace
} // namespace idpsim::scim_server
