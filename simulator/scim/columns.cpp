#include "simulator/scim/columns.hpp"

#include <algorithm>
#include <optional>

namespace idpsim::scim_server {

namespace {

using Kind = Column::Kind;

constexpr Column id{.attribute = "id", .sql = "id", .always = true};
constexpr Column external_id{.attribute = "externalId", .sql = "external_id"};
constexpr Column created{.attribute = "meta.created", .sql = "created", .kind = Kind::time, .always = true};
constexpr Column modified{.attribute = "meta.lastModified", .sql = "modified", .kind = Kind::time, .always = true};

constexpr Column user_columns[] = {
    id,
    external_id,
    created,
    modified,
    {.attribute = "userName", .sql = "user_name_key", .case_exact = false, .by_user_name_key = true},
    {.attribute = "active", .sql = "active", .kind = Kind::flag, .case_exact = false, .always = true},
};
constexpr Column group_columns[] = {
    id,
    external_id,
    created,
    modified,
    {.attribute = "displayName", .sql = "name_key", .case_exact = false},
};

constexpr Column email_columns[] = {
    {.attribute = "value", .sql = "value_key", .case_exact = false},
    {.attribute = "type", .sql = "type_key", .case_exact = false},
    {.attribute = "primary", .sql = "is_primary", .kind = Kind::flag, .case_exact = false},
};
constexpr Column groups_of_user_columns[] = {
    {.attribute = "value", .sql = "g.id"},
    {.attribute = "display", .sql = "g.name_key", .case_exact = false},
};
constexpr Column member_columns[] = {
    {.attribute = "value", .sql = "member_id"},
    {.attribute = "type", .sql = "lower(type)", .case_exact = false},   // User or Group, so ASCII
};

constexpr ListColumns user_lists[] = {
    {"emails", "seq IN (SELECT user FROM user_emails WHERE org=?1 AND (", email_columns},
    {"groups",
     "id IN (SELECT m.member_id FROM members m JOIN groups g ON g.id=m.group_id WHERE g.org=?1 AND (",
     groups_of_user_columns},
};
constexpr ListColumns group_lists[] = {
    {"members", "id IN (SELECT group_id FROM members WHERE (", member_columns},
};

/// Whether the column is where the attribute lies, and compares as the schema wants it.
bool fits(const Column& column, const scim::Attribute& leaf) {
    const bool same_kind = leaf.type == scim::Type::boolean     ? column.kind == Kind::flag
                           : leaf.type == scim::Type::date_time ? column.kind == Kind::time
                                                                : column.kind == Kind::text;
    return same_kind && !leaf.multi_valued && (column.kind != Kind::text || column.case_exact == leaf.case_exact);
}

bool is_named(std::string_view column, const scim::Resolved& target) {
    const std::string_view name = target.attribute->name;
    if (!target.sub) return column == name;
    return column.size() == name.size() + 1 + target.sub->name.size() && column.starts_with(name) &&
           column[name.size()] == '.' && column.ends_with(target.sub->name);
}

template <class Table>
const typename Table::element_type* find_named(const Table& table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &Table::element_type::attribute);
    return found == table.end() ? nullptr : &*found;
}

} // namespace

const Column* ListColumns::find(const scim::Attribute& sub) const {
    const Column* column = find_named(columns, sub.name);
    return column && fits(*column, sub) ? column : nullptr;
}

const Column* find_column(const scim::Resolved& target, const scim::ResourceType& type) {
    if (target.extension || !target.attribute || target.attribute->multi_valued) return nullptr;
    const std::span<const Column> columns =
        type.name == "Group" ? std::span<const Column>(group_columns) : std::span<const Column>(user_columns);
    const auto found = std::ranges::find_if(
        columns, [&](const Column& column) { return is_named(column.attribute, target) && fits(column, target.leaf()); });
    return found == columns.end() ? nullptr : &*found;
}

const ListColumns* find_list(const scim::Resolved& target, const scim::ResourceType& type) {
    if (target.extension || !target.attribute || !target.attribute->multi_valued) return nullptr;
    const std::span<const ListColumns> lists =
        type.name == "Group" ? std::span<const ListColumns>(group_lists) : std::span<const ListColumns>(user_lists);
    return find_named(lists, target.attribute->name);
}

Order order_by(const scim::AttributePath& attribute, const scim::ResourceType& type, bool descending) {
    const std::optional<scim::Resolved> target = type.resolve(attribute);
    return {target ? find_column(*target, type) : nullptr, descending};
}

} // namespace idpsim::scim_server
