#pragma once
/// What a profile says about differences to recorded messages: `fidelity` and `other_products`, of SCIM
/// `scim_fidelity` and `other_records`.
#include "simulator/idp/profile.hpp"
#include "src/engine/fields.hpp"

#include <string_view>
#include <vector>

namespace idpsim::engine {

/// Throws Failure for an explanation that would fit anything: a place without a name, or a side that is "*" alone.
std::vector<idp::KnownDifference> read_known_differences(Fields& from, std::string_view name = "fidelity");

void read_fidelity(Fields& from, idp::Profile& out);

} // namespace idpsim::engine
