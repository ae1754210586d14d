#pragma once
/// Walking libxml2's trees without recursion, and its strings as views.
#include <libxml/tree.h>

#include <string_view>

namespace idpsim::xml {

inline std::string_view view(const xmlChar* text) {
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

inline const xmlChar* xml_text(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

/// The node after `node` in document order, within `apex`; null at the end.
inline xmlNode* next_node(xmlNode* node, const xmlNode* apex) {
    if (node->type == XML_ELEMENT_NODE && node->children) return node->children;
    while (node != apex) {
        if (node->next) return node->next;
        node = node->parent;
    }
    return nullptr;
}

/// The same after everything below `node`.
inline xmlNode* next_after(xmlNode* node, const xmlNode* apex) {
    while (node != apex) {
        if (node->next) return node->next;
        node = node->parent;
    }
    return nullptr;
}

} // namespace idpsim::xml
