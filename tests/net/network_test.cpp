#include "src/net/network.hpp"

#include "src/core/text.hpp"
#include "src/net/octets.hpp"
#include "tests/net/loop.hpp"
#include "tests/net/raw_peer.hpp"

#include <gmock/gmock.h>

namespace idpsim::net {
namespace {

using test::Conversation;
using test::Loop;
using test::RawServer;
using testing::HasSubstr;

constexpr Millis ample{20'000};
constexpr Millis tiny{40};

HttpRequest get(std::string url) { return HttpRequest{"GET", std::move(url), {}, {}}; }
HttpRequest post(std::string url, std::string body) { return HttpRequest{"POST", std::move(url), {}, std::move(body)}; }

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

Result<HttpResponse> ask(Loop& loop, Network& network, HttpRequest request, Millis limit = ample) {
    return loop.run(network.send(std::move(request), limit));
}

/// One request to a server that answers `answer`.
Result<HttpResponse> answered(std::string answer, std::string method = "GET", ConnectOptions options = {}) {
    Loop loop;
    Network network(std::move(options));
    RawServer peer(loop.io(), {{{std::move(answer)}}});
    return ask(loop, network, HttpRequest{std::move(method), peer.origin() + "/", {}, {}});
}

boost::asio::awaitable<HttpResponse> echo(HttpRequest request) {
    co_return text_response(200, request.method + " " + request.url + " " + request.body);
}

boost::asio::awaitable<HttpResponse> throwing(HttpRequest) {
    throw Failure(Error{Fault::io, "a file", "is gone"});
    co_return HttpResponse();
}

TEST(Network, AMountedOriginIsAFunctionCall) {
    Loop loop;
    Network network;
    network.mount("https://sp.example:443", "sp", echo);
    const auto answer = ask(loop, network, post("https://SP.example/acs?x=1", "body"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "POST https://SP.example/acs?x=1 body");
    EXPECT_EQ(network.party_at("https://sp.example"), "sp");
    EXPECT_EQ(network.party_at("https://idp.example"), "https://idp.example");
}

TEST(Network, OurOwnFailuresPassThrough) {
    Loop loop;
    Network network;
    network.mount("https://sp.example", "sp", throwing);
    EXPECT_THROW(ask(loop, network, get("https://sp.example/")), Failure);
}

TEST(Network, RefusesWhatCannotBeSent) {
    Loop loop;
    Network network;
    network.mount("https://sp.example", "sp", echo);
    HttpRequest split = get("https://sp.example/");
    split.headers = {{"X-Relay", "a\r\nX-Evil: b"}};
    HttpRequest odd_method = get("https://sp.example/");
    odd_method.method = "GET /x";
    for (const auto& request : {get("sp.example/no-scheme"), split, odd_method}) {
        const auto answer = ask(loop, network, request);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().fault, Fault::malformed);
    }
}

TEST(Network, KeepsOrderAndCaseOfHeadersBothWays) {
    Loop loop;
    Network network;
    RawServer peer(
        loop.io(),
        {{{"HTTP/1.1 201 Made\r\nset-cookie: a=1\r\nX-tra: 1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n"}}});
    HttpRequest request = post(peer.origin() + "/scim/v2/Users?x=%20y", "{}");
    request.headers = {{"accept", "*/*"}, {"X-B", "1"},        {"x-a", ""},
                       {"X-B", "2"},      {"Host", "ignored"}, {"Content-Length", "9"}};
    const auto answer = ask(loop, network, request);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 201);
    const Headers expected{{"set-cookie", "a=1"}, {"X-tra", "1"}, {"Set-Cookie", "b=2"}, {"Content-Length", "0"}};
    EXPECT_EQ(answer->headers, expected);
    // Whatever Host and Content-Length say, only their places are kept.
    EXPECT_EQ(peer.requests().at(0), "POST /scim/v2/Users?x=%20y HTTP/1.1\r\naccept: */*\r\nX-B: 1\r\nx-a: \r\nX-B: 2\r\nHost: " +
                                         peer.origin().substr(7) + "\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(Network, KeepsAQueryThatIsEmpty) {
    for (const auto& [written, sent] : {std::pair{"/Users/1?", "/Users/1?"}, {"/Users/1?#top", "/Users/1?"}, {"/?", "/?"},
                                        {"/Users?a=1&", "/Users?a=1&"}, {"/Users#why?", "/Users"}, {"/Users??", "/Users??"}}) {
        Loop loop;
        Network network;
        RawServer peer(loop.io(), {{{ok}}});
        ASSERT_TRUE(ask(loop, network, get(peer.origin() + written)));
        EXPECT_THAT(peer.requests().at(0), testing::StartsWith("GET " + std::string(sent) + " HTTP/1.1\r\n"));
    }
}

TEST(Network, KeepsConnectionsPerOrigin) {
    Loop loop;
    Network network;
    RawServer peer(loop.io(), {{{ok, ok, ok}, true}});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask(loop, network, post(peer.origin(), "x")));
    EXPECT_EQ(peer.connections(), 1u);
    EXPECT_EQ(peer.requests().size(), 3u);
}

TEST(Network, OutlivesTheLoopsThatItWasUsedOn) {
    Network network;
    for (int i = 0; i < 2; ++i) {
        Loop loop;
        RawServer peer(loop.io(), {{{ok, ok}, true}});
        EXPECT_TRUE(ask(loop, network, get(peer.origin() + "/")));
        EXPECT_TRUE(ask(loop, network, get(peer.origin() + "/")));
    }
}

TEST(Network, KeepsNoneWhenToldNotTo) {
    Loop loop;
    Network network(ConnectOptions{.keep_alive = false});
    RawServer peer(loop.io(), {{{ok}, true}, {{ok}, true}});
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(ask(loop, network, get(peer.origin())));
    EXPECT_EQ(peer.connections(), 2u);
    EXPECT_THAT(peer.requests().at(0), HasSubstr("\r\nConnection: close\r\n"));
}

TEST(Network, ReachesNothingLocalWhenOnlyThePublicIsAllowed) {
    Loop loop;
    Network outside(ConnectOptions{.public_only = true});
    RawServer peer(loop.io(), {{{ok}, true}});
    const std::string port = peer.origin().substr(peer.origin().rfind(':'));
    for (const std::string& origin : {peer.origin(), "http://localhost" + port, "http://sp.localhost" + port}) {
        const auto answer = ask(loop, outside, get(origin));
        ASSERT_FALSE(answer) << origin;
        EXPECT_EQ(answer.error().fault, Fault::unreachable);
        EXPECT_THAT(answer.error().detail, HasSubstr("no public address"));
    }
    EXPECT_EQ(peer.connections(), 0u);
}

TEST(Network, KeepsNoneWithLeftOverOctets) {
    Loop loop;
    Network network;
    RawServer peer(loop.io(), {{{ok + ok}, true}, {{ok}, true}});
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(ask(loop, network, get(peer.origin())));
    EXPECT_EQ(peer.connections(), 2u);
}

TEST(Network, SendsOnceMoreWhenAKeptConnectionWasClosed) {
    Loop loop;
    Network network;
    // The empty answer: the second request is read, and the connection closed without a word.
    RawServer peer(loop.io(), {{{ok, ""}}, {{ok}}});
    EXPECT_TRUE(ask(loop, network, post(peer.origin(), "one")));
    EXPECT_TRUE(ask(loop, network, post(peer.origin(), "two")));
    EXPECT_EQ(peer.connections(), 2u);
}

TEST(Network, SendsAnIdempotentRequestOnceMoreWhenTheAnswerBrokeOff) {
    Loop loop;
    Network network;
    RawServer peer(loop.io(), {{{ok, "HTTP/1.1 200"}}, {{ok, "HTTP/1.1 200"}}, {{ok}}});
    EXPECT_TRUE(ask(loop, network, get(peer.origin())));
    EXPECT_TRUE(ask(loop, network, get(peer.origin())));
    const auto broken = ask(loop, network, post(peer.origin(), "not twice"));
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().fault, Fault::peer_closed);
    EXPECT_EQ(peer.connections(), 2u);
}

TEST(Network, AFreshConnectionIsNotTriedAgain) {
    Loop loop;
    Network network;
    RawServer peer(loop.io(), {{{""}}, {{ok}}});
    const auto answer = ask(loop, network, get(peer.origin()));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::peer_closed);
    EXPECT_THAT(answer.error().detail, HasSubstr("without an answer"));
    EXPECT_EQ(peer.connections(), 1u);
}

