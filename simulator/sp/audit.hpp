#pragma once
/// What was done by whom, to whom, when: an organisation's own history, in the directory's database. Nothing in it is ever
/// changed; it holds no secrets, since nothing secret is handed to it.
#include "simulator/scim/database.hpp"
#include "src/core/instant.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// Whose doing it was: somebody with a session, whoever has the organisation's admin token, the vendor's team, a SCIM
/// client, an identity provider, or somebody who proved nothing.
enum class ActorKind { person, admin_token, staff, scim, idp, stranger };

struct Actor {
    ActorKind kind = ActorKind::stranger;
    std::string name;   ///< a person's address, an IdP's entityID; "" for the others
};

struct AuditEntry {
    std::int64_t number = 0;   ///< of the organisation, from 1
    Instant at{};
    Actor actor;
    std::string action;        ///< "signed_in", "role_changed" ...: words that stay
    std::string target;        ///< whom or what it was done to; "" for none
    std::string detail;        ///< one sentence or less
};

/// Texts longer than this are cut: some of them are a stranger's.
inline constexpr std::size_t longest_audit_text = 200;

/// Bounded, so that nobody can fill the disk. What strangers bring about (refused logins, wrong passwords) has a bound of
/// its own, and so has what SCIM clients do, so that no flood of these pushes out what admins did.
class AuditLog {
public:
    static constexpr std::int64_t most_entries = 20'000, most_refusals = 2'000, most_provisioned = 5'000;   ///< of an organisation; the newest stay

    /// `database` must outlive it. Copies write the same log; nobody else may write it at the same time.
    explicit AuditLog(scim_server::Database& database);

    void add(std::string_view org, AuditEntry entry) const;
    /// The newest first, before the entry of that number.
    std::vector<AuditEntry> list(std::string_view org, std::int64_t before, std::int64_t limit) const;

private:
    std::int64_t next_number(std::string_view org) const;

    scim_server::Database* database_;
    /// The newest entry's number, by organisation: SCIM clients bring about thousands in a row.
    std::shared_ptr<std::map<std::string, std::int64_t, std::less<>>> newest_;
};

std::string_view name_of(ActorKind kind);   ///< "person", "admin token" ...
/// Whether the entry tells of somebody who was not let in.
bool is_refusal(std::string_view action);
/// {"number","at","actor":{"kind","name"},"action","target","detail"}
boost::json::object describe_entry(const AuditEntry& entry);

} // namespace idpsim::sp
