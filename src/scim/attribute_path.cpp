#include "src/scim/attribute_path.hpp"

#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <algorithm>

namespace idpsim::scim {

namespace {

constexpr std::size_t max_path = 1024;

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_character(char c) { return is_alpha(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

bool is_name(std::string_view name) {
    if (name.starts_with('$')) name.remove_prefix(1);   // $ref
    return !name.empty() && is_alpha(name.front()) && std::all_of(name.begin(), name.end(), is_name_character);
}

bool is_urn(std::string_view urn) {
    return std::all_of(urn.begin(), urn.end(), is_path_character) && !urn.starts_with(':') && !urn.ends_with(':');
}

} // namespace

bool is_path_character(char c) { return is_name_character(c) || c == '.' || c == ':' || c == '$'; }

std::string AttributePath::text() const {
    return (urn.empty() ? "" : urn + ":") + name + (sub.empty() ? "" : "." + sub);
}

Outcome<AttributePath> parse_attribute_path(std::string_view text) {
    const auto refused = [whole = text] { return invalid_path(in_quotes(whole) + " is no attribute path"); };
    if (text.size() > max_path) return refused();
    AttributePath path;
    if (const std::size_t colon = text.rfind(':'); colon != std::string_view::npos) {
        path.urn = text.substr(0, colon);
        if (path.urn.empty() || !is_urn(path.urn)) return refused();
        text.remove_prefix(colon + 1);
    }
    const std::size_t dot = text.find('.');
    path.name = text.substr(0, dot);
    if (!is_name(path.name)) return refused();
    if (dot == std::string_view::npos) return path;
    path.sub = text.substr(dot + 1);
    if (!is_name(path.sub)) return refused();
    return path;
}

} // namespace idpsim::scim
