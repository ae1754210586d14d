#include "tests/fidelity/scim_player.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "tests/scim_client/recording_server.hpp"

#include <algorithm>

namespace idpsim::fidelity {
namespace {

namespace json = boost::json;

/// Where a resource has what a directory calls by these names.
const std::map<std::string, std::string> fields{
    {"userName", "username"},         {"displayName", "display"},
    {"name.givenName", "given"},      {"name.familyName", "family"},
    {"name.middleName", "middle_name"}, {"emails.value", "email"},
    {"title", "title"},               {"locale", "locale"},
    {"nickName", "nick_name"},        {"preferredLanguage", "preferred_language"},
    {"phoneNumbers.value", "phone"},  {"photos.value", "photo"},
    {"addresses.streetAddress", "street_address"}, {"addresses.locality", "city"},
    {"addresses.region", "state"},    {"addresses.postalCode", "postal_code"},
    {"addresses.country", "country"}, {"externalId", "mail_nickname"},
    {"employeeNumber", "employee_number"}, {"department", "department"},
};

void set(idp::Person& person, const std::string& field, const std::string& value) {
    const std::map<std::string, std::string*> own{{"username", &person.username}, {"email", &person.email},
        {"given", &person.given_name}, {"family", &person.family_name}, {"display", &person.display_name}};
    const auto found = own.find(field);
    (found == own.end() ? person.attributes[field] : *found->second) = value;
    if (field == "mail_nickname") person.id = value;
}

/// Roles as the directory has them, of either form: an object, or the text of one.
std::string role_of(const json::object& role) {
    const json::value* value = role.if_contains("value");
    if (!value || !value->is_string()) return {};
    std::string text(value->get_string());
    if (json::error_code failed; text.starts_with('{')) {
        const json::value inner = json::parse(text, failed);
        if (!failed && inner.is_object()) return role_of(inner.get_object());
    }
    for (const std::string_view title : {"displayName", "display"})
        if (const json::value* found = role.if_contains(title); found && found->is_string())
            return text + "|" + std::string(found->get_string());
    return text;
}

/// Those who play in a record: the person as the record has it, as the server has it before, and a group.
struct Cast {
    idp::Person person, before;
    std::vector<idp::Person> added, removed;
    std::string group = "Birds";
    std::optional<json::object> known; ///< what the server has already
};

void add_member(const json::value& member, std::vector<idp::Person>& to, bool removed = false) {
    idp::Person out = test::person("member" + std::to_string(to.size() + (removed ? 50 : 0)), "Bird", "");
    out.id = out.username;
    if (member.is_object())
        if (const json::value* display = member.get_object().if_contains("display"); display && display->is_string())
            out.username = std::string(display->get_string());
    to.push_back(std::move(out));
}

void read_members(const json::value& members, Cast& cast, bool removed) {
    if (!members.is_array()) return;
    for (const json::value& member : members.get_array()) {
        const bool gone = removed || (member.is_object() && member.get_object().contains("operation"));
        add_member(member, gone ? cast.removed : cast.added, gone);
    }
}

/// A value at a path of the record, without its filter and its URN.
void read_value(const std::string& path, const json::value& value, bool replaces, Cast& cast) {
    if (path == "roles" && value.is_array()) {
        for (const json::value& role : value.get_array())
            if (role.is_object()) cast.person.lists["roles"].push_back(role_of(role.get_object()));
        return;
    }
    if (path == "manager") {
        cast.person.attributes["manager"] = "boss@example.com";
        return;
    }
    if (path == "members") return read_members(value, cast, false);
    if (path == "displayName" && value.is_string()) cast.group = value.get_string();
    const auto field = fields.find(path);
    if (field == fields.end() || !value.is_string()) return;
    set(cast.person, field->second, std::string(value.get_string()));
    if (replaces) set(cast.before, field->second, "former-" + std::string(value.get_string()));
}

std::string plain_path(std::string path) {
    if (const auto open = path.find('['), close = path.find(']'); open != std::string::npos && close != std::string::npos)
        path.erase(open, close - open + 1);
    if (path.starts_with("urn:")) path.erase(0, path.rfind(':') + 1);
    return path;
}

void read_object(const json::object& object, const std::string& prefix, bool replaces, Cast& cast) {
    for (const auto& member : object) {
        const std::string key = plain_path(member.key()), path = prefix.empty() ? key : prefix + "." + key;
        const json::value& value = member.value();
        if (std::string_view(member.key()).starts_with("urn:") && value.is_object())
            read_object(value.get_object(), "", replaces, cast);
        else if (value.is_object())
            read_object(value.get_object(), path, replaces, cast);
        else if (path != "roles" && path != "members" && value.is_array() && !value.get_array().empty() && value.get_array()[0].is_object())
            read_object(value.get_array()[0].get_object(), path, replaces, cast);
        else
            read_value(path, value, replaces, cast);
    }
}

void read_operation(const json::object& operation, Cast& cast) {
    const auto text = [&](std::string_view name) {
        const json::value* found = operation.if_contains(name);
        return found && found->is_string() ? std::string(found->get_string()) : std::string();
    };
    const std::string op = to_lower(text("op")), path = text("path");
    const json::value* value = operation.if_contains("value");
    if (op == "remove" && path.starts_with("members[")) add_member({}, cast.removed, true);
    if (op == "remove" && value) read_members(*value, cast, true);
    if (op == "remove" || !value) return;
    if (path.empty() && value->is_object())
        read_object(value->get_object(), "", true, cast);
    else
        read_value(plain_path(path), *value, op == "replace", cast);
}

/// The value of a look-up's filter is the person's or the group's.
void read_filter(const std::string& target, Cast& cast) {
    const std::string plain = percent_decode(target, true).value();
    const auto open = plain.find(" eq \""), close = plain.rfind('"');
    if (open == std::string::npos || close < open + 5) return;
    const std::string value = plain.substr(open + 5, close - open - 5);
    const bool external = plain.find("externalId eq") != std::string::npos;
    set(cast.person, external ? "mail_nickname" : "username", value);
    cast.group = value;
}

/// A resource that a PUT handed back: the server had it with another value somewhere.
json::object former(json::object body) {
    body["id"] = "known-1";
    if (json::value* name = body.if_contains("displayName")) *name = "Former Name";
    else if (json::value* parts = body.if_contains("name"); parts && parts->is_object() && parts->get_object().contains("middleName"))
        parts->get_object()["middleName"] = "";
    return body;
}

Cast cast_of(const ScimRecord& record) {
    Cast out;
    out.person = test::person("Ada", "Adams", "00u0123456789abcdefg");
    out.person.attributes["mail_nickname"] = "ada";
    out.before = out.person;
    if (record.about_groups() && !record.body) add_member({}, out.added);
    read_filter(record.target, out);
    const json::object* body = record.body && record.body->is_object() ? &record.body->get_object() : nullptr;
    if (!body || !record.options.empty()) return out;
    if (const json::value* operations = body->if_contains("Operations")) {
        for (const json::value& one : operations->as_array()) read_operation(one.as_object(), out);
        return out;
    }
    if (!record.about_groups()) { // the person has what the record has
        out.person.display_name = out.person.email = out.person.given_name = out.person.family_name = "";
        out.person.attributes.clear();
    }
    read_object(*body, "", false, out);
    out.before = out.person;
    if (record.method == "PUT" && !record.about_groups()) out.known = former(*body);
    return out;
}

/// Runs the life; whatever an event does, the next follows.
class Life {
public:
    Life(const idp::ScimProfile& profile, const std::map<std::string, std::string>& options) : bench_(profile, options) {}

