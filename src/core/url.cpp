#include "src/core/url.hpp"

#include "src/core/octet_set.hpp"
#include "src/core/text.hpp"

#include <boost/url.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace idpsim {
namespace urls = boost::urls;
namespace {

/// All but the unreserved octets of RFC 3986 section 2.3.
constexpr OctetSet reserved =
    OctetSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~").others();
constexpr OctetSet escaping("%+");

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string encode(std::string_view text, bool space_as_plus) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return reserved.rewrite(text, [=](std::string& out, std::size_t at) {
        if (text[at] == ' ' && space_as_plus) {
            out += '+';
        } else {
            const auto octet = static_cast<unsigned char>(text[at]);
            out += '%';
            out += digits[octet >> 4];
            out += digits[octet & 15];
        }
        return at + 1;
    });
}

std::uint16_t default_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

/// A user and password before the host are masked, whether the rest is well formed or not.
std::string without_user(std::string_view url) {
    const auto mark = url.find("://");
    const auto from = mark == std::string_view::npos ? 0 : mark + 3;
    const auto at = url.substr(from, url.find_first_of("/?#", from) - from).rfind('@');
    if (at == std::string_view::npos) return std::string(url);
    return std::string(url.substr(0, from)) + "***" + std::string(url.substr(from + at));
}

Error bad_url(std::string_view text, std::string why) {
    return Error{Fault::malformed, "URL \"" + without_user(text).substr(0, 200) + "\"", std::move(why)};
}

/// What may follow the authority and means the same in every parser; "%" and "[" are left to one.
constexpr OctetSet odd =
    OctetSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?").others();
constexpr OctetSet odd_in_host = OctetSet("abcdefghijklmnopqrstuvwxyz0123456789-.").others();

bool has_odd(std::string_view text) {
    for (std::size_t at = odd.find(text); at != text.size(); at = odd.find(text, at + 3)) {
        const bool is_escape = text[at] == '%' && text.size() - at > 2 && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
        if (!is_escape) return true;
    }
    return false;
}

/// Most URLs are of the plainest kind, and servers read one with each request. Nothing for any other.
std::optional<Url> parse_plain(std::string_view text) {
    Url out;
    for (const std::string_view scheme : {"http", "https"}) {
        if (text.starts_with(scheme) && text.substr(scheme.size()).starts_with("://")) out.scheme = scheme;
    }
    if (out.scheme.empty()) return std::nullopt;
    text.remove_prefix(out.scheme.size() + 3);
    const std::size_t authority = std::min(text.find_first_of("/?"), text.size());
    const std::size_t host = odd_in_host.find(text.substr(0, authority));
    out.host = text.substr(0, host);
    out.port = default_port(out.scheme);
    if (host < authority) {
        const char* const end = text.data() + authority;
        const auto [read, failed] = std::from_chars(text.data() + host + 1, end, out.port);
        if (text[host] != ':' || failed != std::errc() || read != end || out.port == 0) return std::nullopt;
    }
    text.remove_prefix(authority);
    if (out.host.empty() || has_odd(text)) return std::nullopt;
    const std::size_t query = std::min(text.find('?'), text.size());
    out.path = query == 0 ? "/" : text.substr(0, query);
    out.query = text.substr(std::min(query + 1, text.size()));
    return out;
}

Result<Url> parse_anew(std::string_view text) {
    if (std::optional<Url> plain = parse_plain(text)) return std::move(*plain);
    const auto parsed = urls::parse_uri(text);
    if (!parsed) return bad_url(text, "not an absolute URL");
    const urls::url_view& view = *parsed;
    Url out;
    out.scheme = to_lower(std::string_view(view.scheme()));
    if (out.scheme != "http" && out.scheme != "https") return bad_url(text, "the scheme must be http or https");
    if (view.has_userinfo()) return bad_url(text, "user information is not allowed");
    out.host = std::string(view.host_address());
    if (out.host.empty()) return bad_url(text, "no host");
    if (view.has_port() && view.port_number() == 0) return bad_url(text, "not a port");
    out.port = view.has_port() ? view.port_number() : default_port(out.scheme);
    out.path = std::string(view.encoded_path());
    if (out.path.empty()) out.path = "/";
    // Boost.URL takes the address that "127.0.0.1.example" begins with for the host.
    if (!out.path.starts_with('/')) return bad_url(text, "not a host");
    out.query = std::string(view.encoded_query());
    return out;
}

} // namespace

