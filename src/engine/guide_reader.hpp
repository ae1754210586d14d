#pragma once
/// What a profile says of setting an app up, `guide`, and of what goes wrong with it, `advice`.
#include "simulator/idp/profile.hpp"
#include "src/engine/fields.hpp"

namespace idpsim::engine {

/// Into `out`, whose console and SCIM client are read already. Throws Failure for a field, a choice, a table or a column
/// that they do not have, for a place that no guide knows, and for words that are missing.
void read_guide(Fields& from, idp::Profile& out);

} // namespace idpsim::engine
