#include "src/net/cookie_jar.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/net/cookie_date.hpp"
#include "src/net/site.hpp"

#include <algorithm>

namespace idpsim::net {
namespace {

constexpr std::size_t max_cookie_size = 4096; // octets of name and value, rfc6265bis section 5.6
constexpr std::size_t max_attribute_size = 1024;
constexpr std::size_t max_cookies = 3000;
constexpr auto longest_life = std::chrono::days(400);
constexpr auto lax_post_window = std::chrono::minutes(2);

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return (octet < 0x20 && octet != '\t') || octet == 0x7f;
    });
}

/// The attributes of one Set-Cookie; the last of each name counts.
struct Attributes {
    std::optional<std::string> domain, path, same_site;
    std::optional<Instant> expires, max_age;
    bool secure = false, http_only = false;
};

/// Cookies that expire at this moment are gone already; no Instant arithmetic for hostile numbers.
std::optional<Instant> read_max_age(std::string_view text, Instant now) {
    const bool negative = text.starts_with('-');
    const std::string_view digits = negative ? text.substr(1) : text;
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    if (negative) return now;
    std::chrono::seconds age{0};
    for (const char c : digits)
        age = std::min<std::chrono::seconds>(age * 10 + std::chrono::seconds(c - '0'), longest_life);
    return now + age;
}

void read_attribute(Attributes& out, std::string_view text, Instant now) {
    if (text.size() > max_attribute_size) return;
    const auto equals = text.find('=');
    const std::string_view name = trim(text.substr(0, equals));
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : trim(text.substr(equals + 1));
    if (equal_nocase(name, "Secure")) out.secure = true;
    if (equal_nocase(name, "HttpOnly")) out.http_only = true;
    if (equal_nocase(name, "Domain")) out.domain = to_lower(value.starts_with('.') ? value.substr(1) : value);
    if (equal_nocase(name, "Path")) out.path = std::string(value);
    if (equal_nocase(name, "SameSite")) out.same_site = to_lower(value);
    if (equal_nocase(name, "Expires"))
        if (const auto at = parse_cookie_date(value)) out.expires = at;
    if (equal_nocase(name, "Max-Age"))
        if (const auto at = read_max_age(value, now)) out.max_age = at;
}

/// RFC 6265 section 5.1.4.
std::string default_path(const std::string& request_path) {
    const auto slash = request_path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : request_path.substr(0, slash);
}

bool path_matches(std::string_view request_path, std::string_view cookie_path) {
    if (!request_path.starts_with(cookie_path)) return false;
    return request_path.size() == cookie_path.size() || cookie_path.ends_with('/') ||
           request_path[cookie_path.size()] == '/';
}

/// RFC 6265 section 5.1.3; both in lower case.
bool domain_matches(std::string_view host, std::string_view domain) {
    if (host == domain) return true;
    return host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.' &&
           !is_ip_address(host);
}

/// False when the Domain attribute forbids the cookie.
bool place(Cookie& cookie, const std::optional<std::string>& domain, const std::string& host) {
    cookie.domain = host;
    cookie.host_only = true;
    if (!domain || domain->empty()) return true;
    if (is_public_suffix(*domain)) return *domain == host;
    if (!domain_matches(host, *domain)) return false;
    cookie.domain = *domain;
    cookie.host_only = is_ip_address(host);
    return true;
}

bool keeps_its_promise(const Cookie& cookie, bool has_path_attribute) {
    const std::string name = to_lower(cookie.name);
    if (name.starts_with("__secure-")) return cookie.secure;
    if (name.starts_with("__host-"))
        return cookie.secure && cookie.host_only && cookie.path == "/" && has_path_attribute;
    return true;
}

std::optional<Instant> end_of_life(const Attributes& attributes, Instant now) {
    auto end = attributes.max_age ? attributes.max_age : attributes.expires;
    if (end) end = std::min<Instant>(*end, now + longest_life);
    return end;
}

