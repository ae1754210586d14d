#include "src/core/instant.hpp"
#include "src/core/text.hpp"
#include "src/scim/resource.hpp"
#include "src/scim/text.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

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

/// The first octets of base64 text that is_base64() accepts, as many as fit into `most` characters.
std::vector<unsigned> first_octets(std::string_view text, std::size_t most) {
    static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::vector<unsigned> octets;
    unsigned bits = 0, held = 0;
    for (const char c : text.substr(0, most)) {
        if (c == '=') break;
        bits = (bits << 6 | static_cast<unsigned>(alphabet.find(c))) & 0xFFFFu;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        octets.push_back(bits >> held & 0xFFu);
    }
    return octets;
}

/// Whether more follows the DER SEQUENCE that the octets begin with: RFC 7643 section 4.1.2 wants one certificate in
/// one value.
bool has_more_than_one_der(std::string_view base64) {
    const std::vector<unsigned> head = first_octets(base64, 12);
    if (head.size() < 2 || head[0] != 0x30) return false;
    std::size_t length = head[1], header = 2;
    if (length > 0x80) {
        header += length - 0x80;
        if (header > head.size()) return false;
        length = 0;
        for (std::size_t i = 2; i < header; ++i) length = length << 8 | head[i];
    }
    const auto padding = static_cast<std::size_t>(std::count(base64.begin(), base64.end(), '='));
    return base64.size() / 4 * 3 - padding > header + length;
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
    if (attribute.one_der && has_more_than_one_der(text)) {
        return invalid_value(named(attribute) + " holds more than one certificate");
    }
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

bool has_required(const Attribute& attribute) {
    return attribute.required || std::any_of(attribute.sub_attributes.begin(), attribute.sub_attributes.end(), has_required);
}

Outcome<void> check_required_in(const json::object& object, const std::vector<Attribute>& attributes) {
    for (const Attribute& attribute : attributes) {
        if (!has_required(attribute)) continue;   // most have none: a group's thousands of members need no look
        const json::value* value = find_member(object, attribute.name);
        const bool blank = value && value->is_string() && fold(trim(text_of(value->get_string()))).empty();
        const bool missing = !value || blank || is_unassigned(*value);
        if (missing && attribute.required) return invalid_value(named(attribute) + " is required");
        if (missing || attribute.sub_attributes.empty()) continue;
        const json::array single{*value};
        for (const json::value& element : value->is_array() ? value->get_array() : single) {
            if (!element.is_object()) continue;
            Outcome<void> checked = check_required_in(element.get_object(), attribute.sub_attributes);
            if (!checked) return checked;
        }
    }
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
    if (value.is_null()) {
        if (attribute.never_null) return invalid_value(named(attribute) + " cannot be null");
        return value;
    }
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
    resource.reserve(body.size());
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
        const Attribute* const attribute = type.find(name);
        if (!attribute || is_skipped(*attribute, options)) continue;
        Outcome<json::value> read = read_value(*attribute, std::move(member.value()), options);
        if (!read) return read.error();
        if (!read->is_null()) set_member(resource, attribute->name, std::move(*read));
    }
    settle(resource, type);
    return resource;
}

Outcome<void> check_required(const json::object& resource, const ResourceType& type) {
    if (Outcome<void> checked = check_required_in(resource, type.schema->attributes); !checked) return checked;
    for (const Extension& extension : type.extensions) {
        const json::value* value = find_member(resource, extension.schema->id);
        if (!value || !value->is_object()) {
            if (extension.required) return invalid_value(extension.schema->id + " is required");
            continue;
        }
        Outcome<void> checked = check_required_in(value->get_object(), extension.schema->attributes);
        if (!checked) return checked;
    }
    return {};
}

} // namespace idpsim::scim
