/// How a message is decoded, parsed and read: readers that take what is no message, or another part of one.
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/deflate.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/namespaces.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <cctype>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view texts = "negative/text,negative/document,negative/wrapping,negative/control";
constexpr std::string_view encodings = "negative/encoding";
constexpr std::string_view limits = "negative/document,negative/encoding,negative/algorithm,negative/key,negative/identity,negative/relay-state";
constexpr std::string_view forms = "negative/envelope,negative/condition,negative/identity";
constexpr std::string_view names = "negative/text,negative/identity,negative/subject";

bool is_delivery(const HttpRequest& request) { return request.url.find("/acs") != Text::npos; }

/// What a reader makes of the form before the rules see it.
void rewrite_request(SpBehaviour& behaviour, std::function<void(HttpRequest&)> change) {
    behaviour.before = [change](HttpRequest& request) -> std::optional<HttpResponse> {
        if (is_delivery(request)) change(request);
        return std::nullopt;
    };
}

Text field_of(const HttpRequest& request, std::string_view name) {
    const auto form = parse_form(request.body);
    return form ? find_param(*form, name).value_or("") : "";
}

void become_post(HttpRequest& request, const Text& value) {
    request.method = "POST";
    request.url = request.url.substr(0, request.url.find('?'));
    request.body = "SAMLResponse=" + form_encode(value);
    set_header(request.headers, "Content-Type", "application/x-www-form-urlencoded");
}

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

// --- reading what verified

using Name = std::function<Text(const Text& was, pugi::xml_node assertion, const Text& raw)>;

Text printed(const pugi::xml_document& document) {
    struct Writer : pugi::xml_writer {
        Text text;
        void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
    } writer;
    document.save(writer, "", pugi::format_raw | pugi::format_no_declaration);
    return writer.text;
}

void become(pugi::xml_node node, const Text& text) {
    node.remove_children();
    node.append_child(pugi::node_pcdata).set_value(text.c_str());
}

/// The name that the product takes for the person: out of what verified, by another reading.
void name_by(SpBehaviour& b, Name read) {
    const auto raw = std::make_shared<Text>();
    rewrite_request(b, [raw](HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        *raw = xml ? *xml : "";
    });
    b.verify = [raw, read](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        Result<xml::Verified> out = xml::verify_enveloped(document, element, policy);
        pugi::xml_document parsed;
        if (!out || !parsed.load_string(out->octets.c_str(), pugi::parse_default | pugi::parse_ws_pcdata)) return out;
        const pugi::xml_node name_id =
            parsed.select_node("(//*[local-name()='Subject']/*[local-name()='NameID'])[last()]").node();
        if (!name_id) return out;
        const Text name = read(name_id.text().get(), parsed, *raw);
        const Text was = name_id.text().get();
        for (const pugi::xpath_node one : parsed.select_nodes("//*[local-name()='NameID' or local-name()='AttributeValue']"))
            if (one.node().text().get() == was) become(one.node(), name);
        out->octets = printed(parsed);
        return out;
    };
}

/// As pugixml's child_value(): the first (or last) text node, of an element that a search finds.
Text text_node(const Text& raw, const char* xpath, bool last) {
    pugi::xml_document parsed;
    parsed.load_string(raw.c_str(), pugi::parse_default | pugi::parse_comments | pugi::parse_cdata);
    const pugi::xml_node element = parsed.select_node(xpath).node();
    Text out;
    for (const pugi::xml_node child : element.children()) {
        if (child.type() != pugi::node_pcdata) continue;
        out = child.value();
        if (!last) break;
    }
    return out;
}

template <bool Last> void text_of_name_id(SpBehaviour& b) {
    name_by(b, [](const Text& was, pugi::xml_node, const Text& raw) {
        const Text out = text_node(raw, "//*[local-name()='Subject']/*[local-name()='NameID']", Last);
        return out.empty() ? was : out;
    });
}
void text_of_attribute(SpBehaviour& b) {
    name_by(b, [](const Text& was, pugi::xml_node, const Text& raw) {
        const Text out = text_node(raw, "//*[local-name()='Attribute'][@Name='email']/*[local-name()='AttributeValue']", false);
        return out.find('@') == Text::npos ? was : out;
    });
}

/// The value that an XPath chooses over the whole received message, if it is an address.
void name_from(SpBehaviour& b, const char* xpath) {
    name_by(b, [xpath](const Text& was, pugi::xml_node, const Text& raw) {
        pugi::xml_document parsed;
        parsed.load_string(raw.c_str());
        const Text out = parsed.select_node(xpath).node().text().get();
        return out.find('@') == Text::npos ? was : out;
    });
}
template <const char* XPath> void name_at(SpBehaviour& b) { name_from(b, XPath); }

