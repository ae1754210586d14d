#include "simulator/idp/scim_sync.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <utility>

namespace idpsim::idp {

namespace asio = boost::asio;
using Failed = ScimCycles::Failed;

/// One run, from its first request to its last.
struct ScimSync::Cycle {
    bool tasks = false; ///< an admin has what failed tried again
    ScimDirectory directory;
    std::function<void(const ScimCycleEvent&)> told;
    ScimCycleReport report = {};
    bool ended = false;
    int silent = 0; ///< requests in a row without answer
    std::string quarantine = {};
    std::size_t failed_references = 0;
    std::map<std::string, const Person*, std::less<>> by_username = {};

    std::vector<Person> members_of(const ScimGroup& group) const {
        std::vector<Person> out;
        for (const std::string& username : group.members) {
            if (const auto found = by_username.find(username); found != by_username.end()) out.push_back(*found->second);
        }
        return out;
    }
};

namespace {

std::string key_of(const ScimGroup& group) { return group.id.empty() ? group.name : group.id; }

/// Whether the client would send the same of both.
bool same(const Person& a, const Person& b) {
    const auto parts = [](const Person& p) {
        return std::tie(p.username, p.email, p.given_name, p.family_name, p.display_name, p.active, p.attributes, p.lists);
    };
    return parts(a) == parts(b);
}

bool same(const ScimGroup& a, const ScimGroup& b) { return a.name == b.name && a.members == b.members; }

void count(ScimCycleReport& report, const ScimStep& step) {
    const auto is = [&](std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), step.name) != names.end();
    };
    if (!step.ok)
        ++report.failed;
    else if (is({"create"}) && step.writes > 0)
        ++report.created;
    else if (is({"link"}))
        ++report.linked;
    else if (step.writes == 0)
        ++report.unchanged;
    else if (is({"update", "reactivate", "references"}))
        ++report.updated;
    else if (is({"deactivate", "suspend"}))
        ++report.disabled;
    else if (is({"remove", "delete"}))
        ++report.removed;
    else
        ++report.groups;
}

/// The pause after that many failures in a row.
Millis escrow_pause(const ScimCycles& rules, std::size_t failures) {
    double pause = static_cast<double>(rules.escrow_first.count());
    const auto most = static_cast<double>(rules.escrow_longest.count());
    for (std::size_t i = 1; i < failures && pause < most; ++i) pause *= rules.escrow_factor;
    return Millis{static_cast<Millis::rep>(std::min(pause, most))};
}

} // namespace

ScimSync::ScimSync(ScimClient& client, const Clock& clock)
    : client_(&client), clock_(&clock),
      quarantine_(client.profile().quarantine ? &*client.profile().quarantine : nullptr) {}

Instant ScimSync::next() const {
    const Instant now = clock_->now();
    if (quarantine_.next()) return std::max(now, *quarantine_.next());
    return began_ ? std::max(now, *began_ + client_->profile().cycle.interval) : now;
}

/// Whether something that failed, or never went through, has its turn.
template <class What> bool ScimSync::is_due(const Told<What>& told, const What& wanted, const Cycle& cycle) const {
    if (told.failures == 0 || cycle.tasks) return true;
    switch (client_->profile().cycle.failed) {
    case Failed::next:
        return true;
    case Failed::task:
        return !told.tried || !same(*told.tried, wanted);
    case Failed::escrow:
        return told.again && clock_->now() >= *told.again;
    }
    return true;
}

template <class What> void ScimSync::settle(Told<What>& told, const What& what, bool ok) {
    const ScimCycles& rules = client_->profile().cycle;
    told.tried = what;
    if (ok) {
        told.sent = what;
        told.failures = 0;
        told.stale = false;
        return;
    }
    const Instant now = clock_->now();
    if (told.failures++ == 0) told.failing_since = now;
    const bool given_up = rules.escrow_ends > Millis{0} && now - told.failing_since >= rules.escrow_ends;
    told.again = given_up ? std::nullopt : std::optional(now + escrow_pause(rules, told.failures));
}

void ScimSync::end_cycle(Cycle& cycle, std::string why) {
    cycle.ended = true;
    cycle.report.complete = false;
    cycle.report.explanation = std::move(why);
}

/// Counts and tells an event, and looks whether the cycle has to end with it.
bool ScimSync::take(Cycle& cycle, const std::string& subject, ScimStep step) {
    const bool ok = step.ok;
    count(cycle.report, step);
    if (!step.exchanges.empty()) cycle.silent = step.silent ? cycle.silent + 1 : 0;
    if (cycle.silent >= client_->profile().cycle.silence) {
        end_cycle(cycle, "the cycle ended early: no answer to " + std::to_string(cycle.silent) +
                             " events in a row (" + step.explanation + ")");
    }
    if (std::string reason = quarantine_.fatal(step); !reason.empty()) {
        end_cycle(cycle, "the cycle ended early: " + reason);
        cycle.quarantine = std::move(reason);
    }
    const bool worth_telling = !step.ok || !step.exchanges.empty();
    ScimCycleEvent event{subject, std::move(step)};
    if (cycle.told)
        cycle.told(event);
    else if (worth_telling)
        cycle.report.events.push_back(std::move(event));
    return ok;
}

