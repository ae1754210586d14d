#pragma once
/// Where an SP is reached, by its metadata and by what the admin entered.
#include "simulator/idp/settings.hpp"
#include "src/saml/values.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// The SP's entityID as the console has it: the setting, or the connected SP's own. Nothing without either.
std::optional<std::string> sp_entity_id(const Tenant& tenant, const Configuration& configuration);

/// Every entityID that the app answers to.
std::vector<std::string> sp_entity_ids(const Tenant& tenant, const Configuration& configuration);

/// An assertion consumer service.
struct Acs {
    std::string url;
    bool by_artifact = false;
};

/// Where unsolicited Responses go: the setting, or the default endpoint of the connected SP (its isDefault, else its
/// first; saml-metadata-2.0 section 2.2.3). Nothing without either.
std::optional<Acs> default_acs(const SamlProfile& profile, const Tenant& tenant, const Configuration& configuration);

/// The ACS that a request names by URL or index, in the binding that it asks for, else the default one; nothing when
/// the vendor does not admit it. `is_signed`: the request's signature verified.
std::optional<Acs> choose_acs(const saml::AuthnRequest& request, bool is_signed, const SamlProfile& profile,
                              const Tenant& tenant, const Configuration& configuration);

/// Where logout messages go and in which binding (URI).
struct LogoutEndpoint {
    std::string url, binding;
};
/// By the settings, else the connected SP's metadata in the vendor's own order of bindings; nothing when there is none.
std::optional<LogoutEndpoint> logout_request_endpoint(const SamlProfile& profile, const Tenant& tenant,
                                                      const Configuration& configuration);
/// The same for answers: slo_response_url or ResponseLocation comes first (saml-metadata-2.0 section 2.2.2).
std::optional<LogoutEndpoint> logout_response_endpoint(const SamlProfile& profile, const Tenant& tenant,
                                                       const Configuration& configuration);

} // namespace idpsim::idp
