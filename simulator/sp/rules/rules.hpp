#pragma once
/// The rules by theme, each list in its order of judging.
#include "simulator/sp/rule.hpp"

namespace idpsim::sp {

std::vector<Rule> transport_rules();    ///< how the message arrived, and that it is XML
std::vector<Rule> envelope_rules();     ///< the Response around the assertion
std::vector<Rule> count_rules();        ///< that one assertion is there
std::vector<Rule> encryption_rules();   ///< that it is encrypted where it has to be, and opens
std::vector<Rule> signature_rules();    ///< who vouches for it
std::vector<Rule> encrypted_id_rules(); ///< that an encrypted NameID opens
std::vector<Rule> subject_rules();      ///< NameID and bearer confirmation
std::vector<Rule> conditions_rules();   ///< for whom, when, how often
std::vector<Rule> account_rules();      ///< whether the person may come in

/// All of them, in order: the correct service provider. Cheap and structural rules stand before those that believe
/// values, and the signature before every rule about the assertion.
std::vector<Rule> default_rules();

} // namespace idpsim::sp
