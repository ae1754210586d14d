#include "src/core/random.hpp"
#include "src/scim/filter.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

namespace idpsim::scim {
namespace {

/// The tree as text, with every bracket written.
std::string shape(const Filter& filter) {
    static const char* const names[] = {"eq", "ne", "co", "sw", "ew", "pr", "gt", "ge", "lt", "le"};
    const auto list = [&](const char* word) {
        std::string text = "(";
        for (const Filter& part : filter.parts) text += (&part == filter.parts.data() ? "" : word) + shape(part);
        return text + ")";
    };
    switch (filter.kind) {
    case Filter::Kind::compare:
        return filter.path.text() + " " + names[static_cast<int>(filter.op)] +
               (filter.op == Operator::pr ? "" : " " + json::serialize(filter.value));
    case Filter::Kind::all_of: return list(" and ");
    case Filter::Kind::any_of: return list(" or ");
    case Filter::Kind::negate: return "not " + list("");
    case Filter::Kind::has_element: return filter.path.text() + "[" + shape(filter.parts.front()) + "]";
    }
    return "";
}

TEST(FilterGrammar, ReadsTheStandardsForms) {
    const struct {
        const char* text;
        const char* tree;
    } cases[] = {
        {"userName eq 'x'", "userName eq 'x'"},
        {"USERNAME Eq 'x'", "USERNAME eq 'x'"},
        {"title PR", "title pr"},
        {"a eq 1 or b eq 2 and c eq 3", "(a eq 1 or (b eq 2 and c eq 3))"},
        {"(a eq 1 or b eq 2) and c eq 3", "((a eq 1 or b eq 2) and c eq 3)"},
        {"not (a pr) and b pr", "(not (a pr) and b pr)"},
        {"NOT(a pr or b pr)", "not ((a pr or b pr))"},
        {"a pr and b pr and c pr", "(a pr and b pr and c pr)"},
        {"((a pr))", "a pr"},
        {"emails[type eq 'work' and value co '@x']", "emails[(type eq 'work' and value co '@x')]"},
        {"emails[type eq 'work'].value eq 'x'", "emails[(type eq 'work' and value eq 'x')]"},
        {"emails[type eq 'work'] or ims[not (value pr)]", "(emails[type eq 'work'] or ims[not (value pr)])"},
        {"active eq TRUE", "active eq true"},
        {"nickName eq null", "nickName eq null"},
        {"x eq -1.5", "x eq -1.5E0"},
        {"urn:ietf:params:scim:schemas:core:2.0:User:userName sw 'J'",
         "urn:ietf:params:scim:schemas:core:2.0:User:userName sw 'J'"},
        {"a eq 'it is ] ) and'", "a eq 'it is ] ) and'"},
        {"  a   eq   'x'  ", "a eq 'x'"},
        {"members.$ref eq 'x'", "members.$ref eq 'x'"},
        {"pr pr", "pr pr"},
    };
    for (const auto& one : cases) {
        const Outcome<Filter> filter = parse_filter(quotes(one.text));
        ASSERT_TRUE(filter) << one.text << ": " << filter.error().detail;
        EXPECT_EQ(shape(*filter), quotes(one.tree)) << one.text;
    }
}

TEST(FilterGrammar, ReadsJsonEscapes) {
    const Outcome<Filter> filter = parse_filter(R"(a eq "\"\\\u00e9\/")");
    ASSERT_TRUE(filter);
    EXPECT_EQ(text_of(filter->value.get_string()), "\"\\\xC3\xA9/");
}

TEST(FilterGrammar, RefusesEverythingElse) {
    for (const char* text : {"",
                             " ",
                             "(",
                             ")",
                             "()",
                             "a",
                             "a eq",
                             "eq 'x'",
                             "a eq x",
                             "a eq 'x",
                             "a eq 'x\\'",
                             "a eq '\\q'",
                             "a eq '\\ud800'",
                             "a like 'x'",
                             "a eq 'x' b pr",
                             "a pr and",
                             "and or",
                             "a pr or or b pr",
                             "not a pr",
                             "not ()",
                             "a pr)",
                             "(a pr",
                             "a[b pr",
                             "a[b pr)",
                             "a[b pr]]",
                             "a[]",
                             "a[b[c pr]]",
                             "a[b pr].",
                             "a[b pr].c",
                             "a[b pr].c.d eq 1",
                             "a.b.c eq 1",
                             "1a eq 1",
                             "a eq 1 2",
                             "a eq {}",
                             "a eq []",
                             "a eq ('x')",
                             "a eq \xE2\x80\x9Cx\xE2\x80\x9D",
                             "a eq '\t'",
                             "a\teq 1",
                             "*)(uid=*",
                             "a eq 1; drop",
                             "a == 1"}) {
        const Outcome<Filter> filter = parse_filter(quotes(text));
        ASSERT_TRUE(filter.has_error()) << text;
        EXPECT_EQ(name_of(filter.error()), "invalidFilter") << text;
    }
}

TEST(FilterGrammar, IsBounded) {
    const auto repeat = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    };
    EXPECT_TRUE(parse_filter(repeat("(", 32) + "a pr" + repeat(")", 32)));
    EXPECT_TRUE(parse_filter(repeat("(", 33) + "a pr" + repeat(")", 33)).has_error());
    EXPECT_TRUE(parse_filter(repeat("(", 10'000)).has_error());
    EXPECT_TRUE(parse_filter(repeat("not (", 3'000) + "!").has_error());
    EXPECT_TRUE(parse_filter(repeat("a[", 5'000)).has_error());
    EXPECT_TRUE(parse_filter("a pr" + repeat(" or a pr", 511)));
    EXPECT_TRUE(parse_filter("a pr" + repeat(" or a pr", 512)).has_error());
    EXPECT_TRUE(parse_filter("a" + std::string(100'000, ' ') + "pr").has_error());
}

const json::object& ada() {
    static const json::object user = object_of(R"({
        'schemas':['urn:ietf:params:scim:schemas:core:2.0:User','@enterprise'],
        'id':'2819c223-A','externalId':'Ext1','userName':'Ada@Example.test','active':true,'title':'',
        'name':{'familyName':'O\u0027Malley','givenName':'Ada'},
        'emails':[{'value':'ada@work.test','type':'work','primary':true},{'value':'ada@home.test','type':'home'}],
        '@enterprise':{'department':'R&D','manager':{'value':'26'}},
        'meta':{'created':'2026-01-02T03:04:05.000Z','lastModified':'2026-03-04T05:06:07.000Z'}})");
    return user;
}

bool holds(const std::string& text) {
    const Filter filter = parse_filter(quotes(text)).value();
    const Outcome<void> checked = check_filter(filter, user_type());
    EXPECT_TRUE(checked) << text << ": " << (checked ? "" : checked.error().detail);
    return matches(filter, ada(), user_type());
}

TEST(FilterMeaning, SelectsByEveryOperator) {
    for (const char* yes : {"userName eq 'ADA@example.TEST'",
                            "userName ne 'x'",
                            "userName co 'EXAMPLE'",
                            "userName sw 'ada'",
                            "userName ew '.TEST'",
                            "userName gt 'a'",
                            "userName ge 'ada@example.test'",
                            "userName lt 'b'",
                            "userName le 'ada@example.test'",
                            "userName pr",
                            "name.familyName co 'o\\u0027m'",
                            "name pr",
                            "emails pr",
                            "emails co 'home'",
                            "emails.value eq 'ADA@home.test'",
                            "emails.type eq 'work' and emails.value co 'home'",
                            "emails[type eq 'work' and value co 'work']",
                            "emails[type eq 'work'].value eq 'ada@work.test'",
                            "emails[primary eq false]",
                            "emails[primary eq 'True']",
                            "active eq 'true'",
                            "active ne false",
                            "meta.lastModified gt '2026-03-04T05:06:06+00:00'",
                            "meta.created eq '2026-01-02T04:04:05+01:00'",
                            "meta.created sw '2026-01'",
                            "externalId eq 'Ext1'",
                            "nickName eq null",
                            "not (nickName pr)",
                            "nickName ne 'x'",
                            "not (title pr)",
                            "title eq null",
                            "emails ne null",
                            "id eq '2819c223-A'",
                            "schemas eq 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'",
                            "schemas[value co 'enterprise']",
                            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq 'r&d'",
                            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq '26'",
                            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr",
                            "emails.value ne 'ada@work.test'"}) {
        EXPECT_TRUE(holds(yes)) << yes;
    }
    for (const char* no :
         {"externalId eq 'ext1'", "id eq '2819c223-a'", "userName eq 'ada'", "userName co '%'", "userName sw '_'",
          "userName co '.*'", "emails[type eq 'work' and value co 'home']", "title pr", "nickName pr",
          "nickName gt 'a'", "groups pr", "active eq false", "meta.lastModified lt '2026-03-04T05:06:07Z'",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter pr", "photos[primary eq false]",
          "ims.primary eq false and ims pr"}) {
        EXPECT_FALSE(holds(no)) << no;
    }
}

TEST(FilterMeaning, RefusesWhatMakesNoSense) {
    for (const char* text : {"foo eq 'x'",
                             "name.foo pr",
                             "not (foo pr)",
                             "urn:example:User:userName pr",
                             "name eq 'x'",
                             "active gt true",
                             "active co 'x'",
                             "active eq 'yes'",
                             "active eq 1",
                             "emails.primary le true",
                             "x509Certificates.value gt 'aGVsbG8='",
                             "userName eq 5",
                             "userName gt null",
                             "meta.created gt 'abc'",
                             "meta.created gt 5",
                             "password eq 'x'",
                             "password pr",
                             "password sw 'a'",
                             "userName[value pr]",
                             "name[givenName pr]",
                             "emails[foo pr]",
                             "emails[emails.value pr]",
                             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User eq 'x'"}) {
        const Outcome<Filter> filter = parse_filter(quotes(text));
        ASSERT_TRUE(filter) << text;
        const Outcome<void> checked = check_filter(*filter, user_type());
        ASSERT_TRUE(checked.has_error()) << text;
        EXPECT_EQ(name_of(checked.error()), "invalidFilter") << text;
    }
}

/// A random filter over three attributes that are set or not, as text, and what it must say.
struct Drawn {
    std::string text;
    bool holds;
};

Drawn draw(Random& random, unsigned set, int depth) {
    static const char* const names[] = {"nickName", "title", "userType"};
    switch (depth == 0 ? 0 : random.below(4)) {
    case 1: {
        const Drawn inner = draw(random, set, depth - 1);
        return {"not (" + inner.text + ")", !inner.holds};
    }
    case 2: {
        const Drawn a = draw(random, set, depth - 1), b = draw(random, set, depth - 1);
        return {"(" + a.text + " and " + b.text + ")", a.holds && b.holds};
    }
    case 3: {   // "or" binds weaker than the "and" to its right
        const Drawn a = draw(random, set, depth - 1), b = draw(random, set, depth - 1),
                    c = draw(random, set, depth - 1);
        return {"(" + a.text + " or " + b.text + " and " + c.text + ")", a.holds || (b.holds && c.holds)};
    }
    default: {
        const auto which = static_cast<unsigned>(random.below(3));
        return {std::string(names[which]) + " pr", (set >> which & 1u) != 0};
    }
    }
}

TEST(FilterMeaning, FollowsLogicForAnyNesting) {
    Random random(7, "filters");
    for (int round = 0; round < 2000; ++round) {
        const auto set = static_cast<unsigned>(random.below(8));
        json::object user;
        if (set & 1u) user["nickName"] = "n";
        if (set & 2u) user["title"] = "t";
        if (set & 4u) user["userType"] = "u";
        const Drawn drawn = draw(random, set, 5);
        const Outcome<Filter> filter = parse_filter(drawn.text);
        ASSERT_TRUE(filter) << drawn.text;
        EXPECT_EQ(matches(*filter, user, user_type()), drawn.holds) << drawn.text << " " << set;
        const Outcome<Filter> again = parse_filter(shape(*filter));
        ASSERT_TRUE(again) << shape(*filter);
        EXPECT_EQ(shape(*again), shape(*filter));
    }
}

TEST(FilterGrammar, SurvivesNoise) {
    static constexpr std::string_view alphabet = "ab.:$[]()\"\\ eqprandot01-+\xC3\xA9'";
    Random random(11, "noise");
    for (int round = 0; round < 5000; ++round) {
        const std::string text = random.pick(alphabet, random.below(40));
        const Outcome<Filter> filter = parse_filter(text);
        if (filter) {
            (void)matches(*filter, ada(), user_type());
            EXPECT_TRUE(parse_filter(shape(*filter))) << text;
        } else {
            EXPECT_EQ(filter.error().status, 400);
        }
    }
}

} // namespace
} // namespace idpsim::scim
