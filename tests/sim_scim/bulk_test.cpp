#include "tests/sim_scim/site.hpp"

#include <boost/json/array.hpp>

namespace idpsim::scim_server {
namespace {

const std::string user_schema = "'schemas':['urn:ietf:params:scim:schemas:core:2.0:User']";
const std::string group_schema = "'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group']";

struct BulkSite : Site {
    explicit BulkSite(ScimBehaviour behaviour = {}) : Site(std::move(behaviour)) {}
    Answer bulk(const std::string& operations, const std::string& more = "") {
        return call("POST", "/Bulk",
                    "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest']" + more + ",'Operations':[" +
                        operations + "]}");
    }
};

std::string post_user(const std::string& bulk_id, const std::string& name, const std::string& more = "") {
    return "{'method':'POST','path':'/Users','bulkId':'" + bulk_id + "','data':{" + user_schema + ",'userName':'" + name +
           "'" + more + "}}";
}
std::string post_group(const std::string& bulk_id, const std::string& name, const std::string& member) {
    return "{'method':'POST','path':'/Groups','bulkId':'" + bulk_id + "','data':{" + group_schema + ",'displayName':'" +
           name + "','members':[{'value':'" + member + "'}]}}";
}

json::array results(const Answer& answer) {
    EXPECT_EQ(answer.status(), 200) << answer.http.body;
    return answer.body().at("Operations").as_array();
}
std::string statuses(const Answer& answer) {
    std::string all;
    for (const json::value& one : results(answer)) all += std::string(scim::text_member(one.as_object(), "status")) + " ";
    return all;
}
std::string scim_type(const json::value& result) {
    return std::string(scim::text_member(result.at("response").as_object(), "scimType"));
}

TEST(Bulk, DoesOneOperationAfterTheOther) {
    BulkSite site;
    const std::string ada = site.user("ada"), bob = site.user("bob");
    const Answer answer = site.bulk(
        post_user("c", "carl") + ",{'method':'PUT','path':'/Users/" + ada + "','data':{" + user_schema +
        ",'userName':'ada2'}},{'method':'PATCH','path':'/Users/" + ada +
        "','data':{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[{'op':'add','path':'title',"
        "'value':'t'}]}},{'method':'DELETE','path':'/Users/" + bob + "'},{'method':'DELETE','path':'/Users/" + bob + "'}");
    EXPECT_EQ(answer.text("schemas"), "");
    EXPECT_EQ(json::serialize(answer.body().at("schemas")), R"(["urn:ietf:params:scim:api:messages:2.0:BulkResponse"])");
    EXPECT_EQ(statuses(answer), "201 200 200 204 404 ");
    const json::array done = results(answer);
    EXPECT_EQ(scim::text_member(done[0].as_object(), "bulkId"), "c");
    const std::string base = "https://sp.test/scim/v2/acme";
    const std::string location(scim::text_member(done[0].as_object(), "location"));
    ASSERT_TRUE(location.starts_with(base + "/Users/"));
    const Answer carl = site.call("GET", location.substr(base.size()));
    EXPECT_EQ(carl.text("userName"), "carl");
    EXPECT_EQ(scim::text_member(done[0].as_object(), "version"), carl.header("ETag"));
    EXPECT_EQ(scim::text_member(done[3].as_object(), "location"), base + "/Users/" + bob);
    EXPECT_EQ(scim::text_member(done[4].at("response").as_object(), "status"), "404");
    EXPECT_EQ(site.call("GET", "/Users/" + ada).text("userName"), "ada2");
    EXPECT_EQ(site.call("GET", "/Users/" + ada).text("title"), "t");
}

TEST(Bulk, GoesOnAfterAFailureUntilToldNotTo) {
    BulkSite site;
    site.user("taken");
    const std::string operations = post_user("1", "taken") + "," + post_user("2", "a") + "," + post_user("3", "taken") + "," +
                                   post_user("4", "b");
    const Answer stopped = site.bulk(operations, ",'failOnErrors':2");
    EXPECT_EQ(statuses(stopped), "409 201 409 ");
    EXPECT_FALSE(results(stopped)[0].as_object().contains("location"));
    EXPECT_EQ(scim_type(results(stopped)[0]), "uniqueness");
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 2);
    EXPECT_EQ(statuses(site.bulk(operations)), "409 409 409 201 ");
    for (const char* bad : {"0", "-1", "'1'", "1.5", "[]"}) {
        expect_refused(site.bulk(operations, std::string(",'failOnErrors':") + bad), 400, "invalidValue");
    }
    EXPECT_EQ(statuses(site.bulk(post_user("1", "c"), ",'failOnErrors':9223372036854775807")), "201 ");
}

TEST(Bulk, ResolvesReferencesInAnyOrder) {
    BulkSite site;
    const Answer answer = site.bulk(
        post_group("g", "eng", "bulkId:a") + "," +
        post_user("b", "bob", ",'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'manager':{'value':'bulkId:a'}}") +
        "," + post_user("a", "ada") +
        ",{'method':'PATCH','path':'/Groups/bulkId:g','data':{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],"
        "'Operations':[{'op':'add','path':'members','value':[{'value':'bulkId:b'}]},"
        "{'op':'remove','path':'members[value eq \\\"bulkId:a\\\"]'}]}}");
    EXPECT_EQ(statuses(answer), "201 201 201 200 ");
    const std::string ada = names(site.find("/Users", "userName eq 'ada'"), "id");
    const std::string bob = names(site.find("/Users", "userName eq 'bob'"), "id");
    EXPECT_EQ(names(site.find("/Users", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq '" +
                                            ada.substr(0, ada.size() - 1) + "'"),
                    "id"),
              bob);
    const Answer group = site.find("/Groups", "displayName eq 'eng'");
    const json::array members = group.body().at("Resources").as_array().at(0).at("members").as_array();
    ASSERT_EQ(members.size(), 1u);
    EXPECT_EQ(std::string(scim::text_member(members[0].as_object(), "value")) + " ", bob);
}

TEST(Bulk, ResolvesCircles) {
    BulkSite site;
    const Answer answer = site.bulk(post_group("x", "x", "bulkId:y") + "," + post_group("y", "y", "bulkId:x"));
    EXPECT_EQ(statuses(answer), "201 201 ");
    for (const auto& [name, other] : {std::pair{"x", "y"}, std::pair{"y", "x"}}) {
        const std::string id = names(site.find("/Groups", std::string("displayName eq '") + other + "'"), "id");
        EXPECT_EQ(names(site.find("/Groups", "members.value eq '" + id.substr(0, id.size() - 1) + "'"), "displayName"),
                  std::string(name) + " ");
    }
    const std::string manager = ",'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'manager':{'value':'bulkId:s'}}";
    EXPECT_EQ(statuses(site.bulk(post_user("s", "self", manager))), "201 ");
    EXPECT_EQ(statuses(site.bulk(post_group("s", "self", "bulkId:s"))), "400 ");   // a group within itself
    EXPECT_EQ(site.find("/Groups", "displayName eq 'self'").number("totalResults"), 0);
}

TEST(Bulk, TellsWhichReferencesFail) {
    BulkSite site;
    site.user("taken");
    const Answer answer = site.bulk(post_user("u", "taken") + "," + post_group("g", "g", "bulkId:u") + "," +
                                    post_group("h", "h", "bulkId:nobody") + "," + post_group("i", "i", "bulkId:../u") +
                                    ",{'method':'DELETE','path':'/Users/bulkId:nobody'}");
    EXPECT_EQ(statuses(answer), "409 409 400 400 400 ");
    EXPECT_EQ(site.call("GET", "/Groups").number("totalResults"), 0);
    EXPECT_EQ(statuses(site.bulk(post_user("n", "bulkId:party"))), "201 ");   // no reference: text of its own
}

TEST(Bulk, WantsWellFormedOperations) {
    BulkSite site;
    const std::string id = site.user("ada");
    for (const std::string& bad :
         {std::string("{'method':'GET','path':'/Users/x'}"), std::string("{'method':'post','path':'/Users','bulkId':'a','data':{}}"),
          std::string("{'method':'TRACE','path':'/Users'}"), std::string("{'path':'/Users','bulkId':'a','data':{}}"),
          std::string("{'method':'POST','bulkId':'a','data':{}}"), std::string("{'method':'POST','path':'/Users','data':{}}"),
          std::string("{'method':'POST','path':'/Users','bulkId':'a'}"),
          std::string("{'method':'POST','path':'/Users','bulkId':'a','data':[]}"),
          std::string("{'method':'POST','path':'/Bulk','bulkId':'a','data':{}}"),
          std::string("{'method':'POST','path':'/.search','bulkId':'a','data':{}}"),
          std::string("{'method':'POST','path':'/Users/.search','bulkId':'a','data':{}}"),
          std::string("{'method':'PUT','path':'/Me','data':{}}"), std::string("{'method':'DELETE','path':'/Users'}"),
          "{'method':'POST','path':'/Users/" + id + "','bulkId':'a','data':{}}",
          "{'method':'DELETE','path':'/Users/" + id + "?x=1'}", "{'method':'DELETE','path':'/../Users/" + id + "'}",
          "{'method':'DELETE','path':'Users/" + id + "'}", std::string("{'method':'DELETE','path':'/Schemas/x'}")}) {
        const Answer answer = site.bulk(bad);
        EXPECT_EQ(statuses(answer), "400 ") << bad;
    }
    EXPECT_EQ(statuses(site.bulk(post_user("d", "d") + "," + post_user("d", "e"))), "201 400 ");
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 2);
    expect_refused(site.bulk("1"), 400, "invalidSyntax");
    expect_refused(site.bulk(""), 400, "invalidSyntax");
    expect_refused(site.call("POST", "/Bulk", "{'Operations':[" + post_user("a", "x") + "]}"), 400, "invalidSyntax");
    expect_refused(site.call("GET", "/Bulk"), 405, "");
}

