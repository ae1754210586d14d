#include "src/core/text.hpp"
#include "src/saml/reader.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char whole[] = R"(<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0"
    IssueInstant="2026-11-24T13:35:09.120Z" x:extra="1" xmlns:x="urn:x">
  <saml:Issuer Format="urn:f">https://idp.example</saml:Issuer>
  <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>
  <saml:Subject>
    <saml:NameID Format="urn:nf" NameQualifier="nq" SPNameQualifier="sq"> Ada@example.test</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData NotBefore="2026-11-24T13:30:09Z" NotOnOrAfter="2026-11-24T13:40:09Z"
        Recipient="https://sp.example/acs" InResponseTo="_q" Address="192.0.2.1" x:Recipient="https://evil.example"/>
    </saml:SubjectConfirmation>
    <saml:SubjectConfirmation Method="urn:holder"/>
  </saml:Subject>
  <saml:Conditions NotBefore="2026-11-24T13:30:09Z" NotOnOrAfter="2026-11-24T13:40:09Z">
    <saml:AudienceRestriction><saml:Audience>
      https://sp.example
    </saml:Audience><saml:Audience>urn:two</saml:Audience></saml:AudienceRestriction>
    <saml:AudienceRestriction><saml:Audience>urn:three</saml:Audience></saml:AudienceRestriction>
    <saml:OneTimeUse/><saml:ProxyRestriction Count="1"/><x:Moon/>
  </saml:Conditions>
  <saml:Advice><saml:Assertion/></saml:Advice>
  <saml:AuthnStatement AuthnInstant="2026-11-24T13:00:00Z" SessionIndex="_s" SessionNotOnOrAfter="2026-11-24T21:00:00Z">
    <saml:AuthnContext><saml:AuthnContextClassRef>urn:password</saml:AuthnContextClassRef>
      <saml:AuthenticatingAuthority>urn:one</saml:AuthenticatingAuthority>
      <saml:AuthenticatingAuthority>urn:two</saml:AuthenticatingAuthority></saml:AuthnContext>
  </saml:AuthnStatement>
  <saml:AuthzDecisionStatement/>
  <saml:AttributeStatement>
    <saml:Attribute Name="mail" NameFormat="urn:basic" FriendlyName="E-mail">
      <saml:AttributeValue>ada@example.test</saml:AttributeValue></saml:Attribute>
    <saml:Attribute Name="groups"><saml:AttributeValue>eng</saml:AttributeValue><saml:AttributeValue/>
      <saml:AttributeValue><![CDATA[a&b]]></saml:AttributeValue></saml:Attribute>
    <saml:EncryptedAttribute/>
  </saml:AttributeStatement>
  <saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>second</saml:AttributeValue></saml:Attribute>
    <saml:Attribute Name="none"/></saml:AttributeStatement>
</saml:Assertion>)";

Result<Assertion> read(const std::string& text) {
    const xml::Document document = test::parsed(text);
    return read_assertion(document.root());
}

std::string with(std::string_view part, std::string_view instead) {
    EXPECT_THAT(whole, HasSubstr(std::string(part)));
    return replace_all(whole, part, instead);
}

std::string without(std::string_view part) { return with(part, ""); }

TEST(AssertionReader, ReadsWhoSaysItWhen) {
    const Assertion a = read(whole).value();
    EXPECT_EQ(a.id, "_a");
    EXPECT_EQ(a.version, "2.0");
    EXPECT_EQ(format_instant(a.issue_instant), "2026-11-24T13:35:09.120Z");
    EXPECT_EQ(a.issuer, "https://idp.example");
    EXPECT_EQ(a.issuer_format, "urn:f");
    EXPECT_EQ(a.xpath, "/saml:Assertion");
    EXPECT_THAT(a.other_statements, ElementsAre("{urn:oasis:names:tc:SAML:2.0:assertion}AuthzDecisionStatement"));
}

TEST(AssertionReader, CountsWhatIsEncrypted) {
    const Assertion plain = read(whole).value();
    EXPECT_FALSE(plain.encrypted_id);
    EXPECT_EQ(plain.encrypted_attributes, 1u);
    const Assertion a = read(replace_all(whole, "saml:NameID", "saml:EncryptedID")).value();
    EXPECT_TRUE(a.encrypted_id);
    EXPECT_FALSE(a.name_id);
    const auto both = read(with("<saml:NameID ", "<saml:EncryptedID/><saml:NameID "));
    ASSERT_FALSE(both);
    EXPECT_THAT(both.error().detail, HasSubstr("a NameID and an EncryptedID"));
}

