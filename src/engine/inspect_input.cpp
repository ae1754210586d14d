#include "src/engine/inspect_input.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/engine/inspect_trace.hpp"
#include "src/saml/deflate.hpp"
#include "src/xml/encoding.hpp"
#include "src/xml/html.hpp"
#include "src/xml/start_tags.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace idpsim::engine {
namespace {

constexpr std::size_t max_message_octets = 8u << 20;
constexpr std::array parameters{"SAMLResponse", "SAMLRequest"};
constexpr std::array roots{"Response",         "Assertion",        "AuthnRequest",
                           "LogoutRequest",    "LogoutResponse",   "ArtifactResolve",
                           "ArtifactResponse", "EntityDescriptor", "EntitiesDescriptor"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_base64_digit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
           c == '=' || c == '-' || c == '_';
}

/// The byte order mark and white space in front put aside.
std::string_view bare(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return trim(text);
}

bool is_root(std::string_view qualified) {
    const auto colon = qualified.find(':');
    const auto local = qualified.substr(colon == std::string_view::npos ? 0 : colon + 1);
    return std::find(roots.begin(), roots.end(), local) != roots.end();
}

bool looks_like_xml(std::string_view octets) {
    const bool wide = octets.starts_with("\xFF\xFE") || octets.starts_with("\xFE\xFF");
    return wide || bare(octets).starts_with('<');
}

/// Base64 as people pass it on; nothing when it is none.
std::optional<std::string> decode_base64(std::string_view text) {
    std::string digits;
    digits.reserve(text.size());
    for (const char c : text) {
        if (is_blank(c) || c == '"' || c == '\'' || c == ',' || c == ';') continue;
        if (!is_base64_digit(c)) return std::nullopt;
        digits += c == '-' ? '+' : c == '_' ? '/' : c;
    }
    while (digits.ends_with('=')) digits.pop_back();
    if (digits.size() % 4 == 1) return std::nullopt;
    digits.append((4 - digits.size() % 4) % 4, '=');
    auto octets = crypto::base64_decode(digits);
    if (!octets || octets->empty()) return std::nullopt;
    return std::move(*octets);
}

struct Decoded {
    std::string xml, encoding;
};

/// What the octets behind base64 are: XML, or XML deflated.
std::optional<Decoded> open(const std::string& octets) {
    if (looks_like_xml(octets)) return Decoded{octets, "base64"};
    auto inflated = saml::inflate_raw(octets, max_message_octets);
    if (inflated && looks_like_xml(*inflated)) return Decoded{std::move(*inflated), "deflated base64"};
    return std::nullopt;
}

std::optional<Decoded> decode_once(std::string_view text) {
    if (const auto octets = decode_base64(text))
        if (auto opened = open(*octets)) return opened;
    // A "+" that some tool took for a space: white space inside a line is it, that at line ends is a break.
    if (text.find(' ') != std::string_view::npos)
        if (const auto octets = decode_base64(replace_all(std::string(text), " ", "+"))) return open(*octets);
    return std::nullopt;
}

/// The value of a SAML parameter or a text that is nothing else, whatever was done to it on the way.
std::optional<Decoded> decode_value(std::string_view value) {
    std::string text(bare(value));
    for (int times = 0; times < 3; ++times) { // escaped twice is usual, three times seen
        if (auto decoded = decode_once(text)) return decoded;
        const auto unescaped = text.find('%') == std::string::npos ? Result<std::string>(text) : percent_decode(text);
        if (!unescaped || *unescaped == text) break;
        text = *unescaped;
        if (looks_like_xml(text)) return Decoded{text, "URL-encoded XML"};
    }
    if (const auto octets = decode_base64(text); octets && octets->size() < text.size())
        if (auto inner = decode_once(bare(*octets))) return Decoded{inner->xml, "base64 twice"};
    return std::nullopt;
}

/// From `at` to where such a run of parameters ends.
std::string_view run_at(std::string_view text, std::size_t at) {
    const std::size_t end = text.find_first_of(" \t\r\n\"'<>`", at);
    return text.substr(at, end == std::string_view::npos ? end : end - at);
}

/// Backwards to the beginning of the URL or body that the parameter stands in.
std::size_t run_start(std::string_view text, std::size_t at) {
    const std::size_t before = text.find_last_of(" \t\r\n\"'<>`", at);
    return before == std::string_view::npos ? 0 : before + 1;
}

bool is_http_dump(std::string_view text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    return line.find(" HTTP/") != std::string_view::npos || line.starts_with("HTTP/");
}

std::string without_blanks(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return !is_blank(c); });
    return out;
}

/// The parameters of an encoded text; those with broken escapes are taken as they stand.
Params lenient_params(std::string_view encoded) {
    Params out;
    for (const std::string_view pair : split(encoded, '&')) {
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string_view raw = pair.substr(equals + 1);
        auto value = percent_decode(raw, true);
        out.emplace_back(pair.substr(0, equals), value ? *value : std::string(raw));
    }
    return out;
}

