#include "simulator/browser/navigation.hpp"

#include "src/core/octet_set.hpp"
#include "src/core/text.hpp"
#include "src/net/site.hpp"
#include "src/net/tidy_url.hpp"

#include <algorithm>
#include <array>

namespace idpsim::browser {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

/// Ordered from near to far: a redirect through another site never comes nearer again (Fetch Metadata, section 2.3).
constexpr std::array<std::string_view, 4> site_words{"none", "same-origin", "same-site", "cross-site"};

std::size_t distance_of(std::string_view word) {
    const auto found = std::ranges::find(site_words, word);
    return static_cast<std::size_t>(found - site_words.begin());
}

std::size_t distance(const Url& from, const Url& to) {
    if (from.origin() == to.origin()) return 1;
    return net::is_same_site(from, to) ? 2 : 3;
}

/// Who began the navigation, as far as the request tells. An opaque origin ("null") is foreign to everybody.
struct Initiator {
    std::optional<Url> url;
    bool opaque = false;
};

Initiator initiator_of(const HttpRequest& request) {
    Initiator out;
    const auto origin = find_header(request.headers, "Origin");
    const auto referer = find_header(request.headers, "Referer");
    if (referer)
        if (auto url = parse_url(*referer)) out.url = std::move(*url);
    if (!out.url && origin)
        if (auto url = parse_url(*origin)) out.url = std::move(*url);
    out.opaque = origin == "null";
    return out;
}

/// Referrer policy strict-origin-when-cross-origin, the default of today's browsers; "" for none.
std::string referer_for(const Url& from, const Url& to) {
    if (net::is_secure_context(from) && !net::is_secure_context(to)) return {};
    return from.origin() + (from.origin() == to.origin() ? from.target() : "/");
}

Headers navigation_headers() {
    return {{"Upgrade-Insecure-Requests", "1"},
            {"User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                           "Chrome/131.0.0.0 Safari/537.36"},
            {"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"},
            {"Accept-Language", "en-US,en;q=0.9"}};
}

/// Sec-Fetch-* are for secure contexts only; intermediaries could not be trusted with them otherwise.
void tell_metadata(HttpRequest& request, const Url& to, std::size_t distance) {
    std::erase_if(request.headers, [](const auto& header) { return to_lower(header.first).starts_with("sec-fetch-"); });
    if (!net::is_secure_context(to)) return;
    request.headers.emplace_back("Sec-Fetch-Site", site_words[distance]);
    request.headers.emplace_back("Sec-Fetch-Mode", "navigate");
    request.headers.emplace_back("Sec-Fetch-Dest", "document");
}

void drop_header(Headers& headers, std::string_view name) {
    std::erase_if(headers, [&](const auto& header) { return equal_nocase(header.first, name); });
}

/// Origin stands on everything but GET and HEAD (Fetch Standard, "append a request Origin header").
void tell_initiator(HttpRequest& request, const Initiator& initiator, const Url& to) {
    drop_header(request.headers, "Origin");
    drop_header(request.headers, "Referer");
    if (!initiator.url && !initiator.opaque) return;
    const std::string referer = initiator.url ? referer_for(*initiator.url, to) : "";
    if (request.method != "GET" && request.method != "HEAD") {
        const bool hidden = initiator.opaque || referer.empty();
        request.headers.emplace_back("Origin", hidden ? "null" : initiator.url->origin());
    }
    if (!referer.empty()) request.headers.emplace_back("Referer", referer);
}

/// As text that is sent: without fragment, with what browsers escape escaped.
Result<std::string> followable(std::string_view base, std::string_view reference) {
    auto resolved = resolve_url(base, net::tidy_url(trim(reference)));
    if (!resolved) return resolved.error();
    resolved->resize(std::min(resolved->size(), resolved->find('#')));
    return resolved;
}

std::string with_crlf(std::string_view text) {
    static constexpr OctetSet breaks("\r\n");
    return breaks.rewrite(text, [text](std::string& out, std::size_t at) {
        out += "\r\n";
        return at + (text.substr(at).starts_with("\r\n") ? 2 : 1);
    });
}

std::string encoded(const Params& fields) {
    Params normal;
    for (const auto& [name, value] : fields) normal.emplace_back(with_crlf(name), with_crlf(value));
    return write_form(normal);
}

bool is_redirect(int status) { return (status >= 301 && status <= 303) || status == 307 || status == 308; }

/// 303 turns everything but HEAD into GET, 301 and 302 turn POST into GET (Fetch Standard, "HTTP-redirect fetch").
bool becomes_get(int status, std::string_view method) {
    return (status == 303 && method != "GET" && method != "HEAD") ||
           ((status == 301 || status == 302) && method == "POST");
}

void make_get(HttpRequest& request) {
    request.method = "GET";
    request.body.clear();
    drop_header(request.headers, "Content-Type");
}

} // namespace

Result<HttpRequest> typed_request(std::string_view url) {
    const std::string tidy = net::tidy_url(trim(url));
    HttpRequest request{"GET", tidy.substr(0, tidy.find('#')), navigation_headers(), {}};
    const auto to = parse_url(request.url);
    if (!to) return to.error();
    tell_metadata(request, *to, 0);
    return request;
}

Result<HttpRequest> form_request(std::string_view page_url, std::string_view action, std::string_view method,
                                 const Params& fields) {
    const auto from = parse_url(page_url);
    if (!from) return from.error();
    auto target = followable(page_url, trim(action).empty() ? page_url : action);
    if (!target) return target.error();
    HttpRequest request{"GET", std::move(*target), navigation_headers(), {}};
    if (equal_nocase(method, "post")) {
        request.method = "POST";
        request.headers.emplace_back("Content-Type", form_type);
        request.body = encoded(fields);
    } else {
        request.url = request.url.substr(0, request.url.find('?')) + "?" + encoded(fields);
    }
    const auto to = parse_url(request.url);
    if (!to) return to.error();
    tell_initiator(request, Initiator{*from}, *to);
    tell_metadata(request, *to, distance(*from, *to));
    return request;
}

Result<std::optional<HttpRequest>> redirected_request(const HttpRequest& request, int status,
                                                      const std::optional<std::string>& location) {
    if (!is_redirect(status) || !location) return std::optional<HttpRequest>();
    const auto target = followable(request.url, *location);
    if (!target) return target.error();
    const std::string scheme = to_lower(target->substr(0, target->find(':')));
    if (scheme != "http" && scheme != "https") return std::optional<HttpRequest>();
    const auto from = parse_url(request.url);
    const auto to = parse_url(*target);
    if (!from) return from.error();
    if (!to) return to.error();

    HttpRequest next = request;
    next.url = *target;
    drop_header(next.headers, "Cookie"); // each hop gets what the jar holds for it
    if (from->origin() != to->origin()) drop_header(next.headers, "Authorization");
    if (becomes_get(status, request.method)) make_get(next);
    Initiator initiator = initiator_of(request);
    // A second foreign origin must not learn the first (Fetch Standard, "tainted origin").
    const bool was_foreign = initiator.url && initiator.url->origin() != from->origin();
    if (was_foreign && from->origin() != to->origin() && next.method != "GET") initiator.opaque = true;
    tell_initiator(next, initiator, *to);

    const auto told = find_header(request.headers, "Sec-Fetch-Site");
    std::size_t far = initiator.url ? distance(*initiator.url, *to) : (initiator.opaque ? 3 : 0);
    if (told && distance_of(*told) < site_words.size()) far = *told == "none" ? 0 : std::max(far, distance_of(*told));
    tell_metadata(next, *to, far);
    return std::optional<HttpRequest>(std::move(next));
}

net::RequestSite request_site(const HttpRequest& request) {
    const Initiator initiator = initiator_of(request);
    const auto to = parse_url(request.url);
    const bool same = !to || (!initiator.opaque && (!initiator.url || net::is_same_site(*initiator.url, *to)));
    if (same) return net::RequestSite::same_site;
    const bool safe = request.method == "GET" || request.method == "HEAD";
    return safe ? net::RequestSite::cross_site_safe : net::RequestSite::cross_site_unsafe;
}

} // namespace idpsim::browser
