#pragma once
/// What is wrong with an answer of Salesforce's on its way to the product: each fault alone in a good login.
#include "src/core/http.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// What a fault may use.
struct SalesforceAttack {
    std::string client_secret; ///< with which a changed token answer is signed anew
    std::string elsewhere;     ///< an origin of somebody else's, who passes on what Salesforce says
    std::string victim_id;     ///< user id of somebody else in the same org; "" for none
};

struct SalesforceFault {
    std::string_view id;
    std::string_view sentence;
    std::string_view path; ///< whose answer is bent: "token" or "identity"
    std::function<void(HttpResponse&, const SalesforceAttack&)> bend;
};

const std::vector<SalesforceFault>& salesforce_faults();
/// Null when there is none of that name.
const SalesforceFault* find_salesforce_fault(std::string_view id);

} // namespace idpsim::engine
