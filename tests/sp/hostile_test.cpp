/// Whatever arrives, the answer is a 4xx, and the next good login works.
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "tests/sp/bench.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

TEST(Hostile, EveryTruncationIsRefused) {
    Bench bench;
    const std::string xml = bench.write({});
    Browser browser;
    for (std::size_t size = 1; size < xml.size(); size += 37) {
        const HttpResponse response = bench.post(xml.substr(0, size), browser);
        ASSERT_EQ(response.status, 400) << size;
    }
    EXPECT_EQ(bench.post(xml, browser).status, 303);
}

TEST(Hostile, AFlippedOctetNeverMakesSomebodyElse) {
    Bench bench;
    const std::string xml = bench.write({});
    Random random(11, "flips");
    for (int i = 0; i < 400; ++i) {
        std::string flipped = xml;
        flipped[random.below(flipped.size())] = static_cast<char>(random.below(256));
        Browser browser;
        const HttpResponse response = bench.post(flipped, browser);
        ASSERT_LT(response.status, 500);
        // What the signature does not cover may change; who one is may not.
        if (response.status != 303) continue;
        ASSERT_EQ(text_of(bench.whoami(browser), "email"), "ada@example.test") << flipped;
    }
    EXPECT_LE(bench.account_count(), 1u);
    EXPECT_TRUE(bench.admits_a_good_login());
}

TEST(Hostile, DepthAndSizeAreBounded) {
    Bench bench;
    Browser browser;
    std::string deep, wide = "<r";
    for (int i = 0; i < 20'000; ++i) deep += "<a>";
    for (int i = 0; i < 5'000; ++i) wide += " a" + std::to_string(i) + "=\"\"";
    const std::string bomb = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><r>&b;</r>";
    for (const std::string& xml : {deep, wide + "/>", bomb, std::string(2u << 20, ' '), std::string("\0\0\0", 3),
                                   std::string("\xff\xfe<\0r\0/\0>\0", 10)}) {
        const HttpResponse response = bench.post(xml, browser);
        EXPECT_GE(response.status, 400);
        EXPECT_LT(response.status, 500);
    }
    EXPECT_TRUE(bench.admits_a_good_login());
}

TEST(Hostile, RandomRequestsAreAnswered) {
    Bench bench;
    Random random(12, "requests");
    const std::vector<std::string> parts{"/",     "sso",         "api",    "orgs", bench.org, "acs", "login",
                                         "idp",   "accounts",    "%2e%2e", "..",   "?",       "&",   "=",
                                         "email", "relay_state", "%",      "\\",   "scim",    "v2",  "Users"};
    const std::vector<std::string> methods{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "X"};
    for (int i = 0; i < 2000; ++i) {
        std::string path = "/";
        for (std::uint64_t n = random.below(8); n > 0; --n)
            path += parts[random.below(parts.size())] + (random.below(2) ? "/" : "");
        const HttpResponse response =
            bench.send(methods[random.below(methods.size())], path,
                       {{"Authorization", "Bearer " + bench.admin_token},
                        {"Content-Type", random.below(2) ? "application/json" : "application/xml"}},
                       random.pick("{}[]\":,a<>/ \\u0", random.below(64)));
        ASSERT_LT(response.status, 500) << path;
    }
    EXPECT_TRUE(bench.admits_a_good_login());
}

} // namespace
} // namespace idpsim::sp::test
