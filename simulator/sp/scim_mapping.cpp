#include "simulator/sp/scim_mapping.hpp"

#include "src/scim/json.hpp"
#include "src/scim/path.hpp"
#include "src/scim/schema.hpp"

namespace idpsim::sp {
namespace {

/// Where a path leads: an attribute, of whose elements the matching ones count, and what of them.
struct Place {
    scim::PatchPath path;
    scim::Resolved attribute;
    const scim::Attribute* sub = nullptr;

    const scim::Attribute& leaf() const { return sub ? *sub : *attribute.attribute; }
};

struct Found {
    std::optional<Place> place;
    std::string why; ///< when there is none
};

Found nowhere(std::string why) { return {std::nullopt, std::move(why)}; }

/// The sub-attribute that the path names, or the `value` that an attribute of several values has.
const scim::Attribute* sub_of(const scim::PatchPath& path, const scim::Resolved& target) {
    if (target.sub) return target.sub;
    if (!path.sub.empty()) return target.attribute->find(path.sub);
    return target.attribute->type == scim::Type::complex ? target.attribute->find("value") : nullptr;
}

Found find_place(std::string_view text) {
    auto path = scim::parse_patch_path(text);
    if (!path) return nowhere("is no path of a SCIM attribute, as userName or name.givenName is one");
    const std::optional<scim::Resolved> target = scim::user_type().resolve(path->attribute);
    if (!target || !target->attribute) return nowhere("is no attribute that a SCIM User has");
    if (path->elements) {
        if (!target->attribute->multi_valued) return nowhere("has a filter on an attribute with one value");
        if (!scim::check_filter(*path->elements, *target->attribute))
            return nowhere("has a filter that the attribute cannot be asked");
    }
    Place out{std::move(*path), *target, nullptr};
    out.sub = sub_of(out.path, *target);
    if (!out.path.sub.empty() && !out.sub) return nowhere("names a part that the attribute does not have");
    if (target->attribute->is_never_returned() || out.leaf().is_never_returned())
        return nowhere("is an attribute that is never shown");
    if (out.leaf().type == scim::Type::complex)
        return nowhere("has several parts; name one of them, as name.givenName does");
    if (out.leaf().type != scim::Type::string) return nowhere("is an attribute that holds no text");
    return {std::move(out), ""};
}

std::string text_of_value(const boost::json::value* value) {
    return value && value->is_string() ? std::string(scim::text_of(value->get_string())) : std::string();
}

std::string leaf_of(const boost::json::value& value, const Place& place) {
    if (!place.sub) return text_of_value(&value);
    return value.is_object() ? text_of_value(scim::find_member(value.get_object(), place.sub->name)) : std::string();
}

bool is_primary(const boost::json::value& element) {
    const boost::json::value* told = element.is_object() ? scim::find_member(element.get_object(), "primary") : nullptr;
    return told && told->is_bool() && told->get_bool();
}

std::string best_of(const boost::json::array& elements, const Place& place) {
    std::string first;
    for (const boost::json::value& each : elements) {
        if (place.path.elements && !scim::matches(*place.path.elements, each, *place.attribute.attribute)) continue;
        std::string text = leaf_of(each, place);
        if (text.empty()) continue;
        if (is_primary(each)) return text;
        if (first.empty()) first = std::move(text);
    }
    return first;
}

} // namespace

std::optional<std::string> refuse_scim_path(std::string_view path) {
    Found found = find_place(path);
    if (found.place) return std::nullopt;
    return std::move(found.why);
}

std::string text_at(const boost::json::object& user, std::string_view path) {
    const Found found = find_place(path);
    const boost::json::value* value = found.place ? scim::lookup(user, found.place->attribute) : nullptr;
    if (!value) return "";
    return value->is_array() ? best_of(value->get_array(), *found.place) : leaf_of(*value, *found.place);
}

} // namespace idpsim::sp