constexpr char last_email[] = "(//*[local-name()='Assertion']/*/*[@Name='email'])[last()]/*",
               friendly[] = "//*[@FriendlyName='email']/*", any_case[] = "//*[@Name='EMAIL']/*",
               qualified[] = "//*[@*[local-name()='Name' and .='email' and name()!='Name']]/*[local-name()='AttributeValue']",
               outside[] = "//*[local-name()='Extensions']//*[@Name='email']/*",
               in_data[] = "//*[local-name()='SubjectConfirmationData']//*[@Name='email']/*",
               last_value[] = "(//*[@Name='email']/*)[last()]", reserved[] = "//*[@Name='user_id']/*",
               confirming[] = "//*[local-name()='SubjectConfirmation']/*[local-name()='NameID']",
               any_name_id[] = "(//*[local-name()='NameID'])[last()]", first_name_id[] = "(//*[local-name()='NameID'])[1]",
               advice[] = "//*[local-name()='Advice']//*[local-name()='NameID']";

template <auto Change> void name_as(SpBehaviour& b) {
    name_by(b, [](const Text& was, pugi::xml_node, const Text&) { return Change(was); });
}
Text trimmed(const Text& was) { return replace_all(replace_all(was, "\xe2\x80\x8b", ""), "\xc2\xa0", ""); }
Text folded(const Text& was) { return replace_all(replace_all(replace_all(was, "\xef\xbd\x96", "v"), "\xd1\x96", "i"), "\xc3\xad", "i"); }
Text padded(const Text& was) { return Text(trim(was)); }
Text in_brackets(const Text& was) {
    const auto begin = was.find('<');
    return begin == Text::npos ? was.substr(0, was.find(" (")) : was.substr(begin + 1, was.find('>') - begin - 1);
}
Text first_at(const Text& was) {
    const auto second = was.find('@', was.find('@') + 1);
    return second == Text::npos ? was : was.substr(0, second);
}
Text domain_loosely(const Text& was) {
    const Text out = replace_all(was, "@x.", "@");
    return out.ends_with('.') ? out.substr(0, out.size() - 1) : out;
}
Text first_of_list(const Text& was) { return was.substr(0, was.find(',')); }

void split_attribute(SpBehaviour& b) {
    name_by(b, [](const Text& was, pugi::xml_node, const Text& raw) {
        pugi::xml_document parsed;
        parsed.load_string(raw.c_str());
        const Text value = parsed.select_node("//*[@Name='email']/*").node().text().get();
        return value.find(',') == Text::npos ? was : first_of_list(value);
    });
}

// --- forms that are not quite right

using Mend = std::function<void(pugi::xml_node root)>;

void put_missing(pugi::xml_node node, const char* name, const char* value) {
    if (!node.attribute(name)) node.append_attribute(name).set_value(value);
}

/// What verified (or, unsigned, what came), mended before it is read.
void mend(SpBehaviour& b, Mend change, bool envelope = false) {
    const auto mended = [change](const Text& octets) {
        pugi::xml_document parsed;
        if (!parsed.load_string(octets.c_str(), pugi::parse_default | pugi::parse_ws_pcdata)) return octets;
        change(parsed.document_element());
        return printed(parsed);
    };
    if (envelope) rewrite_request(b, [mended](HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        if (!xml || xml->empty()) return;
        pugi::xml_document parsed;
        // A signed Response must reach the verifier as it is.
        if (!parsed.load_string(xml->c_str()) || parsed.document_element().find_child([](pugi::xml_node child) {
                return Text(child.name()).ends_with(":Signature");
            }))
            return;
        const Text changed = mended(*xml);
        become_post(request, crypto::base64_encode(changed));
    });
    b.verify = [mended](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        Result<xml::Verified> out = xml::verify_enveloped(document, element, policy);
        if (out) out->octets = mended(out->octets);
        return out;
    };
}

bool is_named(pugi::xml_node node, std::string_view local) {
    const Text name = node.name();
    return name == local || name.ends_with(":" + Text(local));
}
pugi::xml_node child(pugi::xml_node node, std::string_view local) {
    return node.find_child([local](pugi::xml_node one) { return is_named(one, local); });
}