std::vector<FoundMessage> in_params(const Params& params, const std::string& where, std::string_view kind) {
    std::vector<FoundMessage> out;
    for (const auto& [name, value] : params) {
        if (std::find(parameters.begin(), parameters.end(), name) == parameters.end()) continue;
        auto decoded = decode_value(value);
        if (!decoded) continue;
        FoundMessage found;
        found.xml = std::move(decoded->xml);
        found.where = where.empty() ? std::string() : where + " " + name;
        found.encoding = std::string(kind) + ", " + decoded->encoding;
        found.relay_state = find_param(params, "RelayState");
        out.push_back(std::move(found));
    }
    return out;
}

/// Every URL, query and body in the text.
std::vector<FoundMessage> in_parameters(std::string_view text, const std::string& where) {
    std::vector<FoundMessage> out;
    std::size_t from = 0;
    for (std::size_t at = text.find("SAMLRe"); at != std::string_view::npos; at = text.find("SAMLRe", from)) {
        from = at + 6;
        const std::size_t start = run_start(text, at);
        const std::string run = replace_all(std::string(run_at(text, start)), "&amp;", "&");
        if (run.find('=') == std::string::npos) continue;
        const bool is_url = run.find('?') != std::string::npos && run.find('?') < run.find("SAMLRe");
        for (FoundMessage& one : is_url ? messages_in_query(run, where) : messages_in_form(run, where))
            out.push_back(std::move(one));
        from = std::max(from, start + run_at(text, start).size());
    }
    return out;
}

/// `SAMLResponse: PHNh...`, `"SAMLResponse": "PHNh..."`, as browsers' tools show form fields.
std::vector<FoundMessage> in_shown_fields(std::string_view text) {
    std::vector<FoundMessage> out;
    for (const std::string name : parameters) {
        for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
            const std::size_t value = text.find_first_not_of(" \t\"':=\r\n", at + name.size());
            if (value == std::string_view::npos) break;
            const std::size_t end = text.find_first_of("\"'&,}<>: \t\r\n", value);
            std::string_view shown = text.substr(value, end == std::string_view::npos ? end : end - value);
            auto decoded = decode_value(shown);
            if (!decoded) continue;
            FoundMessage found;
            found.xml = std::move(decoded->xml);
            found.encoding = "field " + name + ", " + decoded->encoding;
            out.push_back(std::move(found));
        }
    }
    return out;
}

/// Several encoded messages, a line or a paragraph each.
std::vector<FoundMessage> in_pieces(std::string_view text) {
    std::vector<FoundMessage> out;
    std::string piece;
    std::size_t number = 0;
    const auto take = [&] {
        if (auto decoded = decode_value(piece)) {
            FoundMessage found;
            found.xml = std::move(decoded->xml);
            found.encoding = decoded->encoding;
            found.where = "piece " + std::to_string(++number);
            out.push_back(std::move(found));
        }
        piece.clear();
    };
    const std::string all = replace_all(std::string(text), "\r\n", "\n");
    for (const std::string_view line : split(all, '\n')) {
        if (trim(line).empty())
            take();
        else
            piece.append(line).append("\n");
    }
    take();
    if (!out.empty()) return out;
    for (const std::string_view line : split(all, '\n')) {
        piece = line;
        if (trim(line).size() > 40) take();
    }
    return out;
}

std::vector<FoundMessage> whole(std::string xml, std::string encoding) {
    FoundMessage found;
    found.xml = std::move(xml);
    found.encoding = std::move(encoding);
    std::vector<FoundMessage> out;
    out.push_back(std::move(found));
    return out;
}

/// An XML document as it stands; a page or a text with markup in it otherwise.
std::vector<FoundMessage> in_markup_text(std::string_view octets) {
    const std::string text(bare(octets));
    const std::string start = to_lower(std::string_view(text).substr(0, 4096));
    const bool page = start.find("<!doctype html") != std::string::npos || start.find("<html") != std::string::npos ||
                      start.find("<form") != std::string::npos;
    if (page)
        if (auto found = messages_in_html(text, ""); !found.empty()) return found;
    auto found = messages_in_markup(text, "");
    if (found.size() > 1) {
        for (std::size_t i = 0; i < found.size(); ++i) found[i].where = "document " + std::to_string(i + 1);
        return found;
    }
    const auto tags = xml::start_tags(text);
    const bool is_envelope = !tags.empty() && tags.front().name.ends_with("Envelope");
    if (page || (found.size() == 1 && !is_envelope && !is_root(tags.front().name))) return found;
    return whole(std::string(octets), "XML"); // all of it: comments and envelopes around are part of the document
}

