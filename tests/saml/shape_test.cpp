#include "src/saml/shape.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using testing::HasSubstr;

std::string rendered(const Shape& shape, const Scope& scope) {
    pugi::xml_document tree;
    return print(shape.render(tree, scope), {});
}

std::string rendered(std::string_view text, const Scope& scope) {
    return rendered(Shape::parse(text, "acme.lua: saml.response").value(), scope);
}

Scope with(std::map<std::string, std::string, std::less<>> values) {
    Scope scope;
    scope.values = std::move(values);
    return scope;
}

TEST(Shape, KeepsOrderPrefixesAndNamespaceDeclarations) {
    const std::string text = R"(<b:R Z="1" xmlns:b="urn:b" A="2"><a xmlns="urn:a" x:y="3" xmlns:x="urn:x"/></b:R>)";
    EXPECT_EQ(rendered(text, {}), text);
}

TEST(Shape, DropsWhiteSpaceBetweenElementsAndComments) {
    EXPECT_EQ(rendered("\n<a>\n  <!-- why -->\n  <b> x </b>\n  <c> </c>\n</a>\n", {}), "<a><b> x </b><c> </c></a>");
}

TEST(Shape, PreservesWhiteSpaceWhenTheRootSaysSo) {
    EXPECT_EQ(rendered("<a t:space=\"preserve\" xmlns:t=\"urn:idpsim:shape\">\n  <b/>\n</a>", {}), "<a>\n  <b/>\n</a>");
}

TEST(Shape, FillsTextAndAttributes) {
    EXPECT_EQ(rendered("<a i=\"_{id}\">{x} and {y}</a>", with({{"id", "7"}, {"x", "<&"}, {"y", "\""}})),
              "<a i=\"_7\">&lt;&amp; and \"</a>");
}

TEST(Shape, WritesDoubledBracesAsBraces) {
    EXPECT_EQ(rendered("<a b=\"{{tenant}}\">{{{x}}}</a>", with({{"x", "1"}})), "<a b=\"{tenant}\">{1}</a>");
}

TEST(Shape, AnAbsentOptionalAttributeIsLeftOutAnEmptyOneIsNot) {
    const std::string_view text = "<a InResponseTo=\"{r?}\" ID=\"1\"/>";
    EXPECT_EQ(rendered(text, {}), "<a ID=\"1\"/>");
    EXPECT_EQ(rendered(text, with({{"r", ""}})), "<a InResponseTo=\"\" ID=\"1\"/>");
    EXPECT_EQ(rendered(text, with({{"r", "_9"}})), "<a InResponseTo=\"_9\" ID=\"1\"/>");
}

TEST(Shape, AnEmptyValueLeavesAnEmptyElement) { EXPECT_EQ(rendered("<a>{x}</a>", with({{"x", ""}})), "<a/>"); }

TEST(Shape, ChoosesByPresence) {
    const std::string_view text = "<a><b t:if=\"x\">{x}</b><c t:unless=\"x\"/><d t:if=\"l\"/></a>";
    EXPECT_EQ(rendered(text, with({{"x", "1"}})), "<a><b>1</b></a>");
    EXPECT_EQ(rendered(text, {}), "<a><c/></a>");
    Scope lists;
    lists.lists["l"] = {};
    EXPECT_EQ(rendered(text, lists), "<a><c/></a>");
    lists.lists["l"] = {Scope{}};
    EXPECT_EQ(rendered(text, lists), "<a><c/><d/></a>");
}

TEST(Shape, RepeatsPerEntryWhoseValuesHideTheOuterOnes) {
    Scope scope = with({{"name", "outer"}, {"format", "basic"}});
    scope.lists["attributes"] = {with({{"name", "mail"}}), with({{"format", "uri"}})};
    scope.lists["attributes"][0].lists["values"] = {with({{"value", "1"}}), with({{"value", "2"}})};
    EXPECT_EQ(
        rendered(R"(<s><a t:each="attributes" N="{name}" F="{format}"><v t:each="values">{value}</v></a></s>)", scope),
        "<s><a N=\"mail\" F=\"basic\"><v>1</v><v>2</v></a><a N=\"outer\" F=\"uri\"/></s>");
}

TEST(Shape, AsksConditionsOfARepeatedElementPerEntry) {
    Scope scope;
    scope.lists["l"] = {with({{"v", "1"}}), Scope{}, with({{"v", "3"}})};
    EXPECT_EQ(rendered("<s><a t:each=\"l\" t:if=\"v\">{v}</a></s>", scope), "<s><a>1</a><a>3</a></s>");
}

TEST(Shape, AnAbsentListGivesNoElement) { EXPECT_EQ(rendered("<s><a t:each=\"l\">{v}</a></s>", {}), "<s/>"); }

