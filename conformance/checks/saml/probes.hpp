#pragma once
/// What the checks of logins and logouts say about the probe ("who am I").
#include "conformance/record.hpp"

#include <optional>
#include <string>

namespace idpsim::conformance::checks {

/// The probe is only evidence when an anonymous browser gets another answer: why it is none, or nothing.
inline std::optional<Finding> without_calibration(const Probe& anonymous) {
    if (!anonymous.signed_in) return std::nullopt;
    return Finding::unverified("the probe says \"signed in\" to an anonymous browser, so it proves nothing");
}

inline std::string session_of(const Probe& probe) {
    if (!probe.signed_in) return "no session";
    return probe.names.empty() ? "a session; the probe names nobody" : "a session of " + probe.names;
}

} // namespace idpsim::conformance::checks
