#pragma once
/// Which URLs belong together in a browser's eyes (HTML Standard, section 7.1.1 "Sites"; Secure Contexts).
#include "src/core/url.hpp"

#include <string>
#include <string_view>

namespace idpsim::net {

/// A name under which anybody can register: a single label ("com", "example"), or one of the usual second-level names
/// below a country ("co.uk", "com.au"). An approximation of the Public Suffix List: suffixes that a company offers to
/// its customers ("azurewebsites.net") are not known. Addresses and "localhost" are none.
bool is_public_suffix(std::string_view host);
/// The registrable domain, lower case: "acme.okta.com" -> "okta.com"; addresses and public suffixes stay whole.
std::string registrable_domain(std::string_view host);
/// Same scheme and registrable domain ("schemefully same site"); ports do not matter.
bool is_same_site(const Url& a, const Url& b);
/// https, or a host that never leaves the machine (localhost, 127.0.0.0/8, ::1).
bool is_secure_context(const Url& url);
bool is_ip_address(std::string_view host);
/// A name, or an address out in public: not loopback, link-local, private, shared, multicast, unspecified or mapped to one
/// of these; no number that resolvers read as an address ("2130706433", "0x7f.1"); not "localhost" nor a name without dots
/// or below "local" and "internal".
bool is_public_host(std::string_view host);

} // namespace idpsim::net
