#pragma once
/// How a person walks through Salesforce in a browser: saved usernames, password, consent, the company's SSO.
#include "simulator/browser/browser.hpp"
#include "simulator/salesforce/salesforce.hpp"
#include "src/engine/parties.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

class Universe;

/// A case's Salesforce, and somebody else's host who passes on what Salesforce says.
struct SalesforceParty {
    SalesforceParty(const salesforce::Vendor& vendor, const Clock& clock, Random stream)
        : random(std::move(stream)), salesforce(vendor, clock, random) {}
    SalesforceParty(const SalesforceParty&) = delete;
    SalesforceParty& operator=(const SalesforceParty&) = delete;

    Random random;
    salesforce::Salesforce salesforce;
    std::vector<std::string> callbacks; ///< of the product's connected apps
    std::size_t lured = 0;              ///< how many requests came to the other host
};
inline constexpr char lure[] = "https://login.salesforce.lure.example";

/// The company's app for a Salesforce org at its IdP, in place of the one for the product for as long as this lives: an
/// IdP of ours has one app at a time, and the person's session is the same for all.
class SalesforceApp {
public:
    SalesforceApp(idp::Idp& idp, saml::EntityDescriptor org);
    ~SalesforceApp();
    SalesforceApp(const SalesforceApp&) = delete;
    SalesforceApp& operator=(const SalesforceApp&) = delete;

private:
    idp::Idp& idp_;
    std::optional<saml::EntityDescriptor> before_;
};

/// Who walks: with the passwords that they know.
struct SalesforcePerson {
    std::string username, email, id;        ///< at Salesforce
    std::string password;                   ///< there; "" for none; a secret
    std::string idp_username, idp_password; ///< at the company's IdP; the second a secret
    salesforce::Org* org = nullptr;
};

/// How far it went.
struct SalesforceWalk {
    std::vector<std::string> offered;       ///< the saved usernames on the first page that had any
    bool picked = false, consented = false; ///< a saved username was chosen; the app was allowed
    bool asked_password = false;            ///< Salesforce wanted one, whatever came of it
    bool asked_idp = false;                 ///< the IdP's login form was filled in
    std::optional<HttpRequest> held;        ///< the request to be held back, when the walk came to it
    browser::Page page;                     ///< where it rests else
};

/// Walks on from a start until `stop`, or until there is nothing that the person could do.
boost::asio::awaitable<Result<SalesforceWalk>> walk_salesforce(std::shared_ptr<browser::Browser> browser,
                                                               std::string start, SalesforcePerson person,
                                                               browser::StopBefore stop);

} // namespace idpsim::engine
