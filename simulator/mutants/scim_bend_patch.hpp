#pragma once
/// How SCIM servers with a fault are made: requests and answers are bent on their way, PATCH is applied in another manner.
#include "simulator/mutants/mutant.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A namespace of its own: other mutants have helpers of the same names that mean something else.
namespace idpsim::mutants::bent {

/// "/Users", "/Groups", "/Users/" with an id after it ... of a SCIM URL; the query is left out.
bool is_below(const HttpRequest& request, std::string_view collection);
/// The URL without query.
std::string path_of(const HttpRequest& request);
/// A SCIM error.
HttpResponse refusal(int status, std::string_view scim_type = "");

using Before = std::function<std::optional<HttpResponse>(HttpRequest&)>;
/// Before the server sees a request: it may be changed, or answered.
void before(sp::SpBehaviour& behaviour, Before bend);
/// After the server's answer.
void after(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, HttpResponse&)> bend);
/// The JSON object of a request's body.
void bend_bodies(sp::SpBehaviour& behaviour, std::function<std::optional<HttpResponse>(HttpRequest&, boost::json::object&)> bend);
/// The JSON object of an answer.
void bend_answers(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, HttpResponse&, boost::json::object&)> bend);
/// Every resource within an answer, alone or in a list.
void bend_resources(sp::SpBehaviour& behaviour, std::function<void(boost::json::object&)> bend);

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
/// The list called so, or null.
boost::json::array* list_of(boost::json::object& resource, std::string_view name);

} // namespace idpsim::mutants::bent
