#include "reports/message.hpp"

#include "reports/json_view.hpp"
#include "reports/text.hpp"
#include "reports/xml_view.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/saml/decode.hpp"
#include "src/xml/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

namespace idpsim::reports {
namespace {

using Messages = std::vector<saml::Decoded>;

constexpr std::size_t shown_octets = 16u << 10;
constexpr std::size_t shown_page_text = 1500;

bool is_message_name(std::string_view name) { return name == "SAMLRequest" || name == "SAMLResponse"; }

bool matches_any(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(names, [name](std::string_view one) { return equal_nocase(name, one); });
}

/// A type that the way its body is shown tells as well. What an IdP's own client sends is shown to the letter.
bool is_usual_type(std::string_view type, std::string_view from) {
    return from != "idp" && matches_any(type, {"text/html; charset=utf-8", "application/json",
                                               "application/x-www-form-urlencoded", "application/samlmetadata+xml"});
}

/// Headers that a server adds to each answer, or a browser to each request, whatever it is about.
bool says_nothing(std::string_view name, std::string_view value, std::string_view from) {
    if (matches_any(name,
                    {"X-Content-Type-Options", "Cache-Control", "Pragma", "Content-Security-Policy", "Date", "Server",
                     "Connection", "Content-Length", "Vary", "Strict-Transport-Security", "X-Frame-Options"}))
        return true;
    if (equal_nocase(name, "Content-Type") && is_usual_type(value, from)) return true;
    if (from == "engine") return matches_any(name, {"Accept", "Authorization", "Content-Type"});
    return from == "browser" &&
           (name.starts_with("Sec-") || matches_any(name, {"User-Agent", "Accept", "Accept-Language", "Origin",
                                                           "Referer", "Upgrade-Insecure-Requests"}));
}

/// "name = value" lines of a query or form, but for the messages that could be decoded.
void append_fields(std::string& out, std::string_view encoded, bool has_messages) {
    for (const std::string_view pair : split(encoded, '&')) {
        const auto equals = std::min(pair.find('='), pair.size());
        const std::string_view name = pair.substr(0, equals), value = pair.substr(std::min(equals + 1, pair.size()));
        if (has_messages && is_message_name(name)) continue;
        const auto decoded = percent_decode(value, true);
        append_text(out, name);
        out += " = <b>";
        append_text(out, shortened(decoded ? std::string_view(*decoded) : value, shown_octets));
        out += "</b>\n";
    }
}

std::string_view before_query(std::string_view url) { return url.substr(0, url.find('?')); }
std::string_view query_of(std::string_view url) {
    const auto question = url.find('?');
    return question == std::string_view::npos ? std::string_view() : url.substr(question + 1);
}

void append_headers(std::string& out, const Headers& headers, std::string_view from, bool has_messages) {
    for (const auto& [name, value] : headers) {
        if (says_nothing(name, value, from)) continue;
        const bool decoded =
            has_messages && equal_nocase(name, "Location") && query_of(value).find("SAMLRe") != std::string_view::npos;
        out += "<i>";
        append_text(out, name);
        out += "</i>: ";
        append_text(out, shortened(decoded ? before_query(value) : std::string_view(value), 600));
        out += decoded ? "?(decoded)\n" : "\n";
    }
}

bool asks_for_password(const xml::HtmlPage& page) {
    return std::ranges::any_of(page.forms, [](const xml::HtmlForm& form) {
        return std::ranges::find(form.inputs, "password", &xml::HtmlInput::type) != form.inputs.end();
    });
}

std::string plain(std::string_view text) {
    std::string out = "<b>";
    append_text(out, text);
    return out + "</b>";
}

/// The block of one side of an exchange: lines that are there already, then a body.
class Side {
public:
    Side(const std::string& anchor, Repeated& repeated) : anchor_(anchor), repeated_(repeated) {}

    std::string lines;      ///< HTML of a <pre>
    std::string after;      ///< HTML that follows it
    bool is_target = false; ///< whether a later message may refer to a body here

