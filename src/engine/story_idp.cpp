/// `t.idp`: people and what they do at the IdP.
#include "src/engine/story.hpp"
#include "src/engine/story_logout.hpp"
#include "src/engine/story_refusals.hpp"
#include "src/engine/story_settings.hpp"
#include "src/lua/bind.hpp"

#include "src/core/text.hpp"

#include <set>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

using idp::Person;

std::string text_field(const lua::Table& table, std::string_view name, std::string fallback = {}) {
    const auto found = table.fields.find(name);
    if (found == table.fields.end()) return fallback;
    const std::string* text = found->second.text();
    if (!text) throw lua::ScriptError(std::string(name) + ": a text was expected");
    return *text;
}

std::vector<std::string> list_field(const lua::Table& table, std::string_view name) {
    std::vector<std::string> out;
    const auto found = table.fields.find(name);
    if (found == table.fields.end()) return out;
    const lua::Table* list = found->second.table();
    if (!list) throw lua::ScriptError(std::string(name) + ": a list of texts was expected");
    for (const lua::Value& one : list->items) {
        if (!one.text()) throw lua::ScriptError(std::string(name) + ": a list of texts was expected");
        out.push_back(*one.text());
    }
    return out;
}

void refuse_unknown(const lua::Table& table, const std::vector<std::string>& known) {
    for (const auto& [name, value] : table.fields)
        if (std::ranges::find(known, name) == known.end())
            throw lua::ScriptError("no field is named \"" + name + "\"" + did_you_mean(name, known));
}

const lua::Table& table_of(const lua::Value& value) {
    const lua::Table* table = value.table();
    if (!table) throw lua::ScriptError("a table was expected");
    return *table;
}

/// "ada.byron@example.test": one person per name and case, in a domain that nobody owns; "ada.byron2" where a customer's
/// tenant has her already.
std::string address_of(Universe& universe, const Person& person) {
    std::string local = to_lower(person.given_name + (person.family_name.empty() ? "" : "." + person.family_name));
    if (universe.target().target().unique_people) local += "." + universe.unique();
    std::string out = local + "@" + universe.email_domain();
    for (int i = 2; universe.is_customers(out); ++i) out = local + std::to_string(i) + "@" + universe.email_domain();
    return out;
}

Person add_person(StoryIdp& self, lua::Value description) {
    const lua::Table& table = table_of(description);
    refuse_unknown(table, {"given", "family", "email", "username", "display_name", "groups", "assigned", "attributes"});
    Universe& universe = self.story->universe();
    Person person;
    person.given_name = text_field(table, "given", "Ada");
    person.family_name = text_field(table, "family", "Byron");
    person.email = text_field(table, "email", address_of(universe, person));
    person.username = text_field(table, "username", person.email);
    person.display_name = text_field(table, "display_name");
    person.groups = list_field(table, "groups");
    if (const auto more = table.fields.find("attributes"); more != table.fields.end())
        for (const auto& [name, value] : table_of(more->second).fields) person.attributes[name] = text_field(table_of(more->second), name);
    const Person added = self.idp().add_person(std::move(person));
    universe.transcript().masker().add(added.password);
    const auto assigned = table.fields.find("assigned");
    if (assigned == table.fields.end() || assigned->second.truthy()) self.idp().assign(added.username);
    return added;
}

Person& known(StoryIdp& self, const Person& person) {
    Person* found = self.idp().tenant().find(person.username);
    if (!found) throw lua::ScriptError("nobody is named \"" + person.username + "\"");
    return *found;
}

bool flag_field(const lua::Table& table, std::string_view name, bool fallback) {
    const auto found = table.fields.find(name);
    return found == table.fields.end() ? fallback : found->second.truthy();
}

std::shared_ptr<Login> login_field(const lua::Table& table, std::string_view name) {
    const auto found = table.fields.find(name);
    if (found == table.fields.end()) return nullptr;
    const auto login = found->second.object() ? found->second.object()->as<Login>() : nullptr;
    if (!login) throw lua::ScriptError(std::string(name) + ": a login was expected");
    return login;
}

/// { relay_state =, fault =, deliver = false, answers = a login whose AuthnRequest the Response claims to answer,
///   named_like = a login whose Assertion has the ID that this one gets }
LoginOptions login_options(const lua::Value& given, bool sp_initiated) {
    LoginOptions out;
    out.sp_initiated = sp_initiated;
    if (given.is_nil()) return out;
    const lua::Table& table = table_of(given);
    refuse_unknown(table, {"relay_state", "fault", "deliver", "request", "browser", "alike", "answers", "named_like"});
    if (table.fields.contains("relay_state")) out.relay_state = text_field(table, "relay_state");
    out.fault = text_field(table, "fault");
    out.request_fault = text_field(table, "request");
    if (const auto other = login_field(table, "browser")) out.browser = other->browser;
    if (const auto other = login_field(table, "alike")) out.alike = conformance::AcsAnswer{other->record.acs_status, other->record.landed_body};
    out.deliver = flag_field(table, "deliver", true);
    if (const auto login = login_field(table, "answers")) out.in_response_to = login->record.request ? login->record.request->id : "";
    if (const auto login = login_field(table, "named_like")) out.assertion_id = login->record.assertion ? login->record.assertion->id : "";
    return out;
}

