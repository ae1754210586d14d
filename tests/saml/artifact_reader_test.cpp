#include "src/core/text.hpp"
#include "src/saml/reader.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using testing::HasSubstr;

constexpr char resolve[] = R"(<samlp:ArtifactResolve xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="2026-11-24T13:35:09Z"
    Destination="https://idp.example/ars"><saml:Issuer>https://sp.example</saml:Issuer><samlp:Artifact>
    AAQ= </samlp:Artifact></samlp:ArtifactResolve>)";

constexpr char response[] = R"(<samlp:ArtifactResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="2026-11-24T13:35:09Z"
    InResponseTo="_r"><saml:Issuer>https://idp.example</saml:Issuer><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>
    <samlp:Extensions/><samlp:Status><samlp:StatusCode Value="urn:ok"/></samlp:Status><samlp:Response ID="_x"/>
    </samlp:ArtifactResponse>)";

Result<ArtifactResolve> read_resolve(const std::string& text) {
    const xml::Document document = test::parsed(text);
    return read_artifact_resolve(document.root());
}

Result<ArtifactResponse> read_response_text(const std::string& text) {
    const xml::Document document = test::parsed(text);
    return read_artifact_response(document.root());
}

TEST(ArtifactReader, ReadsARequest) {
    const ArtifactResolve r = read_resolve(resolve).value();
    EXPECT_EQ(r.id, "_r");
    EXPECT_EQ(r.issuer, "https://sp.example");
    EXPECT_EQ(r.destination, "https://idp.example/ars");
    EXPECT_EQ(r.artifact, "AAQ=");
    EXPECT_FALSE(r.is_signed);
}

TEST(ArtifactReader, ReadsAResponseAndTheMessageInside) {
    const ArtifactResponse r = read_response_text(response).value();
    EXPECT_EQ(r.in_response_to, "_r");
    EXPECT_EQ(r.status.code, "urn:ok");
    EXPECT_TRUE(r.is_signed);
    EXPECT_TRUE(r.message.starts_with("<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""))
        << r.message;
    EXPECT_EQ(test::parsed(r.message).root().attribute("ID"), "_x");
}

TEST(ArtifactReader, AResponseMayBeEmpty) {
    EXPECT_EQ(read_response_text(replace_all(response, "<samlp:Response ID=\"_x\"/>", "")).value().message, "");
}

TEST(ArtifactReader, NamesWhatIsMissing) {
    const auto broken = [](const char* text, const char* from, const char* to) { return replace_all(text, from, to); };
    EXPECT_THAT(describe(read_resolve(broken(resolve, "samlp:Artifact>", "samlp:Artefact>")).error()),
                HasSubstr("section 3.5.1"));
    EXPECT_THAT(describe(read_resolve(broken(resolve, "ArtifactResolve", "ArtifactResponse")).error()),
                HasSubstr("section 3.5.1"));
    EXPECT_THAT(describe(read_resolve(broken(resolve, "ID=\"_r\"", "")).error()), HasSubstr("section 3.2.1"));
    EXPECT_THAT(describe(read_response_text(broken(response, "samlp:Status>", "samlp:Stat>")).error()),
                HasSubstr("section 3.2.2"));
    EXPECT_THAT(
        describe(read_response_text(broken(response, "<samlp:Response", "<samlp:Response/><samlp:Response")).error()),
        HasSubstr("a second message"));
    EXPECT_THAT(describe(read_response_text(resolve).error()), HasSubstr("section 3.5.2"));
}

} // namespace
} // namespace idpsim::saml
