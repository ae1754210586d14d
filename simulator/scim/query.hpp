#pragma once
/// Queries: GET on a collection or the root, and .search (RFC 7644 sections 3.4.2 and 3.4.3).
#include "simulator/scim/collection.hpp"
#include "src/core/http.hpp"
#include "src/scim/messages.hpp"

#include <span>

namespace idpsim::scim_server {

/// Whether the projection leaves room for `members`; when not, a group's many members need not be read.
bool shows_members(const scim::Projection& projection);

/// Text when nothing is asked for in particular and what is shown is the server's usual.
Form form_of(const ScimBehaviour& behaviour, const scim::Projection& projection);

/// The page of the collections' resources that the query asks for, one collection after the other.
HttpResponse answer_query(const Call& call, std::span<const Collection* const> collections, const scim::Query& query);

} // namespace idpsim::scim_server
