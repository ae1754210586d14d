#include "tests/sim_scim/site.hpp"

namespace idpsim::scim_server {
namespace {

std::string members(const Answer& group) {
    std::string all;
    const json::object body = group.body();
    if (const json::value* list = scim::find_member(body, "members")) {
        for (const json::value& member : list->as_array())
            all += std::string(scim::text_member(member.as_object(), "value")) + " ";
    }
    return all;
}

class ScimGroups : public testing::Test {
protected:
    std::string create(const std::string& name, const std::string& list) {
        const Answer created = site.post_group("'displayName':'" + name + "','members':[" + list + "]");
        EXPECT_EQ(created.status(), 201) << created.http.body;
        return "/Groups/" + created.id();
    }
    static std::string member(const std::string& id) { return "{'value':'" + id + "'}"; }

    Site site;
    std::string ada = site.user("ada"), bob = site.user("bob"), cy = site.user("cy");
};

TEST_F(ScimGroups, HaveMembersThatKnowIt) {
    const std::string path =
        create("Eng", "{'value':'" + ada + "','display':'Ada','$ref':'https://evil.test/x','type':'Group'}");
    const Answer group = site.call("GET", path);
    const json::object shown = group.body().at("members").as_array().at(0).as_object();
    EXPECT_EQ(scim::text_member(shown, "$ref"), "https://sp.test/scim/v2/acme/Users/" + ada);
    EXPECT_EQ(scim::text_member(shown, "type"), "User");
    EXPECT_EQ(scim::text_member(shown, "display"), "Ada");
    const json::object mirror = site.call("GET", "/Users/" + ada).body().at("groups").as_array().at(0).as_object();
    EXPECT_EQ("/Groups/" + std::string(scim::text_member(mirror, "value")), path);
    EXPECT_EQ(scim::text_member(mirror, "display"), "Eng");
    EXPECT_EQ(names(site.find("/Users", "groups.display eq 'eng'"), "userName"), "ada ");
    expect_refused(site.patch("/Users/" + bob, "{'op':'add','path':'groups','value':[{'value':'x'}]}"), 400,
                   "mutability");
}

TEST_F(ScimGroups, ChangeMembersInEveryDialect) {
    const std::string path = create("g", member(ada));
    EXPECT_EQ(members(site.patch(path, "{'op':'Add','path':'members','value':[{'$ref':null,'value':'" + bob + "'}]}")),
              ada + " " + bob + " ");
    EXPECT_EQ(
        members(site.patch(path, "{'op':'add','path':'members','value':[" + member(bob) + "," + member(cy) + "]}")),
        ada + " " + bob + " " + cy + " ");
    EXPECT_EQ(members(site.patch(path, "{'op':'Remove','path':'members','value':[" + member(bob) + "]}")),
              ada + " " + cy + " ");
    EXPECT_EQ(members(site.patch(path, "{'op':'remove','path':'members[value eq \\'" + ada + "\\']'}")), cy + " ");
    EXPECT_EQ(members(site.patch(path, "{'op':'replace','path':'members','value':[" + member(bob) + "]}")), bob + " ");
    const std::string id = path.substr(8);
    EXPECT_EQ(members(site.patch(path, "{'op':'replace','value':{'id':'" + id + "','displayName':'h'}}")), bob + " ");
    EXPECT_EQ(members(site.patch(path, "{'op':'remove','path':'members','value':[]}")), bob + " ");
    EXPECT_EQ(members(site.patch(path, "{'op':'replace','path':'members','value':[]}")), "");
}

TEST_F(ScimGroups, AreReplacedAsAWhole) {
    const std::string path = create("g", member(ada) + "," + member(bob));
    const std::string head = "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'displayName':'h'";
    EXPECT_EQ(members(site.call("PUT", path, head + ",'members':[{'value':'" + cy + "','display':null}]}")), cy + " ");
    const Answer whole = site.call("GET", path);
    EXPECT_EQ(site.call("PUT", path, whole.http.body).http.body, whole.http.body);
    EXPECT_EQ(members(site.call("PUT", path, head + "}")), "");
}

TEST_F(ScimGroups, AnswerMembersInTheOrderOfAGet) {
    const std::string path = create("g", member(ada) + "," + member(bob));
    const std::string before = site.call("GET", path).http.body;
    const std::string turned = "{'op':'replace','path':'members','value':[" + member(bob) + "," + member(ada) + "]}";
    EXPECT_EQ(site.patch(path, turned).http.body, before) << "the same members: nothing has changed";
    const std::string turned_and_more = "{'op':'replace','path':'members','value':[" + member(cy) + "," + member(bob) + "," + member(ada) + "]}";
    const Answer grown = site.patch(path, turned_and_more);
    EXPECT_EQ(members(grown), ada + " " + bob + " " + cy + " ");
    EXPECT_EQ(site.call("GET", path).http.body, grown.http.body);
}

TEST_F(ScimGroups, TakeResourcesOfTheOrganisationOnly) {
    const std::string path = create("g", member(ada));
    expect_refused(site.patch(path, "{'op':'add','path':'members','value':[" + member("nobody") + "]}"), 400,
                   "invalidValue");
    expect_refused(site.patch(path, "{'op':'add','path':'members','value':[" + member(path.substr(8)) + "]}"), 400,
                   "invalidValue");
    expect_refused(site.patch(path, "{'op':'add','path':'members','value':[{'display':'x'}]}"), 400, "invalidValue");
    EXPECT_EQ(members(site.call("GET", path)), ada + " ");
    const std::string outer = create("outer", member(path.substr(8)));
    EXPECT_EQ(site.call("GET", outer).body().at("members").as_array().at(0).as_object().at("type"), "Group");
    EXPECT_EQ(site.call("DELETE", path).status(), 204);
    EXPECT_EQ(members(site.call("GET", outer)), "");
}

TEST_F(ScimGroups, HaveNamesOfTheirOwn) {
    const std::string path = create("Eng", "");
    expect_refused(site.post_group("'displayName':'ENG'"), 409, "uniqueness");
    expect_refused(site.post_group("'members':[]"), 400, "invalidValue");
    create("Ops", "");
    expect_refused(site.patch(path, "{'op':'replace','path':'displayName','value':'ops'}"), 409, "uniqueness");
    EXPECT_EQ(site.patch(path, "{'op':'replace','path':'displayName','value':'ENG'}").status(), 200);
}

TEST_F(ScimGroups, AreFound) {
    create("Eng", member(ada) + "," + member(bob));
    create("Ops", member(bob));
    const auto found = [&](const std::string& filter) { return names(site.find("/Groups", filter), "displayName"); };
    EXPECT_EQ(found("displayName eq 'eng'"), "Eng ");
    EXPECT_EQ(found("members eq '" + bob + "'"), "Eng Ops ");
    EXPECT_EQ(found("members.value eq '" + ada + "'"), "Eng ");
    EXPECT_EQ(found("members[value eq '" + ada + "']"), "Eng ");
    EXPECT_EQ(found("displayName eq 'ops' and members eq '" + ada + "'"), "");
    EXPECT_EQ(found("not (members pr)"), "");
    const Answer slim = site.call("GET", "/Groups?excludedAttributes=members&filter=displayName+eq+%22Eng%22");
    EXPECT_EQ(slim.number("totalResults"), 1);
    EXPECT_EQ(slim.http.body.find("members"), std::string::npos);
    EXPECT_NE(site.call("GET", "/Groups?attributes=members.value").http.body.find(ada), std::string::npos);
    EXPECT_EQ(site.call("GET", "/Groups?startIndex=2&count=100").number("itemsPerPage"), 1);
}

TEST_F(ScimGroups, AcceptSchemasOfOthersBesideTheirOwn) {
    const Answer created = site.call("POST", "/Groups",
                                     "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group','http://example.test/"
                                     "2.0/Group'],'displayName':'g','externalId':'e'}");
    ASSERT_EQ(created.status(), 201);
    EXPECT_EQ(json::serialize(created.body().at("schemas")), quotes("['urn:ietf:params:scim:schemas:core:2.0:Group']"));
    EXPECT_EQ(names(site.find("/Groups", "externalId eq 'e'"), "displayName"), "g ");
}

} // namespace
} // namespace idpsim::scim_server
