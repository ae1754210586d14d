#include "src/scim/schema_set.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

#include <set>

namespace idpsim::scim {
namespace {

TEST(AttributePath, SplitsAtTheLastColonAndTheDotBehindIt) {
    const struct {
        const char* text;
        AttributePath path;
    } cases[] = {
        {"userName", {"", "userName", ""}},
        {"name.givenName", {"", "name", "givenName"}},
        {"members.$ref", {"", "members", "$ref"}},
        {"urn:ietf:params:scim:schemas:core:2.0:User:userName", {std::string(user_urn), "userName", ""}},
        {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
         {std::string(enterprise_urn), "manager", "value"}},
    };
    for (const auto& one : cases) {
        const Outcome<AttributePath> path = parse_attribute_path(one.text);
        ASSERT_TRUE(path) << one.text;
        EXPECT_EQ(*path, one.path) << one.text;
        EXPECT_EQ(path->text(), one.text);
    }
}

TEST(AttributePath, RefusesWhatIsNone) {
    for (const char* text :
         {"", ".", "a.", ".a", "a..b", "a.b.c", "a b", "1a", "a:", ":a", "a[", "a\"", "__proto__", "$", "a.$"}) {
        ASSERT_TRUE(parse_attribute_path(text).has_error()) << text;
        EXPECT_EQ(name_of(parse_attribute_path(text).error()), "invalidPath");
    }
    EXPECT_TRUE(parse_attribute_path(std::string(2000, 'a')).has_error());
}

TEST(Schema, ResolvesNamesWithoutCase) {
    const auto resolve = [](const char* path) { return user_type().resolve(parse_attribute_path(path).value()); };
    EXPECT_EQ(resolve("USERNAME")->attribute->name, "userName");
    EXPECT_EQ(resolve("emails.VALUE")->leaf().name, "value");
    EXPECT_EQ(resolve("URN:ietf:params:scim:schemas:CORE:2.0:user:Active")->attribute->name, "active");
    EXPECT_EQ(resolve("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager")->extension,
              &enterprise_schema());
    EXPECT_EQ(resolve("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")->extension, &enterprise_schema());
    EXPECT_EQ(resolve("meta.created")->leaf().type, Type::date_time);
    for (const char* unknown : {"foo", "department", "name.foo", "userName.evil", "urn:example:User:userName",
                                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName",
                                "urn:ietf:params:scim:schemas:core:2.0:User:userName.evil"}) {
        EXPECT_FALSE(resolve(unknown)) << unknown;
    }
}

void expect_complete(const json::array& attributes) {
    for (const json::value& one : attributes) {
        const json::object& attribute = one.as_object();
        for (const char* name : {"name", "type", "multiValued", "description", "required", "caseExact", "mutability",
                                 "returned", "uniqueness"}) {
            EXPECT_TRUE(attribute.contains(name)) << json::serialize(attribute) << " lacks " << name;
        }
        EXPECT_FALSE(text_member(attribute, "description").empty()) << json::serialize(attribute);
        if (text_member(attribute, "type") == "reference") {
            EXPECT_FALSE(attribute.at("referenceTypes").as_array().empty());
        }
        if (text_member(attribute, "type") == "complex") expect_complete(attribute.at("subAttributes").as_array());
    }
}

TEST(Schema, DescribesEveryCharacteristic) {
    for (const Schema* schema : SchemaSet::standard()->schemas()) {
        const json::object described = describe(*schema, "https://sp.test/scim");
        EXPECT_EQ(text_member(described, "id"), schema->id);
        expect_complete(described.at("attributes").as_array());
    }
    const json::object type = describe(user_type(), "https://sp.test/scim");
    EXPECT_EQ(json::serialize(type.at("schemaExtensions")),
              R"([{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","required":false}])");
    EXPECT_EQ(text_member(type.at("meta").as_object(), "location"), "https://sp.test/scim/ResourceTypes/User");
}

} // namespace
} // namespace idpsim::scim
