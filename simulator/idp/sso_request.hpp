#pragma once
/// What an AuthnRequest asks for, and whether this vendor grants it.
#include "simulator/idp/incoming.hpp"
#include "simulator/idp/sessions.hpp"
#include "simulator/idp/sp_endpoints.hpp"

#include <string>
#include <variant>

namespace idpsim::idp {

/// A "no", and to whom it could be said in a Response.
struct Refused {
    std::string reason;           ///< one of idp::reason
    std::string detail;           ///< one sentence
    std::optional<Errand> errand; ///< as far as it was believed; its ACS URL is one to answer to
};

using Asked = std::variant<Errand, Refused>;

/// Reads `request` and holds it against the profile's rules, the connected SP and the settings, in the order in which
/// IdPs do: message, Issuer, the app's switch, signature, ACS, binding, Subject, NameIDPolicy, context.
Asked read_sso_request(const HttpRequest& request, const SamlProfile& profile, const Tenant& tenant,
                       const Configuration& configuration);

/// How a message that cannot be read is refused.
Refused unreadable(const Error& error);
/// What is wrong with the signature of a message that has to be signed, or that is looked at all the same; nothing when
/// that is well.
std::optional<Refused> judge_signature(SignatureState state, SpSignature rule, bool keys_known);

} // namespace idpsim::idp
