#include "src/net/transport.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <cctype>

namespace idpsim::net {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t read_size = 16u << 10;

template <class Stream> asio::awaitable<error_code> read_some_from(Stream& stream, boost::beast::flat_buffer& buffer) {
    const auto space = buffer.prepare(read_size);
    const auto [ec, octets] = co_await stream.async_read_some(space, as_result);
    buffer.commit(octets);
    co_return ec;
}

template <class Stream, class Parser>
asio::awaitable<error_code> read_header_from(Stream& stream, boost::beast::flat_buffer& buffer, Parser& parser) {
    const auto [ec, octets] = co_await http::async_read_header(stream, buffer, parser, as_result);
    co_return ec;
}

template <class Stream, class Parser>
asio::awaitable<error_code> read_rest_from(Stream& stream, boost::beast::flat_buffer& buffer, Parser& parser) {
    const auto [ec, octets] = co_await http::async_read(stream, buffer, parser, as_result);
    co_return ec;
}

template <class Stream> asio::awaitable<error_code> write_to(Stream& stream, std::array<asio::const_buffer, 2> octets) {
    const auto [ec, written] = co_await asio::async_write(stream, octets, as_result);
    co_return ec;
}

/// Certificates name hosts or addresses, in different fields; SNI carries host names only (RFC 6066 section 3).
bool expect_host(SSL* ssl, const std::string& host) {
    X509_VERIFY_PARAM* const rules = SSL_get0_param(ssl);
    error_code not_an_address;
    asio::ip::make_address(host, not_an_address);
    if (!not_an_address) return X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1;
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size()) == 1 &&
           SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
}

} // namespace

Transport::Transport(Tcp::socket socket)
    : socket_(std::move(socket)), timer_(socket_.get_executor()), watch_(std::make_shared<Watch>(Watch{&socket_})) {}

Transport::~Transport() { watch_->socket = nullptr; }

void Transport::expires_at(SteadyTime deadline) {
    watch_->expired = false;
    const std::uint64_t setting = ++watch_->setting;
    timer_.expires_at(deadline);
    timer_.async_wait([watch = watch_, setting](const error_code& ec) {
        if (ec || watch->socket == nullptr || watch->setting != setting) return;
        watch->expired = true;
        error_code ignored;
        watch->socket->cancel(ignored);
    });
}

void Transport::expires_never() {
    ++watch_->setting;
    watch_->expired = false;
    timer_.cancel();
}

error_code Transport::judged(error_code ec) const {
    return ec && watch_->expired ? error_code(asio::error::timed_out) : ec;
}

asio::awaitable<error_code> Transport::connect(Tcp::endpoint peer) {
    if (watch_->expired) co_return asio::error::timed_out;
    error_code ec;
    if (socket_.is_open()) socket_.close(ec);
    const auto [failed] = co_await socket_.async_connect(peer, as_result);
    if (failed) co_return judged(failed);
    // A request is one or two writes, and the answer is waited for: Nagle's algorithm would only add delay.
    socket_.set_option(Tcp::no_delay(true), ec);
    co_return error_code();
}

asio::awaitable<error_code> Transport::handshake(asio::ssl::stream_base::handshake_type role) {
    if (watch_->expired) co_return asio::error::timed_out;
    const auto [ec] = co_await tls_->async_handshake(role, as_result);
    co_return judged(ec);
}

asio::awaitable<error_code> Transport::handshake_as_client(std::shared_ptr<asio::ssl::context> context,
                                                           std::string host) {
    context_ = std::move(context);
    tls_.emplace(socket_, *context_);
    if (!expect_host(tls_->native_handle(), host)) co_return asio::error::invalid_argument;
    const error_code ec = co_await handshake(asio::ssl::stream_base::client);
    co_return ec;
}

asio::awaitable<error_code> Transport::handshake_as_server(std::shared_ptr<asio::ssl::context> context) {
    context_ = std::move(context);
    tls_.emplace(socket_, *context_);
    const error_code ec = co_await handshake(asio::ssl::stream_base::server);
    co_return ec;
}

std::string Transport::certificate_problem() {
    if (!tls_) return {};
    const long verdict = SSL_get_verify_result(tls_->native_handle());
    return verdict == X509_V_OK ? std::string() : std::string(X509_verify_cert_error_string(verdict));
}

template <class Operation> asio::awaitable<error_code> Transport::perform(Operation operation) {
    if (watch_->expired) co_return asio::error::timed_out;
    error_code ec;
    if (tls_)
        ec = co_await operation(*tls_);
    else
        ec = co_await operation(socket_);
    co_return judged(ec);
}

asio::awaitable<error_code> Transport::read_some(boost::beast::flat_buffer& buffer) {
    auto operation = [into = &buffer](auto& stream) { return read_some_from(stream, *into); };
    return perform(operation);
}

asio::awaitable<error_code> Transport::read_header(boost::beast::flat_buffer& buffer, RequestParser& parser) {
    auto operation = [from = &buffer, to = &parser](auto& stream) { return read_header_from(stream, *from, *to); };
    return perform(operation);
}

asio::awaitable<error_code> Transport::read_header(boost::beast::flat_buffer& buffer, ResponseParser& parser) {
    auto operation = [from = &buffer, to = &parser](auto& stream) { return read_header_from(stream, *from, *to); };
    return perform(operation);
}

asio::awaitable<error_code> Transport::read_rest(boost::beast::flat_buffer& buffer, RequestParser& parser) {
    auto operation = [from = &buffer, to = &parser](auto& stream) { return read_rest_from(stream, *from, *to); };
    return perform(operation);
}

asio::awaitable<error_code> Transport::read_rest(boost::beast::flat_buffer& buffer, ResponseParser& parser) {
    auto operation = [from = &buffer, to = &parser](auto& stream) { return read_rest_from(stream, *from, *to); };
    return perform(operation);
}

asio::awaitable<error_code> Transport::write(std::string_view head, std::string_view body) {
    const std::array<asio::const_buffer, 2> octets{asio::buffer(head), asio::buffer(body)};
    auto operation = [octets](auto& stream) { return write_to(stream, octets); };
    return perform(operation);
}

bool Transport::is_stale() {
    error_code ec;
    if (!socket_.is_open()) return true;
    socket_.non_blocking(true, ec);
    char octet = 0;
    socket_.receive(asio::buffer(&octet, 1), Tcp::socket::message_peek, ec);
    return ec != asio::error::would_block;
}

asio::awaitable<void> Transport::linger() {
    error_code ec;
    if (tls_ && !watch_->expired) co_await tls_->async_shutdown(as_result);
    socket_.shutdown(Tcp::socket::shutdown_send, ec);
    std::array<char, read_size> unread;
    while (!ec && !watch_->expired) {
        const auto [failed, octets] = co_await socket_.async_read_some(asio::buffer(unread), as_result);
        ec = failed;
    }
}

void Transport::finish_sending() {
    error_code ignored;
    if (!tls_) socket_.shutdown(Tcp::socket::shutdown_send, ignored);
}

void Transport::keep_receive_buffer(int octets) {
    error_code ignored;
    socket_.set_option(asio::socket_base::receive_buffer_size(octets), ignored);
}

void Transport::close() {
    error_code ignored;
    socket_.close(ignored);
}

std::string reason_of(const error_code& ec) {
    std::string reason = ec.message();
    const bool acronym = reason.size() > 1 && std::isupper(static_cast<unsigned char>(reason[1])) != 0;
    if (!reason.empty() && !acronym) reason[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(reason[0])));
    return reason;
}

} // namespace idpsim::net
