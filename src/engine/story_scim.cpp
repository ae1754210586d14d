/// `t.scim`: what happens to people, as the vendor's provisioning client tells it to the server, and what is read back.
#include "src/engine/story_scim.hpp"
#include "src/engine/story_listener.hpp"
#include "src/engine/story_scim_raw.hpp"
#include "src/engine/story_scim_send.hpp"
#include "src/lua/bind.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace json = boost::json;
namespace {

using idp::Person;
using idp::ScimClient;

constexpr std::string_view enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";

/// What scenarios may change of a person -> where SCIM keeps it.
const std::map<std::string, std::string, std::less<>>& scim_paths() {
    static const std::string of_enterprise(enterprise);
    static const std::map<std::string, std::string, std::less<>> paths{
        {"user_name", "userName"},
        {"given_name", "name.givenName"},
        {"family_name", "name.familyName"},
        {"display_name", "displayName"},
        {"email", "emails[type eq \"work\"].value"},
        {"title", "title"},
        {"nick_name", "nickName"},
        {"user_type", "userType"},
        {"preferred_language", "preferredLanguage"},
        {"locale", "locale"},
        {"middle_name", "name.middleName"},
        {"phone", "phoneNumbers[type eq \"work\"].value"},
        {"mobile", "phoneNumbers[type eq \"mobile\"].value"},
        {"street_address", "addresses[type eq \"work\"].streetAddress"},
        {"city", "addresses[type eq \"work\"].locality"},
        {"state", "addresses[type eq \"work\"].region"},
        {"postal_code", "addresses[type eq \"work\"].postalCode"},
        {"country", "addresses[type eq \"work\"].country"},
        {"department", of_enterprise + "department"},
        {"employee_number", of_enterprise + "employeeNumber"},
        {"cost_center", of_enterprise + "costCenter"},
        {"organization", of_enterprise + "organization"},
        {"division", of_enterprise + "division"},
        {"manager", of_enterprise + "manager.value"},
    };
    return paths;
}

enum class Event { provision, update, deactivate, reactivate, suspend, remove, erase };

asio::awaitable<idp::ScimStep> play(ScimClient& client, Event event, Person person) {
    switch (event) {
    case Event::provision: return client.provision(std::move(person));
    case Event::update: return client.update(std::move(person));
    case Event::deactivate: return client.deactivate(std::move(person));
    case Event::reactivate: return client.reactivate(std::move(person));
    case Event::suspend: return client.suspend(std::move(person));
    case Event::remove: return client.remove(std::move(person));
    case Event::erase: return client.erase(std::move(person));
    }
    throw std::logic_error("an event of no kind");
}

/// What a later cycle need not tell again.
void note(idp::ScimSync& sync, Event event, const Person& person, bool ok) {
    if (event == Event::remove || event == Event::erase)
        sync.note_gone(person);
    else
        sync.note(person, ok);
}

/// One event of a person's, played by the vendor's client and read back.
ScimWaiting person_event(StoryScim self, Event event, Person person, Wanted wanted) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    const auto before = (*client)->linked_id(person.username);
    const idp::ScimStep done = co_await play(**client, event, person);
    note(*self.sides.sp->scim.sync, event, person, done.ok);
    StoryStep step = begin_step(self, done, person.username);
    step.record.wanted = std::move(wanted);
    const auto after = (*client)->linked_id(person.username);
    if (const auto id = after ? after : event == Event::erase ? before : std::nullopt)
        co_await read_back(self, "/Users/" + percent_encode(*id), step);
    co_return step;
}

ScimWaiting test(StoryScim& self) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    const idp::ScimStep done = co_await (*client)->test_connection();
    co_return begin_step(self, done, {});
}

ScimWaiting provision(StoryScim& self, const Person& person) {
    return person_event(self, Event::provision, person, wanted_active(true));
}

/// A change's value: a text, or a person whose username is meant.
std::string change_text(const std::string& name, const lua::Value& value) {
    if (const std::string* text = value.text()) return *text;
    const auto person = value.object() ? value.object()->as<Person>() : nullptr;
    if (!person) throw lua::ScriptError(name + ": a text" + (name == "manager" ? " or a person" : "") + " was expected");
    return person->username;
}

void set_field(Person& person, const std::string& name, const std::string& value) {
    if (name == "user_name") person.username = value;
    else if (name == "email") person.email = value;
    else if (name == "given_name") person.given_name = value;
    else if (name == "family_name") person.family_name = value;
    else if (name == "display_name") person.display_name = value;
    else if (value.empty()) person.attributes.erase(name);
    else person.attributes[name] = value;
}

/// The IdP's directory keeps the person as changed, under the new name.
void change_directory(idp::Tenant& tenant, const std::string& username, const Person& person) {
    Person* kept = tenant.find(username);
    if (!kept) return;
    *kept = person;
    if (tenant.assigned.erase(username) > 0) tenant.assigned.insert(person.username);
}

/// Whether a write of the step carried the text: some vendors' mappings lack the attribute, and nothing is to be read back.
bool was_told(const StoryStep& step, const std::string& text) {
    return std::ranges::any_of(step.record.exchanges, [&](const Exchange& one) {
        return one.request.method != "GET" && one.request.body.find(json::serialize(json::value(text))) != std::string::npos;
    });
}

/// The names and identifiers are told by every vendor.
bool is_always_told(const std::string& name) {
    return name == "given_name" || name == "family_name" || name == "display_name" || name == "user_name";
}

using Changes = std::map<std::string, std::string>;