std::vector<FoundMessage> in_text(std::string_view octets) {
    if (looks_like_xml(octets)) return in_markup_text(octets);
    const std::string_view text = bare(octets);
    const bool one_run = !is_http_dump(text) && text.find("SAMLRe") != std::string_view::npos &&
                         text.find('=') != std::string_view::npos && text.find('<') == std::string_view::npos;
    if (one_run) // an URL or body, wrapped by a mail program
        if (auto found = in_parameters(without_blanks(text), ""); !found.empty()) return found;
    if (auto found = in_parameters(text, ""); !found.empty()) return found;
    if (auto found = in_shown_fields(text); !found.empty()) return found;
    if (auto decoded = decode_value(text)) return whole(std::move(decoded->xml), std::move(decoded->encoding));
    if (auto found = messages_in_markup(text, "text"); !found.empty()) return found;
    if (text.find("&lt;") != std::string_view::npos) {
        std::string unescaped(text);
        for (const auto& [from, to] :
             {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
            unescaped = replace_all(std::move(unescaped), from, to);
        if (auto found = messages_in_markup(unescaped, "escaped text"); !found.empty()) return found;
    }
    return in_pieces(text);
}

/// Why nothing was found, as far as it can be told.
Error nothing_found(std::string_view octets) {
    const std::string_view text = bare(octets);
    const auto error = [](std::string detail) { return Error{Fault::malformed, "input", std::move(detail)}; };
    if (text.empty()) return error("there is nothing in it");
    if (text.find("PRIVATE KEY-----") != std::string_view::npos)
        return error("this is a private key, not a SAML message");
    if (text.find("BEGIN CERTIFICATE") != std::string_view::npos)
        return error("this is a certificate, not a SAML message; give it by --cert");
    if (const auto octet_string = decode_base64(text); octet_string && octet_string->size() > 8) {
        const auto inflated = saml::inflate_raw(*octet_string, max_message_octets);
        return error("this is base64, but what it holds is neither XML nor deflated XML" +
                     (inflated ? std::string() : " (" + inflated.error().detail + ")") + "; was it cut short?");
    }
    return error(
        "no SAML message was found in it: tried XML, base64 (plain and deflated), redirect URL, query, form body, HTML "
        "form, HTTP dump, HAR and SAML-tracer export");
}

void drop_doubles(std::vector<FoundMessage>& found) {
    std::vector<FoundMessage> out;
    for (FoundMessage& one : found) {
        const auto same =
            std::find_if(out.begin(), out.end(), [&](const FoundMessage& other) { return other.xml == one.xml; });
        if (same == out.end())
            out.push_back(std::move(one));
        else if (!same->request && one.request)
            *same = std::move(one); // how it was delivered tells more than how it was shown
    }
    found = std::move(out);
}

} // namespace

std::vector<FoundMessage> messages_in_query(std::string_view url, const std::string& where) {
    const auto question = url.find('?');
    std::string_view query = question == std::string_view::npos ? url : url.substr(question + 1);
    query = query.substr(0, query.find('#'));
    auto out = in_params(lenient_params(query), where, "Redirect URL");
    auto strict = saml::read_redirect(query);
    for (FoundMessage& one : out) {
        if (strict && strict->xml == one.xml) one.redirect = *strict;
        if (!parse_url(url)) continue;
        one.request = HttpRequest{"GET", std::string(url), {}, {}};
    }
    return out;
}

std::vector<FoundMessage> messages_in_form(std::string_view body, const std::string& where) {
    return in_params(lenient_params(body), where, "form");
}

std::vector<FoundMessage> messages_in_html(const std::string& page, const std::string& where) {
    std::vector<FoundMessage> out;
    const auto read = xml::read_html(page);
    if (!read) return out;
    for (const xml::HtmlForm& form : read->forms) {
        Params params;
        for (const xml::HtmlInput& input : form.inputs) params.emplace_back(input.name, input.value);
        for (FoundMessage& one : in_params(params, where, "HTML form")) out.push_back(std::move(one));
    }
    return out;
}

std::vector<FoundMessage> messages_in_markup(std::string_view text, const std::string& where) {
    std::vector<FoundMessage> out;
    std::set<std::string> never_closed; // looked for once to the end, not once a tag
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const std::size_t name_end = text.find_first_of(" \t\r\n/><", at + 1);
        if (name_end == std::string_view::npos) break;
        const std::string name(text.substr(at + 1, name_end - at - 1));
        if (!is_root(name) || never_closed.contains(name)) continue;
        const std::string closing = "</" + name + ">";
        const std::size_t end = text.find(closing, name_end);
        if (end == std::string_view::npos) {
            never_closed.insert(name);
            continue;
        }
        FoundMessage found;
        found.xml = std::string(text.substr(at, end + closing.size() - at));
        found.encoding = "XML";
        found.where = where;
        out.push_back(std::move(found));
        at = end;
    }
    return out;
}

Result<std::vector<FoundMessage>> find_messages(std::string_view octets) {
    if (octets.size() > max_input_octets)
        return Error{Fault::too_large, "input", "it is larger than " + std::to_string(max_input_octets >> 20) + " MiB"};
    const std::string_view text = bare(octets);
    std::vector<FoundMessage> found;
    if (text.starts_with('{') || text.starts_with('[')) {
        auto traced = messages_in_trace(text);
        if (traced)
            found = std::move(*traced);
        else if (found = in_text(octets); found.empty())
            return traced.error();
    } else {
        found = in_text(octets);
    }
    if (found.empty()) return nothing_found(octets);
    drop_doubles(found);
    return found;
}

} // namespace idpsim::engine
