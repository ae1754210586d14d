#include "simulator/mutants/mutant.hpp"

namespace idpsim::mutants {

std::vector<Mutant> all_mutants() {
    std::vector<Mutant> out;
    for (const auto list : {saml_mutants(), verify_mutants(), protocol_mutants(), decoding_mutants(), name_mutants(), form_mutants(),
                            strict_mutants(), relay_mutants(), account_mutants(), tenancy_mutants(), metadata_mutants(),
                            encryption_mutants(), request_mutants(), logout_mutants(), redirect_mutants(), artifact_mutants(),
                            scim_mutants(), scim_access_mutants(), scim_attack_mutants()})
        out.insert(out.end(), list.begin(), list.end());
    return out;
}

} // namespace idpsim::mutants
