#include "simulator/mutants/mutant.hpp"

#include "simulator/mutants/leave_out.hpp"
#include "src/core/text.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;

// --- rules of the ACS left out

/// What verifying would give if nobody looked at digest and signature.
Result<xml::Verified> taken_as_good(const xml::Element& element) {
    const auto octets = xml::canonicalize(element);
    if (!octets) return octets.error();
    return xml::Verified{*octets, "", "", 0};
}

void signature_unverified(SpBehaviour& behaviour) {
    behaviour.verify = [](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        return element.child(ns::ds, "Signature") ? taken_as_good(element) : xml::verify_enveloped(document, element, policy);
    };
}
void signature_optional(SpBehaviour& behaviour) {
    leave_out(behaviour, {"signature.present"});
    behaviour.verify = [](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        return element.child(ns::ds, "Signature") ? xml::verify_enveloped(document, element, policy) : taken_as_good(element);
    };
}
void status_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"response.status"}); }
void version_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"response.version", "assertion.version"}); }
void issuer_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"response.issuer", "assertion.issuer"}); }
void in_response_to_ignored(SpBehaviour& behaviour) {
    leave_out(behaviour, {"response.in_response_to", "subject.in_response_to", "response.unsolicited"});
}
void method_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"subject.bearer", "subject.recipient", "subject.not_on_or_after", "subject.in_response_to"}); }
void recipient_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"subject.recipient"}); }
void confirmation_time_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"subject.not_on_or_after"}); }
void conditions_time_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"conditions.time"}); }
void audience_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"conditions.audience"}); }
void replay_unnoticed(SpBehaviour& behaviour) {
    leave_out(behaviour, {"replay"});
    behaviour.remembers_assertions = false;
}
void refuses_unsolicited(SpBehaviour& behaviour) {
    behaviour.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        // A browser that never asked for a login brings no cookie of ours.
        const bool delivery = request.method == "POST" && request.url.ends_with("/acs");
        if (delivery && find_header(request.headers, "Cookie").value_or("").empty()) return text_response(403, "Please begin at our login page.");
        return std::nullopt;
    };
}

// --- what the SP sends

template <class Change>
void change_request(SpBehaviour& behaviour, Change change) {
    behaviour.authn_request = [change](const sp::Organisation& org, const std::string& destination, Random& random, Instant now) {
        saml::AuthnRequest request = sp::make_authn_request(org, destination, random, now);
        change(request, org);
        return request;
    };
}

void request_id_reused(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request, const sp::Organisation& org) { request.id = "_of-" + org.id; });
}
void request_id_numeric(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request, const sp::Organisation&) { request.id = "7" + request.id.substr(1); });
}
void request_destination_other(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request, const sp::Organisation&) { request.destination = "https://idp.invalid/sso"; });
}
void request_binding_redirect(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request, const sp::Organisation&) { request.protocol_binding = saml::binding_redirect; });
}
void request_time_local(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request, const sp::Organisation&) { request.issue_instant += std::chrono::hours{2}; });
}
void request_issuer_other(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request, const sp::Organisation&) { request.issuer = *request.issuer + "/"; });
}
void request_acs_other(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request, const sp::Organisation& org) { request.acs_url = org.acs_url + "?tenant=" + org.id; });
}

void metadata_without_acs(SpBehaviour& behaviour) {
    behaviour.metadata = [](const sp::Organisation& org) {
        return replace_all(sp::make_metadata(org), saml::binding_post, saml::binding_artifact);
    };
}
void metadata_entity_other(SpBehaviour& behaviour) {
    behaviour.metadata = [](const sp::Organisation& org) {
        return replace_all(sp::make_metadata(org), "entityID=\"" + org.entity_id, "entityID=\"" + org.entity_id + "/v1");
    };
}

// --- what the ACS answers

bool is_acs(const HttpRequest& request) { return request.url.find("/acs") != std::string::npos; }

