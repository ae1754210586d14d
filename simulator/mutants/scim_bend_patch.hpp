#pragma once
/// Ways to bend what a SCIM server makes of a PATCH.
#include "simulator/mutants/mutant.hpp"
#include "simulator/mutants/scim_bend.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::mutants {

enum class Fate { stays, is_left_out, is_refused };
/// Each operation of a PATCH, as it came; `scim_type` is that of the refusal.
void bend_operations(sp::SpBehaviour& behaviour, std::function<Fate(boost::json::object& operation)> bend,
                     int status = 400, std::string_view scim_type = "invalidValue");

using Operations = std::vector<scim::PatchOperation>;
/// A PATCH as it was read, with the resource that it is for; a refusal ends it.
using BendPatch = std::function<std::optional<scim::Refusal>(Operations&, boost::json::object& resource, const scim::ResourceType&)>;
void bend_patch(sp::SpBehaviour& behaviour, BendPatch bend);
/// What has come of a PATCH.
using BendOutcome = std::function<void(boost::json::object& changed, const boost::json::object& before, const Operations&,
                                       const scim::ResourceType&)>;
void bend_outcome(sp::SpBehaviour& behaviour, BendOutcome bend);

/// Of an operation as it came: its path, or "".
std::string path_text(const boost::json::object& operation);
bool is_op(const boost::json::object& operation, std::string_view op);
/// Whether the operation's path is the attribute itself, without filter and sub-attribute.
bool is_whole(const scim::PatchOperation& operation, std::string_view attribute);
/// Whether it has a value filter that hits nothing.
bool hits_nothing(const scim::PatchOperation& operation, const boost::json::object& resource, const scim::ResourceType& type);

} // namespace idpsim::mutants
