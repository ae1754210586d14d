#include "src/xml/document.hpp"

#include "src/core/random.hpp"
#include "tests/xml/messages.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace idpsim::xml {
namespace {

Document parse(std::string_view text) { return Document::parse(text).value(); }

Error refused(std::string_view text, const ParseLimits& limits = {}) {
    const auto read = Document::parse(text, limits);
    EXPECT_FALSE(read) << text.substr(0, 80);
    return read ? Error{Fault::io, "", ""} : read.error();
}

std::string utf16(std::string_view ascii, bool big_endian, bool mark) {
    std::string out = !mark ? "" : big_endian ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii) big_endian ? (out += '\0') += c : (out += c) += '\0';
    return out;
}

TEST(Document, ElementsAndTheirNames) {
    const Document document = parse("<a xmlns='urn:a' xmlns:b='urn:b' x='1' b:y='2'><b:c/>text<c xmlns=''/></a>");
    const Element root = document.root();
    EXPECT_EQ(root.name(), "a");
    EXPECT_EQ(root.ns(), "urn:a");
    EXPECT_EQ(root.prefix(), "");
    EXPECT_TRUE(root.is("urn:a", "a"));
    EXPECT_FALSE(root.is("", "a"));
    EXPECT_EQ(root.attribute("x"), "1");
    EXPECT_EQ(root.attribute("y"), std::nullopt);
    EXPECT_EQ(root.attribute("urn:b", "y"), "2");
    ASSERT_EQ(root.children().size(), 2u);
    EXPECT_EQ(root.children()[0].prefix(), "b");
    EXPECT_EQ(root.children()[1].ns(), "");
    EXPECT_TRUE(root.child("urn:b", "c"));
    EXPECT_FALSE(root.child("urn:a", "c"));
    EXPECT_EQ(root.children("", "c").size(), 1u);
    EXPECT_EQ(root.children()[0].parent(), root);
    EXPECT_EQ(root.parent(), std::nullopt);
    ASSERT_EQ(root.attributes().size(), 2u);
    EXPECT_EQ(root.attributes()[1].prefix, "b");
    EXPECT_EQ(root.attributes()[1].ns, "urn:b");
    EXPECT_EQ(root.attributes()[1].value, "2");
    ASSERT_EQ(root.namespaces_declared().size(), 2u);
    EXPECT_EQ(root.namespaces_declared()[0].prefix, "");
    EXPECT_EQ(root.namespaces_declared()[1].uri, "urn:b");
    EXPECT_EQ(root.children()[1].namespaces_declared()[0].uri, "");
}

TEST(Document, TextIsAllOfIt) {
    EXPECT_EQ(parse("<a> x<![CDATA[<y>]]>&amp;&#x7a;\r\n</a>").root().text().value(), " x<y>&z\n");
    EXPECT_EQ(parse("<a> x<![CDATA[ ]]></a>").root().trimmed_text().value(), "x");
    EXPECT_EQ(parse("<a/>").root().text().value(), "");
}

TEST(Document, TextWithAnythingElseInsideIsNoValue) {
    for (const char* text : {"<r><a>admin<!-- x -->.evil</a></r>", "<r><a>x<?p y?></a></r>", "<r><a>x<b/>y</a></r>"}) {
        const Document document = parse(text);
        const Element a = document.root().children()[0];
        ASSERT_FALSE(a.text()) << text;
        EXPECT_EQ(a.text().error().fault, Fault::malformed);
        EXPECT_EQ(a.text().error().where, "/r/a[1]");
        EXPECT_FALSE(a.trimmed_text());
    }
}

TEST(Document, CommentsAndInstructionsAreSeenAnywhereBelow) {
    EXPECT_TRUE(parse("<a><b><c><!--x--></c></b></a>").root().has_comments_or_pis());
    EXPECT_TRUE(parse("<a><?p x?></a>").root().has_comments_or_pis());
    EXPECT_FALSE(parse("<!--x--><a><b>t</b></a><!--y-->").root().has_comments_or_pis());
    EXPECT_FALSE(parse("<a><b/><!--x--></a>").root().children()[0].has_comments_or_pis());
}

TEST(Document, XPathNamesTheElement) {
    const Document document = parse("<p:r xmlns:p='urn:p'><a/><p:a/><a><b/><b><c/></b></a></p:r>");
    EXPECT_EQ(document.root().xpath(), "/p:r");
    EXPECT_EQ(document.find_all("", "c")[0].xpath(), "/p:r/a[2]/b[2]/c[1]");
    EXPECT_EQ(document.find_all("urn:p", "a")[0].xpath(), "/p:r/p:a[1]");
}

