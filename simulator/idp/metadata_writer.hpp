#pragma once
/// The vendor's EntityDescriptor.
#include "simulator/idp/response_writer.hpp"

namespace idpsim::idp {

/// `scope` holds entity_id, metadata_id, name_id_format and the URLs; certificates and validity are added here. The first
/// of `keys` signs the document, where the vendor signs it, and is its `certificate`; there is at least one.
std::string write_metadata(const SamlProfile& profile, const std::vector<SigningKey>& keys,
                           const Configuration& configuration, saml::Scope scope);

} // namespace idpsim::idp
