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

#include <algorithm>
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

/// Goes through what is buffered already, up to the end of the header, or of the message; need_more when that is not there.
template <class Parser> error_code parse_buffered(boost::beast::flat_buffer& buffer, Parser& parser, bool whole) {
    error_code ec;
    parser.eager(whole);
    while (!ec && !(whole ? parser.is_done() : parser.is_header_done())) {
        if (buffer.size() == 0) return http::error::need_more;
        buffer.consume(parser.put(buffer.data(), ec));
    }
    return ec;
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

/// TLS's goodbye for our direction (RFC 8446 section 6.1) as octets for the socket: the stream's own would wait for the peer's, and
/// take what it still sends.
std::string close_notify(SSL* ssl) {
    BIO* const own = SSL_get_wbio(ssl);
    BIO* const taken = BIO_new(BIO_s_mem());
    if (taken == nullptr || BIO_up_ref(own) != 1) {
        BIO_free(taken);
        return {};
    }
    SSL_set0_wbio(ssl, taken);
    SSL_shutdown(ssl);
    char* octets = nullptr;
    const auto size = BIO_get_mem_data(taken, &octets);
    std::string out(octets, static_cast<std::size_t>(std::max<decltype(size)>(size, 0)));
    SSL_set0_wbio(ssl, own);
    return out;
}

} // namespace

Transport::Transport(Tcp::socket socket)
    : socket_(std::move(socket)), timer_(socket_.get_executor()), watch_(std::make_shared<Watch>(Watch{this})) {}

Transport::~Transport() { watch_->transport = nullptr; }

void Transport::expires_at(SteadyTime deadline) {
    watch_->expired = false;
    watch_->deadline = deadline;
    if (deadline < watch_->armed) arm(deadline);
}

void Transport::arm(SteadyTime at) {
    const std::uint64_t setting = ++watch_->setting;
    watch_->armed = at;
    timer_.expires_at(at);
    timer_.async_wait([watch = watch_, setting](const error_code& ec) {
        if (!ec && watch->setting == setting) fire(watch);
    });
}

void Transport::fire(const std::shared_ptr<Watch>& watch) {
    Transport* const transport = watch->transport;
    if (transport == nullptr) return;
    watch->armed = SteadyTime::max();
    if (watch->deadline > std::chrono::steady_clock::now()) {
        if (watch->deadline != SteadyTime::max()) transport->arm(watch->deadline);
        return;
    }
    watch->expired = true;
    error_code ignored;
    transport->socket_.cancel(ignored);
}

void Transport::expires_never() {
    pause_deadline();
    ++watch_->setting;
    watch_->armed = SteadyTime::max();
    timer_.cancel();
}

void Transport::pause_deadline() {
    watch_->expired = false;
    watch_->deadline = SteadyTime::max();
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

/// Mostly the message has come in one piece; Beast's own operations, which take a turn through the loop each, are for the
/// other times.
template <class Parser>
asio::awaitable<error_code> Transport::read(boost::beast::flat_buffer& buffer, Parser& parser, bool whole) {
    error_code ec = parse_buffered(buffer, parser, whole);
    if (ec != http::error::need_more) co_return ec;
    auto operation = [from = &buffer, to = &parser, whole](auto& stream) {
        return whole ? read_rest_from(stream, *from, *to) : read_header_from(stream, *from, *to);
    };
    ec = co_await perform(operation);
    co_return ec;
}

asio::awaitable<error_code> Transport::read_header(boost::beast::flat_buffer& buffer, RequestParser& parser) {
    return read(buffer, parser, false);
}

asio::awaitable<error_code> Transport::read_header(boost::beast::flat_buffer& buffer, ResponseParser& parser) {
    return read(buffer, parser, false);
}

asio::awaitable<error_code> Transport::read_rest(boost::beast::flat_buffer& buffer, RequestParser& parser) {
    return read(buffer, parser, true);
}

asio::awaitable<error_code> Transport::read_rest(boost::beast::flat_buffer& buffer, ResponseParser& parser) {
    return read(buffer, parser, true);
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

asio::awaitable<void> Transport::finish_sending() {
    error_code ignored;
    if (!tls_) {
        socket_.shutdown(Tcp::socket::shutdown_send, ignored);
        co_return;
    }
    const std::string goodbye = close_notify(tls_->native_handle());
    co_await asio::async_write(socket_, asio::buffer(goodbye), as_result);
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
