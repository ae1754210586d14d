#include "src/net/network.hpp"

#include "src/core/url.hpp"
#include "src/net/connection_pool.hpp"
#include "src/net/content_coding.hpp"
#include "src/net/octets.hpp"
#include "src/net/server.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace idpsim::net {

Network::Network(ConnectOptions options)
    : options_(std::move(options)), pool_(std::make_unique<ConnectionPool>(options_)) {}
Network::~Network() = default;

void Network::mount(std::string origin, std::string party, Handler handler, Reading reading) {
    // "https://sp.example:443/" is the same origin as "https://sp.example".
    if (const auto url = parse_url(origin)) origin = url->origin();
    parties_.insert_or_assign(std::move(origin), Party{std::move(party), std::move(handler), std::move(reading)});
}

std::string Network::party_at(const std::string& origin) const {
    const auto found = parties_.find(origin);
    return found == parties_.end() ? origin : found->second.name;
}

boost::asio::awaitable<Result<HttpResponse>> Network::send(HttpRequest request, Millis limit) {
    auto url = parse_url(request.url);
    if (!url) co_return url.error();
    const auto sendable = check_request(request);
    if (!sendable) co_return sendable.error();
    // Who offers a content coding is given what it hides, and the transcript, too.
    const bool offers = find_header(request.headers, "Accept-Encoding").has_value();
    const std::string where = request.url;
    Result<HttpResponse> response = Error{Fault::unreachable, where, "nobody was asked"};
    const auto party = parties_.find(url->origin());
    if (party != parties_.end()) {
        // A copy: the handler may mount another party in its place while it runs.
        const Handler handler = party->second.handler;
        response = co_await handler(std::move(request));
    } else
        response = co_await pool_->exchange(std::move(*url), std::move(request), std::min(limit, options_.longest_answer));
    if (offers && response) co_return plain_answer(where, *std::move(response), pool_->max_body());
    co_return response;
}

boost::asio::awaitable<Result<OctetAnswers>> Network::send_octets(std::string origin, Octets octets) {
    auto url = parse_url(origin);
    if (!url) co_return url.error();
    const auto party = parties_.find(url->origin());
    if (party == parties_.end()) {
        octets.limit = std::min(octets.limit, options_.longest_answer);
        auto answers = co_await exchange_octets(std::move(*url), options_, std::move(octets));
        co_return answers;
    }
    // A moment more than the server waits: it is the one that has to end it.
    constexpr Millis grace{2'500};
    ServerOptions behind;
    behind.origin = url->origin();
    behind.idle_limit = octets.server_limit;
    behind.log = [](std::string_view) {};   // the answer, a 500, is what tells
    behind.reading = party->second.reading;
    auto server = Server::listen(co_await boost::asio::this_coro::executor, std::move(behind));
    if (!server) co_return server.error();
    server->start(party->second.handler);
    octets.limit = octets.server_limit + grace;
    auto answers = co_await exchange_octets(parse_url(server->origin()).value(), options_, std::move(octets));
    server->stop();
    co_return answers;
}

} // namespace idpsim::net
