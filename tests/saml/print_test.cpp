#include "src/core/result.hpp"
#include "src/saml/shape.hpp"

#include <gtest/gtest.h>

namespace idpsim::saml {
namespace {

std::string printed(std::string_view xml, const PrintStyle& style) {
    pugi::xml_document tree;
    tree.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    return print(tree, style);
}

std::string printed_value(const char* value, const PrintStyle& style) {
    pugi::xml_document tree;
    pugi::xml_node root = tree.append_child("a");
    root.append_attribute("b").set_value(value);
    root.append_child(pugi::node_pcdata).set_value(value);
    return print(root, style);
}

TEST(Print, WritesWhatXmlWouldNormaliseAsReferences) {
    EXPECT_EQ(printed_value("&<>\"'\t\n\r", {}),
              "<a b=\"&amp;&lt;>&quot;'&#9;&#10;&#13;\">&amp;&lt;&gt;\"'\t\n&#13;</a>");
}

TEST(Print, DeclarationMarkAndFinalLineFeedAreTheStyles) {
    PrintStyle style;
    style.declaration = "<?xml version=\"1.0\"?>\n";
    style.byte_order_mark = true;
    style.final_line_feed = true;
    EXPECT_EQ(printed("<a/>", style), "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<a/>\n");
}

TEST(Print, ClosesEmptyElementsAsTheVendorDoes) {
    PrintStyle style;
    style.space_before_slash = true;
    EXPECT_EQ(printed("<a><b c=\"d\"></b><e>x</e></a>", style), "<a><b c=\"d\" /><e>x</e></a>");
}

TEST(Print, AsciiOnlyWritesHexadecimalReferences) {
    PrintStyle style;
    style.ascii_only = true;
    EXPECT_EQ(printed_value("\xC3\xA9\xE4\xB8\x83\xF0\x9F\x98\x80x", style),
              "<a b=\"&#xE9;&#x4E03;&#x1F600;x\">&#xE9;&#x4E03;&#x1F600;x</a>");
    EXPECT_EQ(printed_value("\xC3\xA9", {}), "<a b=\"\xC3\xA9\">\xC3\xA9</a>");
}

TEST(Print, AsciiOnlyRefusesWhatIsNotUtf8) {
    PrintStyle style;
    style.ascii_only = true;
    for (const char* text : {"\xC3", "\x80", "\xC3(", "\xE4\xB8", "\xF5\x80\x80\x80"})
        EXPECT_THROW(printed_value(text, style), Failure) << text;
}

TEST(Print, RefusesControlCharacters) {
    EXPECT_THROW(printed_value("a\x01", {}), Failure);
    EXPECT_THROW(printed_value("\x1b[0m", {}), Failure);
}

TEST(Print, IndentsElementsAndKeepsTextInline) {
    PrintStyle style;
    style.indent = 2;
    EXPECT_EQ(printed("<a><b><c>text\nmore</c><d/></b><e>x<f/></e></a>", style),
              "<a>\n  <b>\n    <c>text\nmore</c>\n    <d/>\n  </b>\n  <e>x<f/></e>\n</a>");
}

TEST(Print, KeepsCdataUnlessItNeedsAnEscape) {
    pugi::xml_document tree;
    pugi::xml_node root = tree.append_child("a");
    root.append_child(pugi::node_cdata).set_value("<&>");
    EXPECT_EQ(print(root, {}), "<a><![CDATA[<&>]]></a>");
    root.first_child().set_value("a]]>b");
    EXPECT_EQ(print(root, {}), "<a>a]]&gt;b</a>");
    root.first_child().set_value("a\r");
    EXPECT_EQ(print(root, {}), "<a>a&#13;</a>");
}

TEST(Print, OfADocumentOrOfItsRootIsTheSame) {
    pugi::xml_document tree;
    tree.load_string("<a><b/></a>");
    EXPECT_EQ(print(tree, {}), print(tree.document_element(), {}));
}

} // namespace
} // namespace idpsim::saml
