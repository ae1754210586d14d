#include "src/core/transcript.hpp"

#include <gmock/gmock.h>

namespace idpsim {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Masker, HidesKnownSecretsWhereverTheyStand) {
    Masker masker;
    masker.add("scim-token-1");
    EXPECT_EQ(masker.mask("a scim-token-1 and scim-token-1"), "a [masked] and [masked]");
    EXPECT_EQ(masker.mask_body("{\"t\":\"scim-token-1\"}", "application/json"), "{\"t\":\"[masked]\"}");
    EXPECT_EQ(masker.mask_url("https://x/scim-token-1?t=scim-token-1"), "https://x/[masked]?t=[masked]");
}

TEST(Masker, HidesTheLongerOfTwoSecretsWhole) {
    Masker masker;
    masker.add("abcd");
    masker.add("abcd-efgh");
    EXPECT_EQ(masker.mask("abcd-efgh abcd"), "[masked] [masked]");
}

TEST(Masker, IgnoresWhatIsTooShortToBeASecret) {
    Masker masker;
    masker.add("");
    masker.add("abc");
    EXPECT_EQ(masker.mask("abc"), "abc");
}

TEST(Masker, HidesCredentialsAndCookiesButNotTheirKind) {
    const Headers masked = Masker().mask(Headers{{"authorization", "Bearer abc.def"},
                                                 {"Proxy-Authorization", "opaque"},
                                                 {"Cookie", "sid=1; theme=dark"},
                                                 {"Set-Cookie", "sid=1; Path=/; HttpOnly"},
                                                 {"Set-Cookie", "broken"},
                                                 {"Accept", "text/html"}});
    const Headers expected = {{"authorization", "Bearer [masked]"},
                              {"Proxy-Authorization", "[masked]"},
                              {"Cookie", "sid=[masked]; theme=[masked]"},
                              {"Set-Cookie", "sid=[masked]; Path=/; HttpOnly"},
                              {"Set-Cookie", "[masked]"},
                              {"Accept", "text/html"}};
    EXPECT_EQ(masked, expected);
}

TEST(Masker, HidesSecretFieldsOfFormsAndQueries) {
    const Masker masker;
    EXPECT_EQ(masker.mask_body("username=ada&Password=p%26q&x=1", "application/x-www-form-urlencoded; charset=utf-8"),
              "username=ada&Password=[masked]&x=1");
    EXPECT_EQ(masker.mask_body("password=1", "text/plain"), "password=1");
    EXPECT_EQ(masker.mask_url("https://x/?client_secret=1&a=2"), "https://x/?client_secret=[masked]&a=2");
    EXPECT_EQ(find_header(masker.mask(Headers{{"Location", "https://x/?access_token=1"}}), "Location"),
              "https://x/?access_token=[masked]");
}

TEST(Masker, KeepsEveryOtherOctetOfAForm) {
    const std::string form = "SAMLResponse=PD94%2B&RelayState=&&x";
    EXPECT_EQ(Masker().mask_body(form, "application/x-www-form-urlencoded"), form);
}

TEST(Masker, HidesSecretMembersOfJson) {
    const Masker masker;
    const std::string type = "application/scim+json; charset=utf-8";
    EXPECT_EQ(masker.mask_body(R"({"id":"a","admin_token":"s3cret","n":{"Token" : "t\"x","password":"p"}})", type),
              R"({"id":"a","admin_token":"[masked]","n":{"Token" : "[masked]","password":"[masked]"}})");
    EXPECT_EQ(masker.mask_body(R"(["token","x",{"token":7,"tokens":"2"}])", type), R"(["token","x",{"token":7,"tokens":"2"}])");
    // Cut or broken JSON: what may be the secret's beginning is hidden, the rest keeps its octets.
    EXPECT_EQ(masker.mask_body(R"({"token":"abc)", type), R"({"token":"[masked])");
    EXPECT_EQ(masker.mask_body("{\"a\":\"b\\", type), "{\"a\":\"b\\");
    EXPECT_EQ(masker.mask_body(R"({"token":)", type), R"({"token":)");
    EXPECT_EQ(masker.mask_body("", type), "");
}

TEST(Masker, HidesSecretsEscapedForFormsAndPages) {
    Masker masker;
    masker.add("p@ss&1");
    EXPECT_EQ(masker.mask("a=p%40ss%261&b=2"), "a=[masked]&b=2");
    EXPECT_EQ(masker.mask("<b>p@ss&amp;1</b>"), "<b>[masked]</b>");
}

TEST(Transcript, NumbersAndMasksWhatItRecords) {
    Transcript transcript;
    transcript.masker().add("hunter22");
    const HttpRequest login = {"POST",
                               "https://idp.example/login?token=hunter22",
                               {{"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "a=b"}},
                               "user=ada&password=x"};
    const HttpResponse welcome = {200, {{"Set-Cookie", "sid=1"}}, "your password is hunter22"};
    EXPECT_EQ(transcript.record(Instant{}, "browser", "idp", login, welcome), 1u);
    EXPECT_EQ(transcript.record(Instant{}, "browser", "sp", {}, Error{Fault::peer_timeout, "HTTP response", "late"}),
              2u);

    const Exchange& first = transcript.exchanges().at(0);
    EXPECT_EQ(first.from, "browser");
    EXPECT_EQ(first.to, "idp");
    EXPECT_EQ(first.request.url, "https://idp.example/login?token=[masked]");
    EXPECT_EQ(first.request.body, "user=ada&password=[masked]");
    EXPECT_THAT(first.response.body, Not(HasSubstr("hunter22")));
    EXPECT_EQ(find_header(first.response.headers, "Set-Cookie"), "sid=[masked]");
    EXPECT_FALSE(first.failure);

    const Exchange& second = transcript.exchanges().at(1);
    EXPECT_EQ(second.response.status, 0);
    ASSERT_TRUE(second.failure);
    EXPECT_EQ(second.failure->fault, Fault::peer_timeout);
}

TEST(Transcript, KeepsTheBeginningOfAHugeRequest) {
    Transcript transcript;
    HttpRequest request;
    request.method = "POST";
    request.url = "https://sp.example/Users?filter=" + std::string(200'000, 'f');
    request.headers = {{"X-Long", std::string(200'000, 'h')}, {"X-After", "left out"}};
    request.body = "{" + std::string(1u << 20, ' ');
    transcript.record(Instant{}, "engine", "sp", request, HttpResponse{});
    const HttpRequest& kept = transcript.exchanges().front().request;
    EXPECT_LT(kept.url.size() + kept.body.size(), 400'000u);
    EXPECT_TRUE(kept.body.starts_with("{  "));
    EXPECT_TRUE(kept.body.ends_with(" more octets"));
    ASSERT_EQ(kept.headers.size(), 1u);
    EXPECT_LT(kept.headers[0].second.size(), 200'000u);
}

} // namespace
} // namespace idpsim
