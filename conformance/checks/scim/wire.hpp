#pragma once
/// Finding one's way in the exchanges of a SCIM step.
#include "conformance/record.hpp"

#include <boost/json/value.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::conformance::checks {

/// "POST /Users": the method and what follows the base URL; the query and a slash at either's end are left out.
bool is_request(const Exchange& exchange, const ScimRecord& step, std::string_view method, std::string_view resource);
/// Every such exchange of the step; `resource` is "/Users", "/Users/*" (one resource) or "/Groups" ...
std::vector<const Exchange*> find_exchanges(const ScimRecord& step, std::string_view method, std::string_view resource);
/// The last segment of the request's path, decoded: the id where the URL is a resource's.
std::string last_segment(std::string_view url);
/// The body as JSON; null when it is none.
boost::json::value body_of(const HttpResponse& response);
boost::json::value body_of(const HttpRequest& request);
/// A member of an object, or null. Names are compared without case (rfc7643 section 2.1).
const boost::json::value* member(const boost::json::value& value, std::string_view name);
/// "name.givenName", `emails[type eq "work"].value`, or with the URN of an extension in front, below `value`; null when it is
/// not there.
const boost::json::value* at_path(const boost::json::value& value, std::string_view path);
/// A value for people: text without quotes, anything else serialised, cut at 120 octets.
std::string shown(const boost::json::value* value);
/// "201", or why no answer came.
std::string shown_status(const Exchange& exchange);

/// What an exchange says about a requirement: nothing at all (nullopt), that it is kept (""), or how it is broken.
using Opinion = std::optional<std::string>;
inline const Opinion not_concerned = std::nullopt;
inline const Opinion kept = std::string();
using Judge = std::function<Opinion(const Exchange&)>;

/// Fails with every exchange that breaks the requirement as evidence; passes, naming the last one that keeps it, when
/// none does; `unverified` for the reason `if_none` when no exchange is concerned.
Finding judge_each(const std::vector<const Exchange*>& exchanges, std::string expected, std::string if_none,
                   const Judge& judge);

} // namespace idpsim::conformance::checks
