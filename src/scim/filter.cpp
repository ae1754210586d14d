#include "src/scim/filter.hpp"

#include "src/core/instant.hpp"
#include "src/core/text.hpp"
#include "src/scim/resource.hpp"
#include "src/scim/text.hpp"

#include <algorithm>
#include <optional>

namespace idpsim::scim {

namespace {

/// Where a filter's names are looked up: a whole resource, or one element of a multi-valued attribute.
struct Scope {
    const ResourceType* type = nullptr;
    const Attribute* elements = nullptr;

    std::optional<Resolved> resolve(const AttributePath& path) const {
        if (type) return type->resolve(path);
        if (!path.urn.empty() || !path.sub.empty()) return std::nullopt;
        if (const Attribute* sub = elements->find(path.name)) return Resolved{nullptr, sub, nullptr};
        // schemas[value eq "..."]: a simple element is its own value.
        if (elements->type != Type::complex && equal_nocase(path.name, "value"))
            return Resolved{nullptr, elements, nullptr};
        return std::nullopt;
    }
};

/// Points a path at a complex attribute to its `value`, as RFC 7644's own samples do (`emails co "x"`).
Resolved at_value(Resolved target) {
    if (!target.sub && target.attribute && target.attribute->type == Type::complex) {
        target.sub = target.attribute->find("value");
    }
    return target;
}

bool is_ordering(Operator op) {
    return op == Operator::gt || op == Operator::ge || op == Operator::lt || op == Operator::le;
}
bool is_textual(Operator op) { return op == Operator::co || op == Operator::sw || op == Operator::ew; }

bool is_text(Type type) { return type == Type::string || type == Type::reference || type == Type::binary; }

Outcome<void> check_literal(const Filter& filter, const Attribute& attribute) {
    const json::value& value = filter.value;
    const auto mismatch = [&] { return invalid_filter(in_quotes(filter.path.text()) + " cannot be compared with a value of that type"); };
    if (value.is_null()) {
        if (filter.op == Operator::eq || filter.op == Operator::ne) return {};
        return mismatch();
    }
    if (attribute.type == Type::boolean) {
        if (is_ordering(filter.op) || is_textual(filter.op) || !read_boolean(value)) return mismatch();
    } else if (attribute.type == Type::integer || attribute.type == Type::decimal) {
        if (!value.is_number() || is_textual(filter.op)) return mismatch();
    } else {
        if (!value.is_string()) return mismatch();
        if (attribute.type == Type::binary && is_ordering(filter.op))
            return invalid_filter(in_quotes(filter.path.text()) + " has no order");
        const bool instant = attribute.type == Type::date_time && !is_textual(filter.op);
        if (instant && !parse_instant(text_of(value.get_string()))) return mismatch();
    }
    return {};
}

Outcome<void> check(const Filter& filter, const Scope& scope);

Outcome<void> check_compare(const Filter& filter, const Scope& scope) {
    std::optional<Resolved> target = scope.resolve(filter.path);
    if (!target) return invalid_filter(in_quotes(filter.path.text()) + " is no attribute that this server knows");
    if (!target->attribute) {
        if (filter.op == Operator::pr) return {};
        return invalid_filter(in_quotes(filter.path.text()) + " is a schema; name one of its attributes");
    }
    if (target->attribute->is_never_returned() || target->leaf().is_never_returned()) {
        return invalid_filter(in_quotes(filter.path.text()) + " cannot be searched for");
    }
    if (filter.op == Operator::pr) return {};
    *target = at_value(*target);
    if (target->leaf().type == Type::complex) {
        return invalid_filter(in_quotes(filter.path.text()) + " is complex; name one of its sub-attributes");
    }
    return check_literal(filter, target->leaf());
}

Outcome<void> check_element(const Filter& filter, const Scope& scope) {
    const std::optional<Resolved> target = scope.resolve(filter.path);
    if (!target || !target->attribute || target->sub || !target->attribute->multi_valued) {
        return invalid_filter(in_quotes(filter.path.text()) + " is no attribute with several values");
    }
    return check(filter.parts.front(), Scope{nullptr, target->attribute});
}

Outcome<void> check(const Filter& filter, const Scope& scope) {
    if (filter.kind == Filter::Kind::compare) return check_compare(filter, scope);
    if (filter.kind == Filter::Kind::has_element) return check_element(filter, scope);
    for (const Filter& part : filter.parts) {
        if (Outcome<void> checked = check(part, scope); !checked) return checked;
    }
    return {};
}

template <class T>
bool ordered(Operator op, const T& a, const T& b) {
    switch (op) {
    case Operator::eq: return a == b;
    case Operator::ne: return a != b;
    case Operator::gt: return a > b;
    case Operator::ge: return a >= b;
    case Operator::lt: return a < b;
    case Operator::le: return a <= b;
    default: return false;
    }
}

bool compare_text(Operator op, const std::string& a, const std::string& b) {
    switch (op) {
    case Operator::co: return a.find(b) != std::string::npos;
    case Operator::sw: return a.starts_with(b);
    case Operator::ew: return a.ends_with(b);
    default: return ordered(op, a, b);
    }
}

bool compare_date(Operator op, std::string_view actual, std::string_view wanted) {
    if (is_textual(op)) return compare_text(op, std::string(actual), std::string(wanted));
    const Result<Instant> a = parse_instant(actual);
    const Result<Instant> b = parse_instant(wanted);
    return a && b && ordered(op, *a, *b);
}

bool compare_value(const Filter& filter, const json::value& actual, const Attribute& attribute) {
    const json::value& wanted = filter.value;
    if (attribute.type == Type::boolean) {
        const std::optional<bool> a = read_boolean(actual);
        const std::optional<bool> b = read_boolean(wanted);
        return a && b && (filter.op == Operator::eq || filter.op == Operator::ne) && ordered(filter.op, *a, *b);
    }
    if (actual.is_number() && wanted.is_number()) {
        return ordered(filter.op, actual.to_number<double>(), wanted.to_number<double>());
    }
    if (!actual.is_string() || !wanted.is_string()) return false;
    const std::string_view a = text_of(actual.get_string());
    const std::string_view b = text_of(wanted.get_string());
    if (attribute.type == Type::date_time) return compare_date(filter.op, a, b);
    if (!is_text(attribute.type)) return false;
    if (attribute.case_exact) return compare_text(filter.op, std::string(a), std::string(b));
    return compare_text(filter.op, fold(a), fold(b));
}

/// What a filter is held against: a resource, or one element of a list.
struct Subject {
    const json::object* object = nullptr;   ///< null when the element is a simple value
    const json::value* element = nullptr;   ///< null for a resource
};

Subject subject_of(const json::value& element) { return {element.if_object(), &element}; }

/// Every value at `sub` of `value`, lists spread out. A boolean that an element does not give is false (RFC 7643
/// section 2.4 says so of `primary`), unless the question is whether it is there.
std::vector<const json::value*> values_at(const json::value* value, const Attribute* sub, bool with_defaults) {
    static const json::value no = false;
    std::vector<const json::value*> values;
    const auto add = [&](const json::value& one) {
        const json::value* leaf = &one;
        if (sub) leaf = one.is_object() ? find_member(one.get_object(), sub->name) : nullptr;
        if (leaf && !is_unassigned(*leaf)) {
            values.push_back(leaf);
        } else if (sub && sub->type == Type::boolean && with_defaults) {
            values.push_back(&no);
        }
    };
    if (!value) return values;
    if (value->is_array()) {
        for (const json::value& element : value->get_array()) add(element);
    } else {
        add(*value);
    }
    return values;
}

bool compare_all(const Filter& filter, const json::value* value, const Resolved& target) {
    const bool about_presence = filter.op == Operator::pr || filter.value.is_null();
    const std::vector<const json::value*> values = values_at(value, target.sub, !about_presence);
    if (about_presence) return values.empty() == (filter.op == Operator::eq);
    if (values.empty()) {
        if (target.leaf().type == Type::boolean && !target.sub) return compare_value(filter, false, target.leaf());
        return filter.op == Operator::ne;
    }
    return std::any_of(values.begin(), values.end(),
                       [&](const json::value* actual) { return compare_value(filter, *actual, target.leaf()); });
}

bool compare_in(const Filter& filter, const Subject& subject, const Scope& scope) {
    std::optional<Resolved> target = scope.resolve(filter.path);
    if (!target) return false;
    if (filter.op != Operator::pr) *target = at_value(*target);
    if (scope.elements && target->attribute == scope.elements) return compare_all(filter, subject.element, *target);
    return subject.object && compare_all(filter, lookup(*subject.object, *target), *target);
}

bool evaluate(const Filter& filter, const Subject& subject, const Scope& scope);

bool evaluate_element(const Filter& filter, const Subject& subject, const Scope& scope) {
    const std::optional<Resolved> target = scope.resolve(filter.path);
    if (!target || !target->attribute || !subject.object) return false;
    const json::value* list = lookup(*subject.object, *target);
    if (!list || !list->is_array()) return false;
    const Scope inner{nullptr, target->attribute};
    return std::any_of(list->get_array().begin(), list->get_array().end(), [&](const json::value& element) {
        return evaluate(filter.parts.front(), subject_of(element), inner);
    });
}

bool evaluate(const Filter& filter, const Subject& subject, const Scope& scope) {
    const auto holds = [&](const Filter& part) { return evaluate(part, subject, scope); };
    switch (filter.kind) {
    case Filter::Kind::compare: return compare_in(filter, subject, scope);
    case Filter::Kind::all_of: return std::all_of(filter.parts.begin(), filter.parts.end(), holds);
    case Filter::Kind::any_of: return std::any_of(filter.parts.begin(), filter.parts.end(), holds);
    case Filter::Kind::negate: return !holds(filter.parts.front());
    case Filter::Kind::has_element: return evaluate_element(filter, subject, scope);
    }
    return false;
}

} // namespace

Outcome<void> check_filter(const Filter& filter, const ResourceType& type) {
    return check(filter, Scope{&type, nullptr});
}
Outcome<void> check_filter(const Filter& filter, const Attribute& elements) {
    return check(filter, Scope{nullptr, &elements});
}

bool matches(const Filter& filter, const json::object& resource, const ResourceType& type) {
    return evaluate(filter, Subject{&resource, nullptr}, Scope{&type, nullptr});
}
bool matches(const Filter& filter, const json::value& element, const Attribute& elements) {
    return evaluate(filter, subject_of(element), Scope{nullptr, &elements});
}

} // namespace idpsim::scim
