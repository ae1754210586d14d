#include "reports/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace idpsim::reports {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

unsigned octet(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool continues(std::string_view text, std::size_t at) { return at < text.size() && (octet(text, at) & 0xC0u) == 0x80u; }

struct Character {
    std::size_t length; ///< 0 when the octets begin no character
    std::uint32_t code;
};

/// RFC 3629 section 4: nothing overlong, no surrogates, nothing above U+10FFFF.
Character character_at(std::string_view text, std::size_t at) {
    const unsigned first = octet(text, at);
    if (first < 0x80) return {1, first};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return {0, 0};
    std::uint32_t code = first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text, at + i)) return {0, 0};
        code = code << 6 | (octet(text, at + i) & 0x3Fu);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return overlong || surrogate || code > 0x10FFFF ? Character{0, 0} : Character{length, code};
}

/// What stands for a character that must not be shown as it is; "" for all others.
std::string stand_in(std::uint32_t code) {
    if (code == '\t' || code == '\n') return {};
    if (code < 0x20) return {'\xE2', '\x90', static_cast<char>(0x80 + code)}; // U+2400 + code
    if (code == 0x7F) return "\xE2\x90\xA1";                                  // U+2421
    const bool shown =
        code < 0x7F || (code > 0x9F && (code & 0xFFFEu) != 0xFFFE && !(code >= 0xFDD0 && code <= 0xFDEF));
    return shown ? std::string() : std::string(replacement);
}

/// Printable ASCII, tab and line feed: by far the most of any message, copied as a run.
bool is_plain(char c) { return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n'; }

/// Calls `plain` with runs of ASCII and `rest` with every other character or stray octet.
template <class Plain, class Rest> void scan(std::string_view text, Plain plain, Rest rest) {
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_plain);
        const auto run = static_cast<std::size_t>(end - text.begin()) - at;
        if (run) plain(text.substr(at, run));
        at += run;
        if (at == text.size()) return;
        const Character one = character_at(text, at);
        const std::size_t length = std::max<std::size_t>(one.length, 1);
        rest(text.substr(at, length), one, at);
        at += length;
    }
}

template <class Plain> void scan_visible(std::string_view text, std::string& out, Plain plain) {
    scan(text, plain, [&out, text](std::string_view octets, Character one, std::size_t at) {
        if (octets == "\r" && text.substr(at + 1).starts_with('\n')) return;
        const std::string shown = one.length ? stand_in(one.code) : std::string(replacement);
        out += shown.empty() ? octets : std::string_view(shown);
    });
}

void append_escaped(std::string& out, std::string_view octets, std::string_view special) {
    scan_visible(octets, out, [&out, special](std::string_view run) {
        for (;;) {
            const std::size_t end = run.find_first_of(special);
            out += run.substr(0, end);
            if (end == std::string_view::npos) return;
            out += run[end] == '&' ? "&amp;" : run[end] == '<' ? "&lt;" : "&quot;";
            run.remove_prefix(end + 1);
        }
    });
}

} // namespace

std::string as_utf8(std::string_view octets) {
    std::string out;
    out.reserve(octets.size());
    scan(
        octets, [&out](std::string_view run) { out += run; },
        [&out](std::string_view text, Character one, std::size_t) { out += one.length ? text : replacement; });
    return out;
}

std::string as_visible(std::string_view octets) {
    std::string out;
    out.reserve(octets.size());
    scan_visible(octets, out, [&out](std::string_view run) { out += run; });
    return out;
}

std::string on_one_line(std::string_view octets) {
    std::string out = as_visible(octets);
    std::ranges::replace(out, '\n', ' ');
    std::ranges::replace(out, '\t', ' ');
    return out;
}

std::string shortened(std::string_view text, std::size_t octets) {
    if (text.size() <= octets) return std::string(text);
    while (octets > 0 && continues(text, octets)) --octets;
    return fmt::format("{}... ({} octets more)", text.substr(0, octets), text.size() - octets);
}

void append_text(std::string& out, std::string_view octets) { append_escaped(out, octets, "&<"); }

std::string html(std::string_view octets) {
    std::string out;
    out.reserve(octets.size() + octets.size() / 8);
    append_escaped(out, octets, "&<\"");
    return out;
}

} // namespace idpsim::reports
