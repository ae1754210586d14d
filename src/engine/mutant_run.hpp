#pragma once
/// Which scenarios and checks catch which planted fault.
#include "simulator/mutants/mutant.hpp"
#include "src/engine/run.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace idpsim::engine {

/// What one mutant changed against the correct product.
struct MutantResult {
    std::string id, fault;
    std::set<std::string> killed_by_checks;      ///< check ids, and "scenario: sentence" for a scenario's expectations
    std::set<std::string> killed_by_scenarios;
    std::set<std::string> killed_by_cases;
    std::string proves;                          ///< the claim that names it, which it is to break alone; "" when none does
    std::set<std::string> breaks;                ///< claims that it makes fail, of the scenarios that it played
    /// It breaks the claim that names it and no other.
    bool is_exact() const { return breaks == std::set<std::string>{proves}; }
    bool survives() const { return killed_by_scenarios.empty(); }
};

struct KillMatrix {
    std::vector<MutantResult> mutants;
    std::set<std::string> idle_checks;           ///< kill no mutant
    std::set<std::string> idle_scenarios;        ///< fail for no mutant
    std::set<std::string> idle_attacks;          ///< cases with a fault, not of policy, that no mutant gets wrong: told, no failure
    std::vector<std::string> broken_controls;    ///< cases that do not pass on the correct product
    std::set<std::string> unproven_claims;       ///< no mutant breaks them alone
    bool holds() const { return idle_checks.empty() && idle_scenarios.empty() && broken_controls.empty() && unproven_claims.empty() && survivors() == 0; }
    std::size_t survivors() const;
};

struct MutantOptions {
    std::string glob = "*";        ///< which mutants; several globs with commas between
    unsigned jobs = 0;
    std::uint64_t seed = 1;
};

/// A finding that fails with a mutant and does not with the correct product is a kill. One IdP plays (the first that
/// has what a scenario needs): what is tested are the checks, not the vendors. A mutant that a claim names plays a case of every
/// scenario behind any claim as well: it has to break that claim and no other. Progress is told through the observer.
KillMatrix run_mutants(const Catalogue& catalogue, idp::KeyRing& keys, const MutantOptions& options,
                       const std::function<void(const MutantResult&)>& finished);

} // namespace idpsim::engine
