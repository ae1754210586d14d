/// How a message is decoded and parsed: readers that take what is no message, or break down over it.
#include "simulator/mutants/delivery.hpp"
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/saml/deflate.hpp"

#include <algorithm>
#include <cctype>
#include <memory>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view texts = "negative/text,negative/document,negative/wrapping,negative/control";
constexpr std::string_view encodings = "negative/encoding";
constexpr std::string_view limits = "negative/document,negative/encoding,negative/algorithm,negative/key,negative/identity,negative/relay-state";

/// What a lenient parser would make of the XML.
template <auto Change> void read_as(SpBehaviour& behaviour) {
    rewrite_request(behaviour, [](HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        if (!xml || xml->empty()) return;
        const Text changed = Change(*xml);
        if (changed != *xml) become_post(request, crypto::base64_encode(changed));
    });
}

Text without_doctype(const Text& xml) {
    const auto at = xml.find("<!DOCTYPE");
    if (at == Text::npos) return xml;
    const bool subset = xml.find('[', at) < xml.find('>', at);
    const auto root = xml.find(subset ? "]>" : ">", at) + (subset ? 2 : 1);
    Text rest = xml.substr(root);
    return rest.substr(std::min(rest.size(), rest.find('<')));
}
Text expanding_nothing(const Text& xml) { return replace_all(without_doctype(xml), "&e;", ""); }
/// Ends a quoted literal of the DOCTYPE at the first `>`.
Text doctype_to_bracket(const Text& xml) {
    const auto at = xml.find("<!DOCTYPE");
    if (at == Text::npos) return xml;
    const auto root = xml.find('<', xml.find("'>", at) + 1);
    return root == Text::npos ? xml : xml.substr(root);
}
Text first_root(const Text& xml) { return xml.ends_with("<x/>") ? xml.substr(0, xml.size() - 4) : xml; }
Text last_root(const Text& xml) {
    const auto begin = xml.rfind("Response>");
    const auto other = xml.find("Response>");
    return begin == other || begin == Text::npos ? xml : xml.substr(other + 9);
}
Text envelope_opened(const Text& xml) {
    const auto begin = xml.find(":Response ");
    if (begin == Text::npos || xml.rfind('<', begin) == 0 || xml.starts_with("<?xml")) return xml;
    const auto root = xml.rfind('<', begin);
    const Text name = xml.substr(root + 1, begin - root + 8);
    const auto end = xml.rfind("</" + name + ">");
    return end == Text::npos ? xml : xml.substr(root, end + name.size() + 3 - root);
}
/// What is not XML is read over.
Text not_well_formed(const Text& xml) {
    Text out = xml;
    for (const char* part : {" foo:bar=\"x\"", " ID=\"_x\"", " Consent=x", " xmlns:xml=\"urn:example:x\"", " xmlns:p=\"\"", "&#x1;", "&nbsp;",
                             "\xc0\xaf", R"(<?xml version="1.0" encoding="UTF-7"?>)"})
        out = replace_all(out, part, "");
    const auto nul = out.find("&#0;");
    return nul == Text::npos ? out : out.substr(0, out.rfind('>', nul) + 1) + out.substr(nul + 4);
}

// --- decoding

void base64_leniently(SpBehaviour& b) {
    rewrite_request(b, [](HttpRequest& request) {
        Text value = field_of(request, "SAMLResponse");
        std::erase_if(value, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)) && c != '+' && c != '/' && c != '='; });
        if (!value.empty()) become_post(request, value);
    });
}
void raw_xml(SpBehaviour& b) {
    rewrite_request(b, [](HttpRequest& request) {
        const Text value = field_of(request, "SAMLResponse");
        if (value.starts_with('<')) become_post(request, crypto::base64_encode(value));
    });
}
void base64_twice(SpBehaviour& b) {
    rewrite_request(b, [](HttpRequest& request) {
        const auto once = crypto::base64_decode(field_of(request, "SAMLResponse"));
        if (once && crypto::base64_decode(*once)) become_post(request, *once);
    });
}
void by_get(SpBehaviour& b) {
    rewrite_request(b, [](HttpRequest& request) {
        const auto query = request.url.find('?');
        const auto form = query == Text::npos ? Result<Params>(Params()) : parse_form(request.url.substr(query + 1));
        const auto value = form ? find_param(*form, "SAMLResponse") : std::nullopt;
        if (request.method != "GET" || !value) return;
        const auto octets = crypto::base64_decode(*value);
        const auto inflated = octets ? saml::inflate_raw(*octets, 1u << 20) : Result<Text>(Text());
        become_post(request, inflated && !inflated->empty() ? crypto::base64_encode(*inflated) : *value);
    });
}
void first_field(SpBehaviour& b) {
    rewrite_request(b, [](HttpRequest& request) {
        for (const char* name : {"SAMLResponse", "SAMLResponse[]", "SAMLRequest"})
            if (const Text value = field_of(request, name); !value.empty()) return become_post(request, value);
    });
}
void json_body(SpBehaviour& b) {
    rewrite_request(b, [](HttpRequest& request) {
        constexpr std::string_view begin = R"({"SAMLResponse":")";
        if (request.body.starts_with(begin)) become_post(request, request.body.substr(begin.size(), request.body.size() - begin.size() - 2));
    });
}
void empty_is_good(SpBehaviour& b) {
    // Remembers the last message and takes nothing for that one.
    const auto last = std::make_shared<Text>();
    leave_out(b, {"replay", "response.in_response_to", "conditions.one_time_use"});
    b.remembers_assertions = false;
    rewrite_request(b, [last](HttpRequest& request) {
        const Text value = field_of(request, "SAMLResponse");
        const auto xml = crypto::base64_decode(value);
        const bool nothing = value.empty() || (xml && xml->find("Assertion") == Text::npos);
        if (nothing && !last->empty()) become_post(request, *last);
        else if (!value.empty()) *last = value;
    });
}

