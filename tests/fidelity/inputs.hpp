#pragma once
/// What a recorded message was made from: the inputs and console options that would make it again.
#include "simulator/idp/profile.hpp"
#include "simulator/idp/tenant.hpp"
#include "src/xml/document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::fidelity {

struct Inputs {
    idp::Profile profile; ///< its default attributes are those of the record, with the record's values
    idp::Tenant tenant;   ///< settings and attributes
    std::optional<std::string> request_id;
    std::string acs_url, sp_entity_id;
    std::string person = "ada.byron@example.test"; ///< the NameID's value, for what its characters do
    Instant issued{}, login{};
    bool encrypted = false;
    bool tenant_wide = false; ///< of metadata: the tenant's own document, with the keys that sign nothing for an app
    std::vector<std::string> without_option; ///< "key=value" that the vendor's console cannot say
};

/// Of a Response or Assertion.
Inputs inputs_of(const xml::Element& root, const idp::Profile& profile);
/// Of a logout message: `acs_url` is where it went.
Inputs logout_inputs_of(const xml::Element& root, const idp::Profile& profile);
/// Of IdP metadata.
Inputs metadata_inputs_of(const xml::Element& root, const idp::Profile& profile);

} // namespace idpsim::fidelity
