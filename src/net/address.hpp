#pragma once
/// Private to src/net: includes Asio.
#include <boost/asio/ip/address.hpp>

namespace idpsim::net {

/// As is_public_host() says of addresses.
bool is_public_address(const boost::asio::ip::address& address);

} // namespace idpsim::net
