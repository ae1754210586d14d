#include "src/engine/load_people.hpp"

#include "src/engine/csv.hpp"
#include "src/engine/generated_people.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace idpsim::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string problem(const std::string& text) {
    try {
        read_people(text, "p");
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "(none)";
}

TEST(Csv, ReadsQuotesLinesAndSeparators) {
    const auto records = read_csv("a,b\r\n\"x, \"\"y\"\"\nz\",2\n\n;3,\n").value();
    ASSERT_EQ(records.size(), 3U);
    EXPECT_THAT(records[1].fields, ElementsAre("x, \"y\"\nz", "2"));
    EXPECT_EQ(records[2].line, 5U) << "after a record of two lines and a blank one";
    EXPECT_THAT(records[2].fields, ElementsAre(";3", ""));
    EXPECT_THAT(read_csv("a;b\n1;2").value()[1].fields, ElementsAre("1", "2"));
    EXPECT_THAT(read_csv("a\tb\n1\t2").value()[1].fields, ElementsAre("1", "2"));
    EXPECT_EQ(read_csv("a\n\"open").error().where, "line 2");
    EXPECT_EQ(read_csv("a\n\"x\"y").error().detail, "text after a closing quote");
    EXPECT_TRUE(read_csv("").value().empty());
}

TEST(LoadPeople, ReadsTablesAndObjectsAlike) {
    const PeopleFile table = read_people("\xef\xbb\xbf" "User Name,givenName,e-mail,title,active,groups\n"
                                         "ada,Ada,ada@x.test,Countess,no,A|B\nbob@x.test,Bob,,,,\n", "p");
    const PeopleFile objects = read_people(R"({"people":[{"userName":"ada","givenName":"Ada","email":"ada@x.test","title":"Countess",
        "active":false,"groups":["A","B"]},{"username":"bob@x.test","first_name":"Bob"}],"groups":[{"name":"C","members":["ada"]}]})", "p");
    for (const PeopleFile& file : {table, objects}) {
        ASSERT_EQ(file.people.size(), 2U);
        EXPECT_EQ(file.people[0].email, "ada@x.test");
        EXPECT_FALSE(file.people[0].active);
        EXPECT_EQ(file.people[0].attributes.at("title"), "Countess");
        EXPECT_EQ(file.people[1].email, "bob@x.test") << "an address as username is the e-mail, too";
        EXPECT_TRUE(file.people[1].active);
        EXPECT_THAT(file.groups.at("B"), ElementsAre("ada"));
    }
    EXPECT_THAT(objects.groups.at("C"), ElementsAre("ada"));
}

TEST(LoadPeople, NamesLineAndField) {
    EXPECT_THAT(problem("username,nick\nx,y"), HasSubstr("p:1: no column is named \"nick\""));
    EXPECT_THAT(problem("username,email,Email\n"), HasSubstr("two columns are named"));
    EXPECT_THAT(problem("username\nx\n\ny,z"), HasSubstr("p:4: 2 fields, and 1 columns"));
    EXPECT_THAT(problem("username,title\n,Queen"), HasSubstr("p:2: username: a person has a username or an email"));
    EXPECT_THAT(problem("username,id\nx,1\ny,1"), HasSubstr("p:3: id: \"1\" stands there already: p:2"));
    EXPECT_THAT(problem("username\nx\n\xc3\x28\n"), HasSubstr("p:3: it is not UTF-8"));
    EXPECT_THAT(problem("\xff\xfeu"), HasSubstr("UTF-16"));
    EXPECT_THAT(problem(" \n"), HasSubstr("it is empty"));
    EXPECT_THAT(problem("[\n{\"username\":\"x\"},\n{\"username\":[]}]"), HasSubstr("p:3: people[1].username: a text was expected"));
    EXPECT_THAT(problem("[{\"username\":\"x\"}] x"), HasSubstr("p:1: "));
    EXPECT_THAT(problem("{\"persons\":[]}"), HasSubstr("persons: there are people and groups"));
    EXPECT_THAT(problem("{\"people\":[{\"username\":\"x\"}],\n\"groups\":[{\"name\":\"G\",\"members\":[\"y\"]}]}"),
                HasSubstr("p:2: groups[0].members: \"y\" is nobody's username"));
    EXPECT_THAT(problem("[1]"), HasSubstr("people[0]: an object was expected"));
}

TEST(GeneratedPeople, AreTheSameForTheSameSeed) {
    const PeopleFile people = generate_people(200, 3, 7, "x.test"), more = generate_people(300, 3, 7, "x.test");
    std::set<std::string> names;
    for (std::size_t i = 0; i < 200; ++i) {
        EXPECT_EQ(people.people[i].username, more.people[i].username);
        EXPECT_EQ(people.people[i].family_name, more.people[i].family_name);
        names.insert(people.people[i].username);
    }
    EXPECT_EQ(names.size(), 200U) << "nobody has somebody else's name";
    EXPECT_EQ(people.groups.size(), 3U);
    EXPECT_NE(generate_people(1, 0, 8, "x.test").people[0].attributes.at("title") + generate_people(2, 0, 8, "x.test").people[1].username,
              people.people[0].attributes.at("title") + people.people[1].username);
}

TEST(GeneratedPeople, ChangeInSomeWeeks) {
    const PeopleFile people = generate_people(100, 2, 7, "x.test"), later = weeks_later(people, 7, "x.test");
    EXPECT_EQ(later.people.size(), 100U) << "two are gone, two are new";
    EXPECT_EQ(std::ranges::count(later.people, false, &idp::Person::active), 4);
    EXPECT_THAT(later.people[0].attributes.at("title"), HasSubstr("Senior "));
    std::size_t members = 0;
    for (const auto& [name, group] : later.groups) members += group.size();
    EXPECT_EQ(members, 98U);
}

} // namespace
} // namespace idpsim::engine
