#include "src/net/tidy_url.hpp"

#include "src/core/url.hpp"

#include <gtest/gtest.h>

namespace idpsim::net {
namespace {

TEST(TidyUrl, LeavesLegalUrlsAlone) {
    for (const char* legal : {"https://sp.example/a?b=%20c&d=e+f#g", "http://[::1]:80/x", "/relative?x=1", "",
                              "//[::1]/x", "a:b@c/!$&'()*+,;=~"})
        EXPECT_EQ(tidy_url(legal), legal);
}

TEST(TidyUrl, EscapesWhatBrowsersTolerate) {
    EXPECT_EQ(tidy_url("https://sp.example/a b?c=\"d\""), "https://sp.example/a%20b?c=%22d%22");
    EXPECT_EQ(tidy_url("https://[::1]/x?f=emails[type]"), "https://[::1]/x?f=emails%5Btype%5D");
    EXPECT_EQ(tidy_url("/100%?x=%4"), "/100%25?x=%254");
    EXPECT_EQ(tidy_url("/\xc3\xa9"), "/%C3%A9");
}

TEST(TidyUrl, ResultIsReadable) {
    std::string every = "https://sp.example/";
    for (int c = 1; c < 256; ++c)
        if (c != '#') every += static_cast<char>(c);
    EXPECT_TRUE(parse_url(tidy_url(every)));
}

} // namespace
} // namespace idpsim::net
