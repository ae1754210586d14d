#include "simulator/mutants/mutant.hpp"

#include "simulator/mutants/scim_faults.hpp"

namespace idpsim::mutants {

std::vector<Mutant> all_mutants() {
    std::vector<Mutant> out;
    for (const auto list : {saml_mutants(), verify_mutants(), protocol_mutants(), decoding_mutants(), name_mutants(), form_mutants(),
                            strict_mutants(), relay_mutants(), account_mutants(), tenancy_mutants(), metadata_mutants(),
                            encryption_mutants(), request_mutants(), logout_mutants(), redirect_mutants(), artifact_mutants(),
                            scim_mutants(), joined_mutants(), scim_form_mutants(), scim_common_mutants(),
                            scim_write_mutants(), scim_query_mutants(), scim_patch_mutants(),
                            scim_patch_fault_mutants(), scim_group_fault_mutants(),
                            scim_life_fault_mutants(), scim_wire_fault_mutants(),
                            scim_service_mutants(), scim_access_mutants(), scim_attack_mutants(),
                            scim_broad_mutants()})
        out.insert(out.end(), list.begin(), list.end());
    return out;
}

} // namespace idpsim::mutants
