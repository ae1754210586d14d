/// `t.scim`: who is in the app's scope, the vendor's cycles over it, import, the console's fields, and what goes wrong on the
/// way to the server.
#include "src/engine/story_scim.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

using idp::Person;
using Group = Provisioning::Group;

/// A cycle, as scenarios see it.
struct StoryCycle {
    idp::ScimCycleReport report;
    std::vector<StoryStep> steps;
    std::string began, next; ///< on the case's clock
    std::size_t sent = 0;    ///< requests
};

struct StoryImport {
    idp::ScimImport report;
    StoryStep step;
};

bool has_member(const Group& group, const std::string& username) {
    return std::ranges::find(group.members, username, &Person::username) != group.members.end();
}

/// Assigned themselves, or by a group: of a group's people only those who are in it, not in a group that is in it.
bool in_scope(const StoryScim& self, const Person& person) {
    if (self.sides.idp->idp.tenant().may_use(person)) return true;
    return std::ranges::any_of(self.sides.sp->scim.groups, [&](const auto& entry) {
        return entry.second.assigned && has_member(entry.second, person.username);
    });
}

idp::ScimDirectory directory_of(const StoryScim& self) {
    const Provisioning& scim = self.sides.sp->scim;
    idp::ScimDirectory out;
    for (const Person& person : self.sides.idp->idp.tenant().people)
        if (in_scope(self, person)) out.people.push_back(person);
    for (const auto& [name, group] : scim.groups) {
        idp::ScimGroup told{group.id, name, {}};
        for (const Person& member : group.members) told.members.push_back(member.username);
        out.groups.push_back(std::move(told));
    }
    out.erased = scim.erased;
    return out;
}

struct CycleOptions {
    idp::ScimCycleKind kind = idp::ScimCycleKind::incremental;
    bool wait = true;
};

CycleOptions cycle_options(const lua::Value& given) {
    CycleOptions out;
    if (given.is_nil()) return out;
    const lua::Table* table = given.table();
    if (!table) throw lua::ScriptError("a table with kind was expected");
    using Kind = idp::ScimCycleKind;
    static const std::map<std::string, Kind, std::less<>> kinds{
        {"initial", Kind::initial}, {"incremental", Kind::incremental}, {"restart", Kind::restart}, {"tasks", Kind::tasks}};
    for (const auto& [name, value] : table->fields) {
        if (name == "kind") {
            const auto kind = value.text() ? kinds.find(*value.text()) : kinds.end();
            if (kind == kinds.end()) throw lua::ScriptError("kind: initial, incremental, restart or tasks was expected");
            out.kind = kind->second;
        } else if (name == "wait") out.wait = value.truthy();
        else throw lua::ScriptError("a cycle has kind and wait; \"" + name + "\" does not fit");
    }
    return out;
}

/// Lets the clock go on to the vendor's next cycle, and plays it.
asio::awaitable<Result<StoryCycle>> cycle(StoryScim& self, lua::Value given) {
    const CycleOptions options = cycle_options(given);
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    idp::ScimSync& sync = *self.sides.sp->scim.sync;
    VirtualClock& clock = self.universe().clock();
    const bool by_hand = options.kind == idp::ScimCycleKind::restart || options.kind == idp::ScimCycleKind::tasks;
    if (options.wait && !by_hand && sync.next() > clock.now()) clock.advance(sync.next() - clock.now());
    StoryCycle out;
    out.began = format_instant(clock.now());
    out.report = co_await sync.run(options.kind, directory_of(self));
    out.next = format_instant(sync.next());
    for (const idp::ScimCycleEvent& event : out.report.events) {
        out.steps.push_back(begin_step(self, event.step, event.subject));
        out.sent += event.step.exchanges.size();
    }
    co_return out;
}

/// Whether the vendor tells the server of a change at once.
bool speaks_at_once(const idp::ScimClient& client) { return client.profile().cycle.interval == Millis{0}; }

/// Several events, played one after the other as one step.
asio::awaitable<idp::ScimStep> tell_all(StoryScim self, idp::ScimClient& client, std::vector<Person> people, bool leaving) {
    idp::ScimStep out;
    out.name = leaving ? "unassign" : "assign";
    out.ok = true;
    idp::ScimSync& sync = *self.sides.sp->scim.sync;
    for (const Person& person : people) {
        idp::ScimStep step;
        if (leaving)
            step = co_await client.remove(person);
        else
            step = co_await client.provision(person);
        if (leaving)
            sync.note_gone(person);
        else
            sync.note(person, step.ok);
        append_step(out, std::move(step));
    }
    co_return out;
}

idp::ScimStep left_for_the_cycle(const StoryScim& self, std::string name) {
    idp::ScimStep out;
    out.name = std::move(name);
    out.ok = true;
    out.explanation = "nothing was sent yet: the next cycle begins at " + format_instant(self.sides.sp->scim.sync->next());
    return out;
}

