/// The shapes of what is rarer than a login: encrypted, refused, by artifact, about logout, metadata with two certificates.
#include "src/saml/likeness.hpp"

#include "src/core/text.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char protocol[] = "urn:oasis:names:tc:SAML:2.0:protocol";

std::string at(const std::string& document, std::string_view path) {
    test::start_xml();
    for (const ShapeLine& line : shape_of(document).value())
        if (line.path == path) return line.what;
    return "(nothing)";
}

/// The differences when `from` becomes `to`, as "path: left | right".
std::vector<std::string> changed(const std::string& document, std::string_view from, std::string_view to) {
    test::start_xml();
    EXPECT_NE(document.find(from), std::string::npos) << from;
    std::vector<std::string> out;
    for (const ShapeDifference& one : compare_shapes(document, replace_all(document, from, to)).value())
        out.push_back(one.path + ": " + one.left.value_or("-") + " | " + one.right.value_or("-"));
    return out;
}

std::string message(const std::string& name, const std::string& inside) {
    return "<samlp:" + name + " xmlns:samlp=\"" + protocol +
           "\" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_0b1f4ad2-1111-2222-3333-444455556666\" Version=\"2.0\" "
           "IssueInstant=\"2026-03-02T09:00:00Z\">" +
           inside + "</samlp:" + name + ">";
}

const std::string key =
    R"(<xenc:EncryptedKey Id="_00112233445566778899aabbccddeeff"><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/><xenc:CipherData><xenc:CipherValue>QUJD</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>)";
const std::string data_start =
    R"(<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/><ds:KeyInfo>)";
const std::string data_end =
    R"(</ds:KeyInfo><xenc:CipherData><xenc:CipherValue>REVGRw==</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>)";
const std::string encrypted =
    message("Response", "<saml:EncryptedAssertion>" + data_start + key + data_end + "</saml:EncryptedAssertion>");

TEST(LikenessShapes, EncryptedAssertions) {
    const std::string data = "/Response/EncryptedAssertion/EncryptedData";
    EXPECT_EQ(at(encrypted, data + "/EncryptionMethod/@Algorithm"), "http://www.w3.org/2001/04/xmlenc#aes256-cbc");
    EXPECT_EQ(at(encrypted, data + "/KeyInfo/EncryptedKey/@Id"), "id _{hex:32}");
    EXPECT_EQ(at(encrypted, data + "/CipherData/CipherValue/text()"), "base64");
    EXPECT_THAT(changed(encrypted, "QUJD", "SElKSw=="), IsEmpty()) << "a ciphertext is another each time";
    EXPECT_THAT(changed(encrypted, "xmlenc#aes256-cbc", "xmlenc11#aes256-gcm").size(), 1u);
    EXPECT_THAT(changed(encrypted, "rsa-oaep-mgf1p", "rsa-1_5"),
                ElementsAre(data + "/KeyInfo/EncryptedKey/EncryptionMethod/@Algorithm: "
                                   "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p | http://www.w3.org/2001/04/xmlenc#rsa-1_5"));
}

