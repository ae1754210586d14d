#include "src/scim/sorting.hpp"

#include "src/core/instant.hpp"
#include "src/scim/text.hpp"

#include <algorithm>

namespace idpsim::scim {

namespace {

/// What the path leads to, at the attribute that holds the value; nothing when there is none to sort by.
std::optional<Resolved> target_of(const AttributePath& path, const ResourceType& type) {
    std::optional<Resolved> target = type.resolve(path);
    if (!target || !target->attribute) return std::nullopt;
    if (!target->sub && target->attribute->type == Type::complex) target->sub = target->attribute->find("value");
    if (target->leaf().type == Type::complex || target->leaf().type == Type::binary) return std::nullopt;
    if (target->attribute->is_never_returned() || target->leaf().is_never_returned()) return std::nullopt;
    return target;
}

/// The element of a list that decides.
const json::value* chosen(const json::array& list) {
    const auto primary = std::find_if(list.begin(), list.end(), [](const json::value& element) {
        const json::object* object = element.if_object();
        const json::value* flag = object ? object->if_contains("primary") : nullptr;
        return flag && flag->is_bool() && flag->get_bool();
    });
    if (primary != list.end()) return &*primary;
    return list.empty() ? nullptr : &list.front();
}

SortKey key_of(const json::value& value, const Attribute& attribute) {
    if (value.is_bool()) return value.get_bool() ? 1.0 : 0.0;
    if (value.is_number()) return value.to_number<double>();
    if (!value.is_string() || value.get_string().empty()) return std::monostate{};
    const std::string_view text = text_of(value.get_string());
    if (attribute.type == Type::date_time) {
        const Result<Instant> instant = parse_instant(text);
        return instant ? SortKey(static_cast<double>(instant->time_since_epoch().count())) : SortKey();
    }
    return attribute.case_exact ? std::string(text) : fold(text);
}

} // namespace

Outcome<void> check_sorting(const Sorting& sorting, const ResourceType& type) {
    if (target_of(sorting.path, type)) return {};
    return invalid_path("sortBy names " + in_quotes(sorting.path.text()) + ", by which nothing can be sorted");
}

SortKey sort_key(const json::object& resource, const Sorting& sorting, const ResourceType& type) {
    const std::optional<Resolved> target = target_of(sorting.path, type);
    const json::value* value = target ? lookup(resource, *target) : nullptr;
    if (value && value->is_array()) value = chosen(value->get_array());
    if (value && target->sub) {
        value = value->is_object() ? find_member(value->get_object(), target->sub->name) : nullptr;
    }
    return value ? key_of(*value, target->leaf()) : SortKey();
}

bool comes_before(const SortKey& a, const SortKey& b) {
    if (a.index() == 0 || b.index() == 0) return a.index() != 0 && b.index() == 0;
    return a < b;
}

} // namespace idpsim::scim
