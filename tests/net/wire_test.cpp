#include "src/net/wire.hpp"

#include "tests/net/loop.hpp"

#include <gtest/gtest.h>

namespace idpsim::net {
namespace {

const Instant start = parse_instant("2026-11-24T12:00:00Z").value();

boost::asio::awaitable<HttpResponse> hello(HttpRequest) {
    HttpResponse response = text_response(200, "hello");
    response.headers.emplace_back("Set-Cookie", "sid=secret; Path=/");
    co_return response;
}

struct WireTest : testing::Test {
    test::Loop loop;
    Network network;
    Transcript transcript;
    VirtualClock clock{start};
    Wire wire{network, transcript, clock, "browser"};

    Wire::Answer ask(HttpRequest request) { return loop.run(wire.send(std::move(request))); }
};

TEST_F(WireTest, RecordsWhatWasSaid) {
    network.mount("https://sp.example", "sp", hello);
    ask(HttpRequest{"GET", "https://sp.example/1", {}, {}});
    const auto answer = ask(HttpRequest{"POST", "https://sp.example/2", {{"Cookie", "sid=secret"}}, "body"});
    ASSERT_TRUE(answer.response);
    EXPECT_EQ(answer.response->headers.back().second, "sid=secret; Path=/");
    EXPECT_EQ(answer.exchange, 2u);
    const Exchange& recorded = transcript.exchanges().at(1);
    EXPECT_EQ(recorded.at, start);
    EXPECT_EQ(recorded.from, "browser");
    EXPECT_EQ(recorded.to, "sp");
    EXPECT_EQ(recorded.request.body, "body");
    EXPECT_EQ(find_header(recorded.request.headers, "Cookie"), "sid=[masked]");
    EXPECT_EQ(recorded.response.body, "hello");
    EXPECT_EQ(find_header(recorded.response.headers, "Set-Cookie"), "sid=[masked]; Path=/");
}

TEST_F(WireTest, RecordsWhyNothingCame) {
    const auto answer = ask(HttpRequest{"GET", "not a url", {}, {}});
    EXPECT_FALSE(answer.response);
    const Exchange& recorded = transcript.exchanges().at(0);
    EXPECT_EQ(recorded.to, "nobody");
    EXPECT_EQ(recorded.response.status, 0);
    ASSERT_TRUE(recorded.failure);
    EXPECT_EQ(recorded.failure->fault, Fault::malformed);
}

} // namespace
} // namespace idpsim::net
