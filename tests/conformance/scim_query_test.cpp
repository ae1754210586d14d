#include "tests/conformance/records.hpp"

#include "src/core/url.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

/// A ListResponse with this inside.
std::string list(const std::string& members) { return std::string("{") + list_schema + "," + members + "}"; }

const std::string ada = R"({"id":"7","userName":"ada@example.test"})";
const std::string eve = R"({"id":"8","userName":"eve@example.test"})";
const std::string found_ada = list(R"("totalResults":1,"startIndex":1,"itemsPerPage":1,"Resources":[)" + ada + "]");
const std::string found_nobody = list(R"("totalResults":0,"Resources":[])");

Exchange query(const std::string& answer, const std::string& parameters = "", int status = 200) {
    return exchange(5, "GET", "/Users" + parameters, status, answer);
}
std::string asked(const std::string& parameters = "") { return "GET " + url("/Users" + parameters); }
std::string by_filter(const std::string& filter) { return "?filter=" + percent_encode(filter); }

constexpr char good_list[] = "200 with a ListResponse whose counts agree";
constexpr const char* all_queries[] = {"scim.list.shape", "scim.lookup.nobody", "scim.lookup.somebody"};

TEST(QueryChecks, NeedAQuery) {
    for (const char* id : all_queries)
        EXPECT_THAT(judge(id, step({exchange(1, "POST", "/Users", 201), exchange(2, "GET", "/Users/7", 200)})),
                    is_unverified("the step sent no GET /Users"))
            << id;
}

TEST(ListShape, IsAListResponse) {
    for (const std::string& good :
         {found_ada, found_nobody, list(R"("totalResults":0)"), list(R"("TOTALRESULTS":1,"resources":[)" + ada + "]")})
        EXPECT_THAT(judge("scim.list.shape", step({query(good)})), passes(asked(), "200", 5)) << good;
}

TEST(ListShape, SaysWhatIsWrong) {
    const std::string no_schema = "no urn:ietf:params:scim:api:messages:2.0:ListResponse in schemas";
    const std::pair<std::string, std::string> cases[] = {
        {"[]", no_schema},
        {"<html>", no_schema},
        {R"({"totalResults":0})", no_schema},
        {list(R"("Resources":[])"), "totalResults (absent)"},
        {list(R"("totalResults":"0")"), "totalResults 0"},
        {list(R"("totalResults":1.0,"Resources":[{}])"), "totalResults 1E0"},
        {list(R"("totalResults":-1)"), "totalResults -1"},
        {list(R"("totalResults":1)"), "totalResults 1 without Resources"},
        {list(R"("totalResults":1,"Resources":{"id":"7"})"), R"(Resources {"id":"7"})"},
        {list(R"("totalResults":0,"Resources":[{}])"), "1 Resources but totalResults 0"},
        {list(R"("totalResults":1,"itemsPerPage":100,"Resources":[{}])"), "1 Resources but itemsPerPage 100"},
        {list(R"("totalResults":1,"itemsPerPage":"1","Resources":[{}])"), "1 Resources but itemsPerPage 1"},
        {list(R"("totalResults":1,"startIndex":"1","Resources":[{}])"), "startIndex 1"},
        {list(R"("totalResults":2,"itemsPerPage":1,"Resources":[{}])"),
         "a part of the result without startIndex and itemsPerPage"},
        {list(R"("totalResults":2,"startIndex":1,"Resources":[{}])"),
         "a part of the result without startIndex and itemsPerPage"},
    };
    for (const auto& [body, why] : cases)
        EXPECT_THAT(judge("scim.list.shape", step({query(body)})), fails(good_list, {{5, asked(), why}})) << body;
}

TEST(ListShape, NeedsStatus200) {
    EXPECT_THAT(judge("scim.list.shape", step({query(found_nobody, "", 404), unanswered(6, "GET", "/Users")})),
                fails(good_list, {{5, asked(), "404"}, {6, asked(), "no answer: HTTP response: no answer in time"}}));
}

