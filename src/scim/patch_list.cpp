#include "src/scim/patch_list.hpp"

#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace idpsim::scim {

namespace {

/// Reads `sub eq value` and "and"s of them into the element they describe; false for any other filter.
bool describe_element(const Filter& filter, const Attribute& attribute, const ReadOptions& options,
                      json::object& element) {
    if (filter.kind == Filter::Kind::all_of) {
        return std::all_of(filter.parts.begin(), filter.parts.end(),
                           [&](const Filter& part) { return describe_element(part, attribute, options, element); });
    }
    if (filter.kind != Filter::Kind::compare || filter.op != Operator::eq) return false;
    const Attribute* sub = attribute.find(filter.path.name);
    if (!sub) return false;
    Outcome<json::value> read = read_value(*sub, filter.value, options);
    if (!read || read->is_null()) return false;
    set_member(element, sub->name, std::move(*read));
    return true;
}

/// A slot every resource could fill, such as the work address, as opposed to one certain value.
bool is_slot(const json::object& element, const Attribute& attribute) {
    return std::all_of(element.begin(), element.end(), [&](const json::key_value_pair& member) {
        if (member.key() == "primary") return member.value().is_bool() && member.value().get_bool();
        const Attribute* sub = member.key() == "type" ? attribute.find("type") : nullptr;
        return sub && member.value().is_string() &&
               std::any_of(sub->canonical_values.begin(), sub->canonical_values.end(), [&](std::string_view known) {
                   return equal_nocase(known, text_of(member.value().get_string()));
               });
    });
}

/// Whether `element` has everything that `wanted` says.
bool has_all(const json::value& element, const json::object& wanted, const Attribute& attribute) {
    const json::object* object = element.if_object();
    return object && std::all_of(wanted.begin(), wanted.end(), [&](const json::key_value_pair& member) {
               const json::value* actual = object->if_contains(member.key());
               if (!actual) return false;
               const Attribute* sub = attribute.find({member.key().data(), member.key().size()});
               if (!sub || !actual->is_string() || !member.value().is_string())
                   return same_json(*actual, member.value());
               return same_text(text_of(actual->get_string()), text_of(member.value().get_string()), sub->case_exact);
           });
}

bool is_primary(const json::value& element) {
    const json::object* object = element.if_object();
    const json::value* primary = object ? object->if_contains("primary") : nullptr;
    return primary && primary->is_bool() && primary->get_bool();
}

/// Several clients wrap what a filtered path should get into a list of one.
json::value unwrapped(json::value given) {
    if (!given.is_array() || given.get_array().size() != 1) return given;
    json::value only = std::move(given.get_array().front());
    return only;
}

} // namespace

/// Equal for two elements that are the same value: RFC 7643 section 2.4 counts (type, value) pairs; where `value` is
/// immutable, as a member's id, it alone is the identity.
std::string ListPatcher::identity(const json::value& element) const {
    const json::object* object = element.if_object();
    const Attribute* value = attribute_.find("value");
    const json::value* id = object && value ? object->if_contains("value") : nullptr;
    if (!id || !id->is_string()) return "=" + json::serialize(element);
    const std::string_view text = text_of(id->get_string());
    std::string key = value->case_exact ? std::string(text) : fold(text);
    if (value->mutability != Mutability::immutable) key += '\0' + fold(text_member(*object, "type"));
    return key;
}

void ListPatcher::overlay(json::value& element, json::object given) const {
    if (!element.is_object()) element = json::object{};
    for (json::key_value_pair& member : given) {
        set_member(element.get_object(), {member.key().data(), member.key().size()}, std::move(member.value()));
    }
}

Outcome<void> ListPatcher::append(json::value given) {
    Outcome<json::value> read = read_value(attribute_, std::move(given), dialect_.values);
    if (!read) return read.error();
    if (read->is_null()) return {};
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < list_.size(); ++i) known.emplace(identity(list_[i]), i);
    std::optional<std::size_t> newest_primary;
    for (json::value& element : read->get_array()) {
        std::size_t at = list_.size();
        const bool primary = is_primary(element);
        const auto [place, is_new] = known.emplace(identity(element), at);
        if (is_new || !dialect_.unique_elements) {
            list_.push_back(std::move(element));
        } else {
            at = place->second;
            if (element.is_object()) overlay(list_[at], std::move(element.get_object()));
        }
        if (primary && !newest_primary) newest_primary = at;
    }
    if (newest_primary) settle_primary(list_, newest_primary);
    return {};
}

Outcome<void> ListPatcher::assign(json::value given) {
    json::array before = std::exchange(list_, json::array{});
    Outcome<void> done = append(std::move(given));
    if (!done) list_ = std::move(before);
    return done;
}

