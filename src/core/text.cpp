#include "src/core/text.hpp"

#include "src/core/octet_set.hpp"

#include <algorithm>

namespace idpsim {
namespace {

std::string_view entity_of(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return "&#39;";
    }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Which second octets may follow a lead octet and how long the sequence is (Unicode table 3-7); length 0: no lead.
struct Utf8Lead {
    std::size_t length;
    unsigned char least, most;
};

Utf8Lead utf8_lead(unsigned char c) {
    if (c < 0x80) return {1, 0, 0};
    if (c < 0xC2) return {0, 0, 0};   // a trail, or a lead of overlong forms only
    if (c < 0xE0) return {2, 0x80, 0xBF};
    if (c < 0xF0) return {3, static_cast<unsigned char>(c == 0xE0 ? 0xA0 : 0x80), static_cast<unsigned char>(c == 0xED ? 0x9F : 0xBF)};
    if (c < 0xF5) return {4, static_cast<unsigned char>(c == 0xF0 ? 0x90 : 0x80), static_cast<unsigned char>(c == 0xF4 ? 0x8F : 0xBF)};
    return {0, 0, 0};
}

/// How far `text`, which is not empty, begins with one character or the start of one, and whether it is whole.
struct Utf8Step {
    std::size_t octets;
    bool whole;
};

Utf8Step step_utf8(std::string_view text) {
    const auto octet = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const Utf8Lead lead = utf8_lead(octet(0));
    if (lead.length < 2) return {1, lead.length == 1};
    std::size_t at = 1;
    unsigned char least = lead.least, most = lead.most;
    while (at < lead.length && at < text.size() && octet(at) >= least && octet(at) <= most) {
        ++at;
        least = 0x80;
        most = 0xBF;
    }
    return {at, at == lead.length};
}

} // namespace

std::string to_lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool equal_nocase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const auto& part : parts) {
        if (&part != &parts.front()) out += separator;
        out += part;
    }
    return out;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string wrap(std::string_view text, std::size_t width, std::string_view line_end) {
    std::string out;
    out.reserve(text.size() + text.size() / width * line_end.size());
    for (std::size_t at = 0; at < text.size(); at += width) {
        if (at) out += line_end;
        out += text.substr(at, width);
    }
    return out;
}

std::string valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Utf8Step step = step_utf8(text);
        out += step.whole ? text.substr(0, step.octets) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(step.octets);
    }
    return out;
}

std::string_view cut_utf8(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    const auto is_trail = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
    std::size_t end = most;
    // A run of trails longer than any character's is no text, and is cut where it is.
    while (end > 0 && most - end < 3 && is_trail(end)) --end;
    return text.substr(0, is_trail(end) ? most : end);
}

std::string escape_html(std::string_view text) {
    static constexpr OctetSet special("&<>\"'");
    return special.rewrite(text, [text](std::string& out, std::size_t at) {
        out += entity_of(text[at]);
        return at + 1;
    });
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t least = word.size() / 3 + 2;
    for (const auto& candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
    const std::string close = nearest(word, known);
    return close.empty() ? std::string() : "; did you mean \"" + close + "\"?";
}

std::string did_you_mean_or_list(std::string_view word, const std::vector<std::string>& known) {
    std::string close = did_you_mean(word, known);
    if (!close.empty()) return close;
    return known.empty() ? "; there is none" : "; there are " + join(known, ", ");
}

std::uint64_t hash_text(std::string_view text, std::uint64_t from) {
    for (const char c : text) from = (from ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return from;
}

bool matches_glob(std::string_view pattern, std::string_view text) {
    std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

} // namespace idpsim
