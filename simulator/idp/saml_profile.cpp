#include "simulator/idp/saml_profile.hpp"

namespace idpsim::idp {

std::vector<std::string> all_reasons() {
    using namespace reason;
    return {bad_request,   unknown_sp, acs_mismatch, unsupported_binding, bad_signature, name_id_policy,
            authn_context, no_passive, not_assigned, inactive_user,       no_name_id,
            no_attribute};
}

} // namespace idpsim::idp
