#pragma once
/// How often somebody tried an address with a wrong password of late. Kept in the directory's database: a restart is no way
/// to try on.
#include "simulator/scim/database.hpp"
#include "src/core/instant.hpp"

#include <string_view>

namespace idpsim::sp {

/// After `free_failures` each further failure doubles the pause before the next try, up to `longest_pause`. Whether the
/// address has an account makes no difference, so a pause tells nothing about that.
class SignInFailures {
public:
    static constexpr int free_failures = 5;
    static constexpr Millis first_pause{30'000}, longest_pause{900'000}, memory{86'400'000};
    static constexpr std::int64_t most_addresses = 10'000;   ///< the oldest are forgotten

    /// `database` must outlive it.
    explicit SignInFailures(scim_server::Database& database);

    /// How long the address has to wait still; zero when it may be tried.
    Millis pause(std::string_view address, Instant now) const;
    void count(std::string_view address, Instant now);
    void forget(std::string_view address);

private:
    scim_server::Database* database_;
};

} // namespace idpsim::sp
