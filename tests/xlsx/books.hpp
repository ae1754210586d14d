#pragma once
/// Workbooks as Excel writes them, and ones that nobody would write, made in the test.
#include "src/xlsx/package.hpp"
#include "src/xlsx/workbook.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::xlsx::test {

/// A sheet of texts by their references.
Sheet sheet_of(std::initializer_list<std::pair<const char*, std::string>> cells);
/// A small good one.
Sheet small_sheet();
/// All parts of a workbook, unpacked.
Parts parts_of(std::string_view workbook);
std::string& part(Parts& parts, std::string_view name);

/// What Excel for Windows saves: shared strings, rich text, styles, theme, calculation settings and document
/// properties, a view with a selection, a hyperlink that it made by itself, print settings. The cells are those of
/// small_sheet().
struct ExcelBook {
    std::string cells = {};   ///< rows of sheetData; "" for small_sheet()'s
    std::string strings = {}; ///< <si> elements; "" for small_sheet()'s
    std::string after = {};   ///< what follows sheetData
    bool strict = false;      ///< Strict Open XML Spreadsheet
    bool absolute = false;    ///< targets of relationships begin with "/"
    Parts parts() const;
    std::string file() const { return write_package(parts()); }
};

/// An entry of an archive, with what it says of itself.
struct RawEntry {
    std::string name, content;
    std::uint16_t method = 8, flags = 0;
    std::optional<std::uint32_t> packed = {}, unpacked = {}; ///< in place of the true sizes
    std::optional<std::uint32_t> offset = {};                ///< in place of where it stands
    std::string local_name = {};                             ///< in the local header; "" the same
};
/// The octets of an archive, true or not.
std::string raw_zip(const std::vector<RawEntry>& entries);
std::vector<RawEntry> raw_entries(const Parts& parts);

/// "B4: ...", the refusal of a file that is not read; "read" of one that is.
std::string refusal(std::string_view octets, const ReadLimits& limits = {});

} // namespace idpsim::xlsx::test
