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

void Directory::add_token(std::string_view org, std::string_view token) {
    database_.prepare("INSERT OR IGNORE INTO tokens(org, digest) VALUES(?1, ?2)")
        .bind(1, org)
        .bind_octets(2, token_digest(token))
        .run();
}

void Directory::revoke_tokens(std::string_view org) {
    database_.prepare("DELETE FROM tokens WHERE org=?1").bind(1, org).run();
}

std::int64_t Directory::count_tokens(std::string_view org) {
    Statement query = database_.prepare("SELECT count(*) FROM tokens WHERE org=?1");
    query.bind(1, org).step();
    return query.number(0);
}

bool Directory::token_matches(std::string_view org, std::string_view token) {
    const std::string digest = token_digest(token);
    bool found = false;
    Statement query = database_.prepare("SELECT digest FROM tokens WHERE org=?1");
    query.bind(1, org);
    while (query.step()) found = same_octets(query.view(0), digest) || found;
    return found && !token.empty();
}

void Directory::compare_user_names_by(std::function<std::string(std::string_view)> key) {
    user_name_key_ = std::move(key);
}

void Directory::tally(std::string_view org, std::string_view table, std::int64_t change) {
    database_.prepare("INSERT INTO tallies VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET n=n+?3")
        .bind(1, org)
        .bind(2, table)
        .bind(3, change)
        .run();
}

std::string_view Directory::kind_of(std::string_view org, std::string_view id) {
    if (database_.prepare("SELECT 1 FROM users WHERE id=?1 AND org=?2").bind(1, id).bind(2, org).step()) return "User";
    if (database_.prepare("SELECT 1 FROM groups WHERE id=?1 AND org=?2").bind(1, id).bind(2, org).step())
        return "Group";
    return "";
}

std::int64_t Directory::count_all_users() { return count(database_.prepare("SELECT COUNT(*) FROM users")); }
std::int64_t Directory::count_all_groups() { return count(database_.prepare("SELECT COUNT(*) FROM groups")); }

} // namespace idpsim::scim_server
