#pragma once
/// An Excel workbook (.xlsx, ECMA-376) of one worksheet: written for people to edit, read back from anybody.
///
/// The reader is for uploads of strangers: what it takes is bounded in time and memory whatever the file claims, and it
/// takes plain cells alone. Formulas, macros, links to other files and merged cells would make the sheet say one thing
/// to the person who looks at it and another to the program.
#include "src/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::xlsx {

/// Where a cell stands, both from 1.
struct Reference {
    int column = 0, row = 0;
    auto operator<=>(const Reference&) const = default;
};
inline constexpr int last_column = 16'384; ///< XFD
inline constexpr int last_row = 1'048'576;

/// "B4"; nothing for anything else, "b4", "$B$4" and cells beyond XFD1048576 included.
std::optional<Reference> parse_reference(std::string_view text);
std::string to_text(Reference at);

enum class Kind { text, number, boolean, error, date };
/// "a number", for sentences.
std::string_view kind_name(Kind kind);

/// A cell with a value. What a number looks like to people depends on its format, which is not read: `text` is what the
/// file holds ("45000" for a date that Excel keeps as a number, "TRUE" for a boolean).
struct Cell {
    Reference at;
    Kind kind = Kind::text;
    std::string text; ///< UTF-8; line feeds are those of the cell
    bool operator==(const Cell&) const = default;
};

struct Sheet {
    std::string name;
    std::vector<Cell> cells; ///< those with a value, row by row
    /// Null when there is nothing.
    const Cell* find(Reference at) const;
    bool operator==(const Sheet&) const = default;
};

struct ReadLimits {
    std::size_t octets = 1u << 20;    ///< of the file
    std::size_t parts = 200;          ///< entries of the archive
    std::size_t unpacked = 16u << 20; ///< of all parts together, as the archive claims
    std::size_t part = 4u << 20;      ///< of one part that is read
    std::size_t elements = 100'000;   ///< of one part that is read
    int rows = 1000;                  ///< the last row with a value
    int columns = 100;                ///< the last column with a value
    std::size_t cell = 32'767;        ///< octets of one text: Excel's own limit is as many characters
    std::size_t text = 1u << 20;      ///< of all cells together
};

/// The one worksheet of the workbook. Error::where is the cell ("B4"), the part ("xl/vbaProject.bin") or "file"; detail
/// says what is wrong with it, and what would be right.
Result<Sheet> read_workbook(std::string_view octets, const ReadLimits& limits = {});

/// How a sheet looks.
struct SheetStyle {
    std::vector<double> widths;    ///< of the columns, in characters
    int header_rows = 1;           ///< bold, and kept in sight
    std::vector<int> open_columns; ///< below the header these alone can be edited while the sheet is protected
};

/// The octets of a workbook that is the same for the same sheet. Only texts are written. Failure (io) without room for
/// temporary files.
std::string write_workbook(const Sheet& sheet, const SheetStyle& style = {});

} // namespace idpsim::xlsx
