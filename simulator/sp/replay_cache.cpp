#include "simulator/sp/replay_cache.hpp"

namespace idpsim::sp {
namespace {

constexpr char table[] = "CREATE TABLE IF NOT EXISTS product_used_assertions(issuer TEXT NOT NULL, id TEXT NOT NULL, "
                         "until INTEGER NOT NULL, PRIMARY KEY(issuer, id)) WITHOUT ROWID;"
                         "CREATE INDEX IF NOT EXISTS product_used_until ON product_used_assertions(until)";

std::int64_t milliseconds(Instant at) { return at.time_since_epoch().count(); }

} // namespace

ReplayCache::ReplayCache(scim_server::Database& database) : database_(&database) { database_->execute(table); }

bool ReplayCache::contains(std::string_view issuer, std::string_view assertion_id) const {
    return database_->prepare("SELECT 1 FROM product_used_assertions WHERE issuer=?1 AND id=?2")
        .bind(1, issuer)
        .bind(2, assertion_id)
        .step();
}

void ReplayCache::add(std::string_view issuer, std::string_view assertion_id, Instant until, Instant now) {
    database_->prepare("DELETE FROM product_used_assertions WHERE until<=?1").bind(1, milliseconds(now)).run();
    database_->prepare("INSERT OR REPLACE INTO product_used_assertions(issuer, id, until) VALUES(?1, ?2, ?3)")
        .bind(1, issuer)
        .bind(2, assertion_id)
        .bind(3, milliseconds(until))
        .run();
}

} // namespace idpsim::sp
