#pragma once
/// PATCH of a group's members one by one: a group of many is neither read nor written whole for one who joins or leaves.
#include "simulator/scim/collection.hpp"
#include "src/scim/patch.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace idpsim::scim_server {

/// Whether the group is now as scim::apply_patch and an update would have left it. False, with nothing changed, for
/// operations of any other kind, and for all that would be refused: what to say then is the general way's.
bool patch_members(const Call& call, const scim::ResourceType& type, std::string_view id,
                   const std::vector<scim::PatchOperation>& operations);

} // namespace idpsim::scim_server
