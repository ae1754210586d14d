#pragma once
/// How one vendor speaks, as a plain value. Filled from simulator/profiles/<vendor>.lua by the engine.
#include "simulator/idp/saml_profile.hpp"
#include "simulator/idp/scim_profile.hpp"

#include <map>
#include <optional>
#include <string>

namespace idpsim::idp {

struct Profile {
    std::string id;                  ///< "okta"
    std::string title;               ///< "Okta"
    std::string version;             ///< of the profile's knowledge: a date
    bool listed = true;              ///< false for `generic`
    std::string file;                ///< where it was loaded from
    Values variables;                ///< name -> pattern: what differs per tenant, e.g. app_key = "exk{alnum:17}"
    SamlProfile saml;
    std::map<std::string, ScimProfile> scim;      ///< by variant; empty: this vendor has no SCIM client for a custom app
    std::string default_scim;                     ///< the variant a run uses unless asked otherwise
    std::string no_scim_reason;                   ///< why `scim` is empty, for a person
    std::map<std::string, std::string, std::less<>> sources;   ///< field path -> tag and source of a surprising value
};

} // namespace idpsim::idp
