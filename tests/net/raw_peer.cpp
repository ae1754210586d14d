#include "tests/net/raw_peer.hpp"

#include "src/core/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <charconv>

namespace idpsim::test {
namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

Tcp::endpoint loopback(bool v6, std::uint16_t port) {
    if (v6) return Tcp::endpoint(asio::ip::address_v6::loopback(), port);
    return Tcp::endpoint(asio::ip::address_v4::loopback(), port);
}

std::size_t body_size(const std::string& head) {
    const std::string lower = to_lower(head);
    const auto found = lower.find("content-length: ");
    std::size_t size = 0;
    if (found != std::string::npos) std::from_chars(lower.data() + found + 16, lower.data() + lower.size(), size);
    return size;
}

/// One request, or "" when the peer is gone.
asio::awaitable<std::string> read_request(Tcp::socket& socket, std::string& buffer) {
    const auto [ec, head] =
        co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n", as_result);
    if (ec) co_return std::string();
    const std::size_t whole = head + body_size(buffer.substr(0, head));
    if (buffer.size() < whole) {
        const auto [failed, more] = co_await asio::async_read(socket, asio::dynamic_buffer(buffer),
                                                              asio::transfer_exactly(whole - buffer.size()), as_result);
        if (failed) co_return std::string();
    }
    std::string request = buffer.substr(0, whole);
    buffer.erase(0, whole);
    co_return request;
}

asio::awaitable<void> drip(Tcp::socket& socket) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        const auto [ec, written] = co_await asio::async_write(socket, asio::buffer("x", 1), as_result);
        if (ec) co_return;
        timer.expires_after(std::chrono::milliseconds(1));
        co_await timer.async_wait(as_result);
    }
}

} // namespace

struct RawServer::State {
    State(asio::io_context& io, const Tcp::endpoint& endpoint, std::vector<Conversation> planned)
        : acceptor(io, endpoint), conversations(std::move(planned)) {}
    Tcp::acceptor acceptor;
    std::vector<Conversation> conversations;
    std::size_t connections = 0;
    std::vector<std::string> requests;
};

RawServer::RawServer(asio::io_context& io, std::vector<Conversation> conversations, bool v6)
    : state_(std::make_shared<State>(io, loopback(v6, 0), std::move(conversations))) {
    asio::co_spawn(io, serve(state_), asio::detached);
}

RawServer::~RawServer() {
    boost::system::error_code ignored;
    state_->acceptor.close(ignored);
}

std::string RawServer::origin() const {
    const auto endpoint = state_->acceptor.local_endpoint();
    return (endpoint.address().is_v6() ? "http://[::1]:" : "http://127.0.0.1:") + std::to_string(endpoint.port());
}

std::size_t RawServer::connections() const { return state_->connections; }
const std::vector<std::string>& RawServer::requests() const { return state_->requests; }

asio::awaitable<void> RawServer::serve(std::shared_ptr<State> state) {
    for (;;) {
        auto [ec, socket] = co_await state->acceptor.async_accept(as_result);
        if (ec) co_return;
        const std::size_t index = state->connections++;
        if (index >= state->conversations.size()) continue;
        const auto executor = state->acceptor.get_executor();
        asio::co_spawn(executor, converse(state, std::move(socket), state->conversations[index]), asio::detached);
    }
}

asio::awaitable<void> RawServer::converse(std::shared_ptr<State> state, Tcp::socket socket, Conversation conversation) {
    std::string buffer;
    for (const std::string& answer : conversation.answers) {
        std::string request = co_await read_request(socket, buffer);
        if (request.empty()) co_return;
        state->requests.push_back(std::move(request));
        co_await asio::async_write(socket, asio::buffer(answer), as_result);
    }
    if (conversation.drips) co_await drip(socket);
    std::string ignored;
    if (conversation.then_silent)
        co_await asio::async_read(socket, asio::dynamic_buffer(ignored), asio::transfer_all(), as_result);
}

asio::awaitable<std::string> say(std::uint16_t port, std::string octets) {
    Tcp::socket socket(co_await asio::this_coro::executor);
    const auto [refused] = co_await socket.async_connect(loopback(false, port), as_result);
    if (refused) co_return "(" + refused.message() + ")";
    co_await asio::async_write(socket, asio::buffer(octets), as_result);
    std::string heard;
    co_await asio::async_read(socket, asio::dynamic_buffer(heard), asio::transfer_all(), as_result);
    co_return heard;
}

std::uint16_t deserted_port(asio::io_context& io) {
    Tcp::acceptor probe(io, loopback(false, 0));
    return probe.local_endpoint().port();
}

} // namespace idpsim::test
