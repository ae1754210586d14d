/// Exclusive XML Canonicalization 1.0 by libxml2.
#include "src/xml/canonical.hpp"
#include "src/xml/document.hpp"
#include "src/xml/handles.hpp"
#include "src/xml/library.hpp"
#include "src/xml/walk.hpp"

#include <libxml/c14n.h>

namespace idpsim::xml {
namespace {

/// Visible are the apex and what is below it; attributes and namespaces come with their element as `parent`.
int is_below(void* apex, xmlNode* node, xmlNode* parent) {
    const bool has_no_parent_link = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE;
    for (const xmlNode* at = has_no_parent_link ? parent : node; at; at = at->parent)
        if (at == apex) return 1;
    return 0;
}

std::vector<xmlChar*> as_list(const std::vector<std::string>& prefixes) {
    std::vector<xmlChar*> list;
    list.reserve(prefixes.size() + 1);
    for (const std::string& prefix : prefixes) list.push_back(const_cast<xmlChar*>(xml_text(prefix.c_str())));
    list.push_back(nullptr);
    return list;
}

} // namespace

Result<std::string> canonicalize(const Element& apex, const std::vector<std::string>& inclusive_prefixes) {
    const OutputBuffer buffer(xmlAllocOutputBuffer(nullptr));
    if (!buffer) throw std::bad_alloc();
    const ErrorCapture capture;
    std::vector<xmlChar*> prefixes = as_list(inclusive_prefixes);
    if (xmlC14NExecute(apex.node()->doc, is_below, apex.node(), XML_C14N_EXCLUSIVE_1_0, prefixes.data(), 0,
                       buffer.get()) < 0)
        return Error{Fault::invalid, apex.xpath(), "it has no canonical form: " + capture.first()};
    const xmlChar* content = xmlOutputBufferGetContent(buffer.get());
    return std::string(reinterpret_cast<const char*>(content), xmlOutputBufferGetSize(buffer.get()));
}

} // namespace idpsim::xml
