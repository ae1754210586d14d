#include "src/saml/value_forms.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::saml {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
bool is_upper_hex(char c) { return is_digit(c) || (c >= 'A' && c <= 'F'); }

constexpr std::size_t shortest_run = 12;

/// Where the longest run of such characters at the end begins.
template <class Is> std::size_t run_at_end(std::string_view text, Is is) {
    std::size_t at = text.size();
    while (at > 0 && is(text[at - 1])) --at;
    return at;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !is_lower_hex(to_lower(text.substr(i, 1))[0])) return false;
    }
    return true;
}

std::string with_run(std::string_view text, std::size_t at, std::string_view kind) {
    return std::string(text.substr(0, at)) + "{" + std::string(kind) + ":" + std::to_string(text.size() - at) + "}";
}

/// A prefix worth keeping: a few letters, no part of what was drawn.
bool is_prefix(std::string_view text) {
    return text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) { return !is_digit(c); });
}

std::string seconds(std::chrono::milliseconds offset) {
    using std::chrono::seconds;
    const bool exact = offset % std::chrono::seconds(1) == std::chrono::milliseconds(0);
    auto whole = std::chrono::round<std::chrono::seconds>(offset);
    if (!exact) { // what a vendor takes the time for twice is off by some of a second
        const auto fives = std::chrono::seconds(5 * ((whole.count() + (whole.count() < 0 ? -2 : 2)) / 5));
        if (std::chrono::abs(offset - fives) < std::chrono::seconds(1)) whole = fives;
    }
    std::string out = "issue";
    if (whole.count() != 0) out += (whole.count() > 0 ? "+" : "") + std::to_string(whole.count()) + "s";
    return exact ? out : out + " about";
}

} // namespace

std::string id_form(std::string_view id) {
    if (id.size() < shortest_run) return std::string(id);
    if (id.size() >= 36 && is_uuid(id.substr(id.size() - 36)))
        return std::string(id.substr(0, id.size() - 36)) + "{uuid}";
    if (const auto dot = id.find('.'); dot != std::string_view::npos) {
        // Two numbers with a dot between: the time and a number drawn.
        const std::string_view before = id.substr(0, dot), after = id.substr(dot + 1);
        const std::size_t first = run_at_end(before, is_digit);
        if (first < before.size() && is_prefix(before.substr(0, first)) && !after.empty() &&
            std::all_of(after.begin(), after.end(), is_digit))
            return std::string(before.substr(0, first)) + "{digits}.{digits}";
    }
    const std::size_t digits = run_at_end(id, is_digit);
    if (is_prefix(id.substr(0, digits)) && id.size() - digits >= shortest_run)
        return std::string(id.substr(0, digits)) + "{digits}"; // of varying length
    if (const std::size_t at = run_at_end(id, is_lower_hex);
        is_prefix(id.substr(0, at)) && id.size() - at >= shortest_run)
        return with_run(id, at, "hex");
    if (const std::size_t at = run_at_end(id, is_upper_hex);
        is_prefix(id.substr(0, at)) && id.size() - at >= shortest_run)
        return with_run(id, at, "HEX");
    if (std::all_of(id.begin(), id.end(), [](char c) { return is_digit(c) || is_upper(c); }))
        return with_run(id, 0, "upper");
    return with_run(id, 0, "mixed");
}

std::string time_form(std::string_view written, Instant at, Instant issue) {
    const auto dot = written.find('.');
    const std::size_t digits = dot == std::string_view::npos
                                   ? 0
                                   : static_cast<std::size_t>(std::count_if(
                                         written.begin() + static_cast<std::ptrdiff_t>(dot), written.end(), is_digit));
    return std::to_string(digits) + " digits, " + seconds(at - issue);
}

std::string base64_form(std::string_view text) {
    const std::string_view inner = trim(text);
    std::string out = "base64";
    if (const auto end = inner.find('\n'); end != std::string_view::npos) {
        const std::string_view line = inner.substr(0, end);
        out += ", lines of " + std::to_string(trim(line).size());
        const std::string_view second = inner.substr(end + 1);
        if (!second.empty() && (second.front() == ' ' || second.front() == '\t')) out += ", indented";
        if (line.ends_with('\r')) out += ", CR LF";
    } else if (inner.find(' ') != std::string_view::npos) {
        out += ", parts of " + std::to_string(inner.find(' '));
    }
    const bool before = !text.empty() && text.data() != inner.data();
    const bool after = text.size() > inner.size() + (before ? static_cast<std::size_t>(inner.data() - text.data()) : 0);
    if (before && after)
        out += ", framed";
    else if (before)
        out += ", line end before";
    else if (after)
        out += ", line end behind";
    return out;
}

std::string text_kind(std::string_view text) {
    if (text.empty()) return "empty";
    if (text.starts_with("http://") || text.starts_with("https://")) return "url";
    const auto colon = text.find(':');
    return colon != std::string_view::npos && colon > 1 && text.find_first_of(" \t\r\n@") == std::string_view::npos
               ? "uri"
               : "text";
}

std::string names_form(std::string_view distinguished_name) {
    std::string out;
    for (const std::string_view part : split(distinguished_name, ',')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue; // an escaped comma inside a value
        out.append(out.empty() ? "" : ", ").append(trim(part.substr(0, equals)));
    }
    return out;
}

std::string references_form(std::string_view written) {
    if (written.find("&#x") != std::string_view::npos) return ", &#x..;";
    return written.find("&#") != std::string_view::npos ? ", &#..;" : "";
}

} // namespace idpsim::saml
