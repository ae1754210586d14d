#include "src/core/url.hpp"

#include "src/core/random.hpp"
#include "tests/core/properties.hpp"

#include <gtest/gtest.h>

namespace idpsim {
namespace {

TEST(Url, IsTakenApart) {
    const Url url = parse_url("HTTPS://SP.example:8443/sso/acs%2F1?a=%20b&c#part").value();
    EXPECT_EQ(url.scheme, "https");
    EXPECT_EQ(url.host, "SP.example");
    EXPECT_EQ(url.port, 8443);
    EXPECT_EQ(url.path, "/sso/acs%2F1");
    EXPECT_EQ(url.query, "a=%20b&c");
    EXPECT_EQ(url.origin(), "https://sp.example:8443");
    EXPECT_EQ(url.target(), "/sso/acs%2F1?a=%20b&c");
}

TEST(Url, DefaultsArePathAndPort) {
    const Url plain = parse_url("http://sp.example").value();
    EXPECT_EQ(plain.port, 80);
    EXPECT_EQ(plain.target(), "/");
    EXPECT_EQ(plain.origin(), "http://sp.example");
    EXPECT_EQ(parse_url("https://sp.example:443/")->origin(), "https://sp.example");
    EXPECT_EQ(parse_url("http://sp.example:443/")->origin(), "http://sp.example:443");
}

TEST(Url, AHostMayBeginLikeAnAddress) {
    EXPECT_EQ(parse_url("http://127.0.0.1.evil.test/x").value().host, "127.0.0.1.evil.test");
    EXPECT_EQ(parse_url("http://127.0.0.1a").value().host, "127.0.0.1a");
    EXPECT_EQ(parse_url("http://127.0.0.1").value().host, "127.0.0.1");
}

TEST(Url, KeepsIpv6InItsBracketsWhereTheyBelong) {
    const Url url = parse_url("http://[::1]:8080/x").value();
    EXPECT_EQ(url.host, "::1");
    EXPECT_EQ(url.origin(), "http://[::1]:8080");
}

TEST(Url, IsTheSameWhenAskedAgain) {
    for (int round = 0; round < 2; ++round)
        for (int n = 0; n < 6; ++n) {
            const std::string path = "/p" + std::to_string(n);
            EXPECT_EQ(parse_url("https://x.test" + path).value().path, path);
            EXPECT_FALSE(parse_url("https://"));
        }
}

TEST(Url, RefusesWhatIsNoHttpUrl) {
    for (const char* text : {"", "/sso", "sp.example/sso", "ftp://sp.example/", "javascript:alert(1)", "https://",
                             "https:///x", "https://ada:secret@sp.example/", "https://sp.example:0/",
                             "https://sp.example:65536/", "https://sp.example/a b", "https://sp.example/%zz", "HTTP://127.0.0.1.evil.test/"}) {
        const auto url = parse_url(text);
        ASSERT_TRUE(url.has_error()) << text;
        EXPECT_EQ(url.error().fault, Fault::malformed) << text;
    }
}

TEST(Url, TellsNoPasswordThatStoodInIt) {
    for (const char* text : {"https://ada:secret@sp.example/", "ftp://ada:secret@sp.example/", "https://ada:se@cret@sp.example:0/x@y", "ada:secret@sp.example/"}) {
        const Error error = parse_url(text).error();
        EXPECT_EQ((error.where + error.detail).find("cret"), std::string::npos) << error.where;
        EXPECT_NE(error.where.find("***@sp.example"), std::string::npos) << error.where;
    }
}

// A scheme in capitals keeps a URL from the shorter way that plain ones take.
TEST(Url, MeansTheSameWhicheverWayItIsRead) {
    Random random(1, "plain and other URLs");
    const std::vector<std::string> pieces{"a", "sp.example", "127.0.0.1/", ".", "-", ":", ":80", ":0", ":65535", ":65536", "/", "//", "?", "&x=1", "%20",
                                          "%2g", "%", "@", "#", "[::1]", "+", "~", "'", "\"", " ", "\\", "|", "Z", "_", "\xC3\xA4"};
    int good = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string rest = random.below(4) == 0 ? "" : "sp.example";
        for (std::uint64_t n = random.below(6); n > 0; --n) rest += pieces[random.below(pieces.size())];
        const Result<Url> plain = parse_url("http://" + rest), other = parse_url("HTTP://" + rest);
        ASSERT_EQ(plain.has_value(), other.has_value()) << rest;
        if (!plain) continue;
        ++good;
        EXPECT_EQ(plain->scheme, other->scheme);
        EXPECT_EQ(plain->host, other->host) << rest;
        EXPECT_EQ(plain->port, other->port) << rest;
        EXPECT_EQ(plain->path, other->path) << rest;
        EXPECT_EQ(plain->query, other->query) << rest;
    }
    EXPECT_GT(good, 5'000);
}

TEST(Url, ResolvesReferencesAgainstThePage) {
    const char* base = "https://idp.example/app/login?step=1";
    EXPECT_EQ(*resolve_url(base, "https://sp.example/acs"), "https://sp.example/acs");
    EXPECT_EQ(*resolve_url(base, "/sso?x=1"), "https://idp.example/sso?x=1");
    EXPECT_EQ(*resolve_url(base, "next"), "https://idp.example/app/next");
    EXPECT_EQ(*resolve_url(base, "../up"), "https://idp.example/up");
    EXPECT_EQ(*resolve_url(base, "?step=2"), "https://idp.example/app/login?step=2");
    EXPECT_EQ(*resolve_url(base, "//cdn.example/x"), "https://cdn.example/x");
    EXPECT_EQ(*resolve_url(base, ""), "https://idp.example/app/login?step=1");
    EXPECT_TRUE(resolve_url("/app", "/x").has_error());
    EXPECT_TRUE(resolve_url(base, "https://[bad").has_error());
}

TEST(Encoding, KeepsUnreservedAndEscapesInCapitals) {
    EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(percent_encode("a b+c/=\xC3\xA9"), "a%20b%2Bc%2F%3D%C3%A9");
    EXPECT_EQ(form_encode("a b+c"), "a+b%2Bc");
}

TEST(Encoding, PlusIsASpaceOnlyInForms) {
    EXPECT_EQ(*percent_decode("a+b%2b"), "a+b+");
    EXPECT_EQ(*percent_decode("a+b%2b", true), "a b+");
}

TEST(Encoding, RefusesBrokenEscapes) {
    for (const char* text : {"%", "%4", "%4g", "a%", "%%41"}) EXPECT_TRUE(percent_decode(text).has_error()) << text;
    EXPECT_TRUE(parse_form("a=%zz").has_error());
    EXPECT_TRUE(parse_form("%zz=a").has_error());
}

TEST(Form, KeepsOrderAndDuplicates) {
    const Params expected = {{"b", "2"}, {"a", "1 +"}, {"b", ""}, {"c", ""}, {"d", "x=y"}};
    EXPECT_EQ(*parse_form("b=2&a=1+%2B&b=&c&&d=x=y"), expected);
    EXPECT_TRUE(parse_form("")->empty());
    EXPECT_EQ(find_param(expected, "b"), "2");
    EXPECT_EQ(find_param(expected, "B"), std::nullopt);
}

TEST(WithParam, ChoosesTheSeparator) {
    EXPECT_EQ(with_param("https://x/a", "q", "1 2"), "https://x/a?q=1%202");
    EXPECT_EQ(with_param("https://x/a?b=c", "q", "&"), "https://x/a?b=c&q=%26");
    EXPECT_EQ(with_param("https://x/a?", "q", "1"), "https://x/a?q=1");
    EXPECT_EQ(with_param("https://x/a?b=c&", "q", "1"), "https://x/a?b=c&q=1");
}

RC_GTEST_PROP(Encoding, DecodesWhatItEncodes, (const std::string& text)) {
    RC_ASSERT(percent_decode(percent_encode(text)).value() == text);
    RC_ASSERT(percent_decode(form_encode(text), true).value() == text);
}

RC_GTEST_PROP(Form, ReadsWhatItWrites, (const Params& params)) {
    // A pair without name and value cannot be told from nothing.
    for (const auto& [name, value] : params) RC_PRE(!name.empty() || !value.empty());
    RC_ASSERT(parse_form(write_form(params)).value() == params);
}

} // namespace
} // namespace idpsim
