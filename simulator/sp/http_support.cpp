#include "simulator/sp/http_support.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>

namespace idpsim::sp {
namespace {

constexpr std::size_t max_json_octets = 64u << 10;

bool is_json_type(std::string_view content_type) {
    const std::string_view media = trim(content_type.substr(0, content_type.find(';')));
    return equal_nocase(media, "application/json");
}

bool is_html(const HttpResponse& response) {
    return find_header(response.headers, "Content-Type").value_or("").starts_with("text/html");
}

} // namespace

std::optional<std::string> find_cookie(const HttpRequest& request, std::string_view name) {
    for (const std::string& header : all_headers(request.headers, "Cookie"))
        for (const std::string_view pair : split(header, ';')) {
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || trim(pair.substr(0, equals)) != name) continue;
            return std::string(trim(pair.substr(equals + 1)));
        }
    return std::nullopt;
}

std::string Cookies::set_session(std::string_view id) const {
    return session_name() + "=" + std::string(id) + "; Path=/; HttpOnly; SameSite=Lax" + secured();
}

std::string Cookies::clear_session() const {
    return session_name() + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0" + secured();
}

std::string Cookies::set_staff(std::string_view id) const {
    return staff_name() + "=" + std::string(id) + "; Path=/; HttpOnly; SameSite=Strict" + secured();
}

std::string Cookies::clear_staff() const {
    return staff_name() + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0" + secured();
}

std::string Cookies::set_browser(std::string_view id, std::chrono::seconds lifetime) const {
    return browser_name() + "=" + std::string(id) + "; Path=/; HttpOnly; Max-Age=" + std::to_string(lifetime.count()) +
           (secure_ ? "; SameSite=None; Secure" : "");
}

bool wants_json(const HttpRequest& request) {
    const std::string accept = to_lower(find_header(request.headers, "Accept").value_or(""));
    return accept.find("application/json") < accept.find("text/html");
}

HttpResponse json_answer(int status, const boost::json::object& body) {
    return json_response(status, boost::json::serialize(body));
}

HttpResponse error_json(int status, std::string_view code, std::string_view detail) {
    return json_answer(status, {{"error", boost::json::string_view(code.data(), code.size())},
                                {"detail", boost::json::string_view(detail.data(), detail.size())}});
}

HttpResponse error_answer(const HttpRequest& request, int status, std::string_view code, std::string_view detail) {
    if (wants_json(request)) return error_json(status, code, detail);
    return html_response(status, html_page("Not possible", "<h1>Not possible</h1><p class=\"error\">" +
                                                               escape_html(detail) + "</p><p><code>" +
                                                               escape_html(code) + "</code></p>"));
}

HttpResponse see_other(std::string_view location) {
    HttpResponse response = redirect_response(location);
    response.status = 303;
    return response;
}

void harden(HttpResponse& response) {
    if (!find_header(response.headers, "Cache-Control")) set_header(response.headers, "Cache-Control", "no-store");
    set_header(response.headers, "X-Content-Type-Options", "nosniff");
    if (!is_html(response) || find_header(response.headers, "Content-Security-Policy")) return;
    set_header(response.headers, "Referrer-Policy", "same-origin");   // no other site is told a page's URL
    set_header(response.headers, "Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; "
               "base-uri 'none'");
}

Or<boost::json::object> read_json(const HttpRequest& request) {
    if (!is_json_type(find_header(request.headers, "Content-Type").value_or("")))
        return error_json(415, "unsupported_media_type", "The body has to be application/json.");
    auto body = scim::parse_json_object(request.body, {.octets = max_json_octets, .depth = 16});
    if (body) return std::move(*body);
    return error_json(body.error().status, "invalid_json", body.error().detail);
}

std::optional<std::vector<std::string_view>> match_path(std::string_view pattern, std::string_view path) {
    const std::vector<std::string_view> wanted = split(pattern, '/');
    const std::vector<std::string_view> given = split(path, '/');
    if (wanted.size() != given.size()) return std::nullopt;
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const bool placeholder = wanted[i].starts_with('{');
        if (placeholder ? given[i].empty() : wanted[i] != given[i]) return std::nullopt;
        if (placeholder) out.push_back(given[i]);
    }
    return out;
}

std::string query_param(const Url& url, std::string_view name) {
    const Result<Params> query = parse_form(url.query);
    return query ? find_param(*query, name).value_or("") : "";
}

} // namespace idpsim::sp
