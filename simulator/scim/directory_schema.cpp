#include "simulator/scim/directory_schema.hpp"

#include "simulator/scim/directory_emails.hpp"
#include "simulator/scim/representation.hpp"
#include "src/core/result.hpp"

#include <boost/json/parse.hpp>

#include <string>

namespace idpsim::scim_server {

namespace {

constexpr std::int64_t version = 5;

// seq keeps the order of creation, which lists are in; an index on (org) ends in it, so a page needs no sorting.
// teams are a JSON list. Times are milliseconds since 1970. A group's members lie together, in the order they joined;
// that nobody is there twice is the SCIM server's rule.
const char* const tables = R"(
CREATE TABLE orgs(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE tokens(org TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY(org, digest)) WITHOUT ROWID;
CREATE TABLE users(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, org TEXT NOT NULL, user_name TEXT NOT NULL,
  user_name_key TEXT NOT NULL, external_id TEXT, email TEXT NOT NULL, email_key TEXT NOT NULL, active INTEGER NOT NULL,
  resource TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, origin TEXT NOT NULL, role TEXT NOT NULL,
  teams TEXT NOT NULL, name_id TEXT NOT NULL, logins INTEGER NOT NULL, idp TEXT NOT NULL,
  UNIQUE(org, user_name_key));
CREATE INDEX users_org ON users(org);
CREATE INDEX users_email ON users(org, email_key);
CREATE TABLE groups(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, org TEXT NOT NULL, display_name TEXT NOT NULL,
  name_key TEXT NOT NULL, external_id TEXT, resource TEXT NOT NULL, created INTEGER NOT NULL,
  modified INTEGER NOT NULL);
CREATE INDEX groups_org ON groups(org);
CREATE INDEX groups_name ON groups(org, name_key);
CREATE TABLE members(group_id TEXT NOT NULL, seq INTEGER NOT NULL, member_id TEXT NOT NULL, type TEXT NOT NULL,
  display TEXT NOT NULL, PRIMARY KEY(group_id, seq)) WITHOUT ROWID;
)";

const char* const from_version_1 = "ALTER TABLE users ADD COLUMN idp TEXT NOT NULL DEFAULT ''";

// What filters, orders and totals use: an index for each, the addresses as rows, a tally of each table's rows by
// organisation.
const char* const from_version_2 = R"(
DROP INDEX IF EXISTS users_external_id;
DROP INDEX IF EXISTS members_member;
CREATE INDEX users_external_id ON users(org, external_id);
CREATE INDEX users_inactive ON users(org) WHERE active=0;
CREATE INDEX users_created ON users(org, created);
CREATE INDEX users_modified ON users(org, modified);
CREATE INDEX groups_external_id ON groups(org, external_id);
CREATE INDEX members_member ON members(member_id, group_id);
CREATE TABLE user_emails(user INTEGER NOT NULL, n INTEGER NOT NULL, org TEXT NOT NULL, value_key TEXT, type_key TEXT,
  is_primary INTEGER NOT NULL, PRIMARY KEY(user, n)) WITHOUT ROWID;
CREATE INDEX user_emails_value ON user_emails(org, value_key);
CREATE TABLE tallies(org TEXT NOT NULL, of TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(org, of)) WITHOUT ROWID;
INSERT INTO tallies SELECT org, 'users', count(*) FROM users GROUP BY org;
INSERT INTO tallies SELECT org, 'groups', count(*) FROM groups GROUP BY org;
)";

// For a while tallies and addresses were kept by triggers, at the price of a second copy of every page a request
// writes.
const char* const from_version_3 = "DROP TRIGGER IF EXISTS user_comes; DROP TRIGGER IF EXISTS user_goes; "
                                   "DROP TRIGGER IF EXISTS group_comes; DROP TRIGGER IF EXISTS group_goes";

// How selective the indexes are, once and for all: left to guess, SQLite reads an organisation from end to end for an
// "or" of two equalities. The figures are those of many rows; with few any plan will do.
const char* const statistics = R"(
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 VALUES
  ('users', 'sqlite_autoindex_users_1', '1000000 1'), ('users', 'sqlite_autoindex_users_2', '1000000 10000 1'),
  ('users', 'users_org', '1000000 10000'), ('users', 'users_email', '1000000 10000 1'),
  ('users', 'users_external_id', '1000000 10000 1'), ('users', 'users_inactive', '10000 100'),
  ('users', 'users_created', '1000000 10000 2'), ('users', 'users_modified', '1000000 10000 2'),
  ('user_emails', 'user_emails', '1000000 2 1'), ('user_emails', 'user_emails_value', '1000000 10000 1'),
  ('groups', 'sqlite_autoindex_groups_1', '100000 1'), ('groups', 'groups_org', '100000 1000'),
  ('groups', 'groups_name', '100000 1000 1'), ('groups', 'groups_external_id', '100000 1000 1'),
  ('members', 'members', '10000000 1000 1'), ('members', 'members_member', '10000000 10 1 1');
ANALYZE sqlite_schema;
)";

