#include "src/net/octets.hpp"

#include "src/net/server.hpp"
#include "tests/net/loop.hpp"

#include <gtest/gtest.h>

namespace idpsim::net {
namespace {

namespace asio = boost::asio;

asio::awaitable<HttpResponse> echo(HttpRequest request) {
    co_return text_response(200, request.method + " " + request.url + " " + request.body);
}

/// What a party in the process answers to octets.
OctetAnswers say(Octets octets) {
    test::Loop loop;
    Network network;
    network.mount("https://party.test", "party", echo);
    auto answers = loop.run(network.send_octets("https://party.test", std::move(octets)));
    EXPECT_TRUE(answers) << (answers ? "" : describe(answers.error()));
    return answers ? *answers : OctetAnswers{};
}

Octets text(std::string octets) {
    Octets out;
    out.pieces = {{std::move(octets)}};
    return out;
}

TEST(Octets, MeetAPartyInTheProcessThroughAServerAndItsOwnOrigin) {
    const OctetAnswers got = say(text("POST /a HTTP/1.1\r\nHost: elsewhere.test\r\nContent-Length: 2\r\n\r\nhi"));
    ASSERT_EQ(got.responses.size(), 1u);
    EXPECT_EQ(got.responses[0].body, "POST https://party.test/a hi");
    EXPECT_FALSE(got.closed);
    EXPECT_TRUE(got.sent_all);
}

TEST(Octets, SeveralAnswersInOrder) {
    Octets octets;
    octets.pieces = {{"GET /1 HTTP/1.1\r\nHost: a\r\n\r\n", 3}, {"GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"}};
    octets.answers = 4;
    const OctetAnswers got = say(std::move(octets));
    ASSERT_EQ(got.responses.size(), 4u);
    EXPECT_EQ(got.responses[3].body, "GET https://party.test/2 ");
}

TEST(Octets, WhatIsRefusedIsToldAndClosed) {
    Octets octets = text("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    octets.until_closed = true;
    const OctetAnswers got = say(std::move(octets));
    ASSERT_EQ(got.responses.size(), 1u);
    EXPECT_EQ(got.responses[0].status, 400);
    EXPECT_TRUE(got.closed);
}

TEST(Octets, ADripEndsWhenTheServersPatienceDoes) {
    Octets octets;
    octets.pieces = {{"GET / HTTP/1.1\r\n"}, {"A: b\r\n", 1'000, 0.01}};
    octets.server_limit = Millis{50};
    octets.until_closed = true;
    const OctetAnswers got = say(std::move(octets));
    ASSERT_EQ(got.responses.size(), 1u);
    EXPECT_EQ(got.responses[0].status, 408);
    EXPECT_FALSE(got.sent_all);
    EXPECT_LT(got.took.count(), 2'000);
}

TEST(Octets, HalfAMessageAndThenTheEnd) {
    Octets octets = text("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhi");
    octets.half_close = true;
    octets.until_closed = true;
    const OctetAnswers got = say(std::move(octets));
    EXPECT_TRUE(got.responses.empty());
    EXPECT_TRUE(got.closed);
}

TEST(Octets, NobodyIsThere) {
    test::Loop loop;
    Network network;
    EXPECT_EQ(loop.run(network.send_octets("http://127.0.0.1:1", text("x"))).error().fault, Fault::unreachable);
}

} // namespace
} // namespace idpsim::net
