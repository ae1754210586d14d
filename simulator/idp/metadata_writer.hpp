#pragma once
/// The vendor's EntityDescriptor.
#include "simulator/idp/response_writer.hpp"

namespace idpsim::idp {

/// `scope` holds entity_id, metadata_id, name_id_format and the URLs; certificate and validity are added here.
std::string write_metadata(const SamlProfile& profile, const SigningKey& key, const Configuration& configuration,
                           saml::Scope scope);

} // namespace idpsim::idp
