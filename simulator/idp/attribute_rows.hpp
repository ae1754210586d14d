#pragma once
/// From a row of a console's table to the attribute it makes.
#include "simulator/idp/subject_rules.hpp"
#include "src/core/result.hpp"

#include <optional>

namespace idpsim::idp {

/// Nothing for a row that is not sent. Faults: invalid with `where` the column ("" for the row as a whole): unknown or
/// missing cells, words that are no choice, expressions and patterns that are none.
Result<std::optional<AttributeMapping>> mapping_of(const ConsoleTable& table, const ConsoleRow& row,
                                                   const ExpressionLanguage& language);

} // namespace idpsim::idp
