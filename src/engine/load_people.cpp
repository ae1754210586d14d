#include "src/engine/load_people.hpp"

#include "src/core/file.hpp"
#include "src/core/text.hpp"
#include "src/engine/csv.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace json = boost::json;
namespace {

constexpr std::size_t largest_people_file = 512u << 20;

[[noreturn]] void fail(const std::string& where, const std::string& why) {
    throw Failure(Error{Fault::malformed, where, why});
}

/// "givenName", "Given Name" and "given-name" are given_name.
std::string field_name(std::string_view written) {
    std::string out;
    for (const char c : trim(written)) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty() && out.back() != '_') out += '_';
        out += c == ' ' || c == '-' ? '_' : upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
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
    fail(where, "true or false was expected, \"" + std::string(text) + "\" was found");
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
        if (person.username.empty()) fail(where + ": username", "a person has a username or an email");
        const auto [first, is_new] = places_.emplace(to_lower(person.username), where);
        if (!is_new) fail(where + ": username", "\"" + person.username + "\" stands there already: " + first->second);
        if (!person.id.empty()) {
            const auto [other, is_own] = ids_.emplace(person.id, where);
            if (!is_own) fail(where + ": id", "\"" + person.id + "\" stands there already: " + other->second);
        }
        for (const std::string& group : person.groups) out.groups[group].push_back(person.username);
        out.people.push_back(std::move(person));
    }

    bool has(const std::string& username) const { return places_.contains(to_lower(username)); }

private:
    std::map<std::string, std::string> places_; ///< username in lower case -> where it stands
    std::map<std::string, std::string> ids_;    ///< the directory's id -> where it stands
};

std::vector<std::string> group_names(std::string_view field) {
    std::vector<std::string> out;
    for (const std::string_view one : split(field, '|'))
        if (!trim(one).empty()) out.emplace_back(trim(one));
    return out;
}

/// The columns' names; each is known and stands there once.
std::vector<std::string> columns_of(const CsvRecord& header, const std::string& file) {
    std::vector<std::string> out;
    const std::string where = file + ":" + std::to_string(header.line);
    for (const std::string& written : header.fields) {
        std::string name = field_name(written);
        if (!is_known(name)) fail(where, "no column is named \"" + written + "\"" + did_you_mean(name, person_fields()));
        if (std::ranges::find(out, name) != out.end()) fail(where, "two columns are named \"" + written + "\"");
        out.push_back(std::move(name));
    }
    return out;
}

PeopleFile read_table(const std::string& text, const std::string& file) {
    const auto records = read_csv(text);
    if (!records) fail(file + ": " + records.error().where, records.error().detail);
    if (records->empty()) fail(file, "there is no header row");
    const auto columns = columns_of(records->front(), file);
    People people;
    for (std::size_t i = 1; i < records->size(); ++i) {
        const CsvRecord& record = (*records)[i];
        const std::string where = file + ":" + std::to_string(record.line);
        if (record.fields.size() > columns.size())
            fail(where, std::to_string(record.fields.size()) + " fields, and " + std::to_string(columns.size()) + " columns");
        idp::Person person;
        for (std::size_t k = 0; k < record.fields.size(); ++k) {
            std::string value(trim(record.fields[k]));
            if (columns[k] == "groups") person.groups = group_names(value);
            else people.set(person, columns[k], std::move(value), where + ": " + columns[k]);
        }
        people.add(std::move(person), where);
    }
    return std::move(people.out);
}

std::size_t line_at(std::string_view text, std::size_t offset) {
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

json::value parse(const std::string& text, const std::string& file) {
    json::stream_parser parser;
    json::error_code failed;
    const std::size_t read = parser.write_some(text.data(), text.size(), failed);
    if (!failed) parser.finish(failed);
    if (!failed && trim(std::string_view(text).substr(read)).empty()) return parser.release();
    fail(file + ":" + std::to_string(line_at(text, failed ? read : read + 1)), failed ? "not JSON: " + failed.message() : "text after the JSON");
}

std::string scalar_text(const json::value& value, const std::string& where) {
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_bool()) return value.get_bool() ? "true" : "false";
    if (value.is_int64()) return std::to_string(value.get_int64());
    if (value.is_null()) return {};
    fail(where, "a text was expected");
}

std::vector<std::string> text_list(const json::value& value, const std::string& where) {
    if (!value.is_array()) fail(where, "a list of texts was expected");
    std::vector<std::string> out;
    for (const json::value& one : value.get_array()) out.push_back(scalar_text(one, where));
    return out;
}

