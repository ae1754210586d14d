/// `t.scim`: the vendor's provisioning client, and plain requests of our own to read back what it did.
#include "src/engine/story_scim_raw.hpp"
#include "src/engine/story_scim_send.hpp"
#include "src/engine/story_step.hpp"
#include "src/lua/bind.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace json = boost::json;
namespace {

using idp::Person;
using idp::ScimClient;
using Waiting = asio::awaitable<Result<StoryStep>>;

/// What scenarios may change -> where SCIM keeps it.
const std::map<std::string, std::string, std::less<>>& scim_paths() {
    static const std::map<std::string, std::string, std::less<>> paths{
        {"given_name", "name.givenName"}, {"family_name", "name.familyName"}, {"display_name", "displayName"}};
    return paths;
}

enum class Event { provision, update, deactivate, reactivate, remove };

asio::awaitable<idp::ScimStep> play(ScimClient& client, Event event, Person person) {
    switch (event) {
    case Event::provision: return client.provision(std::move(person));
    case Event::update: return client.update(std::move(person));
    case Event::deactivate: return client.deactivate(std::move(person));
    case Event::reactivate: return client.reactivate(std::move(person));
    case Event::remove: return client.remove(std::move(person));
    }
    throw std::logic_error("an event of no kind");
}

/// SCIM path -> what should be read there after a step.
using Wanted = std::vector<std::pair<std::string, json::value>>;

/// One event of a person's, played by the vendor's client and read back.
Waiting person_event(StoryScim self, Event event, Person person, Wanted wanted) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    const idp::ScimStep done = co_await play(**client, event, person);
    StoryStep step = begin_step(self, done, person.username);
    step.record.wanted = std::move(wanted);
    if (const auto id = (*client)->linked_id(person.username)) co_await read_back(self, "/Users/" + percent_encode(*id), step);
    co_return step;
}

Waiting test(StoryScim& self) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    const idp::ScimStep done = co_await (*client)->test_connection();
    co_return begin_step(self, done, {});
}

Wanted wanted_active(bool active) {
    Wanted out;
    out.emplace_back("active", active);
    return out;
}

Waiting provision(StoryScim& self, const Person& person) {
    return person_event(self, Event::provision, person, wanted_active(true));
}

/// Changes the person in the directory, then lets the vendor tell the SP.
Waiting update(StoryScim& self, Person& person, std::map<std::string, std::string> changes) {
    Wanted wanted;
    for (const auto& [name, value] : changes) {
        const auto path = scim_paths().find(name);
        if (path == scim_paths().end()) throw lua::ScriptError("update knows given_name, family_name, display_name, not \"" + name + "\"");
        (name == "given_name" ? person.given_name : name == "family_name" ? person.family_name : person.display_name) = value;
        wanted.emplace_back(path->second, value);
    }
    if (Person* kept = self.sides.idp->idp.tenant().find(person.username)) *kept = person;
    return person_event(self, Event::update, person, std::move(wanted));
}

Waiting deactivate(StoryScim& self, Person& person) {
    person.active = false;
    return person_event(self, Event::deactivate, person, wanted_active(false));
}

Waiting reactivate(StoryScim& self, Person& person) {
    person.active = true;
    return person_event(self, Event::reactivate, person, wanted_active(true));
}

Waiting remove(StoryScim& self, const Person& person) {
    return person_event(self, Event::remove, person, wanted_active(false));
}

/// The members that the group should have now, by the SP's ids.
asio::awaitable<StoryStep> after_group(StoryScim self, ScimClient& client, idp::ScimStep done, std::string name,
                                       std::vector<Person> members) {
    StoryStep step = begin_step(self, done, {});
    json::array ids;
    for (const Person& member : members)
        if (const auto id = client.linked_id(member.username)) ids.push_back(json::value(*id));
    step.record.wanted.emplace_back("members", std::move(ids));
    if (const auto id = client.linked_group_id(name)) co_await read_back(self, "/Groups/" + percent_encode(*id), step);
    co_return step;
}

Waiting push_group(StoryScim& self, std::string name, std::vector<Person> members) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    self.sides.sp->scim.groups[name] = members;
    idp::ScimStep done = co_await (*client)->push_group(name, members);
    co_return co_await after_group(self, **client, std::move(done), name, members);
}

Waiting add_member(StoryScim& self, std::string name, const Person& person) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    std::vector<Person>& members = self.sides.sp->scim.groups[name];
    if (std::ranges::find(members, person.username, &Person::username) == members.end()) members.push_back(person);
    idp::ScimStep done = co_await (*client)->add_member(name, person);
    co_return co_await after_group(self, **client, std::move(done), name, members);
}

/// Whether the step changed anything at the SP: some vendors only ever add members, and send nothing when one leaves.
bool wrote(const Universe& universe, const idp::ScimStep& done) {
    return std::ranges::any_of(done.exchanges, [&](std::size_t number) {
        return universe.transcript().exchanges().at(number - 1).request.method != "GET";
    });
}

Waiting remove_member(StoryScim& self, std::string name, const Person& person) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    std::vector<Person>& members = self.sides.sp->scim.groups[name];
    idp::ScimStep done = co_await (*client)->remove_member(name, person);
    if (wrote(self.universe(), done)) std::erase_if(members, [&](const Person& one) { return one.username == person.username; });
    co_return co_await after_group(self, **client, std::move(done), name, members);
}

Waiting send(StoryScim& self, lua::Value description) { return send_described(self, std::move(description)); }

Waiting raw(StoryScim& self, lua::Value description) { return send_raw(self, std::move(description)); }

asio::awaitable<Result<std::vector<StoryStep>>> send_all(StoryScim& self, std::vector<lua::Value> descriptions) {
    return send_all_described(self, std::move(descriptions));
}

Waiting find(StoryScim& self, const Person& person) {
    const auto ready = co_await self.universe().scim_token_ready(*self.sides.sp);
    if (!ready) co_return ready.error();
    HttpRequest request = plain_request(self.target(), "GET", "/Users?filter=" + percent_encode("userName eq \"" + person.username + "\""),
                                        self.target().scim_token());
    co_return co_await send_plain(self, "find", std::move(request), "", person.username);
}

} // namespace

void register_story_scim(lua::State& state) {
    lua::register_type<StoryScim>(state, "scim", lua::waits("test", test), lua::waits("provision", provision), lua::waits("update", update),
                                  lua::waits("deactivate", deactivate), lua::waits("reactivate", reactivate), lua::waits("remove", remove),
                                  lua::waits("push_group", push_group), lua::waits("add_member", add_member),
                                  lua::waits("remove_member", remove_member), lua::waits("send", send), lua::waits("find", find),
                                  lua::waits("send_all", send_all), lua::waits("raw", raw),
                                  lua::field("base", [](const StoryScim& self) { return self.target().scim_base(); }),
                                  lua::field("token", [](const StoryScim& self) { return self.target().scim_token(); }),
                                  lua::method("forget", [](StoryScim& self) { self.sides.sp->scim.client.reset(); }));
}

} // namespace idpsim::engine
