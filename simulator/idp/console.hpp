#pragma once
/// The tables of a vendor's console: attribute statements, claims, mappings, group memberships. A row is what an admin
/// enters, by the columns' own labels; it becomes an AttributeMapping.
///
/// What a column is (`role`):
///   name, namespace, name_format, friendly_name   parts of the attribute's name; a name with a namespace is both with /
///   value        where the value comes from: a choice's pattern
///   constant     the value itself
///   macro        a text with the language's names in braces, "{firstname}.{lastname}"
///   expression   of the profile's language
///   filter       which groups: all, starts_with, ends_with, equals, contains, matches; filter_value: held against
///   groups       which groups, by their names
///   multi_value  true: one AttributeValue per value, whatever the profile joins
///   include      false: the row is not sent
///   required     true: without a value the login is refused
///   none         no effect on the messages
#include "simulator/idp/expression.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::idp {

/// Which of a person's groups are meant.
struct GroupFilter {
    enum class Kind { all, starts_with, ends_with, equals, contains, matches, listed };
    Kind kind = Kind::all;
    std::string value;              ///< held against the names
    std::vector<std::string> names; ///< of `listed`
    bool assigned_only = false;     ///< only groups that are assigned to the app, membership through others not counted
};

struct ConsoleColumn {
    std::string label, role;
    std::string fallback; ///< what an empty cell counts as
    bool required = false;
    std::vector<std::pair<std::string, std::string>> choices; ///< the vendor's word -> our value
    std::string open; ///< pattern for words that are no choice, `*` stands for the word as a directory attribute's name
    std::string help;
};

struct ConsoleTable {
    std::string page, label;
    std::vector<ConsoleColumn> columns;
    std::string value;          ///< pattern of rows that have no column for it: groups
    bool assigned_only = false; ///< of groups, see GroupFilter
    std::size_t most = 0;       ///< rows, or groups of a `groups` column; 0: no limit known
    std::vector<std::map<std::string, std::string>> rows; ///< what the console has there at first, for people to read
    std::string help;
};

/// Cells by the columns' labels; most have one text.
using ConsoleRow = std::map<std::string, std::vector<std::string>>;

} // namespace idpsim::idp
