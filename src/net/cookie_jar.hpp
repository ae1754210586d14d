#pragma once
/// Cookies as a browser keeps them (RFC 6265 sections 5.3, 5.4; SameSite and prefixes as in
/// draft-ietf-httpbis-rfc6265bis), on the case's clock.
#include "src/core/http.hpp"
#include "src/core/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::net {

struct Cookie {
    std::string name, value;
    std::string domain; ///< lower case, without leading dot
    bool host_only = true;
    std::string path = "/";
    bool secure = false, http_only = false;
    std::string same_site;          ///< "strict", "lax", "none"; "" when not given or unknown
    std::optional<Instant> expires; ///< nothing: until the browser closes
    Instant created{};              ///< when it got its present value
};

/// How a request came about, which is what SameSite is about (rfc6265bis section 5.8.3).
enum class RequestSite {
    same_site,         ///< from a page of the same site, or from the person (a typed URL)
    cross_site_safe,   ///< a navigation from another site by GET or HEAD: links, redirects
    cross_site_unsafe, ///< another site's page posts a form here, as every IdP does to an ACS
};

class CookieJar {
public:
    /// Takes every Set-Cookie of an answer from `url`, and drops the ones a browser would drop: for a foreign domain or
    /// a public suffix, Secure from an insecure origin, SameSite=None without Secure, a broken __Host- or __Secure-
    /// promise. Max-Age goes before Expires; nothing lives longer than 400 days.
    void store(std::string_view url, const Headers& headers, Instant now);
    /// The Cookie header's value for a request to `url`, or "": longer paths first, then older cookies.
    ///
    /// SameSite decides what an SP still knows about a login it began when the IdP's page posts the Response to its
    /// ACS, a cross-site unsafe request: None is sent, Lax and Strict are not. Without SameSite, Chromium sends a
    /// cookie like Lax but for its first two minutes also with a POST, while others treat it like None; this jar does
    /// as Chromium does.
    std::string header_for(std::string_view url, Instant now, RequestSite site = RequestSite::same_site) const;
    void clear() { cookies_.clear(); }
    const std::vector<Cookie>& cookies() const { return cookies_; }

private:
    void put(Cookie cookie, bool from_secure_origin);
    std::vector<Cookie> cookies_;
};

} // namespace idpsim::net
