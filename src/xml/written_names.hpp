#pragma once
/// Names of the trees that we write: pugixml knows qualified names only, so prefixes are resolved here.
#include <pugixml.hpp>

#include <optional>
#include <string_view>

namespace idpsim::xml {

inline constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";

struct QName {
    std::string_view prefix; ///< "" for none
    std::string_view local;
};

inline QName split_name(std::string_view qualified) {
    const auto colon = qualified.find(':');
    if (colon == std::string_view::npos) return {"", qualified};
    return {qualified.substr(0, colon), qualified.substr(colon + 1)};
}

/// The prefix that an attribute declares ("" for the default namespace), or nothing when it is no declaration.
inline std::optional<std::string_view> declared_prefix(std::string_view attribute_name) {
    if (!attribute_name.starts_with("xmlns")) return std::nullopt;
    if (attribute_name.size() == 5) return "";
    if (attribute_name[5] == ':') return attribute_name.substr(6);
    return std::nullopt;
}

/// The element's namespace, "" for none or an undeclared prefix.
std::string_view namespace_of(pugi::xml_node element);
bool is_element(pugi::xml_node node, std::string_view ns_uri, std::string_view local_name);

} // namespace idpsim::xml
