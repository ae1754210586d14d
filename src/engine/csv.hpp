#pragma once
/// Comma-separated values as spreadsheets write them (RFC 4180), with the line of every record.
#include "src/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

struct CsvRecord {
    std::size_t line = 0; ///< where it begins, from 1
    std::vector<std::string> fields;
};

/// Records separated by CR, LF or both; fields by the one of `,` `;` and tab that stands most often in the first record,
/// where quotes may hide separators, line breaks and doubled quotes. Blank lines are no records. Malformed, with the line as
/// `where`: a quote that is not closed, text after a closing quote.
Result<std::vector<CsvRecord>> read_csv(std::string_view text);

} // namespace idpsim::engine
