#include "src/xml/canonical.hpp"

#include "src/core/random.hpp"
#include "src/core/text.hpp"
#include "tests/xml/messages.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>

namespace idpsim::xml {
namespace {

std::string_view local_part(std::string_view name) { return name.substr(name.find(':') + 1); } // npos + 1 is 0

std::optional<Element> first_of(const Element& apex, std::string_view local_name) {
    if (apex.name() == local_name) return apex;
    for (const Element& child : apex.children())
        if (const auto found = first_of(child, local_name)) return found;
    return std::nullopt;
}

/// Both libraries read `text`; both canonical forms of its first element called `local_name` are the same.
void expect_same(const std::string& text, const std::string& local_name, const std::vector<std::string>& prefixes) {
    const auto received = Document::parse(text);
    ASSERT_TRUE(received) << describe(received.error()) << "\n" << text;
    pugi::xml_document written;
    test::read(written, text);
    const pugi::xml_node apex =
        written.find_node([&](const pugi::xml_node& node) { return local_part(node.name()) == local_name; });
    const auto element = first_of(received->root(), local_name);
    ASSERT_TRUE(apex && element) << text;
    const auto expected = canonicalize(*element, prefixes);
    ASSERT_TRUE(expected) << describe(expected.error()) << "\n" << text;
    EXPECT_EQ(canonicalize(apex, prefixes, {}), *expected) << text << "\nprefixes: " << join(prefixes, " ");
}

const std::vector<std::vector<std::string>> prefix_lists = {
    {}, {"xs"}, {"#default"}, {"a"}, {"a", "b"}, {"b", "#default"}, {"none"}, {"xml", "a", "a"}};

TEST(Canonical, HandWrittenDocuments) {
    const char* documents[] = {
        "<t/>",
        "<t></t>",
        "<t>a&amp;b&lt;c&gt;d\"e'f&#13;g\th\ni</t>",
        "<t x=\"a&amp;b&lt;c&gt;d&quot;e'f&#13;g&#9;h&#10;i\"/>",
        "<t b='2' a='1' c='3'/>",
        "<t><![CDATA[<x>&amp;]]>y</t>",
        "<t> <u/> <v> </v> </t>",
        "<t>Z\xC3\xBCrich \xE2\x82\xAC \xF0\x9F\x98\x80</t>",
        "<t xmlns='urn:d'><u/></t>",
        "<t xmlns='urn:d'><u xmlns=''><v/></u></t>",
        "<t xmlns='urn:d'><u xmlns=''><v xmlns='urn:d'/></u></t>",
        "<t xmlns='urn:d'><u xmlns='urn:d'/></t>",
        "<a:r xmlns:a='urn:a' xmlns:b='urn:b'><t/></a:r>",
        "<a:r xmlns:a='urn:a' xmlns:b='urn:b'><a:t b:x='1'/></a:r>",
        "<a:r xmlns:a='urn:a' xmlns:b='urn:b'><b:t a:x='1'><a:u/><b:u/></b:t></a:r>",
        "<a:t xmlns:a='urn:a'><a:u xmlns:a='urn:other'><a:v xmlns:a='urn:a'/></a:u></a:t>",
        "<a:t xmlns:a='urn:a'><u xmlns:a='urn:other'><a:v/></u><a:w/></a:t>",
        "<r xmlns='urn:d' xmlns:a='urn:a'><t a:x='1' x='2'/></r>",
        "<t xmlns:b='urn:z' xmlns:a='urn:z2' xmlns:c='urn:a' b:x='1' a:x='2' c:x='3' x='4' c:a='5'/>",
        "<t xmlns:a='urn:same' xmlns:b='urn:same' a:x='1' b:y='2'/>",
        "<t xmlns:a='urn:same' xmlns:b='urn:same' b:x='1' a:y='2'><b:u/><a:u/></t>",
        "<r xml:lang='en' xml:space='preserve'><t/></r>",
        "<t xml:lang='en' a='1' xmlns:z='http://a' z:b='2'/>",
        "<t xml:base='http://example.test/' xml:id='i'/>",
        "<r xmlns:xs='urn:xs'><t><u x='xs:string'/></t></r>",
        "<r xmlns:xs='urn:xs'><t xmlns:xs='urn:xs'><u xmlns:xs='urn:other'/></t></r>",
        "<r xmlns='urn:d'><t xmlns=''><u/></t></r>",
        "<r xmlns='urn:d'><a:t xmlns:a='urn:a'><u/></a:t></r>",
        "<r xmlns='urn:d'><a:t xmlns:a='urn:a' xmlns=''><u/></a:t></r>",
        "<r xmlns:a='urn:a'><t><a:u/><a:v/></t></r>",
        "<r><t xmlns:a='urn:a'><u><a:v><w a:x=''/></a:v></u></t></r>",
        "<t xmlns:ab='urn:1' xmlns:a='urn:2' xmlns:a-b='urn:3'><u ab:x='' a:x='' a-b:x=''/></t>",
    };
    for (const char* document : documents)
        for (const auto& prefixes : prefix_lists) expect_same(document, "t", prefixes);
}

TEST(Canonical, Messages) {
    const std::string text = test::response_xml(test::signature_xml({}), test::signature_xml({}));
    for (const char* name : {"Response", "Assertion", "SignedInfo", "Attribute"})
        for (const auto& prefixes : prefix_lists) expect_same(text, name, prefixes);
}

/// Grows a random, namespace-well-formed tree; element names are unique enough to pick an apex.
class RandomTree {
public:
    explicit RandomTree(Random& random) : random_(random) {}

