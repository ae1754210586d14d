#include "src/engine/load_groups.hpp"

#include "src/core/text.hpp"
#include "src/engine/csv.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace json = boost::json;
namespace {

const std::vector<std::string> known_fields{"name", "members", "member", "id"};

std::string group_field(std::string_view written) {
    std::string out = field_name(written);
    if (out == "display_name" || out == "group" || out == "group_name") return "name";
    if (out == "user_name" || out == "username" || out == "login" || out == "email") return "member";
    return out;
}

/// "groups.csv:3: name", "groups.json:3: groups[1].name".
std::string field_of(const GroupRow& row, const std::string& field) {
    return row.where + (row.where.ends_with(']') ? "." : ": ") + field;
}

std::vector<std::string> columns_of(const CsvRecord& header, const std::string& file) {
    std::vector<std::string> out;
    const std::string where = file + ":" + std::to_string(header.line);
    for (const std::string& written : header.fields) {
        std::string name = group_field(written);
        if (std::ranges::find(known_fields, name) == known_fields.end())
            fail_at(where, "no column is named \"" + written + "\"" + did_you_mean_or_list(name, known_fields));
        if (std::ranges::find(out, name) != out.end()) fail_at(where, "two columns are named \"" + written + "\"");
        out.push_back(std::move(name));
    }
    if (std::ranges::find(out, "name") == out.end()) fail_at(where, "a column named \"name\" was expected");
    if (std::ranges::find(out, "members") != out.end() && std::ranges::find(out, "member") != out.end())
        fail_at(where,
                "the members stand in a column \"members\", or each in a row of its own in \"member\", not both");
    return out;
}

GroupRow row_of(const CsvRecord& record, const std::vector<std::string>& columns, const std::string& where) {
    if (record.fields.size() > columns.size())
        fail_at(where,
                std::to_string(record.fields.size()) + " fields, and " + std::to_string(columns.size()) + " columns");
    GroupRow out;
    out.where = where;
    for (std::size_t k = 0; k < record.fields.size(); ++k) {
        std::string value(trim(record.fields[k]));
        if (columns[k] == "name")
            out.name = std::move(value);
        else if (columns[k] == "id")
            out.id = std::move(value);
        else if (columns[k] == "members")
            out.members = bar_list(value);
        else if (!value.empty())
            out.members.push_back(std::move(value));
    }
    if (out.name.empty()) fail_at(where + ": name", "a group has a name");
    return out;
}

std::vector<GroupRow> read_table(const std::string& text, const std::string& file) {
    const auto records = read_csv(text);
    if (!records) fail_at(file + ": " + records.error().where, records.error().detail);
    if (records->empty()) fail_at(file, "there is no header row");
    const auto columns = columns_of(records->front(), file);
    const bool row_per_member = std::ranges::find(columns, "member") != columns.end();
    std::vector<GroupRow> out;
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 1; i < records->size(); ++i) {
        GroupRow row = row_of((*records)[i], columns, file + ":" + std::to_string((*records)[i].line));
        const auto [found, is_new] = places.emplace(row.name, out.size());
        if (is_new || !row_per_member) {
            out.push_back(std::move(row));
            continue;
        }
        GroupRow& group = out[found->second];
        if (!row.id.empty() && row.id != group.id)
            fail_at(field_of(row, "id"), "\"" + row.name + "\" has another id in " + group.where);
        std::ranges::move(row.members, std::back_inserter(group.members));
    }
    return out;
}

GroupRow row_of(const json::value& value, const std::string& where) {
    const json::object* group = value.if_object();
    if (!group) fail_at(where, "an object was expected");
    GroupRow out;
    out.where = where;
    for (const auto& member : *group) {
        const std::string name = group_field(member.key());
        const std::string at = where + "." + std::string(member.key());
        if (name == "name")
            out.name = scalar_text(member.value(), at);
        else if (name == "id")
            out.id = scalar_text(member.value(), at);
        else if (name != "members")
            fail_at(at, "a group has name, members and id");
        else if (!member.value().is_array())
            fail_at(at, "a list of texts was expected");
        else
            for (const json::value& one : member.value().get_array()) out.members.push_back(scalar_text(one, at));
    }
    if (out.name.empty()) fail_at(where + ".name", "a text was expected");
    return out;
}

std::vector<GroupRow> read_objects(const std::string& text, const std::string& file) {
    const json::value whole = parse_json(text, file);
    const json::object* parts = whole.if_object();
    if (parts)
        for (const auto& member : *parts)
            if (member.key() != "groups")
                fail_at(file + ": " + std::string(member.key()), "there are groups, and nothing else");
    const json::value* list = parts ? parts->if_contains("groups") : &whole;
    if (!list) fail_at(file + ": groups", "a list was expected");
    return groups_of_list(*list, ElementPlaces(file, text, "groups", parts != nullptr), file + ": groups");
}

std::vector<GroupRow> read_rows(const std::string& text, const std::string& name) {
    const std::string plain = plain_text(text, name);
    return is_json(plain) ? read_objects(plain, name) : read_table(plain, name);
}

} // namespace

std::vector<GroupRow> groups_of_list(const json::value& list, const ElementPlaces& places, const std::string& where) {
    if (!list.is_array()) fail_at(where, "a list was expected");
    std::vector<GroupRow> out;
    for (const json::value& one : list.get_array()) out.push_back(row_of(one, places.at(out.size())));
    return out;
}

void add_groups(std::vector<GroupRow> rows, PeopleFile& into) {
    std::map<std::string, std::string> usernames, names, ids; // as compared -> as written, or where
    for (const idp::Person& person : into.people) usernames.emplace(to_lower(person.username), person.username);
    for (GroupRow& row : rows) {
        // Clients look a group up by its name, without regard to case.
        const auto [named, is_new] = names.emplace(to_lower(row.name), row.where);
        if (!is_new) fail_at(field_of(row, "name"), "\"" + row.name + "\" stands there already: " + named->second);
        const auto [known, is_new_id] = ids.emplace(row.id, row.where);
        if (!row.id.empty() && !is_new_id)
            fail_at(field_of(row, "id"), "\"" + row.id + "\" stands there already: " + known->second);
        std::vector<std::string>& members = into.groups[row.name];
        for (const std::string& written : row.members) {
            const auto person = usernames.find(to_lower(written));
            if (person == usernames.end())
                fail_at(field_of(row, "members"), "\"" + written + "\" is nobody's username");
            if (std::ranges::find(members, person->second) == members.end()) members.push_back(person->second);
        }
        if (!row.id.empty()) into.group_ids[row.name] = std::move(row.id);
    }
}

void read_groups(const std::string& text, const std::string& name, PeopleFile& into) { add_groups(read_rows(text, name), into); }

std::vector<GroupRow> load_group_rows(const std::filesystem::path& file) { return read_rows(read_directory_file(file), file.string()); }

void load_groups(const std::filesystem::path& file, PeopleFile& into) { add_groups(load_group_rows(file), into); }

} // namespace idpsim::engine
