#include "src/engine/pauses.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace idpsim::engine {
namespace asio = boost::asio;

std::string describe_span(Millis span) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(span).count();
    if (seconds >= 60 && seconds % 60 == 0)
        return std::to_string(seconds / 60) + (seconds == 60 ? " minute" : " minutes");
    return std::to_string(seconds) + (seconds == 1 ? " second" : " seconds");
}

asio::awaitable<void> Pauses::wait(Millis span, std::string why) {
    if (real_ && span > most_ - waited_)
        throw Failure(Error{Fault::peer_timeout, why,
                            "the server asks for a pause of " + describe_span(span) + "; a case waits " +
                                describe_span(most_) + " in all (max_wait of the target file)"});
    if (real_) {
        asio::steady_timer timer(co_await asio::this_coro::executor, span);
        co_await timer.async_wait(asio::use_awaitable);
        waited_ += span;
        if (pauses_++ == 0) first_ = std::move(why);
    }
    clock_->advance(span);
}

void Pauses::heard(const Result<HttpResponse>& answer) {
    silences_ = !answer && answer.error().fault == Fault::peer_timeout ? silences_ + 1 : 0;
    if (silences_ > 1)
        throw Failure(Error{Fault::peer_timeout, answer.error().where, answer.error().detail + ", twice in a row"});
}

std::string Pauses::told() const {
    if (pauses_ == 0) return {};
    return "waited " + describe_span(waited_) + " in " + std::to_string(pauses_) +
           (pauses_ == 1 ? " pause: " : " pauses, the first: ") + first_;
}

} // namespace idpsim::engine
