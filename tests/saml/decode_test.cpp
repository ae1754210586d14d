#include "src/saml/decode.hpp"

#include "src/core/url.hpp"
#include "src/saml/bindings.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

constexpr char form_type[] = "application/x-www-form-urlencoded";

std::string redirect_url(std::string_view xml) {
    return encode_redirect("https://idp.example/sso?idpid=C0", "SAMLRequest", xml, "state");
}

Exchange form_post(std::string body) {
    Exchange out;
    out.request = {"POST", "https://sp.example/acs", {{"content-type", form_type}}, std::move(body)};
    return out;
}

TEST(DecodeMessages, FindsTheRequestsQuery) {
    Exchange exchange;
    exchange.request.url = redirect_url("<a/>") + "#fragment";
    const auto found = decode_messages(exchange);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].parameter, "SAMLRequest");
    EXPECT_EQ(found[0].xml, "<a/>");
    EXPECT_EQ(found[0].relay_state, "state");
}

TEST(DecodeMessages, FindsTheRequestsForm) {
    const auto found = decode_messages(form_post("SAMLResponse=" + percent_encode(encode_post("<r/>"))));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].parameter, "SAMLResponse");
    EXPECT_EQ(found[0].xml, "<r/>");
    EXPECT_EQ(found[0].relay_state, std::nullopt);
}

TEST(DecodeMessages, FindsTheRedirectsLocation) {
    Exchange exchange;
    exchange.response = redirect_response(redirect_url("<a/>"));
    EXPECT_EQ(decode_messages(exchange).at(0).xml, "<a/>");
    exchange.response.status = 200;
    EXPECT_TRUE(decode_messages(exchange).empty());
}

TEST(DecodeMessages, FindsTheFormThatPostsItself) {
    test::start_xml();
    Exchange exchange;
    exchange.response = html_response(
        200, auto_post_page("https://sp.example/acs", {{"SAMLResponse", encode_post("<r/>")}, {"RelayState", "\"<&"}}));
    const auto found = decode_messages(exchange);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].parameter, "SAMLResponse");
    EXPECT_EQ(found[0].xml, "<r/>");
    EXPECT_EQ(found[0].relay_state, "\"<&");
}

TEST(DecodeMessages, ListsThemInTheOrderOfTheWire) {
    test::start_xml();
    Exchange exchange;
    exchange.request.url = redirect_url("<q/>");
    exchange.response =
        html_response(200, auto_post_page("https://sp.example/acs", {{"SAMLResponse", encode_post("<r/>")}}));
    const auto found = decode_messages(exchange);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].xml, "<q/>");
    EXPECT_EQ(found[1].xml, "<r/>");
}

TEST(DecodeMessages, ListsADoubledParameterTwice) {
    const auto found = decode_messages(form_post("SAMLResponse=PGEvPg%3D%3D&SAMLResponse=PGIvPg%3D%3D"));
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[1].xml, "<b/>");
}

TEST(DecodeMessages, LeavesOutWhatCannotBeDecoded) {
    for (const char* body : {"", "SAMLResponse=", "SAMLResponse=[masked]", "SAMLResponse=%zz", "a=b"})
        EXPECT_TRUE(decode_messages(form_post(body)).empty()) << body;
    Exchange json = form_post("SAMLResponse=PGEvPg%3D%3D");
    json.request.headers = {{"Content-Type", "application/json"}};
    EXPECT_TRUE(decode_messages(json).empty());
    Exchange plain;
    plain.request.url = "https://idp.example/sso?SAMLRequest=PGEvPg%3D%3D";
    EXPECT_TRUE(decode_messages(plain).empty());
    EXPECT_TRUE(decode_messages({}).empty());
}

} // namespace
} // namespace idpsim::saml
