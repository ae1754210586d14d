#include "src/xlsx/workbook.hpp"

#include <algorithm>

namespace idpsim::xlsx {
namespace {

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

} // namespace

std::optional<Reference> parse_reference(std::string_view text) {
    if (text.size() > 10) return std::nullopt; // XFD1048576
    Reference out;
    std::size_t i = 0;
    for (; i < text.size() && is_letter(text[i]); ++i) out.column = out.column * 26 + (text[i] - 'A' + 1);
    if (i == 0 || i == text.size() || text[i] == '0') return std::nullopt;
    for (; i < text.size() && is_digit(text[i]); ++i) {
        out.row = out.row * 10 + (text[i] - '0');
        if (out.row > last_row) return std::nullopt;
    }
    if (i != text.size() || out.column > last_column) return std::nullopt;
    return out;
}

std::string to_text(Reference at) {
    std::string letters;
    for (int rest = at.column; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters + std::to_string(at.row);
}

std::string_view kind_name(Kind kind) {
    switch (kind) {
    case Kind::text:
        return "a text";
    case Kind::number:
        return "a number";
    case Kind::boolean:
        return "a logical value";
    case Kind::error:
        return "an error value";
    case Kind::date:
        return "a date";
    }
    return "";
}

const Cell* Sheet::find(Reference at) const {
    const auto found = std::ranges::find(cells, at, &Cell::at);
    return found == cells.end() ? nullptr : &*found;
}

} // namespace idpsim::xlsx
