#include "src/net/site.hpp"

#include "src/core/text.hpp"

#include <boost/asio/ip/address.hpp>

namespace idpsim::net {
namespace {

bool is_registry_label(std::string_view label) {
    for (const std::string_view usual : {"co", "com", "org", "net", "ac", "gov", "edu", "ne", "or", "go"})
        if (label == usual) return true;
    return false;
}

bool is_local_name(std::string_view host) { return host == "localhost" || host.ends_with(".localhost"); }

} // namespace

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

bool is_secure_context(const Url& url) {
    if (url.scheme == "https") return true;
    boost::system::error_code ec;
    const auto address = boost::asio::ip::make_address(url.host, ec);
    return ec ? is_local_name(to_lower(url.host)) : address.is_loopback();
}

} // namespace idpsim::net
