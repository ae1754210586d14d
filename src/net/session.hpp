#pragma once
/// One connection of a Server, from its first octet to its last. Private to src/net.
#include "src/net/handler.hpp"
#include "src/net/server.hpp"
#include "src/net/tls.hpp"
#include "src/net/transport.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <set>
#include <string>

namespace idpsim::net {

/// What the sessions of one server share.
struct ServerShared {
    ServerOptions options;
    TlsContext tls;
    std::string origin;       ///< where it listens
    std::string url_origin;   ///< that requests' URLs are made from
    Handler handler;
    bool stopping = false;
    std::size_t sessions = 0;
    std::set<Transport*> idle; ///< connections that wait for their next request: stop() may close them
};

/// Serves until the peer closes, breaks a rule or is too slow, or the server stops.
boost::asio::awaitable<void> serve_connection(std::shared_ptr<ServerShared> shared,
                                              boost::asio::ip::tcp::socket socket);

} // namespace idpsim::net
