/// AuthnRequests, logout messages, artifact messages.
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/inspect_rules.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>
#include <cctype>

namespace idpsim::engine {
namespace {

using Outcome = sp::RuleOutcome;

constexpr std::chrono::minutes time_tolerance{5};

bool is_ncname(std::string_view id) {
    const auto starts = [](unsigned char c) { return std::isalpha(c) || c == '_' || c >= 0x80; };
    const auto goes_on = [&](unsigned char c) { return starts(c) || std::isdigit(c) || c == '-' || c == '.'; };
    return !id.empty() && starts(static_cast<unsigned char>(id.front())) &&
           std::all_of(id.begin(), id.end(), [&](char c) { return goes_on(static_cast<unsigned char>(c)); });
}

/// The message's own parts that every SAML protocol message has (saml-core-2.0 sections 3.2.1 and 3.2.2).
struct Envelope {
    std::string prefix; ///< of the rules' ids: "request"
    const std::string& id;
    const std::string& version;
    Instant issued;
    const std::optional<std::string>& destination;
    bool embedded_signature;
};

bool is_signed(const Envelope& envelope, const FoundMessage& message) {
    return envelope.embedded_signature || (message.redirect && message.redirect->signature);
}

Outcome destination(const Envelope& envelope, const FoundMessage& message, const std::vector<std::string>& known) {
    if (!envelope.destination)
        return is_signed(envelope, message) ? Outcome::fail("a Destination, since the message is signed", "(none)")
                                            : Outcome::hold("(none, not signed)");
    if (known.empty()) return Outcome::not_judged("the receiver's endpoints");
    if (std::find(known.begin(), known.end(), *envelope.destination) != known.end())
        return Outcome::hold(*envelope.destination);
    return Outcome::fail(join(known, " or "), *envelope.destination);
}

Outcome issue_instant(const Envelope& envelope, const Known& known) {
    if (!known.given.now) return Outcome::not_judged("the time");
    const Instant now = *known.given.now;
    if (envelope.issued >= now - time_tolerance && envelope.issued <= now + time_tolerance)
        return Outcome::hold(format_instant(envelope.issued));
    return Outcome::fail("within 5 minutes of " + format_instant(now), format_instant(envelope.issued));
}

/// By the keys given: those of the sender.
Outcome signature(const Envelope& envelope, const FoundMessage& message, const xml::Document& document,
                  const Known& known) {
    if (!is_signed(envelope, message)) return Outcome::hold("(not signed)");
    if (!known.policy) return Outcome::not_judged("the sender's certificate");
    if (envelope.embedded_signature) {
        const auto verified = xml::verify_enveloped(document, document.root(), *known.policy);
        return verified ? Outcome::hold(verified->signature_method)
                        : Outcome::fail("a signature by a certificate given", verified.error().detail);
    }
    std::string problem = "no certificate was given";
    for (const crypto::PublicKey& key : known.policy->keys) {
        const auto verified = saml::verify_redirect(*message.redirect, key, known.policy->allow_sha1);
        if (verified) return Outcome::hold(*message.redirect->signature_algorithm);
        problem = verified.error().detail;
    }
    return Outcome::fail("a query signature by a certificate given", problem);
}

/// The rules that all of them share, in the order of reading.
void add_common(RuleList& rules, const Envelope& envelope, const FoundMessage& message, const xml::Document& document,
                const Known& known, const std::vector<std::string>& endpoints) {
    const auto id = [&](const char* rest) { return envelope.prefix + rest; };
    rules.add("xml.no_doctype", "saml-core-2.0 section 1.3", "The message carries no document type declaration.",
              Outcome::hold());
    rules.add("xml.well_formed", "xml-1.0 section 2.1", "The message is well-formed XML within the limits.",
              Outcome::hold());
    rules.add(id(".readable"), "saml-core-2.0 section 3.2", "Every mandatory part of the message is there.",
              Outcome::hold());
    rules.add(id(".id"), "saml-core-2.0 section 1.3.4", "The ID is an xs:ID.",
              is_ncname(envelope.id) ? Outcome::hold(envelope.id) : Outcome::fail("an NCName", envelope.id));
    rules.add(id(".version"), "saml-core-2.0 section 3.2", "The Version is 2.0.",
              envelope.version == "2.0" ? Outcome::hold("2.0") : Outcome::fail("2.0", envelope.version));
    rules.add(id(".issue_instant"), "saml-core-2.0 section 3.2", "It was issued just now.",
              issue_instant(envelope, known));
    rules.add(id(".destination"), "saml-bindings-2.0 section 3.4.5.2",
              "Destination is an endpoint of the receiver's; a signed message has one.",
              destination(envelope, message, endpoints));
    rules.add(id(".signature"), "saml-bindings-2.0 section 3.4.4.1",
              "A signature that is there verifies with the sender's certificate.",
              signature(envelope, message, document, known));
}

void unreadable(RuleList& rules, std::string_view id, std::string_view clause, const Error& error) {
    rules.add("xml.no_doctype", "saml-core-2.0 section 1.3", "The message carries no document type declaration.",
              Outcome::hold());
    rules.add("xml.well_formed", "xml-1.0 section 2.1", "The message is well-formed XML within the limits.",
              Outcome::hold());
    rules.add(id, clause, "Every mandatory part of the message is there.",
              Outcome::fail("every mandatory part", idpsim::describe(error)));
}

std::vector<std::string> locations(const std::vector<saml::Endpoint>& endpoints, bool responses = false) {
    std::vector<std::string> out;
    out.reserve(endpoints.size());
    for (const saml::Endpoint& endpoint : endpoints)
        out.push_back(responses ? endpoint.response_location.value_or(endpoint.location) : endpoint.location);
    return out;
}

Outcome wanted_signature(const Envelope& envelope, const FoundMessage& message, const Known& known) {
    if (!known.metadata) return Outcome::not_judged("the IdP's metadata");
    if (!known.metadata->idp->want_authn_requests_signed.value_or(false))
        return Outcome::hold("the IdP does not ask for it");
    return is_signed(envelope, message)
               ? Outcome::hold("signed")
               : Outcome::fail("a signed request: the IdP's metadata has WantAuthnRequestsSigned", "not signed");
}

Outcome response_binding(const saml::AuthnRequest& request) {
    const std::string asked = request.protocol_binding.value_or(saml::binding_post);
    if (asked == saml::binding_post || asked == saml::binding_artifact)
        return Outcome::hold(request.protocol_binding.value_or("(none)"));
    return Outcome::fail("HTTP-POST or HTTP-Artifact for the Response", asked);
}

Outcome acs(const saml::AuthnRequest& request, const Known& known) {
    if (!request.acs_url) return Outcome::hold("(none: the IdP's own record counts)");
    if (!known.given.acs_url) return Outcome::not_judged("the assertion consumer service URL");
    return same(known.given.acs_url, request.acs_url, "");
}

/// AuthnRequests are signed by the SP: the IdP's certificates say nothing about them, those given by hand do.
Known with_senders_keys(const Known& known) {
    Known out = known;
    out.certificates = known.given.certificates;
    if (out.certificates.empty()) {
        out.policy.reset();
        return out;
    }
    out.policy->keys.clear();
    for (const crypto::Certificate& certificate : out.certificates)
        out.policy->keys.push_back(certificate.public_key());
    return out;
}

/// Logout goes either way: the IdP's, unless the service provider that was named sent it.
bool is_from_sp(const std::optional<std::string>& issuer, const Known& known) {
    return issuer && issuer == known.given.sp_entity_id;
}

Known with_keys_of_sender(const std::optional<std::string>& issuer, const Known& known) {
    return is_from_sp(issuer, known) ? with_senders_keys(known) : known;
}

Outcome logout_issuer(const std::optional<std::string>& issuer, const Known& known) {
    if (!issuer) return Outcome::fail("an Issuer", "(none)");
    if (is_from_sp(issuer, known)) return Outcome::hold(*issuer);
    return same(known.idp_entity_id, issuer, "the IdP's entityID");
}

void finish(RuleList& rules, Inspected& out) {
    out.valid = !rules.any_fails();
    out.rules = rules.take();
}

void add_fact(Inspected& out, std::string label, const std::optional<std::string>& value) {
    if (value) out.facts.emplace_back(std::move(label), sp::printable(*value));
}

Outcome not_over(const std::optional<Instant>& until, const Known& known) {
    if (!until) return Outcome::hold("(none)");
    if (!known.given.now) return Outcome::not_judged("the time");
    if (*known.given.now < *until) return Outcome::hold(format_instant(*until));
    return Outcome::fail("later than " + format_instant(*known.given.now), format_instant(*until));
}

/// saml-profiles-2.0 section 4.4.4.1 and 4.4.4.2: by Redirect and POST they are signed.
Outcome must_be_signed(const Envelope& envelope, const FoundMessage& message) {
    return is_signed(envelope, message) ? Outcome::hold("signed") : Outcome::fail("a signature", "not signed");
}

} // namespace

void inspect_authn_request(const FoundMessage& message, const xml::Document& document, const Known& known,
                           Inspected& out) {
    RuleList rules;
    const auto request = saml::read_authn_request(document.root());
    if (!request) {
        unreadable(rules, "request.readable", "saml-core-2.0 section 3.4.1", request.error());
        return finish(rules, out);
    }
    const Envelope envelope{
        "request", request->id, request->version, request->issue_instant, request->destination, request->is_signed};
    const std::vector<std::string> endpoints =
        known.metadata ? locations(known.metadata->idp->sso) : std::vector<std::string>{};
    add_common(rules, envelope, message, document, with_senders_keys(known), endpoints);
    rules.add("request.issuer", "saml-profiles-2.0 section 4.1.4.1", "The Issuer is the service provider.",
              request->issuer ? same(known.given.sp_entity_id, request->issuer, "the service provider's entityID")
                              : Outcome::fail("an Issuer", "(none)"));
    rules.add("request.acs", "saml-core-2.0 section 3.4.1", "AssertionConsumerServiceURL is the service provider's.",
              acs(*request, known));
    rules.add("request.binding", "saml-profiles-2.0 section 4.1.2", "The Response is asked for by POST or Artifact.",
              response_binding(*request));
    rules.add("request.signed", "saml-metadata-2.0 section 2.4.3", "It is signed where the IdP wants that.",
              wanted_signature(envelope, message, known));
    add_fact(out, "issuer", request->issuer);
    add_fact(out, "issued", format_instant(request->issue_instant));
    add_fact(out, "destination", request->destination);
    add_fact(out, "ACS", request->acs_url);
    if (request->name_id_policy) add_fact(out, "NameID format asked", request->name_id_policy->format);
    if (request->force_authn) add_fact(out, "ForceAuthn", "true");
    if (request->is_passive) add_fact(out, "IsPassive", "true");
    if (!request->requested_class_refs.empty())
        add_fact(out, "authn context asked", join(request->requested_class_refs, ", "));
    finish(rules, out);
}

void inspect_logout_request(const FoundMessage& message, const xml::Document& document, const Known& known,
                            Inspected& out) {
    RuleList rules;
    const auto request = saml::read_logout_request(document.root());
    if (!request) {
        unreadable(rules, "logout.readable", "saml-core-2.0 section 3.7.1", request.error());
        return finish(rules, out);
    }
    const Envelope envelope{
        "logout", request->id, request->version, request->issue_instant, request->destination, request->is_signed};
    add_common(rules, envelope, message, document, with_keys_of_sender(request->issuer, known), {});
    rules.add("logout.signed", "saml-profiles-2.0 section 4.4.4.1", "A request by Redirect or POST is signed.",
              must_be_signed(envelope, message));
    rules.add("logout.issuer", "saml-profiles-2.0 section 4.4.4.1", "The Issuer is one of the two parties.",
              logout_issuer(request->issuer, known));
    rules.add("logout.name_id", "saml-core-2.0 section 3.7.1", "It names whose session ends.",
              request->name_id || request->encrypted_id ? Outcome::hold()
                                                        : Outcome::fail("a NameID or EncryptedID", "(none)"));
    rules.add("logout.not_on_or_after", "saml-core-2.0 section 3.7.1", "NotOnOrAfter is not past.",
              not_over(request->not_on_or_after, known));
    add_fact(out, "issuer", request->issuer);
    add_fact(out, "issued", format_instant(request->issue_instant));
    add_fact(out, "destination", request->destination);
    if (!request->session_indexes.empty()) add_fact(out, "session", join(request->session_indexes, ", "));
    add_fact(out, "reason", request->reason);
    finish(rules, out);
}

void inspect_logout_response(const FoundMessage& message, const xml::Document& document, const Known& known,
                             Inspected& out) {
    RuleList rules;
    const auto response = saml::read_logout_response(document.root());
    if (!response) {
        unreadable(rules, "logout.readable", "saml-core-2.0 section 3.7.2", response.error());
        return finish(rules, out);
    }
    const Envelope envelope{
        "logout", response->id, response->version, response->issue_instant, response->destination, response->is_signed};
    add_common(rules, envelope, message, document, with_keys_of_sender(response->issuer, known), {});
    rules.add("logout.signed", "saml-profiles-2.0 section 4.4.4.2", "A response by Redirect or POST is signed.",
              must_be_signed(envelope, message));
    rules.add("logout.issuer", "saml-profiles-2.0 section 4.4.4.2", "The Issuer is one of the two parties.",
              logout_issuer(response->issuer, known));
    rules.add("logout.status", "saml-core-2.0 section 3.7.3.2", "The top-level StatusCode is Success.",
              response->status.code == saml::status_success
                  ? Outcome::hold(response->status.code)
                  : Outcome::fail(saml::status_success, response->status.code));
    rules.add("logout.in_response_to", "saml-core-2.0 section 3.2.2", "It answers the request.",
              same(known.given.request_id, response->in_response_to, "the request"));
    add_fact(out, "issuer", response->issuer);
    add_fact(out, "issued", format_instant(response->issue_instant));
    add_fact(out, "destination", response->destination);
    add_fact(out, "in response to", response->in_response_to);
    add_fact(out, "status", response->status.code);
    finish(rules, out);
}

void inspect_artifact_message(const xml::Document& document, const Known& known, Inspected& out) {
    RuleList rules;
    const FoundMessage message;
    if (document.root().is(ns::samlp, "ArtifactResolve")) {
        const auto resolve = saml::read_artifact_resolve(document.root());
        if (!resolve) {
            unreadable(rules, "artifact.readable", "saml-core-2.0 section 3.5.1", resolve.error());
            return finish(rules, out);
        }
        add_common(rules,
                   {"artifact", resolve->id, resolve->version, resolve->issue_instant, resolve->destination,
                    resolve->is_signed},
                   message, document, with_senders_keys(known), {});
        add_fact(out, "issuer", resolve->issuer);
        return finish(rules, out);
    }
    const auto response = saml::read_artifact_response(document.root());
    if (!response) {
        unreadable(rules, "artifact.readable", "saml-core-2.0 section 3.5.2", response.error());
        return finish(rules, out);
    }
    add_common(rules,
               {"artifact", response->id, response->version, response->issue_instant, response->destination,
                response->is_signed},
               message, document, known, {});
    rules.add("artifact.message", "saml-core-2.0 section 3.5.2", "It brings the message that the artifact stands for.",
              Outcome::fail("a message", "none: the artifact is unknown, used before or too old"));
    add_fact(out, "issuer", response->issuer);
    finish(rules, out);
}

} // namespace idpsim::engine
