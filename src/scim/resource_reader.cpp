#include "src/core/instant.hpp"
#include "src/core/text.hpp"
#include "src/scim/resource.hpp"
#include "src/scim/text.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace idpsim::scim {

namespace {

std::string named(const Attribute& attribute) { return "'" + std::string(attribute.name) + "'"; }

bool is_base64(std::string_view text) {
    const std::size_t end = text.find_last_not_of('=');
    const std::size_t length = end == std::string_view::npos ? 0 : end + 1;
    return text.size() % 4 == 0 && text.size() - length <= 2 &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length), [](unsigned char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
                      c == '/';
           });
}

Outcome<json::value> read_text(const Attribute& attribute, json::value value) {
    if (!value.is_string()) return invalid_value(named(attribute) + " has to be text");
    const std::string_view text = text_of(value.get_string());
    if (text.find('\0') != std::string_view::npos) return invalid_value(named(attribute) + " holds a NUL character");
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    if (attribute.one_line && std::any_of(text.begin(), text.end(), is_control)) {
        return invalid_value(named(attribute) + " holds control characters");
    }
    if (attribute.type == Type::date_time && !parse_instant(text)) {
        return invalid_value(named(attribute) + " has to be a date and time with a zone");
    }
    if (attribute.type == Type::binary && !is_base64(text))
        return invalid_value(named(attribute) + " has to be base64");
    return value;
}

Outcome<json::value> read_simple(const Attribute& attribute, json::value value, const ReadOptions& options) {
    switch (attribute.type) {
    case Type::boolean: {
        const std::optional<bool> read = options.boolean(value);
        if (!read) return invalid_value(named(attribute) + " has to be true or false");
        return json::value(*read);
    }
    case Type::integer:
        if (!value.is_int64()) return invalid_value(named(attribute) + " has to be an integer");
        return value;
    case Type::decimal:
        if (!value.is_number()) return invalid_value(named(attribute) + " has to be a number");
        return value;
    default: return read_text(attribute, std::move(value));
    }
}

Outcome<json::value> read_complex(const Attribute& attribute, json::value value, const ReadOptions& options) {
    if (value.is_string() && options.text_as_complex && attribute.find("value")) {
        value = json::object{{"value", std::move(value)}};
    }
    if (value.is_array() && value.get_array().size() == 1 && !attribute.multi_valued && options.single_as_list) {
        json::value only = std::move(value.get_array().front());   // a list of one where one is meant
        value = std::move(only);
    }
    if (!value.is_object()) return invalid_value(named(attribute) + " has to be an object");
    Outcome<json::object> members = read_members(attribute.sub_attributes, std::move(value.get_object()), options);
    if (!members) return members.error();
    // An object with an empty `value` refers to nothing: clients clear a manager that way.
    const json::value* identity = members->if_contains("value");
    if (members->empty() || (identity && is_unassigned(*identity) && members->size() == 1)) return json::value(nullptr);
    return json::value(std::move(*members));
}

bool is_skipped(const Attribute& attribute, const ReadOptions& options) {
    return attribute.mutability == Mutability::read_only ||
           (attribute.mutability == Mutability::write_only && !options.keep_write_only);
}

/// RFC 7643 section 2.4: the same type and value are not returned twice, so the first of such elements is kept. An element
/// without value is like no other.
class SeenElements {
public:
    bool is_new(const json::value& element) {
        const json::object* object = element.if_object();
        if (!object) return true;
        const std::string_view value = text_member(*object, "value");
        if (value.empty()) return true;
        return seen_.insert(std::string(text_member(*object, "type")).append(1, '\0').append(value)).second;
    }

private:
    std::unordered_set<std::string> seen_;
};

Outcome<json::value> read_list(const Attribute& attribute, json::value value, const ReadOptions& options) {
    if (!value.is_array()) {
        if (!options.single_as_list) return invalid_value(named(attribute) + " has to be a list");
        value = json::array{std::move(value)};
    }
    json::array& given = value.get_array();
    if (given.size() > options.elements) {
        return Refusal{ScimType::too_many, 400, named(attribute) + " has too many values"};
    }
    json::array list;
    list.reserve(given.size());
    SeenElements seen;
    for (json::value& element : given) {
        Outcome<json::value> read = read_element(attribute, std::move(element), options);
        if (!read) return read;
        if (!read->is_null() && seen.is_new(*read)) list.push_back(std::move(*read));
    }
    if (list.empty()) return json::value(nullptr);
    return json::value(std::move(list));
}

