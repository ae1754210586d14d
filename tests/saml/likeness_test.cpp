#include "src/saml/likeness.hpp"

#include "src/core/text.hpp"
#include "src/saml/value_forms.hpp"
#include "tests/saml/certificate.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string response =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="pfx0b1f4ad2-1111-2222-3333-444455556666" Version="2.0" IssueInstant="2026-03-02T09:00:00Z" Destination="https://sp.example.test/acs" InResponseTo="_request">)"
    R"(<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example.test</saml:Issuer>)"
    R"(<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>)"
    R"(<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>)"
    R"(<ds:Reference URI="#pfx0b1f4ad2-1111-2222-3333-444455556666"/></ds:SignedInfo><ds:SignatureValue>QUJD
REVG</ds:SignatureValue></ds:Signature>)"
    R"(<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="A00112233445566778899aabbccddeeff00112233" IssueInstant="2026-03-02T09:00:00Z">)"
    R"(<saml:Issuer>https://idp.example.test</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@example.test</saml:NameID>)"
    R"(<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-03-02T09:03:00Z" Recipient="https://sp.example.test/acs"/></saml:SubjectConfirmation></saml:Subject>)"
    R"(<saml:AuthnStatement AuthnInstant="2026-03-02T08:59:59Z" SessionIndex="_0b1f4ad2-1111-2222-3333-444455556666"/>)"
    R"(<saml:AttributeStatement><saml:Attribute NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic" Name="mail">)"
    R"(<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">ada@example.test</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>)"
    R"(</saml:Assertion></samlp:Response>)";

std::vector<ShapeLine> shape(std::string_view text) {
    test::start_xml();
    return shape_of(text).value();
}

/// What stands at a place; "(nothing)" when nothing does.
std::string at(const std::vector<ShapeLine>& lines, std::string_view path) {
    for (const ShapeLine& line : lines)
        if (line.path == path) return line.what;
    return "(nothing)";
}

/// The differences when `from` becomes `to` in the response, as "path: left | right".
std::vector<std::string> changed(std::string_view from, std::string_view to) {
    test::start_xml();
    EXPECT_NE(response.find(from), std::string::npos) << from;
    std::vector<std::string> out;
    for (const ShapeDifference& one : compare_shapes(response, replace_all(response, from, to)).value())
        out.push_back(one.path + ": " + one.left.value_or("-") + " | " + one.right.value_or("-"));
    return out;
}

TEST(Likeness, ADocumentIsLikeItself) {
    test::start_xml();
    EXPECT_THAT(compare_shapes(response, response).value(), IsEmpty());
}

TEST(Likeness, ValuesArePutAside) {
    test::start_xml();
    std::string other = replace_all(response, "ada@example.test", "grace@example.test");
    other = replace_all(other, "0b1f4ad2-1111-2222-3333-444455556666", "99999999-aaaa-bbbb-cccc-dddddddddddd");
    other =
        replace_all(other, "A00112233445566778899aabbccddeeff00112233", "Affffffffffffffffffffffffffffffffffffffff");
    other = replace_all(other, "https://sp.example.test/acs", "https://other.example.test/saml/consume");
    other = replace_all(other, "2026-03-02T09:0", "2027-12-31T23:5");
    other = replace_all(other, "2026-03-02T08:59", "2027-12-31T20:11");
    other = replace_all(other, "_request", "id-of-another-request");
    EXPECT_THAT(compare_shapes(response, other).value(), IsEmpty());
}