void fill_in(pugi::xml_node root) {
    if (is_named(root, "Response")) {
        put_missing(root, "ID", "_none");
        put_missing(root, "Version", "2.0");
        put_missing(root, "IssueInstant", "2026-03-02T09:00:00Z");
        pugi::xml_node status = child(root, "Status");
        if (!status) status = root.append_child((Text(root.name()).substr(0, Text(root.name()).find(':') + 1) + "Status").c_str());
        if (!child(status, "StatusCode"))
            status.append_child((Text(root.name()).substr(0, Text(root.name()).find(':') + 1) + "StatusCode").c_str())
                .append_attribute("Value").set_value("urn:oasis:names:tc:SAML:2.0:status:Success");
    }
    const pugi::xml_node issuer = child(root, "Issuer");
    pugi::xml_node assertion = child(root, "Assertion");
    if (issuer && assertion && !child(assertion, "Issuer")) assertion.prepend_copy(issuer);
}

void times_are_optional(pugi::xml_node root) {
    for (const pugi::xpath_node one : root.select_nodes("//@NotOnOrAfter"))
        if (!parse_instant(one.attribute().value())) one.attribute().set_value("2099-01-01T00:00:00Z");
}

/// Of several elements where one belongs, the first or the last is kept.
template <bool Last> void one_of_several(pugi::xml_node root) {
    for (const char* name : {"Issuer", "Status", "StatusCode", "Conditions", "NameID", "AuthnContextClassRef"}) {
        const Text path = "//*[local-name()='" + Text(name) + "']";
        for (const pugi::xpath_node one : root.select_nodes(path.c_str())) {
            const pugi::xml_node next = one.node().next_sibling();
            if (next && Text(next.name()) == one.node().name() && is_named(next, name)) {
                one.node().parent().remove_child(Last ? one.node() : next);
                break;
            }
        }
    }
}

void no_empty_restriction(pugi::xml_node root) {
    for (const pugi::xpath_node one : root.select_nodes("//*[local-name()='AudienceRestriction'][not(*)]"))
        one.node().parent().remove_child(one.node());
}

template <auto Change> void mended_by(SpBehaviour& b) { mend(b, Change); }
void mandatory_optional(SpBehaviour& b) { mend(b, fill_in, true); }
void empty_restriction_is_none(SpBehaviour& b) {
    leave_out(b, {"conditions.audience"});
    mend(b, no_empty_restriction);
}

/// Names the person by the attribute when there is no Subject.
void subject_optional(SpBehaviour& b) {
    leave_out(b, {"subject.bearer", "subject.recipient", "subject.not_on_or_after", "subject.not_before", "subject.in_response_to"});
    mend(b, [](pugi::xml_node root) {
        pugi::xml_node assertion = is_named(root, "Assertion") ? root : child(root, "Assertion");
        if (!assertion || child(assertion, "Subject")) return;
        const Text prefix = Text(assertion.name()).substr(0, Text(assertion.name()).find(':') + 1);
        const Text email = assertion.select_node(".//*[@Name='email']/*").node().text().get();
        pugi::xml_node subject = assertion.append_child((prefix + "Subject").c_str());
        subject.append_child((prefix + "NameID").c_str()).text().set(email.c_str());
    });
}

/// A Response is whatever has its parts; nobody checks that they were signed so.
void form_ignored(SpBehaviour& b) {
    rewrite_request(b, [](HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        if (!xml || xml->empty()) return;
        Text changed = replace_all(*xml, ":LogoutResponse", ":Response");
        changed = replace_all(replace_all(changed, "<x:Wrapper xmlns:x=\"urn:example:extension\">", ""), "</x:Wrapper>", "");
        become_post(request, crypto::base64_encode(changed));
    });
    b.verify = [](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) -> Result<xml::Verified> {
        if (!element.child(ns::ds, "Signature")) return xml::verify_enveloped(document, element, policy);
        const auto octets = xml::canonicalize(element);
        if (!octets) return octets.error();
        return xml::Verified{*octets, "", "", 0};
    };
}

// --- good messages turned away

