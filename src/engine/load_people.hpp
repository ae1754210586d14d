#pragma once
/// People and groups of a customer's directory from a file, CSV or JSON.
///
///   CSV    a header row names the columns; `groups` holds names separated by `|`
///   JSON   a list of people, or { "people": [...], "groups": [...] } (src/engine/load_groups.hpp)
///
/// A person has username, email (one of the two at least), given_name, family_name, display_name, id, active, groups and the
/// directory's further fields (known_attributes); user_name, userName, givenName and the like mean the same.
#include "simulator/idp/tenant.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace idpsim::engine {

struct PeopleFile {
    std::vector<idp::Person> people;
    std::map<std::string, std::vector<std::string>> groups; ///< name -> usernames, in the people's order
    std::map<std::string, std::string> group_ids;           ///< name -> the directory's own id, where the file has one
};

/// Directory fields that some vendor's client sends, besides those that every person has.
const std::vector<std::string>& known_attributes();

/// Throws Failure naming the file, the line and the field: what is not UTF-8, not well-formed, an unknown or missing field, a
/// username that stands there twice, a member who is nobody.
PeopleFile load_people(const std::filesystem::path& file);
/// The same of a file's text; `name` stands in messages.
PeopleFile read_people(const std::string& text, const std::string& name);

} // namespace idpsim::engine
