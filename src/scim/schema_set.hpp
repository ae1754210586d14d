#pragma once
/// The resource types that one server knows: those of RFC 7643, and what its owner declares beside them.
#include "src/core/result.hpp"
#include "src/scim/schema.hpp"

#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace idpsim::scim {

/// References into it stay good as long as it lives.
class SchemaSet {
public:
    /// User with EnterpriseUser, and Group.
    SchemaSet();
    SchemaSet(const SchemaSet&) = delete;
    SchemaSet& operator=(const SchemaSet&) = delete;

    /// The set that holds nothing but the standard types.
    static const std::shared_ptr<const SchemaSet>& standard();

    /// One more extension of the type. Not found without such a type, invalid when the URN is in use.
    Result<void> add_extension(Schema schema, std::string_view type, bool required);
    /// One more resource type. Invalid when its name, endpoint or URN is in use, or reserved by RFC 7644.
    Result<void> add_type(std::string name, std::string endpoint, Schema schema);

    const ResourceType& user() const { return types_[0]; }
    const ResourceType& group() const { return types_[1]; }
    const std::deque<ResourceType>& types() const { return types_; }
    const std::vector<const Schema*>& schemas() const { return schemas_; }
    /// By name ("User"), null when there is none.
    const ResourceType* find_type(std::string_view name) const;
    /// By the path segment of its endpoint ("Users"), with case.
    const ResourceType* find_endpoint(std::string_view segment) const;
    const Schema* find_schema(std::string_view urn) const;

private:
    Result<const Schema*> keep(Schema schema);

    std::deque<Schema> own_;   // nodes stay where they are
    std::deque<ResourceType> types_;
    std::vector<const Schema*> schemas_;
};

} // namespace idpsim::scim
