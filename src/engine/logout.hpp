#pragma once
/// One single logout as a person makes it, begun at the IdP or at the SP, and what can be known about it from outside.
#include "src/engine/login.hpp"

namespace idpsim::engine {

struct LogoutOptions {
    std::string fault;                  ///< of saml_faults(), one of logout messages; "" for none
    std::vector<Login> ends, keeps;     ///< other logins of the case: those that the logout ends as well, those that it must not
    bool ends_own = true;               ///< false: even the session of the login itself is not meant
};

/// What a scenario sees of it.
struct Logout {
    conformance::LogoutRecord record;
    std::string judged_by;              ///< the check that says whether the fault came out right; "" without
    bool told = false;                  ///< the message of the IdP's reached the SP
    bool ended = false;                 ///< of the sessions meant none is left
    std::string reason;                 ///< what the last page says
    int status = 0;                     ///< of that page
};

/// The person signs out at the IdP, which tells the SP if it does so. Throws Failure for an unknown fault.
boost::asio::awaitable<Result<Logout>> sign_out(Universe& universe, Login login, LogoutOptions options);
/// The person logs out at the SP, which asks the IdP.
boost::asio::awaitable<Result<Logout>> single_logout(Universe& universe, Login login, LogoutOptions options);

} // namespace idpsim::engine
