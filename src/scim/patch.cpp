#include "src/scim/patch.hpp"

#include "src/scim/patch_list.hpp"
#include "src/scim/text.hpp"

#include <utility>

namespace idpsim::scim {

namespace {

std::string named(const Attribute& attribute) { return "'" + std::string(attribute.name) + "'"; }

/// What an operation's path means for the type, with its filter.
struct Target {
    Resolved place;
    const Filter* elements = nullptr;

    bool is_read_only() const {
        return place.attribute && (place.attribute->mutability == Mutability::read_only ||
                                   place.leaf().mutability == Mutability::read_only);
    }
};

Outcome<Target> find_target(const PatchPath& path, const ResourceType& type) {
    const auto unknown = [&] { return invalid_path(in_quotes(path.attribute.text()) + " is no attribute that this server knows"); };
    const std::optional<Resolved> place = type.resolve(path.attribute);
    if (!place) return unknown();
    Target target{*place, nullptr};
    if (!path.elements) return target;
    if (!place->attribute || !place->attribute->multi_valued) {
        return invalid_path(in_quotes(path.attribute.text()) + " has no several values to choose from");
    }
    if (Outcome<void> checked = check_filter(*path.elements, *place->attribute); !checked) return checked.error();
    target.elements = &*path.elements;
    if (!path.sub.empty()) {
        target.place.sub = place->attribute->find(path.sub);
        if (!target.place.sub) return unknown();
    }
    return target;
}

class Patcher {
public:
    Patcher(json::object& resource, const ResourceType& type, const PatchDialect& dialect)
        : resource_(resource), type_(type), dialect_(dialect) {}

    Outcome<void> run(const PatchOperation& operation) {
        Outcome<void> done = operation.path ? at_path(operation) : without_path(operation);
        if (done) settle(resource_, type_);   // the next operation sees `schemas` as it is now
        return done;
    }

private:
    Outcome<void> at_path(const PatchOperation& operation) {
        const Outcome<Target> target = find_target(*operation.path, type_);
        if (!target) return target.error();
        return apply(operation.verb, *target, operation.value ? *operation.value : json::value(nullptr));
    }

    /// RFC 7644 section 3.5.2.1 and .3: the value's members are the attributes. Unknown ones are left out, as in a
    /// POST.
    Outcome<void> without_path(const PatchOperation& operation) {
        if (!operation.value->is_object()) return invalid_value("without a path the value has to be an object");
        for (const json::key_value_pair& member : operation.value->get_object()) {
            const std::string_view key(member.key().data(), member.key().size());
            if (!dialect_.qualified_keys && key.find_first_of(".:[") != std::string_view::npos &&
                !type_.find_extension(key)) {
                continue;
            }
            const Outcome<PatchPath> path = parse_patch_path(key);
            if (!path) continue;
            const Outcome<Target> target = find_target(*path, type_);
            if (!target) continue;
            if (target->is_read_only()) {
                if (Outcome<void> passed = read_only_key(*target, member.value()); !passed) return passed;
                continue;
            }
            if (Outcome<void> done = apply(operation.verb, *target, member.value()); !done) return done;
        }
        return {};
    }

    /// Clients put the resource's own id and other readOnly values of an earlier answer into the value.
    Outcome<void> read_only_key(const Target& target, const json::value& given) const {
        const Attribute& attribute = *target.place.attribute;
        const json::value* present = find_member(resource_, attribute.name);
        const bool is_id = attribute.name == "id";
        if (present && same_json(*present, given)) return {};
        if (dialect_.ignore_read_only_keys && !is_id) return {};
        return immutable(named(attribute) + " cannot be changed");
    }

    Outcome<void> apply(PatchVerb verb, const Target& target, json::value given) {
        const Resolved& place = target.place;
        if (!place.attribute) return whole_extension(verb, *place.extension, std::move(given));
        if (target.is_read_only()) return immutable(named(*place.attribute) + " cannot be changed");
        if (place.sub && place.sub->mutability == Mutability::immutable) {
            return immutable(named(*place.sub) + " cannot be changed; remove the value and add another");
        }
        if (place.attribute->mutability == Mutability::write_only && !dialect_.values.keep_write_only) {
            const Outcome<json::value> read = read_value(*place.attribute, std::move(given), dialect_.values);
            return read ? Outcome<void>{} : Outcome<void>{read.error()};
        }
        if (verb == PatchVerb::remove && place.attribute->required && !place.sub && !target.elements) {
            return immutable(named(*place.attribute) + " is required and cannot be removed");
        }
        if (verb == PatchVerb::remove && place.attribute->never_null) return {};   // it stays as it is, as in a PUT
        json::object& object = holder_for(place);
        Outcome<void> done = place.attribute->multi_valued ? in_list(object, verb, target, std::move(given))
                                                           : in_object(object, verb, place, std::move(given));
        if (place.extension && object.empty()) erase_member(resource_, place.extension->id);
        return done;
    }