TEST(ListShape, KeepsToTheCountAskedFor) {
    const std::string two = list(R"("totalResults":2,"Resources":[{},{}])");
    EXPECT_THAT(judge("scim.list.shape", step({query(two, "?count=2")})), passes(asked("?count=2"), "200", 5));
    EXPECT_THAT(judge("scim.list.shape", step({query(two, "?startIndex=1&count=1")})),
                fails(good_list, {{5, asked("?startIndex=1&count=1"), "2 Resources but count 1 was asked for"}}));
    EXPECT_THAT(judge("scim.list.shape", step({query(two, "?count=many")})), passes(asked("?count=many"), "200", 5));
}

TEST(ListShape, OfAPageSaysWhichItIs) {
    const std::string page = list(R"("totalResults":25,"startIndex":11,"itemsPerPage":1,"Resources":[{}])");
    EXPECT_THAT(judge("scim.list.shape", step({query(page, "?startIndex=11&count=1")})),
                passes(asked("?startIndex=11&count=1"), "200", 5));
}

TEST(ListShape, MayBeNothingButTheTotal) {
    EXPECT_THAT(judge("scim.list.shape", step({query(list(R"("totalResults":25)"), "?count=0")})),
                passes(asked("?count=0"), "200", 5));
}

constexpr char selected[] = "only resources that the filter selects";
const std::string of_ada = by_filter(R"(userName eq "ada@example.test")");

TEST(FilterHonoured, ShowsOnlyWhatMatches) {
    for (const std::string& good : {found_ada, found_nobody, list(R"("totalResults":0)"),
                                    list(R"("Resources":[{"userName":"ADA@example.test"}])")})
        EXPECT_THAT(judge("scim.filter.honoured", step({query(good, of_ada)})), passes(asked(of_ada), "200", 5))
            << good;
    EXPECT_THAT(judge("scim.filter.honoured", step({query(list(R"("Resources":[)" + ada + "," + eve + "]"), of_ada)})),
                fails(selected, {{5, asked(of_ada),
                                  R"(userName eve@example.test for the filter userName eq "ada@example.test")"}}));
    EXPECT_THAT(
        judge("scim.filter.honoured", step({query(list(R"("Resources":[{"id":"9"}])"), of_ada)})),
        fails(selected, {{5, asked(of_ada), R"(userName (absent) for the filter userName eq "ada@example.test")"}}));
}

