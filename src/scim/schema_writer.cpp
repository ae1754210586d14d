#include "src/scim/schema.hpp"

#include <string>

namespace idpsim::scim {

namespace {

constexpr std::string_view schema_urn = "urn:ietf:params:scim:schemas:core:2.0:Schema";
constexpr std::string_view resource_type_urn = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

std::string_view name_of(Type type) {
    switch (type) {
    case Type::string: return "string";
    case Type::boolean: return "boolean";
    case Type::decimal: return "decimal";
    case Type::integer: return "integer";
    case Type::date_time: return "dateTime";
    case Type::binary: return "binary";
    case Type::reference: return "reference";
    case Type::complex: return "complex";
    }
    return "";
}

std::string_view name_of(Mutability mutability) {
    switch (mutability) {
    case Mutability::read_write: return "readWrite";
    case Mutability::read_only: return "readOnly";
    case Mutability::immutable: return "immutable";
    case Mutability::write_only: return "writeOnly";
    }
    return "";
}

std::string_view name_of(Returned returned) {
    switch (returned) {
    case Returned::by_default: return "default";
    case Returned::always: return "always";
    case Returned::never: return "never";
    case Returned::request: return "request";
    }
    return "";
}

std::string_view name_of(Uniqueness uniqueness) {
    switch (uniqueness) {
    case Uniqueness::none: return "none";
    case Uniqueness::server: return "server";
    case Uniqueness::global: return "global";
    }
    return "";
}

json::string text(std::string_view view) { return json::string(view.data(), view.size()); }

json::array texts(const std::vector<std::string>& views) {
    json::array array;
    for (const std::string& view : views) array.emplace_back(view);
    return array;
}

json::array describe(const std::vector<Attribute>& attributes);

json::object describe(const Attribute& attribute) {
    json::object object;
    object["name"] = text(attribute.name);
    object["type"] = text(name_of(attribute.type));
    object["multiValued"] = attribute.multi_valued;
    object["description"] = text(attribute.description);
    object["required"] = attribute.required;
    if (!attribute.canonical_values.empty()) object["canonicalValues"] = texts(attribute.canonical_values);
    object["caseExact"] = attribute.case_exact;
    object["mutability"] = text(name_of(attribute.mutability));
    object["returned"] = text(name_of(attribute.returned));
    object["uniqueness"] = text(name_of(attribute.uniqueness));
    if (attribute.type == Type::reference) object["referenceTypes"] = texts(attribute.reference_types);
    if (attribute.type == Type::complex) object["subAttributes"] = describe(attribute.sub_attributes);
    return object;
}

json::array describe(const std::vector<Attribute>& attributes) {
    json::array array;
    for (const Attribute& attribute : attributes) array.emplace_back(describe(attribute));
    return array;
}

json::object meta(std::string_view resource_type, std::string_view base_url, std::string_view path) {
    std::string location(base_url);
    location += path;
    return {{"resourceType", text(resource_type)}, {"location", location}};
}

} // namespace

json::object describe(const Schema& schema, std::string_view base_url) {
    json::object object;
    object["schemas"] = json::array{text(schema_urn)};
    object["id"] = text(schema.id);
    object["name"] = text(schema.name);
    object["description"] = text(schema.description);
    object["attributes"] = describe(schema.attributes);
    object["meta"] = meta("Schema", base_url, "/Schemas/" + schema.id);
    return object;
}

json::object describe(const ResourceType& type, std::string_view base_url) {
    json::object object;
    object["schemas"] = json::array{text(resource_type_urn)};
    object["id"] = text(type.name);
    object["name"] = text(type.name);
    object["endpoint"] = text(type.endpoint);
    object["description"] = text(type.description);
    object["schema"] = text(type.schema->id);
    json::array extensions;
    for (const Extension& extension : type.extensions) {
        extensions.emplace_back(json::object{{"schema", text(extension.schema->id)}, {"required", extension.required}});
    }
    if (!extensions.empty()) object["schemaExtensions"] = std::move(extensions);
    object["meta"] = meta("ResourceType", base_url, "/ResourceTypes/" + type.name);
    return object;
}

} // namespace idpsim::scim
