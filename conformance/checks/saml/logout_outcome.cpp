/// Checks of what a logout achieved, read from the probes.
#include "conformance/checks/saml/probes.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

/// The probes are only evidence when an anonymous browser gets another answer, and each browser had a session at first.
std::optional<Finding> without_watched_sessions(const LogoutRecord& logout) {
    if (auto blind = without_calibration(logout.anonymous)) return blind;
    for (const WatchedSession& one : logout.sessions)
        if (!one.before.signed_in) return Finding::unverified(one.email + " had no session before the logout");
    return std::nullopt;
}

/// The first session, of those that are to end or of the others, for which `wrong` holds.
template <class Wrong> std::optional<Finding> any_session(const LogoutRecord& logout, bool ends, const char* expected, Wrong wrong) {
    for (const WatchedSession& one : logout.sessions)
        if (one.ends == ends && wrong(one.after))
            return Finding::fail(expected + one.email).saw("probe", session_of(one.after), one.after.exchange);
    return std::nullopt;
}

bool is_there(const Probe& probe) { return probe.signed_in; }
bool is_gone(const Probe& probe) { return !probe.signed_in; }

std::size_t count(const LogoutRecord& logout, bool ends) {
    return static_cast<std::size_t>(std::ranges::count(logout.sessions, ends, &WatchedSession::ends));
}

std::string sessions(std::size_t number) { return std::to_string(number) + (number == 1 ? " session" : " sessions"); }

Finding ended(const LogoutRecord& logout) {
    if (auto blind = without_watched_sessions(logout)) return *blind;
    const std::size_t number = count(logout, true);
    if (number == 0) return Finding::unverified("the logout means no session that is watched");
    if (auto left = any_session(logout, true, "no session any more of ", is_there)) return *left;
    return Finding::pass("probe", sessions(number) + " ended");
}

Finding others_stay(const LogoutRecord& logout) {
    if (auto blind = without_watched_sessions(logout)) return *blind;
    const std::size_t number = count(logout, false);
    if (number == 0) return Finding::unverified("no other session is watched");
    if (auto lost = any_session(logout, false, "still the session of ", is_gone)) return *lost;
    return Finding::pass("probe", sessions(number) + " left");
}

std::optional<Finding> without_delivery(const LogoutRecord& logout) {
    if (logout.sp_status != 0) return std::nullopt;
    return Finding::unverified("the message never reached the SP's single logout service");
}

std::optional<Finding> server_error(const LogoutRecord& logout, const std::string& expected) {
    if (logout.sp_status < 500) return std::nullopt;
    return Finding::fail(expected).saw("HTTP status of the single logout service", std::to_string(logout.sp_status), logout.sp_exchange);
}

/// For messages that must not be believed: the sessions that a good one would end are there as before.
Finding refused(const LogoutRecord& logout) {
    if (auto blind = without_watched_sessions(logout)) return *blind;
    if (auto missing = without_delivery(logout)) return *missing;
    constexpr char expected[] = "an answer that is no server error, and still the session of ";
    // In a logout that the SP began its own session is over before the IdP's answer comes.
    if (logout.idp_initiated)
        if (auto lost = any_session(logout, true, expected, is_gone)) return *lost;
    if (auto lost = any_session(logout, false, expected, is_gone)) return *lost;
    if (auto broken = server_error(logout, "an answer that is no server error")) return *broken;
    return Finding::pass("HTTP status of the single logout service", std::to_string(logout.sp_status), logout.sp_exchange);
}

/// For messages that are too much.
Finding survived(const LogoutRecord& logout) {
    constexpr Millis budget{10'000};
    if (auto blind = without_watched_sessions(logout)) return *blind;
    if (auto missing = without_delivery(logout)) return *missing;
    if (auto lost = any_session(logout, false, "still the session of ", is_gone)) return *lost;
    const std::string expected = "an answer within " + std::to_string(budget.count() / 1000) + " s that is no server error";
    if (auto broken = server_error(logout, expected)) return *broken;
    if (logout.sp_took > budget)
        return Finding::fail(expected).saw("time", std::to_string(logout.sp_took.count()) + " ms", logout.sp_exchange);
    return Finding::pass("HTTP status of the single logout service", std::to_string(logout.sp_status), logout.sp_exchange);
}

/// RelayState may say anything; the browser stays with the two parties.
Finding contained(const LogoutRecord& logout) {
    if (auto missing = without_delivery(logout)) return *missing;
    const auto is_foreign = [](const std::string& url) {
        const auto parsed = parse_url(url);
        return parsed && parsed->host.ends_with("evil.example");
    };
    Finding found = Finding::fail("an answer that stays with the service provider and the identity provider");
    const std::string next = find_header(logout.sp_headers, "Location").value_or("");
    if (is_foreign(next) || next.starts_with("//") || next.find_first_of("\r\n\t\\") != std::string::npos)
        return found.saw("Location", next, logout.sp_exchange);
    if (is_foreign(logout.landed_url)) return found.saw("landed at", logout.landed_url, logout.sp_exchange);
    return Finding::pass("landed at", logout.landed_url, logout.sp_exchange);
}

constexpr LogoutCheck table[] = {
    {"sp.logout.ended", "saml-core-3.7.3.1-ends", "a good logout ends the sessions that it means", ended},
    {"sp.logout.others_stay", "saml-core-3.7.3.1-others", "a logout ends no other session", others_stay},
    {"sp.logout.refused", "saml-core-3.7.3.1-authenticate", "a logout message that breaks a rule ends nothing", refused},
    {"sp.logout.survived", "product-resource-limits", "a logout message that is too much gets an answer in time", survived},
    {"sp.logout.contained", "product-open-redirect", "the RelayState of a logout leads nobody away", contained},
};

} // namespace

std::span<const LogoutCheck> logout_outcome_checks() { return table; }

} // namespace idpsim::conformance::checks
