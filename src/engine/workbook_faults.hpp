#pragma once
/// Files that people and attackers upload in place of a workbook: a good one with one thing wrong.
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

struct WorkbookFault {
    std::string_view id;       ///< "formula"
    std::string_view sentence; ///< what is wrong with it
    std::string (*spoil)(std::string_view good);
};

const std::vector<WorkbookFault>& workbook_faults();

} // namespace idpsim::engine
