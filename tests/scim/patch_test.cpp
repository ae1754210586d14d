#include "src/core/random.hpp"
#include "src/scim/patch.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

namespace idpsim::scim {
namespace {

Outcome<json::object> patched(const ResourceType& type, const std::string& before, const std::string& operations,
                              const PatchDialect& dialect = {}) {
    const json::object body =
        object_of("{'schemas':['" + std::string(patch_op_urn) + "'],'Operations':" + operations + "}");
    const auto read = read_patch(body, dialect);
    if (!read) return read.error();
    return apply_patch(object_of(before), *read, type, dialect);
}

/// What is left, without `schemas`; or why not.
std::string result(const ResourceType& type, const std::string& before, const std::string& operations,
                   const PatchDialect& dialect = {}) {
    Outcome<json::object> done = patched(type, before, operations, dialect);
    if (!done) return name_of(done.error());
    erase_member(*done, "schemas");
    return json::serialize(*done);
}

struct Case {
    const char* before;
    const char* operations;
    const char* after;   ///< JSON, or a scimType
};

void expect(const ResourceType& type, std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        EXPECT_EQ(result(type, one.before, one.operations), quotes(one.after)) << one.before << "\n" << one.operations;
    }
}

TEST(Patch, SingleValues) {
    expect(user_type(),
           {
               {"{'userName':'a'}", "[{'op':'add','path':'title','value':'t'}]", "{'userName':'a','title':'t'}"},
               {"{'userName':'a','title':'t'}", "[{'op':'replace','path':'TITLE','value':'u'}]",
                "{'userName':'a','title':'u'}"},
               {"{'userName':'a'}", "[{'op':'replace','path':'title','value':'u'}]", "{'userName':'a','title':'u'}"},
               {"{'userName':'a','title':'t','locale':'en'}", "[{'op':'remove','path':'title'}]",
                "{'userName':'a','locale':'en'}"},
               {"{'userName':'a','title':'t'}", "[{'op':'replace','path':'title','value':null}]", "{'userName':'a'}"},
               {"{'userName':'a'}", "[{'op':'remove','path':'title'}]", "{'userName':'a'}"},
               {"{'userName':'a'}",
                "[{'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:title','value':'t'}]",
                "{'userName':'a','title':'t'}"},
               {"{'userName':'a'}",
                "[{'op':'replace','path':'userName','value':'b'},{'op':'replace','path':'userName','value':'c'}]",
                "{'userName':'c'}"},
               {"{'userName':'a'}", "[{'op':'remove','path':'userName'}]", "mutability"},
               {"{'userName':'a'}", "[{'op':'replace','path':'userName','value':null}]", "invalidValue"},
               {"{'userName':'a'}", "[{'op':'replace','path':'title','value':1}]", "invalidValue"},
               {"{'userName':'a'}", "[{'op':'replace','path':'title','value':['x','y']}]", "invalidValue"},
               {"{'userName':'a'}", "[{'op':'replace','path':'password','value':'secret'}]", "{'userName':'a'}"},
           });
}

TEST(Patch, Booleans) {
    for (const char* no : {"false", "'False'", "'false'", "'FALSE'"}) {
        EXPECT_EQ(result(user_type(), "{'active':true}",
                         std::string("[{'op':'Replace','path':'active','value':") + no + "}]"),
                  quotes("{'active':false}"));
    }
    EXPECT_EQ(result(user_type(), "{'active':false}", "[{'op':'Add','path':'active','value':'True'}]"),
              quotes("{'active':true}"));
    for (const char* bad : {"'no'", "0", "'0'", "''", "{}", "[true]"}) {
        EXPECT_EQ(result(user_type(), "{'active':true}",
                         std::string("[{'op':'replace','path':'active','value':") + bad + "}]"),
                  "invalidValue");
    }
}

TEST(Patch, ComplexValues) {
    expect(
        user_type(),
        {
            {"{'name':{'givenName':'A','familyName':'B'}}",
             "[{'op':'replace','path':'name','value':{'familyName':'C'}}]",
             "{'name':{'givenName':'A','familyName':'C'}}"},
            {"{}", "[{'op':'add','path':'name.givenName','value':'A'}]", "{'name':{'givenName':'A'}}"},
            {"{'name':{'givenName':'A'}}", "[{'op':'add','path':'name','value':{}}]", "{'name':{'givenName':'A'}}"},
            {"{'name':{'givenName':'A'}}", "[{'op':'remove','path':'name.givenName'}]", "{}"},
            {"{'name':{'givenName':'A'}}", "[{'op':'remove','path':'name.familyName'}]", "{'name':{'givenName':'A'}}"},
            {"{'name':{'givenName':'A'}}", "[{'op':'replace','path':'name','value':'x'}]", "invalidValue"},
            {"{}", "[{'op':'replace','path':'name.nope','value':'x'}]", "invalidPath"},
        });
}

TEST(Patch, Extensions) {
    expect(
        user_type(),
        {
            {"{}", "[{'op':'add','path':'@enterprise:department','value':'D'}]", "{'@enterprise':{'department':'D'}}"},
            {"{}", "[{'op':'add','path':'@enterprise','value':{'department':'D','nope':1}}]",
             "{'@enterprise':{'department':'D'}}"},
            {"{'@enterprise':{'department':'D'}}", "[{'op':'remove','path':'@enterprise:department'}]", "{}"},
            {"{'@enterprise':{'department':'D','division':'E'}}",
             "[{'op':'replace','path':'@enterprise','value':{'division':'F'}}]",
             "{'@enterprise':{'department':'D','division':'F'}}"},
            {"{'@enterprise':{'department':'D'}}", "[{'op':'remove','path':'@enterprise'}]", "{}"},
            {"{}", "[{'op':'Add','path':'@enterprise:manager','value':'271'}]",
             "{'@enterprise':{'manager':{'value':'271'}}}"},
            {"{}", "[{'op':'replace','path':'@enterprise:manager','value':[{'$ref':'x','value':'271'}]}]",
             "{'@enterprise':{'manager':{'$ref':'x','value':'271'}}}"},
            {"{'@enterprise':{'manager':{'value':'1','$ref':'x'}}}",
             "[{'op':'replace','path':'@enterprise:manager','value':{'value':'2','displayName':'set by the server'}}]",
             "{'@enterprise':{'manager':{'value':'2'}}}"},
            {"{'@enterprise':{'manager':{'value':'1'}}}",
             "[{'op':'replace','path':'@enterprise:manager','value':{'value':''}}]", "{}"},
            {"{}", "[{'op':'add','path':'urn:ietf:params:scim:schemas:core:2.0:User:userName.evil','value':'x'}]",
             "invalidPath"},
            {"{}", "[{'op':'add','path':'@enterprise:userName','value':'x'}]", "invalidPath"},
        });
    const Outcome<json::object> done =
        patched(user_type(), "{'userName':'a'}", "[{'op':'add','path':'@enterprise:division','value':'D'}]");
    EXPECT_EQ(json::serialize(done->at("schemas")),
              quotes("['urn:ietf:params:scim:schemas:core:2.0:User','@enterprise']"));
}

TEST(Patch, ListsWithoutFilter) {
    expect(user_type(),
           {
               {"{'emails':[{'value':'a','type':'work'}]}",
                "[{'op':'add','path':'emails','value':[{'value':'b','type':'home'}]}]",
                "{'emails':[{'value':'a','type':'work'},{'value':'b','type':'home'}]}"},
               {"{}", "[{'op':'add','path':'emails','value':{'value':'b'}}]", "{'emails':[{'value':'b'}]}"},
               {"{'emails':[{'value':'a','type':'work'}]}",
                "[{'op':'add','path':'emails','value':[{'value':'A','type':'WORK'}]}]",
                "{'emails':[{'value':'A','type':'WORK'}]}"},
               {"{'emails':[{'value':'a','type':'work'}]}",
                "[{'op':'replace','path':'emails','value':[{'value':'b'}]}]", "{'emails':[{'value':'b'}]}"},
               {"{'emails':[{'value':'a'}]}", "[{'op':'replace','path':'emails','value':[]}]", "{}"},
               {"{'emails':[{'value':'a'}]}", "[{'op':'remove','path':'emails'}]", "{}"},
               {"{'emails':[{'value':'a'},{'value':'b'}]}", "[{'op':'remove','path':'emails','value':[{'value':'a'}]}]",
                "{'emails':[{'value':'b'}]}"},
               {"{'emails':[{'value':'a','display':'x'},{'value':'b'}]}", "[{'op':'remove','path':'emails.display'}]",
                "{'emails':[{'value':'a'},{'value':'b'}]}"},
               {"{'emails':[{'value':'a','primary':true}]}",
                "[{'op':'add','path':'emails','value':[{'value':'b','primary':true}]}]",
                "{'emails':[{'value':'a','primary':false},{'value':'b','primary':true}]}"},
               {"{}", "[{'op':'add','path':'emails','value':[1]}]", "invalidValue"},
               {"{}", "[{'op':'add','path':'emails','value':[{'value':'a\\u0000b'}]}]", "invalidValue"},
               {"{}", "[{'op':'add','path':'emails','value':[{'value':'a\\nBcc: b'}]}]", "invalidValue"},
           });
}

TEST(Patch, ListsWithFilter) {
    expect(
        user_type(),
        {
            {"{'emails':[{'value':'a','type':'work'},{'value':'b','type':'home'}]}",
             "[{'op':'replace','path':'emails[type eq \\'work\\'].value','value':'c'}]",
             "{'emails':[{'value':'c','type':'work'},{'value':'b','type':'home'}]}"},
            {"{'emails':[{'value':'a','type':'work'},{'value':'b','type':'work'}]}",
             "[{'op':'replace','path':'emails[type eq \\'work\\'].display','value':'d'}]",
             "{'emails':[{'value':'a','type':'work','display':'d'},{'value':'b','type':'work','display':'d'}]}"},
            {"{'emails':[{'value':'a','type':'work'}]}",
             "[{'op':'replace','path':'emails[type eq \\'work\\']','value':{'value':'z'}}]",
             "{'emails':[{'value':'z'}]}"},
            {"{'emails':[{'value':'a','type':'work'}]}",
             "[{'op':'add','path':'emails[type eq \\'work\\']','value':{'display':'z'}}]",
             "{'emails':[{'value':'a','type':'work','display':'z'}]}"},
            {"{'emails':[{'value':'a','type':'work'},{'value':'b'}]}",
             "[{'op':'remove','path':'emails[type eq \\'work\\']'}]", "{'emails':[{'value':'b'}]}"},
            {"{'emails':[{'value':'a','type':'work'}]}", "[{'op':'remove','path':'emails[type eq \\'work\\']'}]", "{}"},
            {"{'emails':[{'value':'b'}]}", "[{'op':'remove','path':'emails[type eq \\'work\\']'}]",
             "{'emails':[{'value':'b'}]}"},
            {"{'emails':[{'value':'a','type':'work','primary':true},{'value':'b','type':'home'}]}",
             "[{'op':'replace','path':'emails[type eq \\'home\\'].primary','value':'True'}]",
             "{'emails':[{'value':'a','type':'work','primary':false},{'value':'b','type':'home','primary':true}]}"},
            {"{'userName':'a'}", "[{'op':'replace','path':'userName[value eq \\'a\\']','value':'b'}]", "invalidPath"},
            {"{}", "[{'op':'replace','path':'emails[nope eq \\'a\\'].value','value':'b'}]", "invalidFilter"},
            {"{}", "[{'op':'replace','path':'emails[type eq \\'work\\'].nope','value':'b'}]", "invalidPath"},
            {"{}", "[{'op':'replace','path':'emails[type xx \\'work\\'].value','value':'b'}]", "invalidFilter"},
        });
}

TEST(Patch, AFilterWithoutAMatchMayMakeTheElement) {
    expect(user_type(),
           {
               {"{}", "[{'op':'Add','path':'emails[type eq \\'work\\'].value','value':'a'}]",
                "{'emails':[{'type':'work','value':'a'}]}"},
               {"{}", "[{'op':'add','path':'emails[type eq \\'custom\\'].value','value':'a'}]",
                "{'emails':[{'type':'custom','value':'a'}]}"},
               {"{}", "[{'op':'Replace','path':'phoneNumbers[type eq \\'mobile\\'].value','value':'1'}]",
                "{'phoneNumbers':[{'type':'mobile','value':'1'}]}"},
               {"{}", "[{'op':'Add','path':'roles[primary eq \\'True\\'].value','value':'Admin'}]",
                "{'roles':[{'primary':true,'value':'Admin'}]}"},
               {"{}", "[{'op':'replace','path':'emails[type eq \\'none\\'].value','value':'a'}]", "noTarget"},
               {"{}", "[{'op':'replace','path':'emails[value eq \\'x\\'].value','value':'a'}]", "noTarget"},
               {"{}", "[{'op':'add','path':'emails[type eq \\'work\\' or type eq \\'home\\'].value','value':'a'}]",
                "noTarget"},
               {"{}", "[{'op':'add','path':'emails[type sw \\'work\\'].value','value':'a'}]", "noTarget"},
           });
    PatchDialect strict;
    strict.create_on_add = strict.create_on_replace = false;
    for (const char* op : {"add", "replace"}) {
        EXPECT_EQ(result(user_type(), "{}",
                         std::string("[{'op':'") + op + "','path':'emails[type eq \\'work\\'].value','value':'a'}]",
                         strict),
                  "noTarget");
    }
}

TEST(Patch, WithoutPath) {
    expect(user_type(),
           {
               {"{'userName':'a','active':true}", "[{'op':'replace','value':{'active':false}}]",
                "{'userName':'a','active':false}"},
               {"{'emails':[{'value':'a'}]}", "[{'op':'add','value':{'emails':[{'value':'b'}],'nickName':'n'}}]",
                "{'emails':[{'value':'a'},{'value':'b'}],'nickName':'n'}"},
               {"{'name':{'familyName':'F'}}",
                "[{'op':'replace','value':{'name.givenName':'G','@enterprise:employeeNumber':'7'}}]",
                "{'name':{'familyName':'F','givenName':'G'},'@enterprise':{'employeeNumber':'7'}}"},
               {"{}", "[{'op':'replace','value':{'@enterprise':{'department':'D'}}}]",
                "{'@enterprise':{'department':'D'}}"},
               {"{'id':'1'}", "[{'op':'replace','value':{'id':'1','title':'t'}}]", "{'id':'1','title':'t'}"},
               {"{'id':'1'}", "[{'op':'replace','value':{'id':'2','title':'t'}}]", "mutability"},
               {"{}",
                "[{'op':'replace','value':{'meta':{'created':'x'},'groups':[],'schemas':[],'__proto__.isAdmin':true,'"
                "isAdmin':true}}]",
                "{}"},
               {"{}", "[{'op':'add','value':'text'}]", "invalidValue"},
               {"{}", "[{'op':'replace','value':false}]", "invalidValue"},
           });
    PatchDialect literal;
    literal.qualified_keys = false;
    EXPECT_EQ(result(user_type(), "{}", "[{'op':'replace','value':{'name.givenName':'G','title':'t'}}]", literal),
              quotes("{'title':'t'}"));
}

TEST(Patch, Members) {
    expect(
        group_type(),
        {
            {"{'displayName':'g'}",
             "[{'op':'add','path':'members','value':[{'value':'1'},{'value':'2','display':null,'$ref':null}]}]",
             "{'displayName':'g','members':[{'value':'1'},{'value':'2'}]}"},
            {"{'members':[{'value':'1','type':'User'}]}", "[{'op':'add','path':'members','value':[{'value':'1'}]}]",
             "{'members':[{'value':'1','type':'User'}]}"},
            {"{'members':[{'value':'1'},{'value':'2'},{'value':'3'}]}",
             "[{'op':'Remove','path':'members','value':[{'value':'2'}]}]", "{'members':[{'value':'1'},{'value':'3'}]}"},
            {"{'members':[{'value':'1'},{'value':'2'}]}",
             "[{'op':'remove','path':'members','value':{'members':[{'$ref':null,'value':'1'}]}}]",
             "{'members':[{'value':'2'}]}"},
            {"{'members':[{'value':'1'},{'value':'2'}]}",
             "[{'op':'remove','path':'members[value eq "
             "\\'1\\']'},{'op':'add','path':'members','value':[{'value':'3'}]}]",
             "{'members':[{'value':'2'},{'value':'3'}]}"},
            {"{'members':[{'value':'1'}]}", "[{'op':'remove','path':'members','value':[]}]",
             "{'members':[{'value':'1'}]}"},
            {"{'members':[{'value':'1'}]}", "[{'op':'remove','path':'members[value eq \\'9\\']'}]",
             "{'members':[{'value':'1'}]}"},
            {"{'members':[{'value':'1'}]}", "[{'op':'remove','path':'members'}]", "{}"},
            {"{'members':[{'value':'1'},{'value':'2'}]}",
             "[{'op':'replace','path':'members','value':[{'value':'3'},{'value':'3'}]}]",
             "{'members':[{'value':'3'}]}"},
            {"{'members':[{'value':'1'}]}", "[{'op':'replace','path':'members','value':[]}]", "{}"},
            {"{'displayName':'g','id':'i','members':[{'value':'1'}]}",
             "[{'op':'replace','value':{'id':'i','displayName':'h'}}]",
             "{'displayName':'h','id':'i','members':[{'value':'1'}]}"},
            {"{'members':[{'value':'1'}]}", "[{'op':'add','path':'members','value':['2']}]",
             "{'members':[{'value':'1'},{'value':'2'}]}"},
            {"{'members':[{'value':'1'}]}", "[{'op':'replace','path':'members[value eq \\'1\\'].value','value':'2'}]",
             "mutability"},
            {"{'displayName':'g'}", "[{'op':'remove','path':'displayName'}]", "mutability"},
        });
    PatchDialect literal;
    literal.remove_listed = false;
    EXPECT_EQ(result(group_type(), "{'members':[{'value':'1'},{'value':'2'}]}",
                     "[{'op':'remove','path':'members','value':[{'value':'1'}]}]", literal),
              "{}");
    literal.unique_elements = false;
    EXPECT_EQ(result(group_type(), "{'members':[{'value':'1'}]}",
                     "[{'op':'add','path':'members','value':[{'value':'1'}]}]", literal),
              quotes("{'members':[{'value':'1'},{'value':'1'}]}"));
}

TEST(Patch, ReadOnlyStays) {
    for (const char* path : {"id", "meta", "meta.created", "groups", "groups[value eq \\'g\\']", "schemas",
                             "@enterprise:manager.displayName"}) {
        for (const char* op : {"add", "replace", "remove"}) {
            const std::string operations = std::string("[{'op':'") + op + "','path':'" + path + "','value':'x'}]";
            EXPECT_EQ(result(user_type(), "{'userName':'a','id':'1'}", operations), "mutability") << operations;
        }
    }
}

TEST(Patch, RefusesBrokenMessages) {
    const struct {
        const char* operations;
        const char* why;
    } cases[] = {
        {"null", "invalidSyntax"},
        {"[]", "invalidSyntax"},
        {"{'op':'add'}", "invalidSyntax"},
        {"['x']", "invalidSyntax"},
        {"[{}]", "invalidSyntax"},
        {"[{'op':'move','path':'a'}]", "invalidSyntax"},
        {"[{'op':1}]", "invalidSyntax"},
        {"[{'op':'remove'}]", "noTarget"},
        {"[{'op':'add','path':'title'}]", "invalidValue"},
        {"[{'op':'add','path':true,'value':1}]", "invalidPath"},
        {"[{'op':'add','path':'','value':1}]", "invalidPath"},
        {"[{'op':'add','path':'..','value':1}]", "invalidPath"},
        {"[{'op':'add','path':'a b','value':1}]", "invalidPath"},
        {"[{'op':'add','path':'[','value':1}]", "invalidPath"},
        {"[{'op':'add','path':'emails[','value':1}]", "invalidFilter"},
        {"[{'op':'add','path':'emails[type pr].','value':1}]", "invalidPath"},
        {"[{'op':'add','path':'emails[type pr]x','value':1}]", "invalidPath"},
        {"[{'op':'add','path':'emails.value[type pr]','value':1}]", "invalidPath"},
        {"[{'op':'add','path':'nope','value':1}]", "invalidPath"},
        {"[{'op':'remove','path':'__proto__.isAdmin'}]", "invalidPath"},
    };
    for (const auto& one : cases) EXPECT_EQ(result(user_type(), "{}", one.operations), one.why) << one.operations;
    EXPECT_EQ(name_of(read_patch(object_of("{'schemas':['x'],'Operations':[{'op':'remove','path':'title'}]}")).error()),
              "invalidSyntax");
    EXPECT_EQ(name_of(read_patch(object_of("{'Operations':[{'op':'remove','path':'title'}]}")).error()),
              "invalidSyntax");
    PatchDialect exact;
    exact.any_op_case = false;
    exact.operations = 2;
    EXPECT_EQ(result(user_type(), "{}", "[{'op':'Remove','path':'title'}]", exact), "invalidSyntax");
    EXPECT_EQ(result(user_type(), "{}",
                     "[{'op':'remove','path':'title'},{'op':'remove','path':'title'},{'op':'remove','path':'title'}]",
                     exact),
              "413");
}

TEST(Patch, IsFastOnLargeGroups) {
    json::array members;
    for (int i = 0; i < 50'000; ++i) members.emplace_back(json::object{{"value", "m" + std::to_string(i)}});
    PatchOperation add;
    add.path = parse_patch_path("members").value();
    add.value = members;
    const Outcome<json::object> done =
        apply_patch({{"displayName", "g"}, {"members", members}}, {add, add}, group_type());
    ASSERT_TRUE(done);
    EXPECT_EQ(done->at("members").as_array().size(), 50'000u);
}

/// Adding is idempotent, and removing what was added leaves the rest, for any sequence of members.
TEST(Patch, MembershipIsASet) {
    Random random(3, "members");
    for (int round = 0; round < 300; ++round) {
        std::string before = "{'members':[{'value':'keep'}]}";
        std::string add = "[", remove = "[";
        const auto count = 1 + random.below(8);
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::string member = "{'value':'" + random.pick("abcd", 1) + "'}";
            add += (i ? "," : "") + std::string("{'op':'add','path':'members','value':[") + member + "]}";
            remove += (i ? "," : "") + std::string("{'op':'remove','path':'members','value':[") + member + "]}";
        }
        const std::string once = result(group_type(), before, add + "]");
        EXPECT_EQ(result(group_type(), once, add + "]"), once);
        EXPECT_EQ(result(group_type(), once, remove + "]"), quotes("{'members':[{'value':'keep'}]}"));
        EXPECT_EQ(result(group_type(), once, remove + ",{'op':'move'}]"), "invalidSyntax");
    }
}

} // namespace
} // namespace idpsim::scim
