#include "src/core/instant.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

namespace idpsim {
namespace {

using namespace std::chrono;

/// Reads exactly `count` digits from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

/// ".123456" -> 123 ms; an absent fraction is 0.
std::optional<Millis> take_fraction(std::string_view& text) {
    if (!take(text, '.')) return Millis{0};
    int value = 0;
    std::size_t seen = 0;
    for (; seen < text.size() && text[seen] >= '0' && text[seen] <= '9'; ++seen)
        if (seen < 3) value = value * 10 + (text[seen] - '0');
    if (seen == 0) return std::nullopt;
    for (std::size_t i = seen; i < 3; ++i) value *= 10;
    text.remove_prefix(seen);
    return Millis{value};
}

/// "Z", "+02:00" or "-05:30" -> the offset from UTC.
std::optional<minutes> take_zone(std::string_view& text) {
    if (take(text, 'Z')) return minutes{0};
    const bool plus = !text.empty() && text.front() == '+';
    if (!plus && (text.empty() || text.front() != '-')) return std::nullopt;
    text.remove_prefix(1);
    const auto hour = take_digits(text, 2);
    if (!hour || *hour > 14 || !take(text, ':')) return std::nullopt;
    const auto minute = take_digits(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    const minutes offset{*hour * 60 + *minute};
    return plus ? offset : -offset;
}

std::optional<Instant> read(std::string_view text) {
    const auto y = take_digits(text, 4);
    if (!y || !take(text, '-')) return std::nullopt;
    const auto mo = take_digits(text, 2);
    if (!mo || !take(text, '-')) return std::nullopt;
    const auto d = take_digits(text, 2);
    if (!d || !take(text, 'T')) return std::nullopt;
    const auto h = take_digits(text, 2);
    if (!h || *h > 23 || !take(text, ':')) return std::nullopt;
    const auto mi = take_digits(text, 2);
    if (!mi || *mi > 59 || !take(text, ':')) return std::nullopt;
    const auto s = take_digits(text, 2);
    if (!s || *s > 59) return std::nullopt;
    const auto fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    const auto zone = take_zone(text);
    if (!zone || !text.empty()) return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    return Instant{sys_days{date} + hours{*h} + minutes{*mi} + seconds{*s} + *fraction - *zone};
}

constexpr Millis longest_duration = hours{24} * 36'500;

/// The unit behind a number of an xs:duration; each may stand once, in this order.
struct DurationUnit {
    char letter;
    bool of_time;   ///< stands behind the "T"
    Millis length;
};
constexpr DurationUnit duration_units[] = {
    {'Y', false, hours{24 * 365}}, {'M', false, hours{24 * 30}}, {'D', false, hours{24}},
    {'H', true, hours{1}},         {'M', true, minutes{1}},      {'S', true, seconds{1}},
};

std::optional<Millis> read_duration(std::string_view text) {
    if (!take(text, 'P') || text.empty()) return std::nullopt;
    Millis sum{0};
    std::size_t next = 0;
    bool in_time = false;
    while (!text.empty()) {
        if (!in_time && take(text, 'T')) in_time = true;
        std::int64_t count = 0;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (failed == std::errc::invalid_argument || text.front() == '-') return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (failed == std::errc::result_out_of_range) count = longest_duration.count();
        const auto fraction = take_fraction(text);
        if (!fraction || text.empty()) return std::nullopt;
        while (next < std::size(duration_units) &&
               (duration_units[next].letter != text.front() || duration_units[next].of_time != in_time))
            ++next;
        if (next == std::size(duration_units)) return std::nullopt;
        if (fraction->count() != 0 && text.front() != 'S') return std::nullopt;
        text.remove_prefix(1);
        const Millis unit = duration_units[next++].length;
        sum += count > longest_duration / unit ? longest_duration : count * unit + *fraction;
        sum = std::min(sum, longest_duration);
    }
    return sum;
}

void put_number(std::string& out, int value, int width) {
    char digits[8];
    for (int i = width - 1; i >= 0; --i) {
        digits[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    out.append(digits, static_cast<std::size_t>(width));
}

} // namespace

std::string format_instant(Instant at, SecondDigits digits) {
    const auto midnight = floor<days>(at);
    const year_month_day date{midnight};
    const hh_mm_ss time{at - midnight};
    std::string out;
    out.reserve(24);
    put_number(out, static_cast<int>(date.year()), 4);
    out += '-';
    put_number(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    out += '-';
    put_number(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    out += 'T';
    put_number(out, static_cast<int>(time.hours().count()), 2);
    out += ':';
    put_number(out, static_cast<int>(time.minutes().count()), 2);
    out += ':';
    put_number(out, static_cast<int>(time.seconds().count()), 2);
    if (digits == SecondDigits::milli) {
        out += '.';
        put_number(out, static_cast<int>(time.subseconds().count()), 3);
    }
    out += 'Z';
    return out;
}

Result<Instant> parse_instant(std::string_view text) {
    const auto at = read(text);
    if (!at) return Error{Fault::malformed, "xs:dateTime", "not a UTC date and time: \"" + std::string(text.substr(0, 40)) + "\""};
    return *at;
}

Result<Millis> parse_duration(std::string_view text) {
    const auto length = read_duration(text);
    if (!length) return Error{Fault::malformed, "xs:duration", "not a positive duration: \"" + std::string(text.substr(0, 40)) + "\""};
    return *length;
}

} // namespace idpsim
