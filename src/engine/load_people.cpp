#include "src/engine/load_people.hpp"

#include "src/core/text.hpp"
#include "src/engine/csv.hpp"
#include "src/engine/load_groups.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace json = boost::json;
namespace {

std::string person_field(std::string_view written) {
    std::string out = field_name(written);
    if (out == "user_name" || out == "login") return "username";
    if (out == "mail" || out == "e_mail") return "email";
    if (out == "first_name") return "given_name";
    if (out == "last_name" || out == "surname") return "family_name";
    return out;
}

const std::vector<std::string>& person_fields() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out{"username", "email", "given_name", "family_name", "display_name", "id", "active", "groups"};
        out.insert(out.end(), known_attributes().begin(), known_attributes().end());
        return out;
    }();
    return names;
}

bool is_known(const std::string& name) { return std::ranges::find(person_fields(), name) != person_fields().end(); }

bool read_flag(const std::string& where, std::string_view text) {
    for (const std::string_view yes : {"true", "yes", "1"})
        if (equal_nocase(text, yes)) return true;
    for (const std::string_view no : {"false", "no", "0"})
        if (equal_nocase(text, no)) return false;
    fail_at(where, "true or false was expected, \"" + std::string(text) + "\" was found");
}

/// Collects people, and sees to what holds for all of them.
class People {
public:
    PeopleFile out;

    /// `where` is the field's place in the file.
    void set(idp::Person& person, const std::string& name, std::string value, const std::string& where) {
        if (name == "active") person.active = value.empty() || read_flag(where, value);
        else if (name == "username") person.username = std::move(value);
        else if (name == "email") person.email = std::move(value);
        else if (name == "given_name") person.given_name = std::move(value);
        else if (name == "family_name") person.family_name = std::move(value);
        else if (name == "display_name") person.display_name = std::move(value);
        else if (name == "id") person.id = std::move(value);
        else if (!value.empty()) person.attributes[name] = std::move(value);
    }

    void add(idp::Person person, const std::string& where) {
        if (person.username.empty()) person.username = person.email;
        if (person.email.empty() && person.username.find('@') != std::string::npos) person.email = person.username;
        if (person.username.empty()) fail_at(where + ": username", "a person has a username or an email");
        const auto [first, is_new] = places_.emplace(to_lower(person.username), where);
        if (!is_new) fail_at(where + ": username", "\"" + person.username + "\" stands there already: " + first->second);
        if (!person.id.empty()) {
            const auto [other, is_own] = ids_.emplace(person.id, where);
            if (!is_own) fail_at(where + ": id", "\"" + person.id + "\" stands there already: " + other->second);
        }
        for (const std::string& group : person.groups) out.groups[group].push_back(person.username);
        out.people.push_back(std::move(person));
    }

private:
    std::map<std::string, std::string> places_; ///< username in lower case -> where it stands
    std::map<std::string, std::string> ids_;    ///< the directory's id -> where it stands
};

/// The columns' names; each is known and stands there once.
std::vector<std::string> columns_of(const CsvRecord& header, const std::string& file) {
    std::vector<std::string> out;
    const std::string where = file + ":" + std::to_string(header.line);
    for (const std::string& written : header.fields) {
        std::string name = person_field(written);
        if (!is_known(name)) fail_at(where, "no column is named \"" + written + "\"" + did_you_mean(name, person_fields()));
        if (std::ranges::find(out, name) != out.end()) fail_at(where, "two columns are named \"" + written + "\"");
        out.push_back(std::move(name));
    }
    return out;
}

PeopleFile read_table(const std::string& text, const std::string& file) {
    const auto records = read_csv(text);
    if (!records) fail_at(file + ": " + records.error().where, records.error().detail);
    if (records->empty()) fail_at(file, "there is no header row");
    const auto columns = columns_of(records->front(), file);
    People people;
    for (std::size_t i = 1; i < records->size(); ++i) {
        const CsvRecord& record = (*records)[i];
        const std::string where = file + ":" + std::to_string(record.line);
        if (record.fields.size() > columns.size())
            fail_at(where, std::to_string(record.fields.size()) + " fields, and " + std::to_string(columns.size()) + " columns");
        idp::Person person;
        for (std::size_t k = 0; k < record.fields.size(); ++k) {
            std::string value(trim(record.fields[k]));
            if (columns[k] == "groups") person.groups = bar_list(value);
            else people.set(person, columns[k], std::move(value), where + ": " + columns[k]);
        }
        people.add(std::move(person), where);
    }
    return std::move(people.out);
}

std::vector<std::string> text_list(const json::value& value, const std::string& where) {
    if (!value.is_array()) fail_at(where, "a list of texts was expected");
    std::vector<std::string> out;
    for (const json::value& one : value.get_array()) out.push_back(scalar_text(one, where));
    return out;
}

void read_person(People& people, const json::value& value, const std::string& where) {
    if (!value.is_object()) fail_at(where, "an object was expected");
    idp::Person person;
    for (const auto& member : value.get_object()) {
        const std::string name = person_field(member.key());
        const std::string at = where + "." + std::string(member.key());
        if (!is_known(name)) fail_at(at, "no such field" + did_you_mean(name, person_fields()));
        if (name == "groups") person.groups = text_list(member.value(), at);
        else people.set(person, name, scalar_text(member.value(), at), at);
    }
    people.add(std::move(person), where);
}

PeopleFile read_objects(const std::string& text, const std::string& file) {
    const json::value whole = parse_json(text, file);
    const json::object* parts = whole.if_object();
    if (parts)
        for (const auto& member : *parts)
            if (member.key() != "people" && member.key() != "groups") fail_at(file + ": " + std::string(member.key()), "there are people and groups");
    const json::value* list = parts ? parts->if_contains("people") : &whole;
    if (!list || !list->is_array()) fail_at(file + ": people", "a list was expected");
    People people;
    const ElementPlaces places(file, text, "people", parts != nullptr);
    for (std::size_t i = 0; i < list->get_array().size(); ++i) read_person(people, list->get_array()[i], places.at(i));
    if (const json::value* groups = parts ? parts->if_contains("groups") : nullptr)
        add_groups(groups_of_list(*groups, ElementPlaces(file, text, "groups", true), file + ": groups"), people.out);
    return std::move(people.out);
}

} // namespace

const std::vector<std::string>& known_attributes() {
    static const std::vector<std::string> names{
        "title",       "department",  "employee_number", "cost_center",        "organization", "division",
        "manager",     "nick_name",   "middle_name",     "user_type",          "locale",       "preferred_language",
        "timezone",    "phone",       "mobile",          "fax",                "office",       "street_address",
        "city",        "state",       "postal_code",     "country",            "photo",        "mail_nickname",
    };
    return names;
}

PeopleFile read_people(const std::string& text, const std::string& name) {
    const std::string plain = plain_text(text, name);
    return is_json(plain) ? read_objects(plain, name) : read_table(plain, name);
}

PeopleFile load_people(const std::filesystem::path& file) { return read_people(read_directory_file(file), file.string()); }

} // namespace idpsim::engine
