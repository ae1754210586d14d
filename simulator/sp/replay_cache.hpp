#pragma once
/// The assertions that a login was based on, for as long as they could be used again
/// (saml-profiles-2.0 section 4.1.4.5). Kept in the directory's database, so a restart forgets none.
#include "simulator/scim/database.hpp"
#include "src/core/instant.hpp"

#include <string_view>

namespace idpsim::sp {

/// Keyed by issuer and assertion ID: two IdPs may choose the same ID. Only assertions that passed every rule come
/// in, so nobody can fill it without a key of an IdP's.
class ReplayCache {
public:
    /// `database` must outlive it.
    explicit ReplayCache(scim_server::Database& database);

    bool contains(std::string_view issuer, std::string_view assertion_id) const;
    /// `until`: when the assertion cannot be used any more, tolerance included. Forgets those that are over at `now`.
    void add(std::string_view issuer, std::string_view assertion_id, Instant until, Instant now);

private:
    scim_server::Database* database_;
};

} // namespace idpsim::sp
