/// Schema files: what they become, and that what is wrong in them is named.
#include "src/engine/load_schema.hpp"

#include "src/engine/assets.hpp"
#include "tests/engine/files.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class LoadSchema : public test::Files {
protected:
    void load(const std::string& text) { load_schema(state, folder.write("schema.lua", text), set); }
    std::string problem_of(const std::string& text) {
        return problem([&] { load(text); });
    }
    /// A file with one attribute.
    static std::string with(const std::string& attribute, const std::string& head = "extends = 'User',") {
        return "return { id = 'urn:example:s:2.0:User', name = 'S', " + head + "\nattributes = {\n{ " + attribute + " } } }";
    }
    scim::SchemaSet set;
};

TEST_F(LoadSchema, TheExampleLoads) {
    load_schema(state, data_folder() / "simulator" / "schemas" / "example.lua", set);
    const scim::Schema* schema = set.find_schema("URN:example:params:scim:schemas:extension:workplace:2.0:User");
    ASSERT_TRUE(schema);
    EXPECT_EQ(set.user().find_extension(schema->id), schema);
    EXPECT_FALSE(set.user().extensions.back().required);
    const scim::Attribute* badge = schema->find("badge");
    EXPECT_EQ(badge->type, scim::Type::integer);
    EXPECT_EQ(badge->mutability, scim::Mutability::immutable);
    EXPECT_EQ(badge->uniqueness, scim::Uniqueness::server);
    EXPECT_TRUE(schema->find("doorCode")->is_never_returned());
    EXPECT_TRUE(schema->find("keys")->find("value")->required);
    const scim::Attribute* desk = schema->find("desk");
    EXPECT_FALSE(desk->required || desk->case_exact || desk->multi_valued);
    EXPECT_EQ(desk->type, scim::Type::string);
    EXPECT_EQ(desk->returned, scim::Returned::by_default);
    EXPECT_FALSE(scim::SchemaSet::standard()->find_schema(schema->id));
}

TEST_F(LoadSchema, MakesAResourceType) {
    load(with("name = 'serial', required = true", "resource_type = { name = 'Device', endpoint = '/Devices' },"));
    const scim::ResourceType* type = set.find_endpoint("Devices");
    ASSERT_TRUE(type);
    EXPECT_EQ(type->name, "Device");
    EXPECT_EQ(set.types().size(), 3u);
}

TEST_F(LoadSchema, SaysWhatIsWrongAndWhere) {
    const struct {
        std::string file;
        const char* field;
        const char* why;
    } cases[] = {
        {with("name = 'a b'"), "attributes[1].name", "no attribute name"},
        {with("name = 'id'"), "attributes[1].name", "common attribute"},
        {with("name = 'a', type = 'text'"), "attributes[1].type", "string"},
        {with("name = 'a', mutability = 'readwrite'"), "attributes[1].mutability", "readWrite"},
        {with("name = 'a', required = 'yes'"), "attributes[1].required", ""},
        {with("name = 'a', requird = true"), "attributes[1].requird", "required"},
        {with("name = 'a', type = 'complex'"), "attributes[1].subAttributes", "missing"},
        {with("name = 'a', subAttributes = { { name = 'b' } }"), "attributes[1].subAttributes", "complex"},
        {with("name = 'a', type = 'complex', subAttributes = { { name = 'b', type = 'complex' } }"),
         "attributes[1].subAttributes[1].type", "within a complex"},
        {with("name = 'a', type = 'reference'"), "attributes[1].referenceTypes", "missing"},
        {with("name = 'a', mutability = 'writeOnly', returned = 'always'"), "attributes[1].returned", "never"},
        {with("name = 'a', mutability = 'readOnly', required = true"), "attributes[1].required", "readOnly"},
        {with("name = 'a', multiValued = true, uniqueness = 'server'"), "attributes[1].uniqueness", "one simple value"},
        {with("name = 'a' }, { name = 'A'"), "attributes[2].name", "twice"},
        {with("name = 'a'", ""), "extends", "needed"},
        {with("name = 'a'", "extends = 'User', resource_type = { name = 'D', endpoint = '/Ds' },"), "extends", "needed"},
        {with("name = 'a'", "extends = 'Users',"), "extends", "no resource type"},
        {with("name = 'a'", "resource_type = { name = 'User', endpoint = '/People' },"), "resource_type.name", "already"},
        {with("name = 'a'", "resource_type = { name = 'D', endpoint = '/users' },"), "resource_type.endpoint", "in use"},
        {with("name = 'a'", "resource_type = { name = 'D', endpoint = '/bulk' },"), "resource_type.endpoint", "in use"},
        {with("name = 'a'", "resource_type = { name = 'D', endpoint = '/a/b' },"), "resource_type.endpoint", "Devices"},
        {"return { id = 'urn:x:y', name = 'S', extends = 'User' }", "attributes", "missing"},
        {"return { id = 'workplace', name = 'S', extends = 'User', attributes = { { name = 'a' } } }", "id", "no URN"},
        {"return { id = 'urn:ietf:params:scim:schemas:core:2.0:Group', name = 'S', extends = 'User',\nattributes = { { "
         "name = 'a' } } }",
         "id", "already"},
        {"return { id = 'urn:ietf:params:scim:api:messages:2.0:Mine', name = 'S', extends = 'User', attributes = {} }", "id", "message"},
    };
    for (const auto& one : cases) {
        const std::string said = problem_of(one.file);
        EXPECT_THAT(said, AllOf(HasSubstr("schema.lua:"), HasSubstr(one.field), HasSubstr(one.why))) << one.file;
    }
    EXPECT_THAT(problem_of(with("name = 'a b'")), HasSubstr("schema.lua:3:"));
    EXPECT_EQ(set.schemas().size(), 3u);   // nothing of all that was kept
}

TEST_F(LoadSchema, TwoFilesDoNotDeclareTheSame) {
    load(with("name = 'a'"));
    EXPECT_THAT(problem_of(with("name = 'b'")), HasSubstr("already"));
}

} // namespace
} // namespace idpsim::engine
