#include "src/engine/select.hpp"

#include <gtest/gtest.h>

namespace idpsim::engine {
namespace {

const Selectable okta_jit{"okta/jit/first-login", "okta", "jit/first-login", {"jit-create-on-first-login"}, {"jit", "fast"}};
const Selectable entra_saml{"entra/sso/sp-initiated", "entra", "sso/sp-initiated", {"compat-saml"}, {"sso"}};

struct Row {
    const char* expression;
    bool okta, entra;
};

class SelectTest : public testing::TestWithParam<Row> {};

TEST_P(SelectTest, Selects) {
    const auto selection = Selection::parse(GetParam().expression);
    ASSERT_TRUE(selection) << describe(selection.error());
    EXPECT_EQ(selection->matches(okta_jit), GetParam().okta) << GetParam().expression;
    EXPECT_EQ(selection->matches(entra_saml), GetParam().entra) << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(Rows, SelectTest,
                         testing::Values(Row{"", true, true}, Row{"jit/*", true, false}, Row{"okta/*", true, false},
                                         Row{"compat-saml", false, true}, Row{"compat-saml-entra", false, true},
                                         Row{"compat-saml-okta", false, false}, Row{"tag:fast", true, false},
                                         Row{"claim:jit-*", true, false}, Row{"idp:entra", false, true},
                                         Row{"scenario:sso/*", false, true}, Row{"not tag:fast", false, true},
                                         Row{"tag:fast or compat-saml", true, true}, Row{"tag:fast compat-saml", true, true},
                                         Row{"tag:fast and idp:entra", false, false},
                                         Row{"(tag:fast or tag:sso) and not idp:okta", false, true}));

TEST(Select, NamesThePlaceOfAnError) {
    struct Bad {
        const char* expression;
        const char* where;
    };
    for (const Bad& bad : {Bad{"jit/* and", "character 10"}, Bad{"(jit/*", "character 7"}, Bad{"or", "character 1"},
                           Bad{"colour:red", "character 1"}, Bad{"jit/* )", "character 7"}}) {
        const auto selection = Selection::parse(bad.expression);
        ASSERT_FALSE(selection) << bad.expression;
        EXPECT_NE(selection.error().where.find(bad.where), std::string::npos) << describe(selection.error());
    }
}

TEST(Select, BoundsNesting) {
    EXPECT_FALSE(Selection::parse(std::string(10'000, '(') + "x" + std::string(10'000, ')')));
}

} // namespace
} // namespace idpsim::engine
