#pragma once
/// The built-in product: a SAML service provider with sessions, accounts and teams, an HTTP API for its owner and its
/// customers' admins (ARCHITECTURE.md, section 6), and the SCIM server for the same accounts.
#include "simulator/sp/behaviour.hpp"
#include "simulator/sp/config.hpp"
#include "simulator/sp/reply.hpp"
#include "src/core/clock.hpp"
#include "src/core/http.hpp"
#include "src/core/random.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

struct Product;

/// Lives on one thread. `directory`, `clock` and `random` must outlive it; a service provider that faces other people
/// is given a Random::from_system().
class ServiceProvider {
public:
    ServiceProvider(SpConfig config, scim_server::Directory& directory, const Clock& clock, Random& random,
                    SpBehaviour behaviour = {});
    ~ServiceProvider();
    ServiceProvider(ServiceProvider&&) noexcept;
    ServiceProvider& operator=(ServiceProvider&&) noexcept;

    /// Answers any request; what its sender got wrong is a 4xx, never an exception. Throws Failure when our own
    /// database fails. Artifacts and metadata by URL need an errand first.
    Reply begin(const HttpRequest& request);
    /// The same where nothing can be fetched.
    HttpResponse handle(const HttpRequest& request);
    /// The origins that requests for this product go to.
    std::vector<std::string> origins() const;

private:
    std::unique_ptr<Product> product_;
};

/// What is said about a request that could not be read (413, 431 ...): below /scim as SCIM clients read it.
HttpResponse answer_unread(int status, std::string_view target);

} // namespace idpsim::sp