TEST(Bulk, HasLimitsAndNamesThem) {
    ScimBehaviour behaviour;
    behaviour.bulk.operations = 2;
    behaviour.bulk.octets = 4096;
    BulkSite site(std::move(behaviour));
    const Answer many = site.bulk(post_user("1", "a") + "," + post_user("2", "b") + "," + post_user("3", "c"));
    expect_refused(many, 413, "");
    EXPECT_NE(many.text("detail").find("maxOperations"), std::string::npos);
    const Answer large = site.bulk(post_user("1", std::string(4096, 'a')));
    expect_refused(large, 413, "");
    EXPECT_NE(large.text("detail").find("maxPayloadSize"), std::string::npos);
    EXPECT_EQ(site.call("GET", "/Users").number("totalResults"), 0);
    EXPECT_EQ(statuses(site.bulk(post_user("1", "a") + "," + post_user("2", "b"))), "201 201 ");
}

TEST(Bulk, GuardsEachOperationByVersionAndOrganisation) {
    BulkSite site;
    const std::string ada = site.user("ada");
    const auto put = [&](const std::string& version) {
        return "{'method':'PUT','path':'/Users/" + ada + "','version':" + version + ",'data':{" + user_schema +
               ",'userName':'ada','title':'t'}}";
    };
    const std::string current = replace_all(site.call("GET", "/Users/" + ada).header("ETag"), "\"", "\\\"");
    EXPECT_EQ(statuses(site.bulk(put("'W/\\\"0\\\"'") + "," + put("'" + current + "'"))), "412 200 ");
    site.become("globex");
    EXPECT_EQ(statuses(site.bulk(put("'*'") + "," + post_user("a", "ada"))), "404 201 ");
}

TEST(Bulk, TakesTheIdOfThePathAlone) {
    BulkSite site;
    const std::string ada = site.user("ada"), bob = site.user("bob");
    EXPECT_EQ(statuses(site.bulk("{'method':'PUT','path':'/Users/" + ada + "','data':{" + user_schema + ",'id':'" + bob +
                                 "','userName':'ada','title':'t'}}")),
              "200 ");
    EXPECT_FALSE(site.call("GET", "/Users/" + bob).body().contains("title"));
}

} // namespace
} // namespace idpsim::scim_server
