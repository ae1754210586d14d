#include "simulator/scim/directory_schema.hpp"

#include "src/core/result.hpp"

#include <string>

namespace idpsim::scim_server {

namespace {

constexpr std::int64_t version = 2;

// seq keeps the order of creation, which lists are in; an index on (org) ends in it, so a page needs no sorting.
// teams are a JSON list. Times are milliseconds since 1970. A group's members lie together, in the order they joined;
// that nobody is there twice is the SCIM server's rule.
const char* const tables = R"(
BEGIN;
CREATE TABLE orgs(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE tokens(org TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY(org, digest)) WITHOUT ROWID;
CREATE TABLE users(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, org TEXT NOT NULL, user_name TEXT NOT NULL,
  user_name_key TEXT NOT NULL, external_id TEXT, email TEXT NOT NULL, email_key TEXT NOT NULL, active INTEGER NOT NULL,
  resource TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, origin TEXT NOT NULL, role TEXT NOT NULL,
  teams TEXT NOT NULL, name_id TEXT NOT NULL, logins INTEGER NOT NULL, idp TEXT NOT NULL,
  UNIQUE(org, user_name_key));
CREATE INDEX users_org ON users(org);
CREATE INDEX users_external_id ON users(org, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX users_email ON users(org, email_key);
CREATE TABLE groups(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, org TEXT NOT NULL, display_name TEXT NOT NULL,
  name_key TEXT NOT NULL, external_id TEXT, resource TEXT NOT NULL, created INTEGER NOT NULL,
  modified INTEGER NOT NULL);
CREATE INDEX groups_org ON groups(org);
CREATE INDEX groups_name ON groups(org, name_key);
CREATE TABLE members(group_id TEXT NOT NULL, seq INTEGER NOT NULL, member_id TEXT NOT NULL, type TEXT NOT NULL,
  display TEXT NOT NULL, PRIMARY KEY(group_id, seq)) WITHOUT ROWID;
CREATE INDEX members_member ON members(member_id);
PRAGMA user_version=2;
COMMIT;
)";

const char* const from_version_1 = R"(
BEGIN;
ALTER TABLE users ADD COLUMN idp TEXT NOT NULL DEFAULT '';
PRAGMA user_version=2;
COMMIT;
)";

} // namespace

void create_tables(Database& database) {
    std::int64_t found = 0;
    {
        Statement query = database.prepare("PRAGMA user_version");
        if (query.step()) found = query.number(0);
    }
    if (found == version) return;
    if (found == 1) return database.execute(from_version_1);
    if (found != 0) {
        throw Failure(Error{Fault::unsupported, "database",
                            "it is of version " + std::to_string(found) + ", not " + std::to_string(version)});
    }
    database.execute(tables);
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
