#include "src/xml/written_names.hpp"

namespace idpsim::xml {

std::string_view namespace_of(pugi::xml_node element) {
    const std::string_view prefix = split_name(element.name()).prefix;
    if (prefix == "xml") return xml_namespace;
    for (pugi::xml_node at = element; at; at = at.parent())
        for (const pugi::xml_attribute attribute : at.attributes())
            if (declared_prefix(attribute.name()) == prefix) return attribute.value();
    return "";
}

bool is_element(pugi::xml_node node, std::string_view ns_uri, std::string_view local_name) {
    return node.type() == pugi::node_element && split_name(node.name()).local == local_name &&
           namespace_of(node) == ns_uri;
}

} // namespace idpsim::xml
