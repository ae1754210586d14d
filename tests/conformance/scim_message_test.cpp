#include "tests/conformance/records.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

const std::string not_found = std::string("{") + error_schema + R"(,"status":"404","detail":"nobody"})";
const std::string timed_out = "no answer: HTTP response: no answer in time";

TEST(MessageChecks, NeedAnAnswer) {
    for (const char* id : {"scim.content_type", "scim.error.shape", "scim.auth.required"}) {
        EXPECT_THAT(judge(id, step({})), is_unverified("no request of the step was answered")) << id;
        EXPECT_THAT(judge(id, step({unanswered(1, "GET", "/Users")})),
                    is_unverified("no request of the step was answered"))
            << id;
    }
}

Exchange typed(std::string type, std::string body = "{}") {
    Exchange out = exchange(3, "GET", "/Users/7", 200, std::move(body));
    out.response.headers = {{"content-type", std::move(type)}};
    return out;
}

TEST(ContentType, IsScimsOrJsons) {
    for (const char* good : {"application/scim+json", "application/json", "Application/SCIM+JSON; charset=utf-8",
                             "application/json;charset=UTF-8"})
        EXPECT_THAT(judge("scim.content_type", step({typed(good)})), passes("GET " + url("/Users/7"), "200", 3))
            << good;
    for (const char* bad : {"text/html; charset=utf-8", "application/xml", "text/json", ""})
        EXPECT_THAT(judge("scim.content_type", step({typed(bad)})),
                    fails("application/scim+json (application/json is borne)",
                          {{3, "GET " + url("/Users/7"), "Content-Type " + std::string(bad)}}));
    Exchange untyped = typed("");
    untyped.response.headers.clear();
    EXPECT_THAT(judge("scim.content_type", step({untyped})),
                fails("application/scim+json (application/json is borne)",
                      {{3, "GET " + url("/Users/7"), "Content-Type (absent)"}}));
}

TEST(ContentType, IsAskedOfBodiesOnly) {
    EXPECT_THAT(judge("scim.content_type", step({exchange(1, "PATCH", "/Users/7", 204)})),
                passes("every answer", "no body in 1 answer"));
    EXPECT_THAT(judge("scim.content_type", step({typed("application/json"), exchange(4, "PATCH", "/Users/7", 204)})),
                passes("GET " + url("/Users/7"), "200", 3));
}

Finding error_of(int status, const std::string& body) {
    return judge("scim.error.shape", step({exchange(3, "GET", "/Users/7", status, body)}));
}

TEST(ErrorShape, SaysTheStatusAsText) {
    EXPECT_THAT(error_of(404, not_found), passes("GET " + url("/Users/7"), "404", 3));
    EXPECT_THAT(judge("scim.error.shape",
                      step({exchange(1, "GET", "/Users", 200, "{}"), exchange(2, "GET", "/Groups", 200, "{}")})),
                passes("every answer", "no error in 2 answers"));
}

TEST(ErrorShape, SaysWhatIsWrong) {
    const std::string no_schema = "no urn:ietf:params:scim:api:messages:2.0:Error in schemas";
    const std::pair<std::string, std::string> cases[] = {
        {"<h1>Not found</h1>", no_schema},
        {"", no_schema},
        {R"({"status":"404"})", no_schema},
        {R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"status":"404"})", no_schema},
        {std::string("{") + error_schema + "}", "status (absent) in a 404"},
        {std::string("{") + error_schema + R"(,"status":404})", "status 404 in a 404"},
        {std::string("{") + error_schema + R"(,"status":"400"})", "status 400 in a 404"},
    };
    for (const auto& [body, why] : cases)
        EXPECT_THAT(error_of(404, body),
                    fails("an Error body: schemas, status as text", {{3, "GET " + url("/Users/7"), why}}))
            << body;
}

TEST(ErrorShape, IsAskedOfEveryError) {
    EXPECT_THAT(judge("scim.error.shape", step({exchange(1, "GET", "/Users/7", 404, not_found),
                                                exchange(2, "POST", "/Users", 500, "oops")})),
                fails("an Error body: schemas, status as text",
                      {{2, "POST " + url("/Users"), "no urn:ietf:params:scim:api:messages:2.0:Error in schemas"}}));
}

constexpr char success[] = "success, or 404 for the look-up of one resource";

