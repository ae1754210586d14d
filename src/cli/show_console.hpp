#pragma once
/// A vendor's console as text: what an admin finds on its pages, for reading and for tenant files.
#include "simulator/idp/profile.hpp"

#include <string>

namespace idpsim::cli {

/// The pages with their fields (label, default, choices, help) and tables; "" when the profile describes none.
std::string console_text(const idp::SamlProfile& saml);
/// The options of one dialect of the SCIM client; "" when it has none.
std::string scim_options_text(const std::string& name, const idp::ScimProfile& dialect);

} // namespace idpsim::cli