/// RFC 7643 section 3: `schemas` has to name the schema of the endpoint. Drafts of SCIM 2.0 and SCIM 1.1 named the core
/// schema "urn:scim:schemas:core:..."; client templates of that age are still in use and otherwise speak 2.0.
Outcome<void> check_schemas(const json::object& body, const ResourceType& type) {
    const json::value* list = find_member(body, "schemas");
    if (!list || !list->is_array() || list->get_array().empty()) {
        return invalid_syntax("'schemas' has to be a list of URNs that is not empty");
    }
    bool names_core = false;
    for (const json::value& urn : list->get_array()) {
        if (!urn.is_string()) return invalid_syntax("'schemas' has to be a list of URNs");
        const std::string_view text = text_of(urn.get_string());
        names_core = names_core || equal_nocase(text, type.schema->id) || text.starts_with("urn:scim:schemas:core:");
    }
    if (!names_core) return invalid_value("'schemas' has to name " + std::string(type.schema->id));
    return {};
}

} // namespace

std::optional<bool> read_boolean(const json::value& value) {
    if (value.is_bool()) return value.get_bool();
    if (!value.is_string()) return std::nullopt;
    if (equal_nocase(text_of(value.get_string()), "true")) return true;
    if (equal_nocase(text_of(value.get_string()), "false")) return false;
    return std::nullopt;
}

Outcome<json::value> read_element(const Attribute& attribute, json::value value, const ReadOptions& options) {
    if (value.is_null()) return value;
    if (attribute.type == Type::complex) return read_complex(attribute, std::move(value), options);
    return read_simple(attribute, std::move(value), options);
}

Outcome<json::value> read_value(const Attribute& attribute, json::value value, const ReadOptions& options) {
    if (value.is_null()) return value;
    if (attribute.multi_valued) return read_list(attribute, std::move(value), options);
    return read_element(attribute, std::move(value), options);
}

Outcome<json::object> read_members(std::span<const Attribute> attributes, json::object object,
                                   const ReadOptions& options) {
    json::object members;
    for (json::key_value_pair& member : object) {
        const std::string_view name(member.key().data(), member.key().size());
        const auto attribute = std::find_if(attributes.begin(), attributes.end(),
                                            [&](const Attribute& known) { return equal_nocase(known.name, name); });
        if (attribute == attributes.end() || is_skipped(*attribute, options)) continue;
        Outcome<json::value> read = read_value(*attribute, std::move(member.value()), options);
        if (!read) return read.error();
        if (!read->is_null()) set_member(members, attribute->name, std::move(*read));
    }
    return members;
}

Outcome<json::object> read_resource(json::object body, const ResourceType& type, const ReadOptions& options) {
    if (Outcome<void> checked = check_schemas(body, type); !checked) return checked.error();
    json::object resource;
    resource["schemas"] = json::array{};   // in front; settle() fills it
    for (json::key_value_pair& member : body) {
        const std::string_view name(member.key().data(), member.key().size());
        if (const Schema* extension = type.find_extension(name)) {
            if (member.value().is_null()) continue;
            if (!member.value().is_object()) return invalid_value(in_quotes(name) + " has to be an object");
            auto read = read_members(extension->attributes, std::move(member.value().get_object()), options);
            if (!read) return read.error();
            if (!read->empty()) set_member(resource, extension->id, std::move(*read));
            continue;
        }
        const std::optional<Resolved> target = type.resolve(AttributePath{"", std::string(name), ""});
        if (!target || is_skipped(*target->attribute, options)) continue;
        Outcome<json::value> read = read_value(*target->attribute, std::move(member.value()), options);
        if (!read) return read.error();
        if (!read->is_null()) set_member(resource, target->attribute->name, std::move(*read));
    }
    settle(resource, type);
    return resource;
}

Outcome<void> check_required(const json::object& resource, const ResourceType& type) {
    for (const Attribute& attribute : type.schema->attributes) {
        if (!attribute.required) continue;
        const json::value* value = find_member(resource, attribute.name);
        const bool blank = value && value->is_string() && fold(trim(text_of(value->get_string()))).empty();
        if (!value || blank || is_unassigned(*value)) return invalid_value(named(attribute) + " is required");
    }
    for (const Extension& extension : type.extensions) {
        if (extension.required && !find_member(resource, extension.schema->id)) {
            return invalid_value(std::string(extension.schema->id) + " is required");
        }
    }
    return {};
}

} // namespace idpsim::scim