TEST(Shape, AnEntrysOwnOuterScopeIsAskedBeforeTheSurroundingOne) {
    const Scope beside = with({{"v", "beside"}});
    Scope scope = with({{"v", "around"}});
    scope.lists["l"] = {Scope{}};
    scope.lists["l"][0].outer = &beside;
    EXPECT_EQ(rendered("<s><a t:each=\"l\">{v}</a></s>", scope), "<s><a>beside</a></s>");
}

TEST(Shape, RendersPartsInTheirPlace) {
    const Shape assertion = Shape::parse("<A I=\"{id}\"><t:part name=\"signature\"/></A>", "assertion").value();
    const Shape signature = Shape::parse("<S/>", "signature").value();
    Scope scope = with({{"id", "_1"}});
    scope.parts = {{"assertion", &assertion}};
    const Shape response = Shape::parse("<R><t:part name=\"assertion\"/></R>", "response").value();
    EXPECT_EQ(rendered(response, scope), "<R><A I=\"_1\"/></R>");
    scope.parts["signature"] = &signature;
    EXPECT_EQ(rendered(response, scope), "<R><A I=\"_1\"><S/></A></R>");
    scope.parts["signature"] = nullptr;
    EXPECT_EQ(rendered(response, scope), "<R><A I=\"_1\"/></R>");
}

TEST(Shape, APartThatHoldsItselfIsAFailure) {
    const Shape shape = Shape::parse("<R><t:part name=\"self\"/></R>", "x").value();
    Scope scope;
    scope.parts["self"] = &shape;
    EXPECT_THROW(rendered(shape, scope), Failure);
}

TEST(Shape, ReturnsTheRenderedElementUnderItsParent) {
    pugi::xml_document tree;
    const pugi::xml_node parent = tree.append_child("p");
    const pugi::xml_node made = Shape::parse("<a/>", "x").value().render(parent, {});
    EXPECT_STREQ(made.name(), "a");
    EXPECT_TRUE(made.parent() == parent);
}

TEST(Shape, AMissingValueNamesFilePlaceAndPlaceholder) {
    try {
        rendered("<a><b x=\"{issuer}\"/></a>", {});
        FAIL() << "rendered";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().where, "acme.lua: saml.response");
        EXPECT_THAT(failure.error().detail, testing::AllOf(HasSubstr("{issuer}"), HasSubstr("<b>")));
    }
}

TEST(Shape, ANulInAValueIsAFailure) {
    EXPECT_THROW(rendered("<a>{x}</a>", with({{"x", std::string("a\0b", 3)}})), Failure);
}

struct Broken {
    const char* text;
    const char* named; ///< what the error must say
};

class BrokenShape : public testing::TestWithParam<Broken> {};

TEST_P(BrokenShape, IsRefusedAndNamed) {
    const auto shape = Shape::parse(GetParam().text, "acme.lua: saml.response");
    ASSERT_TRUE(shape.has_error());
    EXPECT_EQ(shape.error().fault, Fault::malformed);
    EXPECT_EQ(shape.error().where, "acme.lua: saml.response");
    EXPECT_THAT(shape.error().detail, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, BrokenShape,
    testing::Values(Broken{"<a>\n<b></a>", "line 2"}, Broken{"", "not XML"}, Broken{"<a/><b/>", "one root"},
                    Broken{"<a>{x</a>", "not closed"}, Broken{"<a>x}</a>", "stands alone"},
                    Broken{"<a>{x y}</a>", "{x y}"}, Broken{"<a>{}</a>", "{}"}, Broken{"<a>{x?}</a>", "{x?}"},
                    Broken{"<a b=\"1{x?}\"/>", "whole value"}, Broken{"<a b=\"{x?}1\"/>", "whole value"},
                    Broken{"<a b=\"1\" b=\"2\"/>", "twice"}, Broken{"<a><b t:when=\"x\"/></a>", "t:when"},
                    Broken{"<a><b t:if=\"\"/></a>", "t:if"}, Broken{"<a><t:choose/></a>", "t:part"},
                    Broken{"<a><t:part/></a>", "needs a name"}, Broken{"<a><t:part name=\"x\">y</t:part></a>", "empty"},
                    Broken{"<a><t:part name=\"x\" id=\"y\"/></a>", "id"}, Broken{"<t:part name=\"x\"/>", "root"},
                    Broken{"<a t:if=\"x\"/>", "root"}, Broken{"<a t:each=\"x\"/>", "root"},
                    Broken{"<a t:space=\"default\"/>", "preserve"},
                    Broken{"<a><b t:space=\"preserve\"/></a>", "t:space"},
                    Broken{"<a xmlns:t=\"urn:other\"/>", "prefix t"}));

} // namespace
} // namespace idpsim::saml
