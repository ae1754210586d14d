#include "tests/fidelity/scim_record.hpp"

#include <gtest/gtest.h>

namespace idpsim::fidelity {
namespace {

ScimRecord record_of(const std::string& text) {
    const ScimRecords read = read_scim_records("rec", text);
    EXPECT_EQ(read.requests.size(), 1U) << read.why_none;
    return read.requests.empty() ? ScimRecord{} : read.requests.front();
}

HttpRequest request(std::string method, const std::string& target, std::string body = {}, Headers headers = {}) {
    return {std::move(method), "https://sp.test/scim/v2" + target, std::move(headers), std::move(body)};
}

std::string told(const ScimRecord& record, const HttpRequest& made) {
    std::string out;
    for (const saml::ShapeDifference& one : compare_scim(record, made))
        out += one.path + "|" + one.left.value_or("-") + "|" + one.right.value_or("-") + "\n";
    return out;
}

TEST(ScimRecord, ReadsRequestsStepsBodiesAndTemplates) {
    EXPECT_EQ(record_of(R"({"request":{"method":"GET","path":"/x/v2/Users?count=2"}})").target, "/Users?count=2");
    EXPECT_EQ(read_scim_records("rec", R"({"steps":[{"request":{"method":"GET","path":"/Users/1"}},
        {"request":{"method":"PUT","path":"/Users/1","body":{}}}]})").requests.at(1).name, "rec#2");
    EXPECT_EQ(record_of(R"({"schemas":[],"Operations":[]})").method, "PATCH");
    EXPECT_TRUE(record_of(R"({"op":"add","path":"title","value":"x"})").cut);
    EXPECT_EQ(record_of(R"({"template":{"userName":"{$user.email}"},"custom_headers":["X-A: b"]})").options.at("custom_headers"),
              "X-A: b\n");
    EXPECT_EQ(read_scim_records("rec", R"({"response":{"status":409}})").why_none, "there is no client's request in it");
}

TEST(ScimRecord, PutsIdsAndSecretsAside) {
    const ScimRecord record = record_of(R"({"request":{"method":"POST","path":"/Users/17","body":
        {"id":"17","password":"abc","externalId":"11111111-2222-3333-4444-555555555555"}}})");
    EXPECT_EQ(told(record, request("POST", "/Users/u1", R"({"id":"u1","password":"q","externalId":"aaaaaaaa-2222-3333-4444-555555555555"})")), "");
}

TEST(ScimRecord, TellsOrderShapeAndQueryToTheByte) {
    const ScimRecord record = record_of(R"({"request":{"method":"POST","path":"/Users?","body":{"a":1,"b":["x"]}}})");
    EXPECT_EQ(told(record, request("POST", "/Users?", R"({"a":1,"b":["x"]})")), "");
    EXPECT_EQ(told(record, request("POST", "/Users", R"({"b":["x"],"a":"1"})")),
              "target|/Users?|/Users\nkeys |a,b|b,a\nbody /a|(1)|1\n");
    EXPECT_EQ(told(record, request("POST", "/Users?", R"({"a":1,"b":"x"})")), "body /b/0|x|-\nbody /b|-|x\n");
}

TEST(ScimRecord, HoldsHeadersInOrderWhereAllAreThere) {
    const ScimRecord all = record_of(R"({"request":{"method":"GET","path":"/Users","headers":
        {"Accept":"x","Authorization":"Bearer t","Host":"h"}}})");
    EXPECT_EQ(told(all, request("GET", "/Users", "", {{"Accept", "x"}, {"Authorization", "Bearer other"}, {"Host", "i"}})), "");
    EXPECT_EQ(told(all, request("GET", "/Users", "", {{"Authorization", "Basic q"}, {"Accept", "x"}, {"Host", "i"}})),
              "headers|Accept, Authorization, Host|Authorization, Accept, Host\nheader Authorization|Bearer|Basic\n");
    const ScimRecord some = record_of(R"({"request":{"method":"GET","path":"/Users","headers":{"User-Agent":""}}})");
    EXPECT_EQ(told(some, request("GET", "/Users", "", {{"Accept", "x"}, {"User-Agent", ""}})), "");
    EXPECT_EQ(told(some, request("GET", "/Users")), "header User-Agent||-\n");
}

TEST(ScimRecord, ASampleInProseIsComparedDecoded) {
    const ScimRecord record = record_of(R"({"request":{"method":"GET","path":"/Users?filter=userName eq \"a@b\""}})");
    EXPECT_EQ(told(record, request("GET", "/Users?filter=userName+eq+%22a%40b%22")), "");
    const ScimRecord wire = record_of(R"({"request":{"method":"GET","path":"/Users?filter=userName+eq+%22a%40b%22"}})");
    EXPECT_NE(told(wire, request("GET", "/Users?filter=userName%20eq%20%22a%40b%22")), "");
}

} // namespace
} // namespace idpsim::fidelity
