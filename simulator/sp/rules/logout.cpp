/// The rules of the single logout service.
#include "simulator/sp/logout.hpp"
#include "simulator/sp/rules/judging.hpp"

namespace idpsim::sp {
namespace {

/// What both kinds of message have.
struct Envelope {
    std::string version;
    std::optional<std::string> destination, issuer;
};

std::optional<Envelope> envelope_of(const LogoutContext& logout) {
    if (const saml::LogoutRequest* request = readable(logout.request))
        return Envelope{request->version, request->destination, request->issuer};
    if (const saml::LogoutResponse* response = readable(logout.response))
        return Envelope{response->version, response->destination, response->issuer};
    return std::nullopt;
}

RuleOutcome without_message() { return without("a readable logout message"); }

RuleOutcome is_decodable(const LogoutContext& logout) {
    if (!logout.received) return without("the HTTP request");
    if (*logout.received) return RuleOutcome::hold((*logout.received)->parameter);
    return RuleOutcome::fail("one SAMLRequest or SAMLResponse", logout.received->error().detail);
}

RuleOutcome is_well_formed(const LogoutContext& logout) {
    if (!logout.document) return without("the message");
    if (*logout.document) return RuleOutcome::hold();
    return RuleOutcome::fail("one well-formed XML document without DOCTYPE", describe(logout.document->error()));
}

RuleOutcome is_logout(const LogoutContext& logout) {
    if (envelope_of(logout)) return RuleOutcome::hold();
    constexpr char wanted[] = "a LogoutRequest as SAMLRequest, a LogoutResponse as SAMLResponse";
    if (logout.request) return RuleOutcome::fail(wanted, describe(logout.request->error()));
    if (logout.response) return RuleOutcome::fail(wanted, describe(logout.response->error()));
    return without("the message");
}

RuleOutcome has_version(const LogoutContext& logout) {
    const auto envelope = envelope_of(logout);
    if (!envelope) return without_message();
    return envelope->version == "2.0" ? RuleOutcome::hold("2.0") : RuleOutcome::fail("2.0", envelope->version);
}

RuleOutcome is_of_the_idp(const LogoutContext& logout) {
    const auto envelope = envelope_of(logout);
    if (!envelope) return without_message();
    if (!logout.idp_entity_id) return without("the IdP's entityID");
    if (envelope->issuer == logout.idp_entity_id) return RuleOutcome::hold(*envelope->issuer);
    return RuleOutcome::fail(*logout.idp_entity_id, or_none(envelope->issuer));
}

RuleOutcome is_signed(const LogoutContext& logout) {
    if (!logout.document || !*logout.document) return without_message();
    if (logout.is_signed || (logout.verified && *logout.verified)) return RuleOutcome::hold();
    return RuleOutcome::fail("a signed message: the browser could have written it", "it is not signed");
}

RuleOutcome signature_verifies(const LogoutContext& logout) {
    if (!logout.document || !*logout.document) return without_message();
    if (!logout.verified) return without("the IdP's certificates");
    if (*logout.verified) return RuleOutcome::hold();
    return RuleOutcome::fail("a signature by one of the IdP's certificates", logout.verified->error().detail);
}

/// Every message here is signed, and a signed one says where it is meant to go.
RuleOutcome is_meant_for_us(const LogoutContext& logout) {
    const auto envelope = envelope_of(logout);
    if (!envelope) return without_message();
    if (!logout.slo_url) return without("the single logout service's URL");
    if (envelope->destination == logout.slo_url) return RuleOutcome::hold(*logout.slo_url);
    return RuleOutcome::fail(*logout.slo_url, or_none(envelope->destination));
}

/// Several IdPs send no NotOnOrAfter: their requests are good for as long as ours are, or one that was kept would end
/// sessions for ever.
RuleOutcome is_fresh(const saml::LogoutRequest& request, Instant now, Millis skew) {
    if (!is_over(request.issue_instant + logout_request_life, now, skew)) return RuleOutcome::hold("(no NotOnOrAfter)");
    return RuleOutcome::fail("IssueInstant " + after(now - skew - logout_request_life), format_instant(request.issue_instant));
}

RuleOutcome is_in_time(const LogoutContext& logout) {
    if (logout.response) return RuleOutcome::hold("a response");
    const saml::LogoutRequest* request = readable(logout.request);
    if (!request) return without_message();
    if (!logout.now) return without("the time");
    if (!request->not_on_or_after) return is_fresh(*request, *logout.now, logout.skew);
    if (!is_over(*request->not_on_or_after, *logout.now, logout.skew)) return RuleOutcome::hold();
    return RuleOutcome::fail("NotOnOrAfter " + after(*logout.now - logout.skew), format_instant(*request->not_on_or_after));
}

RuleOutcome names_somebody(const LogoutContext& logout) {
    if (logout.response) return RuleOutcome::hold("a response");
    const saml::LogoutRequest* request = readable(logout.request);
    if (!request) return without_message();
    if (request->name_id && !request->name_id->value.empty()) return RuleOutcome::hold(request->name_id->value);
    if (logout.opened_name_id && !*logout.opened_name_id)
        return RuleOutcome::fail("an EncryptedID that opens to a NameID", logout.opened_name_id->error().detail);
    if (request->encrypted_id && !logout.opened_name_id) return without("this service provider's keys");
    return RuleOutcome::fail("a NameID", "none");
}

RuleOutcome answers_our_request(const LogoutContext& logout) {
    if (logout.request) return RuleOutcome::hold("a request");
    const saml::LogoutResponse* response = readable(logout.response);
    if (!response) return without_message();
    if (!logout.request_state) return without("the request");
    if (!response->in_response_to) return RuleOutcome::fail("InResponseTo", "none");
    if (logout.request_state(*response->in_response_to) == RequestState::pending)
        return RuleOutcome::hold(*response->in_response_to);
    return RuleOutcome::fail("the ID of a LogoutRequest of this browser that waits for its answer",
                             *response->in_response_to);
}

} // namespace

std::vector<LogoutRule> default_logout_rules() {
    constexpr int bad_request = 400;
    return {
        {"logout.encoding", "saml-bindings-2.0 section 3.4.4", "Query or form hold one SAML message.", is_decodable,
         bad_request},
        {"logout.well_formed", "xml-1.0 section 2.1", "The message is well-formed XML within the limits.",
         is_well_formed, bad_request},
        {"logout.message", "saml-core-2.0 section 3.7",
         "A LogoutRequest or a LogoutResponse with every mandatory part, in the parameter of its kind.", is_logout,
         bad_request},
        {"logout.version", "saml-core-2.0 section 3.2.1", "The message's Version is 2.0.", has_version},
        {"logout.issuer", "saml-profiles-2.0 section 4.4.4.1", "The message's Issuer is the organisation's IdP.",
         is_of_the_idp},
        {"logout.signed", "saml-profiles-2.0 section 4.4.3.1",
         "A logout message that travels through the browser is signed.", is_signed},
        {"logout.signature", "saml-core-2.0 section 5.4",
         "The signature verifies with a certificate of the organisation's IdP.", signature_verifies},
        {"logout.destination", "saml-core-2.0 section 3.2.1", "Destination is this single logout service.",
         is_meant_for_us},
        {"logout.not_on_or_after", "saml-core-2.0 section 3.7.1", "A LogoutRequest's NotOnOrAfter is not past; without one it is no older than five minutes.",
         is_in_time},
        {"logout.name_id", "saml-core-2.0 section 3.7.1", "A LogoutRequest names a person.", names_somebody},
        {"logout.in_response_to", "saml-core-2.0 section 3.2.2",
         "A LogoutResponse answers a LogoutRequest that this browser brought to the IdP.", answers_our_request},
    };
}

} // namespace idpsim::sp