TEST(LikenessShapes, WhereTheEncryptedKeyStands) {
    const std::string beside =
        message("Response", "<saml:EncryptedAssertion>" +
                                replace_all(data_start + data_end, "<ds:KeyInfo></ds:KeyInfo>", "<ds:KeyInfo/>") +
                                replace_all(key, "<xenc:EncryptedKey", "<xenc:EncryptedKey xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"") +
                                "</saml:EncryptedAssertion>");
    test::start_xml();
    std::vector<std::string> places;
    for (const ShapeDifference& one : compare_shapes(encrypted, beside).value())
        if (one.path.ends_with("EncryptedKey")) places.push_back(one.path + (one.left ? ": left" : ": right"));
    EXPECT_THAT(places, ElementsAre("/Response/EncryptedAssertion/EncryptedData/KeyInfo/EncryptedKey: left",
                                    "/Response/EncryptedAssertion/EncryptedKey: right"));
}

TEST(LikenessShapes, EncryptedNameIds) {
    const std::string hidden = message("Response", "<saml:Assertion ID=\"_a\"><saml:Subject><saml:EncryptedID>" + data_start +
                                                       key + data_end + "</saml:EncryptedID></saml:Subject></saml:Assertion>");
    EXPECT_EQ(at(hidden, "/Response/Assertion/Subject/*"), "EncryptedID");
    EXPECT_EQ(at(hidden, "/Response/Assertion/Subject/EncryptedID/EncryptedData/@Type"), "http://www.w3.org/2001/04/xmlenc#Element");
}

TEST(LikenessShapes, ErrorResponses) {
    const std::string refused = message(
        "Response",
        R"(<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:NoPassive"/></samlp:StatusCode><samlp:StatusMessage>Nobody is signed on.</samlp:StatusMessage></samlp:Status>)");
    EXPECT_EQ(at(refused, "/Response/Status/StatusCode/StatusCode/@Value"), "urn:oasis:names:tc:SAML:2.0:status:NoPassive");
    EXPECT_EQ(at(refused, "/Response/Status/StatusMessage/text()"), "Nobody is signed on.");
    EXPECT_THAT(changed(refused, "status:NoPassive", "status:AuthnFailed").size(), 1u);
    EXPECT_THAT(changed(refused, "<samlp:StatusMessage>Nobody is signed on.</samlp:StatusMessage>", ""),
                ElementsAre("/Response/Status/StatusMessage: samlp:StatusMessage | -"));
}

TEST(LikenessShapes, LogoutMessages) {
    const std::string request = message(
        "LogoutRequest",
        R"(<saml:NameID>ada</saml:NameID><samlp:SessionIndex>_0b1f4ad2-1111-2222-3333-444455556666</samlp:SessionIndex>)");
    EXPECT_EQ(at(request, "/LogoutRequest/*"), "NameID, SessionIndex");
    EXPECT_THAT(changed(request, ">ada<", ">grace<"), IsEmpty());
    EXPECT_THAT(changed(request, "<saml:NameID>", R"(<saml:NameID Format="urn:x">)"),
                ElementsAre("/LogoutRequest/NameID/@Format: - | urn:x"));
    EXPECT_THAT(changed(request, "</samlp:LogoutRequest>", "<samlp:SessionIndex>_2</samlp:SessionIndex></samlp:LogoutRequest>"),
                ElementsAre("/LogoutRequest/SessionIndex[2]: - | samlp:SessionIndex"));
}

TEST(LikenessShapes, ArtifactResponses) {
    const std::string brought = message("ArtifactResponse", "<samlp:Status/>" + message("Response", "<samlp:Status/>"));
    EXPECT_EQ(at(brought, "/ArtifactResponse/*"), "Status, Response");
    EXPECT_EQ(at(brought, "/ArtifactResponse/Response/@IssueInstant"), "time, 0 digits, issue");
}

TEST(LikenessShapes, MetadataWithTwoCertificates) {
    const std::string one =
        R"(<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>QUJD</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>)";
    const std::string start =
        R"(<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.test"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">)";
    const std::string end = R"(<md:NameIDFormat>urn:x</md:NameIDFormat></md:IDPSSODescriptor></md:EntityDescriptor>)";
    EXPECT_EQ(at(start + one + one + end, "/EntityDescriptor/IDPSSODescriptor/*"), "KeyDescriptor, KeyDescriptor[2], NameIDFormat");
    test::start_xml();
    const auto found = compare_shapes(start + one + end, start + one + one + end).value();
    ASSERT_EQ(found.size(), 1u) << "the second one is told once";
    EXPECT_EQ(found[0], (ShapeDifference{"/EntityDescriptor/IDPSSODescriptor/KeyDescriptor[2]", std::nullopt, "md:KeyDescriptor"}));
}

} // namespace
} // namespace idpsim::saml
