#pragma once
/// The `scim` table of a profile: variant -> how that variant of the vendor's SCIM client speaks.
#include "simulator/idp/scim_profile.hpp"
#include "src/engine/fields.hpp"

#include <map>
#include <string>

namespace idpsim::engine {

/// `fields` is the map variant -> table; every variant is read whole and finished.
/// Throws Failure naming file:line and field.
std::map<std::string, idp::ScimProfile> read_scim_profiles(Fields fields);

} // namespace idpsim::engine
