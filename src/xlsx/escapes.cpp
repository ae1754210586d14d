#include "src/xlsx/escapes.hpp"

#include <optional>

namespace idpsim::xlsx {
namespace {

constexpr std::size_t length = 7; // of "_x000D_"

/// The UTF-16 unit of an escape that stands at `at`.
std::optional<unsigned> unit_at(std::string_view text, std::size_t at) {
    const std::string_view escape = text.substr(at, length);
    if (escape.size() != length || !escape.starts_with("_x") || escape.back() != '_') return std::nullopt;
    unsigned unit = 0;
    for (const char c : escape.substr(2, 4)) {
        if (c >= '0' && c <= '9')
            unit = unit * 16 + static_cast<unsigned>(c - '0');
        else if (c >= 'A' && c <= 'F')
            unit = unit * 16 + static_cast<unsigned>(c - 'A' + 10);
        else if (c >= 'a' && c <= 'f')
            unit = unit * 16 + static_cast<unsigned>(c - 'a' + 10);
        else
            return std::nullopt;
    }
    return unit;
}

bool is_high(unsigned unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(unsigned unit) { return unit >= 0xdc00 && unit < 0xe000; }

void append_utf8(std::string& out, unsigned code) {
    const auto octet = [&](unsigned value) { out += static_cast<char>(value); };
    if (code < 0x80) return octet(code);
    if (code < 0x800) return octet(0xc0 | code >> 6), octet(0x80 | (code & 0x3f));
    if (code < 0x10000) return octet(0xe0 | code >> 12), octet(0x80 | (code >> 6 & 0x3f)), octet(0x80 | (code & 0x3f));
    octet(0xf0 | code >> 18), octet(0x80 | (code >> 12 & 0x3f)), octet(0x80 | (code >> 6 & 0x3f)),
        octet(0x80 | (code & 0x3f));
}

} // namespace

Result<std::string> unescape(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::optional<unsigned> unit = unit_at(text, i);
        if (!unit) {
            out += text[i++];
            continue;
        }
        i += length;
        unsigned code = *unit;
        if (is_high(code)) {
            const std::optional<unsigned> second = unit_at(text, i);
            if (!second || !is_low(*second)) return Error{Fault::malformed, "", "half a character stands in its text"};
            code = 0x10000 + ((code - 0xd800) << 10) + (*second - 0xdc00);
            i += length;
        } else if (is_low(code)) {
            return Error{Fault::malformed, "", "half a character stands in its text"};
        }
        append_utf8(out, code);
    }
    return out;
}

std::string escape_underscores(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (unit_at(text, i)) out += "_x005F";
        out += text[i];
    }
    return out;
}

} // namespace idpsim::xlsx