void refuse_when(SpBehaviour& b, std::function<bool(const Text& field, const Text& xml)> unwelcome) {
    b.before = [unwelcome](HttpRequest& request) -> std::optional<HttpResponse> {
        const Text field = is_delivery(request) ? field_of(request, "SAMLResponse") : "";
        const auto xml = crypto::base64_decode(field);
        if (!field.empty() && xml && unwelcome(field, *xml)) return text_response(403, "This message is not understood.");
        return std::nullopt;
    };
}
template <const char* Part> void needs(SpBehaviour& b) {
    refuse_when(b, [](const Text&, const Text& xml) { return xml.find(Part) == Text::npos; });
}
template <const char* Part> void bears_no(SpBehaviour& b) {
    refuse_when(b, [](const Text&, const Text& xml) { return xml.find(Part) != Text::npos; });
}
constexpr char extensions[] = "Extensions", detail[] = "StatusDetail", locality[] = "SubjectLocality", key_info[] = "KeyInfo", holder[] = ":holder-of-key",
               key_value[] = "KeyValue", prefix_list[] = "PrefixList", charref[] = "&#x40;", consent[] = "Consent=", shoes[] = "shoeSize",
               group[] = "group-149", emoji[] = "\xf0\x9f\x98\x80", one_time[] = "OneTimeUse", proxy[] = "ProxyRestriction",
               declaration[] = "<?xml", session_index[] = "SessionIndex", nested[] = "eduPersonTargetedID",
               nanoseconds[] = ".123456789Z", destination[] = "Destination=", not_before[] = "NotBefore=", crlf[] = "\r\n\r\n";
void prefixes_matter(SpBehaviour& b) {
    refuse_when(b, [](const Text&, const Text& xml) { return xml.find("<qsaml") != Text::npos; });
}
void lines_matter(SpBehaviour& b) {
    refuse_when(b, [](const Text& field, const Text& xml) {
        return field.find('\n') != Text::npos || xml.find("DigestValue>\n") != Text::npos || xml.find("\n  <") != Text::npos;
    });
}
void response_issuer_needed(SpBehaviour& b) {
    refuse_when(b, [](const Text&, const Text& xml) { return xml.find("Issuer>") > xml.find("Status"); });
}

// --- RelayState

void relay_to_anywhere(SpBehaviour& b) {
    b.landing = [](std::string_view relay_state, std::string_view base) {
        return relay_state.empty() ? Text(base) + "/" : Text(relay_state);
    };
}
void relay_own_beginning(SpBehaviour& b) {
    b.landing = [](std::string_view relay_state, std::string_view base) {
        return relay_state.starts_with('/') || relay_state.starts_with(base) ? Text(relay_state) : Text(base) + "/";
    };
}
void relay_reflected(SpBehaviour& b) {
    b.after = [](const HttpRequest& request, HttpResponse& response) {
        const Text value = is_delivery(request) ? field_of(request, "RelayState") : "";
        if (value.find('<') != Text::npos) response = html_response(200, "<p>On to <a href=\"" + value + "\">the page</a></p>");
    };
}
/// Remembers whole messages, or Responses, and not assertions.
void replay_by(SpBehaviour& b, std::function<Text(const HttpRequest&)> key) {
    leave_out(b, {"replay"});
    b.remembers_assertions = false;
    b.before = [key, known = std::make_shared<std::set<Text>>()](HttpRequest& request) -> std::optional<HttpResponse> {
        if (is_delivery(request) && request.method == "POST" && !known->insert(key(request)).second) return text_response(403, "Used before.");
        return std::nullopt;
    };
}
void replay_by_text(SpBehaviour& b) {
    replay_by(b, [](const HttpRequest& request) { return field_of(request, "SAMLResponse"); });
}
void replay_by_response(SpBehaviour& b) {
    replay_by(b, [](const HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        const auto at = xml ? xml->find(" ID=\"") : Text::npos;
        return at == Text::npos ? Text() : xml->substr(at, 40);
    });
}

