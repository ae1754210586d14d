#pragma once
/// Texts of cells: rich text, phonetic readings, the table of shared strings (ECMA-376 part 1, section 18.4).
#include "src/xlsx/parts.hpp"

#include <string>
#include <vector>

namespace idpsim::xlsx {

/// The text of an <si> or <is>: of its runs, without the readings that Japanese Excel keeps beside them.
Result<std::string> rich_text(const xml::Element& element);
/// By index; empty when the workbook has none.
Result<std::vector<std::string>> read_shared_strings(const Package& package, const std::string& part,
                                                     const ReadLimits& limits);

} // namespace idpsim::xlsx
