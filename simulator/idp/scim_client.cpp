#include "simulator/idp/scim_client.hpp"

#include "simulator/idp/scim_changes.hpp"
#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace idpsim::idp {

namespace asio = boost::asio;
namespace json = boost::json;

/// What a look-up gave.
struct ScimClient::Found {
    bool ok = false;
    std::optional<std::string> id; ///< nothing: nobody
    bool active = true;
};

namespace {

std::string local_part(const std::string& address) { return address.substr(0, address.find('@')); }

ScimStep step_named(std::string name) {
    ScimStep step;
    step.name = std::move(name);
    return step;
}

void fail(ScimStep& step, std::string why) {
    if (step.explanation.empty()) step.explanation = std::move(why);
}

ScimStep done(ScimStep step, bool ok, std::string success) {
    step.ok = ok;
    if (ok && step.explanation.empty()) step.explanation = std::move(success);
    return step;
}

/// Whether the resource found is the person asked for: by the matching attribute, when both have it. Case and forms of
/// Unicode that a server's comparison makes one (RFC 7644 section 7.8) are one here.
bool is_match(const ScimUsers& users, const json::object& found, ScimScope& scope) {
    const auto wanted = users.match_value.render(scope);
    const auto path = users.match ? users.match->render(scope) : std::nullopt;
    const json::value* has = path ? value_at(found, *path) : nullptr;
    return !wanted || !has || !has->is_string() || scim::same_text(std::string_view(has->get_string()), *wanted, false);
}

/// A directory field with several values, as a list: {item}, and of "value|Title" the title as {item_title}; {item_id}
/// is a GUID that is always the same for a value. "NAME.first" is the list of the first alone.
void put_lists(const Person& person, ScimScope& scope) {
    for (const auto& [name, items] : person.lists) {
        std::vector<ScimScope>& list = scope.lists[name];
        for (const std::string& item : items) {
            const auto bar = item.find('|');
            ScimScope entry;
            entry.values["item"] = item.substr(0, bar);
            entry.values["item_title"] = bar == std::string::npos ? item : item.substr(bar + 1);
            entry.values["item_id"] = guid_of(name + "|" + entry.values["item"]);
            list.push_back(std::move(entry));
        }
        if (!list.empty()) scope.lists[name + ".first"] = {list.front()};
    }
}

} // namespace

std::string directory_key(const Person& person) { return person.id.empty() ? person.username : person.id; }

ScimClient::ScimClient(const ScimProfile& profile, ScimConnection connection, net::Wire wire, Random& random)
    : sender_(profile, std::move(connection), std::move(wire), random), random_(&random) {}

const ScimClient::UserLink* ScimClient::link_named(std::string_view username) const {
    const auto key = user_keys_.find(username);
    const auto link = key == user_keys_.end() ? users_.end() : users_.find(key->second);
    return link == users_.end() ? nullptr : &link->second;
}

std::optional<std::string> ScimClient::linked_id(std::string_view username) const {
    const UserLink* link = link_named(username);
    return link ? std::optional(link->id) : std::nullopt;
}

ScimClient::UserLink* ScimClient::link_of(const Person& person) {
    const auto found = users_.find(directory_key(person));
    return found == users_.end() ? nullptr : &found->second;
}

void ScimClient::set_link(const Person& person, std::string id, bool active) {
    UserLink& link = users_[directory_key(person)];
    if (link.username != person.username) user_keys_.erase(link.username);
    link = {std::move(id), person.username, active, person.given_name, person.family_name};
    user_keys_[person.username] = directory_key(person);
}

void ScimClient::forget(const Person& person) {
    const auto found = users_.find(directory_key(person));
    if (found == users_.end()) return;
    user_keys_.erase(found->second.username);
    users_.erase(found);
}

ScimScope ScimClient::person_scope(const Person& person) {
    ScimScope scope = sender_.scope();
    put_lists(person, scope);
    for (const auto& [name, value] : person.attributes) {
        if (!value.empty()) scope.values[name] = value;
    }
    const auto put = [&scope](std::string_view name, const std::string& value) {
        if (!value.empty()) scope.values[std::string(name)] = value;
    };
    put("person_id", person.id);
    put("user_name", person.username);
    put("user_local", local_part(person.username));
    put("email", person.email);
    put("email_local", local_part(person.email));
    put("given_name", person.given_name);
    put("family_name", person.family_name);
    put("display_name", person.display_name);
    put("full_name", std::string(trim(person.given_name + " " + person.family_name)));
    put("active", person.active ? "true" : "false");
    put("current_password", person.password);
    if (const UserLink* link = link_of(person)) put("id", link->id);
    const auto manager = person.attributes.find("manager");
    const UserLink* boss = manager == person.attributes.end() ? nullptr : link_named(manager->second);
    if (boss) {
        put("manager_id", boss->id);
        put("manager_given_name", boss->given_name);
        put("manager_family_name", boss->family_name);
    }
    return scope;
}

