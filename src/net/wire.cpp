#include "src/net/wire.hpp"

#include "src/core/url.hpp"

namespace idpsim::net {

boost::asio::awaitable<Wire::Answer> Wire::send(HttpRequest request, Millis limit) const {
    const Instant at = clock_->now();
    const auto url = parse_url(request.url);
    std::string to = url ? network_->party_at(url->origin()) : "nobody";
    Result<HttpResponse> response = Error{};
    if (passage_)
        response = co_await passage_(request, limit);
    else
        response = co_await network_->send(request, limit);
    const std::size_t exchange = transcript_->record(at, from_, std::move(to), request, response);
    co_return Answer{std::move(response), exchange};
}

Wire Wire::through(Passage passage) const {
    Wire out = *this;
    out.passage_ = std::move(passage);
    return out;
}

} // namespace idpsim::net
