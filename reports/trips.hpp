#pragma once
/// Which identity providers trip over what was found, for every format.
#include "conformance/result.hpp"

#include <string>
#include <utility>
#include <vector>

namespace idpsim::reports {

/// One thing that an IdP's client does with this server, and what shows it.
struct TripTold {
    std::string sentence, source;
    std::vector<std::string> cases;   ///< ids, each once, in plan order
};

/// IdP id -> what happens to its client; the IdP with the most comes first. Empty when no finding breaks any.
std::vector<std::pair<std::string, std::vector<TripTold>>> trips_by_idp(const conformance::RunResult& run);

} // namespace idpsim::reports
