#include "src/saml/shape.hpp"
#include "src/xml/canonical.hpp"
#include "tests/saml/generators.hpp"
#include "tests/saml/parsing.hpp"

namespace idpsim::saml {
namespace {

void fill(pugi::xml_node node, int depth) {
    static constexpr const char* names[] = {"p:a", "q:b", "c"};
    for (const char* attribute : {"ID", "q:x", "v"})
        if (*rc::gen::arbitrary<bool>()) node.append_attribute(attribute).set_value((*test::any_text()).c_str());
    const int children = *rc::gen::inRange(0, 4);
    for (int i = 0; i < children; ++i) {
        const int kind = *rc::gen::inRange(0, 3);
        if (kind == 0 && depth < 4)
            fill(node.append_child(names[*rc::gen::inRange(0, 3)]), depth + 1);
        else
            node.append_child(kind == 1 ? pugi::node_cdata : pugi::node_pcdata).set_value((*test::any_text()).c_str());
    }
}

/// Signatures are computed over the tree: whatever the style, a receiver must canonicalise to the same octets.
RC_GTEST_PROP(Print, ChangesNothingThatCanonicalisationSees, ()) {
    pugi::xml_document tree;
    pugi::xml_node root = tree.append_child("p:r");
    root.append_attribute("xmlns:p").set_value("urn:p");
    root.append_attribute("xmlns:q").set_value("urn:q");
    root.append_attribute("xmlns").set_value("urn:default");
    fill(root, 0);
    PrintStyle style;
    style.declaration = *rc::gen::element<std::string>("", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    style.space_before_slash = *rc::gen::arbitrary<bool>();
    style.ascii_only = *rc::gen::arbitrary<bool>();
    style.byte_order_mark = *rc::gen::arbitrary<bool>();
    style.final_line_feed = *rc::gen::arbitrary<bool>();
    const xml::Document document = test::parsed(print(tree, style));
    RC_ASSERT(xml::canonicalize(document.root()).value() == xml::canonicalize(root, {}, {}));
}

} // namespace
} // namespace idpsim::saml
