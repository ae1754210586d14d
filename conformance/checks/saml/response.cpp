/// Checks of the exchange at the assertion consumer service.
#include "conformance/checks/saml/set_cookie.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

constexpr std::string_view response_in_response_to = "/samlp:Response/@InResponseTo";

bool is_one_of(const std::vector<std::string>& list, const std::string& text) {
    return std::ranges::find(list, text) != list.end();
}

/// A target file without an ACS leaves an empty URL.
bool is_acs_known(const SpSide& sp) {
    return std::ranges::any_of(sp.acs_urls, [](const std::string& url) { return !url.empty(); });
}

/// For a login whose Response never reached an ACS, or got no answer there. What was not there to be looked at neither
/// keeps a rule nor breaks it; that there was no login is what sp.login.accepted tells.
std::optional<Finding> without_answer(const LoginRecord& login) {
    if (login.acs_status != 0) return std::nullopt;
    if (!login.acs_url.empty()) return Finding::unverified("the ACS " + login.acs_url + " gave no answer");
    return Finding::unverified("no Response was posted; the browser ended at " + login.landed_url);
}

/// The same for what is read from the message alone: whether the ACS answered makes no difference then.
std::optional<Finding> without_message(const LoginRecord& login) {
    return login.response || login.assertion ? std::nullopt : without_answer(login);
}

/// For a delivery that holds no Response, or none with an assertion.
Finding unreadable(const LoginRecord& login) {
    Finding found = Finding::fail("a Response with an assertion, posted to the SP's ACS");
    const std::string saw =
        login.response ? "no assertion, status " + login.response->status.code : "no Response that can be read";
    return found.saw("/samlp:Response", saw, login.acs_exchange);
}

/// The same as without_message for a login whose assertion cannot be looked at.
std::optional<Finding> without_assertion(const LoginRecord& login) {
    if (auto missing = without_message(login)) return missing;
    if (login.assertion) return std::nullopt;
    if (login.response && login.response->encrypted_assertion_count > 0)
        return Finding::unverified("the assertion is encrypted, so only the SP can read it");
    return unreadable(login);
}

Finding bearer_recipient(const LoginRecord& login) {
    if (auto missing = without_assertion(login)) return *missing;
    if (!is_acs_known(login.sp)) return Finding::unverified("nothing tells the SP's ACS");
    Finding found =
        Finding::fail("a bearer SubjectConfirmation for " + login.acs_url + ", an ACS that the SP itself names");
    for (const saml::SubjectConfirmation& one : login.assertion->confirmations) {
        if (one.method != saml::cm_bearer) continue;
        const std::string recipient = one.recipient.value_or("(no Recipient)");
        if (recipient == login.acs_url && is_one_of(login.sp.acs_urls, recipient))
            return Finding::pass(one.xpath, recipient, login.acs_exchange);
        found.saw(one.xpath, recipient, login.acs_exchange);
    }
    if (found.evidence.empty()) found.saw(login.assertion->xpath, "no bearer SubjectConfirmation", login.acs_exchange);
    return found;
}

/// saml-core section 2.5.1.4: every restriction must hold, and one holds by any of its audiences.
Finding audience(const LoginRecord& login) {
    if (auto missing = without_assertion(login)) return *missing;
    const std::string& sp = login.sp.entity_id;
    if (sp.empty()) return Finding::unverified("nothing tells the SP's entityID");
    Finding found = Finding::fail("an AudienceRestriction with \"" + sp + "\", and none without it");
    const auto& conditions = login.assertion->conditions;
    if (!conditions) return found.saw(login.assertion->xpath, "no Conditions", login.acs_exchange);
    if (conditions->audience_restrictions.empty())
        return found.saw(conditions->xpath, "no AudienceRestriction", login.acs_exchange);
    const std::string where = conditions->xpath + "/saml:AudienceRestriction";
    for (const auto& restriction : conditions->audience_restrictions)
        if (!is_one_of(restriction, sp))
            found.saw(where, restriction.empty() ? "no Audience" : join(restriction, ", "), login.acs_exchange);
    return found.evidence.empty() ? Finding::pass(where, sp, login.acs_exchange) : found;
}