TEST(Likeness, TellsWhatStandsWhere) {
    const auto lines = shape(response);
    EXPECT_EQ(at(lines, "/Response"), "samlp:Response");
    EXPECT_EQ(at(lines, "/Response/@*"), "xmlns:samlp, ID, Version, IssueInstant, Destination, InResponseTo");
    EXPECT_EQ(at(lines, "/Response/*"), "Issuer, Signature, Assertion");
    EXPECT_EQ(at(lines, "/Response/@ID"), "id pfx{uuid}");
    EXPECT_EQ(at(lines, "/Response/@IssueInstant"), "time, 0 digits, issue");
    EXPECT_EQ(at(lines, "/Response/@InResponseTo"), "the request's");
    EXPECT_EQ(at(lines, "/Response/Signature/SignedInfo/Reference/@URI"), "#Response");
    EXPECT_EQ(at(lines, "/Response/Signature/SignatureValue/text()"), "base64, lines of 4, 6 octets");
    EXPECT_EQ(at(lines, "/Response/Assertion/@ID"), "id A{hex:40}");
    EXPECT_EQ(at(lines, "/Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@NotOnOrAfter"),
              "time, 0 digits, issue+180s");
    EXPECT_EQ(at(lines, "/Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@Recipient"),
              "as Destination");
    EXPECT_EQ(at(lines, "/Response/Assertion/AuthnStatement/@AuthnInstant"), "time, 0 digits, before issue");
    EXPECT_EQ(at(lines, "/Response/Assertion/AuthnStatement/@SessionIndex"), "id _{uuid}");
    EXPECT_EQ(at(lines, "/Response/Assertion/AttributeStatement/Attribute[mail]/AttributeValue/@xsi:type"), "xs:string");
    EXPECT_EQ(at(lines, "declaration()"), R"(<?xml version="1.0" encoding="UTF-8"?>)");
    EXPECT_EQ(at(lines, "declaration()/end()"), "line feed");
    EXPECT_EQ(at(lines, "end()"), "(nothing)");
    EXPECT_EQ(at(lines, "byte-order-mark()"), "(nothing)");
}

TEST(Likeness, ElementOrder) {
    const std::string issuer = R"(<saml:Issuer>https://idp.example.test</saml:Issuer>)";
    const std::string statement =
        R"(<saml:AuthnStatement AuthnInstant="2026-03-02T08:59:59Z" SessionIndex="_0b1f4ad2-1111-2222-3333-444455556666"/>)";
    const std::string swapped = replace_all(replace_all(response, statement, ""), issuer, issuer + statement);
    const auto found = compare_shapes(response, swapped).value();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].path, "/Response/Assertion/*");
    EXPECT_EQ(found[0].left, "Issuer, Subject, AuthnStatement, AttributeStatement");
    EXPECT_EQ(found[0].right, "Issuer, AuthnStatement, Subject, AttributeStatement");
}

TEST(Likeness, Prefixes) {
    const std::string other = replace_all(replace_all(response, "samlp:", "saml2p:"), "xmlns:samlp", "xmlns:saml2p");
    const auto found = compare_shapes(response, other).value();
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0], (ShapeDifference{"/Response", "samlp:Response", "saml2p:Response"}));
    EXPECT_EQ(found[1].path, "/Response/@xmlns:samlp");
    EXPECT_EQ(found[2].path, "/Response/@xmlns:saml2p");
}

TEST(Likeness, WhereANamespaceIsDeclared) {
    EXPECT_THAT(changed(R"(<saml:Subject>)", R"(<saml:Subject xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">)"),
                ElementsAre("/Response/Assertion/Subject/@xmlns:saml: - | urn:oasis:names:tc:SAML:2.0:assertion"));
}

TEST(Likeness, APlaceAmongTheAttributesForNamespaceDeclarations) {
    const std::string declaration = R"( xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol")";
    const std::string other = replace_all(replace_all(response, declaration, ""), R"(InResponseTo="_request")",
                                          R"(InResponseTo="_request")" + declaration);
    const auto found = compare_shapes(response, other).value();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].path, "/Response/@*");
    EXPECT_EQ(found[0].right, "ID, Version, IssueInstant, Destination, InResponseTo, xmlns:samlp");
}

