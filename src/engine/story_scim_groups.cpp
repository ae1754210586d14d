/// `t.scim`: what happens to groups.
#include "src/engine/story_scim.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace json = boost::json;
namespace {

using idp::Person;
using idp::ScimClient;
using Group = Provisioning::Group;

std::vector<std::string> usernames(const std::vector<Person>& people) {
    std::vector<std::string> out;
    for (const Person& person : people) out.push_back(person.username);
    return out;
}

/// The group of that name as the story has it; made when it is new.
Group& group_named(StoryScim& self, const std::string& name) {
    Group& group = self.sides.sp->scim.groups[name];
    if (group.id.empty()) group.id = name;
    return group;
}

/// The members that the group should have now, by the SP's ids.
asio::awaitable<StoryStep> after_group(StoryScim self, ScimClient& client, idp::ScimStep done, std::string name) {
    const Group& group = group_named(self, name);
    if (done.ok) self.sides.sp->scim.sync->note_group({group.id, name, usernames(group.members)}, true);
    StoryStep step = begin_step(self, done, {});
    json::array ids;
    for (const Person& member : group.members)
        if (const auto id = client.linked_id(member.username)) ids.push_back(json::value(*id));
    step.record.wanted.emplace_back("members", std::move(ids));
    if (const auto id = client.linked_group_id(name)) co_await read_back(self, "/Groups/" + percent_encode(*id), step);
    co_return step;
}

ScimWaiting push_group(StoryScim& self, std::string name, std::vector<Person> members) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    group_named(self, name).members = members;
    idp::ScimStep done = co_await (*client)->push_group(name, members);
    co_return co_await after_group(self, **client, std::move(done), name);
}

ScimWaiting add_member(StoryScim& self, std::string name, const Person& person) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    std::vector<Person>& members = group_named(self, name).members;
    if (std::ranges::find(members, person.username, &Person::username) == members.end()) members.push_back(person);
    idp::ScimStep done = co_await (*client)->add_member(name, person);
    co_return co_await after_group(self, **client, std::move(done), name);
}

ScimWaiting remove_member(StoryScim& self, std::string name, const Person& person) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    std::vector<Person>& members = group_named(self, name).members;
    idp::ScimStep done = co_await (*client)->remove_member(name, person);
    // Some vendors only ever add members, and send nothing when one leaves.
    if (done.writes > 0) std::erase_if(members, [&](const Person& one) { return one.username == person.username; });
    co_return co_await after_group(self, **client, std::move(done), name);
}

ScimWaiting rename_group(StoryScim& self, std::string name, std::string new_name) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    group_named(self, name);
    auto& groups = self.sides.sp->scim.groups;
    auto node = groups.extract(name);
    node.key() = new_name;
    groups.insert(std::move(node));
    idp::ScimStep done = co_await (*client)->rename_group(name, new_name);
    co_return co_await after_group(self, **client, std::move(done), new_name);
}

/// What the server has of the group that the client knew before.
asio::awaitable<StoryStep> after_end(StoryScim self, std::string name, std::optional<std::string> id, idp::ScimStep done) {
    self.sides.sp->scim.sync->note_group_gone(name);
    self.sides.sp->scim.groups.erase(name);
    StoryStep step = begin_step(self, done, {});
    if (id) co_await read_back(self, "/Groups/" + percent_encode(*id), step);
    co_return step;
}

ScimWaiting unpush_group(StoryScim& self, std::string name) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    const auto id = (*client)->linked_group_id(name);
    idp::ScimStep done = co_await (*client)->unpush_group(name);
    co_return co_await after_end(self, name, id, std::move(done));
}

ScimWaiting erase_group(StoryScim& self, std::string name) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    const auto id = (*client)->linked_group_id(name);
    self.sides.sp->scim.erased.insert(group_named(self, name).id);
    idp::ScimStep done = co_await (*client)->erase_group(name);
    co_return co_await after_end(self, name, id, std::move(done));
}

} // namespace

void add_group_members(std::vector<lua::Member>& members) {
    members.push_back(lua::waits("push_group", push_group));
    members.push_back(lua::waits("add_member", add_member));
    members.push_back(lua::waits("remove_member", remove_member));
    members.push_back(lua::waits("rename_group", rename_group));
    members.push_back(lua::waits("unpush_group", unpush_group));
    members.push_back(lua::waits("erase_group", erase_group));
}

} // namespace idpsim::engine
