#include "simulator/idp/scim_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::idp {
namespace {

using testing::HasSubstr;

ScimRequest rule() {
    ScimRequest out;
    out.accept = {200, 201};
    out.needs_body = true;
    return out;
}

TEST(JudgeAnswer, SaysWhatIsWrongWithABody) {
    EXPECT_TRUE(judge_answer(rule(), json_response(201, R"({"id":"1"})")).ok);
    EXPECT_EQ(judge_answer(rule(), json_response(200, "")).problem, "the answer has no body");
    EXPECT_THAT(judge_answer(rule(), json_response(200, R"({"id":"1")")).problem, HasSubstr("not JSON"));
    EXPECT_THAT(judge_answer(rule(), json_response(200, "[1]")).problem, HasSubstr("JSON array, not an object"));
    EXPECT_THAT(judge_answer(rule(), html_response(200, "<p>Sign in</p>")).problem, HasSubstr("web page"));
    EXPECT_THAT(judge_answer(rule(), json_response(200, std::string(40, '[') + std::string(40, ']'))).problem,
                HasSubstr("not JSON"));
}

TEST(JudgeAnswer, QuotesTheServersErrorInOneLine) {
    const auto answer =
        judge_answer(rule(), json_response(409, "{\"scimType\":\"uniqueness\",\"detail\":\"taken\\nby two\"}"));
    EXPECT_EQ(answer.problem, "HTTP 409: 'uniqueness', 'taken by two'; wanted 200 or 201");
    EXPECT_EQ(answer.status, 409);
    EXPECT_LT(
        judge_answer(rule(), json_response(500, R"({"detail":")" + std::string(5000, 'x') + "\"}")).problem.size(),
        300U);
}

TEST(JudgeAnswer, NotesHowLongAThrottledClientShouldWait) {
    HttpResponse throttled{429, {{"Retry-After", "30"}}, ""};
    EXPECT_EQ(judge_answer(rule(), throttled).problem, "HTTP 429, Retry-After '30'");
    throttled.headers.clear();
    EXPECT_EQ(judge_answer(rule(), throttled).problem, "HTTP 429, without Retry-After");
}

TEST(JudgeAnswer, AsksForWhatTheVendorNeeds) {
    ScimRequest needs = rule();
    needs.demands = {{"totalResults", false, "number"}, {"startIndex", true, "number"}};
    EXPECT_TRUE(judge_answer(needs, json_response(200, R"({"totalResults":0})")).ok);
    EXPECT_EQ(judge_answer(needs, json_response(200, "{}")).problem, "the answer lacks 'totalResults'");
    EXPECT_EQ(judge_answer(needs, json_response(200, R"({"totalResults":"0"})")).problem,
              "'totalResults' in the answer is a string, not a number");
    EXPECT_FALSE(judge_answer(needs, json_response(200, R"({"totalResults":0,"startIndex":"1"})")).ok);
}

TEST(JudgeAnswer, TakesASilentServerForAProblem) {
    const auto answer = judge_answer(rule(), Error{Fault::peer_timeout, "sp", "no answer in time"});
    EXPECT_FALSE(answer.ok);
    EXPECT_EQ(answer.problem, "no answer: no answer in time");
}

TEST(JudgeAnswer, TrustsNoBodyWithDuplicateKeys) {
    const auto answer = judge_answer(rule(), json_response(201, R"({"id":"1","userName":"a","ID":"2"})"));
    EXPECT_FALSE(answer.ok);
    EXPECT_THAT(answer.problem, HasSubstr("no sound JSON object"));
}

TEST(JudgeAnswer, TellsWhereARedirectLeads) {
    HttpResponse moved{302, {{"Location", "https://sp.example/login"}}, ""};
    EXPECT_THAT(judge_answer(rule(), moved).problem, HasSubstr("redirect to 'https://sp.example/login'"));
}

TEST(ResourceId, IsATextOrANumber) {
    EXPECT_EQ(resource_id({{"ID", "x"}}), "x");
    EXPECT_EQ(resource_id({{"id", 7}}), "7");
    EXPECT_FALSE(resource_id({{"id", ""}}));
    EXPECT_FALSE(resource_id({{"id", nullptr}}));
    EXPECT_FALSE(resource_id({}));
}

} // namespace
} // namespace idpsim::idp