std::string Url::origin() const {
    const bool v6 = host.find(':') != std::string::npos;
    std::string out = scheme + "://" + (v6 ? "[" + host + "]" : to_lower(host));
    if (port != default_port(scheme)) out += ":" + std::to_string(port);
    return out;
}

std::string Url::target() const { return query.empty() ? path : path + "?" + query; }

/// One exchange's URL is asked for by the browser, its cookie jar, the wire and the party: the last few are kept.
Result<Url> parse_url(std::string_view text) {
    struct Known {
        std::string text;
        Url url;
    };
    thread_local std::array<Known, 4> known;
    thread_local std::size_t oldest = 0;
    for (const Known& one : known)
        if (!text.empty() && one.text == text) return one.url;
    Result<Url> parsed = parse_anew(text);
    if (parsed) known[oldest++ % known.size()] = {std::string(text), *parsed};
    return parsed;
}

Result<std::string> resolve_url(std::string_view base, std::string_view reference) {
    const auto from = urls::parse_uri(base);
    const auto to = urls::parse_uri_reference(reference);
    if (!from) return bad_url(base, "not an absolute URL");
    if (!to) return bad_url(reference, "not a URL reference");
    // RFC 3986 section 5.3: the base's fragment never survives.
    urls::url base_url(*from);
    base_url.remove_fragment();
    urls::url out;
    if (!urls::resolve(base_url, *to, out)) return bad_url(reference, "cannot be resolved");
    return std::string(out.buffer());
}

std::string percent_encode(std::string_view text) { return encode(text, false); }
std::string form_encode(std::string_view text) { return encode(text, true); }

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t from = 0;;) {
        const std::size_t at = escaping.find(text, from);
        out.append(text, from, at - from);
        if (at == text.size()) return out;
        from = at + 1;
        if (text[at] == '+') {
            out += plus_is_space ? ' ' : '+';
            continue;
        }
        const bool whole = text.size() - at > 2;
        const int high = whole ? hex_value(text[at + 1]) : -1;
        const int low = whole ? hex_value(text[at + 2]) : -1;
        if (high < 0 || low < 0) return Error{Fault::malformed, "percent-encoding", "an escape is not %XX"};
        out += static_cast<char>(high * 16 + low);
        from += 2;
    }
}

Result<Params> parse_form(std::string_view encoded) {
    Params out;
    if (encoded.empty()) return out;
    for (const std::string_view pair : split(encoded, '&')) {
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const auto name = percent_decode(pair.substr(0, equals), true);
        if (!name) return name.error();
        const auto raw = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        const auto value = percent_decode(raw, true);
        if (!value) return value.error();
        out.emplace_back(*name, *value);
    }
    return out;
}

std::string write_form(const Params& params) {
    std::string out;
    for (const auto& [name, value] : params) {
        if (!out.empty()) out += '&';
        out += form_encode(name) + "=" + form_encode(value);
    }
    return out;
}

std::optional<std::string> find_param(const Params& params, std::string_view name) {
    for (const auto& [key, value] : params)
        if (key == name) return value;
    return std::nullopt;
}

std::string_view query_separator(std::string_view url) {
    if (url.find('?') == std::string_view::npos) return "?";
    return url.ends_with('?') || url.ends_with('&') ? "" : "&";
}

std::string with_param(std::string url, std::string_view name, std::string_view value) {
    url += query_separator(url);
    url += percent_encode(name);
    url += '=';
    url += percent_encode(value);
    return url;
}

} // namespace idpsim
