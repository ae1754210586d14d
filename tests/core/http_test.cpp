#include "src/core/http.hpp"

#include <gmock/gmock.h>

namespace idpsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Headers cookies = {{"Set-Cookie", "a=1"}, {"Content-Type", "text/html"}, {"set-cookie", "b=2"}};

TEST(Headers, AreFoundWhateverTheirCase) {
    EXPECT_EQ(find_header(cookies, "SET-COOKIE"), "a=1");
    EXPECT_EQ(find_header(cookies, "Cookie"), std::nullopt);
    EXPECT_THAT(all_headers(cookies, "Set-Cookie"), ElementsAre("a=1", "b=2"));
    EXPECT_THAT(all_headers(cookies, "ETag"), ElementsAre());
}

TEST(Headers, AreReplacedAsAWhole) {
    Headers headers = cookies;
    set_header(headers, "Set-Cookie", "c=3");
    EXPECT_THAT(all_headers(headers, "Set-Cookie"), ElementsAre("c=3"));
    set_header(headers, "ETag", "\"1\"");
    EXPECT_EQ(find_header(headers, "etag"), "\"1\"");
}

TEST(Responses, CarryStatusTypeAndBody) {
    EXPECT_EQ(html_response(200, "x").headers, (Headers{{"Content-Type", "text/html; charset=utf-8"}}));
    EXPECT_EQ(text_response(404, "x").headers, (Headers{{"Content-Type", "text/plain; charset=utf-8"}}));
    const HttpResponse json = json_response(201, "{}", "application/scim+json");
    EXPECT_EQ(json.status, 201);
    EXPECT_EQ(json.body, "{}");
    EXPECT_EQ(find_header(json.headers, "content-type"), "application/scim+json");
    const HttpResponse moved = redirect_response("https://sp.example/");
    EXPECT_EQ(moved.status, 302);
    EXPECT_EQ(find_header(moved.headers, "Location"), "https://sp.example/");
}

TEST(Pages, EscapeWhatTheyAreGiven) {
    const std::string page =
        auto_post_page("https://sp.example/acs?a=\"&b=<c>", {{"SAMLResponse", "PD94"}, {"<n>", "\"v'"}});
    EXPECT_THAT(page, HasSubstr("action=\"https://sp.example/acs?a=&quot;&amp;b=&lt;c&gt;\""));
    EXPECT_THAT(page, HasSubstr("name=\"SAMLResponse\" value=\"PD94\""));
    EXPECT_THAT(page, HasSubstr("name=\"&lt;n&gt;\" value=\"&quot;v&#39;\""));
    EXPECT_THAT(page, HasSubstr("<noscript>"));
    EXPECT_THAT(html_page("<script>", "<p>kept</p>"),
                testing::AllOf(HasSubstr("<title>&lt;script&gt;</title>"), HasSubstr("<p>kept</p>"),
                               Not(HasSubstr("<script>"))));
}

} // namespace
} // namespace idpsim