TEST(AssertionReader, ReadsTheSubjectAsItStands) {
    const Assertion a = read(whole).value();
    ASSERT_TRUE(a.name_id);
    EXPECT_EQ(a.name_id->value, " Ada@example.test");
    EXPECT_EQ(a.name_id->format, "urn:nf");
    EXPECT_EQ(a.name_id->name_qualifier, "nq");
    EXPECT_EQ(a.name_id->sp_name_qualifier, "sq");
    ASSERT_EQ(a.confirmations.size(), 2u);
    const SubjectConfirmation& bearer = a.confirmations[0];
    EXPECT_EQ(bearer.method, cm_bearer);
    EXPECT_TRUE(bearer.has_data);
    EXPECT_EQ(bearer.recipient, "https://sp.example/acs");
    EXPECT_EQ(bearer.in_response_to, "_q");
    EXPECT_EQ(bearer.address, "192.0.2.1");
    EXPECT_EQ(format_instant(*bearer.not_before), "2026-11-24T13:30:09.000Z");
    EXPECT_EQ(format_instant(*bearer.not_on_or_after), "2026-11-24T13:40:09.000Z");
    EXPECT_THAT(bearer.xpath, HasSubstr("saml:SubjectConfirmation"));
    EXPECT_EQ(a.confirmations[1].method, "urn:holder");
    EXPECT_FALSE(a.confirmations[1].has_data);
    EXPECT_EQ(a.confirmations[1].recipient, std::nullopt);
}

TEST(AssertionReader, ReadsConditionsAndListsThoseItDoesNotUnderstand) {
    const Conditions c = read(whole)->conditions.value();
    EXPECT_EQ(format_instant(*c.not_before), "2026-11-24T13:30:09.000Z");
    EXPECT_EQ(format_instant(*c.not_on_or_after), "2026-11-24T13:40:09.000Z");
    EXPECT_THAT(c.audience_restrictions,
                ElementsAre(ElementsAre("https://sp.example", "urn:two"), ElementsAre("urn:three")));
    EXPECT_TRUE(c.one_time_use);
    EXPECT_THAT(c.unknown, ElementsAre("{urn:x}Moon"));
}

TEST(AssertionReader, ReadsTheAuthentication) {
    const Assertion a = read(whole).value();
    ASSERT_EQ(a.authn_statements.size(), 1u);
    const AuthnStatement& s = a.authn_statements[0];
    EXPECT_EQ(format_instant(s.authn_instant), "2026-11-24T13:00:00.000Z");
    EXPECT_EQ(s.session_index, "_s");
    EXPECT_EQ(format_instant(*s.session_not_on_or_after), "2026-11-24T21:00:00.000Z");
    EXPECT_EQ(s.class_ref, "urn:password");
    EXPECT_THAT(s.authenticating_authorities, ElementsAre("urn:one", "urn:two"));
}

TEST(AssertionReader, ReadsAttributesInOrderWithDuplicatesAndEmptyValues) {
    const Assertion a = read(whole).value();
    ASSERT_EQ(a.attributes.size(), 4u);
    EXPECT_EQ(a.attributes[0].name, "mail");
    EXPECT_EQ(a.attributes[0].name_format, "urn:basic");
    EXPECT_EQ(a.attributes[0].friendly_name, "E-mail");
    EXPECT_THAT(a.attributes[1].values, ElementsAre("eng", "", "a&b"));
    EXPECT_EQ(a.attributes[2].name_format, std::nullopt);
    EXPECT_THAT(a.values_of("mail"), ElementsAre("ada@example.test"));
    EXPECT_THAT(a.values_of("none"), IsEmpty());
    EXPECT_THAT(a.values_of("Mail"), IsEmpty());
}

