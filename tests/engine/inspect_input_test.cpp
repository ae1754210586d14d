/// What find_messages makes of everything that people pass on.
#include "src/engine/inspect_input.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/deflate.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

using ::testing::HasSubstr;

const std::string response =
    R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"><a>?>?~~</a></samlp:Response>)";
const std::string request = R"(<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_2"/>)";
const std::string closed_request =
    R"(<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_2"></samlp:AuthnRequest>)";

std::string base64(std::string_view xml) { return crypto::base64_encode(xml); }
std::string deflated(std::string_view xml) { return crypto::base64_encode(saml::deflate_raw(xml)); }

std::vector<FoundMessage> found(std::string_view text) { return find_messages(text).value(); }

/// The only message in it.
std::string only(std::string_view text) {
    const auto all = find_messages(text);
    if (!all) return "error: " + all.error().detail;
    return all->size() == 1 ? all->front().xml : std::to_string(all->size()) + " messages";
}

TEST(FindMessages, XmlAsItStands) {
    EXPECT_EQ(only(response), response);
    EXPECT_EQ(only("\xEF\xBB\xBF" + response), "\xEF\xBB\xBF" + response);
    EXPECT_EQ(found(response)[0].encoding, "XML");
}

TEST(FindMessages, Base64InAnyState) {
    const std::string plain = base64(response);
    EXPECT_EQ(only(plain), response);
    EXPECT_EQ(only(wrap(plain, 20) + "\n"), response);
    EXPECT_EQ(only("  \"" + plain + "\"\r\n"), response);
    EXPECT_EQ(only(percent_encode(plain)), response);
    EXPECT_EQ(only(percent_encode(percent_encode(plain))), response);
    EXPECT_EQ(only(replace_all(replace_all(plain, "+", "-"), "/", "_")), response);
    EXPECT_EQ(only(replace_all(plain, "=", "")), response);
    EXPECT_EQ(only(base64(plain)), response);
    EXPECT_EQ(only(deflated(request)), request);
    EXPECT_EQ(found(deflated(request))[0].encoding, "deflated base64");
}

TEST(FindMessages, PlusSignsThatBecameSpaces) {
    const std::string text = base64("<a>" + std::string("\xfb\xef\xbe\xfb\xef\xbe", 6) + "</a>");
    ASSERT_NE(text.find('+'), std::string::npos);
    EXPECT_EQ(found(replace_all(text, "+", " ")).size(), 1u);
}

TEST(FindMessages, RedirectUrlWithItsSignature) {
    const std::string url =
        "https://idp.example.test/sso?idpid=C0&SAMLRequest=" + percent_encode(deflated(request)) +
        "&RelayState=%2Fhome&SigAlg=" + percent_encode("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256") +
        "&Signature=QUJD#top";
    const auto all = found(url);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].xml, request);
    EXPECT_EQ(all[0].relay_state, "/home");
    ASSERT_TRUE(all[0].redirect);
    EXPECT_EQ(all[0].redirect->signature, "ABC");
    EXPECT_EQ(all[0].request->method, "GET");
    EXPECT_EQ(only(replace_all(url, "&", "&amp;")), request);
    EXPECT_EQ(only(wrap(url, 60)), request);
}

TEST(FindMessages, QueriesFormsAndPages) {
    EXPECT_EQ(only("SAMLRequest=" + percent_encode(deflated(request))), request);
    EXPECT_EQ(only("RelayState=x&SAMLResponse=" + percent_encode(base64(response))), response);
    EXPECT_EQ(only("SAMLResponse: " + base64(response)), response);
    EXPECT_EQ(only("<html><body onload=\"document.forms[0].submit()\"><form method=post action=x><input "
                   "name=SAMLResponse value=\"" +
                   base64(response) + "\"></form></body></html>"),
              response);
    EXPECT_EQ(
        only("POST /acs HTTP/1.1\r\nHost: sp.example.test\r\n\r\nSAMLResponse=" + percent_encode(base64(response))),
        response);
}