/// The admin assigns the person to the app.
ScimWaiting assign(StoryScim& self, const Person& person) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    self.sides.idp->idp.assign(person.username);
    if (!speaks_at_once(**client)) co_return begin_step(self, left_for_the_cycle(self, "assign"), person.username);
    std::vector<Person> joiners;
    joiners.push_back(person);
    const idp::ScimStep done = co_await tell_all(self, **client, std::move(joiners), false);
    co_return begin_step(self, done, person.username);
}

/// The person's own assignment ends; who is in scope by a group stays.
ScimWaiting unassign(StoryScim& self, const Person& person) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    self.sides.idp->idp.unassign(person.username);
    if (!speaks_at_once(**client)) co_return begin_step(self, left_for_the_cycle(self, "unassign"), person.username);
    std::vector<Person> leavers;
    if (!in_scope(self, person)) leavers.push_back(person);
    idp::ScimStep done = co_await tell_all(self, **client, leavers, true);
    if (leavers.empty()) done.explanation = "nothing was sent: a group keeps the person in scope";
    co_return begin_step(self, done, person.username);
}

/// The admin assigns a group: its members come into scope, and the group is pushed.
ScimWaiting assign_group(StoryScim& self, std::string name, std::vector<Person> members) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    Group& group = self.sides.sp->scim.groups[name];
    if (group.id.empty()) group.id = name;
    group.members = members;
    group.assigned = true;
    if (!speaks_at_once(**client)) co_return begin_step(self, left_for_the_cycle(self, "assign_group"), {});
    std::vector<Person> joiners;
    for (const Person& member : members)
        if (!(*client)->linked_id(member.username)) joiners.push_back(member);
    idp::ScimStep done = co_await tell_all(self, **client, joiners, false);
    idp::ScimStep pushed;
    if ((*client)->has_groups()) pushed = co_await (*client)->push_group(name, members);
    if ((*client)->has_groups()) append_step(done, std::move(pushed));
    done.name = "assign_group";
    co_return begin_step(self, done, {});
}

/// The group is taken off the app: it is un-pushed, and those whom nothing else keeps in scope leave.
ScimWaiting unassign_group(StoryScim& self, std::string name) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    auto& groups = self.sides.sp->scim.groups;
    const auto found = groups.find(name);
    if (found == groups.end()) throw lua::ScriptError("no group is named \"" + name + "\" here");
    const Group group = found->second;
    groups.erase(found);
    if (!speaks_at_once(**client)) co_return begin_step(self, left_for_the_cycle(self, "unassign_group"), {});
    std::vector<Person> leavers;
    for (const Person& member : group.members)
        if (!in_scope(self, member)) leavers.push_back(member);
    idp::ScimStep done = co_await tell_all(self, **client, leavers, true);
    idp::ScimStep ended;
    if ((*client)->has_groups()) ended = co_await (*client)->unpush_group(name);
    if ((*client)->has_groups()) append_step(done, std::move(ended));
    self.sides.sp->scim.sync->note_group_gone(name);
    done.name = "unassign_group";
    co_return begin_step(self, done, {});
}

asio::awaitable<Result<StoryImport>> import(StoryScim& self) {
    auto client = co_await self.universe().scim(self.sides);
    if (!client) co_return client.error();
    StoryImport out;
    out.report = co_await (*client)->import(self.sides.idp->idp.tenant().people);
    idp::ScimStep done;
    done.name = "import";
    done.ok = out.report.ok;
    done.explanation = out.report.explanation;
    done.exchanges = out.report.exchanges;
    out.step = begin_step(self, done, {});
    co_return out;
}

/// Fields of the vendor's SCIM console, by key or label.
void set(StoryScim& self, std::map<std::string, std::string> fields) {
    Provisioning& scim = self.sides.sp->scim;
    try {
        if (scim.client) scim.client->set_options(fields);
    } catch (const Failure& refused) {
        throw lua::ScriptError(refused.what());
    }
    for (auto& [name, value] : fields) scim.options[name] = std::move(value);
}

