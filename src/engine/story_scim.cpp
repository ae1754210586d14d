/// `t.scim`: the vendor's provisioning client, and plain requests of our own to read back what it did.
#include "src/engine/lua_json.hpp"
#include "src/engine/story.hpp"
#include "src/lua/bind.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>

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

HttpRequest plain_request(Universe& universe, std::string method, const std::string& path, const std::string& token) {
    HttpRequest request;
    request.method = std::move(method);
    request.url = universe.target().scim_base() + path;
    request.headers = {{"Accept", "application/scim+json"}};
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
    return request;
}

void add_exchanges(const Universe& universe, const std::vector<std::size_t>& numbers, StoryStep& step) {
    for (const std::size_t number : numbers) step.record.exchanges.push_back(universe.transcript().exchanges().at(number - 1));
    if (step.record.exchanges.empty()) return;
    const Exchange& last = step.record.exchanges.back();
    step.status = last.response.status;
    step.json = scim::json_or_null(last.response.body);
}

StoryStep begin_step(Universe& universe, const idp::ScimStep& done, std::string user_name) {
    StoryStep step;
    step.record.name = done.name;
    step.record.base_url = universe.target().scim_base();
    step.record.user_name = std::move(user_name);
    step.ok = done.ok;
    step.explanation = done.explanation;
    add_exchanges(universe, done.exchanges, step);
    return step;
}