TEST(FilterHonoured, ReadsTheWholeGrammarInAnyEncoding) {
    const std::string all =
        list(R"("Resources":[{"userName":"ada","active":true,"emails":[{"type":"work","value":"a@b"}],)"
             R"("externalId":"e-7"}])");
    const std::pair<std::string, bool> filters[] = {
        {"?Filter=USERNAME+EQ+%22Ada%22&", true},
        {by_filter(R"(userName eq "a\"b")"), false},
        {by_filter(R"(emails[type eq "work"].value eq "a@b")"), true},
        {by_filter(R"(emails[type eq "home" and value eq "a@b"])"), false},
        {by_filter(R"(externalId eq "E-7")"), false}, // caseExact
        {by_filter(R"(userName sw "a" and active eq true)"), true},
        {by_filter(R"(not (userName co "d"))"), false},
    };
    for (const auto& [filter, matches] : filters)
        EXPECT_EQ(judge("scim.filter.honoured", step({query(all, filter)})).verdict,
                  matches ? Verdict::pass : Verdict::fail)
            << filter;
}

constexpr char nothing_filtered[] = "no filtered GET /Users of the step was answered with something to judge";

TEST(FilterHonoured, HasNothingToJudgeWithoutAFilterOrAnAnswer) {
    for (const std::string& none :
         {std::string(), std::string("?filter=userName+eq"), std::string("?filter=shoeSize+eq+7"),
          std::string("?filter=%zz"), std::string("?filter="), std::string("?count=1")})
        EXPECT_THAT(judge("scim.filter.honoured", step({query(found_ada, none)})), is_unverified(nothing_filtered))
            << none;
    EXPECT_THAT(judge("scim.filter.honoured", step({query(found_ada, of_ada, 400)})), is_unverified(nothing_filtered));
    EXPECT_THAT(judge("scim.filter.honoured", step({query("<html>", of_ada)})), is_unverified(nothing_filtered));
    EXPECT_THAT(judge("scim.filter.honoured", step({query(R"({"Resources":"none"})", of_ada)})),
                is_unverified(nothing_filtered));
}

TEST(FilterHonoured, JudgesNoAttributeThatAProjectionLeftOut) {
    const std::string projected = by_filter(R"(externalId eq "e-7")") + "&attributes=userName";
    EXPECT_THAT(judge("scim.filter.honoured", step({query(found_ada, projected)})), is_unverified(nothing_filtered));
    const std::string shown = of_ada + "&excludedAttributes=groups";
    EXPECT_THAT(judge("scim.filter.honoured", step({query(found_ada, shown)})), passes(asked(shown), "200", 5));
    EXPECT_THAT(judge("scim.filter.honoured", step({query(list(R"("Resources":[)" + eve + "]"), shown)})),
                fails(selected, {{5, asked(shown),
                                  R"(userName eve@example.test for the filter userName eq "ada@example.test")"}}));
}

/// A server that tells its size of a page in itemsPerPage misleads nobody who looks for one person.
TEST(Lookup, DoesNotReadWhatAPageSaysOfItself) {
    const std::string nobody = list(R"("totalResults":0,"startIndex":1,"itemsPerPage":20,"Resources":[])");
    const std::string one = list(R"("totalResults":1,"startIndex":1,"itemsPerPage":20,"Resources":[)" + ada + "]");
    EXPECT_THAT(judge("scim.lookup.nobody", step({query(nobody, of_ada)})), passes(asked(of_ada), "200", 5));
    EXPECT_THAT(judge("scim.lookup.somebody", step({query(one, of_ada)})), passes(asked(of_ada), "200", 5));
    EXPECT_THAT(judge("scim.list.shape", step({query(one, of_ada)})),
                fails(good_list, {{5, asked(of_ada), "1 Resources but itemsPerPage 20"}}));
}

TEST(Nobody, IsAnEmptyList) {
    EXPECT_THAT(judge("scim.lookup.nobody", step({query(found_nobody, of_ada)})), passes(asked(of_ada), "200", 5));
    const std::string expected = "200 with totalResults 0";
    EXPECT_THAT(judge("scim.lookup.nobody", step({query(found_ada, of_ada)})),
                fails(expected, {{5, asked(of_ada), "totalResults 1"}}));
    EXPECT_THAT(judge("scim.lookup.nobody", step({query("{}", of_ada, 404)})),
                fails(expected, {{5, asked(of_ada), "404"}}));
    EXPECT_THAT(judge("scim.lookup.nobody", step({query(list(R"("Resources":[])"), of_ada)})),
                fails(expected, {{5, asked(of_ada), "totalResults (absent)"}}));
}

Finding somebody(const std::string& answer, const std::string& user_name = "Ada@Example.test", int status = 200) {
    ScimRecord record = step({query(answer, of_ada, status)});
    record.user_name = user_name;
    return judge("scim.lookup.somebody", record);
}

TEST(Somebody, IsTheOneLookedFor) {
    EXPECT_THAT(somebody(found_ada), passes(asked(of_ada), "200", 5));
    EXPECT_THAT(somebody(list(R"("totalResults":1,"Resources":[{"id":"7"}])")),
                passes(asked(of_ada), "200", 5)); // a projection
    EXPECT_THAT(somebody(found_ada, ""), passes(asked(of_ada), "200", 5));
}

TEST(Somebody, IsNeitherNobodyNorManyNorSomebodyElse) {
    const std::string expected = "200 with totalResults 1 for Ada@Example.test";
    EXPECT_THAT(somebody(found_nobody), fails(expected, {{5, asked(of_ada), "totalResults 0"}}));
    EXPECT_THAT(somebody(found_nobody, ""),
                fails("200 with totalResults 1 for the person", {{5, asked(of_ada), "totalResults 0"}}));
    EXPECT_THAT(somebody(list(R"("totalResults":2,"Resources":[{},{}])")),
                fails(expected, {{5, asked(of_ada), "totalResults 2"}}));
    EXPECT_THAT(somebody(list(R"("totalResults":1,"Resources":[)" + eve + "]")),
                fails(expected, {{5, asked(of_ada), "userName eve@example.test"}}));
    EXPECT_THAT(somebody(list(R"("totalResults":1,"Resources":[{"userName":7}])")),
                fails(expected, {{5, asked(of_ada), "userName 7"}}));
    EXPECT_THAT(somebody("{}", "Ada@Example.test", 500), fails(expected, {{5, asked(of_ada), "500"}}));
}

} // namespace
} // namespace idpsim::conformance
