#pragma once
/// From a URL's origin to an open connection. Private to src/net.
#include "src/core/result.hpp"
#include "src/core/url.hpp"
#include "src/net/network.hpp"
#include "src/net/transport.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace idpsim::net {

/// Resolves, connects to each address in turn and, for https, shakes hands. The whole takes no longer than
/// `options.connect_limit`, and never goes past `deadline`; the returned transport carries `deadline`.
/// Faults: unreachable (no such host, refused, connect_limit, no public address where nothing else is allowed), tls, peer_timeout (`deadline`).
boost::asio::awaitable<Result<std::unique_ptr<Transport>>> dial(Url peer, ConnectOptions options, SteadyTime deadline);

} // namespace idpsim::net
