#include "src/scim/schema_set.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

namespace idpsim::scim {
namespace {

Schema schema(const char* urn) { return {urn, "S", "", {{.name = "a"}}}; }

TEST(SchemaSet, BeginsWithTheStandardTypes) {
    const SchemaSet& set = *SchemaSet::standard();
    EXPECT_EQ(set.types().size(), 2u);
    EXPECT_EQ(set.find_type("User"), &set.user());
    EXPECT_EQ(set.find_endpoint("Groups"), &set.group());
    EXPECT_FALSE(set.find_endpoint("groups"));
    EXPECT_FALSE(set.find_type("user"));
    EXPECT_EQ(set.find_schema("URN:ietf:params:scim:schemas:core:2.0:user"), &user_schema());
}

TEST(SchemaSet, TakesOnMore) {
    SchemaSet set;
    ASSERT_TRUE(set.add_extension(schema("urn:x:2.0:Group"), "Group", true));
    ASSERT_TRUE(set.add_type("Device", "/Devices", schema("urn:x:2.0:Device")));
    ASSERT_TRUE(set.add_extension(schema("urn:y:2.0:Device"), "Device", false));
    EXPECT_TRUE(set.group().extensions.back().required);
    EXPECT_TRUE(set.find_type("Device")->resolve(parse_attribute_path("urn:y:2.0:device:A").value()));
    EXPECT_FALSE(group_type().find_extension("urn:x:2.0:Group"));   // the standard ones stay as they are
    EXPECT_EQ(set.schemas().size(), 6u);
}

TEST(SchemaSet, RefusesWhatIsInUse) {
    SchemaSet set;
    EXPECT_EQ(set.add_extension(schema("urn:x"), "Users", false).error().where, "extends");
    EXPECT_EQ(set.add_extension(schema("URN:IETF:params:scim:schemas:core:2.0:User"), "User", false).error().where, "id");
    EXPECT_EQ(set.add_type("Group", "/Teams", schema("urn:x")).error().where, "name");
    for (const char* endpoint : {"/Users", "users", "/GROUPS", "/Bulk", "/me", "/Schemas", "/", "", "/a/b", "/.search", "/a b"}) {
        EXPECT_EQ(set.add_type("Team", endpoint, schema("urn:x")).error().where, "endpoint") << endpoint;
    }
    EXPECT_EQ(set.schemas().size(), 3u);
}

} // namespace
} // namespace idpsim::scim
