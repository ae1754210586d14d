#pragma once
/// A Handler on a real socket: HTTP/1.1, keep-alive, limits on header, body and time; plain or TLS.
#include "src/core/result.hpp"
#include "src/net/handler.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace idpsim::net {

struct ServerOptions {
    std::string address = "127.0.0.1";   ///< loopback unless told otherwise
    std::uint16_t port = 0;              ///< 0: any free port
    std::size_t max_header = 64u << 10;
    std::size_t max_body = 8u << 20;
    std::chrono::milliseconds idle_limit{30'000};     ///< between requests, and for reading one whole request
    struct Tls { std::string certificate_pem, key_pem; };
    std::optional<Tls> tls;
};

class Server {
public:
    /// Binds and listens; Fault::io with address and port when it cannot ("port in use").
    static Result<Server> listen(boost::asio::any_io_executor executor, ServerOptions options);
    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    ~Server();

    std::uint16_t port() const;
    std::string origin() const;   ///< "http://127.0.0.1:8080"
    /// Accepts until stop(); each request's url is absolute, made from origin() and the request target.
    void start(Handler handler);
    /// Closes the listener and idle connections.
    void stop();

private:
    struct State;
    explicit Server(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

/// "127.0.0.1:8080", "[::1]:0" or ":8080" -> address and port. Malformed otherwise.
Result<ServerOptions> parse_listen(std::string_view text);

} // namespace idpsim::net
