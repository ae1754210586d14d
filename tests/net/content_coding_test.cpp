#include "src/net/content_coding.hpp"

#include "src/net/network.hpp"
#include "src/net/run_loop.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace idpsim::net {
namespace {

std::string gzip(std::string_view text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

TEST(DecodeContent, RefusesBombsAndUnknownCodings) {
    EXPECT_EQ(decode_content(gzip(std::string(1u << 20, 'a')), "gzip", 1000).error().fault, Fault::too_large);
    EXPECT_EQ(decode_content("x", "br", 1000).error().fault, Fault::unsupported);
    EXPECT_EQ(decode_content("plain", "identity", 1000).value(), "plain");
    std::string cut = gzip("some text that is long enough to be cut");
    cut.resize(cut.size() / 2);
    EXPECT_EQ(decode_content(cut, "gzip", 1000).error().fault, Fault::malformed);
}

boost::asio::awaitable<void> ask(Network& network, HttpRequest request, Result<HttpResponse>& out) {
    out = co_await network.send(std::move(request), Millis{1000});
}

/// What a client gets whose server answers with `answer`.
Result<HttpResponse> got(HttpResponse answer, Headers offered) {
    Network network({.max_body = 1u << 16});
    network.mount("https://sp.example", "sp", [answer](HttpRequest) -> boost::asio::awaitable<HttpResponse> { co_return answer; });
    Result<HttpResponse> out = Error{};
    HttpRequest request{"GET", "https://sp.example/x", std::move(offered), ""};
    run_loop(ask(network, std::move(request), out));
    return out;
}

TEST(Network, UndoesTheCodingThatTheClientOffered) {
    const HttpResponse packed{200, {{"content-encoding", "gzip"}, {"X-Kept", "1"}}, gzip("{}")};
    const auto plain = got(packed, {{"Accept-Encoding", "gzip,deflate"}});
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->body, "{}");
    EXPECT_EQ(plain->headers, (Headers{{"X-Kept", "1"}}));
    EXPECT_EQ(got(packed, {})->body, packed.body) << "who offered nothing gets what came";
    const HttpResponse bomb{200, {{"Content-Encoding", "gzip"}}, gzip(std::string(1u << 20, 'a'))};
    EXPECT_EQ(got(bomb, {{"Accept-Encoding", "gzip"}}).error().fault, Fault::too_large);
}

} // namespace
} // namespace idpsim::net
