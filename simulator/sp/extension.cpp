#include "simulator/sp/extension.hpp"

#include "src/crypto/digest.hpp"

namespace idpsim::sp {
namespace {

constexpr char table[] =
    "CREATE TABLE IF NOT EXISTS product_extension_sessions(digest BLOB PRIMARY KEY, id TEXT NOT NULL, org TEXT NOT "
    "NULL, "
    "account TEXT NOT NULL, created INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS product_extension_orgs ON product_extension_sessions(org, account)";
constexpr std::size_t most_hand_overs = 10'000; // of people who began and never came back

std::int64_t milliseconds(Instant at) { return at.time_since_epoch().count(); }
std::string digest_of(std::string_view token) { return crypto::digest(crypto::Hash::sha256, token); }

ExtensionSession read_row(const scim_server::Statement& row) {
    return {row.text(0), row.text(1), row.text(2), Instant(Millis(row.number(3))), Instant(Millis(row.number(4)))};
}

} // namespace

std::string HandOvers::add(HandOver one, Random& random, Instant now) {
    std::erase_if(all_, [now](const auto& entry) { return now >= entry.second.ends; });
    if (all_.size() >= most_hand_overs) all_.clear();
    std::string name = random.token();
    all_[name] = std::move(one);
    return name;
}

const HandOver* HandOvers::find(std::string_view name, Instant now) const {
    const auto found = all_.find(name);
    return found == all_.end() || now >= found->second.ends ? nullptr : &found->second;
}

void HandOvers::forget(std::string_view name) {
    if (const auto found = all_.find(name); found != all_.end()) all_.erase(found);
}

ExtensionSessions::ExtensionSessions(scim_server::Database& database) : database_(&database) {
    database_->execute(table);
}

ExtensionSessions::Started ExtensionSessions::start(std::string org, std::string account, Random& random, Instant now) {
    Started out{{random.hex(16), std::move(org), std::move(account), now, now}, random.token()};
    database_
        ->prepare("INSERT INTO product_extension_sessions(digest, id, org, account, created, used) VALUES(?1, ?2, ?3, "
                  "?4, ?5, ?5)")
        .bind_octets(1, digest_of(out.token))
        .bind(2, out.session.id)
        .bind(3, out.session.org)
        .bind(4, out.session.account)
        .bind(5, milliseconds(now))
        .run();
    return out;
}

std::optional<ExtensionSession> ExtensionSessions::find_by_token(std::string_view token) {
    scim_server::Statement row =
        database_->prepare("SELECT id, org, account, created, used FROM product_extension_sessions WHERE digest=?1");
    row.bind_octets(1, digest_of(token));
    if (!row.step()) return std::nullopt;
    return read_row(row);
}

std::vector<ExtensionSession> ExtensionSessions::list(std::string_view org) {
    std::vector<ExtensionSession> out;
    scim_server::Statement row = database_->prepare(
        "SELECT id, org, account, created, used FROM product_extension_sessions WHERE org=?1 ORDER BY created, id");
    row.bind(1, org);
    while (row.step()) out.push_back(read_row(row));
    return out;
}

void ExtensionSessions::use(const ExtensionSession& session, Instant now) {
    database_->prepare("UPDATE product_extension_sessions SET used=?1 WHERE org=?2 AND id=?3")
        .bind(1, milliseconds(now))
        .bind(2, session.org)
        .bind(3, session.id)
        .run();
}

bool ExtensionSessions::end(std::string_view org, std::string_view id) {
    scim_server::Statement known =
        database_->prepare("SELECT 1 FROM product_extension_sessions WHERE org=?1 AND id=?2");
    const bool there = known.bind(1, org).bind(2, id).step();
    database_->prepare("DELETE FROM product_extension_sessions WHERE org=?1 AND id=?2").bind(1, org).bind(2, id).run();
    return there;
}

void ExtensionSessions::end_of_inactive(std::string_view org) {
    database_
        ->prepare("DELETE FROM product_extension_sessions WHERE org=?1 AND NOT EXISTS "
                  "(SELECT 1 FROM users WHERE users.id=account AND users.org=?1 AND active=1)")
        .bind(1, org)
        .run();
}

bool verifies_challenge(std::string_view verifier, std::string_view challenge) {
    if (verifier.size() < 43 || verifier.size() > 128) return false;
    std::string told = crypto::base64url_encode(crypto::digest(crypto::Hash::sha256, verifier));
    while (told.ends_with('=')) told.pop_back();
    return crypto::same_secret(told, challenge);
}

bool extension_is_alive(const ExtensionSession& session, const scim_server::UserRecord* account, Instant now,
                        Millis idle) {
    return account && account->active && now < session.last_used + idle;
}

} // namespace idpsim::sp
