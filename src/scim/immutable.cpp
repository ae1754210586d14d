#include "src/scim/immutable.hpp"

#include "src/scim/text.hpp"

#include <algorithm>

namespace idpsim::scim {

namespace {

bool is_immutable(const Attribute& attribute) { return attribute.mutability == Mutability::immutable; }

bool same_value(const json::value& a, const json::value& b, const Attribute& attribute) {
    if (a.is_string() && b.is_string()) return same_text(text_of(a.get_string()), text_of(b.get_string()), attribute.case_exact);
    return same_json(a, b);
}

/// Whether anything of the attribute is set once; hardly any is, so most need not be looked up.
bool has_immutable(const Attribute& attribute) {
    if (is_immutable(attribute) || attribute.multi_valued) return is_immutable(attribute);
    return std::any_of(attribute.sub_attributes.begin(), attribute.sub_attributes.end(), is_immutable);
}

/// Calls `visit` with each immutable attribute of these, and those within single complex ones, and the object it is in
/// before the change.
template <class Visit>
void each_immutable(const std::vector<Attribute>& attributes, const json::object& before, const Visit& visit) {
    for (const Attribute& attribute : attributes) {
        if (!has_immutable(attribute)) continue;
        const json::value* value = find_member(before, attribute.name);
        if (!value || is_unassigned(*value)) continue;
        if (is_immutable(attribute)) {
            visit(nullptr, attribute, *value);
        } else if (value->is_object()) {
            for (const Attribute& sub : attribute.sub_attributes) {
                const json::value* inner = find_member(value->get_object(), sub.name);
                if (inner && is_immutable(sub) && !is_unassigned(*inner)) visit(&attribute, sub, *inner);
            }
        }
    }
}

void keep_in(const std::vector<Attribute>& attributes, const json::object& before, json::object& after) {
    each_immutable(attributes, before, [&](const Attribute* parent, const Attribute& attribute, const json::value& value) {
        json::object* place = &after;
        if (parent) {
            json::value* complex = find_member(after, parent->name);
            if (!complex || !complex->is_object()) {
                set_member(after, parent->name, json::object{});
                complex = find_member(after, parent->name);
            }
            place = &complex->get_object();
        }
        if (!find_member(*place, attribute.name)) set_member(*place, attribute.name, value);
    });
}

Outcome<void> check_in(const std::vector<Attribute>& attributes, const json::object& before, const json::object* after) {
    Outcome<void> checked;
    each_immutable(attributes, before, [&](const Attribute* parent, const Attribute& attribute, const json::value& value) {
        const json::object* place = after;
        if (place && parent) {
            const json::value* complex = find_member(*place, parent->name);
            place = complex ? complex->if_object() : nullptr;
        }
        const json::value* now = place ? find_member(*place, attribute.name) : nullptr;
        if (!now || !same_value(*now, value, attribute)) {
            checked = immutable(in_quotes(attribute.name) + " is set once and for all");
        }
    });
    return checked;
}

const json::object* extension_of(const json::object& resource, const Schema& schema) {
    const json::value* value = find_member(resource, schema.id);
    return value ? value->if_object() : nullptr;
}

} // namespace

bool has_immutable(const ResourceType& type) {
    const auto has = [](const Schema& schema) {
        return std::any_of(schema.attributes.begin(), schema.attributes.end(),
                           [](const Attribute& attribute) { return has_immutable(attribute); });
    };
    return has(*type.schema) || std::any_of(type.extensions.begin(), type.extensions.end(),
                                            [&](const Extension& extension) { return has(*extension.schema); });
}

void keep_immutable(const json::object& before, json::object& replacement, const ResourceType& type) {
    keep_in(type.schema->attributes, before, replacement);
    for (const Extension& extension : type.extensions) {
        const json::object* known = extension_of(before, *extension.schema);
        if (!known) continue;
        json::value* given = find_member(replacement, extension.schema->id);
        json::object kept = given && given->is_object() ? given->get_object() : json::object{};
        keep_in(extension.schema->attributes, *known, kept);
        if (!kept.empty()) set_member(replacement, extension.schema->id, std::move(kept));
    }
}

Outcome<void> check_immutable(const json::object& before, const json::object& changed, const ResourceType& type) {
    if (Outcome<void> checked = check_in(type.schema->attributes, before, &changed); !checked) return checked;
    for (const Extension& extension : type.extensions) {
        const json::object* known = extension_of(before, *extension.schema);
        if (!known) continue;
        Outcome<void> checked = check_in(extension.schema->attributes, *known, extension_of(changed, *extension.schema));
        if (!checked) return checked;
    }
    return {};
}

} // namespace idpsim::scim
