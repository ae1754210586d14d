#include "simulator/sp/salesforce_config.hpp"

#include "src/core/text.hpp"

namespace idpsim::sp {

bool SalesforceConfig::is_my_domain(std::string_view environment, std::string_view origin) const {
    // A sandbox's host ends as a production org's does.
    if (matches_glob(sandbox_domain, origin)) return environment == "sandbox";
    return environment == "production" && matches_glob(production_domain, origin);
}

} // namespace idpsim::sp
