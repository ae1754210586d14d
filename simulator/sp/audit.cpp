#include "simulator/sp/audit.hpp"

#include "simulator/sp/rule.hpp"

#include <array>

namespace idpsim::sp {
namespace {

// The triggers hold the database itself to "never changed": the newest entries cannot be deleted by whoever has a bug either.
constexpr char table[] = R"(
CREATE TABLE IF NOT EXISTS product_audit(org TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
  actor_kind INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL, detail TEXT NOT NULL,
  class INTEGER NOT NULL, PRIMARY KEY(org, number)) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS product_audit_stays BEFORE UPDATE ON product_audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER IF NOT EXISTS product_audit_is_kept BEFORE DELETE ON product_audit
  WHEN OLD.number > (SELECT max(number) FROM product_audit WHERE org=OLD.org) - 2000
  BEGIN SELECT RAISE(ABORT, 'the newest entries of the audit log are kept'); END;
)";

constexpr std::array<std::string_view, 6> kinds{"person", "admin token", "staff", "SCIM client", "identity provider", "stranger"};
constexpr std::int64_t between_prunings = 1'000;

/// What has a bound of its own.
enum class Class { ordinary, refusal, provisioning };
Class class_of(const AuditEntry& entry) {
    if (is_refusal(entry.action)) return Class::refusal;
    return entry.actor.kind == ActorKind::scim ? Class::provisioning : Class::ordinary;
}

std::int64_t newest(scim_server::Database& database, std::string_view org) {
    scim_server::Statement query = database.prepare("SELECT max(number) FROM product_audit WHERE org=?1");
    query.bind(1, org);
    return query.step() && !query.is_null(0) ? query.number(0) : 0;
}

/// Deletes what comes behind the newest `most` of its class.
void prune(scim_server::Database& database, std::string_view org, Class of, std::int64_t most) {
    database
        .prepare("DELETE FROM product_audit WHERE org=?1 AND class=?2 AND number <= (SELECT number FROM product_audit "
                 "WHERE org=?1 AND class=?2 ORDER BY number DESC LIMIT 1 OFFSET ?3)")
        .bind(1, org)
        .bind(2, std::int64_t{static_cast<int>(of)})
        .bind(3, most)
        .run();
}

} // namespace

AuditLog::AuditLog(scim_server::Database& database)
    : database_(&database), newest_(std::make_shared<std::map<std::string, std::int64_t, std::less<>>>()) {
    database_->execute(table);
}

std::int64_t AuditLog::next_number(std::string_view org) const {
    auto known = newest_->find(org);
    if (known == newest_->end()) known = newest_->emplace(std::string(org), newest(*database_, org)).first;
    return ++known->second;
}

void AuditLog::add(std::string_view org, AuditEntry entry) const {
    const std::int64_t number = next_number(org);
    database_
        ->prepare("INSERT INTO product_audit(org, number, at, actor_kind, actor, action, target, detail, class) "
                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .bind(1, org)
        .bind(2, number)
        .bind(3, std::int64_t{entry.at.time_since_epoch().count()})
        .bind(4, std::int64_t{static_cast<int>(entry.actor.kind)})
        .bind(5, printable(entry.actor.name, longest_audit_text))
        .bind(6, entry.action)
        .bind(7, printable(entry.target, longest_audit_text))
        .bind(8, printable(entry.detail, longest_audit_text))
        .bind(9, std::int64_t{static_cast<int>(class_of(entry))})
        .run();
    if (number % between_prunings != 0) return;
    prune(*database_, org, Class::refusal, most_refusals);
    prune(*database_, org, Class::provisioning, most_provisioned);
    prune(*database_, org, Class::ordinary, most_entries);
}

std::vector<AuditEntry> AuditLog::list(std::string_view org, std::int64_t before, std::int64_t limit) const {
    scim_server::Statement row = database_->prepare("SELECT number, at, actor_kind, actor, action, target, detail FROM product_audit "
                                                    "WHERE org=?1 AND number<?2 ORDER BY number DESC LIMIT ?3");
    row.bind(1, org).bind(2, before).bind(3, limit);
    std::vector<AuditEntry> out;
    while (row.step())
        out.push_back({row.number(0), Instant(Millis(row.number(1))), {static_cast<ActorKind>(row.number(2)), row.text(3)},
                       row.text(4), row.text(5), row.text(6)});
    return out;
}

std::string_view name_of(ActorKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }

bool is_refusal(std::string_view action) { return action.ends_with("_refused"); }

boost::json::object describe_entry(const AuditEntry& entry) {
    const std::string_view kind = name_of(entry.actor.kind);
    return {{"number", entry.number},
            {"at", format_instant(entry.at)},
            {"actor", boost::json::object{{"kind", boost::json::string_view(kind.data(), kind.size())}, {"name", entry.actor.name}}},
            {"action", entry.action},
            {"target", entry.target},
            {"detail", entry.detail}};
}

} // namespace idpsim::sp
