/// Checks of whose session it is, where several organisations use the product.
#include "conformance/checks/saml/probes.hpp"
#include "conformance/checks/tables.hpp"

namespace idpsim::conformance::checks {
namespace {

std::string place_of(const Probe& probe) {
    if (!probe.signed_in) return "no session";
    return "a session of " + probe.names + " in " + probe.organisation;
}

/// Whoever logged in, and however the message was bent: the session is one of the organisation that it was brought to.
Finding own_organisation(const LoginRecord& login) {
    if (auto blind = without_calibration(login.before)) return *blind;
    if (login.acs_status == 0) return Finding::unverified("the message never reached the ACS");
    if (login.after.signed_in && (login.after.organisation.empty() || login.sp.organisation.empty()))
        return Finding::unverified("the probe names no organisation, so whose session it is cannot be told");
    if (!login.after.signed_in || login.after.organisation == login.sp.organisation)
        return Finding::pass("probe", place_of(login.after), login.after.exchange);
    Finding found = Finding::fail("no session, or one in " + login.sp.organisation);
    return found.saw("probe", place_of(login.after), login.after.exchange);
}

constexpr LoginCheck table[] = {
    {"sp.login.tenant", "product-tenant-isolation", "the session is one of the organisation that the message was brought to",
     own_organisation},
};

} // namespace

std::span<const LoginCheck> tenancy_checks() { return table; }

} // namespace idpsim::conformance::checks
