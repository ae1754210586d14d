#pragma once
/// HTTP messages as plain values: the currency between browser, IdP, SP, SCIM client and server.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace idpsim {

/// Name and value in wire order; names keep the sender's case, duplicates stay.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// First value of `name` (case-insensitive, RFC 9110 section 5.1), or nothing.
std::optional<std::string> find_header(const Headers& headers, std::string_view name);
/// Every value of `name`, in order.
std::vector<std::string> all_headers(const Headers& headers, std::string_view name);
/// Replaces every `name` by one with `value`, or appends it.
void set_header(Headers& headers, std::string_view name, std::string_view value);

struct HttpRequest {
    std::string method = "GET";
    std::string url;      ///< absolute: https://host[:port]/path?query, as the client wrote it
    Headers headers;      ///< without Host, Content-Length and Connection: the network adds those
    std::string body;
};

struct HttpResponse {
    int status = 200;
    Headers headers;
    std::string body;
};

HttpResponse html_response(int status, std::string body);
HttpResponse text_response(int status, std::string body, std::string_view content_type = "text/plain; charset=utf-8");
/// `body` is serialised JSON.
HttpResponse json_response(int status, std::string body, std::string_view content_type = "application/json");
/// 302 to `location`.
HttpResponse redirect_response(std::string_view location);

/// A complete HTML document around `body`, with a little inline style so a hand at work can read it.
std::string html_page(std::string_view title, std::string_view body);
/// The page that makes a browser post `fields` to `action` at once (saml-bindings-2.0 section 3.5.4);
/// works without JavaScript through its button. Everything is escaped.
std::string auto_post_page(std::string_view action, const std::vector<std::pair<std::string, std::string>>& fields);

} // namespace idpsim