Outcome<void> ListPatcher::remove_listed(json::value given) {
    if (const json::object* object = given.if_object()) {   // {"members": [...]} under path members
        if (const json::value* inner = find_member(*object, attribute_.name)) given = json::value(*inner);
    }
    Outcome<json::value> read = read_value(attribute_, std::move(given), dialect_.values);
    if (!read) return read.error();
    if (read->is_null()) return {};
    std::unordered_map<std::string, bool> listed;   // by value alone: clients leave the type out
    std::vector<json::object> described;            // elements that are told by other sub-attributes
    for (json::value& element : read->get_array()) {
        json::object* object = element.if_object();
        if (!object || object->contains("value")) {
            listed.emplace(object ? fold(text_member(*object, "value")) : identity(element), true);
        } else {
            described.push_back(std::move(*object));
        }
    }
    const auto goes = [&](const json::value& element) {
        const json::object* object = element.if_object();
        const bool by_value = object ? object->contains("value") && listed.contains(fold(text_member(*object, "value")))
                                     : listed.contains(identity(element));
        return by_value || std::any_of(described.begin(), described.end(), [&](const json::object& wanted) {
                   return has_all(element, wanted, attribute_);
               });
    };
    list_.erase(std::remove_if(list_.begin(), list_.end(), goes), list_.end());
    return {};
}

std::vector<std::size_t> ListPatcher::matching(const Filter* elements) const {
    std::vector<std::size_t> found(list_.size());
    std::iota(found.begin(), found.end(), std::size_t{0});
    if (elements) std::erase_if(found, [&](std::size_t i) { return !matches(*elements, list_[i], attribute_); });
    return found;
}

void ListPatcher::remove_matching(const Filter& elements) {
    const auto goes = [&](const json::value& element) { return matches(elements, element, attribute_); };
    list_.erase(std::remove_if(list_.begin(), list_.end(), goes), list_.end());
}

void ListPatcher::remove_sub(const Filter* elements, const Attribute& sub) {
    for (const std::size_t i : matching(elements)) {
        if (list_[i].is_object()) erase_member(list_[i].get_object(), sub.name);
    }
    const auto is_empty = [](const json::value& element) {
        return element.is_object() && element.get_object().empty();
    };
    list_.erase(std::remove_if(list_.begin(), list_.end(), is_empty), list_.end());
}

Outcome<std::size_t> ListPatcher::create(PatchVerb verb, const Filter& elements) {
    json::object element;
    const bool describes = describe_element(elements, attribute_, dialect_.values, element);
    const bool wanted =
        verb == PatchVerb::add ? dialect_.create_on_add : dialect_.create_on_replace && is_slot(element, attribute_);
    if (!describes || !wanted) return no_target("no value of '" + std::string(attribute_.name) + "' matches the path");
    list_.push_back(std::move(element));
    return list_.size() - 1;
}

Outcome<void> ListPatcher::set_sub(PatchVerb verb, const Filter* elements, const Attribute& sub, json::value given) {
    Outcome<json::value> read = read_value(sub, std::move(given), dialect_.values);
    if (!read) return read.error();
    if (read->is_null()) return remove_sub(elements, sub), Outcome<void>{};
    std::vector<std::size_t> targets = matching(elements);
    if (targets.empty() && elements) {
        const Outcome<std::size_t> created = create(verb, *elements);
        if (!created) return created.error();
        targets.push_back(*created);
    } else if (targets.empty()) {
        list_.push_back(json::object{});
        targets.push_back(0);
    }
    for (const std::size_t i : targets)
        overlay(list_[i], json::object{{json::string_view(sub.name.data(), sub.name.size()), *read}});
    settle_primary(list_, targets.front());
    return {};
}

Outcome<void> ListPatcher::set_matching(PatchVerb verb, const Filter& elements, json::value given) {
    given = unwrapped(std::move(given));
    const bool clears = given.is_null() || (given.is_array() && given.get_array().empty());
    if (clears && verb == PatchVerb::replace) return remove_matching(elements), Outcome<void>{};
    std::vector<std::size_t> targets = matching(&elements);
    if (targets.empty()) {
        const Outcome<std::size_t> created = create(verb, elements);
        if (!created) return created.error();
        targets.push_back(*created);
        verb = PatchVerb::add;   // what the filter says stays, the value joins it
    }
    ReadOptions options = dialect_.values;
    options.text_as_complex = false;   // text without a sub-attribute to go to is a mistake here
    Outcome<json::value> read = read_element(attribute_, std::move(given), options);
    if (!read) return read.error();
    if (read->is_null()) return invalid_value("'" + std::string(attribute_.name) + "' needs a value here");
    for (const std::size_t i : targets) {
        if (verb == PatchVerb::add && read->is_object()) {
            overlay(list_[i], read->get_object());
        } else {
            list_[i] = *read;
        }
    }
    settle_primary(list_, targets.front());
    return {};
}

} // namespace idpsim::scim
