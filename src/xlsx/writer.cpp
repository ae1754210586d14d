#include "src/xlsx/escapes.hpp"
#include "src/xlsx/workbook.hpp"

#include <xlsxwriter.h>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <set>

namespace idpsim::xlsx {
namespace {

[[noreturn]] void fail(const std::string& why) { throw Failure(Error{Fault::io, "workbook", why}); }

/// A file in memory with a name, as libxlsxwriter 1.1 writes to names alone.
class MemoryFile {
public:
    MemoryFile() : fd_(memfd_create("workbook", MFD_CLOEXEC)) {
        if (fd_ < 0) fail("there is no memory for a file");
    }
    ~MemoryFile() { close(fd_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string name() const { return "/proc/self/fd/" + std::to_string(fd_); }
    std::string content() const {
        std::string out(static_cast<std::size_t>(std::max<off_t>(lseek(fd_, 0, SEEK_END), 0)), '\0');
        if (pread(fd_, out.data(), out.size(), 0) != static_cast<ssize_t>(out.size())) fail("it cannot be read back");
        return out;
    }

private:
    int fd_;
};

/// The three looks that cells have.
struct Formats {
    explicit Formats(lxw_workbook* book) : header(plain(book)), locked(plain(book)), open(plain(book)) {
        format_set_bold(header);
        format_set_bg_color(header, 0xDDE6F0);
        format_set_unlocked(open);
        format_set_bg_color(open, 0xFFFBE6);
    }
    lxw_format *header, *locked, *open;

private:
    /// Text: Excel is to make neither numbers nor dates of what people enter.
    static lxw_format* plain(lxw_workbook* book) {
        lxw_format* out = workbook_add_format(book);
        format_set_num_format_index(out, 49);
        format_set_text_wrap(out);
        format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
        format_set_border(out, LXW_BORDER_THIN);
        format_set_border_color(out, 0xB8C4D0);
        return out;
    }
};

void write_cells(lxw_worksheet* page, const Sheet& sheet, const SheetStyle& style, const Formats& formats) {
    const auto is_open = [&](Reference at) {
        return at.row > style.header_rows &&
               std::ranges::find(style.open_columns, at.column) != style.open_columns.end();
    };
    const auto format = [&](Reference at) {
        return at.row <= style.header_rows ? formats.header : is_open(at) ? formats.open : formats.locked;
    };
    std::set<int> rows;
    for (const Cell& cell : sheet.cells) {
        rows.insert(cell.at.row);
        if (cell.at.row < 1 || cell.at.row > last_row || cell.at.column < 1 || cell.at.column > last_column)
            throw Failure(Error{Fault::invalid, to_text(cell.at), "is outside of any sheet"});
        const auto written = worksheet_write_string(page, static_cast<lxw_row_t>(cell.at.row - 1),
                                                    static_cast<lxw_col_t>(cell.at.column - 1),
                                                    escape_underscores(cell.text).c_str(), format(cell.at));
        if (written != LXW_NO_ERROR) throw Failure(Error{Fault::invalid, to_text(cell.at), lxw_strerror(written)});
    }
    for (const int row : rows)
        for (const int column : style.open_columns)
            if (const Reference at{column, row}; is_open(at) && !sheet.find(at))
                worksheet_write_blank(page, static_cast<lxw_row_t>(row - 1), static_cast<lxw_col_t>(column - 1),
                                      formats.open);
}

void dress(lxw_worksheet* page, const SheetStyle& style) {
    for (std::size_t i = 0; i < style.widths.size(); ++i)
        worksheet_set_column(page, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), style.widths[i], nullptr);
    worksheet_freeze_panes(page, static_cast<lxw_row_t>(style.header_rows), 0);
    if (style.open_columns.empty()) return;
    lxw_protection allowed{};
    allowed.format_columns = allowed.format_rows = LXW_TRUE;
    worksheet_protect(page, nullptr, &allowed); // without a password: against slips, not against people
}

} // namespace

std::string write_workbook(const Sheet& sheet, const SheetStyle& style) {
    const MemoryFile file;
    lxw_workbook* const book = workbook_new(file.name().c_str());
    if (!book) fail("there is no memory for it");
    // Closing frees the book, whatever comes of it.
    std::unique_ptr<lxw_workbook, lxw_error (*)(lxw_workbook*)> closing(book, workbook_close);
    lxw_doc_properties properties{};
    properties.created = 1'577'836'800; // always the same, so that the same sheet is the same file
    workbook_set_properties(book, &properties);
    lxw_worksheet* const page = workbook_add_worksheet(book, sheet.name.empty() ? nullptr : sheet.name.c_str());
    if (!page) throw Failure(Error{Fault::invalid, "workbook", "\"" + sheet.name + "\" is no name of a sheet"});
    const Formats formats(book);
    write_cells(page, sheet, style, formats);
    dress(page, style);
    if (const lxw_error failed = workbook_close(closing.release()); failed != LXW_NO_ERROR) fail(lxw_strerror(failed));
    return file.content();
}

} // namespace idpsim::xlsx