TEST(Document, IdsAreExactlyThatAttribute) {
    const Document document =
        parse("<a ID='x'><b ID='x'/><c Id='x'/><d id='x'/><e p:ID='x' xmlns:p='urn:p'/><f ID='X'/></a>");
    const auto found = document.elements_with_id("x");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].name(), "a");
    EXPECT_EQ(found[1].name(), "b");
    EXPECT_TRUE(document.elements_with_id("none").empty());
}

TEST(Document, FindsAllOfANameInDocumentOrder) {
    const Document document = parse("<a xmlns='urn:a'><b><a/></b><a/><x xmlns='urn:x'><a/></x></a>");
    EXPECT_EQ(document.find_all("urn:a", "a").size(), 3u);
    EXPECT_EQ(document.find_all("urn:x", "a").size(), 1u);
}

TEST(Document, OutlivesItsCopies) {
    std::optional<Document> first = parse("<a><b/></a>");
    const Document second = *first;
    first.reset();
    EXPECT_EQ(second.root().children().size(), 1u);
}

TEST(Document, EncodingsThatAreAdmitted) {
    EXPECT_EQ(parse("\xEF\xBB\xBF<a>\xC3\xBC</a>").root().text().value(), "\xC3\xBC");
    EXPECT_EQ(parse("<?xml version='1.0' encoding='UTF-8'?><a>\xC3\xBC</a>").root().text().value(), "\xC3\xBC");
    EXPECT_EQ(parse("<?xml version='1.0' encoding='iso-8859-1'?><a>\xFC</a>").root().text().value(), "\xC3\xBC");
    EXPECT_EQ(parse("<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>").root().text().value(), "\xE2\x82\xAC");
    EXPECT_EQ(parse("<?xml version='1.0' encoding='US-ASCII'?><a>x</a>").root().text().value(), "x");
    for (const bool big : {true, false}) {
        EXPECT_EQ(parse(utf16("<?xml version='1.0' encoding='UTF-16'?><a>x</a>", big, true)).root().text().value(),
                  "x");
        EXPECT_EQ(parse(utf16("<a>x</a>", big, true)).root().text().value(), "x");
        EXPECT_EQ(parse(utf16("<?xml version='1.0' encoding='UTF-16'?><a>x</a>", big, false)).root().text().value(),
                  "x");
    }
}

TEST(Document, EncodingsThatAreNot) {
    EXPECT_EQ(refused("<?xml version='1.0' encoding='UTF-7'?><a>+ADw-b/+AD4-</a>").fault, Fault::unsupported);
    EXPECT_EQ(refused("<?xml version='1.0' encoding='IBM037'?><a/>").fault, Fault::unsupported);
    EXPECT_EQ(refused("<?xml version='1.0' encoding='UTF-16'?><a/>").fault, Fault::malformed);
    EXPECT_EQ(refused("\xEF\xBB\xBF<?xml version='1.0' encoding='iso-8859-1'?><a/>").fault, Fault::malformed);
    EXPECT_EQ(refused("<?xml version='1.0' encoding='US-ASCII'?><a>\xC3\xBC</a>").fault, Fault::malformed);
    for (const char* octets : {"<a>\xFC</a>", "<a>\xC0\xBC</a>", "<a>\xE0\x80\xBC</a>", "<a>\xED\xA0\x80</a>",
                               "<a>\xF4\x90\x80\x80</a>", "<a>\xC3</a>", "<a>\x80</a>", "<a b='\xFF'/>"})
        EXPECT_EQ(refused(octets).fault, Fault::malformed);
    EXPECT_EQ(refused(utf16("<a>", true, true) + std::string("\xD8\x00\x00\x41", 4)).fault, Fault::malformed);
}