std::optional<Cookie> read_cookie(std::string_view text, const Url& from, Instant now) {
    const auto parts = split(text, ';');
    const auto equals = parts.front().find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    Cookie cookie;
    cookie.name = std::string(trim(parts.front().substr(0, equals)));
    cookie.value = std::string(trim(parts.front().substr(equals + 1)));
    if (cookie.name.empty() || has_control(text) || cookie.name.size() + cookie.value.size() > max_cookie_size)
        return std::nullopt;

    Attributes attributes;
    for (std::size_t i = 1; i < parts.size(); ++i) read_attribute(attributes, parts[i], now);
    if (!place(cookie, attributes.domain, to_lower(from.host))) return std::nullopt;
    const bool own_path = attributes.path && attributes.path->starts_with('/');
    cookie.path = own_path ? *attributes.path : default_path(from.path);
    cookie.secure = attributes.secure;
    cookie.http_only = attributes.http_only;
    const std::string same_site = attributes.same_site.value_or("");
    if (same_site == "strict" || same_site == "lax" || same_site == "none") cookie.same_site = same_site;
    cookie.expires = end_of_life(attributes, now);
    cookie.created = now;

    if (cookie.secure && !is_secure_context(from)) return std::nullopt;
    if (cookie.same_site == "none" && !cookie.secure) return std::nullopt;
    if (!keeps_its_promise(cookie, own_path)) return std::nullopt;
    return cookie;
}

bool site_allows(const Cookie& cookie, RequestSite site, Instant now) {
    if (site == RequestSite::same_site || cookie.same_site == "none") return true;
    if (cookie.same_site == "strict") return false;
    if (site == RequestSite::cross_site_safe) return true;
    return cookie.same_site.empty() && now - cookie.created < lax_post_window;
}

bool is_sent_to(const Cookie& cookie, const Url& url, const std::string& host, Instant now) {
    if (cookie.expires && *cookie.expires <= now) return false;
    const bool domain = cookie.host_only ? host == cookie.domain : domain_matches(host, cookie.domain);
    return domain && path_matches(url.path, cookie.path) && (!cookie.secure || is_secure_context(url));
}

} // namespace

void CookieJar::put(Cookie cookie, bool from_secure_origin) {
    const auto is_same = [&](const Cookie& held) {
        return held.name == cookie.name && held.domain == cookie.domain && held.path == cookie.path &&
               held.host_only == cookie.host_only;
    };
    // An insecure page may not overwrite or shadow what a secure one set (rfc6265bis section 5.7, "leave secure cookies
    // alone").
    const auto shadows = [&](const Cookie& held) {
        return held.secure && held.name == cookie.name && path_matches(cookie.path, held.path) &&
               (domain_matches(held.domain, cookie.domain) || domain_matches(cookie.domain, held.domain));
    };
    if (!from_secure_origin && std::ranges::any_of(cookies_, shadows)) return;
    const auto held = std::ranges::find_if(cookies_, is_same);
    if (held != cookies_.end()) {
        if (held->value == cookie.value) cookie.created = held->created;
        *held = std::move(cookie);
        return;
    }
    if (cookies_.size() >= max_cookies) cookies_.erase(cookies_.begin());
    cookies_.push_back(std::move(cookie));
}

void CookieJar::store(std::string_view url, const Headers& headers, Instant now) {
    const auto from = parse_url(url);
    if (!from) return;
    for (const auto& [name, value] : headers) {
        if (!equal_nocase(name, "Set-Cookie")) continue;
        auto cookie = read_cookie(value, *from, now);
        if (cookie) put(std::move(*cookie), is_secure_context(*from));
    }
    std::erase_if(cookies_, [now](const Cookie& cookie) { return cookie.expires && *cookie.expires <= now; });
}

std::string CookieJar::header_for(std::string_view url, Instant now, RequestSite site) const {
    const auto to = parse_url(url);
    if (!to) return {};
    const std::string host = to_lower(to->host);
    std::vector<const Cookie*> sent;
    for (const Cookie& cookie : cookies_)
        if (is_sent_to(cookie, *to, host, now) && site_allows(cookie, site, now)) sent.push_back(&cookie);
    // cookies_ is in order of first setting, which the stable sort keeps among equal lengths.
    std::ranges::stable_sort(sent, [](const Cookie* a, const Cookie* b) { return a->path.size() > b->path.size(); });
    std::string header;
    for (const Cookie* cookie : sent) {
        if (!header.empty()) header += "; ";
        header += cookie->name + "=" + cookie->value;
    }
    return header;
}

} // namespace idpsim::net
