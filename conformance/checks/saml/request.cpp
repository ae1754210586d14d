/// Checks of the AuthnRequest that the SP sends.
#include "conformance/checks/tables.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

constexpr std::chrono::minutes clock_tolerance{5};

std::string shown(const std::optional<std::string>& value) { return value ? "\"" + *value + "\"" : "(absent)"; }

/// The request, or a finding that says why there is none to judge.
std::optional<Finding> without_request(const LoginRecord& login) {
    if (login.request) return std::nullopt;
    if (!login.sp_initiated) return Finding::unverified("the login was not SP-initiated, so there is no AuthnRequest to judge");
    Finding found = Finding::fail("an AuthnRequest sent by the SP to " + login.idp.sso_url);
    if (!login.request_error.empty()) found.saw("AuthnRequest", login.request_error, login.request_exchange);
    return found;
}

bool is_ncname(std::string_view id) {
    const auto starts = [](unsigned char c) { return std::isalpha(c) || c == '_' || c >= 0x80; };
    const auto goes_on = [&](unsigned char c) { return starts(c) || std::isdigit(c) || c == '-' || c == '.'; };
    return !id.empty() && starts(static_cast<unsigned char>(id.front())) &&
           std::ranges::all_of(id, [&](char c) { return goes_on(static_cast<unsigned char>(c)); });
}

Finding request_id(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    Finding found = Finding::fail("an ID that is an xs:ID and was never used before in this case");
    const std::string& id = login.request->id;
    if (!is_ncname(id)) return found.saw("/samlp:AuthnRequest/@ID", "\"" + id + "\", which is no xs:ID", login.request_exchange);
    if (std::ranges::find(login.earlier_request_ids, id) != login.earlier_request_ids.end())
        return found.saw("/samlp:AuthnRequest/@ID", "\"" + id + "\", used by an earlier request", login.request_exchange);
    return Finding::pass("/samlp:AuthnRequest/@ID", id);
}

Finding request_issuer(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    if (login.request->issuer == login.sp.entity_id) return Finding::pass("/samlp:AuthnRequest/saml:Issuer", login.sp.entity_id);
    Finding found = Finding::fail("the Issuer \"" + login.sp.entity_id + "\"");
    return found.saw("/samlp:AuthnRequest/saml:Issuer", shown(login.request->issuer), login.request_exchange);
}

Finding request_destination(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const auto& destination = login.request->destination;
    // An endpoint's own query (Google's has one) belongs to its address.
    const std::string path = destination ? destination->substr(0, destination->find('?')) : std::string();
    if (!destination || path == login.request_sent_to)
        return Finding::pass("/samlp:AuthnRequest/@Destination", shown(destination));
    Finding found = Finding::fail("no Destination, or the endpoint it was sent to, \"" + login.request_sent_to + "\"");
    return found.saw("/samlp:AuthnRequest/@Destination", shown(destination), login.request_exchange);
}

Finding request_acs(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const auto& acs = login.request->acs_url;
    if (!acs || std::ranges::find(login.sp.acs_urls, *acs) != login.sp.acs_urls.end())
        return Finding::pass("/samlp:AuthnRequest/@AssertionConsumerServiceURL", shown(acs));
    Finding found = Finding::fail("an ACS URL that the SP's metadata lists");
    return found.saw("/samlp:AuthnRequest/@AssertionConsumerServiceURL", shown(acs), login.request_exchange);
}

Finding request_binding(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const auto& binding = login.request->protocol_binding;
    if (!binding || *binding == saml::binding_post || *binding == saml::binding_artifact)
        return Finding::pass("/samlp:AuthnRequest/@ProtocolBinding", shown(binding));
    Finding found = Finding::fail("HTTP-POST or HTTP-Artifact as the binding of the Response");
    return found.saw("/samlp:AuthnRequest/@ProtocolBinding", shown(binding), login.request_exchange);
}

Finding request_issue_instant(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const Instant issued = login.request->issue_instant;
    if (issued >= login.now - clock_tolerance && issued <= login.now + clock_tolerance)
        return Finding::pass("/samlp:AuthnRequest/@IssueInstant", format_instant(issued));
    Finding found = Finding::fail("a time within 5 minutes of " + format_instant(login.now));
    return found.saw("/samlp:AuthnRequest/@IssueInstant", format_instant(issued), login.request_exchange);
}

constexpr LoginCheck table[] = {
    {"saml.request.id", "saml-core-1.3.4-id", "the AuthnRequest's ID is an xs:ID and fresh", request_id},
    {"saml.request.issuer", "saml-profiles-4.1.4.1-issuer", "the AuthnRequest's Issuer is the SP's entityID", request_issuer},
    {"saml.request.destination", "saml-core-3.2.1-destination", "a Destination names the endpoint it was sent to", request_destination},
    {"saml.request.acs", "saml-core-3.4.1-acs", "the ACS URL asked for is one of the SP's own", request_acs},
    {"saml.request.binding", "saml-profiles-4.1.2-binding", "the Response is asked for by POST or Artifact", request_binding},
    {"saml.request.issue_instant", "saml-core-3.2.1-issue-instant", "IssueInstant is the time of issue", request_issue_instant},
};

} // namespace

std::span<const LoginCheck> request_checks() { return table; }

} // namespace idpsim::conformance::checks