/// The bearer confirmations' own InResponseTo, where they can be read: one of them has to be the wanted one.
bool confirmations_answer(const LoginRecord& login, const std::optional<std::string>& wanted, Finding& found) {
    if (!login.assertion) return true;
    bool any = false, good = false;
    for (const saml::SubjectConfirmation& one : login.assertion->confirmations) {
        if (one.method != saml::cm_bearer) continue;
        any = true;
        if (one.in_response_to == wanted)
            good = true;
        else
            found.saw(one.xpath, one.in_response_to.value_or("(absent)"), login.acs_exchange);
    }
    return good || !any;
}

Finding in_response_to(const LoginRecord& login) {
    if (auto missing = without_message(login)) return *missing;
    if (!login.response) return unreadable(login);
    if (login.sp_initiated && !login.request)
        return Finding::unverified("the AuthnRequest could not be read, so its ID is not known");
    const std::optional<std::string> wanted = login.request ? std::optional(login.request->id) : std::nullopt;
    const std::optional<std::string>& got = login.response->in_response_to;
    Finding found = Finding::fail("InResponseTo " + wanted.value_or("(absent)"));
    if (got != wanted) found.saw(std::string(response_in_response_to), got.value_or("(absent)"), login.acs_exchange);
    const bool confirmed = confirmations_answer(login, wanted, found);
    if (got != wanted || !confirmed) return found;
    return Finding::pass(std::string(response_in_response_to), got.value_or("(absent)"), login.acs_exchange);
}

Finding acs_answers(const LoginRecord& login) {
    if (login.acs_status == 0 && !login.acs_url.empty()) {
        Finding silent = Finding::fail("an answer of the ACS");
        return silent.saw("POST " + login.acs_url, "no answer", login.acs_exchange);
    }
    if (auto missing = without_answer(login)) return *missing;
    if (login.acs_status >= 200 && login.acs_status < 500)
        return Finding::pass("HTTP status of the ACS", std::to_string(login.acs_status), login.acs_exchange);
    Finding found = Finding::fail("an answer that is no server error");
    return found.saw("HTTP status of the ACS", std::to_string(login.acs_status), login.acs_exchange);
}

/// A token against forged requests is made to be read by the page's scripts, and grants nothing alone.
bool is_for_scripts(const SetCookie& cookie) {
    const std::string name = to_lower(cookie.name);
    return name.find("csrf") != std::string::npos || name.find("xsrf") != std::string::npos;
}

/// Which cookie holds the session cannot be seen: with all of them guarded it is guarded, with none of them it is not.
Finding session_cookie(const LoginRecord& login) {
    if (auto missing = without_answer(login)) return *missing;
    const bool https = to_lower(login.acs_url).starts_with("https://");
    Finding found = Finding::fail(https ? "session cookies with HttpOnly and Secure" : "session cookies with HttpOnly");
    std::size_t guarded = 0;
    for (const std::string& header : all_headers(login.acs_headers, "Set-Cookie")) {
        const SetCookie cookie = read_set_cookie(header, login.now);
        if (cookie.is_deletion || is_for_scripts(cookie)) continue;
        if (cookie.http_only && (cookie.secure || !https))
            ++guarded;
        else
            found.saw("Set-Cookie", header, login.acs_exchange);
    }
    if (found.evidence.empty() && guarded == 0)
        return Finding::unverified("the ACS's answer sets no cookie that could hold a session");
    if (found.evidence.empty())
        return Finding::pass("Set-Cookie", std::to_string(guarded) + (guarded == 1 ? " cookie" : " cookies"),
                             login.acs_exchange);
    if (guarded > 0) found.verdict = Verdict::unverified;
    return found;
}

constexpr LoginCheck table[] = {
    {"saml.bearer.recipient", "saml-profiles-4.1.4.2-recipient", "the Recipient is the ACS it was delivered to",
     bearer_recipient},
    {"saml.audience", "saml-profiles-4.1.4.2-audience", "the assertion is addressed to the SP", audience},
    {"saml.in_response_to", "saml-profiles-4.1.4.2-in-response-to", "InResponseTo answers the request, and only one",
     in_response_to},
    {"saml.acs.answers", "saml-bindings-3.5.4-answer", "the ACS answers without a server error", acs_answers},
    {"sp.session.cookie", "rfc6265-8.3-flags", "session cookies are out of scripts' and plain HTTP's reach",
     session_cookie},
};

} // namespace

std::span<const LoginCheck> response_checks() { return table; }

} // namespace idpsim::conformance::checks
