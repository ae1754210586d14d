#pragma once
/// Cycles of a vendor's provisioning job: what the directory says now is compared with what the server was told, and the
/// difference goes through ScimClient in the vendor's order. What fails, or is cut off, is left for a later cycle.
#include "simulator/idp/scim_client.hpp"
#include "simulator/idp/scim_quarantine.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace idpsim::idp {

/// A group that is pushed.
struct ScimGroup {
    std::string id;                   ///< stays when the name changes; "" : the name
    std::string name;
    std::vector<std::string> members; ///< usernames; who is not in scope is left out, as every vendor does
};

/// What is in the app's scope.
struct ScimDirectory {
    std::vector<Person> people;
    std::vector<ScimGroup> groups;
    std::set<std::string> erased; ///< ids (else usernames, names) of those who are gone from the directory altogether
};

enum class ScimCycleKind {
    initial,     ///< everybody; one that was cut off goes on
    incremental, ///< what changed since, and what failed as far as its time has come
    restart,     ///< everybody again; the links stay
    tasks,       ///< as incremental, and an admin has what failed tried again
};

/// One event of a cycle.
struct ScimCycleEvent {
    std::string subject; ///< username or group's name
    ScimStep step;
};

struct ScimCycleReport {
    bool ran = true;         ///< false: in quarantine, or switched off
    bool complete = true;    ///< false: it ended early
    std::string explanation; ///< one sentence
    std::string quarantine;  ///< why; "" when the job is not in quarantine after it
    std::size_t created = 0, linked = 0, updated = 0, disabled = 0, removed = 0, groups = 0, failed = 0, unchanged = 0;
    std::vector<ScimCycleEvent> events; ///< those that sent something or failed; none when a listener was given
};

class ScimSync {
public:
    /// `client` and `clock` must outlive it.
    ScimSync(ScimClient& client, const Clock& clock);

    /// When the vendor begins the next cycle: now for those who speak at once.
    Instant next() const;
    /// `told` hears of every event instead of the report.
    boost::asio::awaitable<ScimCycleReport> run(ScimCycleKind kind, ScimDirectory directory,
                                                std::function<void(const ScimCycleEvent&)> told = {});

    /// An event was played without a cycle: the person is as told, or no longer in scope.
    void note(const Person& person, bool ok);
    void note_gone(const Person& person);
    void note_group(const ScimGroup& group, bool ok);
    void note_group_gone(const std::string& name);

    const ScimQuarantineState& quarantine() const { return quarantine_; }

private:
    /// What was told of one person or group, and what came of it.
    template <class What> struct Told {
        std::optional<What> sent;  ///< nothing: never with success
        std::optional<What> tried; ///< the last time, whatever came of it
        bool stale = false;        ///< told, but to be told again
        std::size_t failures = 0; ///< in a row
        Instant failing_since{};
        std::optional<Instant> again;
        bool refers = false;      ///< its references are still to be sent
    };
    using Event = boost::asio::awaitable<ScimStep>;
    struct Cycle;

    boost::asio::awaitable<void> pass_people(Cycle& cycle);
    boost::asio::awaitable<void> pass_leavers(Cycle& cycle);
    boost::asio::awaitable<void> pass_groups(Cycle& cycle);
    boost::asio::awaitable<void> pass_gone_groups(Cycle& cycle);
    boost::asio::awaitable<void> pass_references(Cycle& cycle);
    Event tell_active(const Person& person);
    Event tell_leaver(const Person& person, bool erased);
    Event tell_gone_group(const std::string& name, bool erased);
    Event tell_new_group(const std::string& name, std::vector<Person> members, bool members_later);
    boost::asio::awaitable<bool> tell_person(Cycle& cycle, Person person);
    boost::asio::awaitable<bool> tell_group(Cycle& cycle, ScimGroup group);
    template <class What> bool is_due(const Told<What>& told, const What& wanted, const Cycle& cycle) const;
    template <class What> void settle(Told<What>& told, const What& what, bool ok);
    void conclude(Cycle& cycle);
    static void end_cycle(Cycle& cycle, std::string why);
    bool take(Cycle& cycle, const std::string& subject, ScimStep step);

    ScimClient* client_;
    const Clock* clock_;
    ScimQuarantineState quarantine_;
    std::map<std::string, Told<Person>> people_;
    std::map<std::string, Told<ScimGroup>> groups_;
    std::optional<Instant> began_; ///< the last cycle
    bool whole_ = false;           ///< an initial cycle has gone through
};

} // namespace idpsim::idp