TEST(FindMessages, XmlInsideOtherText) {
    EXPECT_EQ(only("2026-03-02 DEBUG got " + response + " from somewhere"), response);
    EXPECT_EQ(only("got " + replace_all(replace_all(response, "<", "&lt;"), "\"", "&quot;")), response);
    const auto two = found(response + "\n" + closed_request);
    ASSERT_EQ(two.size(), 2u);
    EXPECT_EQ(two[1].where, "document 2");
}

TEST(FindMessages, AnotherProtocolsWrapping) {
    EXPECT_EQ(only("<t:Token xmlns:t=\"urn:example:trust\">" + response + "</t:Token>"), response);
    const std::string soap = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + response +
                             "</s:Body></s:Envelope>";
    EXPECT_EQ(only(soap), soap); // whole: what is inside may use its namespaces
}

TEST(FindMessages, SeveralEncodedOnes) {
    const auto two = found(base64(response) + "\n\n" + deflated(request) + "\n");
    ASSERT_EQ(two.size(), 2u);
    EXPECT_EQ(two[0].xml, response);
    EXPECT_EQ(two[1].xml, request);
}

TEST(FindMessages, Har) {
    const std::string har =
        R"({"log":{"entries":[{"startedDateTime":"2026-03-02T10:00:00.000+01:00","request":{"method":"GET","url":"https://idp.example.test/sso?SAMLRequest=)" +
        percent_encode(deflated(request)) +
        R"("},"response":{"content":{"mimeType":"text/html","encoding":"base64","text":")" +
        base64("<form method='post'><input name='SAMLResponse' value='" + base64(response) + "'></form>") +
        R"("}}},{"startedDateTime":"2026-03-02T09:00:05.000Z","request":{"method":"POST","url":"https://sp.example.test/acs","postData":{"mimeType":"application/x-www-form-urlencoded","text":"SAMLResponse=)" +
        percent_encode(base64(response)) + R"("}},"response":{}}]}})";
    const auto all = found(har);
    ASSERT_EQ(all.size(), 2u); // the Response once, as it was delivered
    EXPECT_EQ(all[0].xml, request);
    EXPECT_EQ(all[1].xml, response);
    EXPECT_EQ(all[1].request->url, "https://sp.example.test/acs");
    EXPECT_EQ(all[1].where, "request 2: form field SAMLResponse");
    EXPECT_EQ(format_instant(*all[1].at), "2026-03-02T09:00:05.000Z");
}

TEST(FindMessages, SamlTracer) {
    const std::string posted =
        R"({"requests":[{"method":"POST","url":"https://sp.example.test/acs","timestamp":1772442005000,"post":[["SAMLResponse",")" +
        base64(response) + R"("],["RelayState","x"]],"saml":"<other/>"}]})";
    const auto all = found(posted);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].xml, response);
    EXPECT_EQ(all[0].relay_state, "x");
    EXPECT_TRUE(all[0].at);
    const std::string shown = R"({"requests":[{"method":"GET","url":"https://idp.example.test/","saml":")" +
                              replace_all(closed_request, "\"", "\\\"") + R"("}]})";
    EXPECT_EQ(only(shown), closed_request);
}

TEST(FindMessages, SaysWhatIsWrong) {
    EXPECT_THAT(only(""), HasSubstr("nothing in it"));
    EXPECT_THAT(only("hello world"), HasSubstr("no SAML message"));
    EXPECT_THAT(only("{}"), HasSubstr("neither a HAR"));
    EXPECT_THAT(only("{\"log\":"), HasSubstr("like JSON"));
    EXPECT_THAT(only(R"({"log":{"entries":[{}]}})"), HasSubstr("none of the 1 recorded requests"));
    EXPECT_THAT(only(deflated(response).substr(0, 60)), HasSubstr("cut short"));
    const std::string key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
    EXPECT_THAT(only(key), HasSubstr("private key"));
    EXPECT_THAT(only(key), ::testing::Not(HasSubstr("c2VjcmV0")));
}

} // namespace
} // namespace idpsim::engine
