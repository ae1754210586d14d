#pragma once
/// One login as a person makes it, and what can be known about it from outside.
#include "conformance/record.hpp"
#include "simulator/browser/browser.hpp"
#include "src/engine/parties.hpp"

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
    std::string request_fault;               ///< of request_faults(); "" for none
    std::shared_ptr<browser::Browser> browser;       ///< null: a new one
    std::optional<conformance::AcsAnswer> alike;     ///< from which this login's answer must not differ
    std::optional<std::string> in_response_to; ///< what the Response claims to answer, whatever was asked
    std::optional<std::string> assertion_id;   ///< the Assertion's ID in place of a fresh one
    bool deliver = true;                     ///< false: the Response is held back, for deliver()
};

/// How a Response that was held back, or delivered before, is brought to the ACS.
struct DeliveryOptions {
    std::shared_ptr<browser::Browser> browser;      ///< null: the one that logged in
    std::string fault;                              ///< one that changes the delivery alone; "" for none
    SpParty* to = nullptr;                          ///< null: the organisation that it was meant for
    std::optional<std::string> relay_state;         ///< takes the place of the one that the IdP sent along
};

/// What a scenario sees of it.
struct Login {
    conformance::LoginRecord record;
    Sides sides;
    std::string username;
    std::shared_ptr<browser::Browser> browser;      ///< with the login's cookies
    std::optional<HttpRequest> delivery;            ///< the POST to the ACS, to be sent again
    std::string asked_by;                           ///< the URL at the IdP that brought the AuthnRequest; "" for none
    bool by_artifact = false;                       ///< the browser brought a reference, the SP fetched the Response
    bool accepted = false;
    std::string outcome;                            ///< "accepted", "refused", "unclear", "held"
    std::string judged_by;                          ///< the check that says whether the fault came out right; "" without
    std::string refused_by;                         ///< "idp" or "sp" when nobody was let in
    std::string reason;                             ///< what the page that ended it says
    int status = 0;                                 ///< of that page
    bool asked_password = false;                    ///< the IdP wanted the person to log in
};

/// Throws Failure for an unknown fault. A peer that cannot be reached is an Error; a refusal is a Login.
boost::asio::awaitable<Result<Login>> log_in(Universe& universe, Sides sides, std::string username, LoginOptions options);
/// Brings the login's Response to the ACS, once more if it was there already. What is told then is told of the organisation
/// that it was brought to.
boost::asio::awaitable<Result<Login>> deliver(Universe& universe, Login login, DeliveryOptions options);
/// Has the IdP answer the login's AuthnRequest once more, in the same browser; the new Response is held back.
boost::asio::awaitable<Result<Login>> answer_again(Universe& universe, Login login);

} // namespace idpsim::engine
