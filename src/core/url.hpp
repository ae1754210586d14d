#pragma once
/// URLs and application/x-www-form-urlencoded, on top of Boost.URL.
#include "src/core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace idpsim {

/// Name and value pairs in the order sent, duplicates kept, values decoded.
using Params = std::vector<std::pair<std::string, std::string>>;

/// An absolute http or https URL, taken apart.
struct Url {
    std::string scheme;       ///< "http" or "https"
    std::string host;         ///< as written, IPv6 without brackets
    std::uint16_t port = 0;   ///< the scheme's default when not written
    std::string path;         ///< "/" when empty; still percent-encoded
    std::string query;        ///< after "?", still percent-encoded; "" when absent

    /// "https://sp.example" or "http://127.0.0.1:8080": default ports are left out.
    std::string origin() const;
    /// Path and query as an HTTP request line carries them.
    std::string target() const;
};

/// Malformed unless absolute http(s) with a host. A fragment is dropped; user information is refused.
Result<Url> parse_url(std::string_view text);

/// `reference` (absolute, absolute-path or relative) resolved against `base`.
Result<std::string> resolve_url(std::string_view base, std::string_view reference);

/// Which octets stay as they are: RFC 3986 unreserved, in capital hexadecimal escapes.
std::string percent_encode(std::string_view text);
/// The same with `+` for a space, as HTML forms and several SCIM clients send it.
std::string form_encode(std::string_view text);
/// Turns %XX into octets; with `plus_is_space`, `+` into a space. Malformed escapes are an error.
Result<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

/// Reads a query string or form body. Malformed escapes are an error.
Result<Params> parse_form(std::string_view encoded);
std::string write_form(const Params& params);

/// The first value of `name`, or nothing.
std::optional<std::string> find_param(const Params& params, std::string_view name);

/// What stands between `url` and a further parameter: `?`, `&`, or nothing when the URL ends in one of them.
std::string_view query_separator(std::string_view url);
/// `url` with `name=value` appended.
std::string with_param(std::string url, std::string_view name, std::string_view value);

} // namespace idpsim