TEST(Document, WhatIsNotWellFormedIsNamedByItsPlace) {
    const Error error = refused("<a>\n  <b></c>\n</a>");
    EXPECT_EQ(error.fault, Fault::malformed);
    EXPECT_EQ(error.where.rfind("line 2, column ", 0), 0u) << error.where;
    EXPECT_FALSE(error.detail.empty());
    for (const char* text : {"",
                             " ",
                             "x",
                             "<",
                             "<a",
                             "<a>",
                             "<a></b>",
                             "<a/><b/>",
                             "<a/>x",
                             "<a x='1' x='2'/>",
                             "<p:a/>",
                             "<a p:x='1'/>",
                             "<a>&nbsp;</a>",
                             "<a>&x;</a>",
                             "<a>&#0;</a>",
                             "<a>&#xD800;</a>",
                             "<a>\x01</a>",
                             "<a x=1/>",
                             "<a x='<'/>",
                             "<a>]]></a>",
                             "<a><!-- -- --></a>",
                             "<a xmlns:p=''/>",
                             "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>",
                             "<a:b:c xmlns:a='u'/>",
                             "<?xml version='1.0'?><?xml version='1.0'?><a/>",
                             "<a>&lt</a>",
                             "<a/><![CDATA[x]]>"})
        EXPECT_EQ(refused(text).fault, Fault::malformed) << text;
    EXPECT_EQ(refused(std::string_view("<a>\0</a>", 8)).fault, Fault::malformed);
    EXPECT_EQ(refused(std::string_view("<a/>\0", 5)).fault, Fault::malformed);
}

TEST(Document, NoDoctypeWhatever) {
    for (const char* text :
         {"<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>",
          "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
          "<?xml version='1.0'?>\n<!-- c --><!DOCTYPE a PUBLIC '-//X' 'http://127.0.0.1:1/x.dtd'><a/>",
          "<!DOCTYPE a [<!ATTLIST a ID ID #IMPLIED><!ENTITY % p SYSTEM 'http://127.0.0.1:1/'>%p;]><a/>"}) {
        const Error error = refused(text);
        EXPECT_EQ(error.fault, Fault::unsupported) << text;
        EXPECT_NE(error.detail.find("DOCTYPE"), std::string::npos);
        EXPECT_EQ(error.where.rfind("line ", 0), 0u);
    }
}

TEST(Document, LimitsHoldWhileParsing) {
    EXPECT_EQ(refused("<a>12345</a>", {.octets = 11}).fault, Fault::too_large);
    EXPECT_TRUE(Document::parse("<a>12345</a>", {.octets = 12}));
    EXPECT_EQ(refused("<a><b><c/></b></a>", {.depth = 2}).fault, Fault::too_large);
    EXPECT_TRUE(Document::parse("<a><b><c/></b></a>", {.depth = 3}));
    const char* three = "<a>\n <b x='=' y=\"'>=\" xmlns:z='u'/></a>";
    const Error error = refused(three, {.attributes = 2});
    EXPECT_EQ(error.fault, Fault::too_large);
    EXPECT_EQ(error.where, "line 2, column 2");
    EXPECT_TRUE(Document::parse(three, {.attributes = 3}));
    EXPECT_TRUE(
        Document::parse("<a><!-- <b c='' d='' --><![CDATA[<b c='' d='']]><?p <b c='' d=''?></a>", {.attributes = 0}));
}

TEST(Document, HostileShapesEndSoon) {
    std::string deep, crowded = "<a", desynchronised = "<r><a b=\"<x", hidden = "<r><?1 <x";
    for (int i = 0; i < 2'000'000; ++i) deep += "<a>";
    for (int i = 0; i < 400'000; ++i) {
        const std::string attribute = " a" + std::to_string(i) + "=''";
        crowded += attribute;
        desynchronised += attribute;
        hidden += attribute;
    }
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(refused(deep).fault, Fault::too_large);
    EXPECT_EQ(refused(crowded).fault, Fault::too_large);
    EXPECT_EQ(refused(desynchronised).fault, Fault::malformed);
    EXPECT_EQ(refused(hidden).fault, Fault::malformed);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(Document, NoMutatedMessageDoesHarm) {
    const std::string text = test::signed_assertion();
    Random random(11, "mutations");
    for (int round = 0; round < 3000; ++round) {
        std::string mutated = text;
        for (int i = 0; i < 3; ++i) {
            const std::size_t at = random.below(mutated.size());
            switch (random.below(4)) {
            case 0:
                mutated[at] = static_cast<char>(random.below(256));
                break;
            case 1:
                mutated.erase(at, random.below(40));
                break;
            case 2:
                mutated.insert(at, random.pick("<>&\"'=/!?-[]", 2));
                break;
            default:
                mutated.insert(at, mutated.substr(random.below(mutated.size()), random.below(60)));
            }
        }
        if (const auto read = Document::parse(mutated)) read->find_all("urn:none", "x");
    }
}

TEST(Library, NestsAndStartsAgain) {
    const Library inner;
    EXPECT_TRUE(Document::parse("<a/>"));
}

} // namespace
} // namespace idpsim::xml
