#pragma once
/// Real connections, kept open per origin. Private to src/net.
#include "src/core/url.hpp"
#include "src/net/network.hpp"
#include "src/net/transport.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/execution_context.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace idpsim::net {

class KeptOpen;

/// May outlive the loops that it is used on: what is kept open for one ends with it.
class ConnectionPool {
public:
    explicit ConnectionPool(ConnectOptions options) : options_(std::move(options)) {}
    ~ConnectionPool();
    ConnectionPool(const ConnectionPool&) = delete;
    ConnectionPool& operator=(const ConnectionPool&) = delete;

    /// One exchange over a kept or a fresh connection, as Network::send promises. When a kept connection turns out to
    /// have been closed before an octet of the answer came, the request goes out once more over a fresh one, as
    /// browsers do; with an idempotent method (RFC 9110 section 9.2.2) also when the answer broke off.
    boost::asio::awaitable<Result<HttpResponse>> exchange(Url peer, HttpRequest request, Millis limit);

    std::size_t max_body() const { return options_.max_body; }

private:
    friend class KeptOpen;
    struct Connection {
        explicit Connection(std::unique_ptr<Transport> opened) : transport(std::move(opened)) {}
        std::unique_ptr<Transport> transport;
        boost::beast::flat_buffer buffer{max_buffered};
        SteadyTime idle_since{};
    };
    using ConnectionPtr = std::unique_ptr<Connection>;

    struct Outcome {
        Result<HttpResponse> response;
        bool answer_began = false;
        bool keep = false;
    };

    ConnectionPtr take_idle(const std::string& origin, SteadyTime deadline);
    void put_back(const std::string& origin, ConnectionPtr connection, boost::asio::execution_context& loop);
    boost::asio::awaitable<Outcome> talk(Connection& connection, const std::string& origin, const std::string& head,
                                         const HttpRequest& request);

    ConnectOptions options_;
    std::map<std::string, std::vector<ConnectionPtr>> idle_;
    KeptOpen* loop_ = nullptr;   ///< of the loop that `idle_` belongs to
};

} // namespace idpsim::net
