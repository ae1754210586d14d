#include "src/xml/document.hpp"

#include "src/xml/encoding.hpp"
#include "src/xml/handles.hpp"
#include "src/xml/library.hpp"
#include "src/xml/tag_scan.hpp"
#include "src/xml/walk.hpp"

#include <libxml/SAX2.h>
#include <libxml/valid.h>
#include <libxml/xmlerror.h>

#include <algorithm>

namespace idpsim::xml {
namespace {

std::string place(int line, int column) {
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::string place(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t line_start = before.rfind('\n'); // npos + 1 is 0
    return place(static_cast<int>(line), static_cast<int>(at - (line_start + 1) + 1));
}

/// What the callbacks of one parse share; hangs on the parser context's `_private`.
struct Parsing {
    int depth;
    std::optional<Error> error; ///< the first; parsing stops there
};

xmlParserCtxt* context_of(void* data) { return static_cast<xmlParserCtxt*>(data); }
Parsing& parsing_of(void* data) { return *static_cast<Parsing*>(context_of(data)->_private); }

void stop(void* data, Error error) {
    Parsing& parsing = parsing_of(data);
    if (!parsing.error) parsing.error = std::move(error);
    xmlStopParser(context_of(data));
}

std::string current_place(void* data) {
    const xmlParserInput* input = context_of(data)->input;
    return input ? place(input->line, input->col) : std::string();
}

/// Stops at the first error: what libxml2 would make of the rest is of no use, and may be of any cost.
void on_error(void* data, xmlError* error) {
    if (error->level < XML_ERR_ERROR) return;
    const bool over_a_limit = error->code == XML_ERR_INTERNAL_ERROR || error->code == XML_ERR_NAME_TOO_LONG;
    stop(data, Error{over_a_limit ? Fault::too_large : Fault::malformed, place(error->line, error->int2),
                     first_line(error->message)});
}

void on_doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
    stop(data, Error{Fault::unsupported, current_place(data), "a DOCTYPE declaration is not admitted"});
}

/// Lets "#id" be resolved, by the attribute that SAML and XML Signature users call `ID` (saml-core-2.0 section 5.4.2).
/// With two of one value the first counts; verifying refuses such a document.
void register_id(xmlDoc* document, const xmlNode* element) {
    for (xmlAttr* attribute = element->properties; attribute; attribute = attribute->next)
        if (!attribute->ns && view(attribute->name) == "ID" && attribute->children && !attribute->children->next)
            xmlAddID(nullptr, document, attribute->children->content, attribute);
}

void on_element(void* data, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int namespace_count,
                const xmlChar** namespaces, int attribute_count, int defaulted, const xmlChar** attributes) {
    xmlParserCtxt* context = context_of(data);
    const int depth = parsing_of(data).depth;
    if (context->nodeNr >= depth)
        return stop(
            data, Error{Fault::too_large, current_place(data), "elements nested deeper than " + std::to_string(depth)});
    xmlSAX2StartElementNs(data, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted, attributes);
    if (attribute_count > 0 && context->node) register_id(context->myDoc, context->node);
}

ParserContext parser(Parsing& parsing) {
    ParserContext context(xmlNewParserCtxt());
    if (!context) throw std::bad_alloc();
    context->_private = &parsing;
    context->sax->startElementNs = on_element;
    context->sax->internalSubset = on_doctype;
    context->sax->serror = on_error;
    return context;
}

Result<XmlDoc> read_tree(std::string_view text, const ParseLimits& limits) {
    constexpr int options =
        XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES;
    Parsing parsing{limits.depth, std::nullopt};
    const ParserContext context = parser(parsing);
    XmlDoc tree(
        xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr, nullptr, options));
    if (!tree && context->myDoc) tree.reset(std::exchange(context->myDoc, nullptr));
    if (parsing.error) return *parsing.error;
    if (!tree || !context->wellFormed || !context->nsWellFormed)
        return Error{Fault::malformed, current_place(context.get()), "not a well-formed document"};
    return tree;
}

} // namespace

Result<Document> Document::parse(std::string_view octets, const ParseLimits& limits) {
    if (octets.size() > limits.octets || octets.size() > (1u << 30))
        return Error{Fault::too_large, "XML document", "more than " + std::to_string(limits.octets) + " octets"};
    if (octets.empty()) return Error{Fault::malformed, "line 1, column 1", "the document is empty"};
    std::string converted;
    const auto text = as_utf8(octets, converted);
    if (!text) return text.error();
    // libxml2 takes a NUL for the end and would not look at what follows.
    if (const std::size_t nul = text->find('\0'); nul != std::string_view::npos)
        return Error{Fault::malformed, place(*text, nul), "a NUL character"};
    if (const auto crowded = crowded_xml_tag(*text, limits.attributes))
        return Error{Fault::too_large, place(*text, *crowded),
                     "an element with more than " + std::to_string(limits.attributes) + " attributes"};
    auto tree = read_tree(*text, limits);
    if (!tree) return tree.error();
    return Document(std::shared_ptr<xmlDoc>(tree->release(), xmlFreeDoc));
}

Element Document::root() const { return Element(xmlDocGetRootElement(doc_.get())); }

std::vector<Element> Document::elements_with_id(std::string_view id) const {
    std::vector<Element> found;
    xmlNode* apex = xmlDocGetRootElement(doc_.get());
    for (xmlNode* node = apex; node; node = next_node(node, apex)) {
        if (node->type != XML_ELEMENT_NODE || !node->properties) continue;
        if (const Element element(node); element.attribute("ID") == id) found.push_back(element);
    }
    return found;
}

std::vector<Element> Document::find_all(std::string_view ns_uri, std::string_view local_name) const {
    std::vector<Element> found;
    xmlNode* apex = xmlDocGetRootElement(doc_.get());
    for (xmlNode* node = apex; node; node = next_node(node, apex))
        if (node->type == XML_ELEMENT_NODE && Element(node).is(ns_uri, local_name)) found.emplace_back(node);
    return found;
}

} // namespace idpsim::xml
