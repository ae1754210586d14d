#include "simulator/sp/sign_in_failures.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <string>

namespace idpsim::sp {
namespace {

constexpr char table[] = "CREATE TABLE IF NOT EXISTS product_sign_in_failures(address TEXT PRIMARY KEY, failures INTEGER NOT NULL, "
                         "last INTEGER NOT NULL) WITHOUT ROWID;"
                         "CREATE INDEX IF NOT EXISTS product_sign_in_failures_last ON product_sign_in_failures(last)";

std::int64_t milliseconds(Instant at) { return at.time_since_epoch().count(); }

/// Of the pause after so many failures.
Millis pause_after(std::int64_t failures) {
    const std::int64_t beyond = failures - SignInFailures::free_failures;
    if (beyond < 0) return Millis{0};
    Millis pause = SignInFailures::first_pause;
    for (std::int64_t i = 0; i < beyond && pause < SignInFailures::longest_pause; ++i) pause *= 2;
    return std::min(pause, SignInFailures::longest_pause);
}

std::string key_of(std::string_view address) { return to_lower(address.substr(0, 254)); }

} // namespace

SignInFailures::SignInFailures(scim_server::Database& database) : database_(&database) { database_->execute(table); }

Millis SignInFailures::pause(std::string_view address, Instant now) const {
    scim_server::Statement row = database_->prepare("SELECT failures, last FROM product_sign_in_failures WHERE address=?1");
    if (!row.bind(1, key_of(address)).step()) return Millis{0};
    const Instant last(Millis(row.number(1)));
    if (last + memory <= now) return Millis{0};
    return std::max(Millis{0}, last + pause_after(row.number(0)) - now);
}

void SignInFailures::count(std::string_view address, Instant now) {
    database_->prepare("DELETE FROM product_sign_in_failures WHERE last<=?1").bind(1, milliseconds(now - memory)).run();
    database_
        ->prepare("INSERT INTO product_sign_in_failures(address, failures, last) VALUES(?1, 1, ?2) "
                  "ON CONFLICT(address) DO UPDATE SET failures=failures+1, last=?2")
        .bind(1, key_of(address))
        .bind(2, milliseconds(now))
        .run();
    database_
        ->prepare("DELETE FROM product_sign_in_failures WHERE last < (SELECT last FROM product_sign_in_failures "
                  "ORDER BY last DESC LIMIT 1 OFFSET ?1)")
        .bind(1, most_addresses)
        .run();
}

void SignInFailures::forget(std::string_view address) {
    database_->prepare("DELETE FROM product_sign_in_failures WHERE address=?1").bind(1, key_of(address)).run();
}

} // namespace idpsim::sp
