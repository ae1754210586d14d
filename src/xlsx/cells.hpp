#pragma once
/// The cells of a worksheet's part (ECMA-376 part 1, section 18.3.1).
#include "src/xlsx/parts.hpp"

#include <string>
#include <vector>

namespace idpsim::xlsx {

/// Those with a value, row by row. `shared` are the texts that cells name by their place.
Result<std::vector<Cell>> read_cells(const xml::Element& worksheet, const std::string& part,
                                     const std::vector<std::string>& shared, const ReadLimits& limits);

} // namespace idpsim::xlsx