/// The IdP's admin, honest or not, enters another organisation's service provider; people log in there from then on.
void point_at(StoryIdp& self, const StorySp& sp) {
    introduce(*self.party, *sp.party).value();
}

/// What the directory says of the person from now on; the username stays.
Person change_person(StoryIdp& self, const Person& person, lua::Value changes) {
    const lua::Table& table = table_of(changes);
    refuse_unknown(table, {"email", "given", "family"});
    Person& changed = known(self, person);
    changed.email = text_field(table, "email", changed.email);
    changed.given_name = text_field(table, "given", changed.given_name);
    changed.family_name = text_field(table, "family", changed.family_name);
    return changed;
}

/// Sends one more attribute in every assertion of this case, as the admin of the IdP would map it.
void send_attribute(StoryIdp& self, std::string name, std::vector<std::string> values) {
    if (values.empty()) throw lua::ScriptError("argument 2: at least one value was expected");
    idp::AttributeMapping mapping;
    mapping.name = std::move(name);
    mapping.value = values.front();
    mapping.more_values.assign(values.begin() + 1, values.end());
    self.idp().tenant().attributes.push_back(std::move(mapping));
}

} // namespace

void register_story_idp(lua::State& state) {
    lua::register_type<Person>(state, "person", lua::field("email", &Person::email), lua::field("username", &Person::username),
                               lua::field("given_name", &Person::given_name), lua::field("family_name", &Person::family_name),
                               lua::field("display_name", &Person::display_name), lua::field("id", &Person::id));
    lua::register_type<StoryIdp>(
        state, "idp", lua::method("person", add_person), lua::method("send_attribute", send_attribute),
        lua::method("said_no", [](StoryIdp& self, const Login& login, std::string why) { return said_no(self.idp().profile(), login, why); }),
        lua::field("rules", [](const StoryIdp& self) { return request_rules(self.idp().profile()); }),
        lua::waits("reload_sp", [](StoryIdp& self) { return meet_again(*self.party); }),
        lua::method("set", [](StoryIdp& self, lua::Value settings) { change_console(self.idp(), settings); }),
        lua::method("add_row", [](StoryIdp& self, std::string table, lua::Value row) { add_console_row(self.idp(), table, row); }),
        lua::method("assign_group", [](StoryIdp& self, std::string group) { self.idp().tenant().assigned_groups.insert(group); }),
        lua::method("choices", [](const StoryIdp& self, std::string key) { return console_choices(self.idp().profile(), key); }),
        lua::method("assign", [](StoryIdp& self, const Person& person) { self.idp().assign(person.username); }),
        lua::method("unassign", [](StoryIdp& self, const Person& person) { self.idp().unassign(person.username); }),
        lua::method("deactivate", [](StoryIdp& self, const Person& person) { known(self, person).active = false; }),
        lua::method("reactivate", [](StoryIdp& self, const Person& person) { known(self, person).active = true; }),
        lua::waits("follow_guide", follow_the_guide),
        lua::method("advice", [](StoryIdp& self, const Login& login) { return advice_of(self.story->universe(), login); }),
        lua::field("guide", [](const StoryIdp& self) { return StoryGuide{self}; }),
        lua::field("id", [](const StoryIdp& self) { return self.idp().profile().id; }),
        lua::field("title", [](const StoryIdp& self) { return self.idp().profile().title; }),
        lua::field("has_scim", [](const StoryIdp& self) { return !self.idp().profile().scim.empty(); }),
        lua::field("no_scim_reason", [](const StoryIdp& self) { return self.idp().profile().no_scim_reason; }),
        lua::method("metadata", [](StoryIdp& self) { return self.idp().metadata(); }),
        lua::field("entity_id", [](const StoryIdp& self) { return self.idp().entity_id(); }),
        lua::field("connection", [](const StoryIdp& self) { return self.party->connection; }),
        lua::field("certificates", [](StoryIdp& self) { return StoryCertificates{self}; }),
        lua::field("published", [](StoryIdp& self) { return StoryPublished{self}; }),
        lua::waits("sign_out", story_sign_out),
        lua::method("point_at", point_at), lua::method("change", change_person),
        lua::waits("answer_again", [](StoryIdp& self, const Login& login) { return answer_again(self.story->universe(), login); }),
        lua::waits("login", [](StoryIdp& self, const Person& person, lua::Value options) -> asio::awaitable<Result<Login>> {
            return log_in(self.story->universe(), self.sides(), person.username, login_options(options, true));
        }),
        lua::waits("open_tile", [](StoryIdp& self, const Person& person, lua::Value options) -> asio::awaitable<Result<Login>> {
            return log_in(self.story->universe(), self.sides(), person.username, login_options(options, false));
        }));
}

} // namespace idpsim::engine
