#include "src/net/wire.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <algorithm>

namespace idpsim::net {
namespace {

/// Enough to see what was sent.
constexpr std::size_t most_shown = 64u << 10;

std::string beginning_of(const Octets& octets) {
    std::string out;
    for (const OctetPiece& piece : octets.pieces)
        for (std::size_t i = 0; i < piece.times && !piece.text.empty() && out.size() < most_shown; ++i) out += piece.text;
    out.resize(std::min(out.size(), most_shown));
    return out;
}

/// What stands before the next `end`, which is taken away with it.
std::string_view take_until(std::string_view& text, std::string_view end) {
    const auto at = text.find(end);
    const std::string_view out = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
    return out;
}

/// For the record only: nothing here decides what the octets mean.
HttpRequest likely_request(const std::string& origin, const std::string& octets) {
    HttpRequest out;
    std::string_view rest = octets;
    std::string_view head = take_until(rest, "\r\n\r\n");
    std::string_view line = take_until(head, "\r\n");
    out.method = std::string(take_until(line, " "));
    const std::string_view target = take_until(line, " ");
    out.url = target.starts_with('/') ? origin + std::string(target) : std::string(target);
    while (!head.empty()) {
        std::string_view field = take_until(head, "\r\n");
        std::string name(take_until(field, ":"));
        out.headers.emplace_back(std::move(name), std::string(trim(field)));
    }
    out.body = std::string(rest);
    return out;
}

} // namespace

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

boost::asio::awaitable<Wire::OctetAnswer> Wire::send_octets(std::string origin, Octets octets) const {
    const Instant at = clock_->now();
    const auto url = parse_url(origin);
    std::string to = url ? network_->party_at(url->origin()) : "nobody";
    const HttpRequest request = likely_request(origin, beginning_of(octets));
    auto answers = co_await network_->send_octets(origin, std::move(octets));
    Result<HttpResponse> response = Error{Fault::peer_closed, origin, "no answer"};
    if (!answers) response = answers.error();
    else if (!answers->responses.empty()) response = answers->responses.front();
    const std::size_t exchange = transcript_->record(at, from_, std::move(to), request, response);
    co_return OctetAnswer{std::move(answers), exchange};
}

Wire Wire::through(Passage passage) const {
    Wire out = *this;
    out.passage_ = std::move(passage);
    return out;
}

} // namespace idpsim::net
