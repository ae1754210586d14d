#include "src/xlsx/cells.hpp"

#include "src/core/text.hpp"
#include "src/xlsx/escapes.hpp"
#include "src/xlsx/texts.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace idpsim::xlsx {
namespace {

/// Of a decimal number without sign, in whole.
template <class Number> std::optional<Number> number_in(std::string_view text) {
    Number out{};
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return out;
}

class CellReader {
public:
    CellReader(const std::string& part, const std::vector<std::string>& shared, const ReadLimits& limits)
        : part_(part), shared_(shared), limits_(limits) {}

    Result<void> read_row(const xml::Element& row) {
        const std::optional<std::string> told = row.attribute("r");
        const std::optional<int> number = told ? number_in<int>(*told) : row_ + 1;
        if (!number || *number < 1 || *number > last_row)
            return Error{Fault::malformed, part_, "a row has no number that Excel has"};
        row_ = *number;
        column_ = 0;
        for (const xml::Element& each : children(row, "c"))
            if (const auto read = read_cell(each); !read) return read.error();
        return {};
    }
    std::vector<Cell> cells() && {
        std::ranges::sort(cells_, [](const Cell& a, const Cell& b) {
            return std::pair(a.at.row, a.at.column) < std::pair(b.at.row, b.at.column);
        });
        return std::move(cells_);
    }

private:
    Error refuse(Reference at, std::string detail, Fault fault = Fault::malformed) const {
        return Error{fault, to_text(at), std::move(detail)};
    }

    /// As the cell says, else the one after the last.
    Result<Reference> place_of(const xml::Element& c) {
        const std::optional<std::string> told = c.attribute("r");
        const std::optional<Reference> at = told ? parse_reference(*told) : Reference{column_ + 1, row_};
        if (!at || at->column > last_column)
            return Error{Fault::malformed, part_,
                         "a cell is called \"" + std::string(cut_utf8(told.value_or(""), 20)) +
                             "\", which is no place in a sheet"};
        if (at->row != row_) return refuse(*at, "stands in row " + std::to_string(row_) + " of the file");
        column_ = at->column;
        return *at;
    }

    Result<void> read_cell(const xml::Element& c) {
        const auto at = place_of(c);
        if (!at) return at.error();
        if (!seen_.insert(*at).second) return refuse(*at, "is there twice");
        if (child(c, "f")) return refuse(*at, "holds a formula; enter the value itself", Fault::unsupported);
        auto cell = value_of(c, *at);
        if (!cell) return cell.error();
        if (cell->text.empty()) return {};
        if (at->row > limits_.rows)
            return refuse(*at, "has a value below row " + std::to_string(limits_.rows) + ", where nothing is expected",
                          Fault::too_large);
        if (at->column > limits_.columns)
            return refuse(*at, "has a value far to the right, where nothing is expected", Fault::too_large);
        if (cell->text.size() > limits_.cell) return refuse(*at, "has more text than a cell takes", Fault::too_large);
        if ((text_ += cell->text.size()) > limits_.text)
            return refuse(*at, "is one of too many cells with too much text", Fault::too_large);
        cells_.push_back(std::move(*cell));
        return {};
    }

    Result<Cell> value_of(const xml::Element& c, Reference at) const {
        const std::vector<xml::Element> values = children(c, "v"), inline_texts = children(c, "is");
        if (values.size() + inline_texts.size() > 1) return refuse(at, "has two values");
        const std::string type = c.attribute("t").value_or("n");
        Cell out{at, Kind::text, ""};
        if (!inline_texts.empty()) {
            if (type != "inlineStr") return refuse(at, "has a text that its type does not tell of");
            auto text = rich_text(inline_texts.front());
            if (!text) return refuse(at, text.error().detail);
            out.text = std::move(*text);
            return out;
        }
        if (values.empty()) return out;
        const auto value = values.front().text();
        if (!value) return refuse(at, value.error().detail);
        return typed(std::move(out), type, *value);
    }

    Result<Cell> typed(Cell out, const std::string& type, const std::string& value) const {
        if (type == "s") return shared(std::move(out), value);
        if (type == "str") {
            auto text = unescape(value);
            if (!text) return refuse(out.at, text.error().detail);
            out.text = std::move(*text);
        } else if (type == "n" || type == "e" || type == "d") {
            out.kind = type == "n" ? Kind::number : type == "e" ? Kind::error : Kind::date;
            out.text = trim(value);
            if (type == "n" && !out.text.empty() && !number_in<double>(out.text))
                return refuse(out.at, "is said to be a number and is none");
        } else if (type == "b") {
            out.kind = Kind::boolean;
            const std::string_view word = trim(value);
            if (word != "0" && word != "1" && word != "true" && word != "false")
                return refuse(out.at, "is said to be a logical value and is none");
            out.text = word == "1" || word == "true" ? "TRUE" : "FALSE";
        } else
            return refuse(out.at, "has a type that cells do not have");
        return out;
    }

    Result<Cell> shared(Cell out, const std::string& value) const {
        const std::optional<std::size_t> index = number_in<std::size_t>(trim(value));
        if (!index || *index >= shared_.size()) return refuse(out.at, "names a text that the workbook does not have");
        if (shared_[*index].size() > limits_.cell)
            return refuse(out.at, "has more text than a cell takes", Fault::too_large);
        out.text = shared_[*index];
        return out;
    }

    const std::string& part_;
    const std::vector<std::string>& shared_;
    const ReadLimits& limits_;
    int row_ = 0, column_ = 0;
    std::size_t text_ = 0;
    std::set<Reference> seen_;
    std::vector<Cell> cells_;
};

Result<void> refuse_merged(const xml::Element& worksheet) {
    for (const xml::Element& merged : children(worksheet, "mergeCells"))
        for (const xml::Element& each : children(merged, "mergeCell")) {
            const std::string range = each.attribute("ref").value_or("");
            const std::string_view first = std::string_view(range).substr(0, range.find(':'));
            return Error{Fault::unsupported, parse_reference(first) ? std::string(first) : "file",
                         "is merged with other cells; unmerge them"};
        }
    return {};
}

} // namespace

Result<std::vector<Cell>> read_cells(const xml::Element& worksheet, const std::string& part,
                                     const std::vector<std::string>& shared, const ReadLimits& limits) {
    if (const auto plain = refuse_merged(worksheet); !plain) return plain.error();
    CellReader reader(part, shared, limits);
    for (const xml::Element& data : children(worksheet, "sheetData"))
        for (const xml::Element& row : children(data, "row"))
            if (const auto read = reader.read_row(row); !read) return read.error();
    return std::move(reader).cells();
}

} // namespace idpsim::xlsx
