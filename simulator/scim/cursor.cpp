#include "simulator/scim/cursor.hpp"

#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"

#include <charconv>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace idpsim::scim_server {

namespace {

constexpr std::size_t longest = 32u << 10;

/// What the seal covers besides the cursor's own text: a cursor is of no use elsewhere.
std::string seal(const Call& call, const scim::Query& query, std::string_view endpoint, std::string_view text) {
    if (call.cursor_key->empty()) *call.cursor_key = call.random.token();
    std::string sealed(text);
    const auto add = [&](std::string_view part) { sealed += std::to_string(part.size()) + ':' + std::string(part); };
    add(call.org);
    add(endpoint);
    add(query.filter.value_or(""));
    if (query.sorting) add(query.sorting->path.text() + (query.sorting->descending ? " descending" : ""));
    return crypto::to_hex(crypto::hmac(crypto::Hash::sha256, *call.cursor_key, sealed).substr(0, 16));
}

std::optional<std::int64_t> read_digits(std::string_view digits) {
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool is_whole = failed == std::errc{} && end == digits.data() + digits.size();
    return is_whole ? std::optional(value) : std::nullopt;
}

/// The value that an order goes on from: "-" for none, "n7" or "t" and hexadecimal.
std::string write_key(const std::optional<SqlValue>& key) {
    if (!key) return "-";
    if (const auto* number = std::get_if<std::int64_t>(&*key)) return "n" + std::to_string(*number);
    return "t" + crypto::to_hex(std::get<std::string>(*key));
}

/// Nothing when it is none; sealed cursors hold what write_key() wrote.
std::optional<std::optional<SqlValue>> read_key(std::string_view text) {
    if (text == "-") return std::optional<SqlValue>();
    if (text.starts_with('n')) {
        const std::optional<std::int64_t> number = read_digits(text.substr(1));
        if (!number) return std::nullopt;
        return std::optional(SqlValue(*number));
    }
    std::string octets;
    for (std::size_t i = 1; i + 1 < text.size(); i += 2) {
        int octet = 0;
        const auto [end, failed] = std::from_chars(text.data() + i, text.data() + i + 2, octet, 16);
        if (failed != std::errc{} || end != text.data() + i + 2) return std::nullopt;
        octets += static_cast<char>(octet);
    }
    return std::optional(SqlValue(std::move(octets)));
}

} // namespace

std::string write_cursor(const Call& call, const scim::Query& query, std::string_view endpoint, const Place& place) {
    std::string text = place.after ? std::to_string(place.after->seq) + "." + write_key(place.after->key)
                                   : std::to_string(place.skip) + ".s";
    text += "." + std::to_string(call.now.time_since_epoch().count()) + ".";
    return text + seal(call, query, endpoint, text);
}

scim::Outcome<Place> read_cursor(const Call& call, const scim::Query& query, std::string_view endpoint) {
    const scim::Refusal invalid{scim::ScimType::invalid_cursor, 400, "the cursor is not of this query"};
    const std::string& cursor = *query.cursor;
    if (cursor.empty()) return Place{};
    const std::size_t end = cursor.rfind('.');
    if (cursor.size() > longest || end == std::string::npos) return invalid;
    const std::string_view text = std::string_view(cursor).substr(0, end + 1);
    const std::vector<std::string_view> parts = split(text, '.');
    if (parts.size() != 4 || !crypto::same_secret(seal(call, query, endpoint, text), cursor.substr(end + 1))) return invalid;
    const std::optional<std::int64_t> number = read_digits(parts[0]);
    const std::optional<std::int64_t> written = read_digits(parts[2]);
    if (!number || !written) return invalid;
    if (call.now - Instant{Millis{*written}} > call.behaviour.list.cursor_lifetime) {
        return scim::Refusal{scim::ScimType::expired_cursor, 400, "the cursor is too old; begin anew"};
    }
    if (parts[1] == "s") return Place{{}, *number};
    std::optional<std::optional<SqlValue>> key = read_key(parts[1]);
    if (!key) return invalid;
    return Place{Position{std::move(*key), *number}, 0};
}

} // namespace idpsim::scim_server
