#include "src/net/connection_pool.hpp"

#include "src/net/dial.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/http/error.hpp>

#include <set>

namespace idpsim::net {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace {

constexpr std::size_t max_answer_header = 256u << 10;
constexpr std::size_t max_idle_per_origin = 64;
/// Servers commonly close after 5 to 75 seconds; the peek before reuse catches the short ones.
constexpr std::chrono::seconds max_idle_time{30};

bool is_idempotent(std::string_view method) {
    for (const std::string_view safe : {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})
        if (method == safe) return true;
    return false;
}

bool is_cut_off(const error_code& ec) {
    return ec == http::error::end_of_stream || ec == http::error::partial_message || ec == asio::error::eof ||
           ec == asio::error::connection_reset || ec == asio::error::broken_pipe ||
           ec == asio::error::connection_aborted || ec == asio::ssl::error::stream_truncated;
}

/// A query that is there and empty stays: some SCIM clients end a target with a bare "?".
std::string target_of(const Url& url, std::string_view written) {
    const std::string_view without_fragment = written.substr(0, written.find('#'));
    return url.target() + (url.query.empty() && without_fragment.ends_with('?') ? "?" : "");
}

Error read_error(const std::string& origin, const error_code& ec, bool answer_began, std::size_t max_body) {
    if (ec == asio::error::timed_out)
        return Error{Fault::peer_timeout, origin,
                     answer_began ? "the answer was not complete within the limit" : "no answer within the limit"};
    if (ec == http::error::body_limit)
        return Error{Fault::too_large, origin, "the answer's body exceeds " + std::to_string(max_body) + " octets"};
    if (ec == http::error::header_limit || ec == http::error::buffer_overflow)
        return Error{Fault::too_large, origin,
                     "the answer's header exceeds " + std::to_string(max_answer_header) + " octets"};
    if (is_cut_off(ec))
        return Error{Fault::peer_closed, origin,
                     answer_began ? "the connection was closed in the middle of the answer"
                                  : "the connection was closed without an answer"};
    if (ec.category() == http::make_error_code(http::error::bad_version).category())
        return Error{Fault::malformed, origin, "the answer is not HTTP/1.1: " + reason_of(ec)};
    return Error{Fault::peer_closed, origin, reason_of(ec)};
}

/// 100 (Continue) and 103 (Early Hints) announce the answer; 101 would be the answer to an upgrade.
bool is_interim(int status) { return status >= 100 && status < 200 && status != 101; }

} // namespace

/// The pools that keep connections of one loop open: a socket must not outlive its loop, and a pool may.
class KeptOpen : public asio::execution_context::service {
public:
    inline static asio::execution_context::id id;
    explicit KeptOpen(asio::execution_context& loop) : service(loop) {}
    void add(ConnectionPool& pool) { pools_.insert(&pool); }
    void remove(ConnectionPool& pool) { pools_.erase(&pool); }

private:
    void shutdown() noexcept override {
        for (ConnectionPool* pool : pools_) {
            pool->idle_.clear();
            pool->loop_ = nullptr;
        }
        pools_.clear();
    }

    std::set<ConnectionPool*> pools_;
};

ConnectionPool::~ConnectionPool() {
    if (loop_) loop_->remove(*this);
}

ConnectionPool::ConnectionPtr ConnectionPool::take_idle(const std::string& origin, SteadyTime deadline) {
    const auto found = idle_.find(origin);
    if (found == idle_.end()) return nullptr;
    auto& waiting = found->second;
    const SteadyTime now = std::chrono::steady_clock::now();
    while (!waiting.empty()) {
        ConnectionPtr connection = std::move(waiting.back());
        waiting.pop_back();
        if (now - connection->idle_since > max_idle_time || connection->transport->is_stale()) continue;
        connection->transport->expires_at(deadline);
        return connection;
    }
    return nullptr;
}

void ConnectionPool::put_back(const std::string& origin, ConnectionPtr connection, asio::execution_context& loop) {
    KeptOpen& kept = asio::use_service<KeptOpen>(loop);
    if (loop_ != &kept) {
        if (loop_) loop_->remove(*this);
        idle_.clear();
        kept.add(*this);
        loop_ = &kept;
    }
    auto& waiting = idle_[origin];
    if (waiting.size() >= max_idle_per_origin) return;
    connection->transport->expires_never();
    connection->idle_since = std::chrono::steady_clock::now();
    waiting.push_back(std::move(connection));
}

asio::awaitable<ConnectionPool::Outcome> ConnectionPool::talk(Connection& connection, const std::string& origin,
                                                              const std::string& head, const HttpRequest& request) {
    Transport& transport = *connection.transport;
    // A failed write is no outcome yet: a server that refuses a body early (413) has answered before it closed.
    const error_code unsent = co_await transport.write(head, request.body);
    bool answer_began = false;
    for (;;) {
        ResponseParser parser(max_answer_header, options_.max_body);
        parser.skip(request.method == "HEAD");
        error_code ec = co_await transport.read_header(connection.buffer, parser);
        answer_began = answer_began || parser.got_some();
        if (!ec && is_interim(parser.message.status)) continue;
        if (!ec && !parser.is_done()) ec = co_await transport.read_rest(connection.buffer, parser);
        if (ec) co_return Outcome{read_error(origin, ec, answer_began, options_.max_body), answer_began};
        const bool keep = options_.keep_alive && !unsent && parser.keep_alive() && connection.buffer.size() == 0;
        co_return Outcome{std::move(parser.message), true, keep};
    }
}

asio::awaitable<Result<HttpResponse>> ConnectionPool::exchange(Url peer, HttpRequest request, Millis limit) {
    const SteadyTime deadline = std::chrono::steady_clock::now() + limit;
    const std::string origin = peer.origin();
    const std::string authority = origin.substr(peer.scheme.size() + 3);
    const std::string head = write_head(request, authority, target_of(peer, request.url), options_.keep_alive);
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    ConnectionPtr connection = take_idle(origin, deadline);
    for (bool reused = connection != nullptr;; reused = false) {
        if (!connection) {
            auto opened = co_await dial(peer, options_, deadline);
            if (!opened) co_return opened.error();
            connection = std::make_unique<Connection>(std::move(*opened));
        }
        Outcome outcome = co_await talk(*connection, origin, head, request);
        if (outcome.keep) put_back(origin, std::move(connection), asio::query(executor, asio::execution::context));
        connection.reset();
        const bool stale = reused && !outcome.response && outcome.response.error().fault == Fault::peer_closed &&
                           (!outcome.answer_began || is_idempotent(request.method));
        if (!stale) co_return std::move(outcome.response);
    }
}

} // namespace idpsim::net
