#pragma once
/// The little of SOQL that asks for users: SELECT fields FROM User [WHERE IsActive = true or false].
#include "src/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::salesforce {

struct UserQuery {
    std::vector<std::string> fields; ///< as written
    std::optional<bool> is_active;
};

/// Malformed for anything else.
Result<UserQuery> read_user_query(std::string_view text);

} // namespace idpsim::salesforce