    void add_message(const saml::Decoded& message) {
        after += "<p>" + html(message.parameter);
        if (message.relay_state && !message.relay_state->empty())
            after += ", RelayState <code>" + html(shortened(*message.relay_state, 400)) + "</code>";
        add_xml(message.xml);
    }

    void add_body(const Headers& headers, std::string_view body, bool has_messages) {
        if (body.empty()) return;
        const std::string type = to_lower(find_header(headers, "Content-Type").value_or(""));
        if (type.starts_with("application/x-www-form-urlencoded"))
            append_fields(lines, body, has_messages);
        else if (type.starts_with("text/html"))
            add_page(body, has_messages);
        else if (type.find("json") != std::string::npos)
            add_block(body, json_html);
        else if (type.find("xml") != std::string::npos)
            add_xml(body);
        else
            add_block(body, plain);
    }

    std::string html_of(std::string_view title) const {
        if (lines.empty()) return after;
        std::string out = fmt::format("<p>{}<pre>{}", title, lines);
        // A body stands below its headers, as on the wire.
        const bool has_body = after.starts_with("<pre>");
        return has_body ? out + "\n" + after.substr(5) : out + "</pre>" + after;
    }

private:
    /// "as in message 3", or its full name in another case.
    std::string link_html(const std::string& first) const {
        const bool here = Repeated::same_case(first, anchor_);
        return fmt::format("as in <a href=\"#{}\">{}</a>", html(first),
                           here ? "message " + first.substr(first.rfind('/') + 1) : html(first));
    }

    void add_xml(std::string_view body) {
        add_block(body, [this](std::string_view text) { return xml_html(text, repeated_); });
    }

    template <class View> void add_block(std::string_view body, View view) {
        if (const std::string first = repeated_.shown_at(body, anchor_); !first.empty()) {
            after += "<p>" + link_html(first);
            return;
        }
        is_target |= Repeated::is_worth_a_link(body);
        after += "<pre>" + view(body.substr(0, shown_octets));
        if (body.size() > shown_octets) after += fmt::format("\n<u>... {} octets more</u>", body.size() - shown_octets);
        after += "</pre>";
    }

    void add_page(std::string_view body, bool has_messages) {
        if (has_messages) {
            after += "<p>in the form of a page";
            return;
        }
        const auto page = xml::read_html(body);
        if (!page) return add_block(body, plain);
        after += "<p>page <q>" + html(shortened(page->title, 200)) + "</q>";
        // A login page says nothing but what it is; any other says how it went.
        if (!asks_for_password(*page)) after += " " + html(shortened(page->text, shown_page_text));
    }

    const std::string& anchor_;
    Repeated& repeated_;
};

bool may_hold_message(std::string_view text) { return text.find("SAMLRe") != std::string_view::npos; }

Messages messages_of(const HttpRequest& request) {
    if (!may_hold_message(request.url) && !may_hold_message(request.body)) return {};
    Exchange asked;
    asked.request = request;
    asked.response.status = 0;
    return saml::decode_messages(asked);
}

Messages messages_of(const HttpResponse& response) {
    if (!may_hold_message(find_header(response.headers, "Location").value_or("")) && !may_hold_message(response.body))
        return {};
    Exchange answered;
    answered.response = response;
    return saml::decode_messages(answered);
}

std::string outcome_html(const Exchange& exchange) {
    if (exchange.failure) return "<em>no answer: " + html(describe(*exchange.failure)) + "</em>";
    const std::string status = std::to_string(exchange.response.status);
    return exchange.response.status >= 400 ? "<em>" + status + "</em>" : status;
}

bool is_same(const Exchange& a, const Exchange& b) {
    return a.number + 1 == b.number && a.from == b.from && a.to == b.to && a.request.method == b.request.method &&
           a.request.url == b.request.url && a.request.body == b.request.body &&
           a.request.headers == b.request.headers && a.response.status == b.response.status &&
           a.response.body == b.response.body && a.response.headers == b.response.headers &&
           a.failure.has_value() == b.failure.has_value();
}

/// Whether `after` is the browser going where `before` sent it: then the URL has been shown already.
bool follows(const Exchange& before, const Exchange& after) {
    return before.number + 1 == after.number && before.from == after.from && after.request.method == "GET" &&
           before.response.status >= 300 && before.response.status < 400 &&
           find_header(before.response.headers, "Location") == after.request.url;
}

/// The messages of one case.
class Story {
public:
    Story(const conformance::CaseResult& one, Repeated& repeated) : case_id_(one.id), repeated_(repeated) {
        for (const conformance::Finding& finding : one.findings)
            for (const conformance::Evidence& evidence : finding.evidence) named_.insert(evidence.exchange);
    }

