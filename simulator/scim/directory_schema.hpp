#pragma once
/// The tables of a Directory.
namespace idpsim::scim_server {

class Database;

/// Creates them in an empty database. Failure when the database is of another version.
void create_tables(Database& database);

} // namespace idpsim::scim_server
