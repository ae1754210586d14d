#include "src/net/site.hpp"

#include <gtest/gtest.h>

namespace idpsim::net {
namespace {

Url url(std::string_view text) { return parse_url(text).value(); }

TEST(Site, RegistrableDomain) {
    EXPECT_EQ(registrable_domain("acme.okta.com"), "okta.com");
    EXPECT_EQ(registrable_domain("OKTA.com"), "okta.com");
    EXPECT_EQ(registrable_domain("a.b.shop.co.uk"), "shop.co.uk");
    EXPECT_EQ(registrable_domain("sp.example"), "sp.example");
    EXPECT_EQ(registrable_domain("com"), "com");
    EXPECT_EQ(registrable_domain("127.0.0.1"), "127.0.0.1");
    EXPECT_EQ(registrable_domain("localhost"), "localhost");
}

TEST(Site, SchemeAndDomainMakeASiteButNotThePort) {
    EXPECT_TRUE(is_same_site(url("https://a.sp.example:8443/"), url("https://b.sp.example/")));
    EXPECT_FALSE(is_same_site(url("http://sp.example/"), url("https://sp.example/")));
    EXPECT_FALSE(is_same_site(url("https://sp.example/"), url("https://idp.example/")));
    EXPECT_TRUE(is_same_site(url("http://127.0.0.1:1/"), url("http://127.0.0.1:2/")));
    EXPECT_FALSE(is_same_site(url("http://127.0.0.1/"), url("http://127.0.1.1/")));
}

TEST(Site, SecureContexts) {
    for (const char* yes :
         {"https://sp.example/", "http://localhost:1/", "http://sp.localhost/", "http://127.8.0.1/", "http://[::1]/"})
        EXPECT_TRUE(is_secure_context(url(yes))) << yes;
    for (const char* no : {"http://sp.example/", "http://10.0.0.1/", "http://notlocalhost/"})
        EXPECT_FALSE(is_secure_context(url(no))) << no;
}

TEST(Site, PublicHosts) {
    for (const char* yes : {"sp.example", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "[2606:4700::1111]", "1e100.net"})
        EXPECT_TRUE(is_public_host(yes)) << yes;
    for (const char* no :
         {"localhost", "sp.localhost", "LOCALHOST.", "127.0.0.1", "127.255.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255",
          "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "[::1]",
          "::ffff:127.0.0.1", "::7f00:1", "64:ff9b::a00:1", "fe80::1", "fd00::1", "ff02::1", "2130706433", "0x7f.1", "127.1", "intranet",
          "printer.local", "db.internal", ""})
        EXPECT_FALSE(is_public_host(no)) << no;
}

} // namespace
} // namespace idpsim::net
