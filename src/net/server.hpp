#pragma once
/// A Handler on a real socket: HTTP/1.1, keep-alive, limits on header, body and time; plain or TLS.
#include "src/core/result.hpp"
#include "src/net/handler.hpp"
#include "src/net/reading.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace idpsim::net {

struct ServerOptions {
    std::string address = "127.0.0.1"; ///< loopback unless told otherwise
    std::uint16_t port = 0;            ///< 0: any free port
    std::size_t max_header = 64u << 10;
    std::size_t max_body = 8u << 20;
    std::chrono::milliseconds idle_limit{30'000}; ///< between requests, and for reading one whole request
    struct Tls {
        std::string certificate_pem, key_pem;
    };
    std::optional<Tls> tls = {};
    std::string origin = {};            ///< that requests' URLs are made from; empty: where it listens
    std::size_t max_connections = 1024; ///< at once; further ones are closed at once
    /// Is told what a handler threw ("GET /sso: what()", the peer only sees a 500); standard error when empty.
    std::function<void(std::string_view)> log = {};
    /// What a peer is told whose request was not read to its end (400, 408, 413, 417, 431, 501), by the status and the
    /// request target, "" when that was not read either; a line of text when empty.
    std::function<HttpResponse(int status, std::string_view target)> refusal = {};
    Reading reading = {};
};

/// Everything happens on the executor's thread, which is the one that may call its members; it must be gone before
/// its io_context is.
class Server {
public:
    /// Binds and listens; Fault::io with address and port when it cannot ("port in use"), malformed for an address
    /// that is neither an IP address nor "localhost" and for an unusable certificate or key.
    static Result<Server> listen(boost::asio::any_io_executor executor, ServerOptions options);
    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    ~Server();

    std::uint16_t port() const;
    std::string origin() const; ///< "http://127.0.0.1:8080"; the loopback address when it listens on all of them
    /// Accepts until stop(); each request's url is absolute, made from origin() and the request target.
    void start(Handler handler);
    /// Closes the listener and idle connections; a request that is being answered is answered, then its connection
    /// ends.
    void stop();

private:
    struct State;
    explicit Server(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

/// "127.0.0.1:8080", "[::1]:0", "localhost:8080" or ":8080" (loopback) -> address and port. Malformed otherwise.
Result<ServerOptions> parse_listen(std::string_view text);

} // namespace idpsim::net
