#pragma once
/// Groups of a customer's directory from a file of their own, CSV or JSON.
///
///   CSV    a header row names the columns: name, members (usernames separated by `|`), id; or name and member, a row for
///          each member
///   JSON   a list of groups, or { "groups": [...] }; each { "name": "...", "members": ["username"], "id": "..." }
///
/// `id` is the directory's own and stays when the name changes: by it a renamed group is known. displayName means name;
/// userName and the like in place of member mean the same.
#include "src/engine/directory_file.hpp"
#include "src/engine/load_people.hpp"

namespace idpsim::engine {

/// One group as a file has it.
struct GroupRow {
    std::string id, name;             ///< id may be ""
    std::vector<std::string> members; ///< usernames
    std::string where;                ///< its place in the file
};

/// Adds the file's groups to those of `into`; a name that is there already gets these members, too. Throws Failure naming the
/// file, the line and the field: what is not UTF-8, not well-formed, an unknown or missing field, a name or an id that stands
/// there twice, a member who is none of the people.
void load_groups(const std::filesystem::path& file, PeopleFile& into);
/// The file's groups, before it is known whose they are: for add_groups(), as often as they are wanted.
std::vector<GroupRow> load_group_rows(const std::filesystem::path& file);
/// load_groups() of a file's text; `name` stands in messages.
void read_groups(const std::string& text, const std::string& name, PeopleFile& into);

/// The groups of a JSON list.
std::vector<GroupRow> groups_of_list(const boost::json::value& list, const ElementPlaces& places, const std::string& where);
void add_groups(std::vector<GroupRow> rows, PeopleFile& into);

} // namespace idpsim::engine
