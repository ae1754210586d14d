#include "simulator/scim/unique_values.hpp"

#include "src/scim/text.hpp"

#include <boost/json/serialize.hpp>

#include <string>
#include <utility>
#include <vector>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

struct UniqueValue {
    std::string attribute, key;
};

/// How two values are told apart.
std::string key_of(const json::value& value, const scim::Attribute& attribute) {
    if (!value.is_string()) return json::serialize(value);
    const std::string text(scim::text_of(value.get_string()));
    return attribute.case_exact ? text : scim::fold(text);
}

void collect(const scim::Schema& schema, const json::object* object, std::vector<UniqueValue>& values) {
    if (!object) return;
    for (const scim::Attribute& attribute : schema.attributes) {
        if (attribute.uniqueness == scim::Uniqueness::none) continue;
        const json::value* value = scim::find_member(*object, attribute.name);
        if (value && !scim::is_unassigned(*value))
            values.push_back({schema.id + ":" + attribute.name, key_of(*value, attribute)});
    }
}

bool is_declared(const scim::Schema& schema) { return scim::SchemaSet::standard()->find_schema(schema.id) == nullptr; }

bool has_unique(const scim::Schema& schema) {
    for (const scim::Attribute& attribute : schema.attributes) {
        if (attribute.uniqueness != scim::Uniqueness::none) return is_declared(schema);
    }
    return false;
}

std::vector<const scim::Schema*> schemas_with_unique(const scim::ResourceType& type) {
    std::vector<const scim::Schema*> found;
    if (has_unique(*type.schema)) found.push_back(type.schema);
    for (const scim::Extension& extension : type.extensions) {
        if (has_unique(*extension.schema)) found.push_back(extension.schema);
    }
    return found;
}

} // namespace

scim::Outcome<void> claim_unique_values(const Call& call, const scim::ResourceType& type, std::string_view id,
                                        const json::object& resource) {
    const std::vector<const scim::Schema*> schemas = schemas_with_unique(type);
    if (schemas.empty()) return {};
    std::vector<UniqueValue> values;
    for (const scim::Schema* schema : schemas) {
        const json::value* inner = schema == type.schema ? nullptr : scim::find_member(resource, schema->id);
        collect(*schema, schema == type.schema ? &resource : (inner ? inner->if_object() : nullptr), values);
    }
    Database& database = call.directory.database();
    release_unique_values(call, id);
    for (const UniqueValue& value : values) {
        database.prepare("INSERT OR IGNORE INTO unique_values(org, attribute, value, resource) VALUES(?1, ?2, ?3, ?4)")
            .bind(1, call.org)
            .bind(2, value.attribute)
            .bind(3, value.key)
            .bind(4, id)
            .run();
        if (database.changes() > 0) continue;
        return scim::Refusal{scim::ScimType::uniqueness, 409,
                             "another resource has this " + scim::in_quotes(value.attribute)};
    }
    return {};
}

bool has_unique_values(const scim::ResourceType& type) { return !schemas_with_unique(type).empty(); }

void release_unique_values(const Call& call, std::string_view id) {
    call.directory.database().prepare("DELETE FROM unique_values WHERE resource=?1").bind(1, id).run();
}

} // namespace idpsim::scim_server