asio::awaitable<ScimStep> ScimClient::test_connection() {
    ScimStep step = step_named("test");
    ScimScope scope = sender_.scope();
    const ScimAnswer answer = co_await sender_.send_all(sender_.profile().test, scope, step);
    const bool silent = step.exchanges.empty() && answer.ok;
    co_return done(std::move(step), answer.ok,
                   silent ? "this client has no connection test" : "the connection test passed");
}

asio::awaitable<ScimClient::Found> ScimClient::look_up(const Person& person, ScimStep& step) {
    const ScimUsers& users = sender_.profile().users;
    Found found;
    ScimScope scope = person_scope(person);
    const ScimAnswer answer = co_await sender_.send(*users.lookup, scope, step);
    found.ok = answer.ok;
    const json::array* list = answer.ok && answer.body ? listed_resources(*answer.body) : nullptr;
    if (!list || list->empty() || answer.nobody) co_return found;
    const json::value& first = list->front();
    found.id = first.is_object() ? resource_id(first.get_object()) : std::nullopt;
    found.ok = found.id && is_match(users, first.get_object(), scope);
    if (!found.id) fail(step, users.lookup->title + ": the resource found has no 'id'");
    if (!found.ok) fail(step, users.lookup->title + ": the server gave another user than the one asked for");
    if (found.ok) {
        const json::value* active = value_at(first.get_object(), "active");
        found.active = !active || !same_value(*active, json::value(false));
    }
    co_return found;
}

asio::awaitable<bool> ScimClient::create(const Person& person, ScimStep& step) {
    const ScimUsers& users = sender_.profile().users;
    ScimScope scope = person_scope(person);
    // Before the request is captured: a password made for the new account is a secret.
    Transcript& transcript = sender_.wire().transcript();
    const Masker before = transcript.masker();
    if (const auto made = scope.find("password")) transcript.masker().add(*made);
    const ScimAnswer answer = co_await sender_.send(users.create, scope, step);
    // Where no message is kept nothing holds it later, and the secrets of a hundred thousand accounts would slow every look.
    if (transcript.exchanges().empty()) transcript.masker() = before;
    if (answer.status == 409 && sender_.profile().on_conflict == ScimConflict::link) {
        const bool linked = co_await link_after_conflict(person, step);
        co_return linked;
    }
    if (!answer.ok) co_return false;
    const auto id = answer.body ? resource_id(*answer.body) : std::nullopt;
    if (!id) {
        fail(step, users.create.title + ": the answer has no 'id', so the account cannot be linked");
        co_return false;
    }
    set_link(person, *id, person.active);
    scope.values["id"] = *id;
    const bool referred = co_await send_references(*answer.body, scope, step);
    co_return referred;
}

asio::awaitable<bool> ScimClient::take_over(Person person, const Found& found, ScimStep& step) {
    const ScimUsers& users = sender_.profile().users;
    set_link(person, *found.id, found.active);
    for (const std::string& event : users.on_found) {
        if (event == "reactivate" && found.active) continue;
        const ScimWrite& write = event == "update" ? users.update : users.reactivate;
        const bool ok = co_await write_user(write, person, step);
        if (!ok) co_return false;
    }
    co_return true;
}

/// Somebody is there although the look-up found nobody: perhaps it is somebody else's account by now.
asio::awaitable<bool> ScimClient::link_after_conflict(const Person& person, ScimStep& step) {
    if (!sender_.profile().users.lookup) co_return false;
    const Found found = co_await look_up(person, step);
    if (!found.ok || !found.id) co_return false;
    step.explanation.clear();
    step.name = "link";
    const bool taken = co_await take_over(person, found, step);
    co_return taken;
}

