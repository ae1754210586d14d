#pragma once
/// Judges what a SCIM server answered by the rule of one request. Whatever the server sends, the outcome is a sentence.
#include "simulator/idp/scim_profile.hpp"
#include "src/core/http.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace idpsim::idp {

struct ScimAnswer {
    bool ok = false;
    bool nobody = false;                     ///< a look-up's "not found" status
    int status = 0;                          ///< 0 when no answer came
    bool forget = false;                     ///< ok, and the client no longer knows the resource
    std::string problem;                     ///< when not ok: one sentence without the request's name
    bool sent = true;                        ///< false: there was nothing to send, or a value was lacking
    std::optional<std::string> retry_after;  ///< the header, as it came
    std::optional<boost::json::object> body; ///< when there was a JSON object, good or bad
};

/// Never throws. A body is read up to 4 MiB and 32 levels.
ScimAnswer judge_answer(const ScimRequest& rule, const Result<HttpResponse>& response);

/// The `id` of a resource as text: a string that is not empty, or a number; nothing otherwise.
std::optional<std::string> resource_id(const boost::json::object& resource);

/// The resources of a ListResponse (member names in any case); null when there is no such list.
const boost::json::array* listed_resources(const boost::json::object& list);

} // namespace idpsim::idp
