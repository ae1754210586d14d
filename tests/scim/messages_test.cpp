#include "src/scim/messages.hpp"
#include "tests/scim/support.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <limits>

namespace idpsim::scim {
namespace {

TEST(ListResponse, GoesThereAndBack) {
    ListResponse list{25, 11, 1, {object_of("{'id':'1'}")}};
    const json::object body = write_list_response(list);
    EXPECT_EQ(json::serialize(body),
              quotes("{'schemas':['urn:ietf:params:scim:api:messages:2.0:ListResponse'],'totalResults':25,"
                     "'startIndex':11,'itemsPerPage':1,'Resources':[{'id':'1'}]}"));
    const Result<ListResponse> read = read_list_response(body);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->total_results, 25);
    EXPECT_EQ(read->start_index, 11);
    EXPECT_EQ(read->resources.size(), 1u);
}

TEST(ListResponse, IsReadAsServersWriteIt) {
    const Result<ListResponse> bare = read_list_response(object_of(
        "{'schemas':['urn:ietf:params:scim:api:messages:2.0:ListResponse'],'totalresults':0,'resources':null}"));
    ASSERT_TRUE(bare);
    EXPECT_EQ(bare->total_results, 0);
    EXPECT_EQ(read_list_response(object_of("{'totalResults':0}")).error().fault, Fault::malformed);
    EXPECT_EQ(read_list_response(
                  object_of("{'schemas':['urn:ietf:params:scim:api:messages:2.0:ListResponse'],'totalResults':'1'}"))
                  .error()
                  .fault,
              Fault::invalid);
    EXPECT_EQ(read_list_response(
                  object_of("{'schemas':['urn:ietf:params:scim:api:messages:2.0:ListResponse'],'Resources':{}}"))
                  .error()
                  .fault,
              Fault::malformed);
}

TEST(Messages, AreKnownByTheirSchemas) {
    EXPECT_TRUE(names_schema(json::parse(R"({"schemas":["urn:a","urn:b"]})"), "urn:b"));
    for (const char* body : {R"({"schemas":["urn:b2"]})", R"({"schemas":"urn:b"})", R"({"schemas":[1]})", "{}", "[]"})
        EXPECT_FALSE(names_schema(json::parse(body), "urn:b")) << body;
}

TEST(ErrorMessage, GoesThereAndBack) {
    const json::object body = write_error(Refusal{ScimType::uniqueness, 409, "taken"});
    EXPECT_EQ(json::serialize(body), quotes("{'schemas':['urn:ietf:params:scim:api:messages:2.0:Error'],'status':'409',"
                                            "'scimType':'uniqueness','detail':'taken'}"));
    const Result<Refusal> read = read_error(body);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->status, 409);
    EXPECT_EQ(read->type, ScimType::uniqueness);
    EXPECT_EQ(read_error(object_of("{'schemas':['urn:ietf:params:scim:api:messages:2.0:Error'],'status':404}"))->status,
              404);
    EXPECT_TRUE(read_error(object_of("{'status':'404'}")).has_error());
    EXPECT_TRUE(
        read_error(object_of("{'schemas':['urn:ietf:params:scim:api:messages:2.0:Error'],'status':'x'}")).has_error());
}

TEST(Query, ReadsParameters) {
    const Query query =
        read_query({{"FILTER", "a pr"}, {"startindex", "-5"}, {"count", "99999999999999999999999"}, {"foo", "x"}})
            .value();
    EXPECT_EQ(query.filter, "a pr");
    EXPECT_EQ(query.start_index, 1);
    EXPECT_EQ(query.count, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(read_query({{"count", "-1"}})->count, 0);
    EXPECT_FALSE(read_query({})->start_index);
    for (const char* bad : {"abc", "", "1e3", "1.5", "+1", "-"}) {
        EXPECT_EQ(name_of(read_query({{"count", bad}}).error()), "invalidValue") << bad;
        EXPECT_EQ(name_of(read_query({{"startIndex", bad}}).error()), "invalidValue") << bad;
    }
}

TEST(MediaType, AdmitsJsonOnly) {
    for (const char* yes : {"application/scim+json", "application/json", "APPLICATION/JSON; charset=utf-8",
                            "application/scim+json;charset=utf-8"})
        EXPECT_TRUE(is_json_media_type(yes)) << yes;
    for (const char* no :
         {"", "text/plain", "application/xml", "application/jsonx", "application/x-www-form-urlencoded"})
        EXPECT_FALSE(is_json_media_type(no)) << no;
}

TEST(Query, ReadsSorting) {
    EXPECT_FALSE(read_query({{"sortOrder", "descending"}})->sorting);
    EXPECT_FALSE(read_query({{"sortBy", "name.familyName"}})->sorting->descending);
    const Query query = read_query({{"sortby", "name.familyName"}, {"sortorder", "Descending"}}).value();
    EXPECT_TRUE(query.sorting->descending);
    EXPECT_EQ(query.sorting->path.text(), "name.familyName");
    EXPECT_EQ(name_of(read_query({{"sortBy", "a"}, {"sortOrder", "up"}}).error()), "invalidValue");
    EXPECT_EQ(name_of(read_query({{"sortBy", "a; drop"}}).error()), "invalidPath");
}

TEST(Query, ReadsCursors) {
    EXPECT_EQ(read_query({{"cursor", ""}, {"count", "5"}})->cursor, "");
    EXPECT_EQ(name_of(read_query({{"cursor", ""}, {"count", "five"}}).error()), "invalidCount");
    EXPECT_EQ(name_of(read_query({{"cursor", "x"}, {"startIndex", "1"}}).error()), "invalidValue");
}

TEST(Query, ReadsSearchRequests) {
    const auto read = [](const std::string& members) {
        return read_search_request(
            object_of("{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest']" + members + "}"));
    };
    const Query query = read(",'filter':'title pr','sortBy':'userName','startIndex':-3,'count':2,"
                             "'excludedAttributes':['emails','name'],'attributes':null")
                            .value();
    EXPECT_EQ(query.filter, "title pr");
    EXPECT_EQ(query.start_index, 1);
    EXPECT_EQ(query.count, 2);
    EXPECT_EQ(query.projection.excluded.size(), 2u);
    EXPECT_EQ(read(",'count':18446744073709551615")->count, std::numeric_limits<std::int64_t>::max());
    for (const char* bad : {",'filter':1", ",'count':'2'", ",'count':1.5", ",'attributes':'emails'", ",'attributes':[1]",
                            ",'sortBy':{}", ",'attributes':['a'],'excludedAttributes':['b']"}) {
        EXPECT_EQ(name_of(read(bad).error()), "invalidValue") << bad;
    }
    EXPECT_EQ(name_of(read_search_request(object_of("{'filter':'title pr'}")).error()), "invalidSyntax");
}

TEST(ListResponse, CarriesCursorsInsteadOfAnIndex) {
    ListResponse list{2, 1, 1, {object_of("{'id':'1'}")}};
    list.by_cursor = true;
    list.next_cursor = "n";
    const json::object body = write_list_response(list);
    EXPECT_FALSE(body.contains("startIndex"));
    EXPECT_EQ(read_list_response(body)->next_cursor, "n");
}

} // namespace
} // namespace idpsim::scim
