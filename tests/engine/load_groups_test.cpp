#include "src/engine/load_groups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

PeopleFile two_people() { return read_people("username\nada@x.test\nbob@x.test\n", "people"); }

PeopleFile with_groups(const std::string& text) {
    PeopleFile out = two_people();
    read_groups(text, "g", out);
    return out;
}

std::string problem(const std::string& text) {
    try {
        with_groups(text);
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "(none)";
}

TEST(LoadGroups, ReadsTablesAndObjectsAlike) {
    for (
        const char* text :
        {"Name;Members;Id\nEngines;ADA@x.test|bob@x.test;g-1\nEmpty;;\n",
         "group,userName,id\nEngines,ada@x.test,g-1\nEmpty,,\nEngines,bob@x.test,\n",
         R"([{"displayName":"Engines","members":["ada@x.test","bob@x.test"],"id":"g-1"},{"name":"Empty"}])",
         R"({"groups":[{"name":"Engines","members":["ada@x.test","bob@x.test","Bob@X.test"],"id":"g-1"},{"name":"Empty","members":[]}]})"}) {
        const PeopleFile read = with_groups(text);
        EXPECT_EQ(read.groups.size(), 2U) << text;
        EXPECT_THAT(read.groups.at("Engines"), ElementsAre("ada@x.test", "bob@x.test")) << text;
        EXPECT_THAT(read.groups.at("Empty"), ElementsAre()) << text;
        EXPECT_EQ(read.group_ids.size(), 1U) << text;
        EXPECT_EQ(read.group_ids.at("Engines"), "g-1") << text;
    }
}

TEST(LoadGroups, ComeToThoseThatThePeoplesFileHas) {
    PeopleFile people = read_people("username,groups\nada,All\nbob,\n", "people");
    read_groups("name,members\nAll,bob\nMore,ada\n", "g", people);
    EXPECT_THAT(people.groups.at("All"), ElementsAre("ada", "bob"));
    EXPECT_THAT(people.groups.at("More"), ElementsAre("ada"));
}

TEST(LoadGroups, NamesLineAndField) {
    EXPECT_THAT(problem("members\nada@x.test\n"), HasSubstr("g:1: a column named \"name\" was expected"));
    EXPECT_THAT(problem("name,mebers\nA,\n"),
                HasSubstr("g:1: no column is named \"mebers\"; did you mean \"members\"?"));
    EXPECT_THAT(problem("name,members,member\nA,,\n"), HasSubstr("not both"));
    EXPECT_THAT(problem("name,members\nA,ada@x.test\n\nB,eve@x.test\n"),
                HasSubstr("g:4: members: \"eve@x.test\" is nobody's username"));
    EXPECT_THAT(problem("name,members\n,ada@x.test\n"), HasSubstr("g:2: name: a group has a name"));
    EXPECT_THAT(problem("name,members\nA,\na,\n"), HasSubstr("g:3: name: \"a\" stands there already: g:2"));
    EXPECT_THAT(problem("name,id\nA,1\nB,1\n"), HasSubstr("g:3: id: \"1\" stands there already: g:2"));
    EXPECT_THAT(problem("name,member,id\nA,ada@x.test,1\nA,bob@x.test,2\n"),
                HasSubstr("g:3: id: \"A\" has another id in g:2"));
    EXPECT_THAT(problem("name\nA,b,c\n"), HasSubstr("g:2: 3 fields, and 1 columns"));
    EXPECT_THAT(problem("[{\"name\":\"A\"},\n{\"name\":\"B\",\"members\":[\"eve\"]}]"),
                HasSubstr("g:2: groups[1].members: \"eve\" is nobody's username"));
    EXPECT_THAT(problem("[{\"name\":\"A\",\"members\":\"ada@x.test\"}]"),
                HasSubstr("groups[0].members: a list of texts was expected"));
    EXPECT_THAT(problem("[{\"name\":\"A\",\"owner\":\"x\"}]"),
                HasSubstr("groups[0].owner: a group has name, members and id"));
    EXPECT_THAT(problem("[{\"members\":[]}]"), HasSubstr("groups[0].name: a text was expected"));
    EXPECT_THAT(problem("{\"people\":[]}"), HasSubstr("people: there are groups, and nothing else"));
    EXPECT_THAT(problem("[1]"), HasSubstr("groups[0]: an object was expected"));
    EXPECT_THAT(problem("{\"groups\":{}}"), HasSubstr("groups: a list was expected"));
    EXPECT_THAT(problem("[{\"name\":"), HasSubstr("not JSON"));
    EXPECT_THAT(problem("\n"), HasSubstr("it is empty"));
}

} // namespace
} // namespace idpsim::engine
