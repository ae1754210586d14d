#include "src/net/server.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/net/network.hpp"
#include "src/net/octets.hpp"
#include "tests/net/loop.hpp"
#include "tests/net/raw_peer.hpp"

#include <gmock/gmock.h>

namespace idpsim::net {
namespace {

using test::Loop;
using test::say;
using testing::HasSubstr;
using testing::StartsWith;

constexpr Millis ample{20'000};

/// Tells what it was asked, so that a test sees what the server made of the octets.
boost::asio::awaitable<HttpResponse> mirror(HttpRequest request) {
    std::string seen = request.method + " " + request.url + "\n";
    for (const auto& [name, value] : request.headers) seen += name + ": " + value + "\n";
    co_return text_response(200, seen + "\n" + request.body);
}

boost::asio::awaitable<HttpResponse> failing(HttpRequest) {
    throw std::runtime_error("the key file /etc/secret is gone");
    co_return HttpResponse();
}

Server serve(Loop& loop, Handler handler = mirror, ServerOptions options = {}) {
    auto server = Server::listen(loop.io().get_executor(), std::move(options));
    if (!server) throw Failure(server.error());
    server->start(std::move(handler));
    return std::move(*server);
}

/// What a server says to `octets` before it closes.
std::string reply_to(std::string octets, ServerOptions options = {}, Handler handler = mirror) {
    Loop loop;
    const Server server = serve(loop, std::move(handler), std::move(options));
    return loop.run(say(server.port(), std::move(octets)));
}

const std::string bye = "Connection: close\r\n\r\n";

TEST(Server, ServesTheNetwork) {
    Loop loop;
    const Server server = serve(loop);
    Network network;
    const HttpRequest request{"PATCH", server.origin() + "/scim/v2/Users/1?a=b", {{"x-Odd", "1"}}, "{}"};
    const auto answer = loop.run(network.send(request, ample));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "PATCH " + server.origin() + "/scim/v2/Users/1?a=b\nHost: " + server.origin().substr(7) +
                                "\nx-Odd: 1\nContent-Length: 2\n\n{}");
    EXPECT_TRUE(find_header(answer->headers, "Date"));
}

TEST(Server, ServesBigBodies) {
    Loop loop;
    const Server server = serve(loop);
    Network network;
    const std::string big(3u << 20, 'x');
    const auto answer = loop.run(network.send(HttpRequest{"POST", server.origin() + "/", {}, big}, ample));
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->body.ends_with("\n\n" + big));
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    const std::string reply =
        reply_to("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                 "GET /3 HTTP/1.1\r\nHost: a\r\n" +
                 bye);
    const auto one = reply.find("/1\n"), two = reply.find("/2\n"), three = reply.find("/3\n");
    EXPECT_LT(one, two);
    EXPECT_LT(two, three);
    EXPECT_NE(three, std::string::npos);
    EXPECT_THAT(reply, HasSubstr("\n\nabc"));
}

TEST(Server, ReadsChunkedBodies) {
    EXPECT_THAT(reply_to("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: "
                         "close\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"),
                HasSubstr("\n\nabc"));
}

TEST(Server, ClosesAfterHttp10) {
    for (const char* wish : {"", "Connection: keep-alive\r\n"}) {
        const std::string reply = reply_to(std::string("GET /old HTTP/1.0\r\n") + wish + "\r\n");
        EXPECT_THAT(reply, HasSubstr("/old\n"));
        EXPECT_THAT(reply, HasSubstr("\r\nConnection: close\r\n"));
    }
}

TEST(Server, AsksForTheBodyAPeerHoldsBack) {
    EXPECT_THAT(reply_to("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n" + bye + "x"),
                HasSubstr("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
}

TEST(Server, AnswersHeadWithoutBody) {
    const std::string reply = reply_to("HEAD / HTTP/1.1\r\nHost: a\r\n" + bye);
    EXPECT_THAT(reply, HasSubstr("\r\nContent-Length: "));
    EXPECT_TRUE(reply.ends_with("\r\n\r\n"));
}

TEST(Server, MakesUrlsAbsolute) {
    EXPECT_THAT(reply_to("GET http://other.example/x?y HTTP/1.1\r\nHost: a\r\n" + bye),
                HasSubstr("GET http://127.0.0.1:"));
    EXPECT_THAT(reply_to("GET //evil.example/x HTTP/1.1\r\nHost: a\r\n" + bye), HasSubstr("//evil.example/x\n"));
    EXPECT_THAT(reply_to("GET /Users?filter=emails[type=\"work\"] HTTP/1.1\r\nHost: a\r\n" + bye),
                HasSubstr("/Users?filter=emails%5Btype=%22work%22%5D\n"));
}

struct Refusal {
    const char* why;
    std::string octets;
    int status;
};

TEST(Server, RefusesWhatCouldBeReadInTwoWays) {
    const Refusal cases[] = {
        {"both lengths",
         "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"both, other order",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
        {"unknown coding and length",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n", 400},
        {"unknown coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
        {"chunked not last", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 501},
        {"chunked in 1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
        {"signed length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na", 400},
        {"space before colon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 1\r\n\r\na", 400},
        {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"bare line feeds", "GET / HTTP/1.1\nHost: a\n\n", 400},
        {"no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a proxy's target", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"bad chunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        {"TLS to a plain port", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n", 400},
        {"negative length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\na", 400},
        {"list of lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\nab", 400},
        {"length beyond 64 bits",
         "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\na", 400},
        {"chunk beyond 64 bits",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", 400},
        {"largest chunk",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", 413},
        {"chunk longer than told",
         "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", 400},
        {"NUL in a field", std::string("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 35), 400},
        {"no version", "GET /\r\n\r\n", 400},
        {"unknown expectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: lunch\r\nContent-Length: 1\r\n\r\na", 417},
        {"version", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 400},
    };
    for (const auto& c : cases)
        EXPECT_THAT(reply_to(c.octets), StartsWith("HTTP/1.1 " + std::to_string(c.status) + " ")) << c.why;
}

TEST(Server, ABrokenRequestEndsThePipeline) {
    std::string octets;
    for (int i = 0; i < 500; ++i) octets += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::string reply = reply_to(octets + "GET\r\n\r\n" + octets);
    std::size_t answered = 0;
    for (std::size_t at = reply.find("HTTP/1.1 200 "); at != reply.npos; at = reply.find("HTTP/1.1 200 ", at + 1)) ++answered;
    EXPECT_EQ(answered, 500u);
    EXPECT_THAT(reply.substr(reply.rfind("HTTP/1.1 ")), StartsWith("HTTP/1.1 400 "));
}

TEST(Server, KeepsAFoldedFieldInOneField) {   // RFC 9112 section 5.2: refused, or its line ends become spaces
    const std::string reply = reply_to("GET / HTTP/1.1\r\nHost: a\r\nX: one\r\n Y: two\r\n" + bye);
    EXPECT_THAT(reply, testing::Not(HasSubstr("\nY: two")));
}

TEST(Server, IgnoresAnUpgrade) {
    EXPECT_THAT(reply_to("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nConnection: close, "
                         "Upgrade, HTTP2-Settings\r\n\r\n"),
                StartsWith("HTTP/1.1 200 "));
}

TEST(Server, BoundsWhatAChunkSaysBesides) {
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    const std::string reply = reply_to(start + "1;x=" + std::string(1u << 20, 'y') + "\r\na\r\n0\r\n\r\n");
    EXPECT_THAT(reply, StartsWith("HTTP/1.1 4")) << reply.substr(0, 40);
}

TEST(Server, BoundsHeaderAndBody) {
    const ServerOptions small{.max_header = 1000, .max_body = 10};
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\n";
    std::string many;
    for (int i = 0; i < 200; ++i) many += "X: yyyyy\r\n";
    EXPECT_THAT(reply_to(start + "X: " + std::string(1001, 'x') + "\r\n\r\n", small), StartsWith("HTTP/1.1 431 "));
    EXPECT_THAT(reply_to(start + many + "\r\n", small), StartsWith("HTTP/1.1 431 "));
    EXPECT_THAT(reply_to("GET /" + std::string(1001, 'x') + " HTTP/1.1\r\n\r\n", small), StartsWith("HTTP/1.1 431 "));
    EXPECT_THAT(reply_to(start + "Content-Length: 11\r\n\r\n12345678901", small), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(reply_to(start + "Transfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n", small),
                StartsWith("HTTP/1.1 413 "));
}

TEST(Server, RefusesInItsOwnersWords) {
    ServerOptions options{.max_body = 10};
    options.refusal = [](int status, std::string_view target) {
        return text_response(status, "no: " + std::string(target), target == "/split" ? "a\r\nX: y" : "text/x");
    };
    const auto post = [&](const std::string& target) {
        return reply_to("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n12345678901", options);
    };
    EXPECT_THAT(post("/x"), testing::AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("no: /x"), HasSubstr("text/x")));
    EXPECT_THAT(reply_to("POST\r\n\r\n", options), testing::AllOf(StartsWith("HTTP/1.1 400 "), testing::EndsWith("no: ")));
    EXPECT_THAT(post("/split"), testing::AllOf(StartsWith("HTTP/1.1 413 "), testing::Not(HasSubstr("X: y"))));
}

TEST(Server, ARefusedBodyDoesNotCostThePeerItsAnswer) {
    Loop loop;
    const Server server = serve(loop, mirror, ServerOptions{.max_body = 10});
    Network network;
    const HttpRequest request{"POST", server.origin() + "/", {}, std::string(4u << 20, 'x')};
    const auto answer = loop.run(network.send(request, ample));
    ASSERT_TRUE(answer) << describe(answer.error());
    EXPECT_EQ(answer->status, 413);
}

TEST(Server, CutsSlowPeers) {
    const ServerOptions hasty{.idle_limit = std::chrono::milliseconds(30)};
    EXPECT_THAT(reply_to("POST / HTTP/1.1\r\nHost: a\r\nX-Unfin", hasty), StartsWith("HTTP/1.1 408 "));
    EXPECT_THAT(reply_to("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab", hasty),
                StartsWith("HTTP/1.1 408 "));
    EXPECT_THAT(reply_to("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", hasty),
                StartsWith("HTTP/1.1 408 "));
    EXPECT_EQ(reply_to("", hasty), "") << "an idle connection ends without a word";
}

TEST(Server, HasPatienceWhenItIsTold) {
    ServerOptions patient{.idle_limit = std::chrono::milliseconds(20)};
    patient.reading.gives_up = false;
    Loop loop;
    const Server server = serve(loop, mirror, patient);
    Octets octets;
    octets.pieces = {{"GET /late HTTP/1.1\r\nHost: a\r\n"}, {"Connection: close\r\n\r\n", 1, 0.02}};   // 200 ms later
    octets.until_closed = true;
    const auto answers = loop.run(exchange_octets(parse_url(server.origin()).value(), {}, octets));
    ASSERT_TRUE(answers);
    EXPECT_THAT(answers->octets, StartsWith("HTTP/1.1 200 "));
}

TEST(Server, ReadsAHeadAsWhatItIsTakenFor) {
    ServerOptions lenient;
    lenient.reading.head = [](std::string head) { return replace_all(std::move(head), "X-Gone: 1\r\n", ""); };
    const std::string reply = reply_to("POST /1 HTTP/1.1\r\nHost: a\r\nX-Gone: 1\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\nHost: a\r\nX-Gone: 1\r\n" + bye, lenient);
    EXPECT_THAT(reply, HasSubstr("POST http://127.0.0.1"));
    EXPECT_THAT(reply, HasSubstr("\n\nabc"));
    EXPECT_THAT(reply, HasSubstr("/2\n"));
    EXPECT_THAT(reply, testing::Not(HasSubstr("X-Gone")));
    EXPECT_THAT(reply_to("GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(70'000, 'x') + "\r\n" + bye, lenient), StartsWith("HTTP/1.1 431 "));
}

TEST(Server, AnExceptionIsA500WithoutDetails) {
    std::string logged;
    ServerOptions options;
    options.log = [&logged](std::string_view line) { logged = line; };
    const std::string reply = reply_to("GET /x?token=t HTTP/1.1\r\nHost: a\r\n" + bye, options, failing);
    EXPECT_THAT(reply, StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(reply, testing::Not(HasSubstr("secret")));
    EXPECT_THAT(logged, HasSubstr("/x: the key file /etc/secret is gone"));
    EXPECT_THAT(logged, testing::Not(HasSubstr("token")));
}

boost::asio::awaitable<HttpResponse> splitting(HttpRequest) {
    co_return redirect_response("https://sp.example/\r\nSet-Cookie: sid=evil");
}

TEST(Server, AHandlersHeaderCannotSplitTheAnswer) {
    ServerOptions options;
    options.log = [](std::string_view) {};
    const std::string reply = reply_to("GET / HTTP/1.1\r\nHost: a\r\n" + bye, options, splitting);
    EXPECT_THAT(reply, StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(reply, testing::Not(HasSubstr("Set-Cookie")));
}

TEST(Server, NamesATakenPort) {
    Loop loop;
    const Server first = serve(loop);
    const auto second = Server::listen(loop.io().get_executor(), ServerOptions{.port = first.port()});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fault, Fault::io);
    EXPECT_EQ(second.error().where, "127.0.0.1:" + std::to_string(first.port()));
    EXPECT_EQ(second.error().detail, "port in use");
}

TEST(Server, RefusesUnusableAddressesAndKeys) {
    Loop loop;
    const auto executor = loop.io().get_executor();
    EXPECT_EQ(Server::listen(executor, ServerOptions{.address = "sp.example"}).error().fault, Fault::malformed);
    EXPECT_EQ(Server::listen(executor, ServerOptions{.address = "192.0.2.1"}).error().fault, Fault::io);
    ServerOptions broken;
    broken.tls = ServerOptions::Tls{"no certificate", "no key"};
    EXPECT_EQ(Server::listen(executor, broken).error().fault, Fault::malformed);
}

TEST(Server, StopClosesIdleConnectionsAndTheListener) {
    Loop loop;
    Server server = serve(loop);
    Network network;
    ASSERT_TRUE(loop.run(network.send(HttpRequest{"GET", server.origin() + "/", {}, {}}, ample)));
    server.stop();
    loop.turn([] { return false; }); // returns when nothing is left to do: the kept connection has ended
    const auto answer = loop.run(network.send(HttpRequest{"GET", server.origin() + "/", {}, {}}, ample));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().detail, "connection refused");
}

TEST(Server, ClosesConnectionsBeyondItsLimit) {
    Loop loop;
    const Server server = serve(loop, mirror, ServerOptions{.max_connections = 1});
    Network network;
    ASSERT_TRUE(loop.run(network.send(HttpRequest{"GET", server.origin() + "/", {}, {}}, ample)));
    EXPECT_EQ(loop.run(say(server.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n")), "");
}

TEST(Server, OriginNamesAVisibleHost) {
    Loop loop;
    const auto executor = loop.io().get_executor();
    const auto everywhere = Server::listen(executor, ServerOptions{.address = "0.0.0.0"});
    EXPECT_EQ(everywhere->origin(), "http://127.0.0.1:" + std::to_string(everywhere->port()));
    const auto local = Server::listen(executor, ServerOptions{.address = "localhost"});
    EXPECT_EQ(local->origin(), "http://localhost:" + std::to_string(local->port()));
}

TEST(ParseListen, ReadsAddressAndPort) {
    const auto check = [](std::string_view text, std::string address, std::uint16_t port) {
        const auto options = parse_listen(text);
        ASSERT_TRUE(options) << text;
        EXPECT_EQ(options->address, address);
        EXPECT_EQ(options->port, port);
    };
    check("127.0.0.1:8080", "127.0.0.1", 8080);
    check("[::1]:0", "::1", 0);
    check(":65535", "127.0.0.1", 65535);
    check("localhost:80", "localhost", 80);
    check("0.0.0.0:80", "0.0.0.0", 80);
}

TEST(ParseListen, RefusesEverythingElse) {
    for (const char* text :
         {"", ":", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x", "::1:80",
          "[127.0.0.1]:80", "[]:80", "[::1]", "sp.example:80", "127.0.0.1 :80"}) {
        const auto options = parse_listen(text);
        ASSERT_FALSE(options) << text;
        EXPECT_EQ(options.error().fault, Fault::malformed);
    }
}

} // namespace
} // namespace idpsim::net
