#include "src/core/text.hpp"
#include "src/saml/reader.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char whole[] = R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="2026-11-24T15:35:09+02:00"
    Destination="https://sp.example/acs" InResponseTo="_q" Consent="urn:c">
  <saml:Issuer>https://idp.example</saml:Issuer>
  <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>
  <samlp:Extensions><saml:Assertion/><x:y xmlns:x="urn:x"/></samlp:Extensions>
  <samlp:Status>
    <samlp:StatusCode Value="urn:top"><samlp:StatusCode Value="urn:second"><samlp:StatusCode Value="urn:third"/>
    </samlp:StatusCode></samlp:StatusCode>
    <samlp:StatusMessage>no</samlp:StatusMessage><samlp:StatusDetail><any/></samlp:StatusDetail>
  </samlp:Status>
  <saml:Assertion/><saml:EncryptedAssertion/><saml:Assertion/>
</samlp:Response>)";

Result<Response> read(const std::string& text) {
    const xml::Document document = test::parsed(text);
    return read_response(document.root());
}

std::string without(std::string_view part) {
    EXPECT_THAT(whole, HasSubstr(std::string(part)));
    return replace_all(whole, part, "");
}

std::string with(std::string_view part, std::string_view instead) {
    EXPECT_THAT(whole, HasSubstr(std::string(part)));
    return replace_all(whole, part, instead);
}

TEST(ResponseReader, ReadsTheEnvelope) {
    const Response read_back = read(whole).value();
    EXPECT_EQ(read_back.id, "_r");
    EXPECT_EQ(read_back.version, "2.0");
    EXPECT_EQ(format_instant(read_back.issue_instant), "2026-11-24T13:35:09.000Z");
    EXPECT_EQ(read_back.destination, "https://sp.example/acs");
    EXPECT_EQ(read_back.in_response_to, "_q");
    EXPECT_EQ(read_back.consent, "urn:c");
    EXPECT_EQ(read_back.issuer, "https://idp.example");
    EXPECT_TRUE(read_back.is_signed);
    EXPECT_EQ(read_back.assertion_count, 2u);
    EXPECT_EQ(read_back.encrypted_assertion_count, 1u);
    EXPECT_EQ(read_back.status.code, "urn:top");
    EXPECT_THAT(read_back.status.nested, ElementsAre("urn:second", "urn:third"));
    EXPECT_EQ(read_back.status.message, "no");
}

TEST(ResponseReader, AbsentIsNotEmpty) {
    const Response bare = read(R"(<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.1"
        IssueInstant="2026-11-24T13:35:09Z" Destination=""><p:Status><p:StatusCode Value=""/></p:Status></p:Response>)")
                              .value();
    EXPECT_EQ(bare.version, "2.1");
    EXPECT_EQ(bare.destination, "");
    EXPECT_EQ(bare.in_response_to, std::nullopt);
    EXPECT_EQ(bare.consent, std::nullopt);
    EXPECT_EQ(bare.issuer, std::nullopt);
    EXPECT_EQ(bare.status.message, std::nullopt);
    EXPECT_FALSE(bare.is_signed);
    EXPECT_EQ(bare.assertion_count, 0u);
}

struct Bent {
    std::string text;
    Fault fault;
    const char* where;
    const char* clause;
};

TEST(ResponseReader, NamesWhatIsMissingOrUnreadable) {
    for (const Bent& bent :
         {Bent{without(" ID=\"_r\""), Fault::invalid, "/samlp:Response/@ID", "saml-core-2.0 section 3.2.2"},
          Bent{without(" Version=\"2.0\""), Fault::invalid, "@Version", "section 3.2.2"},
          Bent{without(" IssueInstant=\"2026-11-24T15:35:09+02:00\""), Fault::invalid, "@IssueInstant",
               "section 3.2.2"},
          Bent{with("09+02:00", "09"), Fault::malformed, "@IssueInstant", "saml-core-2.0 section 1.3.3"},
          Bent{with("samlp:Status>", "samlp:State>"), Fault::invalid, "/Status", "section 3.2.2"},
          Bent{with("<samlp:StatusMessage>", "<samlp:StatusCode Value=\"urn:x\"/><samlp:StatusMessage>"),
               Fault::invalid, "samlp:StatusCode", "section 3.2.2"},
          Bent{without(" Value=\"urn:top\""), Fault::invalid, "StatusCode", "section 3.2.2.2"},
          Bent{without(" Value=\"urn:third\""), Fault::invalid, "@Value", "section 3.2.2.2"},
          Bent{with("<ds:", "<saml:Issuer>https://other.example</saml:Issuer><ds:"), Fault::invalid, "saml:Issuer",
               "section 3.2.2"},
          Bent{with("https://idp.example<", "https://idp<!-- x -->.example<"), Fault::malformed, "saml:Issuer",
               "section 3.2.2"},
          Bent{"<Response/>", Fault::invalid, "/Response", "section 3.3.3"}}) {
        const auto outcome = read(bent.text);
        ASSERT_TRUE(outcome.has_error()) << bent.text;
        EXPECT_EQ(outcome.error().fault, bent.fault) << describe(outcome.error());
        EXPECT_THAT(outcome.error().where, HasSubstr(bent.where));
        EXPECT_THAT(outcome.error().detail, HasSubstr(bent.clause));
    }
}

} // namespace
} // namespace idpsim::saml
