#pragma once
/// One login as a person makes it, and what can be known about it from outside.
#include "conformance/record.hpp"
#include "simulator/browser/browser.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

class Universe;

struct LoginOptions {
    bool sp_initiated = true;
    std::optional<std::string> relay_state;
    std::string fault;                       ///< of saml_faults(); "" for none
};

/// What a scenario sees of it.
struct Login {
    conformance::LoginRecord record;
    std::shared_ptr<browser::Browser> browser;      ///< with the login's cookies
    std::optional<HttpRequest> delivery;            ///< the POST to the ACS, to be sent again
    bool accepted = false;
    std::string outcome;                            ///< "accepted", "refused", "unclear"
    std::string refused_by;                         ///< "idp" or "sp" when nobody was let in
    std::string reason;                             ///< what the page that ended it says
    int status = 0;                                 ///< of that page
};

/// Throws Failure for an unknown fault. A peer that cannot be reached is an Error; a refusal is a Login.
boost::asio::awaitable<Result<Login>> log_in(Universe& universe, std::string username, LoginOptions options);

} // namespace idpsim::engine
