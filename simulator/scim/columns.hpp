#pragma once
/// What of a resource the database has in columns: the only names that a filter or an order can bring into SQL. Which
/// client asks for what decides about bound values alone.
#include "src/scim/attribute_path.hpp"
#include "src/scim/schema.hpp"

#include <span>
#include <string_view>

namespace idpsim::scim_server {

struct Column {
    /// Text is the attribute's own octets, or folded where case makes no difference; a time counts milliseconds since
    /// 1970; a flag is 0 or 1.
    enum class Kind { text, flag, time };
    std::string_view attribute;   ///< as the schema spells it: "userName", "meta.created"; in a list the sub-attribute
    std::string_view sql;
    Kind kind = Kind::text;
    bool case_exact = true;   ///< what the schema has to say for the column to be used
    bool always = false;      ///< no resource, or no element of the list, is without a value
    bool by_user_name_key = false;   ///< folded by the behaviour's own function
};

/// A multi-valued attribute, kept as rows of another table. `rows` begins the condition that some row of a resource's
/// own is as the condition on `columns` says that follows; a bracket is left open.
struct ListColumns {
    std::string_view attribute;
    std::string_view rows;
    std::span<const Column> columns;

    /// The column of a sub-attribute, or null.
    const Column* find(const scim::Attribute& sub) const;
};

/// The column that an attribute of the type lies in, or null. Of a list only its rows can be looked at.
const Column* find_column(const scim::Resolved& target, const scim::ResourceType& type);
const ListColumns* find_list(const scim::Resolved& target, const scim::ResourceType& type);

/// How a list is ordered: by creation, or by a column and creation after that. What has no value is last, and first when
/// descending (RFC 7644 section 3.4.2.3).
struct Order {
    const Column* column = nullptr;
    bool descending = false;
};

/// The order for `sortBy`, or one without column when no column has it.
Order order_by(const scim::AttributePath& attribute, const scim::ResourceType& type, bool descending);

} // namespace idpsim::scim_server
