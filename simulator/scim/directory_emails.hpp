#pragma once
/// The e-mail addresses of users as rows, for filters. What a user's resource says is the truth; the rows follow it.
#include "simulator/scim/database.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string_view>

namespace idpsim::scim_server {

/// Of a user that has no rows yet. `user` is its seq.
void write_emails(Database& database, std::int64_t user, std::string_view org, const boost::json::object& resource);
/// Whether the rows of both resources would be the same.
bool same_emails(const boost::json::object& a, const boost::json::object& b);
/// In place of those that are there.
void replace_emails(Database& database, std::int64_t user, std::string_view org, const boost::json::object& resource);

} // namespace idpsim::scim_server
