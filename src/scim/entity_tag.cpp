#include "src/scim/entity_tag.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <optional>

namespace idpsim::scim {

namespace {

constexpr int most_tags = 100;

/// Takes one entity-tag off the front and gives what stands between its quotes.
std::optional<std::string_view> take_tag(std::string_view& text) {
    if (text.starts_with("W/")) text.remove_prefix(2);
    if (!text.starts_with('"')) return std::nullopt;
    const std::size_t end = text.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view opaque = text.substr(1, end - 1);
    const auto is_etagc = [](unsigned char c) { return c > 0x20 && c != 0x7F; };
    if (!std::all_of(opaque.begin(), opaque.end(), is_etagc)) return std::nullopt;
    text.remove_prefix(end + 1);
    return opaque;
}

} // namespace

Outcome<bool> names_version(std::string_view header, std::string_view version) {
    const Refusal refused{ScimType::none, 400, "a condition has to be * or a list of entity-tags"};
    std::string_view rest = trim(header);
    if (rest == "*") return true;
    const std::optional<std::string_view> current = take_tag(version);
    bool found = false;
    for (int tags = 0; tags < most_tags; ++tags) {
        const std::optional<std::string_view> tag = take_tag(rest);
        if (!tag) return refused;
        found = found || tag == current;
        rest = trim(rest);
        if (rest.empty()) return found;
        if (!rest.starts_with(',')) return refused;
        rest = trim(rest.substr(1));
    }
    return refused;
}

} // namespace idpsim::scim
