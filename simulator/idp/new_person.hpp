#pragma once
/// People as they come into a vendor's directory.
#include "simulator/idp/subject.hpp"

namespace idpsim::idp {

/// `given` with what it lacks filled in as the vendor does: id, e-mail, username, names. `context` has the tenant's variables
/// and its randomness. The password stays as it is.
Person new_person(Person given, const SamlProfile& rules, PatternContext context);

} // namespace idpsim::idp
