#include "src/net/octets.hpp"

#include "src/net/dial.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cmath>
#include <memory>

namespace idpsim::net {
namespace asio = boost::asio;
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t most_octets = 64u << 20;
constexpr std::size_t most_header = 256u << 10;
/// How much is written at once of a piece that is repeated.
constexpr std::size_t block = 64u << 10;
constexpr int small_buffer = 4096;

Millis share_of(Millis limit, double share) {
    return Millis(static_cast<Millis::rep>(std::llround(static_cast<double>(limit.count()) * share)));
}

/// What writer and reader share: the writer may outlive the reader by a moment.
struct Talk {
    Talk(std::unique_ptr<Transport> connection, Octets told)
        : transport(std::move(connection)), octets(std::move(told)), pause(transport->executor()) {}

    std::unique_ptr<Transport> transport;
    Octets octets;
    asio::steady_timer pause;
    bool over = false, sent_all = false;
};

asio::awaitable<bool> wait_for(std::shared_ptr<Talk> talk, Millis span) {
    if (span.count() == 0) co_return !talk->over;
    talk->pause.expires_after(span);
    co_await talk->pause.async_wait(as_result);
    co_return !talk->over;
}

asio::awaitable<bool> write_piece(std::shared_ptr<Talk> talk, std::size_t number) {
    const OctetPiece& piece = talk->octets.pieces[number];
    const Millis span = share_of(talk->octets.limit, piece.pause);
    const std::size_t together = span.count() > 0 || piece.text.empty() ? 1 : std::max<std::size_t>(block / piece.text.size(), 1);
    std::string text;
    for (std::size_t done = 0; done < piece.times;) {
        const std::size_t now = std::min(together, piece.times - done);
        if (text.size() != now * piece.text.size()) {
            text.clear();
            for (std::size_t i = 0; i < now; ++i) text += piece.text;
        }
        const bool goes_on = co_await wait_for(talk, span);
        if (!goes_on) co_return false;
        const error_code ec = co_await talk->transport->write(text);
        if (ec || talk->over) co_return false;
        done += now;
    }
    co_return true;
}

asio::awaitable<void> write_all(std::shared_ptr<Talk> talk) {
    for (std::size_t i = 0; i < talk->octets.pieces.size(); ++i) {
        const bool goes_on = co_await write_piece(talk, i);
        if (!goes_on) co_return;
    }
    talk->sent_all = true;
    if (talk->octets.half_close) co_await talk->transport->finish_sending();
}

/// Reads responses as they become whole.
class Answers {
public:
    explicit Answers(OctetAnswers& into) : into_(into) {}

    void read_on(bool closed) {
        while (!broken_ && begin_ < into_.octets.size()) {
            ResponseParser parser(most_header, most_octets);
            parser.eager(true);
            error_code ec;
            const std::size_t used = parser.put(asio::buffer(into_.octets.data() + begin_, into_.octets.size() - begin_), ec);
            if (closed && !ec && !parser.is_done()) parser.put_eof(ec);
            if (ec == boost::beast::http::error::need_more) ec = {};
            if (ec) broken_ = true;
            if (ec || !parser.is_done()) return;
            begin_ += used;
            if (parser.message.status >= 200) ++final_;
            into_.responses.push_back(std::move(parser.message));
        }
    }
    std::size_t final_ones() const { return final_; }

private:
    OctetAnswers& into_;
    std::size_t begin_ = 0, final_ = 0;
    bool broken_ = false;
};

asio::awaitable<OctetAnswers> read_all(std::shared_ptr<Talk> talk) {
    OctetAnswers out;
    Answers answers(out);
    boost::beast::flat_buffer buffer(max_buffered);
    while (out.octets.size() < most_octets) {
        const error_code ec = co_await talk->transport->read_some(buffer);
        const auto came = buffer.data();
        out.octets.append(static_cast<const char*>(came.data()), came.size());
        buffer.consume(came.size());
        out.closed = ec && ec != asio::error::timed_out;
        answers.read_on(out.closed);
        if (ec || (!talk->octets.until_closed && answers.final_ones() >= talk->octets.answers)) break;
    }
    co_return out;
}

} // namespace

asio::awaitable<Result<OctetAnswers>> exchange_octets(Url peer, ConnectOptions options, Octets octets) {
    const SteadyTime begun = std::chrono::steady_clock::now();
    auto transport = co_await dial(std::move(peer), std::move(options), begun + octets.limit);
    if (!transport) co_return transport.error();
    if (octets.hold > 0) (*transport)->keep_receive_buffer(small_buffer);
    const auto talk = std::make_shared<Talk>(std::move(*transport), std::move(octets));
    const auto executor = co_await asio::this_coro::executor;
    asio::co_spawn(executor, write_all(talk), [](std::exception_ptr) {});
    if (talk->octets.hold > 0) {
        asio::steady_timer hold(executor, share_of(talk->octets.limit, talk->octets.hold));
        co_await hold.async_wait(as_result);
    }
    OctetAnswers out = co_await read_all(talk);
    out.sent_all = talk->sent_all;
    talk->over = true;
    talk->pause.cancel();
    talk->transport->expires_never();
    talk->transport->close();
    out.took = std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - begun);
    co_return out;
}

} // namespace idpsim::net
