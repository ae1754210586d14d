#pragma once
/// What an AuthnRequest asks for, and whether this vendor grants it.
#include "simulator/idp/sessions.hpp"

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

/// Reads `request` (saml-bindings-2.0 sections 3.4 and 3.5) and holds it against the profile's rules, the connected SP
/// and the settings, in the order in which IdPs do: message, Issuer, signature, ACS, binding, NameIDPolicy, context.
Asked read_sso_request(const HttpRequest& request, const SamlProfile& profile, const Tenant& tenant,
                       const Configuration& configuration);

/// The SP's entityID as the console has it: the setting, or the connected SP's own. Nothing without either.
std::optional<std::string> sp_entity_id(const Tenant& tenant, const Configuration& configuration);
/// Where unsolicited Responses go: the setting, or the default POST endpoint of the connected SP (its isDefault, else
/// its first; saml-metadata-2.0 section 2.2.3). Nothing without either.
std::optional<std::string> default_acs_url(const Tenant& tenant, const Configuration& configuration);

} // namespace idpsim::idp
