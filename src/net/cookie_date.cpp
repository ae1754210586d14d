#include "src/net/cookie_date.hpp"

#include "src/core/text.hpp"

#include <array>

namespace idpsim::net {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_delimiter(char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet == 0x09 || (octet >= 0x20 && octet <= 0x2f) || (octet >= 0x3b && octet <= 0x40) ||
           (octet >= 0x5b && octet <= 0x60) || (octet >= 0x7b && octet <= 0x7e);
}

/// Reads `least` to `most` digits off the front of `text`; a further digit makes it no such number.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int number = 0;
    while (count < text.size() && count < most && is_digit(text[count])) number = number * 10 + (text[count++] - '0');
    if (count < least || (count < text.size() && is_digit(text[count]))) return std::nullopt;
    text.remove_prefix(count);
    return number;
}

std::optional<Millis> read_time(std::string_view token) {
    std::array<int, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = take_number(token, 1, 2);
        const bool colon = token.starts_with(':');
        if (!part || (i < 2 && !colon)) return std::nullopt;
        if (i < 2) token.remove_prefix(1);
        parts[i] = *part;
    }
    if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
    return std::chrono::hours(parts[0]) + std::chrono::minutes(parts[1]) + std::chrono::seconds(parts[2]);
}

std::optional<unsigned> read_month(std::string_view token) {
    constexpr std::array names{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const std::string start = to_lower(token.substr(0, 3));
    for (std::size_t i = 0; i < names.size(); ++i)
        if (start == names[i]) return static_cast<unsigned>(i + 1);
    return std::nullopt;
}

int full_year(int year) {
    if (year >= 70 && year <= 99) return year + 1900;
    return year <= 69 ? year + 2000 : year;
}

/// Whether `token` is the first of its kind (RFC 6265 section 5.1.1 step 2: each part is taken once).
template <class Part, class Read> bool takes(std::optional<Part>& part, Read read, std::string_view token) {
    if (part) return false;
    part = read(token);
    return part.has_value();
}

struct DateParts {
    std::optional<Millis> time;
    std::optional<int> day, year;
    std::optional<unsigned> month;

    void take(std::string_view token) {
        const auto day_of = [](std::string_view rest) { return take_number(rest, 1, 2); };
        const auto year_of = [](std::string_view rest) { return take_number(rest, 2, 4); };
        if (takes(time, read_time, token) || takes(day, day_of, token) || takes(month, read_month, token)) return;
        takes(year, year_of, token);
    }

    std::optional<Instant> instant() const {
        if (!time || !day || !month || !year || full_year(*year) < 1601) return std::nullopt;
        const std::chrono::year_month_day date{std::chrono::year{full_year(*year)}, std::chrono::month{*month},
                                               std::chrono::day{static_cast<unsigned>(*day)}};
        if (!date.ok()) return std::nullopt;
        return Instant(std::chrono::sys_days(date)) + *time;
    }
};

} // namespace

std::optional<Instant> parse_cookie_date(std::string_view text) {
    DateParts parts;
    while (!text.empty()) {
        std::size_t end = 0;
        while (end < text.size() && !is_delimiter(text[end])) ++end;
        if (end > 0) parts.take(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return parts.instant();
}

} // namespace idpsim::net
