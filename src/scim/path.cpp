#include "src/scim/path.hpp"

#include "src/scim/filter_parser.hpp"
#include "src/scim/text.hpp"

namespace idpsim::scim {

Outcome<PatchPath> parse_patch_path(std::string_view text) {
    const FilterLimits limits;
    const auto refused = [&] { return invalid_path(in_quotes(text) + " is no path"); };
    if (text.empty() || text.size() > limits.length || text.starts_with(' ')) return refused();
    FilterParser parser(text, limits);
    Outcome<AttributePath> attribute = parse_attribute_path(parser.path_word());
    if (!attribute) return refused();
    PatchPath path{std::move(*attribute), std::nullopt, ""};
    if (parser.position() == text.size()) return path;
    if (!path.attribute.sub.empty() || text[parser.position()] != '[') return refused();
    Outcome<Filter> elements = parser.bracketed();
    if (!elements) return elements.error();
    path.elements = std::move(*elements);
    const std::string_view rest = text.substr(parser.position());
    if (rest.empty()) return path;
    const Outcome<AttributePath> sub = parse_attribute_path(rest.substr(1));
    if (rest.front() != '.' || !sub || !sub->urn.empty() || !sub->sub.empty()) return refused();
    path.sub = sub->name;
    return path;
}

} // namespace idpsim::scim
