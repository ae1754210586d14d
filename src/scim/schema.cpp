#include "src/scim/schema.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::scim {

namespace {

const Attribute* find_in(const std::vector<Attribute>& attributes, std::string_view name) {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const Attribute& attribute) { return equal_nocase(attribute.name, name); });
    return found == attributes.end() ? nullptr : &*found;
}

std::optional<Resolved> with_sub(Resolved target, std::string_view sub) {
    if (!target.attribute) return std::nullopt;
    if (sub.empty()) return target;
    target.sub = target.attribute->find(sub);
    if (!target.sub) return std::nullopt;
    return target;
}

} // namespace

const Attribute* Attribute::find(std::string_view sub_name) const { return find_in(sub_attributes, sub_name); }
const Attribute* Schema::find(std::string_view attribute_name) const { return find_in(attributes, attribute_name); }

const Schema* ResourceType::find_extension(std::string_view urn) const {
    const auto found = std::find_if(extensions.begin(), extensions.end(), [&](const Extension& extension) {
        return equal_nocase(extension.schema->id, urn);
    });
    return found == extensions.end() ? nullptr : found->schema;
}

const Attribute* ResourceType::find(std::string_view attribute_name) const {
    const Attribute* const own = schema->find(attribute_name);
    return own ? own : find_in(common_attributes(), attribute_name);
}

std::optional<Resolved> ResourceType::resolve(const AttributePath& path) const {
    if (path.urn.empty() || equal_nocase(path.urn, schema->id)) {
        Resolved target;
        target.attribute = find(path.name);
        return with_sub(target, path.sub);
    }
    if (const Schema* extension = find_extension(path.urn)) {
        Resolved target;
        target.extension = extension;
        target.attribute = extension->find(path.name);
        return with_sub(target, path.sub);
    }
    // A URN alone: its last part was taken for a name ("urn:...:2.0" and "User").
    if (const Schema* extension = find_extension(path.text())) return Resolved{extension, nullptr, nullptr};
    return std::nullopt;
}

const ResourceType& user_type() {
    static const ResourceType type{"User", "/Users", "User Account", &user_schema(), {{&enterprise_schema(), false}}};
    return type;
}

const ResourceType& group_type() {
    static const ResourceType type{"Group", "/Groups", "Group", &group_schema(), {}};
    return type;
}

const json::object* holder(const json::object& resource, const Resolved& target) {
    if (!target.extension) return &resource;
    const json::value* extension = find_member(resource, target.extension->id);
    return extension ? extension->if_object() : nullptr;
}

const json::value* lookup(const json::object& resource, const Resolved& target) {
    const json::object* object = holder(resource, target);
    if (!object) return nullptr;
    return target.attribute ? find_member(*object, target.attribute->name)
                            : find_member(resource, target.extension->id);
}

} // namespace idpsim::scim