TEST(AssertionReader, StructuredValuesStayWhole) {
    const auto a =
        read(with("<saml:AttributeValue>ada@example.test<", "<saml:AttributeValue><saml:NameID>ada</saml:NameID><"));
    EXPECT_EQ(a->attributes[0].values.at(0),
              "<saml:NameID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">ada</saml:NameID>");
}

TEST(AssertionReader, TheBareMinimumIsEnough) {
    const Assertion a = read(R"(<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0"
        IssueInstant="2026-11-24T13:35:09Z"><Issuer>i</Issuer></Assertion>)")
                            .value();
    EXPECT_FALSE(a.name_id);
    EXPECT_FALSE(a.conditions);
    EXPECT_THAT(a.confirmations, IsEmpty());
    EXPECT_THAT(a.authn_statements, IsEmpty());
}

struct Bent {
    std::string text;
    Fault fault;
    const char* where;
    const char* clause;
};

class BentAssertion : public testing::TestWithParam<Bent> {};

TEST_P(BentAssertion, IsRefusedWithItsPlaceAndClause) {
    const auto outcome = read(GetParam().text);
    ASSERT_TRUE(outcome.has_error()) << GetParam().text;
    EXPECT_EQ(outcome.error().fault, GetParam().fault) << describe(outcome.error());
    EXPECT_THAT(outcome.error().where, HasSubstr(GetParam().where));
    EXPECT_THAT(outcome.error().detail, HasSubstr(std::string("saml-core-2.0 section ") + GetParam().clause));
}

INSTANTIATE_TEST_SUITE_P(
    Missing, BentAssertion,
    testing::Values(Bent{without(" ID=\"_a\""), Fault::invalid, "/saml:Assertion/@ID", "2.3.3"},
                    Bent{without(" Version=\"2.0\""), Fault::invalid, "@Version", "2.3.3"},
                    Bent{without("IssueInstant=\"2026-11-24T13:35:09.120Z\""), Fault::invalid, "@IssueInstant",
                         "2.3.3"},
                    Bent{without("<saml:Issuer Format=\"urn:f\">https://idp.example</saml:Issuer>"), Fault::invalid,
                         "/Issuer", "2.3.3"},
                    Bent{without("Method=\"urn:holder\""), Fault::invalid, "SubjectConfirmation[2]/@Method", "2.4.1.1"},
                    Bent{without("<saml:Audience>urn:three</saml:Audience>"), Fault::invalid, "/Audience", "2.5.1.4"},
                    Bent{without("AuthnInstant=\"2026-11-24T13:00:00Z\""), Fault::invalid, "@AuthnInstant", "2.7.2"},
                    Bent{with("saml:AuthnContext>", "saml:Context>"), Fault::invalid, "/AuthnContext", "2.7.2"},
                    Bent{without("Name=\"groups\""), Fault::invalid, "@Name", "2.7.3.1"},
                    Bent{"<Assertion ID=\"_a\"/>", Fault::invalid, "/Assertion", "2.3.3"}));

INSTANTIATE_TEST_SUITE_P(
    Unreadable, BentAssertion,
    testing::Values(Bent{with(".120Z", ".120"), Fault::malformed, "@IssueInstant", "1.3.3"},
                    Bent{with("13:30:09Z", "13:30:09"), Fault::malformed, "@NotBefore", "1.3.3"},
                    Bent{with("21:00:00Z", "later"), Fault::malformed, "@SessionNotOnOrAfter", "1.3.3"},
                    Bent{with("> Ada@example.test<", ">ada@example.test<!-- -->.evil.test<"), Fault::malformed,
                         "saml:NameID", "2.2.3"},
                    Bent{with("> Ada@example.test<", "><b>ada</b><"), Fault::malformed, "saml:NameID", "2.2.3"},
                    Bent{with(">ada@example.test<", ">ada<?x?>@example.test<"), Fault::malformed, "saml:AttributeValue",
                         "2.7.3.1.1"},
                    Bent{with(">ada@example.test<", "><b>ada<!-- --></b><"), Fault::malformed, "saml:AttributeValue",
                         "2.7.3.1.1"},
                    Bent{with("urn:three<", "urn:<!-- -->three<"), Fault::malformed, "saml:Audience", "2.5.1.4"}));

INSTANTIATE_TEST_SUITE_P(Twice, BentAssertion,
                         testing::Values(Bent{with("<saml:Subject>", "<saml:Subject/><saml:Subject>"), Fault::invalid,
                                              "saml:Subject[2]", "2.3.3"},
                                         Bent{with("<saml:Advice>", "<saml:Conditions/><saml:Advice>"), Fault::invalid,
                                              "saml:Conditions[2]", "2.3.3"},
                                         Bent{with("<saml:Issuer ", "<saml:Issuer>x</saml:Issuer><saml:Issuer "),
                                              Fault::invalid, "saml:Issuer[2]", "2.3.3"},
                                         Bent{with("<saml:NameID ", "<saml:NameID>x</saml:NameID><saml:NameID "),
                                              Fault::invalid, "saml:NameID[2]", "2.4.1"},
                                         Bent{with("<saml:SubjectConfirmationData ",
                                                   "<saml:SubjectConfirmationData/><saml:SubjectConfirmationData "),
                                              Fault::invalid, "saml:SubjectConfirmationData[2]", "2.4.1.1"}));

} // namespace
} // namespace idpsim::saml
