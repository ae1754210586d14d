#include "src/scim/immutable.hpp"

#include "src/scim/schema_set.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

namespace idpsim::scim {
namespace {

/// A User with an extension of which `number` and `place.site` are set once.
const ResourceType& type() {
    static const SchemaSet* const set = [] {
        auto* made = new SchemaSet;
        Attribute place{.name = "place", .type = Type::complex};
        place.sub_attributes = {{.name = "site", .mutability = Mutability::immutable}, {.name = "floor"}};
        (void)made->add_extension({"urn:x:2.0:User",
                                   "X",
                                   "",
                                   {{.name = "number", .type = Type::integer, .mutability = Mutability::immutable},
                                    {.name = "tag", .mutability = Mutability::immutable},
                                    std::move(place)}},
                                  "User", false);
        return made;
    }();
    return set->user();
}

json::object user(const std::string& extension) { return object_of("{'userName':'a','urn:x:2.0:User':{" + extension + "}}"); }

TEST(Immutable, MayBeSetButNotChanged) {
    EXPECT_TRUE(has_immutable(type()));
    EXPECT_FALSE(has_immutable(user_type()));
    EXPECT_FALSE(has_immutable(group_type()));   // members are immutable each, and come and go
    const json::object before = user("'number':7,'tag':'Red','place':{'site':'hq','floor':'1'}");
    for (const char* same : {"'number':7,'tag':'Red','place':{'site':'hq'}", "'tag':'RED','number':7,'place':{'floor':'2','site':'HQ'}"}) {
        EXPECT_TRUE(check_immutable(before, user(same), type())) << same;
    }
    for (const char* other : {"'number':8,'tag':'Red','place':{'site':'hq'}", "'number':7,'place':{'site':'hq'}",
                              "'number':7,'tag':'Red','place':{'site':'x'}", "'number':7,'tag':'Red','place':{'floor':'1'}",
                              "'number':7,'tag':'Red'", ""}) {
        EXPECT_EQ(name_of(check_immutable(before, user(other), type()).error()), "mutability") << other;
    }
    EXPECT_EQ(name_of(check_immutable(before, object_of("{'userName':'a'}"), type()).error()), "mutability");
    EXPECT_TRUE(check_immutable(object_of("{'userName':'a'}"), before, type()));
    EXPECT_TRUE(check_immutable(user("'tag':''"), user("'tag':'x'"), type()));
}

TEST(Immutable, IsKeptWhereAReplacementLeavesItOut) {
    const json::object before = user("'number':7,'place':{'site':'hq','floor':'1'}");
    json::object bare = object_of("{'userName':'b'}");
    keep_immutable(before, bare, type());
    EXPECT_EQ(json::serialize(bare), quotes("{'userName':'b','urn:x:2.0:User':{'number':7,'place':{'site':'hq'}}}"));
    json::object other = user("'number':8");
    keep_immutable(before, other, type());
    EXPECT_EQ(json::serialize(other), quotes("{'userName':'a','urn:x:2.0:User':{'number':8,'place':{'site':'hq'}}}"));
}

} // namespace
} // namespace idpsim::scim