    json::object& holder_for(const Resolved& place) {
        if (!place.extension) return resource_;
        json::value* extension = find_member(resource_, place.extension->id);
        if (!extension || !extension->is_object()) {
            set_member(resource_, place.extension->id, json::object{});
            extension = find_member(resource_, place.extension->id);
        }
        return extension->get_object();
    }

    Outcome<void> whole_extension(PatchVerb verb, const Schema& extension, json::value given) {
        if (verb == PatchVerb::remove || given.is_null()) {
            erase_member(resource_, extension.id);
            return {};
        }
        if (!given.is_object()) return invalid_value(in_quotes(extension.id) + " has to be an object");
        for (json::key_value_pair& member : given.get_object()) {
            const Attribute* attribute = extension.find({member.key().data(), member.key().size()});
            if (!attribute) continue;
            const Target target{Resolved{&extension, attribute, nullptr}, nullptr};
            if (Outcome<void> done = apply(verb, target, std::move(member.value())); !done) return done;
        }
        return {};
    }

    Outcome<void> in_object(json::object& object, PatchVerb verb, const Resolved& place, json::value given) {
        if (place.sub) return in_complex(object, verb, place, std::move(given));
        const Attribute& attribute = *place.attribute;
        if (verb == PatchVerb::remove) return erase_member(object, attribute.name), Outcome<void>{};
        Outcome<json::value> read = read_value(attribute, std::move(given), dialect_.values);
        if (!read) return read.error();
        if (read->is_null() && verb == PatchVerb::add && !attribute.required) return {};   // nothing to add
        if (read->is_null()) {
            if (attribute.required) return invalid_value(named(attribute) + " is required");
            erase_member(object, attribute.name);
            return {};
        }
        json::value* present = find_member(object, attribute.name);
        // Sub-attributes that are not named stay (section 3.5.2.3), unless the value now means something else: another
        // manager does not keep the old one's $ref.
        if (present && present->is_object() && read->is_object() && !read->get_object().contains("value")) {
            for (json::key_value_pair& member : read->get_object()) {
                set_member(present->get_object(), {member.key().data(), member.key().size()},
                           std::move(member.value()));
            }
            return {};
        }
        set_member(object, attribute.name, std::move(*read));
        return {};
    }

    Outcome<void> in_complex(json::object& object, PatchVerb verb, const Resolved& place, json::value given) {
        json::value* present = find_member(object, place.attribute->name);
        Outcome<json::value> read{json::value(nullptr)};
        if (verb != PatchVerb::remove) read = read_value(*place.sub, std::move(given), dialect_.values);
        if (!read) return read.error();
        if (!read->is_null()) {
            if (!present || !present->is_object()) {
                set_member(object, place.attribute->name, json::object{});
                present = find_member(object, place.attribute->name);
            }
            set_member(present->get_object(), place.sub->name, std::move(*read));
        } else if (present && present->is_object()) {
            erase_member(present->get_object(), place.sub->name);
            if (present->get_object().empty()) erase_member(object, place.attribute->name);
        }
        return {};
    }

    Outcome<void> in_list(json::object& object, PatchVerb verb, const Target& target, json::value given) {
        const Attribute& attribute = *target.place.attribute;
        json::value* present = find_member(object, attribute.name);
        json::array list;
        if (present && present->is_array()) list = std::move(present->get_array());
        ListPatcher patcher(list, attribute, dialect_);
        Outcome<void> done = dispatch(patcher, list, verb, target, std::move(given));
        if (list.empty()) {
            erase_member(object, attribute.name);
        } else {
            set_member(object, attribute.name, std::move(list));
        }
        return done;
    }

    Outcome<void> dispatch(ListPatcher& patcher, json::array& list, PatchVerb verb, const Target& target,
                           json::value given) {
        const Attribute* sub = target.place.sub;
        if (verb == PatchVerb::remove) {
            if (sub) return patcher.remove_sub(target.elements, *sub), Outcome<void>{};
            if (target.elements) return patcher.remove_matching(*target.elements), Outcome<void>{};
            if (dialect_.remove_listed && !given.is_null()) return patcher.remove_listed(std::move(given));
            list.clear();
            return {};
        }
        if (sub) return patcher.set_sub(verb, target.elements, *sub, std::move(given));
        if (target.elements) return patcher.set_matching(verb, *target.elements, std::move(given));
        if (verb == PatchVerb::add) return patcher.append(std::move(given));
        return patcher.assign(std::move(given));
    }

    json::object& resource_;
    const ResourceType& type_;
    const PatchDialect& dialect_;
};

} // namespace

Outcome<json::object> apply_patch(json::object resource, const std::vector<PatchOperation>& operations,
                                  const ResourceType& type, const PatchDialect& dialect) {
    Patcher patcher(resource, type, dialect);
    for (const PatchOperation& operation : operations) {
        if (Outcome<void> done = patcher.run(operation); !done) return done.error();
    }
    return resource;
}

} // namespace idpsim::scim
