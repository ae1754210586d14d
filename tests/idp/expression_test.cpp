/// Expressions: the grammar, and what each language has of its own.
#include "simulator/idp/expression.hpp"
#include "simulator/idp/expression_functions.hpp"

#include <gtest/gtest.h>

namespace idpsim::idp {
namespace {

ExpressionLanguage language() {
    ExpressionLanguage out;
    out.title = "the test's language";
    out.names = {{"user.email", "person.email"}, {"user.*", "person.*"}, {"groups", "person.groups"}};
    out.functions = {{"#this.get", "attribute"}};
    for (const std::string& name : built_in_names()) out.functions[name] = name;
    out.methods = {{"toUpperCase", "upper"}, {"substring", "substring"}, {"get", "list_item"}};
    return out;
}

Term look_up(std::string_view name) {
    if (name == "person.email") return "ada@example.test";
    if (name == "person.first") return "Ada";
    if (name == "person.groups") return std::vector<std::string>{"App-Admins", "Staff"};
    if (name == "person.group_ids") return std::vector<std::string>{"g1", "g2"};
    return {};
}

std::string value(const std::string& text) {
    const auto parsed = Expression::parse(text, language());
    return parsed ? text_of(parsed->evaluate(look_up)) : describe(parsed.error());
}

std::string problem(const std::string& text) {
    const auto parsed = Expression::parse(text, language());
    return parsed ? "no problem" : parsed.error().detail;
}

TEST(Expression, LiteralsNamesAndOperators) {
    EXPECT_EQ(value("'a' + \"b\" + 1"), "ab1");
    EXPECT_EQ(value("1 + 2 - 4"), "-1");
    EXPECT_EQ(value("'it''s' + \"\\\"\""), "it's\"");
    EXPECT_EQ(value("user.email"), "ada@example.test");
    EXPECT_EQ(value("user['first']"), "Ada");
    EXPECT_EQ(value("user.nothing"), "");
    EXPECT_EQ(value("user.nothing == null ? 'none' : 'some'"), "none");
    EXPECT_EQ(value("user.nothing ?: 'else'"), "else");
    EXPECT_EQ(value("user.first ?: 'else'"), "Ada");
    EXPECT_EQ(value("!(1 < 2) || 'a' != 'b' && NOT false"), "true");
    EXPECT_EQ(value("2 >= 10"), "false");
    EXPECT_EQ(value("'2' >= '10'"), "true");
    EXPECT_EQ(value("true ? false ? 'a' : 'b' : 'c'"), "b");
    EXPECT_EQ(value("user.first eq 'Ada' and user.first ne 'Eve'"), "true");
}

TEST(Expression, ListsAndMethods) {
    EXPECT_EQ(value("groups"), "App-Admins,Staff");
    EXPECT_EQ(value("groups[1]"), "Staff");
    EXPECT_EQ(value("groups[7]"), "");
    EXPECT_EQ(value("groups.![upper(#this) + '!']"), "APP-ADMINS!,STAFF!");
    EXPECT_EQ(value("groups.![#this.substring(0, 3)]"), "App,Sta");
    EXPECT_EQ(value("user.first.toUpperCase().substring(1)"), "DA");
    EXPECT_EQ(value("{'a', {'b', 'c'}, user.first}"), "a,b,c,Ada");
    EXPECT_EQ(value("#this.get(\"user.email\").toUpperCase()"), "ADA@EXAMPLE.TEST");
    EXPECT_EQ(value("list_add(groups, 'x').get(2)"), "x");
}

TEST(Expression, Functions) {
    EXPECT_EQ(value("append('This is', ' a test')"), "This is a test");
    EXPECT_EQ(value("join(',', 'This', groups)"), "This,App-Admins,Staff");
    EXPECT_EQ(value("replace('This is a test', 'is', 'at')"), "That at a test");
    EXPECT_EQ(value("replace_first('This is a test', 'is', 'at')"), "That is a test");
    EXPECT_EQ(value("replace('a', '', 'x')"), "a");
    EXPECT_EQ(value("substring('This is a test', 2, 9)"), "is is a");
    EXPECT_EQ(value("substring('abc', 2, 99)"), "c");
    EXPECT_EQ(value("substring_length('PleaseExtractThisNow', 6, 11)"), "ExtractThis");
    EXPECT_EQ(value("before('abc@okta.com', '@')"), "abc");
    EXPECT_EQ(value("after('abc@okta.com', '@')"), "okta.com");
    EXPECT_EQ(value("between('Finance_BSimon_US', 'Finance_', '_US')"), "BSimon");
    EXPECT_EQ(value("switch('First match wins', 'default', 'absent', 'v1', 'wins', 'v2', 'match', 'v3')"), "v2");
    EXPECT_EQ(value("switch('none', 'default', 'key', 'value')"), "default");
    EXPECT_EQ(value("letters_at_start('BSimon_123') + digits_at_end('BSimon_123')"), "BSimon123");
    EXPECT_EQ(value("letters_at_end('123_Simon') + digits_at_start('123_Simon')"), "Simon123");
    EXPECT_EQ(value("mail_prefix(user.email)"), "ada");
    EXPECT_EQ(value("replace_pattern(user.email, '(?<name>[a-z]+)@.*', '{name}-x')"), "ada-x");
    EXPECT_EQ(value("replace_pattern('a1b2', '[0-9]', '')"), "ab");
    EXPECT_EQ(value("output_if_contains(user.email, '@example', 'in', 'out')"), "in");
    EXPECT_EQ(value("output_if_starts(user.email, 'eve', 'in', 'out')"), "out");
    EXPECT_EQ(value("output_if_ends(user.nothing, '', 'in')"), "");
    EXPECT_EQ(value("output_if_empty(user.nothing, 'filled', 'else')"), "filled");
    EXPECT_EQ(value("output_if_not_empty(user.nothing, 'filled', 'else')"), "else");
    EXPECT_EQ(value("split('a;b;c', ';')[2]"), "c");
    EXPECT_EQ(value("upper(user.nothing) == null"), "true");
    EXPECT_EQ(value("capitalize('ada') + trim(' x ')"), "Adax");
    EXPECT_EQ(value("length('four') + index_of('abc', 'c')"), "6");
    EXPECT_EQ(value("matches('abc', 'a.c')"), "true");
    EXPECT_EQ(value("list_size(list_remove(groups, 'Staff'))"), "1");
}

TEST(Expression, Groups) {
    EXPECT_EQ(value("is_member_of('Staff')"), "true");
    EXPECT_EQ(value("is_member_of('Staf')"), "false");
    EXPECT_EQ(value("is_member_starting('App-')"), "true");
    EXPECT_EQ(value("is_member_containing('-Adm')"), "true");
    EXPECT_EQ(value("is_member_matching('App-.*')"), "true");
    EXPECT_EQ(value("is_member_of_id('g7', 'g2')"), "true");
    EXPECT_EQ(value("groups_starting('OKTA', 'App-', 10)"), "App-Admins");
    EXPECT_EQ(value("groups_ending('OKTA', 'f', 0)"), "");
}

TEST(Expression, NamesWhatIsWrong) {
    EXPECT_EQ(problem("person.email"), "the test's language has no \"person.email\" here; did you mean \"user.email\"?");
    EXPECT_TRUE(problem("Strings.append('a')").starts_with("the function \"Strings.append\" is not supported"));
    EXPECT_TRUE(problem("user.email.toUppercase()").find("\"user.email.toUppercase\" is not supported") != std::string::npos);
    EXPECT_EQ(problem("'a'.toUppercase()"), "the method \"toUppercase\" is not supported; did you mean \"toUpperCase\"?");
    EXPECT_EQ(problem("upper()"), "\"upper\" takes another number of arguments than 0");
    EXPECT_EQ(problem("'open"), "a text is not closed");
    EXPECT_EQ(problem("1.5"), "only whole numbers are available");
    EXPECT_EQ(problem("{'a': 'b'}"), "maps are not supported");
    EXPECT_EQ(problem("@java.lang.Runtime@getRuntime()"), "static members (@class@member) are not available");
    EXPECT_EQ(problem("1 ? 2"), "\":\" was expected, there is the end");
    EXPECT_EQ(problem("user.email user.email"), "\"user.email\" is left over");
    EXPECT_EQ(problem(""), "a value was expected, there is the end");
    EXPECT_EQ(problem(std::string(70, '(') + "1"), "it is nested too deeply");
    EXPECT_EQ(problem(std::string(70, '!') + "true"), "it is nested too deeply");
    EXPECT_EQ(problem(std::string(5000, '1')), "an expression has at most 4096 characters");
}

TEST(Expression, EvaluationThatFailsNamesTheExpression) {
    const auto parsed = Expression::parse("matches(user.email, '(')", language());
    ASSERT_TRUE(parsed);
    try {
        parsed->evaluate(look_up);
        FAIL() << "no failure";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().where, "expression \"matches(user.email, '(')\"");
    }
    EXPECT_THROW(Expression::parse("'a' - 1", language())->evaluate(look_up), Failure);
}

TEST(Expression, WhatGrowsIsStopped) {
    std::string text = "'" + std::string(20, 'x') + "'", list = "{'a'}";
    for (int i = 0; i < 8; ++i) text = "replace(" + text + ", 'x', 'xxxxx')";
    for (int i = 0; i < 8; ++i) list += ".![{'a','a','a','a','a'}]";
    for (const std::string& growing : {text, list, std::string("replace_pattern(" + text + ", 'x', 'y')")}) {
        const auto parsed = Expression::parse(growing, language());
        ASSERT_TRUE(parsed) << describe(parsed.error());
        EXPECT_THROW(parsed->evaluate(look_up), Failure);
    }
}

} // namespace
} // namespace idpsim::idp
