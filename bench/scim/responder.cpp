#include "bench/scim/responder.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace idpsim::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

std::string answer(int status) {
    // What each of the measured requests looks for in its answer.
    const std::string body = R"({"id":"2819c223-7f76-453a-919d-413861904646","active":true,"totalResults":1,"padding":")" + std::string(500, 'x') + "\"}";
    return fmt::format("HTTP/1.1 {} OK\r\nContent-Type: application/scim+json\r\nContent-Length: {}\r\n\r\n{}", status, body.size(), body);
}

/// The octets of the first request in `text`, 0 when it is not whole yet.
std::size_t request_size(std::string_view text) {
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string_view::npos) return 0;
    std::size_t body = 0;
    constexpr std::string_view name = "\r\nContent-Length: ";
    if (const std::size_t at = text.substr(0, end).find(name); at != std::string_view::npos)
        std::from_chars(text.data() + at + name.size(), text.data() + end, body);
    const std::size_t size = end + 4 + body;
    return text.size() >= size ? size : 0;
}

class Session : public std::enable_shared_from_this<Session> {
public:
    explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}
    void read() {
        socket_.async_read_some(asio::buffer(octets_), [self = shared_from_this()](boost::system::error_code ec, std::size_t count) {
            if (ec) return;
            self->text_.append(self->octets_.data(), count);
            const std::size_t size = request_size(self->text_);
            if (size == 0) return self->read();
            const bool creates = self->text_.starts_with("POST");
            self->text_.erase(0, size);
            self->write(creates);
        });
    }

private:
    void write(bool creates) {
        static const std::string created = answer(201), found = answer(200);
        asio::async_write(socket_, asio::buffer(creates ? created : found), [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
            if (!ec) self->read();
        });
    }
    tcp::socket socket_;
    std::array<char, 16u << 10> octets_;
    std::string text_;
};

void accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([&acceptor](boost::system::error_code ec, tcp::socket socket) {
        if (!ec) {
            socket.set_option(tcp::no_delay(true));
            std::make_shared<Session>(std::move(socket))->read();
        }
        accept(acceptor);
    });
}

} // namespace

int respond() {
    asio::io_context loop(1);
    tcp::acceptor acceptor(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    fmt::print("{{\"scim\":\"http://127.0.0.1:{}/scim\",\"token\":\"none\"}}\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    accept(acceptor);
    loop.run();
    return 0;
}

} // namespace idpsim::bench