// Plain functions: GCC 12 destroys the arguments of a call inside ?: twice when a coroutine makes it.
ScimSync::Event ScimSync::tell_active(const Person& person) {
    if (person.active) return client_->reactivate(person);
    return client_->deactivate(person);
}

ScimSync::Event ScimSync::tell_leaver(const Person& person, bool erased) {
    if (erased) return client_->erase(person);
    return client_->remove(person);
}

ScimSync::Event ScimSync::tell_gone_group(const std::string& name, bool erased) {
    if (erased) return client_->erase_group(name);
    return client_->unpush_group(name);
}

ScimSync::Event ScimSync::tell_new_group(const std::string& name, std::vector<Person> members, bool members_later) {
    if (members_later) members.clear();
    return client_->push_group(name, std::move(members));
}

asio::awaitable<bool> ScimSync::tell_person(Cycle& cycle, Person person) {
    Told<Person>& told = people_[directory_key(person)];
    if (told.stale || !told.sent || !client_->linked_id(told.sent->username)) {
        ScimStep step = co_await client_->provision(person);
        co_return take(cycle, person.username, std::move(step));
    }
    Person before = *told.sent;
    const bool turned = before.active != person.active;
    before.active = person.active;
    const bool changed = !same(before, person);
    bool ok = true;
    if (changed || !turned) {
        ScimStep step = co_await client_->update(person);
        ok = take(cycle, person.username, std::move(step));
    }
    if (ok && turned && !(changed && client_->profile().cycle.active_in_update)) {
        ScimStep step = co_await tell_active(person);
        ok = take(cycle, person.username, std::move(step));
    }
    co_return ok;
}

asio::awaitable<void> ScimSync::pass_people(Cycle& cycle) {
    for (const Person& person : cycle.directory.people) {
        if (cycle.ended) co_return;
        Told<Person>& told = people_[directory_key(person)];
        const bool same_as_sent = told.sent && !told.stale && told.failures == 0 && same(*told.sent, person);
        if (same_as_sent || !is_due(told, person, cycle)) {
            if (same_as_sent) ++cycle.report.unchanged;
            continue;
        }
        const bool ok = co_await tell_person(cycle, person);
        settle(told, person, ok);
        told.refers = told.refers || ok;
    }
}

/// Those who are out of scope now, or gone.
asio::awaitable<void> ScimSync::pass_leavers(Cycle& cycle) {
    std::set<std::string> here;
    for (const Person& person : cycle.directory.people) here.insert(directory_key(person));
    for (auto entry = people_.begin(); entry != people_.end() && !cycle.ended;) {
        auto& [key, told] = *entry;
        if (here.contains(key)) {
            ++entry;
            continue;
        }
        if (told.sent) {
            Person person = *told.sent;
            person.active = false;
            if (!is_due(told, person, cycle)) {
                ++entry;
                continue;
            }
            ScimStep step = co_await tell_leaver(person, cycle.directory.erased.contains(key));
            if (!client_->linked_id(person.username) && step.exchanges.empty()) step.ok = true; // nobody was ever made
            const bool ok = take(cycle, person.username, std::move(step));
            if (!ok) {
                const auto sent = told.sent;
                settle(told, person, false);
                told.sent = sent;
                ++entry;
                continue;
            }
        }
        entry = people_.erase(entry);
    }
}

asio::awaitable<bool> ScimSync::tell_group(Cycle& cycle, ScimGroup group) {
    Told<ScimGroup>& told = groups_[key_of(group)];
    const bool references_last = client_->profile().cycle.references_last;
    const std::vector<Person> members = cycle.members_of(group);
    if (told.stale || !told.sent || !client_->linked_group_id(told.sent->name)) {
        ScimStep step = co_await tell_new_group(group.name, members, references_last);
        co_return take(cycle, group.name, std::move(step));
    }
    bool ok = true;
    if (told.sent->name != group.name) {
        ScimStep step = co_await client_->rename_group(told.sent->name, group.name);
        ok = take(cycle, group.name, std::move(step));
        if (ok) told.sent->name = group.name;
    }
    if (ok && !references_last && client_->members_differ(group.name, members)) {
        ScimStep step = co_await client_->set_members(group.name, members);
        ok = take(cycle, group.name, std::move(step));
    }
    co_return ok;
}

asio::awaitable<void> ScimSync::pass_groups(Cycle& cycle) {
    if (!client_->has_groups()) co_return;
    for (const ScimGroup& group : cycle.directory.groups) {
        if (cycle.ended) co_return;
        Told<ScimGroup>& told = groups_[key_of(group)];
        // People of the group may have come to the server since: their membership is still to be told.
        const bool differ = told.sent && client_->members_differ(group.name, cycle.members_of(group));
        const bool same_as_sent = told.sent && !told.stale && told.failures == 0 && same(*told.sent, group) && !differ;
        if (same_as_sent || !is_due(told, group, cycle)) continue;
        const bool ok = co_await tell_group(cycle, group);
        settle(told, group, ok);
        told.refers = told.refers || ok;
    }
}

