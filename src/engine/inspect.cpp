#include "src/engine/inspect.hpp"

#include "src/core/text.hpp"
#include "src/engine/inspect_rules.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

bool is_saml(const xml::Element& root) {
    if (root.ns() == ns::samlp || root.ns() == ns::saml || root.ns() == ns::md) return true;
    return root.ns().empty() && root.name() == "Response"; // somebody took the prefixes away: the rules say so
}

/// The message inside a SOAP envelope; `xml` itself when there is none.
Result<std::string> unwrapped(const std::string& xml, const xml::Document& document, std::vector<std::string>& notes) {
    if (!document.root().is(ns::soap, "Envelope")) return xml;
    auto inner = saml::read_soap(xml);
    if (inner) notes.emplace_back("It stood in the Body of a SOAP envelope.");
    return inner;
}

/// A DOCTYPE is refused before the document is read, so its kind is a guess by its text.
std::string guess_kind(std::string_view xml) {
    const auto found = messages_in_markup(xml, "");
    if (found.empty()) return "unknown";
    const std::string_view tag =
        std::string_view(found.front().xml).substr(1, found.front().xml.find_first_of(" >\r\n\t/") - 1);
    const auto colon = tag.find(':');
    return std::string(colon == std::string_view::npos ? tag : tag.substr(colon + 1));
}

const idp::Profile* profile_named(const std::vector<idp::Profile>& profiles, const std::optional<std::string>& id) {
    const auto found =
        std::find_if(profiles.begin(), profiles.end(), [&](const idp::Profile& one) { return one.id == id; });
    return found == profiles.end() ? nullptr : &*found;
}

void dispatch(const FoundMessage& message, const xml::Document& document, const Known& known, Inspected& out) {
    const std::string_view name = document.root().name();
    if (name == "Response") return inspect_response(message, known, out);
    if (name == "Assertion") return inspect_assertion(message, document, known, out);
    if (name == "AuthnRequest") return inspect_authn_request(message, document, known, out);
    if (name == "LogoutRequest") return inspect_logout_request(message, document, known, out);
    if (name == "LogoutResponse") return inspect_logout_response(message, document, known, out);
    if (name == "ArtifactResolve" || name == "ArtifactResponse") return inspect_artifact_message(document, known, out);
    inspect_metadata(message, document, known, out);
}

std::string kind_of(const xml::Element& root) { return root.ns() == ns::md ? "metadata" : std::string(root.name()); }

void add_hints(Inspected& out, const std::vector<idp::Profile>& profiles) {
    const idp::Profile* vendor = profile_named(profiles, out.vendor.id);
    for (RuleResult& rule : out.rules)
        if (rule.holds == false && rule.hint.empty()) rule.hint = hint_for(rule.id, vendor);
}

/// An ArtifactResponse is looked at as the message that it brings.
Result<Inspected> inspect_inner(const FoundMessage& message, const std::string& inner, const InspectContext& context,
                                const std::vector<idp::Profile>& profiles, std::string note) {
    FoundMessage next = message;
    next.xml = inner;
    next.request.reset();
    next.redirect.reset();
    Result<Inspected> out = inspect(next, context, profiles);
    if (out) out->notes.insert(out->notes.begin(), std::move(note));
    return out;
}

} // namespace

Result<Inspected> inspect(const FoundMessage& message, const InspectContext& context,
                          const std::vector<idp::Profile>& profiles) {
    Inspected out;
    out.where = message.where;
    out.encoding = message.encoding;
    const auto known = Known::read(context);
    if (!known) return known.error();
    const auto document = xml::Document::parse(message.xml);
    if (!document) {
        if (document.error().fault != Fault::unsupported) return document.error();
        out.kind = guess_kind(message.xml);
        if (out.kind == "unknown") return document.error();
        RuleList rules;
        rules.add("xml.no_doctype", "saml-core-2.0 section 1.3", "The message carries no document type declaration.",
                  sp::RuleOutcome::fail("no DOCTYPE", document.error().detail));
        out.rules = rules.take();
        out.vendor.why_not = "it is not read any further";
        return out;
    }
    const auto inner = unwrapped(message.xml, *document, out.notes);
    if (!inner) return inner.error();
    if (*inner != message.xml) return inspect_inner(message, *inner, context, profiles, out.notes.front());
    if (!is_saml(document->root()))
        return Error{Fault::malformed, document->root().xpath(),
                     "this XML is no SAML 2.0 message, assertion or metadata"};
    if (document->root().is(ns::samlp, "ArtifactResponse"))
        if (const auto response = saml::read_artifact_response(document->root());
            response && !response->message.empty())
            return inspect_inner(message, response->message, context, profiles, "An ArtifactResponse brought it.");
    out.kind = kind_of(document->root());
    if (const auto shape = saml::shape_of(message.xml)) out.vendor = recognise(*shape, profiles);
    dispatch(message, *document, *known, out);
    describe_signatures(*document, *known, out.notes);
    add_hints(out, profiles);
    return out;
}

namespace {

std::optional<saml::AuthnRequest> authn_request_in(const FoundMessage& message) {
    const auto document = xml::Document::parse(message.xml);
    if (!document || !document->root().is(ns::samlp, "AuthnRequest")) return std::nullopt;
    auto request = saml::read_authn_request(document->root());
    return request ? std::optional(std::move(*request)) : std::nullopt;
}

std::optional<saml::Response> response_in(const FoundMessage& message) {
    const auto document = xml::Document::parse(message.xml);
    if (!document || !document->root().is(ns::samlp, "Response")) return std::nullopt;
    auto response = saml::read_response(document->root());
    return response ? std::optional(std::move(*response)) : std::nullopt;
}

} // namespace

InspectContext context_of(const FoundMessage& message, const std::vector<FoundMessage>& trace, InspectContext given) {
    const auto response = response_in(message);
    if (!given.now) given.now = message.at;
    if (!response) return given;
    if (!given.acs_url && message.request && message.request->method == "POST") given.acs_url = message.request->url;
    for (const FoundMessage& other : trace) {
        const auto request = authn_request_in(other);
        if (!request || request->id != response->in_response_to) continue;
        if (!given.request_id) given.request_id = request->id;
        if (!given.sp_entity_id) given.sp_entity_id = request->issuer;
    }
    return given;
}

} // namespace idpsim::engine