TEST(Likeness, AttributeOrderAndPresence) {
    EXPECT_THAT(
        changed(R"(NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic" Name="mail")",
                R"(Name="mail" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic")"),
        ElementsAre("/Response/Assertion/AttributeStatement/Attribute[mail]/@*: NameFormat, Name | Name, NameFormat"));
    EXPECT_THAT(changed(R"( Destination="https://sp.example.test/acs")", ""),
                ElementsAre("/Response/@Destination: url | -",
                            "/Response/Assertion/Subject/SubjectConfirmation/"
                            "SubjectConfirmationData/@Recipient: as Destination | url"));
}

/// `first`, then `second`, in the response's AttributeStatement.
std::string with_attributes(const std::string& first, const std::string& second) {
    const auto attribute = [](const std::string& name) { return "<saml:Attribute Name=\"" + name + "\"/>"; };
    const auto old = response.find("<saml:Attribute "), end = response.find("</saml:AttributeStatement>");
    return response.substr(0, old) + attribute(first) + attribute(second) + response.substr(end);
}

TEST(Likeness, AttributesMeetByNameWhateverTheirOrder) {
    test::start_xml();
    const auto found = compare_shapes(with_attributes("mail", "name"), with_attributes("name", "mail")).value();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0], (ShapeDifference{"/Response/Assertion/AttributeStatement/*", "Attribute[mail], Attribute[name]",
                                         "Attribute[name], Attribute[mail]"}));
    const auto other = compare_shapes(with_attributes("mail", "name"), with_attributes("mail", "title")).value();
    ASSERT_EQ(other.size(), 2u);
    EXPECT_EQ(other[0].path, "/Response/Assertion/AttributeStatement/Attribute[name]");
    EXPECT_EQ(other[1].path, "/Response/Assertion/AttributeStatement/Attribute[title]");
}

TEST(Likeness, AttributesWithoutAUsableNameOfTheirOwnStandByPosition) {
    test::start_xml();
    for (const std::string name : {"mail", "", "a(b", "a,b", "a@b", "a[1]"}) {
        const std::vector<ShapeLine> lines = shape(with_attributes(name, name));
        EXPECT_EQ(at(lines, "/Response/Assertion/AttributeStatement/*"), "Attribute, Attribute[2]") << name;
    }
    const std::vector<ShapeLine> lines = shape(with_attributes(std::string(201, 'n'), "mail"));
    EXPECT_EQ(at(lines, "/Response/Assertion/AttributeStatement/*"), "Attribute, Attribute[mail]");
}

TEST(Likeness, AMissingElementIsToldOnce) {
    const std::string other =
        response.substr(0, response.find("<ds:Signature")) + response.substr(response.find("</ds:Signature>") + 15);
    const auto found = compare_shapes(response, other).value();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0], (ShapeDifference{"/Response/Signature", "ds:Signature", std::nullopt}));
}

