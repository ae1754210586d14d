#pragma once
/// RFC 7643 schemas as data: what a User, an EnterpriseUser and a Group are made of.
#include "src/scim/attribute_path.hpp"
#include "src/scim/json.hpp"

#include <cassert>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim {

inline constexpr std::string_view user_urn = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr std::string_view group_urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline constexpr std::string_view enterprise_urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

enum class Type { string, boolean, decimal, integer, date_time, binary, reference, complex };
enum class Mutability { read_write, read_only, immutable, write_only };
enum class Returned { by_default, always, never, request };
enum class Uniqueness { none, server, global };

/// One attribute and its characteristics (RFC 7643 sections 2.2 and 7); the defaults are those of section 2.2.
struct Attribute {
    std::string name = {};
    std::string description = {};
    Type type = Type::string;
    bool multi_valued = false;
    bool required = false;
    bool case_exact = false;
    Mutability mutability = Mutability::read_write;
    Returned returned = Returned::by_default;
    Uniqueness uniqueness = Uniqueness::none;
    bool one_line = false;   ///< ours: control characters are refused, as the value ends in headers, mails or logs
    bool one_der = false;    ///< ours: a DER structure by itself, with nothing after it
    bool never_null = false; ///< ours: null is refused and removal changes nothing: no value would mean another one
    std::vector<std::string> canonical_values = {};   ///< suggestions: other values are kept as well
    std::vector<std::string> reference_types = {};
    std::vector<Attribute> sub_attributes = {};

    /// The sub-attribute of that name, whatever its case, or null.
    const Attribute* find(std::string_view sub_name) const;
    /// Whatever a client asks for: what can only be written is not read (RFC 7643 section 7).
    bool is_never_returned() const { return returned == Returned::never || mutability == Mutability::write_only; }
};

struct Schema {
    std::string id;   ///< its URN
    std::string name;
    std::string description;
    std::vector<Attribute> attributes;

    const Attribute* find(std::string_view attribute_name) const;
};

struct Extension {
    const Schema* schema;
    bool required;
};

/// What a path means within a resource type.
struct Resolved {
    const Schema* extension = nullptr;      ///< null: a core or common attribute
    const Attribute* attribute = nullptr;   ///< null: the whole extension
    const Attribute* sub = nullptr;

    /// The attribute that holds the value: `sub` when there is one. Not for a whole extension.
    const Attribute& leaf() const {
        assert(attribute);
        return sub ? *sub : *attribute;
    }
};

/// RFC 7643 section 6.
struct ResourceType {
    std::string name;       ///< "User"
    std::string endpoint;   ///< "/Users"
    std::string description;
    const Schema* schema;
    std::vector<Extension> extensions;

    /// Common attributes (id, externalId, meta, schemas), the core schema's and, with its URN, an extension's.
    std::optional<Resolved> resolve(const AttributePath& path) const;
    /// An attribute of the core schema, or a common one, or null.
    const Attribute* find(std::string_view attribute_name) const;
    const Schema* find_extension(std::string_view urn) const;
};

/// id, externalId, meta and schemas: RFC 7643 section 3.1.
const std::vector<Attribute>& common_attributes();
const Schema& user_schema();
const Schema& enterprise_schema();
const Schema& group_schema();
/// User with EnterpriseUser, and Group, as RFC 7643 has them. A server may know more: SchemaSet.
const ResourceType& user_type();
const ResourceType& group_type();

/// The object that holds the attribute: the resource itself or the extension's object; null when that is absent.
const json::object* holder(const json::object& resource, const Resolved& target);
/// The attribute's value in the resource (a sub-attribute is not followed), or null.
const json::value* lookup(const json::object& resource, const Resolved& target);

/// As /Schemas and /ResourceTypes show them; `base_url` is the absolute URL of the SCIM base, without trailing slash.
json::object describe(const Schema& schema, std::string_view base_url);
json::object describe(const ResourceType& type, std::string_view base_url);

} // namespace idpsim::scim
