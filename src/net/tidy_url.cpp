#include "src/net/tidy_url.hpp"

namespace idpsim::net {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_legal(char c) {
    constexpr std::string_view never = "\"<>\\^`{|}";
    return c > ' ' && c < '\x7f' && never.find(c) == std::string_view::npos;
}

/// Where the path, query or fragment begins; brackets before it belong to an IPv6 address.
std::size_t end_of_authority(std::string_view url) {
    const auto slashes = url.find("//");
    const bool has_authority = slashes == 0 || (slashes != std::string_view::npos && slashes > 0 &&
                                                url[slashes - 1] == ':' && url.find_first_of("/?#") == slashes);
    if (!has_authority) return 0;
    const auto end = url.find_first_of("/?#", slashes + 2);
    return end == std::string_view::npos ? url.size() : end;
}

} // namespace

std::string tidy_url(std::string_view url) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const std::size_t authority = end_of_authority(url);
    std::string out;
    out.reserve(url.size());
    for (std::size_t i = 0; i < url.size(); ++i) {
        const char c = url[i];
        const bool stray_percent = c == '%' && (url.size() - i < 3 || !is_hex(url[i + 1]) || !is_hex(url[i + 2]));
        const bool stray_bracket = (c == '[' || c == ']') && i >= authority;
        if (is_legal(c) && !stray_percent && !stray_bracket) {
            out += c;
        } else {
            const auto octet = static_cast<unsigned char>(c);
            out += '%';
            out += digits[octet >> 4];
            out += digits[octet & 15];
        }
    }
    return out;
}

} // namespace idpsim::net
