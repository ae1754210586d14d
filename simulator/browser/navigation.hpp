#pragma once
/// The requests a browser makes of a click, a redirect or a form, and what it tells about where they came from.
#include "src/core/http.hpp"
#include "src/core/result.hpp"
#include "src/core/url.hpp"
#include "src/net/cookie_jar.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::browser {

/// A typed URL: no Origin, no Referer, Sec-Fetch-Site: none. Malformed unless `url` is absolute http(s).
Result<HttpRequest> typed_request(std::string_view url);

/// A form of the page at `page_url`, sent to `action` (resolved against it, "" is the page itself).
/// get: the fields become the query; post: application/x-www-form-urlencoded, line breaks as CR LF (HTML Standard,
/// "constructing the entry list").
Result<HttpRequest> form_request(std::string_view page_url, std::string_view action, std::string_view method,
                                 const Params& fields);

/// The request after `status` with `location` answered `request`; nothing when that is no redirect, or one to an
/// application ("slack://"). Origin, Referer and Sec-Fetch-Site are told anew: they go back to whoever began it all.
Result<std::optional<HttpRequest>> redirected_request(const HttpRequest& request, int status,
                                                      const std::optional<std::string>& location);

/// What SameSite makes of `request`, from its own Origin and Referer.
net::RequestSite request_site(const HttpRequest& request);

} // namespace idpsim::browser
