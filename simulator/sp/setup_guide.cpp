#include "simulator/sp/setup_guide.hpp"

#include "src/core/text.hpp"

namespace idpsim::sp {

std::string exact_pattern(std::string_view url) {
    std::string out = "^";
    for (const char c : url) {
        if (std::string_view("/.^$*+?()[]{}|\\").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out + "$";
}

std::string fill_in(std::string text, const GuideValues& own) {
    const std::pair<std::string_view, std::string> places[] = {
        {"{acs}", own.acs},     {"{acs_pattern}", own.acs.empty() ? "" : exact_pattern(own.acs)},
        {"{entity_id}", own.entity_id}, {"{metadata}", own.metadata}, {"{login}", own.login}, {"{scim}", own.scim},
        {"{token}", own.token}};
    for (const auto& [place, value] : places)
        if (!value.empty()) text = replace_all(std::move(text), place, value);
    return text;
}

} // namespace idpsim::sp
