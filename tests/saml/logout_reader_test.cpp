#include "src/core/text.hpp"
#include "src/saml/reader.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char request[] = R"(<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_l" Version="2.0" IssueInstant="2026-11-24T13:35:09Z"
    Destination="https://sp.example/slo" Reason="urn:user" NotOnOrAfter="2026-11-24T13:40:09Z">
  <saml:Issuer>https://idp.example</saml:Issuer>
  <saml:NameID Format="urn:f" NameQualifier="n" SPNameQualifier="s">ada@example.test</saml:NameID>
  <samlp:SessionIndex>_1</samlp:SessionIndex><samlp:SessionIndex> _2 </samlp:SessionIndex>
</samlp:LogoutRequest>)";

constexpr char response[] = R"(<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_o" Version="2.0" IssueInstant="2026-11-24T13:35:09Z"
    InResponseTo="_l" Destination="https://idp.example/slo"><saml:Issuer>https://sp.example</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:responder"><samlp:StatusCode Value="urn:partial"/></samlp:StatusCode>
  <samlp:StatusMessage>why</samlp:StatusMessage></samlp:Status></samlp:LogoutResponse>)";

Result<LogoutRequest> read(const std::string& text) {
    const xml::Document document = test::parsed(text);
    return read_logout_request(document.root());
}

TEST(LogoutReader, ReadsARequest) {
    const LogoutRequest r = read(request).value();
    EXPECT_EQ(r.id, "_l");
    EXPECT_EQ(r.issuer, "https://idp.example");
    EXPECT_EQ(r.destination, "https://sp.example/slo");
    EXPECT_EQ(r.reason, "urn:user");
    EXPECT_EQ(format_instant(*r.not_on_or_after), "2026-11-24T13:40:09.000Z");
    ASSERT_TRUE(r.name_id);
    EXPECT_EQ(r.name_id->value, "ada@example.test");
    EXPECT_EQ(r.name_id->format, "urn:f");
    EXPECT_EQ(r.name_id->name_qualifier, "n");
    EXPECT_EQ(r.name_id->sp_name_qualifier, "s");
    EXPECT_THAT(r.session_indexes, ElementsAre("_1", "_2"));
    EXPECT_FALSE(r.encrypted_id);
    EXPECT_FALSE(r.is_signed);
}

TEST(LogoutReader, AnEncryptedIdStandsInTheNameIdsPlace) {
    const LogoutRequest r = read(replace_all(request, "saml:NameID", "saml:EncryptedID")).value();
    EXPECT_TRUE(r.encrypted_id);
    EXPECT_FALSE(r.name_id);
    EXPECT_TRUE(read(replace_all(request, "saml:NameID", "saml:BaseID")));
}

TEST(LogoutReader, ReadsAResponse) {
    const xml::Document document = test::parsed(response);
    const LogoutResponse r = read_logout_response(document.root()).value();
    EXPECT_EQ(r.in_response_to, "_l");
    EXPECT_EQ(r.issuer, "https://sp.example");
    EXPECT_EQ(r.status.code, "urn:responder");
    EXPECT_THAT(r.status.nested, ElementsAre("urn:partial"));
    EXPECT_EQ(r.status.message, "why");
    EXPECT_FALSE(read_logout_request(document.root()));
}

TEST(LogoutReader, NamesWhatIsMissingOrTwice) {
    const std::tuple<const char*, const char*, const char*> bends[] = {
        {"saml:NameID", "saml:Name", "section 3.7.1"},
        {" ID=\"_l\"", "", "@ID"},
        {"13:40:09Z", "13:40:09", "@NotOnOrAfter"},
        {"<samlp:SessionIndex>_1", "<saml:EncryptedID/><samlp:SessionIndex>_1", "a NameID and an EncryptedID"},
        {"<samlp:SessionIndex>_1", "<saml:NameID/><samlp:SessionIndex>_1", "a second NameID"},
        {"ada@", "ada<!-- -->@", "a comment"},
        {"LogoutRequest", "LogoutResponse", "expected"},
    };
    for (const auto& [from, to, expected] : bends) {
        const auto outcome = read(replace_all(request, from, to));
        ASSERT_FALSE(outcome) << from;
        EXPECT_THAT(describe(outcome.error()), HasSubstr(expected));
    }
}

} // namespace
} // namespace idpsim::saml
