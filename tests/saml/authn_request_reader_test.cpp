#include "src/core/text.hpp"
#include "src/saml/reader.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using testing::HasSubstr;

constexpr char whole[] = R"(<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_q" Version="2.0" IssueInstant="2026-11-24T13:35:09Z"
    AssertionConsumerServiceIndex=" 65535 " ForceAuthn="1" IsPassive="false" ProviderName="unknown to us">
  <saml:Issuer>https://sp.example</saml:Issuer><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>
  <samlp:Extensions><x:y xmlns:x="urn:x"/></samlp:Extensions><saml:Subject/>
  <samlp:NameIDPolicy AllowCreate="true" Format="urn:f"/>
  <samlp:RequestedAuthnContext Comparison="minimum">
    <saml:AuthnContextClassRef> urn:a </saml:AuthnContextClassRef><saml:AuthnContextDeclRef>urn:d</saml:AuthnContextDeclRef>
  </samlp:RequestedAuthnContext><samlp:Scoping/>
</samlp:AuthnRequest>)";

Result<AuthnRequest> read(const std::string& text) {
    const xml::Document document = test::parsed(text);
    return read_authn_request(document.root());
}

std::string with(std::string_view part, std::string_view instead) {
    EXPECT_THAT(whole, HasSubstr(std::string(part)));
    return replace_all(whole, part, instead);
}

TEST(AuthnRequestReader, ReadsWhatItKnowsAndPassesOverTheRest) {
    const AuthnRequest r = read(whole).value();
    EXPECT_EQ(r.id, "_q");
    EXPECT_EQ(r.acs_index, 65535);
    EXPECT_TRUE(r.force_authn);
    EXPECT_FALSE(r.is_passive);
    EXPECT_TRUE(r.is_signed);
    EXPECT_EQ(r.issuer, "https://sp.example");
    ASSERT_TRUE(r.name_id_policy);
    EXPECT_EQ(r.name_id_policy->format, "urn:f");
    EXPECT_EQ(r.name_id_policy->allow_create, true);
    EXPECT_EQ(r.name_id_policy->sp_name_qualifier, std::nullopt);
    EXPECT_THAT(r.requested_class_refs, testing::ElementsAre("urn:a"));
    EXPECT_EQ(r.requested_comparison, "minimum");
}

TEST(AuthnRequestReader, TheBareMinimumIsEnough) {
    const AuthnRequest r = read(R"(<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_q" Version="2.0"
        IssueInstant="2026-11-24T13:35:09Z"/>)")
                               .value();
    EXPECT_EQ(r.issuer, std::nullopt);
    EXPECT_EQ(r.acs_url, std::nullopt);
    EXPECT_EQ(r.acs_index, std::nullopt);
    EXPECT_FALSE(r.name_id_policy);
    EXPECT_FALSE(r.force_authn);
    EXPECT_FALSE(r.is_signed);
}

struct Bent {
    std::string text;
    Fault fault;
    const char* where;
    const char* clause;
};

TEST(AuthnRequestReader, NamesWhatIsMissingOrUnreadable) {
    for (const Bent& bent :
         {Bent{with(" ID=\"_q\"", ""), Fault::invalid, "/samlp:AuthnRequest/@ID", "3.2.1"},
          Bent{with(" Version=\"2.0\"", ""), Fault::invalid, "@Version", "3.2.1"},
          Bent{with("IssueInstant=\"2026-11-24T13:35:09Z\"", ""), Fault::invalid, "@IssueInstant", "3.2.1"},
          Bent{with("09Z", "09"), Fault::malformed, "@IssueInstant", "1.3.3"},
          Bent{with("\"1\"", "\"yes\""), Fault::malformed, "@ForceAuthn", "3.4.1"},
          Bent{with("\"false\"", "\"\""), Fault::malformed, "@IsPassive", "3.4.1"},
          Bent{with("\"true\"", "\"TRUE\""), Fault::malformed, "@AllowCreate", "3.4.1.1"},
          Bent{with(" 65535 ", "65536"), Fault::malformed, "@AssertionConsumerServiceIndex", "3.4.1"},
          Bent{with(" 65535 ", "-1"), Fault::malformed, "@AssertionConsumerServiceIndex", "3.4.1"},
          Bent{with(" 65535 ", "99999999999999999999"), Fault::malformed, "@AssertionConsumerServiceIndex", "3.4.1"},
          Bent{with(" 65535 ", ""), Fault::malformed, "@AssertionConsumerServiceIndex", "3.4.1"},
          Bent{with("<samlp:Scoping/>", "<samlp:NameIDPolicy/>"), Fault::invalid, "samlp:NameIDPolicy[2]", "3.4.1"},
          Bent{with("<saml:Subject/>", "<saml:Issuer/>"), Fault::invalid, "saml:Issuer[2]", "3.2.1"},
          Bent{with("sp.example<", "sp<!-- -->.example<"), Fault::malformed, "saml:Issuer", "3.2.1"},
          Bent{"<AuthnRequest ID='_q'/>", Fault::invalid, "/AuthnRequest", "3.4.1"}}) {
        const auto outcome = read(bent.text);
        ASSERT_TRUE(outcome.has_error()) << bent.text;
        EXPECT_EQ(outcome.error().fault, bent.fault) << describe(outcome.error());
        EXPECT_THAT(outcome.error().where, HasSubstr(bent.where));
        EXPECT_THAT(outcome.error().detail, HasSubstr(std::string("saml-core-2.0 section ") + bent.clause));
    }
}

} // namespace
} // namespace idpsim::saml
