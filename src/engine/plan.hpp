#pragma once
/// Which cases a run has: scenario x IdP (x parameter), selected, sharded, in a fixed order.
#include "src/engine/catalogue.hpp"
#include "src/engine/select.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::engine {

/// One case to run. Indices point into the catalogue.
struct PlannedCase {
    std::string id;                    ///< "okta/scim/life-cycle@wizard"
    std::size_t profile = 0, scenario = 0;
    std::string parameter;             ///< "" when the scenario has none
    std::string scim_variant;          ///< the SCIM dialect; "" when the vendor has none
    std::vector<std::string> claims;   ///< of the scenario and of the product's file, that concern this case
};

struct PlanOptions {
    std::vector<std::string> idps;     ///< profile ids; empty: all
    Selection selection;
    std::optional<std::pair<unsigned, unsigned>> shard;   ///< I of N, from 1
};

/// Sorted by IdP (in the catalogue's order), scenario id, parameter. Throws Failure (invalid) for an unknown IdP.
/// Whether a case belongs to a shard hangs on its id alone, so adding cases moves none of the others.
std::vector<PlannedCase> make_plan(const Catalogue& catalogue, const PlanOptions& options);

} // namespace idpsim::engine