    void play(const Cast& cast) {
        idp::ScimClient& client = bench_.client();
        if (cast.known) bench_.server.users["known-1"] = *cast.known;
        bench_.run(client.test_connection());
        bench_.run(import(client));
        bench_.run(client.provision(test::person("Boss", "Bird", "boss")));
        for (const auto* people : {&cast.added, &cast.removed})
            for (const idp::Person& member : *people) bench_.run(client.provision(member));
        bench_.run(client.provision(cast.known ? cast.person : cast.before));
        bench_.run(client.update(cast.person));
        bench_.run(client.deactivate(cast.person));
        bench_.run(client.reactivate(cast.person));
        play_groups(client, cast);
        bench_.run(client.remove(cast.person));
        bench_.run(client.provision(cast.person));
        bench_.run(client.erase(cast.person));
    }

    const std::vector<HttpRequest>& made() const { return bench_.server.seen; }

private:
    static boost::asio::awaitable<idp::ScimStep> import(idp::ScimClient& client) {
        co_await client.import({});
        co_return idp::ScimStep();
    }

    void play_groups(idp::ScimClient& client, const Cast& cast) {
        std::vector<idp::Person> all = cast.removed;
        all.insert(all.end(), cast.added.begin(), cast.added.end());
        const std::string former = "Former " + cast.group;
        bench_.run(client.push_group(former, cast.removed));
        bench_.run(client.set_members(former, cast.added));
        bench_.run(client.rename_group(former, cast.group));
        bench_.run(client.push_group(cast.group, cast.added));
        bench_.run(client.push_group(cast.group, {}));
        bench_.run(client.unpush_group(cast.group));
        bench_.server.groups.clear();
        bench_.run(client.push_group(cast.group, all));
    }

    test::Bench bench_;
};

} // namespace

std::vector<HttpRequest> requests_for(const ScimRecord& record, const idp::ScimProfile& profile,
                                      const std::map<std::string, std::string>& options) {
    Life life(profile, options);
    life.play(cast_of(record));
    return life.made();
}

} // namespace idpsim::fidelity
