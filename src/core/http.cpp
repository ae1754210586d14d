#include "src/core/http.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim {

std::optional<std::string> find_header(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (equal_nocase(key, name)) return value;
    return std::nullopt;
}

std::vector<std::string> all_headers(const Headers& headers, std::string_view name) {
    std::vector<std::string> out;
    for (const auto& [key, value] : headers)
        if (equal_nocase(key, name)) out.push_back(value);
    return out;
}

void set_header(Headers& headers, std::string_view name, std::string_view value) {
    std::erase_if(headers, [&](const auto& header) { return equal_nocase(header.first, name); });
    headers.emplace_back(name, value);
}

HttpResponse html_response(int status, std::string body) {
    return text_response(status, std::move(body), "text/html; charset=utf-8");
}

HttpResponse text_response(int status, std::string body, std::string_view content_type) {
    return HttpResponse{status, {{"Content-Type", std::string(content_type)}}, std::move(body)};
}

HttpResponse json_response(int status, std::string body, std::string_view content_type) {
    return text_response(status, std::move(body), content_type);
}

HttpResponse redirect_response(std::string_view location) {
    return HttpResponse{302, {{"Location", std::string(location)}}, {}};
}

std::string html_page(std::string_view title, std::string_view body) {
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>";
    out += escape_html(title);
    out += "</title><style>body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#1c2330}"
           "main{max-width:42rem;margin:3rem auto;padding:2rem;background:#fff;border-radius:12px;"
           "box-shadow:0 1px 4px #0002}h1{font-size:1.4rem;margin-top:0}label{display:block;margin:.75rem 0}"
           "input:not([type=hidden]){display:block;width:100%;box-sizing:border-box;padding:.5rem;font:inherit;"
           "border:1px solid #b8bfcc;border-radius:6px}button{font:inherit;padding:.5rem 1.1rem;border:0;"
           "border-radius:6px;background:#2451c7;color:#fff;cursor:pointer}table{border-collapse:collapse;width:100%}"
           "td,th{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #e3e6ec;vertical-align:top}"
           "td{overflow-wrap:anywhere}td ul{margin:0;padding-left:1.1rem}h2{font-size:1.1rem}"
           "code{font-size:.9em}.error{color:#b3261e}.tile{display:inline-block;"
           "max-width:100%;box-sizing:border-box;overflow-wrap:anywhere;"
           "padding:1rem 1.4rem;margin:.4rem;border:1px solid #d5dae3;border-radius:10px;text-decoration:none;"
           "color:inherit}@media(prefers-color-scheme:dark){body{background:#14171d;color:#e6e9ef}"
           "main{background:#1e232c}input:not([type=hidden]){background:#14171d;color:inherit}"
           "td,th{border-color:#333b48}}</style></head><body><main>";
    out += body;
    out += "</main></body></html>\n";
    return out;
}

std::string auto_post_page(std::string_view action, const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string out = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Working...</title></head>"
                      "<body onload=\"document.forms[0].submit()\"><form method=\"post\" action=\"";
    out += escape_html(action);
    out += "\">";
    for (const auto& [name, value] : fields) {
        out += "<input type=\"hidden\" name=\"" + escape_html(name) + "\" value=\"";
        out += escape_html(value);
        out += "\"/>";
    }
    out += "<noscript><p>Script is disabled. Choose Continue to go on.</p>"
           "<input type=\"submit\" value=\"Continue\"/></noscript></form></body></html>\n";
    return out;
}

} // namespace idpsim
