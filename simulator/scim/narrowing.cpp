#include "simulator/scim/narrowing.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::scim_server {

namespace {

Key key_of(const scim::Resolved& target, const scim::ResourceType& type) {
    if (target.extension || !target.attribute) return Key::none;
    const std::string_view name = target.attribute->name;
    if (name == "members" && (!target.sub || target.sub->name == "value")) return Key::member;
    if (target.sub) return Key::none;
    if (name == "id") return Key::id;
    if (name == "externalId") return Key::external_id;
    if (name == "userName") return Key::user_name;
    return &type == &scim::group_type() && name == "displayName" ? Key::display_name : Key::none;
}

bool is_text_equality(const scim::Filter& filter) {
    return filter.kind == scim::Filter::Kind::compare && filter.op == scim::Operator::eq && filter.value.is_string();
}

Narrowing narrow_to(Key key, const scim::Filter& comparison) {
    return {key, std::string(scim::text_of(comparison.value.get_string()))};
}

} // namespace

Narrowing narrow(const scim::Filter& filter, const scim::ResourceType& type) {
    if (filter.kind == scim::Filter::Kind::all_of) {
        for (const scim::Filter& part : filter.parts) {
            if (Narrowing narrowing = narrow(part, type); narrowing.key != Key::none) return narrowing;
        }
        return {};
    }
    const std::optional<scim::Resolved> target = type.resolve(filter.path);
    if (!target) return {};
    if (is_text_equality(filter)) return narrow_to(key_of(*target, type), filter);
    if (filter.kind != scim::Filter::Kind::has_element || key_of(*target, type) != Key::member) return {};
    const scim::Filter& inner = filter.parts.front();
    return is_text_equality(inner) && equal_nocase(inner.path.name, "value") ? narrow_to(Key::member, inner)
                                                                             : Narrowing{};
}

bool mentions(const scim::Filter& filter, std::string_view attribute) {
    return equal_nocase(filter.path.name, attribute) ||
           std::any_of(filter.parts.begin(), filter.parts.end(),
                       [&](const scim::Filter& part) { return mentions(part, attribute); });
}

} // namespace idpsim::scim_server
