#include "simulator/idp/pages.hpp"

#include "src/core/text.hpp"

namespace idpsim::idp {
namespace {

/// Pages that name a person or carry a message stay out of caches (saml-bindings-2.0 section 3.5.5.1).
HttpResponse uncached(int status, std::string body) {
    HttpResponse out = html_response(status, std::move(body));
    out.headers.emplace_back("Cache-Control", "no-cache, no-store");
    out.headers.emplace_back("Pragma", "no-cache");
    return out;
}

std::string input(std::string_view label, std::string_view name, std::string_view type, std::string_view value) {
    std::string out = "<label>" + escape_html(label) + "<input name=\"";
    out += name;
    out += "\" type=\"";
    out += type;
    out += "\" value=\"" + escape_html(value) + "\" required></label>";
    return out;
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == ',';
}

std::string hex_entities(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (is_plain(c) || octet >= 0x80) {
            out += c;
            continue;
        }
        out += "&#x";
        if (octet >= 16) out += digits[octet >> 4];
        out += digits[octet & 15];
        out += ';';
    }
    return out;
}

} // namespace

HttpResponse login_page(const LoginPage& words, const std::string& action, const std::string& errand,
                        const std::string& username, bool wrong_password) {
    std::string body = "<h1>" + escape_html(words.heading) + "</h1>";
    if (wrong_password) body += "<p class=\"error\" role=\"alert\">" + escape_html(words.wrong_password) + "</p>";
    body += "<form id=\"login\" method=\"post\" action=\"" + escape_html(action) + "\">";
    body += "<input type=\"hidden\" name=\"errand\" value=\"" + escape_html(errand) + "\">";
    body += input(words.username_label, "username", "text", username);
    body += input(words.password_label, "password", "password", "");
    body += "<button type=\"submit\">" + escape_html(words.button) + "</button></form>";
    return uncached(200, html_page(words.title, body));
}

HttpResponse dashboard_page(const LoginPage& words, const std::string& person, const std::vector<Tile>& tiles,
                            const std::string& logout) {
    std::string body = "<h1>" + escape_html(words.dashboard_title) + "</h1><p>" + escape_html(person) + "</p>";
    for (const Tile& tile : tiles)
        body += "<a class=\"tile\" href=\"" + escape_html(tile.url) + "\">" + escape_html(tile.title) + "</a>";
    if (tiles.empty()) body += "<p>No apps are assigned.</p>";
    if (!logout.empty())
        body += "<form id=\"logout\" method=\"post\" action=\"" + escape_html(logout) +
                "\"><button type=\"submit\">" + escape_html(words.sign_out) + "</button></form>";
    return uncached(200, html_page(words.dashboard_title, body));
}

HttpResponse plain_page(int status, const std::string& title, const std::string& body) {
    return uncached(status, html_page(title, body));
}

HttpResponse refusal_page(const Refusal& refusal, const Values& values, Random& random, Instant now) {
    Values escaped;
    for (const auto& [name, value] : values) escaped[name] = escape_html(value);
    const std::string body = expand(refusal.body, escaped, random, now).value();
    return uncached(refusal.status, html_page(refusal.title, body));
}

HttpResponse post_page(const AutoPost& style, const std::string& action,
                       const std::vector<std::pair<std::string, std::string>>& fields) {
    if (style.page.empty()) return uncached(200, auto_post_page(action, fields));
    const auto quote = [&](const std::string& text) {
        return style.hex_entities ? hex_entities(text) : escape_html(text);
    };
    std::string inputs;
    for (const auto& [name, value] : fields)
        inputs += expand(style.field, {{"name", escape_html(name)}, {"value", quote(value)}}).value();
    return uncached(200, expand(style.page, {{"action", quote(action)}, {"fields", inputs}}).value());
}

HttpResponse soap_response(int status, std::string body) {
    HttpResponse out = text_response(status, std::move(body), "text/xml; charset=utf-8");
    out.headers.emplace_back("Cache-Control", "no-cache, no-store");
    out.headers.emplace_back("Pragma", "no-cache");
    return out;
}

} // namespace idpsim::idp
