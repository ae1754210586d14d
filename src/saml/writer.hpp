#pragma once
/// From values to documents, for the parties that are no vendor: the built-in SP. Vendors' messages come from shapes.
#include "src/saml/values.hpp"

#include <string>

namespace idpsim::saml {

/// A plain, unsigned AuthnRequest document.
std::string write_authn_request(const AuthnRequest& request);
/// An SP's EntityDescriptor.
std::string write_sp_metadata(const EntityDescriptor& entity);

} // namespace idpsim::saml
