#include "simulator/sp/rules/judging.hpp"
#include "simulator/sp/rules/rules.hpp"

namespace idpsim::sp {
namespace {

RuleOutcome metadata_is_current(const LoginContext& login) {
    if (!login.metadata_valid_until) return without("the IdP's metadata");
    const std::optional<Instant>& until = *login.metadata_valid_until;
    if (!until) return RuleOutcome::hold("no validUntil");
    if (!login.now) return without("the time");
    if (*login.now < *until) return RuleOutcome::hold(format_instant(*until));
    return RuleOutcome::fail("IdP metadata valid until " + after(*login.now), format_instant(*until));
}

RuleOutcome root_is_response(const LoginContext& login) {
    const xml::Document* document = readable(login.document);
    if (!document) return without("a readable message");
    if (login.root_is_response) return RuleOutcome::hold(document->root().xpath());
    const xml::Element root = document->root();
    return RuleOutcome::fail("samlp:Response", "{" + std::string(root.ns()) + "}" + std::string(root.name()));
}

RuleOutcome response_is_readable(const LoginContext& login) {
    if (!login.response) return without("a Response");
    if (*login.response) return RuleOutcome::hold();
    return RuleOutcome::fail("every mandatory part of a Response", describe(login.response->error()));
}

RuleOutcome response_version(const LoginContext& login) {
    const saml::Response* response = readable(login.response);
    if (!response) return without_response();
    if (response->version == "2.0") return RuleOutcome::hold(response->version);
    return RuleOutcome::fail("2.0", response->version);
}

/// A signed message must name where it is meant to go; an unsigned one may leave it out.
RuleOutcome response_destination(const LoginContext& login) {
    const saml::Response* response = readable(login.response);
    if (!response) return without_response();
    if (!login.acs_url) return without("the assertion consumer service URL");
    if (!response->destination && !login.response_signature.present) return RuleOutcome::hold("(none, not signed)");
    if (response->destination == login.acs_url) return RuleOutcome::hold(*login.acs_url);
    return RuleOutcome::fail(*login.acs_url, or_none(response->destination));
}

RuleOutcome status_is_success(const LoginContext& login) {
    const saml::Response* response = readable(login.response);
    if (!response) return without_response();
    if (response->status.code == saml::status_success) return RuleOutcome::hold(response->status.code);
    std::string actual = response->status.code;
    for (const std::string& nested : response->status.nested) actual += " / " + nested;
    if (response->status.message) actual += ": " + *response->status.message;
    return RuleOutcome::fail(saml::status_success, actual);
}

/// May be left out only when the Response is not signed.
RuleOutcome response_issuer(const LoginContext& login) {
    const saml::Response* response = readable(login.response);
    if (!response) return without_response();
    if (!login.idp_entity_id) return without("the IdP's entityID");
    if (!response->issuer && !login.response_signature.present) return RuleOutcome::hold("(none, not signed)");
    if (response->issuer == login.idp_entity_id) return RuleOutcome::hold(*response->issuer);
    return RuleOutcome::fail(*login.idp_entity_id, or_none(response->issuer));
}

RuleOutcome unsolicited_is_welcome(const LoginContext& login) {
    const saml::Response* response = readable(login.response);
    if (!response) return without_response();
    if (response->in_response_to) return RuleOutcome::hold("an answer to a request");
    if (!login.allow_unsolicited) return without("whether unsolicited Responses are allowed");
    if (*login.allow_unsolicited) return RuleOutcome::hold("unsolicited");
    return RuleOutcome::fail("an answer to a request: this organisation allows no unsolicited Response",
                             "no InResponseTo");
}

std::string_view describe_state(RequestState state) {
    switch (state) {
        case RequestState::pending: return "a pending request of this browser";
        case RequestState::answered: return "a request that was answered before";
        case RequestState::expired: return "a request that has expired";
        case RequestState::other_idp: return "a request to another identity provider";
        case RequestState::other_browser: return "a request that another browser made";
        case RequestState::unknown: break;
    }
    return "no request of ours";
}

RuleOutcome response_in_response_to(const LoginContext& login) {
    const saml::Response* response = readable(login.response);
    if (!response) return without_response();
    if (!response->in_response_to) return RuleOutcome::hold("(none)");
    if (!login.request_state) return without("the request");
    const RequestState state = login.request_state(*response->in_response_to);
    if (state == RequestState::pending) return RuleOutcome::hold(*response->in_response_to);
    return RuleOutcome::fail("the ID of a pending request of this browser",
                             *response->in_response_to + " is " + std::string(describe_state(state)));
}

} // namespace

std::vector<Rule> envelope_rules() {
    return {
        {"idp.metadata_current", "saml-metadata-2.0 section 2.3.2", "The IdP's metadata has not expired.",
         metadata_is_current, {}},
        {"response.root", "saml-core-2.0 section 3.3.3", "The root element is a samlp:Response.", root_is_response, {}},
        {"response.readable", "saml-core-2.0 section 3.2.2", "Every mandatory part of the Response is there.",
         response_is_readable, {}},
        {"response.version", "saml-core-2.0 section 3.2.2", "The Response's Version is 2.0.", response_version, {}},
        {"response.destination", "saml-bindings-2.0 section 3.5.5.2",
         "Destination is this assertion consumer service; a signed Response has one.", response_destination, {}},
        {"response.issuer", "saml-profiles-2.0 section 4.1.4.2",
         "The Response's Issuer is the organisation's IdP; a signed Response has one.", response_issuer, {}},
        {"response.status", "saml-core-2.0 section 3.2.2.2", "The top-level StatusCode is Success.",
         status_is_success, {}},
        {"response.unsolicited", "saml-profiles-2.0 section 4.1.5",
         "A Response to no request is welcome only where the organisation allows it.", unsolicited_is_welcome, {}},
        {"response.in_response_to", "saml-core-2.0 section 3.2.2",
         "InResponseTo names a pending request of the browser that brings the Response.", response_in_response_to, {}},
    };
}

} // namespace idpsim::sp
