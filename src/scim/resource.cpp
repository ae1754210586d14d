#include "src/scim/resource.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <utility>

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
    bool names(const Attribute& sub) const { return std::find(subs.begin(), subs.end(), &sub) != subs.end(); }
};

/// Paths and what they mean for the type; those that mean nothing are left out.
class Mentions {
public:
    Mentions(const std::vector<AttributePath>& paths, const ResourceType& type) : empty_(paths.empty()) {
        for (const AttributePath& path : paths) {
            if (const std::optional<Resolved> target = type.resolve(path)) targets_.push_back(*target);
        }
    }

    bool empty() const { return empty_; }   ///< nobody asked for anything

    Mention of(const Attribute& attribute, const Schema* extension) const {
        Mention found;
        for (const Resolved& target : targets_) {
            if (target.extension != extension) continue;
            if (!target.attribute) found.whole = true;   // the whole extension
            if (target.attribute != &attribute) continue;
            if (target.sub) {
                found.subs.push_back(target.sub);
            } else {
                found.whole = true;
            }
        }
        return found;
    }

private:
    bool empty_;
    std::vector<Resolved> targets_;
};

/// `value` with those sub-attributes for which `keep` says so.
template <class Keep>
json::value with_subs(json::value value, const Attribute& attribute, const Keep& keep) {
    if (value.is_array()) {
        for (json::value& element : value.get_array()) element = with_subs(std::move(element), attribute, keep);
        return value;
    }
    if (!value.is_object()) return value;
    json::object object;
    for (json::key_value_pair& member : value.get_object()) {
        const Attribute* sub = attribute.find({member.key().data(), member.key().size()});
        if (!sub || keep(*sub)) object.emplace(member.key(), std::move(member.value()));
    }
    return object;
}

bool is_usual(const Attribute& sub) { return sub.returned == Returned::by_default && !sub.is_never_returned(); }

class Projector {
public:
    Projector(const ResourceType& type, const Projection& projection)
        : type_(type), asked_(projection.attributes, type), excluded_(projection.excluded, type),
          written_(projection.written, type) {}

    /// In place, as mostly everything stays.
    json::object members(json::object object, const Schema* extension) const {
        for (auto member = object.begin(); member != object.end();) {
            if (cut(*member, extension)) {
                ++member;
            } else {
                member = object.stable_erase(member);
            }
        }
        return object;
    }

private:
    /// False when nothing is left of it.
    bool cut(json::key_value_pair& member, const Schema* extension) const {
        const std::string_view name(member.key().data(), member.key().size());
        const Schema* const inner = extension ? nullptr : type_.find_extension(name);
        if (inner && member.value().is_object()) {
            json::object& below = member.value().get_object();
            below = members(std::move(below), inner);
            return !below.empty();
        }
        const Attribute* attribute = find(name, extension);
        if (!attribute) return false;
        member.value() = show(*attribute, extension, std::move(member.value()));
        return !member.value().is_null();
    }

    const Attribute* find(std::string_view name, const Schema* extension) const {
        if (extension) return extension->find(name);
        return type_.find(name);
    }

    json::value show(const Attribute& attribute, const Schema* extension, json::value value) const {
        if (attribute.is_never_returned()) return nullptr;
        const bool always = attribute.returned == Returned::always;
        if (always || (asked_.empty() && excluded_.empty() && attribute.returned == Returned::by_default)) {
            return unprojected(attribute, extension, std::move(value));
        }
        const Mention asked = asked_.of(attribute, extension);
        if (!asked_.empty() && !asked.any()) return nullptr;
        const bool on_request = attribute.returned == Returned::request;
        if (on_request && !asked.any() && !written_.of(attribute, extension).any()) return nullptr;
        const Mention excluded = excluded_.of(attribute, extension);
        if (excluded.whole) return nullptr;
        json::value left = with_subs(std::move(value), attribute, [&](const Attribute& sub) {
            if (sub.is_never_returned()) return false;
            if (sub.returned == Returned::always) return true;
            if (!asked.subs.empty() && !asked.whole) return asked.names(sub);
            if (excluded.names(sub)) return false;
            return sub.returned != Returned::request || asked.names(sub) || is_written(sub, attribute, extension);
        });
        if (!says_something(left)) return nullptr;
        return left;
    }

    /// An object of which nothing is left, or a list of such, has no value (RFC 7643 section 2.5).
    static bool says_something(const json::value& value) {
        if (const json::object* object = value.if_object()) return !object->empty();
        const json::array* list = value.if_array();
        return !list || std::any_of(list->begin(), list->end(), says_something);
    }

    /// What is shown of an attribute when nobody asked for more or less.
    json::value unprojected(const Attribute& attribute, const Schema* extension, json::value value) const {
        if (std::all_of(attribute.sub_attributes.begin(), attribute.sub_attributes.end(), is_usual)) return value;
        return with_subs(std::move(value), attribute, [&](const Attribute& sub) {
            return !sub.is_never_returned() &&
                   (sub.returned != Returned::request || is_written(sub, attribute, extension));
        });
    }

    bool is_written(const Attribute& sub, const Attribute& attribute, const Schema* extension) const {
        const Mention written = written_.of(attribute, extension);
        return written.whole || written.names(sub);
    }

    const ResourceType& type_;
    Mentions asked_, excluded_, written_;
};

Outcome<std::vector<AttributePath>> read_paths(const std::vector<std::string>& names) {
    if (names.size() > max_projection) {
        return Refusal{ScimType::too_many, 400, "more than " + std::to_string(max_projection) + " attributes are named"};
    }
    std::vector<AttributePath> paths;
    for (const std::string& name : names) {
        if (Outcome<AttributePath> path = parse_attribute_path(name)) paths.push_back(std::move(*path));
    }
    // Only words that name nothing: still a wish to see less than the default.
    if (paths.empty() && !names.empty()) paths.push_back(AttributePath{"", "id", ""});
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

Outcome<Projection> read_projection(const std::vector<std::string>& attributes,
                                    const std::vector<std::string>& excluded) {
    if (!attributes.empty() && !excluded.empty()) {
        return invalid_value("attributes and excludedAttributes exclude each other");
    }
    Outcome<std::vector<AttributePath>> shown = read_paths(attributes);
    if (!shown) return shown.error();
    Outcome<std::vector<AttributePath>> hidden = read_paths(excluded);
    if (!hidden) return hidden.error();
    return Projection{std::move(*shown), std::move(*hidden)};
}

json::object project(json::object resource, const ResourceType& type, const Projection& projection) {
    return Projector(type, projection).members(std::move(resource), nullptr);
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
