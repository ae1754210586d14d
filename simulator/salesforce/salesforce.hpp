#pragma once
/// A simulated Salesforce: the two login hosts, and the orgs behind their My Domain hosts. OAuth 2.0 web-server flow,
/// identity, users by query; each org a SAML service provider of its own.
#include "simulator/salesforce/org.hpp"
#include "src/core/clock.hpp"
#include "src/core/http.hpp"
#include "src/saml/values.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::salesforce {

struct World;

/// Where Salesforce can be made to do what it does not.
struct Hooks {
    bool codes_last = false; ///< a code is good more than once
    /// Where an answer can be bent before it leaves.
    /// `path` is one of Vendor::paths, by name: "token", "identity", "query".
    std::function<void(std::string_view path, const HttpRequest&, HttpResponse&)> after;
};

/// Lives on one thread; vendor, clock and random stream must outlive it.
class Salesforce {
public:
    Salesforce(const Vendor& vendor, const Clock& clock, Random& random);
    ~Salesforce();
    Salesforce(const Salesforce&) = delete;
    Salesforce& operator=(const Salesforce&) = delete;

    /// `sandbox` names the sandbox of the company, "" makes a production org. References stay. Throws Failure (invalid)
    /// when the host is taken.
    Org& add_org(std::string name, std::string domain, std::string sandbox);
    /// Fills in the id; Failure (invalid) when the username is taken in the org's environment.
    User& add_user(Org& org, User user);
    /// Fills in consumer key and secret.
    ConnectedApp& add_app(Org& org, ConnectedApp app);
    /// The org trusts this identity provider from now on. Failure when its metadata cannot be used.
    void trust(Org& org, std::string_view idp_metadata);
    /// The org as the identity provider's admin enters it.
    saml::EntityDescriptor service_provider(const Org& org) const;
    /// Ends the user's sessions everywhere.
    void end_sessions(std::string_view user_id);

    /// The login hosts and every org's host.
    std::vector<std::string> origins() const;
    HttpResponse handle(const HttpRequest& request);
    Hooks& hooks();
    const Vendor& vendor() const;

private:
    std::unique_ptr<World> world_;
};

} // namespace idpsim::salesforce
