#pragma once
/// What an expression is once it was read. Seen by simulator/idp/expression*.cpp.
#include "simulator/idp/expression.hpp"

#include <memory>
#include <string>
#include <vector>

namespace idpsim::idp {

struct BuiltIn;

struct Expression::Node {
    enum class Kind { literal, name, call, negate, choose, otherwise, both, either, compare, add, subtract, project, self };
    Kind kind = Kind::literal;
    Term value;                      ///< literal
    std::string word;                ///< name: ours; compare: the operator
    const BuiltIn* function = nullptr;
    std::vector<std::shared_ptr<const Node>> parts;
};

} // namespace idpsim::idp
