#include "src/core/pattern.hpp"

#include <charconv>
#include <optional>

namespace idpsim {
namespace {

constexpr std::string_view upper_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view lower_letters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view decimal = "0123456789";

std::string alphabet(std::string_view kind) {
    std::string alnum = std::string(upper_letters) + std::string(lower_letters) + std::string(decimal);
    if (kind == "hex") return "0123456789abcdef";
    if (kind == "HEX") return "0123456789ABCDEF";
    if (kind == "digits") return std::string(decimal);
    if (kind == "alnum") return alnum;
    if (kind == "upper") return std::string(upper_letters) + std::string(decimal);
    if (kind == "base64url") return alnum + "-_";
    if (kind == "pf") return alnum + "_.-";
    return {};
}

/// What a drawing placeholder gives, or nothing when `name` is none.
std::optional<std::string> draw(std::string_view name, Random& random, Instant now) {
    if (name == "uuid") return random.uuid();
    if (name == "letter") return random.pick(std::string(upper_letters) + std::string(lower_letters), 1);
    if (name == "LETTER") return random.pick(upper_letters, 1);
    if (name == "epoch_ms") return std::to_string(now.time_since_epoch().count());
    const auto colon = name.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string letters = alphabet(name.substr(0, colon));
    const std::string_view digits = name.substr(colon + 1);
    unsigned count = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (letters.empty() || failed != std::errc{} || end != digits.data() + digits.size() || count > 256) return std::nullopt;
    return random.pick(letters, count);
}

template <class Unknown>
Result<std::string> expand_with(std::string_view pattern, const Values& values, Unknown unknown) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        const bool doubled = i + 1 < pattern.size() && pattern[i + 1] == c;
        if ((c == '{' || c == '}') && doubled) {
            out += c;
            ++i;
        } else if (c != '{') {
            out += c;
        } else {
            const auto end = pattern.find('}', i);
            if (end == std::string_view::npos) return Error{Fault::malformed, std::string(pattern), "a { is not closed"};
            const std::string_view name = pattern.substr(i + 1, end - i - 1);
            if (const auto found = values.find(name); found != values.end()) {
                out += found->second;
            } else if (const auto drawn = unknown(name)) {
                out += *drawn;
            } else {
                return Error{Fault::malformed, std::string(pattern), "unknown placeholder {" + std::string(name) + "}"};
            }
            i = end;
        }
    }
    return out;
}

} // namespace

Result<std::string> expand(std::string_view pattern, const Values& values, Random& random, Instant now) {
    return expand_with(pattern, values, [&](std::string_view name) { return draw(name, random, now); });
}

Result<std::string> expand(std::string_view pattern, const Values& values) {
    return expand_with(pattern, values, [](std::string_view) { return std::optional<std::string>(); });
}

} // namespace idpsim