asio::awaitable<void> ScimSync::pass_gone_groups(Cycle& cycle) {
    std::set<std::string> here;
    for (const ScimGroup& group : cycle.directory.groups) here.insert(key_of(group));
    for (auto entry = groups_.begin(); entry != groups_.end() && !cycle.ended && client_->has_groups();) {
        auto& [key, told] = *entry;
        bool ok = true;
        if (here.contains(key)) {
            ++entry;
            continue;
        }
        if (told.sent && client_->linked_group_id(told.sent->name)) {
            const std::string name = told.sent->name;
            ScimStep step = co_await tell_gone_group(name, cycle.directory.erased.contains(key));
            ok = take(cycle, name, std::move(step));
        }
        entry = ok ? groups_.erase(entry) : std::next(entry);
    }
}

/// Managers and members, when everybody they point to has been made.
asio::awaitable<void> ScimSync::pass_references(Cycle& cycle) {
    if (!client_->profile().cycle.references_last) co_return;
    client_->refer_later(false);
    for (const Person& person : cycle.directory.people) {
        if (cycle.ended) co_return;
        Told<Person>& told = people_[directory_key(person)];
        if (!told.refers) continue;
        ScimStep step = co_await client_->refer(person);
        const bool ok = step.ok;
        if (!ok || !step.exchanges.empty()) take(cycle, person.username, std::move(step));
        told.refers = !ok;
        cycle.failed_references += ok ? 0 : 1;
    }
    for (const ScimGroup& group : cycle.directory.groups) {
        if (cycle.ended || !client_->has_groups()) co_return;
        Told<ScimGroup>& told = groups_[key_of(group)];
        const std::vector<Person> members = cycle.members_of(group);
        if (!told.sent || !client_->linked_group_id(group.name) || !client_->members_differ(group.name, members)) continue;
        ScimStep step = co_await client_->set_members(group.name, members);
        const bool ok = take(cycle, group.name, std::move(step));
        cycle.failed_references += ok ? 0 : 1;
    }
}

/// In quarantine or out of it, and the report's sentence.
void ScimSync::conclude(Cycle& cycle) {
    ScimFailures failures;
    failures.in_scope = people_.size() + groups_.size();
    failures.references = cycle.failed_references;
    for (const auto& [key, told] : people_) failures.objects += told.failures > 0 ? 1 : 0;
    for (const auto& [key, told] : groups_) failures.objects += told.failures > 0 ? 1 : 0;
    if (cycle.quarantine.empty()) cycle.quarantine = quarantine_.too_many(failures);
    quarantine_.conclude(cycle.quarantine, clock_->now());
    cycle.report.quarantine = quarantine_.reason();
    if (!cycle.report.complete) return;
    cycle.report.explanation = cycle.report.failed == 0 ? "the cycle went through"
                                                        : std::to_string(cycle.report.failed) + " could not be provisioned";
}

asio::awaitable<ScimCycleReport> ScimSync::run(ScimCycleKind kind, ScimDirectory directory,
                                               std::function<void(const ScimCycleEvent&)> told) {
    Cycle cycle{kind == ScimCycleKind::tasks, std::move(directory), std::move(told)};
    const bool anew = kind == ScimCycleKind::restart || (kind == ScimCycleKind::initial && whole_);
    if (anew) {
        quarantine_.clear();
        for (auto& [key, one] : people_) one.stale = true, one.failures = 0;
        for (auto& [key, one] : groups_) one.stale = true, one.failures = 0;
    }
    const Instant now = clock_->now();
    cycle.report.ran = !quarantine_.is_disabled(now) && (!quarantine_.next() || now >= *quarantine_.next());
    if (!cycle.report.ran) {
        cycle.report.complete = false;
        cycle.report.quarantine = quarantine_.reason();
        cycle.report.explanation = quarantine_.is_disabled(now)
                                       ? "nothing was sent: the job was switched off after its time in quarantine"
                                       : "nothing was sent: in quarantine until " + format_instant(*quarantine_.next());
        co_return std::move(cycle.report);
    }
    began_ = now;
    for (const Person& person : cycle.directory.people) cycle.by_username[person.username] = &person;
    client_->refer_later(client_->profile().cycle.references_last);
    co_await pass_people(cycle);
    co_await pass_leavers(cycle);
    co_await pass_groups(cycle);
    co_await pass_gone_groups(cycle);
    co_await pass_references(cycle);
    client_->refer_later(false);
    whole_ = whole_ || cycle.report.complete;
    conclude(cycle);
    co_return std::move(cycle.report);
}

void ScimSync::note(const Person& person, bool ok) {
    if (ok) settle(people_[directory_key(person)], person, true);
}

void ScimSync::note_gone(const Person& person) { people_.erase(directory_key(person)); }

void ScimSync::note_group(const ScimGroup& group, bool ok) {
    if (ok) settle(groups_[key_of(group)], group, true);
}

void ScimSync::note_group_gone(const std::string& name) {
    std::erase_if(groups_, [&](const auto& entry) { return entry.second.sent && entry.second.sent->name == name; });
}

} // namespace idpsim::idp
