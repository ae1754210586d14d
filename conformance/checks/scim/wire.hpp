#pragma once
/// Finding one's way in the exchanges of a SCIM step.
#include "conformance/record.hpp"

#include <boost/json/value.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::conformance::checks {

/// "POST /Users": the method and what follows the base URL, query left out.
bool is_request(const Exchange& exchange, const ScimRecord& step, std::string_view method, std::string_view resource);
/// Every such exchange of the step; `resource` is "/Users", "/Users/*" (one resource) or "/Groups" ...
std::vector<const Exchange*> find_exchanges(const ScimRecord& step, std::string_view method, std::string_view resource);
/// The body as JSON; null when it is none.
boost::json::value body_of(const HttpResponse& response);
boost::json::value body_of(const HttpRequest& request);
/// A member of an object, or null. Names are compared without case (rfc7643 section 2.1).
const boost::json::value* member(const boost::json::value& value, std::string_view name);
/// "name.givenName" below `value`, or null.
const boost::json::value* at_path(const boost::json::value& value, std::string_view path);
/// A value for people: text without quotes, anything else serialised, cut at 120 octets.
std::string shown(const boost::json::value* value);
std::string shown_status(const Exchange& exchange);

/// Judges every matching exchange; passes when all do, `unverified` when the step made none.
Finding judge_each(const ScimRecord& step, std::string_view method, std::string_view resource, std::string expected,
                   const std::function<std::string(const Exchange&)>& problem);

} // namespace idpsim::conformance::checks