    /// `last` is the number of the last of its likes, `before` the exchange before it if any.
    std::string exchange_html(const Exchange& exchange, std::size_t last, const Exchange* before) {
        const std::string anchor = fmt::format("{}/{}", case_id_, exchange.number);
        const bool redirected = before && follows(*before, exchange);
        const Messages sent = redirected ? Messages() : messages_of(exchange.request);
        const Messages received = messages_of(exchange.response);

        Side asked(anchor, repeated_), answered(anchor, repeated_);
        append_headers(asked.lines, exchange.request.headers, exchange.from, !sent.empty());
        if (const auto query = query_of(exchange.request.url); !redirected && !query.empty())
            append_fields(asked.lines, query, !sent.empty());
        append_headers(answered.lines, exchange.response.headers, {}, !received.empty());
        for (const saml::Decoded& message : sent) asked.add_message(message);
        for (const saml::Decoded& message : received) answered.add_message(message);
        asked.add_body(exchange.request.headers, exchange.request.body, !sent.empty());
        answered.add_body(exchange.response.headers, exchange.response.body, !received.empty());

        const bool is_target = asked.is_target || answered.is_target || named_.contains(exchange.number);
        std::string out =
            (is_target ? "<details id=\"" + html(anchor) + "\">" : "<details>") + summary_html(exchange, last);
        if (redirected) out += fmt::format(" follows {}", before->number);
        for (const Messages* messages : {&sent, &received})
            if (!messages->empty()) out += " <u>" + html(messages->front().parameter) + "</u>";
        out += "</summary>";
        for (std::size_t number = exchange.number + 1; number <= last; ++number)
            if (named_.contains(number)) out += fmt::format("<a id=\"{}/{}\"></a>", html(case_id_), number);
        return out + asked.html_of("request") + answered.html_of("answer") + "</details>\n";
    }

private:
    std::string summary_html(const Exchange& exchange, std::size_t last) {
        std::string numbers = std::to_string(exchange.number);
        if (last != exchange.number) numbers += "-" + std::to_string(last);
        return fmt::format("<summary>{} <b>{}</b> {} <i>{} to {}</i> {}", numbers, html(exchange.request.method),
                           html(shortened(address(exchange), 300)), html(exchange.from), html(exchange.to),
                           outcome_html(exchange));
    }

    /// The URL without its query; without its host as well while the same party keeps the host.
    std::string_view address(const Exchange& exchange) {
        const std::string_view url = before_query(exchange.request.url);
        const auto scheme = url.find("://");
        if (scheme == std::string_view::npos) return url;
        const auto path = std::min(url.find('/', scheme + 3), url.size());
        std::string_view& origin = origins_[exchange.to];
        const bool told = origin == url.substr(0, path) && path < url.size();
        origin = url.substr(0, path);
        return told ? url.substr(path) : url;
    }

    const std::string& case_id_;
    Repeated& repeated_;
    std::set<std::size_t> named_;                          ///< by evidence
    std::map<std::string_view, std::string_view> origins_; ///< party -> scheme, host and port as shown last
};

} // namespace

std::string messages_html(const conformance::CaseResult& one, Repeated& repeated) {
    const std::span exchanges(one.exchanges);
    Story story(one, repeated);
    std::string out;
    for (std::size_t i = 0; i < exchanges.size();) {
        std::size_t last = i;
        while (last + 1 < exchanges.size() && is_same(exchanges[last], exchanges[last + 1])) ++last;
        out += story.exchange_html(exchanges[i], exchanges[last].number, i > 0 ? &exchanges[i - 1] : nullptr);
        i = last + 1;
    }
    return out;
}

} // namespace idpsim::reports
