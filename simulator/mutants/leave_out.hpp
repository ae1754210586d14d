#pragma once
/// The commonest fault: a rule of the ACS that is not there.
#include "simulator/sp/behaviour.hpp"

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

namespace idpsim::mutants {

/// Throws std::logic_error when no rule has that id: the mutant would be none.
inline void leave_out(sp::SpBehaviour& behaviour, std::initializer_list<std::string_view> rules) {
    for (const std::string_view id : rules)
        if (!sp::remove_rule(behaviour.rules, id)) throw std::logic_error("no rule is named " + std::string(id));
}

} // namespace idpsim::mutants
