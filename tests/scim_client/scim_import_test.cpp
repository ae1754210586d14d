#include "simulator/idp/scim_import.hpp"

#include "src/scim/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::idp {
namespace {

using testing::HasSubstr;

/// What comes of pages with this text, one after the other, when 2 are asked for at once.
std::string outcome(const std::vector<std::string>& pages, int page = 2) {
    ScimImported out;
    ScimPages reader(page, out);
    for (const std::string& text : pages) {
        ScimAnswer answer;
        answer.body = scim::json_or_null(text).as_object();
        if (std::string problem = reader.take(answer); !problem.empty()) return problem;
    }
    return std::to_string(out.resources.size()) + (reader.more() ? " and more" : "");
}

TEST(ScimPages, EndAtTheTotal) {
    EXPECT_EQ(outcome({R"({"totalResults":3,"Resources":[{"id":"1"},{"id":"2"}]})"}), "2 and more");
    EXPECT_EQ(outcome({R"({"totalResults":3,"Resources":[{"id":"1"},{"id":"2"}]})",
                       R"({"TOTALRESULTS":3,"resources":[{"id":3}]})"}),
              "3");
    EXPECT_EQ(outcome({R"({"totalResults":0})"}), "0");
    EXPECT_EQ(outcome({R"({"totalResults":1,"Resources":[{"id":"1"}]})"}, 0), "1");
}

TEST(ScimPages, ThatLieAreToldApart) {
    EXPECT_THAT(outcome({R"({"totalResults":5,"Resources":[]})"}), HasSubstr("is 5, and the page at startIndex 1 is empty"));
    EXPECT_THAT(outcome({R"({"totalResults":5})"}), HasSubstr("promises 5 and has no Resources"));
    EXPECT_THAT(outcome({R"({"totalResults":1,"Resources":[{"id":"1"},{"id":"2"}]})"}), HasSubstr("is 1, and 2 resources came"));
    EXPECT_THAT(outcome({R"({"totalResults":4,"Resources":[{"id":"1"},{"id":"2"}]})", R"({"totalResults":4,"Resources":[{"id":"1"}]})"}),
                HasSubstr("has '1' again: the server does not page"));
    EXPECT_THAT(outcome({R"({"totalResults":"many","Resources":[]})"}), HasSubstr("no totalResults"));
    EXPECT_THAT(outcome({R"({"totalResults":-1,"Resources":[]})"}), HasSubstr("no totalResults"));
    EXPECT_THAT(outcome({R"({"totalResults":1,"Resources":["x"]})"}), HasSubstr("has no 'id'"));
    EXPECT_THAT(outcome({R"({"totalResults":9,"Resources":[{"id":"1"}]})"}, 0), HasSubstr("asks for no further page: 1 of 9"));
}

TEST(ScimPages, EndSomewhereWhateverIsPromised) {
    ScimImported out;
    ScimPages reader(1, out);
    std::string problem;
    for (int i = 0; problem.empty() && i < 20'000; ++i) {
        ScimAnswer answer;
        const std::string id = std::to_string(i);
        answer.body = scim::json_or_null("{\"totalResults\":9000000,\"Resources\":[{\"id\":\"" + id + "\"}]}").as_object();
        problem = reader.take(answer);
    }
    EXPECT_THAT(problem, HasSubstr("no end after 10000 pages"));
}

} // namespace
} // namespace idpsim::idp