void acs_crashes(SpBehaviour& behaviour) {
    behaviour.after = [](const HttpRequest& request, HttpResponse& response) {
        if (is_acs(request)) response = text_response(500, "Internal Server Error");
    };
}
void cookie_readable(SpBehaviour& behaviour) {
    behaviour.after = [](const HttpRequest&, HttpResponse& response) {
        for (auto& [name, value] : response.headers)
            if (equal_nocase(name, "Set-Cookie")) value = replace_all(value, "; HttpOnly", "");
    };
}
void no_session(SpBehaviour& behaviour) {
    behaviour.after = [](const HttpRequest& request, HttpResponse& response) {
        if (is_acs(request)) std::erase_if(response.headers, [](const auto& header) { return equal_nocase(header.first, "Set-Cookie"); });
    };
}
void relay_state_dropped(SpBehaviour& behaviour) {
    behaviour.landing = [](std::string_view, std::string_view) { return std::string("/"); };
}

constexpr Mutant table[] = {
    {"m-sig-presence-only", "checks that a signature is there, not that it verifies", signature_unverified, "negative/signature,negative/algorithm,negative/key,negative/text,negative/saml-one-fault"},
    {"m-sig-optional", "accepts a message that nobody signed", signature_optional, "negative/signature,negative/saml-one-fault"},
    {"m-status-ignored", "does not look at the status", status_ignored, "negative/envelope,negative/saml-one-fault"},
    {"m-version-ignored", "does not look at the version", version_ignored, "negative/envelope,negative/saml-one-fault"},
    {"m-issuer-ignored", "does not look at the issuer", issuer_ignored, "negative/envelope,negative/text,negative/saml-one-fault"},
    {"m-irt-ignored", "does not look at InResponseTo", in_response_to_ignored, "negative/envelope,negative/request,negative/saml-one-fault"},
    {"m-sc-any-method", "takes any subject confirmation", method_ignored, "negative/subject,negative/saml-one-fault"},
    {"m-rcpt-ignored", "does not look at the Recipient", recipient_ignored, "negative/subject,negative/saml-one-fault"},
    {"m-scd-time-ignored", "does not look at the confirmation's NotOnOrAfter", confirmation_time_ignored, "negative/subject,negative/saml-one-fault"},
    {"m-cond-time-ignored", "does not look at the conditions' times", conditions_time_ignored, "negative/subject,negative/saml-one-fault"},
    {"m-aud-ignored", "does not look at the Audience", audience_ignored, "negative/condition,negative/text,negative/saml-one-fault"},
    {"m-replay-none", "accepts an assertion twice", replay_unnoticed, "negative/replay,negative/saml-one-fault"},
    {"m-unsolicited-refused", "turns IdP-initiated logins away", refuses_unsolicited},
    {"m-request-id-reused", "gives every AuthnRequest the same ID", request_id_reused},
    {"m-request-id-numeric", "begins IDs with a digit", request_id_numeric},
    {"m-request-destination", "writes another Destination than it sends to", request_destination_other},
    {"m-request-binding", "asks for the Response by Redirect", request_binding_redirect},
    {"m-request-time-local", "writes local time as UTC", request_time_local},
    {"m-request-issuer", "writes its entityID with a slash behind it", request_issuer_other},
    {"m-request-acs", "asks for the Response at a URL that its metadata does not list", request_acs_other},
    {"m-metadata-no-post-acs", "lists no ACS by POST", metadata_without_acs},
    {"m-metadata-entity", "names an entityID in its metadata that its messages do not", metadata_entity_other},
    {"m-acs-crash", "answers deliveries with a server error", acs_crashes},
    {"m-cookie-readable", "sets cookies without HttpOnly", cookie_readable},
    {"m-no-session", "accepts a login and keeps no session", no_session, "sso/*,jit/*,product/*"},
    {"m-relay-dropped", "forgets RelayState", relay_state_dropped, "sso/*relay-state"},
};

} // namespace

std::span<const Mutant> saml_mutants() { return table; }

} // namespace idpsim::mutants
