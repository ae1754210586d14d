#pragma once
/// What a standard, or an attacker, asks of a SCIM server, row by row: conformance/requirements/TOPIC.lua. Each row is a check
/// with a clause of its own; a scenario with `parameters = "requirements:TOPIC"` plays one case per row and judges it by
/// t:holds. So a report says of every single requirement whether it is kept.
#include "src/engine/load_clauses.hpp"

#include <string>
#include <vector>

namespace idpsim::engine {

struct Requirement {
    std::string topic;                 ///< the file's name: "scim-patch"
    std::string name;                  ///< in the case's id: "atomic"
    std::string check;                 ///< "scim.rfc.atomic", of an attack "scim.attack.atomic"
    std::string clause;                ///< "rfc7644-3.5.2-atomic"
    std::string level;                 ///< MUST, SHOULD or MAY: what is not kept fails a MUST and is a warning otherwise
    std::string sentence;              ///< what a server does that keeps it
    std::string reading;               ///< which of several readings of the standard is held, where they differ; or ""
    std::string feature;               ///< of ServiceProviderConfig: a server that disclaims it is not asked; or ""
    std::string must;                  ///< of an attack: refuse, accept, policy, survive, behave; else ""
    std::vector<std::string> faults;   ///< of conformance/faults: what a server that does not keep it has
    std::string file;
    std::size_t line = 1;              ///< of the row's name in the file
    bool is_attack() const { return !must.empty(); }
};

/// Adds the rows of one file, and their clauses. Throws Failure naming file, line and field.
void load_requirements(lua::State& state, const std::filesystem::path& file, std::vector<Requirement>& into, Clauses& clauses);

/// The row, or null.
const Requirement* find_requirement(const std::vector<Requirement>& all, std::string_view topic, std::string_view name);

} // namespace idpsim::engine