/// The lines on which the elements of the list behind `from` begin.
std::vector<std::size_t> element_lines(std::string_view text, std::size_t from) {
    std::vector<std::size_t> out;
    std::size_t depth = 0, line = line_at(text, from);
    bool quoted = false;
    for (std::size_t i = from; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (quoted) {
            if (c == '\\') ++i;
            quoted = c != '"';
        } else if (c == '"') quoted = true;
        else if (c == '{' || c == '[') {
            if (depth == 1) out.push_back(line);
            ++depth;
        } else if (c == '}' || c == ']') {
            if (--depth == 0) break;
        }
    }
    return out;
}

/// "people.json:12: people[3]": every element of these lists is an object.
std::string place(const std::string& file, const std::vector<std::size_t>& lines, const char* list, std::size_t i) {
    const std::string line = i < lines.size() ? ":" + std::to_string(lines[i]) : "";
    return file + line + ": " + list + "[" + std::to_string(i) + "]";
}

void read_person(People& people, const json::value& value, const std::string& where) {
    if (!value.is_object()) fail(where, "an object was expected");
    idp::Person person;
    for (const auto& member : value.get_object()) {
        const std::string name = field_name(member.key());
        const std::string at = where + "." + std::string(member.key());
        if (!is_known(name)) fail(at, "no such field" + did_you_mean(name, person_fields()));
        if (name == "groups") person.groups = text_list(member.value(), at);
        else people.set(person, name, scalar_text(member.value(), at), at);
    }
    people.add(std::move(person), where);
}

void read_group(People& people, const json::value& value, const std::string& where) {
    const json::object* group = value.if_object();
    const json::value* name = group ? group->if_contains("name") : nullptr;
    if (!name || !name->is_string() || name->get_string().empty()) fail(where + ".name", "a text was expected");
    std::vector<std::string>& members = people.out.groups[std::string(name->get_string())];
    for (const auto& member : *group)
        if (member.key() != "name" && member.key() != "members") fail(where + "." + std::string(member.key()), "a group has name and members");
    const json::value* listed = group->if_contains("members");
    for (std::string& username : listed ? text_list(*listed, where + ".members") : std::vector<std::string>()) {
        if (!people.has(username)) fail(where + ".members", "\"" + username + "\" is nobody's username");
        if (std::ranges::find(members, username) == members.end()) members.push_back(std::move(username));
    }
}

PeopleFile read_objects(const std::string& text, const std::string& file) {
    const json::value whole = parse(text, file);
    const json::object* parts = whole.if_object();
    if (parts)
        for (const auto& member : *parts)
            if (member.key() != "people" && member.key() != "groups") fail(file + ": " + std::string(member.key()), "there are people and groups");
    const json::value* list = parts ? parts->if_contains("people") : &whole;
    if (!list || !list->is_array()) fail(file + ": people", "a list was expected");
    const auto begin = [&](const char* key) { return text.find('[', parts ? text.find("\"" + std::string(key) + "\"") : 0); };
    People people;
    const auto lines = element_lines(text, begin("people"));
    for (std::size_t i = 0; i < list->get_array().size(); ++i) read_person(people, list->get_array()[i], place(file, lines, "people", i));
    const json::value* groups = parts ? parts->if_contains("groups") : nullptr;
    if (!groups) return std::move(people.out);
    if (!groups->is_array()) fail(file + ": groups", "a list was expected");
    const auto group_lines = element_lines(text, begin("groups"));
    for (std::size_t i = 0; i < groups->get_array().size(); ++i)
        read_group(people, groups->get_array()[i], place(file, group_lines, "groups", i));
    return std::move(people.out);
}

/// Where the text stops being UTF-8; npos when it never does.
std::size_t first_bad_octet(const std::string& text) {
    const std::string sound = valid_utf8(text);
    if (sound == text) return std::string::npos;
    return static_cast<std::size_t>(std::mismatch(text.begin(), text.end(), sound.begin(), sound.end()).first - text.begin());
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
    constexpr std::string_view utf8_mark = "\xef\xbb\xbf";
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) fail(name, "it is UTF-16; UTF-8 was expected");
    if (const std::size_t bad = first_bad_octet(text); bad != std::string::npos)
        fail(name + ":" + std::to_string(line_at(text, bad)), "it is not UTF-8");
    const std::string plain = text.starts_with(utf8_mark) ? text.substr(utf8_mark.size()) : text;
    const std::string_view begin = trim(plain);
    if (begin.empty()) fail(name, "it is empty");
    return begin.front() == '[' || begin.front() == '{' ? read_objects(plain, name) : read_table(plain, name);
}

PeopleFile load_people(const std::filesystem::path& file) {
    const auto text = read_file(file, largest_people_file);
    if (!text) throw Failure(text.error());
    return read_people(*text, file.string());
}

} // namespace idpsim::engine