TEST(Network, NamesARefusedConnection) {
    Loop loop;
    Network network;
    const std::string origin = "http://127.0.0.1:" + std::to_string(test::deserted_port(loop.io()));
    const auto answer = ask(loop, network, get(origin + "/secret?token=1"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::unreachable);
    EXPECT_EQ(answer.error().where, origin);
    EXPECT_EQ(answer.error().detail, "connection refused");
}

TEST(Network, LocalhostFindsEitherFamily) {
    Loop loop;
    Network network;
    try {
        RawServer peer(loop.io(), {{{ok}}}, true);
        EXPECT_TRUE(ask(loop, network, get(peer.origin())));
        RawServer again(loop.io(), {{{ok}}}, true);
        EXPECT_TRUE(ask(loop, network, get("http://localhost" + again.origin().substr(again.origin().rfind(':')))));
    } catch (const boost::system::system_error&) {
        GTEST_SKIP() << "no IPv6 here";
    }
}

TEST(Network, CutsASilentPeer) {
    Loop loop;
    Network network;
    RawServer peer(loop.io(), {{{""}, true}});
    const auto answer = ask(loop, network, get(peer.origin()), tiny);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::peer_timeout);
    EXPECT_EQ(answer.error().detail, "no answer within the limit");
}

TEST(Network, CutsADrippingPeer) {
    for (const char* begin : {"HTTP/1.1 200 OK\r\nX-Long: ", "HTTP/1.1 200 OK\r\n\r\n"}) {
        Loop loop;
        Network network;
        RawServer peer(loop.io(), {{{begin}, false, true}});
        const auto answer = ask(loop, network, get(peer.origin()), tiny);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().fault, Fault::peer_timeout);
        EXPECT_EQ(answer.error().detail, "the answer was not complete within the limit");
    }
}

