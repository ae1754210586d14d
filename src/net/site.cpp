#include "src/net/site.hpp"

#include "src/core/text.hpp"

#include "src/net/address.hpp"

#include <algorithm>
#include <utility>

namespace idpsim::net {
namespace {

bool is_registry_label(std::string_view label) {
    for (const std::string_view usual : {"co", "com", "org", "net", "ac", "gov", "edu", "ne", "or", "go"})
        if (label == usual) return true;
    return false;
}

bool is_local_name(std::string_view host) { return host == "localhost" || host.ends_with(".localhost"); }

} // namespace

bool is_public_address(const boost::asio::ip::address& address) {
    if (address.is_v6()) {
        const auto v6 = address.to_v6();
        if (v6.is_v4_mapped()) return is_public_address(boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6));
        const auto octets = v6.to_bytes();
        const bool embeds = octets[0] == 0 && octets[1] == 0;   // ::, ::1, ::a.b.c.d
        const bool translates = octets[0] == 0 && octets[1] == 0x64 && octets[2] == 0xff && octets[3] == 0x9b;
        const bool unique_local = (octets[0] & 0xfe) == 0xfc;
        return !embeds && !translates && !unique_local && !v6.is_link_local() && !v6.is_site_local() && !v6.is_multicast();
    }
    constexpr std::pair<std::uint32_t, int> kept_back[] = {   // RFC 6890
        {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16}, {0xac100000, 12},
        {0xc0000000, 24}, {0xc0a80000, 16}, {0xc6120000, 15}, {0xe0000000, 4},  {0xf0000000, 4}};
    const std::uint32_t number = address.to_v4().to_uint();
    return std::ranges::none_of(kept_back, [&](const auto& block) {
        return (number >> (32 - block.second)) == (block.first >> (32 - block.second));
    });
}

bool is_ip_address(std::string_view host) {
    boost::system::error_code ec;
    boost::asio::ip::make_address(std::string(host), ec);
    return !ec;
}

bool is_public_suffix(std::string_view host) {
    const std::string name = to_lower(host);
    if (name == "localhost" || is_ip_address(name)) return false;
    const auto labels = split(name, '.');
    return labels.size() < 2 || (labels.size() == 2 && labels[1].size() == 2 && is_registry_label(labels[0]));
}

std::string registrable_domain(std::string_view host) {
    std::string name = to_lower(host);
    if (is_ip_address(name)) return name;
    // From the right, the first domain that is no public suffix.
    for (auto dot = name.rfind('.'); dot != std::string::npos && dot > 0; dot = name.rfind('.', dot - 1)) {
        if (!is_public_suffix(std::string_view(name).substr(dot + 1))) return name.substr(dot + 1);
    }
    return name;
}

bool is_same_site(const Url& a, const Url& b) {
    return a.scheme == b.scheme && registrable_domain(a.host) == registrable_domain(b.host);
}

bool is_public_host(std::string_view host) {
    std::string name = to_lower(host);
    if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
    if (name.ends_with('.')) name.pop_back();
    boost::system::error_code ec;
    const auto address = boost::asio::ip::make_address(name, ec);
    if (!ec) return is_public_address(address);
    const auto labels = split(name, '.');
    const std::string_view last = labels.back();
    const bool number = !last.empty() && last.front() >= '0' && last.front() <= '9';
    return labels.size() > 1 && !number && !is_local_name(name) && last != "local" && last != "internal";
}

bool is_secure_context(const Url& url) {
    if (url.scheme == "https") return true;
    boost::system::error_code ec;
    const auto address = boost::asio::ip::make_address(url.host, ec);
    return ec ? is_local_name(to_lower(url.host)) : address.is_loopback();
}

} // namespace idpsim::net