TEST(Likeness, WhatIsSignedAndHow) {
    EXPECT_THAT(changed(R"(URI="#pfx0b1f4ad2-1111-2222-3333-444455556666")",
                        R"(URI="#A00112233445566778899aabbccddeeff00112233")"),
                ElementsAre("/Response/Signature/SignedInfo/Reference/@URI: #Response | #Assertion"));
    EXPECT_THAT(changed("xmldsig-more#rsa-sha256", "xmldsig-more#rsa-sha512"),
                ElementsAre("/Response/Signature/SignedInfo/SignatureMethod/@Algorithm: "
                            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256 | "
                            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"));
}

TEST(Likeness, TimeFormatsAndSkews) {
    EXPECT_THAT(changed(R"(NotOnOrAfter="2026-03-02T09:03:00Z")", R"(NotOnOrAfter="2026-03-02T09:05:00Z")"),
                ElementsAre("/Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@NotOnOrAfter: "
                            "time, 0 digits, issue+180s | time, 0 digits, issue+300s"));
    EXPECT_THAT(changed(R"(NotOnOrAfter="2026-03-02T09:03:00Z")", R"(NotOnOrAfter="2026-03-02T09:03:00.000Z")"),
                ElementsAre("/Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData/@NotOnOrAfter: "
                            "time, 0 digits, issue+180s | time, 3 digits, issue+180s"));
    EXPECT_THAT(
        changed(R"(AuthnInstant="2026-03-02T08:59:59Z")", R"(AuthnInstant="2026-03-02T09:00:00Z")"),
        ElementsAre(
            "/Response/Assertion/AuthnStatement/@AuthnInstant: time, 0 digits, before issue | time, 0 digits, issue"));
}

TEST(Likeness, NameFormatsTypesAndForms) {
    EXPECT_THAT(changed("attrname-format:basic", "attrname-format:uri"),
                ElementsAre("/Response/Assertion/AttributeStatement/Attribute[mail]/@NameFormat: "
                            "urn:oasis:names:tc:SAML:2.0:attrname-format:basic | "
                            "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"));
    EXPECT_THAT(
        changed(R"(xsi:type="xs:string")", R"(xsi:type="xs:anyType")"),
        ElementsAre(
            "/Response/Assertion/AttributeStatement/Attribute[mail]/AttributeValue/@xsi:type: xs:string | xs:anyType"));
    EXPECT_THAT(changed(R"(xmldsig-more#rsa-sha256"/>)", R"(xmldsig-more#rsa-sha256" />)"),
                ElementsAre("/Response/Signature/SignedInfo/SignatureMethod/form(): <a/> | <a />"));
    EXPECT_THAT(changed(R"(xmldsig-more#rsa-sha256"/>)", R"(xmldsig-more#rsa-sha256"></ds:SignatureMethod>)"),
                ElementsAre("/Response/Signature/SignedInfo/SignatureMethod/form(): <a/> | <a></a>"));
}

TEST(Likeness, LineBreaksAndReferences) {
    EXPECT_THAT(
        changed("QUJD\nREVG", "QUJDREVG"),
        ElementsAre("/Response/Signature/SignatureValue/text(): base64, lines of 4, 6 octets | base64, 6 octets"));
    EXPECT_THAT(changed("QUJD\nREVG", "\nQUJD\nREVG\n"),
                ElementsAre("/Response/Signature/SignatureValue/text(): base64, lines of 4, 6 octets | base64, lines "
                            "of 4, framed, 6 octets"));
    EXPECT_THAT(changed("QUJD\nREVG", "QUJD&#13;\nREVG"),
                ElementsAre("/Response/Signature/SignatureValue/text(): base64, lines of 4, 6 octets | base64, lines "
                            "of 4, CR LF, 6 octets, &#..;"));
    EXPECT_THAT(changed(">ada@example.test</saml:NameID>", ">&#x4E03;@example.test</saml:NameID>"),
                ElementsAre("/Response/Assertion/Subject/NameID/text(): text | text, &#x..;"));
    EXPECT_THAT(changed(">ada@example.test</saml:NameID>", "><![CDATA[ada@example.test]]></saml:NameID>"),
                ElementsAre("/Response/Assertion/Subject/NameID/text(): text | text, CDATA"));
    EXPECT_THAT(changed(R"(Version="2.0")", R"(Version='2.0')"), ElementsAre("/Response/@Version: 2.0 | 2.0, '..'"));
    EXPECT_THAT(changed(R"(Version="2.0" )", "Version=\"2.0\"\n  "), ElementsAre("/Response/tag(): - | white space"));
}

TEST(Likeness, DeclarationAndLayout) {
    EXPECT_THAT(changed("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", ""),
                ElementsAre(R"(declaration(): <?xml version="1.0" encoding="UTF-8"?> | -)",
                            "declaration()/end(): line feed | -"));
    EXPECT_THAT(changed("<ds:SignedInfo>", "\n<ds:SignedInfo>\n"),
                ElementsAre("/Response/Signature/layout(): - | lines"));
    EXPECT_THAT(changed("</samlp:Response>", "</samlp:Response>\n"), ElementsAre("end(): - | line feed"));
    EXPECT_EQ(at(shape("\xEF\xBB\xBF<a/>"), "byte-order-mark()"), "UTF-8");
    EXPECT_EQ(at(shape("<!-- <a x='1'> --><a y=\"2\"/>"), "/a/@*"), "y");
}

TEST(Likeness, WhatACertificateIsLike) {
    const std::string document = std::string(R"(<ds:X509Certificate xmlns:ds="http://www.w3.org/2000/09/xmldsig#">)") +
                                 test::certificate().base64() + "</ds:X509Certificate>";
    const auto lines = shape(document);
    EXPECT_THAT(at(lines, "/X509Certificate/certificate()"), ::testing::HasSubstr("v3, CN, RSA "));
    EXPECT_EQ(at(shape(R"(<X509Certificate xmlns="http://www.w3.org/2000/09/xmldsig#">QUJD</X509Certificate>)"),
                 "/X509Certificate/certificate()"),
              "unreadable");
}

TEST(Likeness, TheRecipientsCertificateIsPutAside) {
    const std::string document =
        std::string(R"(<EncryptedKey><ds:X509Certificate xmlns:ds="http://www.w3.org/2000/09/xmldsig#">)") +
        test::certificate().base64() + "</ds:X509Certificate></EncryptedKey>";
    EXPECT_EQ(at(shape(document), "/EncryptedKey/X509Certificate/text()"), "base64");
    EXPECT_EQ(at(shape(document), "/EncryptedKey/X509Certificate/certificate()"), "(nothing)");
}

TEST(Likeness, BrokenDocumentsAreNamedBySide) {
    test::start_xml();
    const auto failed = compare_shapes("<a/>", "<a>");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().fault, Fault::malformed);
    EXPECT_THAT(failed.error().where, ::testing::StartsWith("right"));
    EXPECT_FALSE(shape_of("<!DOCTYPE a><a/>"));
}

TEST(ValueForms, Ids) {
    EXPECT_EQ(id_form("id48157468966379431619609017"), "id{digits}");
    EXPECT_EQ(id_form("_8e8dc5f69a98cc4c1ff3427e5ce34606fd672f91"), "_{hex:40}");
    EXPECT_EQ(id_form("FQRGC12D4KDUUFHSRZXZ27C8ZT1WHAMF1JBQCISX"), "{upper:40}");
    EXPECT_EQ(id_form("i_.nKxOGR5-jtF1vPZpT5cfsi1c"), "{mixed:27}");
    EXPECT_EQ(id_form("id-77440138-a1c4-470a-99d0-c35d69b03503"), "id-{uuid}");
    EXPECT_EQ(id_form("id1728546427073.1671158468"), "id{digits}.{digits}");
    EXPECT_EQ(id_form("_ABCDEF0123456789"), "_{HEX:16}");
    EXPECT_EQ(id_form("short"), "short");
}

TEST(ValueForms, Times) {
    const Instant issue = parse_instant("2026-03-02T09:00:00.250Z").value();
    EXPECT_EQ(time_form("x.139Z", issue - Millis(300'111), issue), "3 digits, issue-300s about");
    EXPECT_EQ(time_form("xZ", issue + std::chrono::hours(1), issue), "0 digits, issue+3600s");
    EXPECT_EQ(time_form("x.5Z", issue - Millis(3), issue), "1 digits, issue about");
}

TEST(ValueForms, Texts) {
    EXPECT_EQ(text_kind("urn:example"), "uri");
    EXPECT_EQ(text_kind("IdP Entity ID"), "text");
    EXPECT_EQ(text_kind(""), "empty");
    EXPECT_EQ(names_form("ST=California,C=US,OU=Google For Work,O=Google\\, Inc."), "ST, C, OU, O");
    EXPECT_EQ(base64_form("QUJD REVG"), "base64, parts of 4");
}

} // namespace
} // namespace idpsim::saml
