#pragma once
/// The e-mail addresses of users as rows, for filters. What a user's resource says is the truth; the rows follow it.
#include "simulator/scim/database.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string_view>

namespace idpsim::scim_server {

/// Of a user that has no rows yet. `user` is its seq.
void write_emails(Database& database, std::int64_t user, std::string_view org, const boost::json::object& resource);
/// Writes only when something differs.
void update_emails(Database& database, std::int64_t user, std::string_view org, const boost::json::object& resource);

} // namespace idpsim::scim_server
