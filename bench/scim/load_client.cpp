#include "bench/scim/load_client.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

namespace idpsim::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::beast::error_code;
using Clock = std::chrono::steady_clock;

/// Status and body; header fields are read past.
class AnswerParser : public http::basic_parser<false> {
public:
    AnswerParser() { body_limit(boost::none); }
    int status = 0;
    std::string body;

private:
    using view = boost::beast::string_view;
    void on_request_impl(http::verb, view, view, int, error_code&) override {}
    void on_response_impl(int code, view, int, error_code&) override { status = code; }
    void on_field_impl(http::field, view, view, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(view octets, error_code&) override { return body.append(octets.data(), octets.size()), octets.size(); }
    void on_chunk_header_impl(std::uint64_t, view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, view octets, error_code& ec) override { return on_body_impl(octets, ec); }
    void on_finish_impl(error_code&) override {}
};

void insist(const error_code& ec, const char* what) {
    if (ec) throw std::runtime_error(std::string(what) + ": " + ec.message());
}

class Connection {
public:
    Connection(asio::io_context& loop, const tcp::endpoint& server, const Load& load, Tally& tally, Clock::time_point end)
        : socket_(loop), load_(load), tally_(tally), end_(end) {
        socket_.connect(server);
        socket_.set_option(tcp::no_delay(true));
    }

    void ask() {
        if (Clock::now() >= end_ || !load_.next(asked_)) return;
        parser_.emplace();
        parser_->eager(true);
        asio::async_write(socket_, asio::buffer(asked_.octets), [this](const error_code& ec, std::size_t) {
            insist(ec, "write");
            read();
        });
    }

private:
    void read() {
        socket_.async_read_some(buffer_.prepare(16u << 10), [this](const error_code& ec, std::size_t octets) {
            insist(ec, "read");
            buffer_.commit(octets);
            error_code failed;
            buffer_.consume(parser_->put(buffer_.data(), failed));
            if (failed == http::error::need_more) failed = {};
            insist(failed, "answer");
            parser_->is_done() ? judge() : read();
        });
    }

    void judge() {
        ++tally_.answers;
        if (!load_.is_right(asked_, parser_->status, parser_->body)) {
            if (tally_.wrong++ == 0) tally_.first_wrong = std::to_string(parser_->status) + " " + parser_->body.substr(0, 300);
        }
        ask();
    }

    tcp::socket socket_;
    boost::beast::flat_buffer buffer_;
    std::optional<AnswerParser> parser_;
    Asked asked_;
    const Load& load_;
    Tally& tally_;
    Clock::time_point end_;
};

} // namespace

Tally run_load(const tcp::endpoint& server, int connections, std::chrono::milliseconds limit, const Load& load) {
    asio::io_context loop(1);
    Tally tally;
    const auto begun = Clock::now();
    std::vector<std::unique_ptr<Connection>> open;
    for (int i = 0; i < connections; ++i)
        open.push_back(std::make_unique<Connection>(loop, server, load, tally, begun + limit));
    for (const auto& connection : open) connection->ask();
    loop.run();
    tally.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    return tally;
}

} // namespace idpsim::bench
