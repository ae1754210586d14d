#include "src/net/tidy_url.hpp"

#include "src/core/octet_set.hpp"

namespace idpsim::net {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// What may stand anywhere in a URL.
constexpr OctetSet legal("!#$&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
/// What needs a look: everything else, and what is legal in places.
constexpr OctetSet special = legal.others();

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
    return special.rewrite(url, [=](std::string& out, std::size_t at) {
        const char c = url[at];
        const bool escape = c == '%' && url.size() - at > 2 && is_hex(url[at + 1]) && is_hex(url[at + 2]);
        const bool address = (c == '[' || c == ']') && at < authority;
        if (escape || address) {
            out += c;
        } else {
            const auto octet = static_cast<unsigned char>(c);
            out += '%';
            out += digits[octet >> 4];
            out += digits[octet & 15];
        }
        return at + 1;
    });
}

} // namespace idpsim::net
