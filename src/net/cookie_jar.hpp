#pragma once
/// Cookies as a browser keeps them (RFC 6265 sections 5.3, 5.4), on the case's clock.
#include "src/core/http.hpp"
#include "src/core/instant.hpp"

#include <string>
#include <vector>

namespace idpsim::net {

struct Cookie {
    std::string name, value;
    std::string domain;               ///< lower case, without leading dot
    bool host_only = true;
    std::string path = "/";
    bool secure = false, http_only = false;
    std::string same_site;            ///< "" when not given
    std::optional<Instant> expires;   ///< nothing: until the browser closes
};

class CookieJar {
public:
    /// Takes every Set-Cookie of an answer from `url`.
    void store(std::string_view url, const Headers& headers, Instant now);
    /// The Cookie header's value for a request to `url`, or "".
    std::string header_for(std::string_view url, Instant now) const;
    void clear() { cookies_.clear(); }
    const std::vector<Cookie>& cookies() const { return cookies_; }

private:
    std::vector<Cookie> cookies_;
};

} // namespace idpsim::net
