#include "reports/message.hpp"

#include "src/core/text.hpp"
#include "src/saml/decode.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

namespace idpsim::reports {
namespace json = boost::json;
namespace {

/// Bodies beyond this are cut: the journal has them whole.
constexpr std::size_t shown_octets = 20'000;

std::string cut(std::string_view text) {
    if (text.size() <= shown_octets) return escape_html(text);
    return escape_html(text.substr(0, shown_octets)) + fmt::format("\n... {} octets more", text.size() - shown_octets);
}

/// `<a b="c">` with its name, attribute names and values coloured.
std::string tag_html(std::string_view tag) {
    std::string out = "<span class=\"t\">";
    std::size_t at = 0;
    while (at < tag.size() && tag[at] != ' ' && tag[at] != '\n' && tag[at] != '\t') ++at;
    out += escape_html(tag.substr(0, at)) + "</span>";
    while (at < tag.size()) {
        const auto equals = tag.find('=', at);
        if (equals == std::string_view::npos || equals + 1 >= tag.size()) break;
        const char quote = tag[equals + 1];
        const auto end = quote == '"' || quote == '\'' ? tag.find(quote, equals + 2) : std::string_view::npos;
        if (end == std::string_view::npos) break;
        out += "<span class=\"a\">" + escape_html(tag.substr(at, equals - at)) + "</span>=<span class=\"v\">" +
               escape_html(tag.substr(equals + 1, end - equals)) + "</span>";
        at = end + 1;
    }
    return out + "<span class=\"t\">" + escape_html(tag.substr(at)) + "</span>";
}

void write_indented(std::string& out, const json::value& value, std::size_t depth) {
    const std::string pad(depth * 2 + 2, ' ');
    const std::string close = "\n" + std::string(depth * 2, ' ');
    const auto key_html = [](std::string_view key) { return "<span class=\"a\">" + escape_html(json::serialize(json::string(key))) + "</span>: "; };
    if (value.is_object() && !value.get_object().empty()) {
        out += "{";
        bool first = true;
        for (const auto& pair : value.get_object()) {
            out += (first ? "\n" : ",\n") + pad + key_html(std::string_view(pair.key().data(), pair.key().size()));
            write_indented(out, pair.value(), depth + 1);
            first = false;
        }
        out += close + "}";
    } else if (value.is_array() && !value.get_array().empty()) {
        out += "[";
        bool first = true;
        for (const json::value& one : value.get_array()) {
            out += (first ? "\n" : ",\n") + pad;
            write_indented(out, one, depth + 1);
            first = false;
        }
        out += close + "]";
    } else {
        out += "<span class=\"v\">" + escape_html(json::serialize(value)) + "</span>";
    }
}

bool is_json(const Headers& headers) {
    return find_header(headers, "Content-Type").value_or("").find("json") != std::string::npos;
}

std::string headers_html(const Headers& headers) {
    std::string out;
    for (const auto& [name, value] : headers) out += escape_html(name) + ": " + escape_html(value.substr(0, 300)) + (value.size() > 300 ? "..." : "") + "\n";
    return out;
}

/// A body that the decoded SAML message does not show already.
std::string body_html(const Headers& headers, const std::string& body, bool has_message) {
    if (body.empty() || has_message) return {};
    return is_json(headers) ? "<pre>" + json_html(body) + "</pre>" : "<pre>" + cut(body) + "</pre>";
}

std::string short_url(std::string_view url) {
    const auto query = url.find('?');
    if (query == std::string_view::npos || url.size() < 140) return escape_html(url);
    return escape_html(url.substr(0, query)) + "?...";
}

} // namespace

std::string xml_html(std::string_view xml) {
    std::string out;
    std::size_t depth = 0, at = 0;
    bool after_text = false;
    while (at < xml.size()) {
        const auto open = xml.find('<', at);
        const std::string_view text = xml.substr(at, open == std::string_view::npos ? open : open - at);
        const bool blank = trim(text).empty();
        if (!blank) out += escape_html(text);
        if (open == std::string_view::npos) break;
        const auto close = xml.find('>', open);
        const std::string_view tag = xml.substr(open, close == std::string_view::npos ? close : close - open + 1);
        const bool closing = tag.starts_with("</");
        const bool empty = tag.ends_with("/>") || tag.starts_with("<?") || tag.starts_with("<!");
        if (closing && depth > 0) --depth;
        // Text stays on its element's line; everything else begins a line of its own.
        if (!out.empty() && blank && !(closing && after_text)) out += "\n" + std::string(depth * 2, ' ');
        out += tag_html(tag);
        if (!closing && !empty) ++depth;
        const auto next = at + text.size() + tag.size();
        after_text = !closing && !empty && next < xml.size() && (xml[next] != '<' || xml.substr(next).starts_with("</"));
        at = next;
    }
    return out;
}

std::string json_html(std::string_view text) {
    boost::system::error_code failed;
    const json::value value = json::parse(text, failed);
    if (failed) return cut(text);
    std::string out;
    write_indented(out, value, 0);
    return out;
}

std::string message_html(const Exchange& exchange, const std::string& anchor) {
    const auto messages = saml::decode_messages(exchange);
    std::string out = fmt::format(
        "<details id=\"{}\"><summary>{}. <b>{} {}</b> <span class=\"dim\">{} to {}, {}</span></summary><div class=\"in\">",
        escape_html(anchor), exchange.number, escape_html(exchange.request.method), short_url(exchange.request.url),
        escape_html(exchange.from), escape_html(exchange.to),
        exchange.failure ? "no answer: " + escape_html(describe(*exchange.failure)) : fmt::format("{}", exchange.response.status));
    bool in_request = false, in_response = false;
    for (const auto& message : messages) {
        const bool request_side = exchange.request.url.find(message.parameter + "=") != std::string::npos ||
                                  exchange.request.body.find(message.parameter + "=") != std::string::npos;
        (request_side ? in_request : in_response) = true;
        out += fmt::format("<p><b>{}</b>{}</p><pre>{}</pre>", escape_html(message.parameter),
                           message.relay_state ? " with RelayState " + escape_html(*message.relay_state) : "", xml_html(message.xml));
    }
    out += "<pre>" + escape_html(exchange.request.method) + " " + cut(exchange.request.url) + "\n" + headers_html(exchange.request.headers) + "</pre>";
    out += body_html(exchange.request.headers, exchange.request.body, in_request);
    out += fmt::format("<pre>HTTP {}\n{}</pre>", exchange.response.status, headers_html(exchange.response.headers));
    out += body_html(exchange.response.headers, exchange.response.body, in_response);
    return out + "</div></details>";
}

} // namespace idpsim::reports
