#pragma once
/// The `saml` table of a profile.
#include "simulator/idp/saml_profile.hpp"
#include "src/engine/fields.hpp"

namespace idpsim::engine {

/// Reads every field of a profile's `saml` table and calls finish() on it and on each table inside.
/// Throws Failure naming file:line and field.
idp::SamlProfile read_saml_profile(Fields fields);

} // namespace idpsim::engine
