#include "src/scim/filter_types.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

#include <array>

namespace idpsim::scim {
namespace {

const std::array<const ResourceType*, 2> both{&user_type(), &group_type()};

/// Which of a user and a group match: "u", "g", "ug" or "".
std::string found(const std::string& text) {
    const json::object user = object_of("{'id':'1','userName':'ada','displayName':'X','active':true}");
    const json::object group = object_of("{'id':'2','displayName':'x','members':[{'value':'1'}]}");
    const Filter filter = parse_filter(quotes(text)).value();
    EXPECT_TRUE(check_filter(filter, both)) << text;
    std::string matching;
    for (const auto& [resource, type, letter] : {std::tuple{&user, both[0], 'u'}, std::tuple{&group, both[1], 'g'}}) {
        const Filter own = for_type(filter, *type);
        EXPECT_TRUE(check_filter(own, *type)) << text;
        if (matches(own, *resource, *type)) matching += letter;
    }
    return matching;
}

TEST(FilterTypes, AnUnknownAttributeHasNoValue) {
    EXPECT_EQ(found("displayName eq 'x'"), "ug");
    EXPECT_EQ(found("userName eq 'ada'"), "u");
    EXPECT_EQ(found("userName pr"), "u");
    EXPECT_EQ(found("not (userName pr)"), "g");
    EXPECT_EQ(found("userName ne 'bob'"), "ug");
    EXPECT_EQ(found("userName ne 'ada'"), "g");
    EXPECT_EQ(found("userName eq null"), "g");
    EXPECT_EQ(found("userName ne null"), "u");
    EXPECT_EQ(found("members[value eq '1'] or userName sw 'a'"), "ug");
    EXPECT_EQ(found("not (members[value eq '1'])"), "u");
    EXPECT_EQ(found("userName eq 'ada' and members.value eq '1'"), "");
}

TEST(FilterTypes, RefusesWhatNoTypeKnows) {
    for (const char* text : {"foo eq 'x'", "password pr", "displayName eq 'x' or foo pr", "not (foo pr)", "active gt true"}) {
        const Outcome<void> checked = check_filter(parse_filter(quotes(text)).value(), both);
        ASSERT_TRUE(checked.has_error()) << text;
        EXPECT_EQ(name_of(checked.error()), "invalidFilter");
    }
}

} // namespace
} // namespace idpsim::scim
