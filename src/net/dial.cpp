#include "src/net/dial.hpp"

#include "src/core/text.hpp"
#include "src/net/address.hpp"
#include "src/net/tls.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <vector>

namespace idpsim::net {
namespace asio = boost::asio;
namespace {

using Tcp = asio::ip::tcp;
using Endpoints = std::vector<Tcp::endpoint>;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// Until when a connection may take, and whether it is the request's own limit that ends it.
struct Bounds {
    SteadyTime until;
    bool is_request_limit;
    Millis connect_limit;
};

Error too_slow(const Url& peer, const Bounds& bounds) {
    if (bounds.is_request_limit) return Error{Fault::peer_timeout, peer.origin(), "no connection within the limit"};
    return Error{Fault::unreachable, peer.origin(),
                 "no connection within " + std::to_string(bounds.connect_limit.count()) + " ms"};
}

/// Addresses that need no resolver: literals, and localhost, which never leaves the machine (RFC 6761 section 6.3).
Endpoints known_endpoints(const Url& peer) {
    error_code ec;
    const auto address = asio::ip::make_address(peer.host, ec);
    if (!ec) return {Tcp::endpoint(address, peer.port)};
    const std::string host = to_lower(peer.host);
    if (host != "localhost" && !host.ends_with(".localhost")) return {};
    return {Tcp::endpoint(asio::ip::address_v4::loopback(), peer.port),
            Tcp::endpoint(asio::ip::address_v6::loopback(), peer.port)};
}

/// getaddrinfo cannot be interrupted: when it takes too long it is left to finish in its own thread, and its answer
/// finds nobody waiting.
struct Resolution {
    explicit Resolution(const asio::any_io_executor& executor) : resolver(executor), alarm(executor) {}
    Tcp::resolver resolver;
    asio::steady_timer alarm;
    bool done = false;
    error_code ec;
    Endpoints found;
};

asio::awaitable<Result<Endpoints>> resolve(Url peer, Bounds bounds) {
    Endpoints known = known_endpoints(peer);
    if (!known.empty()) co_return known;
    const auto executor = co_await asio::this_coro::executor;
    const auto state = std::make_shared<Resolution>(executor);
    state->alarm.expires_at(bounds.until);
    state->resolver.async_resolve(peer.host, std::to_string(peer.port),
                                  [state](const error_code& ec, const Tcp::resolver::results_type& results) {
                                      state->ec = ec;
                                      for (const auto& entry : results) state->found.push_back(entry.endpoint());
                                      state->done = true;
                                      state->alarm.cancel();
                                  });
    if (!state->done) co_await state->alarm.async_wait(as_result);
    if (!state->done) co_return too_slow(peer, bounds);
    if (state->ec) co_return Error{Fault::unreachable, peer.origin(), reason_of(state->ec)};
    co_return std::move(state->found);
}

/// Each address gets its share of the time that is left, so one that swallows packets does not hide the next.
asio::awaitable<error_code> connect_to_any(Transport& transport, Endpoints endpoints, SteadyTime until) {
    error_code ec = asio::error::host_not_found;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        const SteadyTime now = std::chrono::steady_clock::now();
        transport.expires_at(now + (until - now) / static_cast<int>(endpoints.size() - i));
        ec = co_await transport.connect(endpoints[i]);
        if (!ec) break;
    }
    co_return ec;
}

asio::awaitable<Result<void>> secure(Transport& transport, Url peer, ConnectOptions options, Bounds bounds) {
    const auto context = client_tls(options.extra_ca_pem);
    if (!context) co_return context.error();
    const error_code ec = co_await transport.handshake_as_client(*context, peer.host);
    if (!ec) co_return Result<void>();
    if (ec == asio::error::timed_out) co_return too_slow(peer, bounds);
    const std::string problem = transport.certificate_problem();
    if (!problem.empty()) co_return Error{Fault::tls, peer.origin(), "the certificate is not trusted: " + problem};
    co_return Error{Fault::tls, peer.origin(), "the TLS handshake failed: " + reason_of(ec)};
}

} // namespace

asio::awaitable<Result<std::unique_ptr<Transport>>> dial(Url peer, ConnectOptions options, SteadyTime deadline) {
    const SteadyTime connect_deadline = std::chrono::steady_clock::now() + options.connect_limit;
    const Bounds bounds{std::min(deadline, connect_deadline), deadline <= connect_deadline, options.connect_limit};
    auto endpoints = co_await resolve(peer, bounds);
    if (!endpoints) co_return endpoints.error();
    if (options.public_only)   // whatever the name is: it may be a stranger's, and resolve to us
        std::erase_if(*endpoints, [](const Tcp::endpoint& each) { return !is_public_address(each.address()); });
    if (endpoints->empty()) co_return Error{Fault::unreachable, peer.origin(), "it has no public address"};

    const auto executor = co_await asio::this_coro::executor;
    auto transport = std::make_unique<Transport>(Tcp::socket(executor));
    const error_code ec = co_await connect_to_any(*transport, std::move(*endpoints), bounds.until);
    if (ec == asio::error::timed_out) co_return too_slow(peer, bounds);
    if (ec) co_return Error{Fault::unreachable, peer.origin(), reason_of(ec)};
    transport->expires_at(bounds.until);
    if (peer.scheme == "https") {
        const auto secured = co_await secure(*transport, peer, std::move(options), bounds);
        if (!secured) co_return secured.error();
    }
    transport->expires_at(deadline);
    co_return std::move(transport);
}

} // namespace idpsim::net
