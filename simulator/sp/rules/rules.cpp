#include "simulator/sp/rules/rules.hpp"

#include <iterator>

namespace idpsim::sp {

std::vector<Rule> default_rules() {
    std::vector<Rule> out;
    for (auto* list : {transport_rules, envelope_rules, count_rules, encryption_rules, signature_rules, encrypted_id_rules,
                       subject_rules, conditions_rules, account_rules}) {
        std::vector<Rule> rules = list();
        std::move(rules.begin(), rules.end(), std::back_inserter(out));
    }
    return out;
}

} // namespace idpsim::sp