/// Fetches `path` with a request of our own; the record keeps what came.
asio::awaitable<void> read_back(Universe& universe, std::string path, StoryStep& step) {
    const net::Wire wire = universe.wire("engine");
    const auto answer = co_await wire.send(plain_request(universe, "GET", path, universe.target().scim_token()));
    step.record.read_back_exchange = answer.exchange;
    if (!answer.response) co_return;
    step.record.read_back_status = answer.response->status;
    json::value body = scim::json_or_null(answer.response->body);
    if (answer.response->status == 200 && body.is_object()) step.record.read_back = std::move(body);
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
Waiting person_event(Universe& universe, Event event, Person person, Wanted wanted) {
    auto client = co_await universe.scim();
    if (!client) co_return client.error();
    const idp::ScimStep done = co_await play(**client, event, person);
    StoryStep step = begin_step(universe, done, person.username);
    step.record.wanted = std::move(wanted);
    if (const auto id = (*client)->linked_id(person.username)) co_await read_back(universe, "/Users/" + percent_encode(*id), step);
    co_return step;
}

Waiting test(StoryScim& self) {
    Universe& universe = self.story->universe();
    auto client = co_await universe.scim();
    if (!client) co_return client.error();
    const idp::ScimStep done = co_await (*client)->test_connection();
    co_return begin_step(universe, done, {});
}

Wanted wanted_active(bool active) {
    Wanted out;
    out.emplace_back("active", active);
    return out;
}

Waiting provision(StoryScim& self, const Person& person) {
    return person_event(self.story->universe(), Event::provision, person, wanted_active(true));
}

/// Changes the person in the directory, then lets the vendor tell the SP.
Waiting update(StoryScim& self, Person& person, std::map<std::string, std::string> changes) {
    Universe& universe = self.story->universe();
    Wanted wanted;
    for (const auto& [name, value] : changes) {
        const auto path = scim_paths().find(name);
        if (path == scim_paths().end()) throw lua::ScriptError("update knows given_name, family_name, display_name, not \"" + name + "\"");
        (name == "given_name" ? person.given_name : name == "family_name" ? person.family_name : person.display_name) = value;
        wanted.emplace_back(path->second, value);
    }
    if (Person* kept = universe.idp().tenant().find(person.username)) *kept = person;
    return person_event(universe, Event::update, person, std::move(wanted));
}

Waiting deactivate(StoryScim& self, Person& person) {
    person.active = false;
    return person_event(self.story->universe(), Event::deactivate, person, wanted_active(false));
}

Waiting reactivate(StoryScim& self, Person& person) {
    person.active = true;
    return person_event(self.story->universe(), Event::reactivate, person, wanted_active(true));
}

Waiting remove(StoryScim& self, const Person& person) {
    return person_event(self.story->universe(), Event::remove, person, wanted_active(false));
}

/// The members that the group should have now, by the SP's ids.
asio::awaitable<StoryStep> after_group(Universe& universe, ScimClient& client, idp::ScimStep done, std::string name,
                                       std::vector<Person> members) {
    StoryStep step = begin_step(universe, done, {});
    json::array ids;
    for (const Person& member : members)
        if (const auto id = client.linked_id(member.username)) ids.push_back(json::value(*id));
    step.record.wanted.emplace_back("members", std::move(ids));
    if (const auto id = client.linked_group_id(name)) co_await read_back(universe, "/Groups/" + percent_encode(*id), step);
    co_return step;
}

Waiting push_group(StoryScim& self, std::string name, std::vector<Person> members) {
    Universe& universe = self.story->universe();
    auto client = co_await universe.scim();
    if (!client) co_return client.error();
    universe.groups()[name] = members;
    idp::ScimStep done = co_await (*client)->push_group(name, members);
    co_return co_await after_group(universe, **client, std::move(done), name, members);
}

Waiting add_member(StoryScim& self, std::string name, const Person& person) {
    Universe& universe = self.story->universe();
    auto client = co_await universe.scim();
    if (!client) co_return client.error();
    std::vector<Person>& members = universe.groups()[name];
    if (std::ranges::find(members, person.username, &Person::username) == members.end()) members.push_back(person);
    idp::ScimStep done = co_await (*client)->add_member(name, person);
    co_return co_await after_group(universe, **client, std::move(done), name, members);
}

/// Whether the step changed anything at the SP: some vendors only ever add members, and send nothing when one leaves.
bool wrote(const Universe& universe, const idp::ScimStep& done) {
    return std::ranges::any_of(done.exchanges, [&](std::size_t number) {
        return universe.transcript().exchanges().at(number - 1).request.method != "GET";
    });
}

Waiting remove_member(StoryScim& self, std::string name, const Person& person) {
    Universe& universe = self.story->universe();
    auto client = co_await universe.scim();
    if (!client) co_return client.error();
    std::vector<Person>& members = universe.groups()[name];
    idp::ScimStep done = co_await (*client)->remove_member(name, person);
    if (wrote(universe, done)) std::erase_if(members, [&](const Person& one) { return one.username == person.username; });
    co_return co_await after_group(universe, **client, std::move(done), name, members);
}

/// A request of our own, no vendor's: what `t.scim:send` describes.
struct PlainRequest {
    HttpRequest request;
    std::string read_back_path;
};

PlainRequest read_description(Universe& universe, const lua::Value& description) {
    const lua::Table* table = description.table();
    if (!table) throw lua::ScriptError("a table with method and path was expected");
    const auto text = [&](std::string_view name, std::string fallback) {
        const auto found = table->fields.find(name);
        if (found == table->fields.end()) return fallback;
        if (!found->second.text()) throw lua::ScriptError(std::string(name) + ": a text was expected");
        return *found->second.text();
    };
    for (const auto& [name, value] : table->fields)
        if (name != "method" && name != "path" && name != "json" && name != "body" && name != "token" && name != "read_back")
            throw lua::ScriptError("no field is named \"" + name + "\"; there are method, path, json, body, token, read_back");
    PlainRequest out;
    out.request = plain_request(universe, text("method", "GET"), text("path", "/"), text("token", universe.target().scim_token()));
    out.read_back_path = text("read_back", "");
    out.request.body = text("body", "");
    if (const auto body = table->fields.find("json"); body != table->fields.end()) out.request.body = json::serialize(to_json(body->second));
    if (!out.request.body.empty()) out.request.headers.emplace_back("Content-Type", "application/scim+json");
    return out;
}

Waiting send_plain(Universe& universe, std::string name, PlainRequest plain, std::string user_name) {
    const net::Wire wire = universe.wire("engine");
    const auto answer = co_await wire.send(std::move(plain.request));
    idp::ScimStep done;
    done.name = std::move(name);
    done.ok = answer.response && answer.response->status < 400;
    done.explanation = answer.response ? "HTTP " + std::to_string(answer.response->status) : describe(answer.response.error());
    done.exchanges = {answer.exchange};
    StoryStep step = begin_step(universe, done, std::move(user_name));
    if (!plain.read_back_path.empty()) co_await read_back(universe, plain.read_back_path, step);
    co_return step;
}

Waiting send(StoryScim& self, lua::Value description) {
    Universe& universe = self.story->universe();
    const auto ready = co_await universe.scim_token_ready();
    if (!ready) co_return ready.error();
    co_return co_await send_plain(universe, "send", read_description(universe, description), {});
}

Waiting find(StoryScim& self, const Person& person) {
    Universe& universe = self.story->universe();
    const auto ready = co_await universe.scim_token_ready();
    if (!ready) co_return ready.error();
    PlainRequest plain;
    plain.request = plain_request(universe, "GET", "/Users?filter=" + percent_encode("userName eq \"" + person.username + "\""),
                                  universe.target().scim_token());
    co_return co_await send_plain(universe, "find", std::move(plain), person.username);
}

} // namespace

void register_story_scim(lua::State& state) {
    lua::register_type<StoryScim>(state, "scim", lua::waits("test", test), lua::waits("provision", provision), lua::waits("update", update),
                                  lua::waits("deactivate", deactivate), lua::waits("reactivate", reactivate), lua::waits("remove", remove),
                                  lua::waits("push_group", push_group), lua::waits("add_member", add_member),
                                  lua::waits("remove_member", remove_member), lua::waits("send", send), lua::waits("find", find),
                                  lua::method("forget", [](StoryScim& self) { self.story->universe().forget_links(); }));
}

} // namespace idpsim::engine
