#include "src/scim/filter_types.hpp"

#include <algorithm>
#include <optional>

namespace idpsim::scim {

namespace {

bool is_leaf(const Filter& filter) {
    return filter.kind == Filter::Kind::compare || filter.kind == Filter::Kind::has_element;
}

/// What is true, or false, of every resource: each has an id.
Filter constant(bool holds) {
    Filter filter;
    filter.path.name = "id";
    filter.op = holds ? Operator::pr : Operator::eq;
    if (!holds) filter.value = nullptr;
    return filter;
}

/// What a comparison says of a resource without the attribute.
bool holds_without_value(const Filter& leaf) {
    if (leaf.kind != Filter::Kind::compare) return false;
    if (leaf.value.is_null() && leaf.op == Operator::eq) return true;
    return leaf.op == Operator::ne && !leaf.value.is_null();
}

} // namespace

Outcome<void> check_filter(const Filter& filter, std::span<const ResourceType* const> types) {
    if (!is_leaf(filter)) {
        for (const Filter& part : filter.parts) {
            if (Outcome<void> checked = check_filter(part, types); !checked) return checked;
        }
        return {};
    }
    std::optional<Refusal> first;
    for (const ResourceType* type : types) {
        const Outcome<void> checked = check_filter(filter, *type);
        if (checked) return checked;
        if (!first) first = checked.error();
    }
    return first.value_or(invalid_filter("there is nothing to search"));
}

Filter for_type(const Filter& filter, const ResourceType& type) {
    if (is_leaf(filter)) {
        if (check_filter(filter, type)) return filter;
        return constant(!type.resolve(filter.path) && holds_without_value(filter));
    }
    Filter specialised = filter;
    for (Filter& part : specialised.parts) part = for_type(part, type);
    return specialised;
}

} // namespace idpsim::scim