asio::awaitable<ScimStep> ScimClient::provision(Person person) {
    const ScimUsers& users = sender_.profile().users;
    ScimStep step = step_named("create");
    if (!person.active && !link_of(person) && users.skip_inactive && users.skip_inactive->holds(sender_.options())) {
        co_return done(std::move(step), true, "nothing was sent: an inactive person is not created");
    }
    if (users.lookup && (!link_of(person) || users.lookup_when_linked)) {
        const Found found = co_await look_up(person, step);
        if (!found.ok) {
            step.name = "lookup";
            co_return step;
        }
        if (found.id) {
            step.name = link_of(person) ? "update" : "link";
            const bool taken = co_await take_over(person, found, step);
            co_return done(std::move(step), taken, "the account " + *found.id + " exists and was taken over");
        }
        forget(person);
    }
    co_return co_await provision_unknown(std::move(person), std::move(step));
}

/// The part after the look-up.
ScimClient::Event ScimClient::provision_unknown(Person person, ScimStep step) {
    const ScimUsers& users = sender_.profile().users;
    if (link_of(person)) {
        step.name = "update";
        const bool updated = co_await write_user(users.update, person, step);
        if (!updated && is_lost(person)) co_return co_await create_again(std::move(person), std::move(step));
        co_return done(std::move(step), updated, "the account was updated");
    }
    const auto& allowed = sender_.profile().users.create.when;
    if (allowed && !allowed->holds(sender_.options())) {
        co_return done(std::move(step), true, "nothing was sent: the console's settings ask for nothing");
    }
    const bool created = co_await create(person, step);
    co_return done(std::move(step), created, "the account was created as " + linked_id(person.username).value_or("?"));
}

/// Whether the last write found that the server has the account no more, and the vendor makes a new one then.
bool ScimClient::is_lost(const Person& person) {
    return sender_.profile().on_missing == ScimMissing::create && !link_of(person);
}

ScimClient::Event ScimClient::create_again(Person person, ScimStep lost) {
    ScimStep step = co_await provision(std::move(person));
    step.exchanges.insert(step.exchanges.begin(), lost.exchanges.begin(), lost.exchanges.end());
    step.explanation = "the server lost the account (" + lost.explanation + "); " + step.explanation;
    co_return step;
}

ScimClient::Event ScimClient::linked_event(std::string name, const ScimWrite& write, Person person) {
    ScimStep step = step_named(std::move(name));
    const UserLink* link = link_of(person);
    if (!link) {
        // Nobody misses a deletion that had nothing to delete.
        const bool ok = step.name == "delete";
        step.explanation = "nothing was sent: the client has no link to this person's account";
        co_return done(std::move(step), ok, "");
    }
    if (write.skip_when_inactive && !link->active) {
        co_return done(std::move(step), true, "nothing was sent: the account is deactivated already");
    }
    const ScimUsers& users = sender_.profile().users;
    if (users.rename_creates && &write == &users.update && link->username != person.username) {
        forget(person);
        co_return co_await provision(std::move(person));
    }
    const bool ok = co_await write_user(write, person, step);
    if (!ok && person.active && is_lost(person)) co_return co_await create_again(std::move(person), std::move(step));
    const std::string sent =
        step.exchanges.empty() ? "nothing was sent: the console's settings ask for nothing" : "the server took it";
    co_return done(std::move(step), ok, sent);
}

asio::awaitable<ScimStep> ScimClient::update(Person changed) {
    return linked_event("update", sender_.profile().users.update, std::move(changed));
}

asio::awaitable<ScimStep> ScimClient::deactivate(Person person) {
    person.active = false;
    return linked_event("deactivate", sender_.profile().users.deactivate, std::move(person));
}

asio::awaitable<ScimStep> ScimClient::reactivate(Person person) {
    person.active = true;
    return linked_event("reactivate", sender_.profile().users.reactivate, std::move(person));
}

asio::awaitable<ScimStep> ScimClient::suspend(Person person) {
    person.active = false;
    return linked_event("suspend", sender_.profile().users.suspend, std::move(person));
}

asio::awaitable<ScimStep> ScimClient::set_password(Person person, std::string password) {
    sender_.wire().transcript().masker().add(password);
    person.attributes["new_password"] = std::move(password);
    return linked_event("password", sender_.profile().users.password, std::move(person));
}

asio::awaitable<ScimStep> ScimClient::remove(Person person) {
    person.active = false;
    return linked_event("remove", sender_.profile().users.remove, std::move(person));
}

asio::awaitable<ScimStep> ScimClient::erase(Person person) {
    person.active = false;
    return linked_event("delete", sender_.profile().users.erase, std::move(person));
}

} // namespace idpsim::idp