// --- limits

void crash_when(SpBehaviour& b, std::function<bool(const HttpRequest&, const Text& xml)> too_much) {
    b.before = [too_much](HttpRequest& request) -> std::optional<HttpResponse> {
        if (!is_delivery(request)) return std::nullopt;
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        if (too_much(request, xml ? *xml : Text())) return text_response(500, "Internal Server Error");
        return std::nullopt;
    };
}
void size_unbounded(SpBehaviour& b) {
    crash_when(b, [](const HttpRequest& request, const Text& xml) { return xml.size() > 12'000 || request.body.size() > 60'000; });
}
void entities_unbounded(SpBehaviour& b) {
    crash_when(b, [](const HttpRequest&, const Text& xml) { return xml.find("<!ENTITY") != Text::npos; });
}
void key_info_crash(SpBehaviour& b) {
    crash_when(b, [](const HttpRequest&, const Text& xml) {
        return xml.find("X509Certificate>MI") == Text::npos && xml.find("KeyInfo") != Text::npos;
    });
}
void inflates_unbounded(SpBehaviour& b) {
    crash_when(b, [](const HttpRequest& request, const Text&) { return request.method == "GET"; });
}
void retrieval_loop(SpBehaviour& b) {
    crash_when(b, [](const HttpRequest&, const Text& xml) { return xml.find("RetrievalMethod") != Text::npos; });
}

constexpr Mutant table[] = {
    {"m-doctype-ok", "reads over a DOCTYPE", read_as<without_doctype>, texts},
    {"m-doctype-quotes", "ends a DOCTYPE where its literal has a bracket", read_as<doctype_to_bracket>, texts},
    {"m-xxe", "expands entities, to nothing where there is nothing", read_as<expanding_nothing>, texts},
    {"m-trailing-ignored", "reads over what stands behind the root", read_as<first_root>, texts},
    {"m-multi-root", "reads the last of several documents", read_as<last_root>, texts},
    {"m-root-any", "looks for the Response inside other messages", read_as<envelope_opened>, texts},
    {"m-two-parsers", "reads over what is not well-formed", read_as<not_well_formed>, texts},

    {"m-b64-lenient", "skips what is no base64", base64_leniently, encodings},
    {"m-b64-twice", "decodes base64 until it is none", base64_twice, encodings},
    {"m-raw-xml", "takes XML without base64", raw_xml, encodings},
    {"m-acs-get", "takes a Response in a URL", by_get, encodings},
    {"m-param-any", "takes the first field that could be a message", first_field, encodings},
    {"m-json-body", "takes a message in JSON", json_body, encodings},
    {"m-param-empty-last", "takes no message for the last one", empty_is_good, "negative/encoding,negative/envelope"},

    {"m-size-unbounded", "breaks down over large messages", size_unbounded, limits},
    {"m-entity-unbounded", "breaks down over entities", entities_unbounded, limits},
    {"m-inflate-unbounded", "breaks down over what is compressed", inflates_unbounded, limits},
    {"m-keyinfo-crash", "breaks down over a KeyInfo without a certificate", key_info_crash, limits},
    {"m-key-retrieval-loop", "breaks down over a key that is said to be elsewhere", retrieval_loop, limits},
};

} // namespace

std::span<const Mutant> decoding_mutants() { return table; }

} // namespace idpsim::mutants
