#include "src/core/text.hpp"
#include "src/xml/document.hpp"
#include "src/xml/walk.hpp"

#include <algorithm>

namespace idpsim::xml {
namespace {

bool is_element(const xmlNode* node) { return node->type == XML_ELEMENT_NODE; }
bool is_text(const xmlNode* node) { return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE; }

/// Without DTDs an attribute's children are text only.
std::string value_of(const xmlAttr* attribute) {
    std::string value;
    for (const xmlNode* part = attribute->children; part; part = part->next) value += view(part->content);
    return value;
}

std::string_view uri_of(const xmlNs* ns) { return ns ? view(ns->href) : std::string_view(); }

/// Which of its like-named siblings this is, from 1.
std::size_t position(const Element& element) {
    std::size_t count = 1;
    for (const xmlNode* before = element.node()->prev; before; before = before->prev)
        if (is_element(before) && Element(const_cast<xmlNode*>(before)).is(element.ns(), element.name())) ++count;
    return count;
}

std::string qualified_name(const Element& element) {
    std::string name(element.prefix());
    if (!name.empty()) name += ':';
    return name += element.name();
}

} // namespace

std::string_view Element::name() const { return view(node_->name); }
std::string_view Element::ns() const { return uri_of(node_->ns); }
std::string_view Element::prefix() const { return node_->ns ? view(node_->ns->prefix) : std::string_view(); }

bool Element::is(std::string_view ns_uri, std::string_view local_name) const {
    return name() == local_name && ns() == ns_uri;
}

Result<std::string> Element::text() const {
    std::string text;
    for (const xmlNode* child = node_->children; child; child = child->next) {
        if (!is_text(child))
            return Error{Fault::malformed, xpath(),
                         "a comment, processing instruction or element inside a simple value"};
        text += view(child->content);
    }
    return text;
}

Result<std::string> Element::trimmed_text() const {
    const auto whole = text();
    if (!whole) return whole.error();
    return std::string(trim(*whole));
}

bool Element::has_comments_or_pis() const {
    for (xmlNode* node = node_; node; node = next_node(node, node_))
        if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE) return true;
    return false;
}

std::optional<std::string> Element::attribute(std::string_view local_name) const { return attribute("", local_name); }

std::optional<std::string> Element::attribute(std::string_view ns_uri, std::string_view local_name) const {
    for (const xmlAttr* one = node_->properties; one; one = one->next)
        if (view(one->name) == local_name && uri_of(one->ns) == ns_uri) return value_of(one);
    return std::nullopt;
}

std::vector<Attribute> Element::attributes() const {
    std::vector<Attribute> all;
    for (const xmlAttr* one = node_->properties; one; one = one->next) {
        const std::string_view prefix = one->ns ? view(one->ns->prefix) : std::string_view();
        all.push_back({std::string(view(one->name)), std::string(uri_of(one->ns)), std::string(prefix), value_of(one)});
    }
    return all;
}

std::vector<NamespaceDeclaration> Element::namespaces_declared() const {
    std::vector<NamespaceDeclaration> all;
    for (const xmlNs* one = node_->nsDef; one; one = one->next)
        all.push_back({std::string(view(one->prefix)), std::string(view(one->href))});
    return all;
}

std::vector<Element> Element::children() const {
    std::vector<Element> all;
    for (xmlNode* child = node_->children; child; child = child->next)
        if (is_element(child)) all.emplace_back(child);
    return all;
}

std::vector<Element> Element::children(std::string_view ns_uri, std::string_view local_name) const {
    std::vector<Element> all;
    for (xmlNode* child = node_->children; child; child = child->next)
        if (is_element(child) && Element(child).is(ns_uri, local_name)) all.emplace_back(child);
    return all;
}

std::optional<Element> Element::child(std::string_view ns_uri, std::string_view local_name) const {
    for (xmlNode* child = node_->children; child; child = child->next)
        if (is_element(child) && Element(child).is(ns_uri, local_name)) return Element(child);
    return std::nullopt;
}

std::optional<Element> Element::parent() const {
    if (!node_->parent || !is_element(node_->parent)) return std::nullopt;
    return Element(node_->parent);
}

std::string Element::xpath() const {
    std::vector<std::string> steps;
    for (std::optional<Element> at = *this; at; at = at->parent()) {
        std::string step = "/" + qualified_name(*at);
        if (at->parent()) step += "[" + std::to_string(position(*at)) + "]";
        steps.push_back(std::move(step));
    }
    std::reverse(steps.begin(), steps.end());
    return join(steps, "");
}

} // namespace idpsim::xml
