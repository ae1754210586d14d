#include "simulator/scim/directory.hpp"

#include "simulator/scim/directory_schema.hpp"
#include "src/crypto/digest.hpp"
#include "src/scim/text.hpp"

#include <utility>

namespace idpsim::scim_server {

namespace {

std::string token_digest(std::string_view token) { return crypto::digest(crypto::Hash::sha256, token); }

/// Looks at every octet whatever the first ones say.
bool same_octets(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

std::int64_t count(Statement statement) { return statement.step() ? statement.number(0) : 0; }

} // namespace

Directory::Directory(Random& random) : database_(empty_database()), random_(&random), user_name_key_(scim::fold) {}

Directory::Directory(Random& random, Database database)
    : database_(std::move(database)), random_(&random), user_name_key_(scim::fold) {
    create_tables(database_);
}

void Directory::create_org(std::string_view org) {
    database_.prepare("INSERT OR IGNORE INTO orgs(id) VALUES(?1)").bind(1, org).run();
}

bool Directory::org_exists(std::string_view org) {
    return database_.prepare("SELECT 1 FROM orgs WHERE id=?1").bind(1, org).step();
}

void Directory::set_token(std::string_view org, std::string_view token) {
    Transaction transaction(database_);
    revoke_tokens(org);
    add_token(org, token);
    transaction.commit();
}

void Directory::add_token(std::string_view org, std::string_view token, const TokenGrant& grant) {
    const std::string digest = token_digest(token);
    forget_tokens(org);
    database_.prepare("INSERT OR IGNORE INTO tokens(org, digest) VALUES(?1, ?2)")
        .bind(1, org)
        .bind_octets(2, digest)
        .run();
    if (grant.scope == TokenScope::full) return;
    database_.prepare("INSERT OR REPLACE INTO token_grants(org, digest, scope, user) VALUES(?1, ?2, ?3, ?4)")
        .bind(1, org)
        .bind_octets(2, digest)
        .bind(3, static_cast<std::int64_t>(grant.scope))
        .bind(4, grant.user)
        .run();
}

void Directory::revoke_tokens(std::string_view org) {
    forget_tokens(org);
    database_.prepare("DELETE FROM tokens WHERE org=?1").bind(1, org).run();
    database_.prepare("DELETE FROM token_grants WHERE org=?1").bind(1, org).run();
}

std::int64_t Directory::count_tokens(std::string_view org) {
    Statement query = database_.prepare("SELECT count(*) FROM tokens WHERE org=?1");
    query.bind(1, org).step();
    return query.number(0);
}

bool Directory::token_matches(std::string_view org, std::string_view token) {
    return token_grant(org, token).has_value();
}

const std::vector<Directory::KnownToken>& Directory::tokens_of(std::string_view org) {
    if (const auto known = tokens_.find(org); known != tokens_.end()) return known->second;
    static const std::vector<KnownToken> none;
    std::vector<KnownToken> found;
    Statement query = database_.prepare("SELECT t.digest, g.scope, g.user FROM tokens t LEFT JOIN token_grants g "
                                        "ON g.org=t.org AND g.digest=t.digest WHERE t.org=?1");
    query.bind(1, org);
    while (query.step()) found.push_back({query.text(0), {static_cast<TokenScope>(query.number(1)), query.text(2)}});
    if (found.empty()) return none; // whatever names are made up, nothing is remembered of them
    return tokens_.emplace(std::string(org), std::move(found)).first->second;
}

void Directory::forget_tokens(std::string_view org) {
    if (const auto known = tokens_.find(org); known != tokens_.end()) tokens_.erase(known);
}

std::optional<TokenGrant> Directory::token_grant(std::string_view org, std::string_view token) {
    const std::string digest = token_digest(token);
    std::optional<TokenGrant> found;
    for (const KnownToken& known : tokens_of(org)) {
        if (same_octets(known.digest, digest)) found = known.grant;
    }
    if (token.empty()) return std::nullopt;
    if (!found || found->scope != TokenScope::self) return found;
    const bool is_active = database_.prepare("SELECT 1 FROM users WHERE id=?1 AND org=?2 AND active=1")
                               .bind(1, found->user)
                               .bind(2, org)
                               .step();
    return is_active ? found : std::nullopt;
}

void Directory::compare_user_names_by(std::function<std::string(std::string_view)> key) {
    user_name_key_ = std::move(key);
}

void Directory::tally(std::string_view org, std::string_view table, std::int64_t change) {
    const auto run = [&](std::string_view sql) {
        database_.prepare(sql).bind(1, org).bind(2, table).bind(3, change).run();
    };
    run("UPDATE tallies SET n=n+?3 WHERE org=?1 AND of=?2");
    if (database_.changes() == 0) run("INSERT INTO tallies VALUES(?1, ?2, ?3)");
}

std::string_view Directory::kind_of(std::string_view org, std::string_view id) {
    if (database_.prepare("SELECT 1 FROM users WHERE id=?1 AND org=?2").bind(1, id).bind(2, org).step()) return "User";
    if (database_.prepare("SELECT 1 FROM groups WHERE id=?1 AND org=?2").bind(1, id).bind(2, org).step())
        return "Group";
    return "";
}

std::string Directory::org_of(std::string_view id) {
    Statement query =
        database_.prepare("SELECT org FROM users WHERE id=?1 UNION ALL SELECT org FROM groups WHERE id=?1");
    return query.bind(1, id).step() ? query.text(0) : "";
}

std::int64_t Directory::count_members(std::string_view group_id) {
    Statement query = database_.prepare("SELECT COUNT(*) FROM members WHERE group_id=?1");
    return query.bind(1, group_id).step() ? query.number(0) : 0;
}

std::vector<std::string> Directory::all_orgs() {
    std::vector<std::string> orgs;
    Statement query = database_.prepare("SELECT id FROM orgs ORDER BY id");
    while (query.step()) orgs.push_back(query.text(0));
    return orgs;
}

std::int64_t Directory::count_all_users() { return count(database_.prepare("SELECT COUNT(*) FROM users")); }
std::int64_t Directory::count_all_groups() { return count(database_.prepare("SELECT COUNT(*) FROM groups")); }

} // namespace idpsim::scim_server
