#include "src/engine/load_schema.hpp"

#include "src/core/text.hpp"
#include "src/engine/load_file.hpp"
#include "src/scim/attribute_path.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace idpsim::engine {
namespace {

using scim::Attribute;
using scim::Mutability;
using scim::Returned;
using scim::Type;
using scim::Uniqueness;

template <class T> using Words = std::vector<std::pair<std::string, T>>;

const Words<Type> types{{"string", Type::string},       {"boolean", Type::boolean},     {"decimal", Type::decimal},
                        {"integer", Type::integer},     {"dateTime", Type::date_time},  {"binary", Type::binary},
                        {"reference", Type::reference}, {"complex", Type::complex}};
const Words<Mutability> mutabilities{{"readWrite", Mutability::read_write}, {"readOnly", Mutability::read_only},
                                     {"immutable", Mutability::immutable}, {"writeOnly", Mutability::write_only}};
const Words<Returned> returns{{"default", Returned::by_default}, {"always", Returned::always}, {"never", Returned::never},
                              {"request", Returned::request}};
const Words<Uniqueness> uniquenesses{{"none", Uniqueness::none}, {"server", Uniqueness::server}, {"global", Uniqueness::global}};

template <class T> T one_of(Fields& from, const char* field, const Words<T>& words, const char* otherwise) {
    std::vector<std::string> names;
    for (const auto& [name, value] : words) names.push_back(name);
    const std::string word = from.choice(field, names, otherwise);
    return std::ranges::find(words, word, &std::pair<std::string, T>::first)->second;
}

std::string attribute_name(Fields& from, bool nested) {
    std::string name = from.text("name");
    const auto path = scim::parse_attribute_path(name);
    if (!path || !path->urn.empty() || !path->sub.empty()) {
        from.fail("name", "\"" + name + "\" is no attribute name: a letter, then letters, digits, - and _");
    }
    constexpr std::array common{"id", "externalId", "meta", "schemas"};
    if (!nested && std::ranges::any_of(common, [&](const char* known) { return equal_nocase(known, name); })) {
        from.fail("name", "\"" + name + "\" is a common attribute of every resource");
    }
    return name;
}

std::vector<Attribute> read_attributes(Fields& from, const char* field, bool nested);

/// What the characteristics say against each other.
void check(const Fields& from, const Attribute& attribute, bool nested) {
    if (attribute.mutability == Mutability::read_only && attribute.required) {
        from.fail("required", "is true, and nobody can give a value that is readOnly");
    }
    if (attribute.type == Type::reference && attribute.reference_types.empty()) {
        from.fail("referenceTypes", "is missing: what it refers to, as \"User\", \"external\" or \"uri\"");
    }
    if (attribute.type == Type::complex && attribute.sub_attributes.empty()) from.fail("subAttributes", "is missing");
    if (attribute.type != Type::complex && !attribute.sub_attributes.empty()) {
        from.fail("subAttributes", "belongs to the type complex");
    }
    const bool has_one_value = !nested && !attribute.multi_valued && attribute.type != Type::complex;
    if (attribute.uniqueness != Uniqueness::none && !has_one_value) {
        from.fail("uniqueness", "is kept for attributes with one simple value");
    }
}

Attribute read_attribute(Fields& from, bool nested) {
    Attribute attribute;
    attribute.name = attribute_name(from, nested);
    attribute.type = one_of(from, "type", types, "string");
    if (nested && attribute.type == Type::complex) from.fail("type", "is complex within a complex attribute");
    attribute.multi_valued = from.flag("multiValued", false);
    attribute.description = from.text_or("description", "");
    attribute.required = from.flag("required", false);
    attribute.case_exact = from.flag("caseExact", attribute.type == Type::reference || attribute.type == Type::binary);
    attribute.canonical_values = from.texts("canonicalValues");
    attribute.mutability = one_of(from, "mutability", mutabilities, "readWrite");
    const bool is_write_only = attribute.mutability == Mutability::write_only;
    attribute.returned = one_of(from, "returned", returns, is_write_only ? "never" : "default");
    if (is_write_only && attribute.returned != Returned::never) from.fail("returned", "has to be never for what is writeOnly");
    attribute.uniqueness = one_of(from, "uniqueness", uniquenesses, "none");
    attribute.reference_types = from.texts("referenceTypes");
    if (from.has("subAttributes")) attribute.sub_attributes = read_attributes(from, "subAttributes", true);
    check(from, attribute, nested);
    from.finish();
    return attribute;
}

std::vector<Attribute> read_attributes(Fields& from, const char* field, bool nested) {
    std::vector<Attribute> attributes;
    for (Fields& each : from.tables(field)) {
        Attribute attribute = read_attribute(each, nested);
        const bool twice = std::ranges::any_of(attributes, [&](const Attribute& other) { return equal_nocase(other.name, attribute.name); });
        if (twice) each.fail("name", "\"" + attribute.name + "\" is there twice");
        attributes.push_back(std::move(attribute));
    }
    if (attributes.empty()) from.fail(field, "is missing; a schema is made of attributes");
    return attributes;
}

/// The last colon of a path ends the URN, so the URN alone has to be a path as well.
std::string schema_urn(Fields& from) {
    std::string urn = from.text("id");
    const bool is_urn = urn.starts_with("urn:") && scim::parse_attribute_path(urn + ":x").has_value();
    if (!is_urn) from.fail("id", "\"" + urn + "\" is no URN, as \"urn:example:params:scim:schemas:extension:badge:2.0:User\"");
    if (urn.starts_with("urn:ietf:params:scim:api:")) from.fail("id", "is the name of a message");
    return urn;
}

/// What `added` says, told of the field it is about.
void told_of(const Fields& from, const Result<void>& added) {
    if (!added) from.fail(added.error().where, added.error().detail);
}

} // namespace

void load_schema(lua::State& state, const std::filesystem::path& file, scim::SchemaSet& into) {
    Fields from = load_file(state, file);
    scim::Schema schema;
    schema.id = schema_urn(from);
    schema.name = from.text("name");
    schema.description = from.text_or("description", "");
    schema.attributes = read_attributes(from, "attributes", false);
    if (from.has("extends") == from.has("resource_type")) {
        from.fail("extends", "or resource_type is needed: whether the schema extends a type or makes one");
    }
    if (from.has("extends")) {
        const std::string type = from.text("extends");
        const bool required = from.flag("required", false);
        from.finish();
        return told_of(from, into.add_extension(std::move(schema), type, required));
    }
    Fields type = from.table("resource_type");
    std::string name = type.text("name");
    std::string endpoint = type.text("endpoint");
    type.finish();
    from.finish();
    const Result<void> added = into.add_type(std::move(name), std::move(endpoint), std::move(schema));
    if (!added && added.error().where == "id") told_of(from, added);
    told_of(type, added);
}

std::shared_ptr<const scim::SchemaSet> load_schemas(const std::vector<std::filesystem::path>& files) {
    auto schemas = std::make_shared<scim::SchemaSet>();
    for (const std::filesystem::path& file : files) {
        lua::State state;
        load_schema(state, file, *schemas);
    }
    return schemas;
}

} // namespace idpsim::engine