void want_changes(const Changes& changes, StoryStep& step) {
    for (const auto& [name, value] : changes) {
        const auto path = scim_paths().find(name);
        if (path == scim_paths().end() || name == "manager") continue;
        if (is_always_told(name) || was_told(step, value)) step.record.wanted.emplace_back(path->second, value);
    }
}

Changes read_changes(const lua::Value& given) {
    const lua::Table* table = given.table();
    if (!table || !table->items.empty()) throw lua::ScriptError("argument 2: a table of changes was expected");
    Changes out;
    for (const auto& [name, value] : table->fields) out[name] = change_text(name, value);
    return out;
}

/// Changes the person in the directory; the next cycle tells it.
void change(StoryScim& self, Person& person, lua::Value given) {
    const std::string username = person.username;
    for (const auto& [name, value] : read_changes(given)) set_field(person, name, value);
    change_directory(self.sides.idp->idp.tenant(), username, person);
}

/// The same, and the vendor tells the server at once.
ScimWaiting update(StoryScim& self, Person& person, lua::Value given) {
    const Changes changes = read_changes(given);
    change(self, person, given);
    auto step = co_await person_event(self, Event::update, person, {});
    if (step) want_changes(changes, *step);
    co_return step;
}

void set_active(StoryScim& self, Person& person, bool active) {
    person.active = active;
    if (Person* kept = self.sides.idp->idp.tenant().find(person.username)) kept->active = active;
}

ScimWaiting deactivate(StoryScim& self, Person& person) {
    person.active = false;
    return person_event(self, Event::deactivate, person, wanted_active(false));
}

ScimWaiting reactivate(StoryScim& self, Person& person) {
    person.active = true;
    return person_event(self, Event::reactivate, person, wanted_active(true));
}

/// Locked at the vendor's for a while; what that means to the server, the vendor decides.
ScimWaiting suspend(StoryScim& self, Person& person) {
    set_active(self, person, false);
    return person_event(self, Event::suspend, person, {});
}

/// The person has another password at the vendor's; the login form asks for it from now on.
ScimWaiting set_password(StoryScim& self, Person& person, std::string password) {
    person.password = password;
    if (Person* kept = self.sides.idp->idp.tenant().find(person.username)) kept->password = password;
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    const idp::ScimStep done = co_await (*client)->set_password(person, std::move(password));
    StoryStep step = begin_step(self, done, person.username);
    if (const auto id = (*client)->linked_id(person.username)) co_await read_back(self, "/Users/" + percent_encode(*id), step);
    co_return step;
}

ScimWaiting remove(StoryScim& self, const Person& person) {
    return person_event(self, Event::remove, person, wanted_active(false));
}

/// The person is gone from the directory.
ScimWaiting erase(StoryScim& self, const Person& person) {
    const Person gone = person;
    idp::Tenant& tenant = self.sides.idp->idp.tenant();
    tenant.assigned.erase(gone.username);
    std::erase_if(tenant.people, [&](const Person& one) { return one.username == gone.username; });
    self.sides.sp->scim.erased.insert(idp::directory_key(gone));
    return person_event(self, Event::erase, gone, {});
}

ScimWaiting send(StoryScim& self, lua::Value description) { return send_described(self, std::move(description)); }

ScimWaiting raw(StoryScim& self, lua::Value description) { return send_raw(self, std::move(description)); }

asio::awaitable<Result<std::optional<StoryListener>>> listen(StoryScim& self) { return listen_for(self); }

asio::awaitable<Result<std::vector<StoryStep>>> send_all(StoryScim& self, std::vector<lua::Value> descriptions) {
    return send_all_described(self, std::move(descriptions));
}

ScimWaiting find(StoryScim& self, const Person& person) {
    const auto ready = co_await self.universe().scim_token_ready(*self.sides.sp);
    if (!ready) co_return ready.error();
    HttpRequest request = plain_request(self.target(), "GET", "/Users?filter=" + percent_encode("userName eq \"" + person.username + "\""),
                                        self.target().scim_token());
    co_return co_await send_plain(self, "find", std::move(request), "", person.username);
}

std::optional<std::string> linked(StoryScim& self, lua::Value whom) {
    const auto& client = self.sides.sp->scim.client;
    if (!client) return std::nullopt;
    const auto person = whom.object() ? whom.object()->as<Person>() : nullptr;
    if (!person && !whom.text()) throw lua::ScriptError("argument 1: a person or a group's name was expected");
    return person ? client->linked_id(person->username) : client->linked_group_id(*whom.text());
}

} // namespace

Wanted wanted_active(bool active) {
    Wanted out;
    out.emplace_back("active", active);
    return out;
}

void register_story_scim(lua::State& state) {
    std::vector<lua::Member> members{
        lua::waits("test", test), lua::waits("provision", provision), lua::method("change", change), lua::waits("update", update),
        lua::waits("deactivate", deactivate), lua::waits("reactivate", reactivate), lua::waits("suspend", suspend), lua::waits("set_password", set_password),
        lua::waits("remove", remove), lua::waits("erase", erase), lua::waits("send", send), lua::waits("find", find), lua::waits("send_all", send_all), lua::waits("raw", raw),
        lua::waits("listen", listen), lua::waits("follow_guide", follow_the_scim_guide),
        lua::field("base", [](const StoryScim& self) { return self.target().scim_base(); }),
        lua::field("token", [](const StoryScim& self) { return self.target().scim_token(); }),
        lua::method("linked", linked), lua::method("forget", [](StoryScim& self) { self.sides.sp->scim.forget(); })};
    add_group_members(members);
    add_cycle_members(members);
    lua::register_members(state.core(), typeid(StoryScim), "scim", std::move(members));
    register_story_cycle(state);
    register_story_listener(state);
}

} // namespace idpsim::engine
