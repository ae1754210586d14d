/// Checks of the exchange at the assertion consumer service.
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

/// A finding for a login whose Response never reached an ACS.
std::optional<Finding> without_delivery(const LoginRecord& login) {
    if (login.acs_status != 0 && login.assertion) return std::nullopt;
    return Finding::fail("a Response with an assertion, posted to the SP's ACS");
}

Finding bearer_recipient(const LoginRecord& login) {
    if (auto missing = without_delivery(login)) return *missing;
    Finding found = Finding::fail("a bearer SubjectConfirmation whose Recipient the SP's metadata lists");
    for (const saml::SubjectConfirmation& one : login.assertion->confirmations) {
        if (one.method != saml::cm_bearer) continue;
        const std::string recipient = one.recipient.value_or("(no Recipient)");
        if (std::ranges::find(login.sp.acs_urls, recipient) != login.sp.acs_urls.end() && recipient == login.acs_url)
            return Finding::pass(one.xpath, recipient);
        found.saw(one.xpath, recipient, login.acs_exchange);
    }
    return found;
}

Finding audience(const LoginRecord& login) {
    if (auto missing = without_delivery(login)) return *missing;
    Finding found = Finding::fail("an AudienceRestriction with \"" + login.sp.entity_id + "\"");
    if (!login.assertion->conditions) return found;
    const saml::Conditions& conditions = *login.assertion->conditions;
    for (const auto& restriction : conditions.audience_restrictions) {
        if (std::ranges::find(restriction, login.sp.entity_id) != restriction.end())
            return Finding::pass(conditions.xpath, login.sp.entity_id);
        found.saw(conditions.xpath + "/saml:AudienceRestriction", join(restriction, ", "), login.acs_exchange);
    }
    return found;
}

Finding in_response_to(const LoginRecord& login) {
    if (auto missing = without_delivery(login)) return *missing;
    const std::optional<std::string> wanted = login.request ? std::optional(login.request->id) : std::nullopt;
    const auto& got = login.response ? login.response->in_response_to : std::nullopt;
    if (got == wanted) return Finding::pass("/samlp:Response/@InResponseTo", got.value_or("(absent)"));
    Finding found = Finding::fail("InResponseTo " + wanted.value_or("(absent)"));
    return found.saw("/samlp:Response/@InResponseTo", got.value_or("(absent)"), login.acs_exchange);
}

Finding acs_answers(const LoginRecord& login) {
    if (auto missing = without_delivery(login)) return *missing;
    if (login.acs_status >= 200 && login.acs_status < 500)
        return Finding::pass("HTTP status of the ACS", std::to_string(login.acs_status));
    Finding found = Finding::fail("an answer that is no server error");
    return found.saw("HTTP status of the ACS", std::to_string(login.acs_status), login.acs_exchange);
}

Finding session_cookie(const LoginRecord& login) {
    if (auto missing = without_delivery(login)) return *missing;
    const bool https = login.acs_url.starts_with("https://");
    Finding found = Finding::fail(https ? "session cookies with HttpOnly and Secure" : "session cookies with HttpOnly");
    std::size_t cookies = 0;
    for (const std::string& cookie : all_headers(login.acs_headers, "Set-Cookie")) {
        const std::string attributes = to_lower(cookie);
        if (attributes.find("max-age=0") != std::string::npos) continue;   // a cookie being deleted
        ++cookies;
        const bool http_only = attributes.find("httponly") != std::string::npos;
        const bool secure = !https || attributes.find("secure") != std::string::npos;
        if (!http_only || !secure) found.saw("Set-Cookie", cookie, login.acs_exchange);
    }
    if (!found.evidence.empty()) return found;
    return Finding::pass("Set-Cookie", std::to_string(cookies) + " cookies");
}

constexpr LoginCheck table[] = {
    {"saml.bearer.recipient", "saml-profiles-4.1.4.2-recipient", "the Recipient is the ACS it was delivered to", bearer_recipient},
    {"saml.audience", "saml-profiles-4.1.4.2-audience", "the assertion is addressed to the SP", audience},
    {"saml.in_response_to", "saml-profiles-4.1.4.2-in-response-to", "InResponseTo answers the request, and only one", in_response_to},
    {"saml.acs.answers", "saml-bindings-3.5.4-answer", "the ACS answers without a server error", acs_answers},
    {"sp.session.cookie", "rfc6265-8.3-flags", "session cookies are out of scripts' and plain HTTP's reach", session_cookie},
};

} // namespace

std::span<const LoginCheck> response_checks() { return table; }

} // namespace idpsim::conformance::checks
