#include "src/scim/schema_set.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace idpsim::scim {

namespace {

bool is_reserved(std::string_view segment) {
    constexpr std::array reserved{"Me", "Bulk", "Schemas", "ResourceTypes", "ServiceProviderConfig"};
    return std::any_of(reserved.begin(), reserved.end(), [&](const char* word) { return equal_nocase(word, segment); });
}

bool is_segment(std::string_view segment) {
    return !segment.empty() && std::all_of(segment.begin(), segment.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

} // namespace

SchemaSet::SchemaSet()
    : types_{user_type(), group_type()}, schemas_{&user_schema(), &group_schema(), &enterprise_schema()} {}

const std::shared_ptr<const SchemaSet>& SchemaSet::standard() {
    static const auto set = std::make_shared<const SchemaSet>();
    return set;
}

Result<const Schema*> SchemaSet::keep(Schema schema) {
    if (find_schema(schema.id)) return Error{Fault::invalid, "id", "there is a schema " + schema.id + " already"};
    own_.push_back(std::move(schema));
    schemas_.push_back(&own_.back());
    return schemas_.back();
}

Result<void> SchemaSet::add_extension(Schema schema, std::string_view type, bool required) {
    const auto extended = std::find_if(types_.begin(), types_.end(),
                                       [&](const ResourceType& known) { return known.name == type; });
    if (extended == types_.end()) {
        return Error{Fault::not_found, "extends", "there is no resource type " + std::string(type)};
    }
    const Result<const Schema*> kept = keep(std::move(schema));
    if (!kept) return kept.error();
    extended->extensions.push_back({*kept, required});
    return {};
}

Result<void> SchemaSet::add_type(std::string name, std::string endpoint, Schema schema) {
    if (find_type(name)) return Error{Fault::invalid, "name", "there is a resource type " + name + " already"};
    const std::string_view segment = std::string_view(endpoint).substr(endpoint.starts_with('/') ? 1 : 0);
    if (!is_segment(segment)) return Error{Fault::invalid, "endpoint", "it has to be like \"/Devices\""};
    const bool taken = is_reserved(segment) ||
                       std::any_of(types_.begin(), types_.end(), [&](const ResourceType& type) {
                           return equal_nocase(std::string_view(type.endpoint).substr(1), segment);
                       });
    if (taken) return Error{Fault::invalid, "endpoint", std::string(segment) + " is in use"};
    std::string description = schema.description;
    const Result<const Schema*> kept = keep(std::move(schema));
    if (!kept) return kept.error();
    types_.push_back({std::move(name), "/" + std::string(segment), std::move(description), *kept, {}});
    return {};
}

const ResourceType* SchemaSet::find_type(std::string_view name) const {
    const auto found =
        std::find_if(types_.begin(), types_.end(), [&](const ResourceType& type) { return type.name == name; });
    return found == types_.end() ? nullptr : &*found;
}

const ResourceType* SchemaSet::find_endpoint(std::string_view segment) const {
    const auto found = std::find_if(types_.begin(), types_.end(), [&](const ResourceType& type) {
        return std::string_view(type.endpoint).substr(1) == segment;
    });
    return found == types_.end() ? nullptr : &*found;
}

const Schema* SchemaSet::find_schema(std::string_view urn) const {
    const auto found = std::find_if(schemas_.begin(), schemas_.end(),
                                    [&](const Schema* schema) { return equal_nocase(schema->id, urn); });
    return found == schemas_.end() ? nullptr : *found;
}

} // namespace idpsim::scim
