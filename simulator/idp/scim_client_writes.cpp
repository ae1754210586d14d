// How an event about a known account becomes requests: ScimStrategy, played.
#include "simulator/idp/scim_changes.hpp"
#include "simulator/idp/scim_client.hpp"

#include <utility>

namespace idpsim::idp {

namespace asio = boost::asio;

/// What the client knows after a write: forgotten, renamed, active or not.
void ScimClient::settle(const ScimWrite& write, const Person& person, const ScimAnswer& answer) {
    if (answer.status == 404 && sender_.profile().on_missing != ScimMissing::fail) return forget(person);
    if (!answer.ok) return;
    if (write.forget || answer.forget) return forget(person);
    if (const UserLink* link = link_of(person)) set_link(person, std::string(link->id), person.active);
}

/// Before it is sent: some vendors make up one that nobody typed.
void ScimClient::hide_password(ScimScope& scope) {
    if (const auto made = scope.find("synced_password")) sender_.wire().transcript().masker().add(*made);
}

asio::awaitable<bool> ScimClient::write_user(const ScimWrite& write, const Person& person, ScimStep& step) {
    ScimScope scope = person_scope(person);
    ScimAnswer answer;
    answer.ok = true;
    if (write.when && !write.when->holds(sender_.options())) co_return true;
    if (&write == &sender_.profile().users.password) hide_password(scope);
    switch (write.strategy) {
    case ScimStrategy::nothing:
        step.explanation = "nothing was sent: " + write.reason;
        break;
    case ScimStrategy::send:
        answer = co_await sender_.send_all(write.requests, scope, step);
        break;
    case ScimStrategy::get_then_put_merged:
    case ScimStrategy::patch_per_attribute:
    case ScimStrategy::patch_merged:
        answer = co_await write_changes(write, scope, step);
        break;
    }
    settle(write, person, answer);
    co_return answer.ok;
}

asio::awaitable<ScimAnswer> ScimClient::write_changes(const ScimWrite& write, ScimScope& scope, ScimStep& step) {
    const ScimProfile& profile = sender_.profile();
    ScimAnswer fetched = co_await sender_.send(*write.get, scope, step);
    if (!fetched.ok) co_return fetched;
    const boost::json::object current = fetched.body.value_or(boost::json::object());
    const auto changes = scim_changes(profile, write, current, scope, false);
    ScimAnswer answer;
    answer.ok = true;
    const bool put = write.strategy == ScimStrategy::get_then_put_merged;
    if (put || !changes.empty()) {
        if (put)
            scope.json["resource"] = merge_changes(current, changes);
        else
            scope.json["operations"] =
                patch_operations(changes, profile.patch, write.strategy == ScimStrategy::patch_merged);
        answer = co_await sender_.send_all(write.requests, scope, step);
        if (!answer.ok) co_return answer;
    }
    if (write.only.empty()) answer.ok = co_await send_references(current, scope, step);
    co_return answer;
}

/// What points to other resources goes in a second pass, when those have been created and their ids are known.
asio::awaitable<bool> ScimClient::send_references(const boost::json::object& current, ScimScope& scope,
                                                  ScimStep& step) {
    const ScimProfile& profile = sender_.profile();
    const auto& references = profile.users.references;
    if (refers_later_ || !references || (references->when && !references->when->holds(sender_.options()))) co_return true;
    const auto changes = scim_changes(profile, ScimWrite{}, current, scope, true);
    if (changes.empty()) co_return true;
    scope.json["operations"] = patch_operations(changes, profile.patch, false);
    const ScimAnswer answer = co_await sender_.send(*profile.users.references, scope, step);
    co_return answer.ok;
}

asio::awaitable<ScimStep> ScimClient::refer(Person person) {
    const ScimProfile& profile = sender_.profile();
    ScimStep step;
    step.name = "references";
    step.ok = true;
    ScimScope scope = person_scope(person);
    const bool points = link_of(person) && !scim_changes(profile, ScimWrite{}, {}, scope, true).empty();
    if (!profile.users.references || !profile.users.update.get || !points) {
        step.explanation = "nothing was sent: the person points to nobody who is known";
        co_return step;
    }
    const ScimAnswer fetched = co_await sender_.send(*profile.users.update.get, scope, step);
    step.ok = fetched.ok;
    if (!fetched.ok) co_return step;
    const bool later = std::exchange(refers_later_, false);
    step.ok = co_await send_references(fetched.body.value_or(boost::json::object()), scope, step);
    refers_later_ = later;
    if (step.ok) step.explanation = "what the person points to is known to the server";
    co_return step;
}

} // namespace idpsim::idp
