#pragma once
/// "Log in with Salesforce", and the people that come from there.
#include "simulator/sp/product.hpp"

#include <string>
#include <vector>

namespace idpsim::sp {

/// A way in for the sign-in page.
struct SignInLink {
    std::string text; ///< "Log in with Salesforce"
    std::string url;
};
/// One per Salesforce org that the organisation has connected; none where the product does not know Salesforce.
std::vector<SignInLink> salesforce_links(const Product& product, const Organisation& org);

/// Where a login with Salesforce begins; `environment` and `relay_state` may be added.
std::string salesforce_login_url(const Product& product, const Organisation& org);
/// Where Salesforce sends the browser back to: the connected app's Callback URL.
std::string salesforce_callback(const Product& product, const Organisation& org);

// -- endpoints of browsers
HttpResponse start_salesforce_login(Product& product, const Call& call);
Reply finish_salesforce_login(Product& product, const Call& call);

// -- endpoints of account admins
HttpResponse list_salesforce(Product& product, const Call& call);
HttpResponse connect_salesforce(Product& product, const Call& call);
HttpResponse disconnect_salesforce(Product& product, const Call& call);
Reply pull_salesforce_people(Product& product, const Call& call);

} // namespace idpsim::sp
