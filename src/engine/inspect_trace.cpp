#include "src/engine/inspect_trace.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/scim/json.hpp"

#include <boost/json/parse.hpp>

#include <array>

namespace idpsim::engine {
namespace {

namespace json = boost::json;

const json::value* member(const json::value& from, std::string_view name) {
    const json::object* object = from.if_object();
    return object ? object->if_contains(name) : nullptr;
}

std::string text(const json::value& from, std::string_view name) {
    const json::value* found = member(from, name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

const json::array& list(const json::value& from, std::string_view name) {
    static const json::array none;
    const json::value* found = member(from, name);
    return found && found->is_array() ? found->get_array() : none;
}

/// {"name","value"} objects (HAR) or [name, value] pairs (SAML-tracer).
Params pairs(const json::array& from) {
    Params out;
    for (const json::value& one : from) {
        if (const json::array* pair = one.if_array();
            pair && pair->size() == 2 && (*pair)[0].is_string() && (*pair)[1].is_string())
            out.emplace_back(std::string((*pair)[0].get_string()), std::string((*pair)[1].get_string()));
        else if (one.is_object())
            out.emplace_back(text(one, "name"), text(one, "value"));
    }
    return out;
}

/// What one recorded exchange held, HAR's and SAML-tracer's alike.
struct Recorded {
    std::string method, url;
    std::string body;     ///< of the request, as it was sent; "" when only `fields` are known
    Params fields;        ///< of the form, decoded
    std::string content;  ///< of the response
    std::string location; ///< where the response sends the browser
    std::string decoded;  ///< the message as the tool decoded it, perhaps laid out anew
    std::optional<Instant> at;
};

std::string response_text(const json::value& response) {
    const json::value* content = member(response, "content");
    if (!content) return {};
    std::string out = text(*content, "text");
    if (text(*content, "encoding") != "base64") return out;
    auto octets = crypto::base64_decode(out);
    return octets ? std::move(*octets) : std::string();
}

/// HAR 1.2, an entry of log.entries.
Recorded har_entry(const json::value& entry) {
    Recorded out;
    if (const auto at = parse_instant(text(entry, "startedDateTime"))) out.at = *at;
    if (const json::value* request = member(entry, "request")) {
        out.method = text(*request, "method");
        out.url = text(*request, "url");
        if (const json::value* post = member(*request, "postData")) {
            out.body = text(*post, "text");
            out.fields = pairs(list(*post, "params"));
        }
    }
    if (const json::value* response = member(entry, "response")) {
        out.content = response_text(*response);
        out.location = text(*response, "redirectURL");
        if (out.location.empty())
            out.location = find_header(pairs(list(*response, "headers")), "Location").value_or("");
    }
    return out;
}

/// SAML-tracer's export, an entry of requests.
Recorded tracer_entry(const json::value& entry) {
    Recorded out;
    out.method = text(entry, "method");
    out.url = text(entry, "url");
    out.fields = pairs(list(entry, "post"));
    out.body = text(entry, "postData");
    out.decoded = text(entry, "saml");
    out.location = find_header(pairs(list(entry, "responseHeaders")), "Location").value_or("");
    if (const json::value* at = member(entry, "timestamp")) {
        if (at->is_int64() && at->get_int64() > 0 && at->get_int64() < 4'102'444'800'000)
            out.at = Instant(Millis(at->get_int64()));
        if (at->is_string())
            if (const auto read = parse_instant(std::string(at->get_string()))) out.at = *read;
    }
    return out;
}

bool may_carry(std::string_view words) { return words.find("SAMLRe") != std::string_view::npos; }

void add(std::vector<FoundMessage>& into, std::vector<FoundMessage> more) {
    for (FoundMessage& one : more) into.push_back(std::move(one));
}

std::vector<FoundMessage> posted(const Recorded& exchange, const std::string& where) {
    const std::string body = exchange.body.empty() ? write_form(exchange.fields) : exchange.body;
    if (!may_carry(body)) return {};
    auto out = messages_in_form(body, where + ": form field");
    for (FoundMessage& one : out)
        one.request = HttpRequest{"POST", exchange.url, {{"Content-Type", "application/x-www-form-urlencoded"}}, body};
    return out;
}

std::vector<FoundMessage> in_exchange(const Recorded& exchange, const std::string& where) {
    std::vector<FoundMessage> out;
    if (may_carry(exchange.url)) add(out, messages_in_query(exchange.url, where + ": query parameter"));
    add(out, posted(exchange, where));
    if (out.empty() && !exchange.decoded.empty()) {
        add(out, messages_in_markup(exchange.decoded, where + ": decoded by the tracer"));
        for (FoundMessage& one : out) one.encoding = "XML as the tracer shows it";
    }
    if (may_carry(exchange.location)) add(out, messages_in_query(exchange.location, where + ": redirect with"));
    if (may_carry(exchange.content)) add(out, messages_in_html(exchange.content, where + ": page with form field"));
    if (exchange.content.find("EntityDescriptor") != std::string::npos)
        add(out, messages_in_markup(exchange.content, where + ": response"));
    for (FoundMessage& one : out) one.at = exchange.at;
    return out;
}

} // namespace

Result<std::vector<FoundMessage>> messages_in_trace(std::string_view octets) {
    boost::system::error_code failed;
    json::parse_options options;
    options.max_depth = 64;
    const json::value all = json::parse(octets, failed, {}, options);
    if (failed)
        return Error{Fault::malformed, "input",
                     "it begins like JSON (a HAR or SAML-tracer file) and is none: " + failed.message()};
    const json::value* log = member(all, "log");
    const json::array& entries = log ? list(*log, "entries") : list(all, "requests");
    if (entries.empty())
        return Error{Fault::not_found, "input",
                     "this JSON is neither a HAR file (log.entries) nor a SAML-tracer export (requests)"};
    std::vector<FoundMessage> out;
    std::size_t number = 0;
    for (const json::value& entry : entries)
        add(out, in_exchange(log ? har_entry(entry) : tracer_entry(entry), "request " + std::to_string(++number)));
    if (out.empty())
        return Error{Fault::not_found, "input",
                     "none of the " + std::to_string(entries.size()) + " recorded requests carries a SAML message"};
    return out;
}

} // namespace idpsim::engine
