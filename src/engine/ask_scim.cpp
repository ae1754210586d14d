#include "src/engine/ask_scim.hpp"

#include "simulator/idp/scim_patience.hpp"
#include "src/core/url.hpp"

#include <algorithm>
#include <chrono>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// The pause that a busy server asks for; nothing when it is not busy. Who does not say how long is asked again soon.
std::optional<Millis> asked_pause(const Result<HttpResponse>& answer) {
    constexpr Millis least{1'000}, usual{5'000};
    if (!answer || (answer->status != 429 && answer->status != 503)) return std::nullopt;
    const auto told = find_header(answer->headers, "Retry-After");
    if (!told && answer->status == 503) return std::nullopt;
    return std::max(least, idp::whole_seconds(told).value_or(usual));
}

std::string why(const HttpRequest& request, const HttpResponse& answer) {
    const auto url = parse_url(request.url);
    const auto told = find_header(answer.headers, "Retry-After");
    return request.method + " " + (url ? url->path : "") + ": HTTP " + std::to_string(answer.status) +
           (told ? ", Retry-After" : ", without Retry-After");
}

} // namespace

asio::awaitable<Asked> ask_scim(Universe& universe, HttpRequest request, Manner manner) {
    const net::Wire wire = universe.wire("engine");
    const bool foreign = universe.pauses().real();
    Asked out{Error{Fault::unreachable, request.url, "nobody was asked"}, {}};
    for (;;) {
        const auto begun = std::chrono::steady_clock::now();
        const Instant told = wire.clock().now();
        auto answer = co_await wire.send(request, manner.limit);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun + (wire.clock().now() - told);
        out.seconds = took.count();
        out.exchanges.push_back(answer.exchange);
        out.response = std::move(answer.response);
        if (foreign) universe.pauses().heard(out.response);
        const auto pause = foreign && manner.patient ? asked_pause(out.response) : std::nullopt;
        if (!pause) co_return out;
        co_await universe.pauses().wait(*pause, universe.transcript().masker().mask(why(request, *out.response)));
    }
}

} // namespace idpsim::engine
