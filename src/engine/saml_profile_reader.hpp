#pragma once
/// The `saml` table of a profile.
#include "simulator/idp/saml_profile.hpp"
#include "src/engine/fields.hpp"

namespace idpsim::engine {

/// Reads every field of a profile's `saml` table and calls finish() on it and on each table inside.
/// `console` is the part that holds its console fields, when they do not stand in `fields` themselves; the caller
/// finishes it. Throws Failure naming file:line and field.
idp::SamlProfile read_saml_profile(Fields fields, Fields* console = nullptr);

} // namespace idpsim::engine
