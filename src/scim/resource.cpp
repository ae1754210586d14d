#include "src/scim/resource.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::scim {

namespace {

bool is_primary(const json::value& element) {
    const json::object* object = element.if_object();
    const json::value* primary = object ? object->if_contains("primary") : nullptr;
    return primary && primary->is_bool() && primary->get_bool();
}

/// How a list of paths speaks about one attribute.
struct Mention {
    bool whole = false;                   ///< the attribute itself is named
    std::vector<const Attribute*> subs;   ///< some of its sub-attributes are
    bool any() const { return whole || !subs.empty(); }
};

Mention mention(const std::vector<AttributePath>& paths, const ResourceType& type, const Schema* extension,
                const Attribute& attribute) {
    Mention found;
    for (const AttributePath& path : paths) {
        const std::optional<Resolved> target = type.resolve(path);
        if (!target || target->extension != extension) continue;
        if (!target->attribute) found.whole = true;   // the whole extension
        if (target->attribute != &attribute) continue;
        if (target->sub) {
            found.subs.push_back(target->sub);
        } else {
            found.whole = true;
        }
    }
    return found;
}

/// `value` with those sub-attributes for which `keep` says so.
template <class Keep>
json::value with_subs(const json::value& value, const Attribute& attribute, const Keep& keep) {
    if (value.is_array()) {
        json::array list;
        for (const json::value& element : value.get_array()) list.push_back(with_subs(element, attribute, keep));
        return list;
    }
    if (!value.is_object()) return value;
    json::object object;
    for (const json::key_value_pair& member : value.get_object()) {
        const Attribute* sub = attribute.find({member.key().data(), member.key().size()});
        if (!sub || keep(*sub)) object.emplace(member.key(), member.value());
    }
    return object;
}

class Projector {
public:
    Projector(const ResourceType& type, const Projection& projection) : type_(type), projection_(projection) {}

    json::object members(const json::object& object, const Schema* extension) const {
        json::object shown;
        for (const json::key_value_pair& member : object) {
            const std::string_view name(member.key().data(), member.key().size());
            if (const Schema* inner = extension ? nullptr : type_.find_extension(name);
                inner && member.value().is_object()) {
                json::object below = members(member.value().get_object(), inner);
                if (!below.empty()) shown.emplace(member.key(), std::move(below));
                continue;
            }
            const Attribute* attribute = find(name, extension);
            if (!attribute) continue;
            json::value value = show(*attribute, extension, member.value());
            if (!value.is_null()) shown.emplace(member.key(), std::move(value));
        }
        return shown;
    }

private:
    const Attribute* find(std::string_view name, const Schema* extension) const {
        if (extension) return extension->find(name);
        const std::optional<Resolved> target = type_.resolve(AttributePath{"", std::string(name), ""});
        return target ? target->attribute : nullptr;
    }

    json::value show(const Attribute& attribute, const Schema* extension, const json::value& value) const {
        if (attribute.returned == Returned::never) return nullptr;
        if (attribute.returned == Returned::always) return value;
        if (!projection_.attributes.empty()) {
            const Mention asked = mention(projection_.attributes, type_, extension, attribute);
            if (!asked.any()) return nullptr;
            if (asked.whole) return value;
            return with_subs(value, attribute, [&](const Attribute& sub) {
                return std::find(asked.subs.begin(), asked.subs.end(), &sub) != asked.subs.end();
            });
        }
        if (attribute.returned == Returned::request) return nullptr;
        if (projection_.excluded.empty()) return value;
        const Mention excluded = mention(projection_.excluded, type_, extension, attribute);
        if (excluded.whole) return nullptr;
        if (excluded.subs.empty()) return value;
        return with_subs(value, attribute, [&](const Attribute& sub) {
            return std::find(excluded.subs.begin(), excluded.subs.end(), &sub) == excluded.subs.end();
        });
    }

    const ResourceType& type_;
    const Projection& projection_;
};

std::vector<AttributePath> read_paths(std::string_view list) {
    std::vector<AttributePath> paths;
    if (list.empty()) return paths;
    for (const std::string_view part : split(list, ',')) {
        if (Outcome<AttributePath> path = parse_attribute_path(trim(part))) paths.push_back(std::move(*path));
    }
    // Only words that name nothing: still a wish to see less than the default.
    if (paths.empty()) paths.push_back(AttributePath{"", "id", ""});
    return paths;
}

} // namespace

void settle_primary(json::array& list, std::optional<std::size_t> keep) {
    if (!keep || !is_primary(list.at(*keep))) {
        const auto first = std::find_if(list.begin(), list.end(), is_primary);
        if (first == list.end()) return;
        keep = static_cast<std::size_t>(first - list.begin());
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i != *keep && is_primary(list[i])) list[i].get_object()["primary"] = false;
    }
}

void settle(json::object& resource, const ResourceType& type) {
    json::array urns{json::string(type.schema->id.data(), type.schema->id.size())};
    for (const Extension& extension : type.extensions) {
        const std::string_view id = extension.schema->id;
        if (find_member(resource, id)) urns.emplace_back(json::string(id.data(), id.size()));
    }
    set_member(resource, "schemas", std::move(urns));
    for (json::key_value_pair& member : resource) {
        if (json::array* list = member.value().if_array()) settle_primary(*list);
    }
}

Outcome<Projection> read_projection(std::string_view attributes, std::string_view excluded) {
    if (!attributes.empty() && !excluded.empty()) {
        return invalid_value("attributes and excludedAttributes exclude each other");
    }
    return Projection{read_paths(attributes), read_paths(excluded)};
}

json::object project(const json::object& resource, const ResourceType& type, const Projection& projection) {
    return Projector(type, projection).members(resource, nullptr);
}

std::string primary_email(const json::object& user) {
    const json::value* emails = find_member(user, "emails");
    if (!emails || !emails->is_array()) return "";
    const json::object* best = nullptr;
    for (const json::value& element : emails->get_array()) {
        const json::object* email = element.if_object();
        if (!email || text_member(*email, "value").empty()) continue;
        if (is_primary(element)) return std::string(text_member(*email, "value"));
        const auto is_work = [](const json::object* one) { return equal_nocase(text_member(*one, "type"), "work"); };
        if (!best || (!is_work(best) && is_work(email))) best = email;
    }
    return best ? std::string(text_member(*best, "value")) : "";
}

} // namespace idpsim::scim
