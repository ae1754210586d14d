#pragma once
/// HTTP/1.1 load over keep-alive connections, one request at a time on each, all on one thread: as little work around a
/// request as there can be, so that what is measured is the server. bench/scim/run measures it by a server that does nothing.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace idpsim::bench {

/// One request as it goes over the wire, and which one it is.
struct Asked {
    std::string octets;
    std::size_t number = 0;
};

struct Load {
    /// The next request; false when there are no more.
    std::function<bool(Asked&)> next;
    /// Whether the answer is what was asked for.
    std::function<bool(const Asked&, int status, std::string_view body)> is_right;
};

struct Tally {
    std::int64_t answers = 0, wrong = 0;
    double seconds = 0;
    std::string first_wrong;   ///< status and body
    double rate() const { return seconds > 0 ? static_cast<double>(answers - wrong) / seconds : 0; }
};

/// Until the time is over or there is nothing more to ask. Throws std::runtime_error when a connection breaks.
Tally run_load(const boost::asio::ip::tcp::endpoint& server, int connections, std::chrono::milliseconds limit, const Load& load);

} // namespace idpsim::bench
