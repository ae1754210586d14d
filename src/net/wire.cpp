#include "src/net/wire.hpp"

#include "src/core/url.hpp"

namespace idpsim::net {

boost::asio::awaitable<Wire::Answer> Wire::send(HttpRequest request, Millis limit) const {
    const Instant at = clock_->now();
    const auto url = parse_url(request.url);
    std::string to = url ? network_->party_at(url->origin()) : "nobody";
    auto response = co_await network_->send(request, limit);
    const std::size_t exchange = transcript_->record(at, from_, std::move(to), request, response);
    co_return Answer{std::move(response), exchange};
}

} // namespace idpsim::net
