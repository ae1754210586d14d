/// Checks of what the login achieved, read from the probe.
#include "conformance/checks/saml/probes.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

namespace idpsim::conformance::checks {
namespace {

Finding accepted(const LoginRecord& login) {
    if (auto blind = without_calibration(login.before)) return *blind;
    if (login.after.signed_in) return Finding::pass("probe", login.after.names, login.after.exchange);
    Finding found = Finding::fail("a session after the login");
    found.saw("probe", "no session", login.after.exchange);
    if (login.acs_status)
        return found.saw("HTTP status of the ACS", std::to_string(login.acs_status), login.acs_exchange);
    return found.saw("landed at", "no Response was posted; the browser ended at " + login.landed_url);
}

/// Letter case aside nothing is folded: an address that only looks like the person's is somebody else's.
Finding names_the_person(const LoginRecord& login) {
    if (auto blind = without_calibration(login.before)) return *blind;
    const Probe& after = login.after;
    if (after.signed_in && after.names.empty())
        return Finding::unverified("the probe names nobody, so whose session it is cannot be told");
    if (after.signed_in && equal_nocase(after.names, login.email))
        return Finding::pass("probe", after.names, after.exchange);
    Finding found = Finding::fail("a session of " + login.email);
    return found.saw("probe", session_of(after), after.exchange);
}

/// An answer that comes whatever the message says: no server, or one that is busy, judged it.
bool is_no_judgement(int status) { return status >= 500 || status == 408 || status == 429; }

/// For messages that must be refused: no session, and no server error taken for a refusal.
Finding refused(const LoginRecord& login) {
    if (auto blind = without_calibration(login.before)) return *blind;
    if (login.acs_status == 0) return Finding::unverified("the message never reached the ACS");
    if (login.after.signed_in) { // a session is one, whatever status came with it
        Finding found = Finding::fail("no session after a message that must be refused");
        return found.saw("probe", session_of(login.after), login.after.exchange);
    }
    if (is_no_judgement(login.acs_status))
        return Finding::unverified("the ACS answered " + std::to_string(login.acs_status) + ", which is no refusal");
    return Finding::pass("probe", "no session", login.after.exchange);
}

/// The person who logged in, or the NameID that the message gives, character by character.
bool is_exactly_named(const LoginRecord& login) {
    const std::string& names = login.after.names;
    if (equal_nocase(names, login.email)) return true;
    return login.assertion && login.assertion->name_id && names == login.assertion->name_id->value;
}

Finding of_somebody_else(const LoginRecord& login, std::string expected) {
    Finding found = Finding::fail(std::move(expected));
    return found.saw("probe", session_of(login.after), login.after.exchange);
}

/// For messages that may be refused, or be read as what they say; a part of a name, or another's, is neither.
Finding exact(const LoginRecord& login) {
    if (auto blind = without_calibration(login.before)) return *blind;
    if (login.acs_status == 0) return Finding::unverified("the message never reached the ACS");
    if (login.after.signed_in && login.after.names.empty())
        return Finding::unverified("the probe names nobody, so whose session it is cannot be told");
    if (login.after.signed_in && !is_exactly_named(login))
        return of_somebody_else(login, "no session, or one of " + login.email);
    if (!login.after.signed_in && is_no_judgement(login.acs_status))
        return Finding::unverified("the ACS answered " + std::to_string(login.acs_status) + ", which is no refusal");
    return Finding::pass("probe", session_of(login.after), login.after.exchange);
}

/// For messages that are too much.
Finding survived(const LoginRecord& login) {
    constexpr Millis budget{10'000};
    if (auto blind = without_calibration(login.before)) return *blind;
    if (login.acs_status == 0) return Finding::unverified("the message never reached the ACS");
    if (login.after.signed_in && !login.after.names.empty() && !is_exactly_named(login))
        return of_somebody_else(login, "no session of anybody else");
    Finding found = Finding::fail("an answer within " + std::to_string(budget.count() / 1000) + " s that is no server error");
    if (login.acs_status >= 500)
        return found.saw("HTTP status of the ACS", std::to_string(login.acs_status), login.acs_exchange);
    if (login.acs_took > budget)
        return found.saw("time", std::to_string(login.acs_took.count()) + " ms", login.acs_exchange);
    return Finding::pass("HTTP status of the ACS", std::to_string(login.acs_status), login.acs_exchange);
}

std::string without_fragment(const std::string& url) { return url.substr(0, url.find('#')); }

/// Whether the browser ended where a RelayState leads that is a URL, or a path of the SP's. Browsers keep a fragment to
/// themselves, so it takes no part.
bool is_landed_at(const Url& landed, const std::string& relay_state, const LoginRecord& login) {
    if (const auto wanted = parse_url(relay_state))
        return landed.origin() == wanted->origin() && landed.target() == wanted->target();
    // The path may be served by another origin of the SP's than its ACS, but never by the IdP.
    const auto idp = parse_url(login.idp.sso_url);
    return landed.target() == without_fragment(relay_state) && !(idp && idp->origin() == landed.origin());
}

Finding relay_state(const LoginRecord& login) {
    if (!login.relay_state) return Finding::unverified("the login carried no RelayState");
    if (login.acs_status == 0) return Finding::unverified("no Response was posted, so no RelayState came back");
    const std::string& wanted = *login.relay_state;
    if (!parse_url(wanted) && !wanted.starts_with('/'))
        return Finding::unverified("the RelayState \"" + wanted + "\" is no URL, so where it leads cannot be told");
    const auto landed = parse_url(login.landed_url);
    if (landed && is_landed_at(*landed, wanted, login))
        return Finding::pass("landed at", login.landed_url, login.acs_exchange);
    Finding found = Finding::fail("the browser at " + wanted);
    return found.saw("landed at", login.landed_url, login.acs_exchange);
}

/// The message that nobody signed leads nobody away, plants no header and runs no script.
Finding relay_state_contained(const LoginRecord& login) {
    if (login.acs_status == 0) return Finding::unverified("no Response was posted");
    Finding found = Finding::fail("an answer that stays with the service provider");
    const auto landed = parse_url(login.landed_url), acs = parse_url(login.acs_url);
    const std::string next = find_header(login.acs_headers, "Location").value_or("");
    const std::string decoded = to_lower(next);
    if (next.find_first_of("\r\n\t\\") != std::string::npos)
        return found.saw("Location", next, login.acs_exchange);
    for (const std::string& cookie : all_headers(login.acs_headers, "Set-Cookie"))
        if (cookie.starts_with("planted")) return found.saw("Set-Cookie", cookie, login.acs_exchange);
    if (decoded.starts_with("javascript:") || decoded.starts_with("data:") || decoded.starts_with("//"))
        return found.saw("Location", next, login.acs_exchange);
    const auto to = parse_url(next);
    const bool leaves = decoded.find("evil.example") != std::string::npos && (!to || !acs || to->host != acs->host);
    if (leaves || (landed && landed->host.ends_with("evil.example")))
        return found.saw("landed at", next.empty() ? login.landed_url : next, login.acs_exchange);
    if (login.landed_body.find("<script>alert(1)") != std::string::npos)
        return found.saw("page", "<script>alert(1)", login.acs_exchange);
    return Finding::pass("landed at", login.landed_url, login.acs_exchange);
}

constexpr LoginCheck table[] = {
    {"sp.login.accepted", "saml-profiles-4.1.4.3-session", "a good Response gives a session", accepted},
    {"sp.login.person", "saml-profiles-4.1.4.3-person", "the session is the person's own", names_the_person},
    {"sp.login.refused", "saml-profiles-4.1.4.3-refuse", "a Response that breaks a rule gives no session", refused},
    {"sp.login.exact", "saml-core-2.2.3-name-id", "no session, or that of the very person whom the message names", exact},
    {"sp.login.survived", "product-resource-limits", "a message that is too much gets an answer in time", survived},
    {"sp.relay_state", "saml-bindings-3.5.3-relay-state", "RelayState leads where the login began", relay_state},
    {"sp.relay_state.contained", "product-open-redirect", "RelayState leads nobody away from the product", relay_state_contained},
};

} // namespace

std::span<const LoginCheck> outcome_checks() { return table; }

} // namespace idpsim::conformance::checks
