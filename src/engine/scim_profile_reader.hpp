#pragma once
/// The `scim` table of a profile: its `variants`, each of them how that variant of the vendor's SCIM client speaks.
#include "simulator/idp/scim_profile.hpp"
#include "src/engine/fields.hpp"

#include <map>
#include <string>

namespace idpsim::engine {

/// `fields` is the table `scim`; its `variants` map names to tables, each read whole and finished.
/// Throws Failure naming file:line and field.
std::map<std::string, idp::ScimProfile> read_scim_profiles(Fields fields);

} // namespace idpsim::engine
