#include "reports/xml_view.hpp"
#include "tests/reports/sample_run.hpp"

#include <gtest/gtest.h>

namespace idpsim::reports {
namespace {

std::string view(std::string_view xml) {
    Repeated repeated;
    return xml_html(xml, repeated);
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}

TEST(XmlView, GivesEachElementALineAndValuesTheirElements) {
    EXPECT_EQ(view("<a x=\"1\"><b>v</b> <c/>\n<d>w</d></a>"),
              "&lt;a<i> x=\"1\"</i>>\n\t&lt;b><b>v</b>&lt;/b>\n\t&lt;c/>\n\t&lt;d><b>w</b>&lt;/d>\n&lt;/a>");
}

TEST(XmlView, KeepsShortNestedElementsOnOneLine) {
    EXPECT_EQ(view("<r><a><b><c>v</c></b></a><e></e></r>"),
              "&lt;r>\n\t&lt;a>&lt;b>&lt;c><b>v</b>&lt;/c>&lt;/b>&lt;/a>\n\t&lt;e>&lt;/e>\n&lt;/r>");
}

TEST(XmlView, ShowsWhatAttributesAndCommentsHide) {
    EXPECT_EQ(view("<a b='x>y' c=\"<\"/>"), "&lt;a<i> b='x>y' c=\"&lt;\"</i>/>");
    EXPECT_EQ(view("<n>ada<!-- > -->@x</n>"), "&lt;n>\n\t<b>ada</b>\n\t<u>&lt;!-- > --></u>\n\t<b>@x</b>\n&lt;/n>");
    EXPECT_EQ(view("<n><![CDATA[<x>]]></n>"), "&lt;n><b>&lt;![CDATA[&lt;x>]]></b>&lt;/n>");
}

TEST(XmlView, KeepsEveryOctetOfTagSoup) {
    EXPECT_EQ(view("</a>"), "&lt;/a>");
    EXPECT_EQ(view("text"), "<b>text</b>");
    EXPECT_EQ(view("<a"), "&lt;a");
    EXPECT_EQ(view("<"), "&lt;");
    EXPECT_EQ(view("<a b=\""), "&lt;a<i> b=\"</i>");
    EXPECT_EQ(view("<>x</>"), "&lt;><b>x</b>&lt;/>");
    EXPECT_EQ(view("<!-- open"), "<u>&lt;!-- open</u>");
    EXPECT_EQ(view(""), "");
}

TEST(XmlView, MarksWhatItsOwnSignatureRefersTo) {
    const std::string out = view(test::signed_response());
    EXPECT_EQ(count(out, "<span class=\"s\">"), 1u);
    EXPECT_EQ(count(out, "<span class=\"s other\">"), 0u);
    EXPECT_EQ(count(out, "</span>"), 1u);
    EXPECT_NE(out.find("<span class=\"s\">&lt;samlp:Response"), std::string::npos) << out;
}

/// The wrapping attack: the signature was moved to an element that it does not name.
TEST(XmlView, MarksASignatureThatRefersElsewhere) {
    std::string moved = test::signed_response();
    moved.replace(moved.find("ID=\"_s1\""), 8, "ID=\"_s2\"");
    EXPECT_NE(view(moved).find("<span class=\"s other\">&lt;samlp:Response"), std::string::npos);
}

TEST(XmlView, TakesNoOtherNamespacesSignatureForOne) {
    EXPECT_EQ(
        count(view("<r ID='1'><x:Signature xmlns:x='urn:x'><x:Reference URI='#1'></x:Reference></x:Signature></r>"),
              "<span"),
        0u);
    EXPECT_EQ(count(view("<r ID='1'><Signature><Reference URI='#1'></Reference></Signature></r>"), "<span"), 0u);
}

TEST(XmlView, ReadsASignatureOfTheWholeDocumentAndInheritedPrefixes) {
    const std::string_view ns = "http://www.w3.org/2000/09/xmldsig#";
    const std::string whole =
        "<r xmlns:d='" + std::string(ns) + "'><d:Signature><d:Reference URI=''></d:Reference></d:Signature></r>";
    EXPECT_EQ(count(view(whole), "<span class=\"s\">"), 1u);
    const std::string inner =
        "<q><r xmlns='" + std::string(ns) + "'><Signature><Reference URI=''></Reference></Signature></r></q>";
    EXPECT_EQ(count(view(inner), "<span class=\"s other\">"), 1u);
}

TEST(XmlView, ClosesItsMarksWhenTheMessageDoesNot) {
    const std::string whole = test::signed_response();
    for (std::size_t size = 0; size <= whole.size(); size += 7) {
        const std::string out = view(whole.substr(0, size));
        EXPECT_EQ(count(out, "<span"), count(out, "</span>")) << whole.substr(0, size);
    }
}

TEST(XmlView, ReadsHostileNestingInGoodTime) {
    std::string deep;
    for (int i = 0; i < 16'000; ++i) deep += "<a>";
    EXPECT_EQ(count(view(deep), "&lt;a>"), 16'000u);
    std::string signatures;
    for (int i = 0; i < 1'500; ++i) signatures += "<a><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'>";
    EXPECT_EQ(count(view(signatures), "<span"), count(view(signatures), "</span>"));
}

TEST(XmlView, RefersToLongValuesAndCutsSignatureValues) {
    Repeated repeated;
    const std::string out = xml_html(test::signed_response(), repeated);
    EXPECT_NE(out.find("MMMMMMMMMMMMMMMM... <a href=\"#value:1\">605 characters</a>"), std::string::npos) << out;
    EXPECT_NE(out.find("<b>SSSSSSSSSSSSSSSSSSSSSSSS</b>...&lt;/ds:SignatureValue>"), std::string::npos) << out;
    EXPECT_EQ(repeated.reference_html(std::string(600, 'S')), "SSSSSSSSSSSSSSSS... 600 characters") << "encrypted: nobody reads it";
    EXPECT_NE(repeated.long_values_html().find("id=\"value:1\""), std::string::npos);
    // Another party writes the same certificate in lines.
    EXPECT_NE(
        repeated.reference_html(std::string(300, 'M') + "\n" + std::string(300, 'M') + "IIB==").find("#value:1\""),
        std::string::npos);
}

} // namespace
} // namespace idpsim::reports
