#include "conformance/checks/saml/set_cookie.hpp"

#include "src/core/text.hpp"

#include <ctime>
#include <iomanip>
#include <optional>
#include <sstream>

namespace idpsim::conformance::checks {
namespace {

/// The two forms that servers write: that of RFC 7231 and that of the first cookie specification.
std::optional<Instant> read_date(std::string_view text) {
    for (const char* form : {"%a, %d %b %Y %H:%M:%S", "%a, %d-%b-%Y %H:%M:%S"}) {
        std::istringstream in{std::string(text)};
        in.imbue(std::locale::classic());
        std::tm parts{};
        if (!(in >> std::get_time(&parts, form))) continue;
        const std::chrono::year_month_day day{std::chrono::year{parts.tm_year + 1900},
                                              std::chrono::month{static_cast<unsigned>(parts.tm_mon + 1)},
                                              std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
        if (!day.ok()) continue;
        return Instant(std::chrono::sys_days(day)) + std::chrono::hours{parts.tm_hour} +
               std::chrono::minutes{parts.tm_min} + std::chrono::seconds{parts.tm_sec};
    }
    return std::nullopt;
}

/// A whole number, rfc6265 section 5.2.2: whether it is above zero is all that matters here.
std::optional<bool> ends_at_once(std::string_view max_age) {
    const bool negative = max_age.starts_with('-');
    const std::string_view digits = negative ? max_age.substr(1) : max_age;
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return negative || digits.find_first_not_of('0') == std::string_view::npos;
}

} // namespace

SetCookie read_set_cookie(std::string_view header, Instant now) {
    SetCookie out;
    std::optional<bool> by_max_age;
    std::optional<Instant> expires;
    bool first = true;
    for (const std::string_view part : split(header, ';')) {
        const auto equals = part.find('=');
        const std::string_view name = trim(part.substr(0, equals));
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : trim(part.substr(equals + 1));
        if (first)
            out.name = name;
        else if (equal_nocase(name, "HttpOnly"))
            out.http_only = true;
        else if (equal_nocase(name, "Secure"))
            out.secure = true;
        else if (equal_nocase(name, "Max-Age"))
            by_max_age = ends_at_once(value);
        else if (equal_nocase(name, "Expires"))
            expires = read_date(value);
        first = false;
    }
    out.is_deletion = by_max_age ? *by_max_age : expires && *expires <= now;
    return out;
}

} // namespace idpsim::conformance::checks
