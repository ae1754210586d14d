#pragma once
/// What scenarios do with Salesforce:
///
///   t.salesforce:org{ sandbox = "uat" }     an org whose SSO is the case's IdP, with a connected app that the
///   product's admin entered org:person(ada, { password = true })    a user of it; without a password one of SSO alone
///   org:open_tile(person), org:log_in(person)   a visit: the browser has a session at Salesforce when it is signed_in
///   t.sp:log_in_with_salesforce(person, { browser = visit, fault =, relay_state =, deliver = false })
///   t.sp:return_from_salesforce(login, { browser = "new" or another, state_of = login, state = text, fault = })
#include "src/engine/salesforce_walk.hpp"
#include "src/engine/story.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

struct StorySalesforce {
    std::shared_ptr<Story> story;
};
struct StorySalesforceOrg {
    std::shared_ptr<Story> story;
    salesforce::Org* org = nullptr;
    salesforce::ConnectedApp* app = nullptr; ///< the product's; null until it is connected
};
/// Somebody was at Salesforce.
struct SalesforceVisit {
    std::shared_ptr<browser::Browser> browser;
    bool signed_in = false, asked_password = false, asked_idp = false;
    std::string reason; ///< what the page says where it ended
};
/// A login with Salesforce, as scenarios see it.
struct SalesforceLoginSeen {
    std::shared_ptr<browser::Browser> browser;
    SalesforcePerson who;
    SpParty* sp = nullptr;
    std::vector<std::string> offered; ///< saved usernames
    bool picked = false, consented = false, asked_password = false, asked_idp = false;
    std::optional<HttpRequest> back; ///< the request that brought, or will bring, the browser back to the product
    bool accepted = false;
    std::string person, organisation; ///< whom the probe names
    std::string reason;               ///< what the page says where it ended
    std::string landed;               ///< the URL there
    int status = 0;
};

/// The part of it that goes through the product.
void register_story_salesforce_login(lua::State& state);
boost::asio::awaitable<Result<SalesforceLoginSeen>>
log_in_with_salesforce(StorySp& self, const SalesforcePerson& person, lua::Value options);
boost::asio::awaitable<Result<SalesforceLoginSeen>>
return_from_salesforce(StorySp& self, const SalesforceLoginSeen& login, lua::Value options);

} // namespace idpsim::engine