    std::string grow() {
        std::string out;
        element(out, {{"", ""}}, 0);
        return out;
    }
    int count() const { return count_; }

private:
    using Scope = std::map<std::string, std::string>;

    std::string one_of(const std::vector<std::string>& choices) { return choices[random_.below(choices.size())]; }

    std::string text() {
        std::string out;
        for (std::uint64_t i = random_.below(5); i > 0; --i)
            out += one_of({"a", " ", "\n", "\t", "&#13;", "&#10;", "&#9;", "&amp;", "&lt;", "&gt;", "\"", "'",
                           "\xC3\xBC", "\xE2\x82\xAC", "&quot;"});
        return out;
    }

    void declare(std::string& tag, Scope& scope) {
        for (const char* prefix : {"", "a", "b", "xs", "c"}) {
            if (random_.below(4) != 0) continue;
            const std::string uri = one_of(*prefix ? std::vector<std::string>{"urn:1", "urn:2", "urn:3"}
                                                   : std::vector<std::string>{"urn:1", "urn:2", ""});
            tag += (*prefix ? std::string(" xmlns:") + prefix : std::string(" xmlns")) + "='" + uri + "'";
            scope[prefix] = uri;
        }
    }

    std::string any_prefix(const Scope& scope) {
        std::vector<std::string> usable;
        for (const auto& [prefix, uri] : scope) usable.push_back(prefix);
        return one_of(usable);
    }

    void attributes(std::string& tag, const Scope& scope) {
        std::set<std::pair<std::string, std::string>> used; // by namespace and local name
        for (std::uint64_t i = random_.below(4); i > 0; --i) {
            std::string prefix = random_.below(8) == 0 ? "xml" : any_prefix(scope);
            const std::string uri = prefix == "xml" ? "xml" : prefix.empty() ? "" : scope.at(prefix);
            const std::string local = prefix == "xml" ? one_of({"lang", "space"}) : one_of({"x", "y", "Z", "x-1"});
            if (!used.insert({uri, local}).second) continue;
            tag += " " + (prefix.empty() ? local : prefix + ":" + local) + "='" + replace_all(text(), "'", "") + "'";
        }
    }

    void element(std::string& out, Scope scope, int depth) {
        std::string declarations, attribute_text;
        declare(declarations, scope);
        attributes(attribute_text, scope);
        const std::string prefix = any_prefix(scope);
        const std::string local = "n" + std::to_string(count_++);
        const std::string name = prefix.empty() ? local : prefix + ":" + local;
        out += "<" + name + (random_.below(2) ? declarations + attribute_text : attribute_text + declarations) + ">";
        for (std::uint64_t i = depth < 5 ? random_.below(4) : 0; i > 0; --i) {
            out += text();
            if (random_.below(8) == 0) out += "<![CDATA[<&]]>";
            if (random_.below(10) == 0) out += "<!-- comment -->";
            element(out, scope, depth + 1);
        }
        out += text() + "</" + name + ">";
    }

    Random& random_;
    int count_ = 0;
};

TEST(Canonical, RandomTrees) {
    Random random(2026, "canonical");
    for (int round = 0; round < 4000 && !HasFailure(); ++round) {
        RandomTree tree(random);
        const std::string text = tree.grow();
        const std::string apex = "n" + std::to_string(random.below(static_cast<std::uint64_t>(tree.count())));
        expect_same(text, apex, prefix_lists[random.below(prefix_lists.size())]);
        expect_same(text, apex, {});
    }
}

TEST(Canonical, LeavesOutOneSubtree) {
    pugi::xml_document tree;
    test::read(tree, "<a xmlns:p='urn:p'>1<b><c/></b>2<p:b/></a>");
    const pugi::xml_node a = tree.first_child();
    EXPECT_EQ(canonicalize(a, {}, a.child("b")), "<a>12<p:b xmlns:p=\"urn:p\"></p:b></a>");
    EXPECT_EQ(canonicalize(a, {}, a.child("p:b")), "<a>1<b><c></c></b>2</a>");
    EXPECT_EQ(canonicalize(a.child("p:b"), {}, {}), "<p:b xmlns:p=\"urn:p\"></p:b>");
}

TEST(Canonical, WhatHasNoCanonicalFormIsSaid) {
    pugi::xml_document tree;
    test::read(tree, "<p:a/>");
    EXPECT_THROW(canonicalize(tree.first_child(), {}, {}), Failure);
    EXPECT_THROW(canonicalize(tree, {}, {}), Failure);
    const Document relative = Document::parse("<a xmlns='1'/>").value();
    const auto read = canonicalize(relative.root());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().fault, Fault::invalid);
}

} // namespace
} // namespace idpsim::xml
