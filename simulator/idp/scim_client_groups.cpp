// Groups: found by name or created, filled, changed, renamed, taken away.
#include "simulator/idp/scim_client.hpp"
#include "src/core/text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <set>

namespace idpsim::idp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

std::set<std::string> keys_of(const std::vector<Person>& people) {
    std::set<std::string> out;
    for (const Person& person : people) out.insert(directory_key(person));
    return out;
}

/// Those of `people` who are not in `others`.
std::vector<Person> without(const std::vector<Person>& people, const std::vector<Person>& others) {
    const std::set<std::string> left_out = keys_of(others);
    std::vector<Person> out;
    std::copy_if(people.begin(), people.end(), std::back_inserter(out),
                 [&](const Person& p) { return !left_out.contains(directory_key(p)); });
    return out;
}

/// The entry called `name`: a vendor that reads all groups compares on its own, and a filter may have been ignored.
std::optional<std::string> group_named(const json::array& list, const std::string& name, bool& has_id) {
    for (const json::value& entry : list) {
        if (!entry.is_object()) continue;
        const json::value* title = value_at(entry.get_object(), "displayName");
        if (!title || !title->is_string() || !equal_nocase(std::string_view(title->get_string()), name)) continue;
        auto id = resource_id(entry.get_object());
        has_id = id.has_value();
        return id;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> ScimClient::linked_group_id(std::string_view name) const {
    const auto found = groups_.find(name);
    return found == groups_.end() ? std::nullopt : std::optional(found->second.id);
}

std::vector<Person> ScimClient::provisioned(std::vector<Person> people) const {
    std::erase_if(people, [this](const Person& person) { return !linked_id(person.username); });
    return people;
}

ScimScope ScimClient::group_scope(const std::string& name, GroupLink& group, const std::vector<Person>& members) {
    ScimScope scope = sender_.scope();
    scope.values["group_name"] = name;
    if (!group.id.empty()) scope.values["id"] = group.id;
    const std::string& pattern = sender_.profile().groups->external_id;
    if (group.external_id.empty() && !pattern.empty()) {
        group.external_id = expand(pattern, {}, *random_, sender_.wire().clock().now()).value();
    }
    if (!group.external_id.empty()) scope.values["group_external_id"] = group.external_id;
    const auto list = [this](const std::vector<Person>& people) {
        std::vector<ScimScope> out;
        for (const Person& person : people) {
            out.push_back(person_scope(person));
            out.back().values["member_id"] = out.back().values["id"];
            out.back().values.erase("id"); // in a group's request {id} is the group's, also inside a list
        }
        return out;
    };
    scope.lists["members"] = list(members);
    scope.lists["added"] = list(without(members, group.members));
    scope.lists["removed"] = list(provisioned(without(group.members, members)));
    return scope;
}

asio::awaitable<bool> ScimClient::find_group(const std::string& name, GroupLink& group, ScimStep& step) {
    const ScimGroups& groups = *sender_.profile().groups;
    ScimScope scope = group_scope(name, group, {});
    const ScimAnswer answer = co_await sender_.send(*groups.lookup, scope, step);
    const json::array* list = answer.ok && answer.body ? listed_resources(*answer.body) : nullptr;
    if (!list || answer.nobody) co_return answer.ok;
    bool has_id = true;
    if (const auto id = group_named(*list, name, has_id)) group.id = *id;
    if (!has_id) step.explanation = groups.lookup->title + ": the group found has no 'id'";
    co_return has_id;
}

asio::awaitable<bool> ScimClient::create_group(const std::string& name, GroupLink& group,
                                               const std::vector<Person>& members, ScimStep& step) {
    const ScimGroups& groups = *sender_.profile().groups;
    ScimScope scope = group_scope(name, group, members);
    const ScimAnswer answer = co_await sender_.send(groups.create, scope, step);
    if (!answer.ok) co_return false;
    const auto id = answer.body ? resource_id(*answer.body) : std::nullopt;
    if (id)
        group.id = *id;
    else
        step.explanation = groups.create.title + ": the answer has no 'id', so the group cannot be linked";
    co_return id.has_value();
}

asio::awaitable<bool> ScimClient::write_group(const ScimWrite& write, const std::string& name, ScimScope& scope,
                                              ScimStep& step) {
    if (write.strategy == ScimStrategy::nothing) {
        step.explanation = "nothing was sent: " + write.reason;
        co_return true;
    }
    if (write.when && !write.when->holds(sender_.options())) co_return true;
    const ScimAnswer answer = co_await sender_.send_all(write.requests, scope, step);
    if (answer.status == 404 && sender_.profile().on_missing != ScimMissing::fail) groups_.erase(name);
    co_return answer.ok;
}

asio::awaitable<bool> ScimClient::find_or_create(const std::string& name, GroupLink& group,
                                                 const std::vector<Person>& members, ScimStep& step) {
    bool ok = true;
    if (sender_.profile().groups->lookup) {
        step.name = "group_link";
        ok = co_await find_group(name, group, step);
    }
    if (ok && group.id.empty()) {
        step.name = "group_create";
        ok = co_await create_group(name, group, members, step);
    }
    const ScimProfile& profile = sender_.profile();
    if (!ok && step.status == 409 && profile.on_conflict == ScimConflict::link && profile.groups->lookup) {
        step.name = "group_link";
        ok = co_await find_group(name, group, step) && !group.id.empty();
        if (ok) step.explanation.clear();
    }
    co_return ok;
}

ScimClient::Event ScimClient::push(std::string name, std::vector<Person> members) {
    ScimStep step;
    step.name = "group_push";
    const ScimGroups& groups = *sender_.profile().groups;
    const std::size_t asked = members.size();
    members = provisioned(std::move(members));
    const auto known = groups_.find(name);
    GroupLink group = known == groups_.end() ? GroupLink{} : known->second;
    if (group.id.empty() && members.empty() && groups.skip_empty) {
        step.ok = true;
        step.explanation = "nothing was sent: a group without members is not created";
        co_return step;
    }
    if (group.id.empty()) {
        const bool there = co_await find_or_create(name, group, members, step);
        if (!there) co_return step;
    }
    groups_[name] = group;
    step.ok = true;
    const bool filled = groups.members_in_create && groups.members_in_create->holds(sender_.options());
    if (step.name != "group_create" || !filled) {
        ScimScope scope = group_scope(name, group, members);
        step.ok = co_await write_group(groups.fill, name, scope, step);
    }
    if (!step.ok) co_return step;
    groups_[name].members = members;
    step.explanation = "the group was pushed with " + std::to_string(members.size()) + " members";
    if (asked != members.size()) {
        step.explanation += "; " + std::to_string(asked - members.size()) + " who are not provisioned were left out";
    }
    co_return step;
}

ScimClient::Event ScimClient::change_group(std::string name, std::string new_name, std::vector<Person> members,
                                           bool renames) {
    ScimStep step;
    step.name = renames ? "group_rename" : "group_members";
    const auto known = groups_.find(name);
    if (known == groups_.end()) {
        step.explanation = "nothing was sent: the client has no link to this group";
        co_return step;
    }
    GroupLink group = known->second;
    members = provisioned(renames ? group.members : std::move(members));
    ScimScope scope = group_scope(new_name, group, members);
    if (!renames && scope.lists["added"].empty() && scope.lists["removed"].empty()) {
        step.ok = true;
        step.explanation = "nothing was sent: the members are the same";
        co_return step;
    }
    const ScimGroups& groups = *sender_.profile().groups;
    step.ok = co_await write_group(renames ? groups.rename : groups.members, name, scope, step);
    if (!step.ok && sender_.profile().on_missing == ScimMissing::create && !groups_.contains(name)) {
        co_return co_await push_again(std::move(new_name), std::move(members), std::move(step));
    }
    if (!step.ok) co_return step;
    groups_.erase(name);
    group.members = std::move(members);
    groups_[new_name] = std::move(group);
    if (step.exchanges.empty() && step.explanation.empty()) {
        step.explanation = "nothing was sent: the console's settings ask for nothing";
    }
    if (step.explanation.empty()) step.explanation = renames ? "the group was renamed" : "the members were changed";
    co_return step;
}

/// The server lost the group: found or created anew, whole.
ScimClient::Event ScimClient::push_again(std::string name, std::vector<Person> members, ScimStep lost) {
    ScimStep step = co_await push(std::move(name), std::move(members));
    step.exchanges.insert(step.exchanges.begin(), lost.exchanges.begin(), lost.exchanges.end());
    step.explanation = "the server lost the group (" + lost.explanation + "); " + step.explanation;
    co_return step;
}

bool ScimClient::has_groups() const {
    const auto& groups = sender_.profile().groups;
    return groups && (!groups->when || groups->when->holds(sender_.options()));
}

asio::awaitable<ScimStep> ScimClient::push_group(std::string name, std::vector<Person> members) {
    return has_groups() ? push(std::move(name), std::move(members)) : without_groups("group_push");
}

asio::awaitable<ScimStep> ScimClient::rename_group(std::string name, std::string new_name) {
    if (!has_groups()) return without_groups("group_rename");
    return change_group(std::move(name), std::move(new_name), {}, true);
}

asio::awaitable<ScimStep> ScimClient::set_members(std::string name, std::vector<Person> members) {
    if (!has_groups()) return without_groups("group_members");
    std::string same = name;
    return change_group(std::move(name), std::move(same), std::move(members), false);
}

std::vector<Person> ScimClient::members_of(const std::string& name) const {
    const auto known = groups_.find(name);
    return known == groups_.end() ? std::vector<Person>() : known->second.members;
}

bool ScimClient::members_differ(const std::string& name, const std::vector<Person>& members) const {
    return keys_of(provisioned(members)) != keys_of(provisioned(members_of(name)));
}

asio::awaitable<ScimStep> ScimClient::add_member(std::string name, Person member) {
    std::vector<Person> members = members_of(name);
    if (!keys_of(members).contains(directory_key(member))) members.push_back(std::move(member));
    return set_members(std::move(name), std::move(members));
}

asio::awaitable<ScimStep> ScimClient::remove_member(std::string name, Person member) {
    std::vector<Person> members = members_of(name);
    std::erase_if(members, [&](const Person& other) { return directory_key(other) == directory_key(member); });
    return set_members(std::move(name), std::move(members));
}

ScimClient::Event ScimClient::end_group(std::string name, const ScimWrite& write) {
    ScimStep step;
    step.name = "group_delete";
    const auto known = groups_.find(name);
    if (known == groups_.end()) {
        step.explanation = "nothing was sent: the client has no link to this group";
        co_return step;
    }
    GroupLink group = known->second;
    ScimScope scope = group_scope(name, group, group.members);
    step.ok = co_await write_group(write, name, scope, step);
    if (step.ok) groups_.erase(name);
    if (step.ok && step.explanation.empty()) step.explanation = "the group was taken away";
    co_return step;
}

ScimClient::Event ScimClient::without_groups(std::string name) const {
    ScimStep step;
    step.name = std::move(name);
    step.explanation = "nothing was sent: this client does not provision groups";
    co_return step;
}

asio::awaitable<ScimStep> ScimClient::unpush_group(std::string name) {
    return has_groups() ? end_group(std::move(name), sender_.profile().groups->unpush) : without_groups("group_delete");
}

asio::awaitable<ScimStep> ScimClient::erase_group(std::string name) {
    return has_groups() ? end_group(std::move(name), sender_.profile().groups->erase) : without_groups("group_delete");
}

} // namespace idpsim::idp
