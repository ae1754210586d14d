#include "src/net/server.hpp"

#include "src/core/text.hpp"
#include "src/net/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <charconv>

namespace idpsim::net {
namespace asio = boost::asio;
namespace {

using Tcp = asio::ip::tcp;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Out of file descriptors: connections end soon, and asking again at once would only burn time.
constexpr std::chrono::milliseconds accept_pause{50};

std::string in_brackets(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

Result<asio::ip::address> read_address(const std::string& text) {
    if (equal_nocase(text, "localhost")) return asio::ip::address(asio::ip::address_v4::loopback());
    error_code ec;
    auto address = asio::ip::make_address(text, ec);
    if (ec) return Error{Fault::malformed, "listen address \"" + text + "\"", "neither an IP address nor localhost"};
    return address;
}

/// Nobody can visit 0.0.0.0.
std::string visible_host(const ServerOptions& options, const asio::ip::address& address) {
    if (!address.is_unspecified()) return in_brackets(to_lower(options.address));
    return address.is_v6() ? "[::1]" : "127.0.0.1";
}

Error cannot_listen(const ServerOptions& options, const error_code& ec) {
    const std::string where = in_brackets(options.address) + ":" + std::to_string(options.port);
    return Error{Fault::io, where, ec == asio::error::address_in_use ? "port in use" : reason_of(ec)};
}

error_code open_listener(Tcp::acceptor& acceptor, const Tcp::endpoint& endpoint) {
    error_code ec;
    acceptor.open(endpoint.protocol(), ec);
    if (!ec) acceptor.set_option(Tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor.bind(endpoint, ec);
    if (!ec) acceptor.listen(asio::socket_base::max_listen_connections, ec);
    return ec;
}

Error bad_listen(std::string_view text, std::string why) {
    return Error{Fault::malformed, "listen address \"" + std::string(text.substr(0, 100)) + "\"", std::move(why)};
}

std::optional<std::uint16_t> read_port(std::string_view digits) {
    std::uint16_t port = 0;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits.empty() || ec != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return port;
}

} // namespace

struct Server::State {
    State(const asio::any_io_executor& executor, ServerOptions options)
        : acceptor(executor), shared(std::make_shared<ServerShared>()) {
        shared->options = std::move(options);
    }
    Tcp::acceptor acceptor;
    std::shared_ptr<ServerShared> shared;

    static asio::awaitable<void> accept_all(std::shared_ptr<State> state);
};

asio::awaitable<void> Server::State::accept_all(std::shared_ptr<State> state) {
    const std::shared_ptr<ServerShared> shared = state->shared;
    const auto executor = state->acceptor.get_executor();
    asio::steady_timer pause(executor);
    while (!shared->stopping) {
        auto [ec, socket] = co_await state->acceptor.async_accept(as_result);
        if (shared->stopping) co_return;
        if (ec) {
            pause.expires_after(accept_pause);
            co_await pause.async_wait(as_result);
            continue;
        }
        if (shared->sessions >= shared->options.max_connections) continue;
        error_code ignored;
        socket.set_option(Tcp::no_delay(true), ignored);
        // A session ends itself; what escapes it (out of memory) ends that connection only.
        asio::co_spawn(executor, serve_connection(shared, std::move(socket)), [](std::exception_ptr) {});
    }
}

Result<Server> Server::listen(asio::any_io_executor executor, ServerOptions options) {
    const auto address = read_address(options.address);
    if (!address) return address.error();
    auto state = std::make_shared<State>(executor, std::move(options));
    ServerShared& shared = *state->shared;
    if (shared.options.tls) {
        auto tls = server_tls(*shared.options.tls);
        if (!tls) return tls.error();
        shared.tls = *tls;
    }
    const error_code ec = open_listener(state->acceptor, Tcp::endpoint(*address, shared.options.port));
    if (ec) return cannot_listen(shared.options, ec);
    shared.options.port = state->acceptor.local_endpoint().port();
    shared.origin = (shared.tls ? "https://" : "http://") + visible_host(shared.options, *address);
    if (shared.options.port != (shared.tls ? 443 : 80)) shared.origin += ":" + std::to_string(shared.options.port);
    shared.url_origin = shared.options.origin.empty() ? shared.origin : shared.options.origin;
    return Server(std::move(state));
}

Server::Server(std::shared_ptr<State> state) : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&& other) noexcept {
    if (this != &other) {
        if (state_) stop();
        state_ = std::move(other.state_);
    }
    return *this;
}
Server::~Server() {
    if (state_) stop();
}

std::uint16_t Server::port() const { return state_->shared->options.port; }
std::string Server::origin() const { return state_->shared->origin; }

void Server::start(Handler handler) {
    state_->shared->handler = std::move(handler);
    asio::co_spawn(state_->acceptor.get_executor(), State::accept_all(state_), [](std::exception_ptr) {});
}

void Server::stop() {
    state_->shared->stopping = true;
    error_code ignored;
    state_->acceptor.close(ignored);
    for (Transport* const transport : state_->shared->idle) transport->close();
}

Result<ServerOptions> parse_listen(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return bad_listen(text, "expected ADDRESS:PORT");
    const auto port = read_port(text.substr(colon + 1));
    if (!port) return bad_listen(text, "the port must be a number from 0 to 65535");
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (bracketed != (host.find(':') != std::string_view::npos))
        return bad_listen(text, "an IPv6 address, and only that, stands in brackets");
    ServerOptions options;
    options.port = *port;
    if (host.empty()) return options;
    if (!read_address(std::string(host))) return bad_listen(text, "neither an IP address nor localhost");
    options.address = std::string(host);
    return options;
}

} // namespace idpsim::net
