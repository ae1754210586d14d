#include "simulator/scim/token_scope.hpp"

namespace idpsim::scim_server {

std::optional<TokenGrant> grant_of_token(Directory& directory, std::string_view org, std::string_view token) {
    return directory.token_grant(org, token);
}

std::optional<scim::Refusal> authorise_by_scope(const TokenGrant& grant, const Action& action) {
    const auto forbidden = [](const char* why) { return scim::Refusal{scim::ScimType::none, 403, why}; };
    switch (grant.scope) {
    case TokenScope::full: return std::nullopt;
    case TokenScope::read:
        if (action.writes()) return forbidden("the token may only read");
        return std::nullopt;
    case TokenScope::self:
        if (action.type != "User" || action.id != grant.user) return forbidden("the token is for one person alone");
        return std::nullopt;
    }
    return forbidden("the token may do nothing");
}

} // namespace idpsim::scim_server