std::int64_t number_of(const std::string& name, const lua::Value& value, std::int64_t least, std::int64_t most) {
    const auto* number = std::get_if<std::int64_t>(&value.data);
    if (!number || *number < least || *number > most)
        throw lua::ScriptError(name + ": a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " was expected");
    return *number;
}

std::string text_of(const std::string& name, const lua::Value& value) {
    if (!value.text()) throw lua::ScriptError(name + ": a text was expected");
    return *value.text();
}

/// "POST /Users*", "POST" or "/Users*".
void read_on(const std::string& on, Disturbance& out) {
    const auto space = on.find(' ');
    const std::string first = on.substr(0, space);
    if (!first.starts_with('/')) out.method = first;
    if (space != std::string::npos) out.path = on.substr(space + 1);
    else if (first.starts_with('/')) out.path = first;
}

std::string kind_of(const std::string& text) {
    const auto kinds = names_of(disturbance_kinds(), [](const auto& one) { return one.first; });
    if (std::ranges::find(kinds, text) == kinds.end())
        throw lua::ScriptError("kind: \"" + text + "\" is none" + did_you_mean_or_list(text, kinds));
    return text;
}

Headers headers_of(const lua::Value& value) {
    const lua::Table* table = value.table();
    if (!table) throw lua::ScriptError("headers: a table from names to texts was expected");
    Headers out;
    for (const auto& [name, one] : table->fields) out.emplace_back(name, text_of("headers: " + name, one));
    return out;
}

Disturbance disturbance_of(const lua::Value& given) {
    constexpr std::int64_t many = 1'000'000;
    const lua::Table* table = given.table();
    if (!table) throw lua::ScriptError("a table was expected");
    Disturbance out;
    for (const auto& [name, value] : table->fields) {
        if (name == "on") read_on(text_of(name, value), out);
        else if (name == "after") out.after = static_cast<int>(number_of(name, value, 0, many));
        else if (name == "times") out.times = static_cast<int>(number_of(name, value, 1, many));
        else if (name == "status") out.status = static_cast<int>(number_of(name, value, 200, 599));
        else if (name == "total_results") out.total_results = number_of(name, value, 0, many * many);
        else if (name == "body") out.body = text_of(name, value);
        else if (name == "kind") out.kind = kind_of(text_of(name, value));
        else if (name == "headers") out.headers = headers_of(value);
        else if (name == "reaches") out.reaches = value.truthy();
        else throw lua::ScriptError("a disturbance has on, after, times, reaches, kind, status, headers, body and total_results; \"" + name +
                                    "\" does not fit");
    }
    return out;
}

/// A table of what an import saw.
std::vector<std::map<std::string, lua::Value>> seen(const idp::ScimImported& imported) {
    std::vector<std::map<std::string, lua::Value>> out;
    for (const idp::ScimSeen& one : imported.resources) {
        std::map<std::string, lua::Value> fields{{"id", {one.id}}, {"name", {one.name}}, {"active", {one.active}}};
        if (!one.person.empty()) fields["person"] = {one.person};
        out.push_back(std::move(fields));
    }
    return out;
}

} // namespace

void append_step(idp::ScimStep& step, idp::ScimStep more) {
    step.exchanges.insert(step.exchanges.end(), more.exchanges.begin(), more.exchanges.end());
    step.writes += more.writes;
    step.status = more.status;
    step.silent = more.silent;
    // The first failure is the step's; else the last event speaks.
    if (step.ok) step.explanation = std::move(more.explanation);
    step.ok = step.ok && more.ok;
}

void add_cycle_members(std::vector<lua::Member>& members) {
    members.push_back(lua::waits("cycle", cycle));
    members.push_back(lua::waits("assign", assign));
    members.push_back(lua::waits("unassign", unassign));
    members.push_back(lua::waits("assign_group", assign_group));
    members.push_back(lua::waits("unassign_group", unassign_group));
    members.push_back(lua::waits("import", import));
    members.push_back(lua::method("set", set));
    members.push_back(lua::method("disturb", [](StoryScim& self, lua::Value given) {
        self.sides.sp->scim.disturbances.add(disturbance_of(given));
    }));
    members.push_back(lua::method("calm", [](StoryScim& self) { self.sides.sp->scim.disturbances.clear(); }));
}

void register_story_cycle(lua::State& state) {
    const auto count = [](const char* name, std::size_t idp::ScimCycleReport::*member) {
        return lua::field(name, [member](const StoryCycle& self) { return self.report.*member; });
    };
    using Report = idp::ScimCycleReport;
    lua::register_type<StoryCycle>(
        state, "cycle", lua::field("ok", [](const StoryCycle& self) { return self.report.complete && self.report.failed == 0; }),
        lua::field("ran", [](const StoryCycle& self) { return self.report.ran; }),
        lua::field("complete", [](const StoryCycle& self) { return self.report.complete; }),
        lua::field("explanation", [](const StoryCycle& self) { return self.report.explanation; }),
        lua::field("quarantine", [](const StoryCycle& self) { return self.report.quarantine.empty() ? std::optional<std::string>() : self.report.quarantine; }),
        count("created", &Report::created), count("linked", &Report::linked), count("updated", &Report::updated),
        count("disabled", &Report::disabled), count("removed", &Report::removed), count("groups", &Report::groups),
        count("failed", &Report::failed), count("unchanged", &Report::unchanged), lua::field("steps", &StoryCycle::steps),
        lua::field("began", &StoryCycle::began), lua::field("next", &StoryCycle::next), lua::field("sent", &StoryCycle::sent));
    lua::register_type<StoryImport>(
        state, "import", lua::field("ok", [](const StoryImport& self) { return self.report.ok; }),
        lua::field("explanation", [](const StoryImport& self) { return self.report.explanation; }),
        lua::field("users", [](const StoryImport& self) { return seen(self.report.users); }),
        lua::field("groups", [](const StoryImport& self) { return seen(self.report.groups); }),
        lua::field("pages", [](const StoryImport& self) { return self.report.users.pages; }),
        lua::field("lost", [](const StoryImport& self) { return self.report.lost; }),
        lua::field("step", &StoryImport::step));
}

} // namespace idpsim::engine
