/// Checks of what the login achieved, read from the probe.
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

namespace idpsim::conformance::checks {
namespace {

/// The probe is only evidence when an anonymous browser gets another answer.
std::optional<Finding> without_calibration(const LoginRecord& login) {
    if (!login.before.signed_in) return std::nullopt;
    return Finding::unverified("the probe says \"signed in\" to an anonymous browser, so it proves nothing");
}

Finding accepted(const LoginRecord& login) {
    if (auto blind = without_calibration(login)) return *blind;
    if (login.after.signed_in) return Finding::pass("probe", login.after.names);
    Finding found = Finding::fail("a session after the login");
    found.saw("probe", "no session", login.after.exchange);
    if (login.acs_status) found.saw("HTTP status of the ACS", std::to_string(login.acs_status), login.acs_exchange);
    return found;
}

Finding names_the_person(const LoginRecord& login) {
    if (auto blind = without_calibration(login)) return *blind;
    if (login.after.signed_in && equal_nocase(login.after.names, login.email)) return Finding::pass("probe", login.after.names);
    Finding found = Finding::fail("a session of " + login.email);
    return found.saw("probe", login.after.signed_in ? "a session of " + login.after.names : "no session", login.after.exchange);
}

/// For messages that must be refused: no session, and no server error taken for a refusal.
Finding refused(const LoginRecord& login) {
    if (auto blind = without_calibration(login)) return *blind;
    if (login.acs_status == 0) return Finding::unverified("the message never reached the ACS");
    if (login.acs_status >= 500) return Finding::unverified("a server error (" + std::to_string(login.acs_status) + ") is no refusal");
    if (!login.after.signed_in) return Finding::pass("probe", "no session");
    Finding found = Finding::fail("no session after a message that must be refused");
    return found.saw("probe", "a session of " + login.after.names, login.after.exchange);
}

Finding relay_state(const LoginRecord& login) {
    if (!login.relay_state) return Finding::unverified("the login carried no RelayState");
    const auto landed = parse_url(login.landed_url);
    if (landed && (landed->target() == *login.relay_state || login.landed_url == *login.relay_state))
        return Finding::pass("landed at", login.landed_url);
    Finding found = Finding::fail("the browser at " + *login.relay_state);
    return found.saw("landed at", login.landed_url, login.acs_exchange);
}

constexpr LoginCheck table[] = {
    {"sp.login.accepted", "saml-profiles-4.1.4.3-session", "a good Response gives a session", accepted},
    {"sp.login.person", "saml-profiles-4.1.4.3-person", "the session is the person's own", names_the_person},
    {"sp.login.refused", "saml-profiles-4.1.4.3-refuse", "a Response that breaks a rule gives no session", refused},
    {"sp.relay_state", "saml-bindings-3.5.3-relay-state", "RelayState leads where the login began", relay_state},
};

} // namespace

std::span<const LoginCheck> outcome_checks() { return table; }

} // namespace idpsim::conformance::checks
