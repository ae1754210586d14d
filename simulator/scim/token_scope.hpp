#pragma once
/// What a SCIM token may do.
#include "simulator/scim/directory.hpp"
#include "src/scim/refusal.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::scim_server {

/// What somebody is about to do with resources.
struct Action {
    std::string_view method;   ///< as for a request of its own: a search is a GET, each operation of a Bulk counts alone
    std::string_view type;     ///< name of the resource type, or "" for a query at the root
    std::string_view id;       ///< "" for a whole collection
    bool writes() const { return method != "GET"; }
};

std::optional<TokenGrant> grant_of_token(Directory& directory, std::string_view org, std::string_view token);
/// 403 for writing with a token that only reads, and for everything but the own User with a person's token: whether
/// others exist is not told.
std::optional<scim::Refusal> authorise_by_scope(const TokenGrant& grant, const Action& action);

} // namespace idpsim::scim_server
