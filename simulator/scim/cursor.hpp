#pragma once
/// Cursors (RFC 9865): where a query goes on, sealed, so that nobody can make one or use another's.
#include "simulator/scim/collection.hpp"
#include "src/scim/messages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace idpsim::scim_server {

/// Where a page begins: after a record, whatever is created or deleted around it; where that cannot be told, after so
/// many matches.
struct Place {
    std::optional<Position> after = {};
    std::int64_t skip = 0;
};

/// Of characters that need no encoding in a URL. It is good for the same query of the same organisation, whatever the
/// page's size, for ListPolicy::cursor_lifetime.
std::string write_cursor(const Call& call, const scim::Query& query, std::string_view endpoint, const Place& place);
/// 400 invalidCursor for what is none, or of another query or organisation; 400 expiredCursor.
scim::Outcome<Place> read_cursor(const Call& call, const scim::Query& query, std::string_view endpoint);

} // namespace idpsim::scim_server
