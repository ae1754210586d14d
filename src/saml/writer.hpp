#pragma once
/// From values to documents, for the parties that are no vendor: the built-in SP. Vendors' messages come from shapes.
#include "src/saml/values.hpp"

#include <string>

namespace idpsim::saml {

/// A plain, unsigned AuthnRequest document. RequestedAuthnContext is written when class references are asked for
/// (saml-core-2.0 section 3.3.2.2.1 wants at least one).
std::string write_authn_request(const AuthnRequest& request);
/// An SP's EntityDescriptor, of its SP role alone. An ACS without index gets its position. Throws Failure when there is
/// no ACS (saml-metadata-2.0 section 2.4.4).
std::string write_sp_metadata(const EntityDescriptor& entity);

} // namespace idpsim::saml
