#pragma once
/// One TCP connection, plain or TLS, on which everything happens before a deadline. Private to src/net: includes Asio.
#include "src/net/http1.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

namespace idpsim::net {

using SteadyTime = std::chrono::steady_clock::time_point;
using boost::beast::error_code;

/// Octets read ahead of the parser: a header and some body, never a whole message.
constexpr std::size_t max_buffered = 512u << 10;

/// Operations are awaited one at a time, or one that reads and one that writes; `timed_out` is their error once the deadline has passed.
/// Unlike beast::tcp_stream a deadline only cancels: the socket stays open, so a server can still say 408.
class Transport {
public:
    using Tcp = boost::asio::ip::tcp;

    explicit Transport(Tcp::socket socket);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    /// Holds for all operations until it is set anew: a peer that drips octets does not move it.
    void expires_at(SteadyTime deadline);
    /// Also lets go of the timer, so an idle connection keeps no io_context running.
    void expires_never();
    /// No deadline until the next one is set; the timer is left to run, which costs nothing.
    void pause_deadline();

    boost::asio::awaitable<error_code> connect(Tcp::endpoint peer);
    /// From here on octets travel inside TLS. `host` is sent as SNI and must be named by the certificate.
    boost::asio::awaitable<error_code> handshake_as_client(std::shared_ptr<boost::asio::ssl::context> context,
                                                           std::string host);
    boost::asio::awaitable<error_code> handshake_as_server(std::shared_ptr<boost::asio::ssl::context> context);
    /// After a failed handshake_as_client: why the certificate was not believed, or "" when that was not the reason.
    std::string certificate_problem();

    /// Waits until the peer says something, and buffers it.
    boost::asio::awaitable<error_code> read_some(boost::beast::flat_buffer& buffer);
    boost::asio::awaitable<error_code> read_header(boost::beast::flat_buffer& buffer, RequestParser& parser);
    boost::asio::awaitable<error_code> read_header(boost::beast::flat_buffer& buffer, ResponseParser& parser);
    boost::asio::awaitable<error_code> read_rest(boost::beast::flat_buffer& buffer, RequestParser& parser);
    boost::asio::awaitable<error_code> read_rest(boost::beast::flat_buffer& buffer, ResponseParser& parser);
    /// Both texts must outlive the call.
    boost::asio::awaitable<error_code> write(std::string_view head, std::string_view body = {});

    /// True when an idle peer has closed the connection or said something nobody asked for.
    bool is_stale();
    /// Says goodbye (close_notify, FIN) and reads on until the peer closes or the deadline passes: closing with unread
    /// octets would reset the connection, and the peer would lose our last answer.
    boost::asio::awaitable<void> linger();
    /// Ends our side of the connection and leaves the peer's open.
    boost::asio::awaitable<void> finish_sending();
    /// So little is taken in that a peer who writes much has to wait for us.
    void keep_receive_buffer(int octets);
    void close();
    boost::asio::any_io_executor executor() { return socket_.get_executor(); }

private:
    /// Deadlines are mostly moved further away, request by request. The timer is set once and finds out when it fires that
    /// there is time left: then it is set anew, for the deadline of that moment.
    struct Watch {
        Transport* transport; ///< null once that is gone
        SteadyTime deadline = SteadyTime::max();
        SteadyTime armed = SteadyTime::max(); ///< when the timer fires; max: it does not run
        bool expired = false;
        std::uint64_t setting = 0; ///< a timer handler of an earlier setting may already be queued
    };
    void arm(SteadyTime at);
    static void fire(const std::shared_ptr<Watch>& watch);
    boost::asio::awaitable<error_code> handshake(boost::asio::ssl::stream_base::handshake_type role);
    template <class Operation> boost::asio::awaitable<error_code> perform(Operation operation);
    template <class Parser>
    boost::asio::awaitable<error_code> read(boost::beast::flat_buffer& buffer, Parser& parser, bool whole);
    error_code judged(error_code ec) const;

    Tcp::socket socket_;
    boost::asio::steady_timer timer_;
    std::shared_ptr<Watch> watch_;
    std::shared_ptr<boost::asio::ssl::context> context_;
    std::optional<boost::asio::ssl::stream<Tcp::socket&>> tls_;
};

/// "connection refused": the system's words, as a part of a sentence.
std::string reason_of(const error_code& ec);

} // namespace idpsim::net
