#include "src/net/session.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/net/tidy_url.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>

#include <iostream>
#include <limits>
#include <optional>

namespace idpsim::net {
namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace {

/// How long a refused or last peer may take to read our answer and close.
constexpr std::chrono::seconds linger_limit{2};

SteadyTime after(std::chrono::milliseconds span) { return std::chrono::steady_clock::now() + span; }

/// From here on the peer has the server's limit, if that has one.
void limit_peer(const ServerShared& shared, Transport& transport) {
    if (shared.options.reading.gives_up) transport.expires_at(after(shared.options.idle_limit));
    else transport.expires_never();
}

/// Counts a session for as long as its coroutine lives, however that ends.
class Presence {
public:
    Presence(std::shared_ptr<ServerShared> shared, Transport& transport)
        : shared_(std::move(shared)), transport_(transport) {
        ++shared_->sessions;
    }
    ~Presence() {
        --shared_->sessions;
        shared_->idle.erase(&transport_);
    }
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;

    void idle() { shared_->idle.insert(&transport_); }
    void busy() { shared_->idle.erase(&transport_); }

private:
    std::shared_ptr<ServerShared> shared_;
    Transport& transport_;
};

/// The status for a request that could not be read, or 0 when nobody is there to be told.
int status_of(const error_code& ec) {
    if (ec == asio::error::timed_out) return 408;
    if (ec == http::error::header_limit || ec == http::error::buffer_overflow) return 431;
    if (ec == http::error::body_limit) return 413;
    const bool is_grammar = ec.category() == http::make_error_code(http::error::bad_version).category();
    const bool is_end = ec == http::error::end_of_stream || ec == http::error::partial_message;
    return is_grammar && !is_end ? 400 : 0;
}

/// What the grammar allows but two readers could frame or route differently (RFC 9112 sections 3.2, 6.1, 6.3), and an
/// expectation that is not met (RFC 9110 section 10.1.1).
/// 0 when the request may be read on.
int framing_problem(const RequestParser& parser) {
    const Headers& headers = parser.message.headers;
    const auto hosts = all_headers(headers, "Host");
    if (hosts.size() > 1 || (hosts.empty() && parser.version == 11)) return 400;
    const auto expected = find_header(headers, "Expect");
    if (expected && !equal_nocase(trim(*expected), "100-continue")) return 417;
    const auto codings = all_headers(headers, "Transfer-Encoding");
    if (codings.empty()) return 0;
    if (find_header(headers, "Content-Length") || parser.version == 10) return 400;
    return codings.size() == 1 && equal_nocase(trim(codings.front()), "chunked") ? 0 : 501;
}

/// The absolute URL of a request target in origin-form or absolute-form; other forms are for proxies.
std::optional<std::string> absolute_url(const std::string& origin, const std::string& target) {
    std::string path = target;
    if (!target.starts_with('/')) {
        const auto absolute = parse_url(tidy_url(target));
        if (!absolute) return std::nullopt;
        path = absolute->target();
    }
    std::string url = tidy_url(origin + path);
    if (!parse_url(url)) return std::nullopt;
    return url;
}

HttpResponse refusal(int status) {
    const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
    return text_response(status, std::string(reason.data(), reason.size()) + "\n");
}

/// Tells the peer of a request that was not read, in the owner's words if those can be written.
asio::awaitable<void> refuse(std::shared_ptr<ServerShared> shared, Transport& transport, int status, std::string target) {
    transport.expires_at(after(linger_limit));
    HttpResponse response = refusal(status);
    if (shared->options.refusal) response = shared->options.refusal(status, target);
    if (!check_fields(response.headers)) response = refusal(status);
    const std::string head = write_head(response, response.body.size(), false);
    co_await transport.write(head, response.body);
    co_await transport.linger();
}

void log_failure(const ServerShared& shared, const std::string& request, std::string_view what) {
    const std::string line = request + ": " + std::string(what);
    if (shared.options.log)
        shared.options.log(line);
    else
        std::cerr << "idpsim: " + line + "\n";
}

/// The border where our own failures end: the peer learns that there was one, the log which.
asio::awaitable<HttpResponse> answer(std::shared_ptr<ServerShared> shared, HttpRequest request) {
    // Without the query, which may carry secrets.
    const std::string name = request.method + " " + request.url.substr(0, request.url.find('?'));
    try {
        HttpResponse response = co_await shared->handler(std::move(request));
        const auto writable = check_fields(response.headers);
        if (writable && response.status >= 200 && response.status <= 999) co_return response;
        log_failure(*shared, name, writable ? "the status is none" : describe(writable.error()));
    } catch (const std::exception& failure) {
        log_failure(*shared, name, failure.what());
    }
    co_return refusal(500);
}

/// Reads what is left of a request whose header is in; asks for the body when the peer waits for that.
asio::awaitable<error_code> read_body(Transport& transport, boost::beast::flat_buffer& buffer, RequestParser& parser) {
    if (parser.is_done()) co_return error_code();
    const auto expected = find_header(parser.message.headers, "Expect");
    if (expected && equal_nocase(*expected, "100-continue") && parser.version == 11) {
        const error_code ec = co_await transport.write("HTTP/1.1 100 Continue\r\n\r\n");
        if (ec) co_return ec;
    }
    const error_code ec = co_await transport.read_rest(buffer, parser);
    co_return ec;
}

/// Waits for a header section, or for as much as one may be, and puts what the server takes it for in its place.
asio::awaitable<error_code> take_head(std::shared_ptr<ServerShared> shared, Transport& transport, boost::beast::flat_buffer& buffer) {
    constexpr std::string_view end = "\r\n\r\n";
    for (;;) {
        const std::string came(static_cast<const char*>(buffer.data().data()), buffer.size());
        const auto at = came.find(end);
        if (at != std::string::npos) {
            const std::string taken = shared->options.reading.head(came.substr(0, at + end.size())) + came.substr(at + end.size());
            buffer.clear();
            buffer.commit(asio::buffer_copy(buffer.prepare(taken.size()), asio::buffer(taken)));
            co_return error_code();
        }
        if (came.size() >= shared->options.max_header) co_return error_code();
        const error_code ec = co_await transport.read_some(buffer);
        if (ec) co_return ec;
    }
}

/// One request read whole, or the status to refuse it with (0: just close).
struct Incoming {
    std::optional<HttpRequest> request;
    int refuse_with = 0;
    std::string target = {};   ///< of a request that is refused, as far as it was read
    bool keep_alive = false;
};

asio::awaitable<Incoming> read_request(std::shared_ptr<ServerShared> shared, Transport& transport,
                                       boost::beast::flat_buffer& buffer) {
    Incoming in;
    const bool bounded = shared->options.reading.bounded;
    constexpr std::size_t any = std::numeric_limits<std::size_t>::max() / 2;
    RequestParser parser(bounded ? shared->options.max_header : any, bounded ? shared->options.max_body : any);
    error_code ec;
    if (shared->options.reading.head) ec = co_await take_head(shared, transport, buffer);
    if (!ec) ec = co_await transport.read_header(buffer, parser);
    if (!ec) in.refuse_with = framing_problem(parser);
    if (!ec && in.refuse_with == 0) ec = co_await read_body(transport, buffer, parser);
    if (ec) in.refuse_with = status_of(ec);
    if (ec || in.refuse_with != 0) {
        in.target = std::move(parser.message.url);
        co_return in;
    }
    auto url = absolute_url(shared->url_origin, parser.message.url);
    if (!url) {
        in.refuse_with = 400;
        co_return in;
    }
    in.keep_alive = parser.version == 11 && parser.keep_alive(); // 1.0 peers would have to be told each time
    in.request = std::move(parser.message);
    in.request->url = std::move(*url);
    co_return in;
}

/// True when the connection goes on.
asio::awaitable<bool> serve_request(std::shared_ptr<ServerShared> shared, Transport& transport,
                                    boost::beast::flat_buffer& buffer) {
    Incoming in = co_await read_request(shared, transport, buffer);
    if (!in.request) {
        if (in.refuse_with != 0) co_await refuse(shared, transport, in.refuse_with, std::move(in.target));
        co_return false;
    }
    const bool head_only = in.request->method == "HEAD";
    transport.pause_deadline();
    const HttpResponse response = co_await answer(shared, std::move(*in.request));
    const bool keep = in.keep_alive && !shared->stopping;
    const std::string head = write_head(response, response.body.size(), keep);
    const bool bare = head_only || !has_body(response.status);
    limit_peer(*shared, transport);
    const error_code ec = co_await transport.write(head, bare ? std::string_view() : response.body);
    if (ec || keep) co_return !ec;
    transport.expires_at(after(linger_limit));
    co_await transport.linger();
    co_return false;
}

} // namespace

asio::awaitable<void> serve_connection(std::shared_ptr<ServerShared> shared, asio::ip::tcp::socket socket) {
    Transport transport(std::move(socket));
    Presence presence(shared, transport);
    boost::beast::flat_buffer buffer(max_buffered);
    presence.idle();
    limit_peer(*shared, transport);
    if (shared->tls) {
        const error_code ec = co_await transport.handshake_as_server(shared->tls);
        if (ec) co_return;
    }
    bool goes_on = true;
    while (goes_on && !shared->stopping) {
        presence.idle();
        limit_peer(*shared, transport);
        error_code ec;
        if (buffer.size() == 0) ec = co_await transport.read_some(buffer);
        if (ec) co_return;
        presence.busy();
        limit_peer(*shared, transport);
        goes_on = co_await serve_request(shared, transport, buffer);
    }
}

} // namespace idpsim::net
