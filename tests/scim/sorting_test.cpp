#include "src/scim/sorting.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace idpsim::scim {
namespace {

/// The ids of the users in the order that the path gives them.
std::string sorted(const std::vector<std::string>& users, const char* path, bool descending = false) {
    const Sorting sorting{parse_attribute_path(quotes(path)).value(), descending};
    EXPECT_TRUE(check_sorting(sorting, user_type())) << path;
    std::vector<json::object> list;
    for (const std::string& user : users) list.push_back(object_of(user));
    std::stable_sort(list.begin(), list.end(), [&](const json::object& a, const json::object& b) {
        return comes_before(sort_key(a, sorting, user_type()), sort_key(b, sorting, user_type()));
    });
    if (descending) std::reverse(list.begin(), list.end());
    std::string ids;
    for (const json::object& user : list) ids += text_member(user, "id");
    return ids;
}

TEST(Sorting, ComparesTextAsTheSchemaSays) {
    const std::vector<std::string> users{"{'id':'1','userName':'b','externalId':'b'}",
                                         "{'id':'2','userName':'Ab','externalId':'aB'}",
                                         "{'id':'3','userName':'aA','externalId':'Ab'}"};
    EXPECT_EQ(sorted(users, "userName"), "321");
    EXPECT_EQ(sorted(users, "USERNAME", true), "123");
    EXPECT_EQ(sorted(users, "externalId"), "321");   // with case: "Ab" < "aB" < "b"
}

TEST(Sorting, PutsWhatHasNoValueLastAndDescendingFirst) {
    const std::vector<std::string> users{"{'id':'1'}", "{'id':'2','title':'b'}", "{'id':'3','title':''}",
                                         "{'id':'4','title':'a'}"};
    EXPECT_EQ(sorted(users, "title"), "4213");
    EXPECT_EQ(sorted(users, "title", true), "3124");
}

TEST(Sorting, TakesThePrimaryValueElseTheFirst) {
    const std::vector<std::string> users{
        "{'id':'1','emails':[{'value':'a'},{'value':'z','primary':true}]}", "{'id':'2','emails':[{'value':'m'},{'value':'b'}]}",
        "{'id':'3','emails':[{'value':'c','primary':false}]}"};
    EXPECT_EQ(sorted(users, "emails.value"), "321");
    EXPECT_EQ(sorted(users, "emails"), "321");   // a complex attribute stands for its value
}

TEST(Sorting, KnowsOtherTypesThanText) {
    EXPECT_EQ(sorted({"{'id':'1','active':true}", "{'id':'2','active':false}"}, "active"), "21");
    EXPECT_EQ(sorted({"{'id':'1','meta':{'created':'2026-01-01T01:00:00+02:00'}}",
                      "{'id':'2','meta':{'created':'2025-12-31T22:59:59Z'}}"},
                     "meta.created"),
              "21");
    EXPECT_EQ(sorted({"{'id':'1','name':{'givenName':'b'}}", "{'id':'2','name':{'givenName':'a'}}"}, "name.givenName"), "21");
    EXPECT_EQ(sorted({"{'id':'1','@enterprise':{'division':'b'}}", "{'id':'2','@enterprise':{'division':'a'}}"},
                     "@enterprise:division"),
              "21");
}

TEST(Sorting, RefusesWhatHasNoOrderOrIsNotShown) {
    for (const char* path : {"foo", "name", "addresses", "password", "x509Certificates", "@enterprise", "name.nope"}) {
        const Outcome<void> checked = check_sorting({parse_attribute_path(quotes(path)).value(), false}, user_type());
        ASSERT_TRUE(checked.has_error()) << path;
        EXPECT_EQ(name_of(checked.error()), "invalidPath") << path;
    }
}

} // namespace
} // namespace idpsim::scim
