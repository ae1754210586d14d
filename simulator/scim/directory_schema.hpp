#pragma once
/// The tables of a Directory.
#include "simulator/scim/database.hpp"

namespace idpsim::scim_server {

/// Creates them in an empty database and adds what is new to one of an earlier version. Failure for one of a later version.
void create_tables(Database& database);
/// A database in memory with empty tables. Every case has its own, so this has to be cheap.
Database empty_database();

} // namespace idpsim::scim_server
