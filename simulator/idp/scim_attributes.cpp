#include "simulator/idp/scim_attributes.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace idpsim::idp {

namespace json = boost::json;
using scim::find_member;

namespace {

Error bad_path(std::string_view path, std::string why) {
    return Error{Fault::malformed, std::string(path), std::move(why)};
}

/// `type eq "work"` into the path's filter.
Result<void> read_filter(std::string_view filter, AttributePath& path) {
    const auto words = split(filter, ' ');
    if (words.size() < 3 || !equal_nocase(words[1], "eq"))
        return bad_path(filter, "a mapping's filter is 'name eq value'");
    path.filter_name = words[0];
    const auto from = filter.find(words[1]) + words[1].size() + 1;
    json::error_code failed;
    path.filter_value = json::parse(filter.substr(from), failed);
    if (failed) return bad_path(filter, "the value to compare with is not JSON");
    return {};
}

bool element_matches(const json::value& element, const AttributePath& path) {
    if (!element.is_object()) return false;
    const json::value* found = find_member(element.get_object(), path.filter_name);
    return found && same_value(*found, path.filter_value);
}

const json::value* not_null(const json::value* value) { return value && !value->is_null() ? value : nullptr; }

/// The object that `name` leads to, made when it is missing or something else.
json::object& object_at(json::object& parent, std::string_view name) {
    json::value* found = find_member(parent, name);
    if (!found) found = &parent[name];
    if (!found->is_object()) *found = json::object();
    return found->get_object();
}

json::object& element_at(json::object& parent, const AttributePath& path) {
    json::value* list = find_member(parent, path.name);
    if (!list) list = &parent[path.name];
    if (!list->is_array()) *list = json::array();
    for (json::value& element : list->get_array()) {
        if (element_matches(element, path)) return element.get_object();
    }
    json::object made;
    made.emplace(path.filter_name, path.filter_value);
    return list->get_array().emplace_back(std::move(made)).get_object();
}

std::string plain_text(const json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

} // namespace

Result<AttributePath> AttributePath::parse(std::string_view text) {
    AttributePath path;
    std::string_view rest = text;
    const auto bracket = text.find('[');
    if (equal_nocase(text.substr(0, 4), "urn:")) {
        // The last colon before a filter parts the URN from the attribute: a URN's own version holds a dot.
        const auto colon = text.substr(0, bracket).rfind(':');
        path.urn = text.substr(0, colon);
        rest = text.substr(colon + 1);
    }
    const auto open = rest.find('[');
    if (open != std::string_view::npos) {
        const auto close = rest.rfind(']');
        if (close == std::string_view::npos || close < open) return bad_path(text, "a [ is not closed");
        const auto filter = read_filter(rest.substr(open + 1, close - open - 1), path);
        if (!filter) return bad_path(text, filter.error().detail);
        path.name = rest.substr(0, open);
        rest = rest.substr(close + 1);
        if (rest.size() < 2 || rest.front() != '.') return bad_path(text, "after a filter comes .name");
        path.sub = rest.substr(1);
    } else {
        const auto dot = rest.find('.');
        path.name = rest.substr(0, dot);
        if (dot != std::string_view::npos) path.sub = rest.substr(dot + 1);
    }
    if (path.name.empty()) return bad_path(text, "there is no attribute name");
    return path;
}

const json::value* value_at(const json::object& resource, const AttributePath& path) {
    const json::object* parent = &resource;
    if (!path.urn.empty()) {
        const json::value* extension = find_member(resource, path.urn);
        if (!extension || !extension->is_object()) return nullptr;
        parent = &extension->get_object();
    }
    const json::value* found = not_null(find_member(*parent, path.name));
    if (!found) return nullptr;
    if (!path.filter_name.empty()) {
        if (!found->is_array()) return nullptr;
        const auto& list = found->get_array();
        const auto hit =
            std::find_if(list.begin(), list.end(), [&](const auto& item) { return element_matches(item, path); });
        if (hit == list.end()) return nullptr;
        found = &*hit;
    }
    if (path.sub.empty()) return found;
    return found->is_object() ? not_null(find_member(found->get_object(), path.sub)) : nullptr;
}

const json::value* value_at(const json::object& resource, std::string_view path) {
    const auto parsed = AttributePath::parse(path);
    return parsed ? value_at(resource, *parsed) : nullptr;
}

void put_at(json::object& resource, const AttributePath& path, json::value value) {
    json::object* parent = path.urn.empty() ? &resource : &object_at(resource, path.urn);
    if (path.filter_name.empty() && path.sub.empty()) {
        if (json::value* found = find_member(*parent, path.name))
            *found = std::move(value);
        else
            parent->emplace(path.name, std::move(value));
        return;
    }
    json::object& holder = path.filter_name.empty() ? object_at(*parent, path.name) : element_at(*parent, path);
    if (json::value* found = find_member(holder, path.sub))
        *found = std::move(value);
    else
        holder.emplace(path.sub, std::move(value));
}

bool same_value(const json::value& a, const json::value& b) {
    if (a.is_structured() || b.is_structured()) return a == b;
    const std::string left = plain_text(a), right = plain_text(b);
    return a.is_bool() || b.is_bool() ? equal_nocase(left, right) : left == right;
}

std::string_view json_type(const json::value& value) {
    switch (value.kind()) {
    case json::kind::null:
        return "null";
    case json::kind::bool_:
        return "boolean";
    case json::kind::string:
        return "string";
    case json::kind::array:
        return "array";
    case json::kind::object:
        return "object";
    default:
        return "number";
    }
}

} // namespace idpsim::idp
