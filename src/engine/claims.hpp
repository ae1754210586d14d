#pragma once
/// The product's claims beside the scenarios: which show them, with whom, and whether the names in the file mean anything.
#include "src/engine/catalogue.hpp"

#include <string>
#include <vector>

namespace idpsim::engine {

/// The product's claims that a scenario shows: those which it names itself, and those whose scenario globs name it.
std::vector<std::string> claims_of(const Catalogue& catalogue, const Scenario& scenario);

/// A claim as results keep it: its level for every profile, and the scenarios behind it.
conformance::ClaimInfo describe_claim(const Catalogue& catalogue, const Claim& claim);

/// Names of the product's file that mean nothing: IdPs, and globs that fit no scenario or no claim. Throws Failure naming
/// file, line and field.
void check_product(const Catalogue& catalogue);

} // namespace idpsim::engine
