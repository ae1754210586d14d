#include "src/xml/stand_alone.hpp"

#include "src/xml/handles.hpp"
#include "src/xml/walk.hpp"

#include <algorithm>
#include <new>

namespace idpsim::xml {
namespace {

/// The innermost declaration of each prefix that is in scope at `element` and not its own.
std::vector<NamespaceDeclaration> inherited(const Element& element) {
    std::vector<NamespaceDeclaration> seen = element.namespaces_declared();
    const std::size_t own = seen.size();
    for (auto at = element.parent(); at; at = at->parent())
        for (NamespaceDeclaration& one : at->namespaces_declared())
            if (std::ranges::find(seen, one.prefix, &NamespaceDeclaration::prefix) == seen.end())
                seen.push_back(std::move(one));
    seen.erase(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(own));
    std::erase_if(seen,
                  [](const NamespaceDeclaration& one) { return one.uri.empty(); }); // xmlns="" takes a default away
    return seen;
}

/// As libxml2 writes it: what a parser would normalise becomes a character reference.
std::string attribute_value(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\t':
            out += "&#9;";
            break;
        case '\n':
            out += "&#10;";
            break;
        case '\r':
            out += "&#13;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

} // namespace

std::string stand_alone(const Element& element) {
    const NodeText buffer(xmlBufferCreate());
    if (!buffer || xmlNodeDump(buffer.get(), element.node()->doc, element.node(), 0, 0) < 0) throw std::bad_alloc();
    std::string text(view(xmlBufferContent(buffer.get())));
    const std::string_view prefix = element.prefix();
    const std::size_t name_end = 1 + (prefix.empty() ? 0 : prefix.size() + 1) + element.name().size();
    std::string declarations;
    for (const NamespaceDeclaration& one : inherited(element))
        declarations +=
            (one.prefix.empty() ? " xmlns" : " xmlns:" + one.prefix) + "=\"" + attribute_value(one.uri) + "\"";
    return text.insert(name_end, declarations);
}

} // namespace idpsim::xml