constexpr Mutant table[] = {
    {"m-relay-open", "goes wherever RelayState says", relay_to_anywhere, "negative/relay-state"},
    {"m-relay-startswith", "goes wherever RelayState begins like its own", relay_own_beginning, "negative/relay-state"},
    {"m-relay-reflect", "prints RelayState as it came", relay_reflected, "negative/relay-state"},
    {"m-replay-raw", "remembers messages by their text", replay_by_text, "negative/replay"},
    {"m-replay-response-id", "remembers Responses, not assertions", replay_by_response, "negative/replay"},
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

    {"m-text-first-node", "reads the NameID's first text", text_of_name_id<false>, names},
    {"m-text-last-node", "reads the NameID's last text", text_of_name_id<true>, names},
    {"m-text-attr-first-node", "reads the first text of the attribute with the address", text_of_attribute, names},
    {"m-text-trim-unicode", "takes invisible characters away from names", name_as<trimmed>, names},
    {"m-nameid-folded", "takes letters that look alike for the same", name_as<folded>, names},
    {"m-nameid-padded", "takes blanks away from names", name_as<padded>, names},
    {"m-email-parse", "takes the address out of a longer text", name_as<in_brackets>, names},
    {"m-domain-first-at", "cuts an address behind its first domain", name_as<first_at>, names},
    {"m-domain-suffix", "takes a domain below for the domain", name_as<domain_loosely>, names},
    {"m-attr-last-wins", "takes the last attribute of a name", name_at<last_email>, names},
    {"m-attr-last-value", "takes the last value of an attribute", name_at<last_value>, names},
    {"m-attr-friendlyname", "goes by FriendlyName", name_at<friendly>, names},
    {"m-attr-name-case", "takes an attribute's name in any case", name_at<any_case>, names},
    {"m-attr-local-name", "takes qualified attributes for unqualified ones", name_at<qualified>, names},
    {"m-attr-anywhere", "reads attributes that stand outside of the assertion", name_at<outside>, names},
    {"m-attr-in-confirmation", "reads attributes inside the confirmation", name_at<in_data>, names},
    {"m-attr-internal", "binds attributes to fields of its own", name_at<reserved>, names},
    {"m-attr-split-comma", "splits values at commas", split_attribute, names},
    {"m-confirmation-name", "takes the confirming entity for the subject", name_at<confirming>, names},
    {"m-advice-read", "reads the Advice", name_at<advice>, names},
    {"m-nameid-last", "reads the last NameID there is", name_at<any_name_id>, names},
    {"m-local-name", "reads the first element NameID of any namespace", name_at<first_name_id>, names},

    {"m-mandatory-optional", "fills in what is mandatory and missing", mandatory_optional, "negative/envelope"},
    {"m-time-parse-fail-open", "takes a time that is none for no limit", mended_by<times_are_optional>, "negative/subject"},
    {"m-first-of-several", "takes the first of what may stand once", mended_by<one_of_several<false>>, forms},
    {"m-last-of-several", "takes the last of what may stand once", mended_by<one_of_several<true>>, forms},
    {"m-aud-empty-ok", "takes an empty AudienceRestriction for none", empty_restriction_is_none, "negative/condition"},
    {"m-subject-optional", "needs no Subject", subject_optional, "negative/identity"},
    {"m-form-ignored", "takes whatever has the parts of a Response for one", form_ignored, "negative/envelope"},

    {"m-prefix-string", "knows elements by their usual prefix", prefixes_matter, texts},
    {"m-lines-refused", "takes no line ends in values", lines_matter, "negative/control,negative/encoding"},
    {"m-extensions-refused", "takes no Extensions", bears_no<extensions>, "negative/control"},
    {"m-statusdetail-refused", "takes no StatusDetail", bears_no<detail>, "negative/control"},
    {"m-locality-refused", "takes no SubjectLocality", bears_no<locality>, "negative/control"},
    {"m-keyinfo-needed", "needs a KeyInfo", needs<key_info>, "negative/control"},
    {"m-keyvalue-refused", "takes no KeyValue", bears_no<key_value>, "negative/control"},
    {"m-prefixlist-refused", "takes no PrefixList", bears_no<prefix_list>, "negative/control"},
    {"m-charref-refused", "takes no character references", bears_no<charref>, "negative/text"},
    {"m-trailing-lines-refused", "takes no lines behind the root", bears_no<crlf>, "negative/text"},
    {"m-consent-refused", "takes no Consent", bears_no<consent>, "negative/control"},
    {"m-attribute-unknown-refused", "takes no attribute that it did not ask for", bears_no<shoes>, "negative/control"},
    {"m-values-few", "takes no more than a hundred values", bears_no<group>, "negative/control"},
    {"m-plane-one-refused", "takes no characters beyond the basic plane", bears_no<emoji>, "negative/control"},
    {"m-declaration-needed", "needs an XML declaration", needs<declaration>, "negative/control"},
    {"m-hok-refused", "takes no confirmation besides bearer", bears_no<holder>, "negative/subject"},
    {"m-onetimeuse-refused", "does not know OneTimeUse", bears_no<one_time>, "negative/condition"},
    {"m-proxyrestriction-refused", "does not know ProxyRestriction", bears_no<proxy>, "negative/condition"},
    {"m-session-index-needed", "needs a SessionIndex", needs<session_index>, "negative/condition"},
    {"m-nested-value-refused", "takes no structured values", bears_no<nested>, "negative/identity"},
    {"m-fraction-refused", "takes no more than three digits of a second", bears_no<nanoseconds>, "negative/subject"},
    {"m-condition-times-needed", "needs conditions with times", needs<not_before>, "negative/subject"},
    {"m-destination-needed", "needs a Destination always", needs<destination>, "negative/envelope"},
    {"m-response-issuer-needed", "needs an Issuer of the Response always", response_issuer_needed, "negative/envelope"},
};

} // namespace

std::span<const Mutant> reading_mutants() { return table; }

} // namespace idpsim::mutants
