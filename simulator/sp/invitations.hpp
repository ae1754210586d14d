#pragma once
/// Invitations: links that open once, for a while, and let one person choose a password. Kept in the directory's database
/// as digests.
#include "simulator/scim/database.hpp"
#include "src/core/instant.hpp"
#include "src/core/random.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::sp {

struct Invitation {
    std::string org, account;   ///< the account's id
    Instant until{};            ///< exclusive
};

class Invitations {
public:
    /// `database` must outlive it.
    explicit Invitations(scim_server::Database& database);

    /// The secret of the link, told this once. Earlier invitations of the same account end.
    std::string issue(const Invitation& invitation, Random& random, Instant now);
    /// Nothing when there is none, or it is over.
    std::optional<Invitation> find(std::string_view secret, Instant now) const;
    /// No invitation of the account's opens any more.
    void end(std::string_view account);

private:
    scim_server::Database* database_;
};

} // namespace idpsim::sp
