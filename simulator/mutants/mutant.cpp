#include "simulator/mutants/mutant.hpp"

#include <set>
#include <stdexcept>
#include <string>

namespace idpsim::mutants {

std::vector<Mutant> joined(std::initializer_list<std::span<const Mutant>> lists) {
    std::vector<Mutant> out;
    std::set<std::string_view> ids;
    for (const auto list : lists)
        for (const Mutant& one : list) {
            if (!ids.insert(one.id).second) throw std::logic_error("two mutants are named " + std::string(one.id));
            out.push_back(one);
        }
    return out;
}

std::vector<Mutant> all_mutants() {
    return joined({saml_mutants(),
                   verify_mutants(),
                   protocol_mutants(),
                   decoding_mutants(),
                   name_mutants(),
                   form_mutants(),
                   strict_mutants(),
                   relay_mutants(),
                   account_mutants(),
                   mapping_mutants(),
                   extension_mutants(),
                   tenancy_mutants(),
                   metadata_mutants(),
                   encryption_mutants(),
                   request_mutants(),
                   logout_mutants(),
                   redirect_mutants(),
                   artifact_mutants(),
                   product_mutants(),
                   scim_mutants(),
                   joined_mutants(),
                   salesforce_mutants(),
                   scim_form_mutants(),
                   scim_common_mutants(),
                   scim_write_mutants(),
                   scim_query_mutants(),
                   scim_patch_mutants(),
                   scim_patch_fault_mutants(),
                   scim_group_fault_mutants(),
                   scim_life_fault_mutants(),
                   scim_wire_fault_mutants(),
                   scim_service_mutants(),
                   scim_access_mutants(),
                   scim_attack_mutants(),
                   scim_broad_mutants(),
                   scim_http_mutants(),
                   scim_reach_mutants(),
                   guide_mutants(),
                   claim_mutants()});
}

} // namespace idpsim::mutants
