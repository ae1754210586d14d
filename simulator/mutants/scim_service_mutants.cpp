#include "simulator/mutants/scim_bending.hpp"

namespace idpsim::mutants {
std::span<const Mutant> scim_service_mutants() { return {}; }
} // namespace idpsim::mutants