TEST(StepSucceeds, WithEveryRequestAnswered) {
    EXPECT_THAT(
        judge("scim.step.succeeds", step({exchange(1, "GET", "/Users", 200), exchange(2, "POST", "/Users", 201)})),
        passes("POST " + url("/Users"), "201", 2));
    EXPECT_THAT(judge("scim.step.succeeds", step({exchange(1, "GET", "/Users/7", 404)})),
                passes("GET " + url("/Users/7"), "404", 1));
    EXPECT_THAT(judge("scim.step.succeeds", step({})), is_unverified("the step sent nothing"));
}

TEST(StepSucceeds, FailsWithEveryRequestThatWasNot) {
    EXPECT_THAT(
        judge("scim.step.succeeds", step({exchange(1, "PATCH", "/Users/7", 400), exchange(2, "PATCH", "/Users/7", 204),
                                          exchange(3, "DELETE", "/Users/7", 404), exchange(4, "GET", "/Me", 307),
                                          unanswered(5, "GET", "/Users/7")})),
        fails(success, {{1, "PATCH " + url("/Users/7"), "400"},
                        {3, "DELETE " + url("/Users/7"), "404"},
                        {4, "GET " + url("/Me"), "307"},
                        {5, "GET " + url("/Users/7"), timed_out}}));
}

TEST(StepSucceeds, TakesNo404ForAnEmptyList) {
    for (const char* collection : {"/Users?filter=x", "/Groups"})
        EXPECT_THAT(judge("scim.step.succeeds", step({exchange(1, "GET", collection, 404)})),
                    fails(success, {{1, "GET " + url(collection), "404"}}));
}

TEST(AuthRequired, Is401) {
    EXPECT_THAT(judge("scim.auth.required", step({exchange(1, "GET", "/Users", 401), unanswered(2, "GET", "/Users")})),
                passes("GET " + url("/Users"), "401", 1));
    for (const int status : {200, 302, 403, 404, 500})
        EXPECT_THAT(judge("scim.auth.required", step({exchange(1, "GET", "/Users", status)})),
                    fails("401 without a good token", {{1, "GET " + url("/Users"), std::to_string(status)}}));
}

constexpr char resource_or_204[] = "200 with the resource, or 204 for a PATCH";

Finding change(const std::string& method, int status, const std::string& body = {},
               const std::string& path = "/Users/7") {
    return judge("scim.change.answer", step({exchange(3, method, path, status, body)}));
}

TEST(ChangeAnswer, IsTheResource) {
    for (const char* method : {"PATCH", "PUT"})
        for (const char* path : {"/Users/7", "/Groups/7", "/Users/7?attributes=userName", "/Users/%37"})
            EXPECT_THAT(change(method, 200, R"({"id":"7"})", path), passes(method + (" " + url(path)), "200", 3));
}

TEST(ChangeAnswer, MayBeNothingForAPatch) {
    EXPECT_THAT(change("PATCH", 204), passes("PATCH " + url("/Users/7"), "204", 3));
    EXPECT_THAT(change("PUT", 204), fails(resource_or_204, {{3, "PUT " + url("/Users/7"), "204"}}));
}

TEST(ChangeAnswer, IsNothingElse) {
    const auto saw = [](const std::string& what) {
        return fails(resource_or_204, {{3, "PATCH " + url("/Users/7"), what}});
    };
    for (const char* body : {"", "{}", "ok", R"({"id":7})"})
        EXPECT_THAT(change("PATCH", 200, body), saw("200 without the resource")) << body;
    EXPECT_THAT(change("PATCH", 200, R"({"id":"8"})"), saw("200 with the resource 8"));
    EXPECT_THAT(change("PATCH", 201, R"({"id":"7"})"), saw("201"));
    EXPECT_THAT(change("PATCH", 400), saw("400"));
    EXPECT_THAT(judge("scim.change.answer", step({unanswered(3, "PATCH", "/Users/7")})), saw(timed_out));
}

TEST(ChangeAnswer, JudgesEveryChange) {
    EXPECT_THAT(judge("scim.change.answer",
                      step({exchange(1, "PUT", "/Users/7", 200, "{}"), exchange(2, "PATCH", "/Users/7", 204),
                            exchange(3, "PATCH", "/Groups/9", 500)})),
                fails(resource_or_204, {{1, "PUT " + url("/Users/7"), "200 without the resource"},
                                        {3, "PATCH " + url("/Groups/9"), "500"}}));
}

TEST(ChangeAnswer, NeedsAChange) {
    EXPECT_THAT(
        judge("scim.change.answer", step({exchange(1, "GET", "/Users/7", 200), exchange(2, "POST", "/Users", 201)})),
        is_unverified("the step changed no resource"));
}

} // namespace
} // namespace idpsim::conformance
