#include "src/core/transcript.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <algorithm>

namespace idpsim {
namespace {

constexpr std::string_view hidden = "[masked]";

bool is_secret_header(std::string_view name) {
    for (const std::string_view secret : {"Authorization", "Proxy-Authorization"})
        if (equal_nocase(name, secret)) return true;
    return false;
}

bool is_secret_field(std::string_view name) {
    for (const std::string_view secret : {"password", "client_secret", "token"})
        if (equal_nocase(name, secret)) return true;
    return to_lower(name).ends_with("_token");   // access_token, admin_token ...
}

/// "Bearer abc" -> "Bearer [masked]": the scheme is often the finding.
std::string mask_credentials(std::string_view value) {
    const auto space = value.find(' ');
    return space == std::string_view::npos ? std::string(hidden)
                                           : std::string(value.substr(0, space + 1)) + std::string(hidden);
}

/// "sid=abc; Path=/; HttpOnly" -> "sid=[masked]; Path=/; HttpOnly".
std::string mask_set_cookie(std::string_view value) {
    const auto equals = value.find('=');
    if (equals == std::string_view::npos) return std::string(hidden);
    const auto end = value.find(';', equals);
    return std::string(value.substr(0, equals + 1)) + std::string(hidden) +
           (end == std::string_view::npos ? std::string() : std::string(value.substr(end)));
}

std::string mask_cookies(std::string_view value) {
    std::string out;
    for (const auto cookie : split(value, ';')) {
        if (!out.empty()) out += "; ";
        out += mask_set_cookie(trim(cookie));
    }
    return out;
}

/// Hides the values of secret fields in "a=1&password=2"; everything else keeps its octets.
std::string mask_form(std::string_view form) {
    std::string out;
    bool first = true;
    for (const auto pair : split(form, '&')) {
        if (!first) out += '&';
        first = false;
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && is_secret_field(pair.substr(0, equals)))
            out += std::string(pair.substr(0, equals + 1)) + std::string(hidden);
        else
            out += pair;
    }
    return out;
}

/// The end of the JSON text whose opening quote stands at `open`: the place of its closing quote, or the text's size.
std::size_t end_of_json_text(std::string_view json, std::size_t open) {
    std::size_t at = open + 1;
    while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
    return std::min(at, json.size());
}

/// Where the next octet stands that is no white space.
std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) ++at;
    return at;
}

/// Hides the texts of secret members, at any depth; everything else keeps its octets, even where it is no JSON.
std::string mask_json(std::string_view json) {
    std::string out;
    std::size_t kept = 0;
    for (std::size_t open = json.find('"'); open < json.size();) {
        const std::size_t close = end_of_json_text(json, open);
        const std::string_view name = json.substr(open + 1, close - open - 1);
        const std::size_t colon = skip_space(json, close + 1);
        const std::size_t value = colon < json.size() && json[colon] == ':' ? skip_space(json, colon + 1) : json.size();
        if (value < json.size() && json[value] == '"' && is_secret_field(name)) {
            const std::size_t end = end_of_json_text(json, value);
            out += json.substr(kept, value + 1 - kept);
            out += hidden;
            kept = end;
            open = json.find('"', end + 1);
        } else {
            open = json.find('"', close + 1);
        }
    }
    return out + std::string(json.substr(std::min(kept, json.size())));
}

} // namespace

void Masker::add(std::string_view secret) {
    if (secret.size() < 4) return;
    // A secret travels in forms, queries and pages as well, where some of its characters are escaped.
    for (const std::string& spelling : {std::string(secret), percent_encode(secret), form_encode(secret), escape_html(secret)})
        if (std::ranges::find(secrets_, spelling) == secrets_.end()) secrets_.push_back(spelling);
    // Longest first: a secret that contains another must not leave its rest behind.
    std::ranges::stable_sort(secrets_, [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Masker::mask(std::string_view text) const {
    std::string out(text);
    for (const auto& secret : secrets_) out = replace_all(std::move(out), secret, hidden);
    return out;
}

Headers Masker::mask(const Headers& headers) const {
    Headers out;
    out.reserve(headers.size());
    for (const auto& [name, value] : headers) {
        if (is_secret_header(name))
            out.emplace_back(name, mask_credentials(value));
        else if (equal_nocase(name, "Cookie"))
            out.emplace_back(name, mask_cookies(value));
        else if (equal_nocase(name, "Set-Cookie"))
            out.emplace_back(name, mask_set_cookie(value));
        else if (equal_nocase(name, "Location"))
            out.emplace_back(name, mask_url(value));
        else
            out.emplace_back(name, mask(value));
    }
    return out;
}

std::string Masker::mask_body(std::string_view body, std::string_view content_type) const {
    const std::string type = to_lower(content_type);
    if (type.starts_with("application/x-www-form-urlencoded")) return mask(mask_form(body));
    if (type.find("json") != std::string::npos) return mask(mask_json(body));
    return mask(body);
}

std::string Masker::mask_url(std::string_view url) const {
    const auto query = url.find('?');
    if (query == std::string_view::npos) return mask(url);
    return mask(std::string(url.substr(0, query + 1)) + mask_form(url.substr(query + 1)));
}

std::size_t Transcript::record(Instant at, std::string from, std::string to, const HttpRequest& request,
                               const Result<HttpResponse>& response) {
    if (counted_) return ++*counted_;
    Exchange out;
    out.number = exchanges_.size() + 1;
    out.at = at;
    out.from = std::move(from);
    out.to = std::move(to);
    out.request = {request.method, masker_.mask_url(request.url), masker_.mask(request.headers),
                   masker_.mask_body(request.body, find_header(request.headers, "Content-Type").value_or(""))};
    if (response) {
        out.response = {response->status, masker_.mask(response->headers),
                        masker_.mask_body(response->body, find_header(response->headers, "Content-Type").value_or(""))};
    } else {
        out.response.status = 0;
        out.failure = response.error();
    }
    exchanges_.push_back(std::move(out));
    return exchanges_.back().number;
}

} // namespace idpsim
