#pragma once
/// How the writers put a tree together. Seen by the writers of this folder only.
#include "src/core/instant.hpp"
#include "src/saml/shape.hpp"

#include <optional>
#include <string>

namespace idpsim::saml {

inline constexpr char xml_declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

inline void put(pugi::xml_node element, const char* name, const std::string& value) {
    element.append_attribute(name).set_value(value.c_str());
}
inline void put(pugi::xml_node element, const char* name, const std::optional<std::string>& value) {
    if (value) put(element, name, *value);
}
inline void put(pugi::xml_node element, const char* name, const std::optional<int>& value) {
    if (value) put(element, name, std::to_string(*value));
}
inline void put(pugi::xml_node element, const char* name, const std::optional<bool>& value) {
    if (value) put(element, name, std::string(*value ? "true" : "false"));
}
inline void put(pugi::xml_node element, const char* name, const std::optional<Instant>& value) {
    if (value) put(element, name, format_instant(*value));
}

inline pugi::xml_node put_text(pugi::xml_node parent, const char* name, const std::string& text) {
    pugi::xml_node element = parent.append_child(name);
    element.append_child(pugi::node_pcdata).set_value(text.c_str());
    return element;
}

/// A whole document. `indent` as in PrintStyle.
inline std::string printed(const pugi::xml_document& tree, int indent) {
    PrintStyle style;
    style.declaration = xml_declaration;
    style.indent = indent;
    style.final_line_feed = true;
    return print(tree, style);
}

} // namespace idpsim::saml
