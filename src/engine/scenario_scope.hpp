#pragma once
/// With which IdPs a scenario plays, and once for what: the words of its `idps` and `parameters`.
#include "src/engine/load_scenario.hpp"
#include "simulator/idp/profile.hpp"

#include <string>
#include <vector>

namespace idpsim::engine {

/// One case of a scenario that has several with an IdP.
struct CaseParameter {
    std::string value; ///< what the story sees
    std::string name;  ///< in the case's id: the value, of a URI its last part
};

/// Whether the scenario plays with that IdP.
bool concerns(const Scenario& scenario, const idp::Profile& profile);
/// "faults:THEME" and "setting:KEY" expanded for that IdP; {} when the scenario has none.
std::vector<CaseParameter> parameters_of(const Scenario& scenario, const idp::Profile& profile);
/// Throws Failure naming file, line and field when a word of the scenario's means nothing to any of the profiles.
void check_scope(const Scenario& scenario, const std::vector<idp::Profile>& profiles);

} // namespace idpsim::engine
