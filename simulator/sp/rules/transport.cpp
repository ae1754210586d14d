#include "simulator/sp/rules/judging.hpp"
#include "simulator/sp/rules/rules.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"

namespace idpsim::sp {
namespace {

/// How a message travelled that the browser did not carry: it has rules of its own (simulator/sp/artifact.hpp).
constexpr std::string_view fetched = "fetched by artifact";

RuleOutcome is_post(const LoginContext& login) {
    if (login.by_artifact) return RuleOutcome::hold(fetched);
    if (!login.request) return without("the HTTP request");
    if (login.request->method == "POST") return RuleOutcome::hold("POST");
    return RuleOutcome::fail("POST", login.request->method);
}

RuleOutcome is_form(const LoginContext& login) {
    if (login.by_artifact) return RuleOutcome::hold(fetched);
    if (!login.request) return without("the HTTP request");
    const std::string type = find_header(login.request->headers, "Content-Type").value_or("");
    const std::string_view media = trim(std::string_view(type).substr(0, type.find(';')));
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    if (equal_nocase(media, form)) return RuleOutcome::hold(media);
    return RuleOutcome::fail(std::string(form), type.empty() ? "(no Content-Type)" : std::string_view(type));
}

RuleOutcome query_is_free_of_messages(const LoginContext& login) {
    if (login.by_artifact) return RuleOutcome::hold(fetched);
    if (!login.request) return without("the HTTP request");
    const Result<Url> url = parse_url(login.request->url);
    const Result<Params> query = url ? parse_form(url->query) : Result<Params>(url.error());
    if (!query) return RuleOutcome::fail("a readable URL", query.error().detail);
    for (const auto& [name, value] : *query)
        if (name == "SAMLResponse" || name == "SAMLRequest")
            return RuleOutcome::fail("the message in the form alone", "also " + name + " in the URL");
    return RuleOutcome::hold();
}

RuleOutcome is_decodable(const LoginContext& login) {
    if (login.by_artifact) return RuleOutcome::hold(fetched);
    if (!login.received) return without("the form that carried the message");
    if (!*login.received) return RuleOutcome::fail("one SAMLResponse field in base64", login.received->error().detail);
    return RuleOutcome::hold();
}

RuleOutcome is_samlresponse(const LoginContext& login) {
    if (login.by_artifact) return RuleOutcome::hold(fetched);
    const saml::Received* received = readable(login.received);
    if (!received) return without("the form that carried the message");
    if (received->parameter == "SAMLResponse") return RuleOutcome::hold("SAMLResponse");
    return RuleOutcome::fail("SAMLResponse", received->parameter);
}

/// A DOCTYPE has a rule and a fault of its own, so the two refusals can be told apart.
bool has_doctype(const LoginContext& login) {
    return login.document && !*login.document && login.document->error().fault == Fault::unsupported;
}

RuleOutcome has_no_doctype(const LoginContext& login) {
    if (!login.document) return without("the message");
    if (has_doctype(login)) return RuleOutcome::fail("no DOCTYPE", login.document->error().detail);
    return RuleOutcome::hold();
}

RuleOutcome is_well_formed(const LoginContext& login) {
    if (!login.document) return without("the message");
    if (*login.document || has_doctype(login)) return RuleOutcome::hold();
    return RuleOutcome::fail("one well-formed XML document within the limits", describe(login.document->error()));
}

} // namespace

std::vector<Rule> transport_rules() {
    constexpr int bad_request = 400, method_not_allowed = 405, unsupported_media_type = 415;
    return {
        {"transport.method", "saml-profiles-2.0 section 4.1.2", "A Response is delivered by HTTP POST.", is_post, {},
         method_not_allowed},
        {"transport.form", "saml-bindings-2.0 section 3.5.4", "The message arrives as an HTML form.", is_form, {},
         unsupported_media_type},
        {"transport.query", "saml-bindings-2.0 section 3.5.4", "The URL carries no second message.",
         query_is_free_of_messages, {}, bad_request},
        {"transport.encoding", "saml-bindings-2.0 section 3.5.4",
         "The form holds one SAML message in base64, within the size limit.", is_decodable, {}, bad_request},
        {"transport.parameter", "saml-bindings-2.0 section 3.5.4",
         "What arrives at the assertion consumer service is a SAMLResponse.", is_samlresponse, {}, bad_request},
        {"xml.no_doctype", "saml-core-2.0 section 1.3", "The message carries no document type declaration.",
         has_no_doctype, {}, bad_request},
        {"xml.well_formed", "xml-1.0 section 2.1", "The message is well-formed XML within the limits.",
         is_well_formed, {}, bad_request},
    };
}

} // namespace idpsim::sp