void write_all_emails(Database& database) {
    Statement users = database.prepare("SELECT seq, org, resource FROM users");
    while (users.step()) {
        const std::string_view resource = users.view(2);
        write_emails(database, users.number(0), users.view(1),
                     boost::json::parse({resource.data(), resource.size()}).as_object());
    }
}

/// From version 5 on a user's text is what is shown, so that it can be answered as it lies there.
void settle_all_users(Database& database) {
    Statement users = database.prepare("SELECT seq, id, user_name, external_id, active, resource FROM users");
    while (users.step()) {
        UserRecord record;
        record.id = users.text(1);
        record.user_name = users.text(2);
        if (!users.is_null(3)) record.external_id = users.text(3);
        record.active = users.number(4) != 0;
        const std::string_view resource = users.view(5);
        record.resource = boost::json::parse({resource.data(), resource.size()}).as_object();
        settle(record);
        database.prepare("UPDATE users SET resource=?2 WHERE seq=?1")
            .bind(1, users.number(0))
            .bind(2, stored_text(record))
            .run();
    }
}

std::int64_t version_of(Database& database) {
    Statement query = database.prepare("PRAGMA user_version");
    return query.step() ? query.number(0) : 0;
}

// What belongs to the SCIM server's features alone, in tables of their own, so that they join any older database.
const char* const feature_tables = R"(
CREATE TABLE IF NOT EXISTS token_grants(org TEXT NOT NULL, digest BLOB NOT NULL, scope INTEGER NOT NULL,
  user TEXT NOT NULL, PRIMARY KEY(org, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passwords(user TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unique_values(org TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL,
  resource TEXT NOT NULL, PRIMARY KEY(org, attribute, value)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS unique_values_resource ON unique_values(resource);
CREATE TABLE IF NOT EXISTS resources(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, org TEXT NOT NULL,
  type TEXT NOT NULL, external_id TEXT, resource TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS resources_type ON resources(org, type);
CREATE INDEX IF NOT EXISTS resources_external_id ON resources(org, external_id);
)";

void create_main_tables(Database& database) {
    const std::int64_t found = version_of(database);
    if (found == version) return;
    if (found < 0 || found > version) {
        throw Failure(Error{Fault::unsupported, "database",
                            "it is of version " + std::to_string(found) + ", later than " + std::to_string(version)});
    }
    Transaction transaction(database);
    if (found == 0) database.execute(tables);
    if (found == 1) database.execute(from_version_1);
    if (found < 3) {
        database.execute(from_version_2);
        write_all_emails(database);
        database.execute(statistics);
    }
    if (found == 3) database.execute(from_version_3);
    if (found > 0) settle_all_users(database);
    database.execute("PRAGMA user_version=" + std::to_string(version));
    transaction.commit();
}

} // namespace

void create_tables(Database& database) {
    create_main_tables(database);
    database.execute(feature_tables);
}

Database empty_database() {
    static const std::string image = [] {
        Database database;
        create_tables(database);
        return database.image();
    }();
    return Database::from_image(image);
}

} // namespace idpsim::scim_server