TEST(Network, NoRequestIsGivenMoreTimeThanTheLongestAnswer) {
    Loop loop;
    Network network(ConnectOptions{.longest_answer = tiny});
    RawServer peer(loop.io(), {{{"HTTP/1.1 200 OK\r\n\r\n"}, false, true}, {{""}, true}});
    EXPECT_EQ(ask(loop, network, get(peer.origin()), ample).error().fault, Fault::peer_timeout);
    Octets octets;
    octets.pieces = {{"GET / HTTP/1.1\r\n\r\n"}};
    octets.limit = ample;
    const auto answers = loop.run(network.send_octets(peer.origin(), std::move(octets)));
    ASSERT_TRUE(answers);
    EXPECT_TRUE(answers->responses.empty());
    EXPECT_LT(answers->took, ample);
}

TEST(Network, TheLimitCoversTheTlsHandshake) {
    Loop loop;
    RawServer peer(loop.io(), {{{""}, true}, {{""}, true}});
    const std::string origin = "https://" + peer.origin().substr(7);
    Network patient;
    EXPECT_EQ(ask(loop, patient, get(origin), tiny).error().fault, Fault::peer_timeout);
    Network hasty(ConnectOptions{.connect_limit = tiny});
    const auto answer = ask(loop, hasty, get(origin));
    EXPECT_EQ(answer.error().fault, Fault::unreachable);
    EXPECT_EQ(answer.error().detail, "no connection within 40 ms");
}

TEST(Network, BoundsHeaderAndBody) {
    const ConnectOptions small{.max_body = 10};
    const std::string head = "HTTP/1.1 200 OK\r\n";
    const std::string many(11, 'x');
    for (const std::string& answer :
         {head + "Content-Length: 11\r\n\r\n" + many,
          head + "Transfer-Encoding: chunked\r\n\r\nb\r\n" + many + "\r\n0\r\n\r\n",
          head + "Transfer-Encoding: chunked\r\n\r\n6\r\nxxxxxx\r\n6\r\nxxxxxx\r\n0\r\n\r\n", head + "\r\n" + many,
          head + "X: " + std::string(300'000, 'x') + "\r\n\r\n",
          head + replace_all(std::string(30'000, 'x'), "x", "a: bcdefg\r\n") + "\r\n"}) {
        const auto got = answered(answer, "GET", small);
        ASSERT_FALSE(got) << answer.substr(0, 80);
        EXPECT_EQ(got.error().fault, Fault::too_large) << describe(got.error());
    }
    EXPECT_TRUE(answered(head + "Content-Length: 10\r\n\r\n0123456789", "GET", small));
}

TEST(Network, ReadsEveryKindOfBody) {
    const std::string head = "HTTP/1.1 200 OK\r\n";
    EXPECT_EQ(
        answered(head + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\nTrailer-X: 1\r\n\r\n")->body,
        "abc");
    EXPECT_EQ(answered(head + "\r\nuntil the end")->body, "until the end");
    EXPECT_EQ(answered("HTTP/1.0 200 OK\r\n\r\nold")->body, "old");
    const auto cut = answered(head + "Content-Length: 5\r\n\r\nab");
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().fault, Fault::peer_closed);
}

TEST(Network, TrailersAreNoHeaders) {
    const auto answer = answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nSet-Cookie: a=1\r\n\r\n");
    ASSERT_TRUE(answer);
    EXPECT_FALSE(find_header(answer->headers, "Set-Cookie"));
}

TEST(Network, SomeAnswersHaveNoBody) {
    Loop loop;
    Network network;
    const std::string length = "Content-Length: 5\r\n\r\n";
    RawServer peer(loop.io(), {{{"HTTP/1.1 200 OK\r\n" + length, "HTTP/1.1 204 No Content\r\n\r\n",
                                 "HTTP/1.1 304 Not Modified\r\n" + length},
                                true}});
    for (const char* method : {"HEAD", "DELETE", "GET"}) {
        const auto answer = ask(loop, network, HttpRequest{method, peer.origin(), {}, {}});
        ASSERT_TRUE(answer) << method;
        EXPECT_EQ(answer->body, "");
    }
    EXPECT_EQ(peer.connections(), 1u);
}

TEST(Network, PassesInterimAnswersBy) {
    const auto answer = answered("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + ok);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_FALSE(find_header(answer->headers, "Link"));
}

TEST(Network, NamesWhatIsNotHttp) {
    for (const char* answer :
         {"SSH-2.0-OpenSSH_9.2p1\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nbroken line\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"}) {
        const auto got = answered(answer);
        ASSERT_FALSE(got) << answer;
        EXPECT_EQ(got.error().fault, Fault::malformed) << describe(got.error());
    }
}

} // namespace
} // namespace idpsim::net
