#include "src/saml/artifact.hpp"

#include "src/crypto/digest.hpp"
#include "src/saml/reader.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/verify.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using testing::HasSubstr;

TEST(Artifact, IsWrittenAndReadBack) {
    for (const int index : {0, 1, 258, 65535}) {
        const Artifact made{index, source_id_of("https://idp.example"), std::string(20, '\xfe')};
        const auto octets = crypto::base64_decode(write_artifact(made)).value();
        ASSERT_EQ(octets.size(), 44u);
        EXPECT_EQ(octets.substr(0, 2), std::string("\0\4", 2));
        const Artifact back = read_artifact(write_artifact(made)).value();
        EXPECT_EQ(back.endpoint_index, index);
        EXPECT_EQ(back.source_id, made.source_id);
        EXPECT_EQ(back.message_handle, made.message_handle);
    }
}

TEST(Artifact, ItsSourceIsTheSha1OfTheEntityId) {
    EXPECT_EQ(crypto::to_hex(source_id_of("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST(Artifact, OthersAreRefused) {
    const auto octets = [](const std::string& text) { return read_artifact(crypto::base64_encode(text)); };
    EXPECT_EQ(octets(std::string("\0\1", 2) + std::string(42, 'x')).error().fault, Fault::unsupported);
    EXPECT_EQ(octets(std::string("\0\4", 2) + std::string(41, 'x')).error().fault, Fault::malformed);
    EXPECT_EQ(octets(std::string("\0\4", 2) + std::string(43, 'x')).error().fault, Fault::malformed);
    EXPECT_EQ(octets("x").error().fault, Fault::malformed);
    EXPECT_EQ(read_artifact("").error().fault, Fault::malformed);
    EXPECT_EQ(read_artifact("not base64").error().fault, Fault::malformed);
    EXPECT_THROW(write_artifact({-1, std::string(20, 'x'), std::string(20, 'x')}), Failure);
    EXPECT_THROW(write_artifact({65536, std::string(20, 'x'), std::string(20, 'x')}), Failure);
    EXPECT_THROW(write_artifact({0, std::string(19, 'x'), std::string(20, 'x')}), Failure);
    EXPECT_THROW(write_artifact({0, std::string(20, 'x'), ""}), Failure);
}

Result<std::string> read(const std::string& text) {
    test::start_xml();
    return read_soap(text);
}

std::string soap(const std::string& inside) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xs=\"urn:xs\">" + inside +
           "</s:Envelope>";
}

TEST(Soap, CarriesAMessageAndGivesItBack) {
    const std::string message = "<a:m xmlns:a=\"urn:a\" ID=\"_1\">x &amp; y</a:m>";
    EXPECT_EQ(
        read(write_soap(message)).value(),
        "<a:m xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:a=\"urn:a\" ID=\"_1\">x &amp; y</a:m>");
    EXPECT_EQ(write_soap("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + message + "\n"), write_soap(message));
}

TEST(Soap, TheMessageKeepsItsNamespaces) {
    const auto inside =
        read(soap("<s:Header><h/></s:Header><s:Body xmlns=\"urn:d\">\n<m t=\"xs:string\"/>\n</s:Body>")).value();
    EXPECT_EQ(inside, "<m xmlns=\"urn:d\" xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xs=\"urn:xs\" "
                      "t=\"xs:string\"/>");
    EXPECT_EQ(read(soap("<s:Body xmlns=\"urn:d\"><m xmlns=\"\"/></s:Body>")).value().find("urn:d"), std::string::npos);
}

TEST(Soap, AFaultIsARefusalInItsOwnWords) {
    const auto outcome = read(write_soap_fault("Client", "not <SAML>"));
    EXPECT_EQ(outcome.error().fault, Fault::refused);
    EXPECT_THAT(outcome.error().detail, HasSubstr("not <SAML>"));
    EXPECT_THAT(write_soap_fault("Client", "x"), HasSubstr("<faultcode>soap:Client</faultcode>"));
    EXPECT_EQ(read(soap("<s:Body><s:Fault/></s:Body>")).error().fault, Fault::refused);
}

TEST(Soap, OtherEnvelopesAreMalformed) {
    for (const std::string& text : {std::string("<m/>"), soap(""), soap("<s:Body/>"), soap("<s:Body><m/><m/></s:Body>"),
                                    soap("<s:Body>text</s:Body>"), soap("<s:Body><m/></s:Body><s:Body><m/></s:Body>"),
                                    std::string("<s:Envelope"), std::string()})
        EXPECT_EQ(read(text).error().fault, Fault::malformed) << text;
    EXPECT_EQ(read("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"/>").error().fault,
              Fault::unsupported);
    EXPECT_EQ(read("<!DOCTYPE m [<!ENTITY e \"x\">]><m/>").error().fault, Fault::unsupported);
}

/// A signature made before the message was put into an envelope verifies after it was taken out.
TEST(Soap, ASignedMessageSurvives) {
    test::start_xml();
    const crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
    ArtifactResolve request;
    request.id = "_r";
    request.issuer = "https://sp.example";
    request.artifact = write_artifact({0, source_id_of("idp"), std::string(20, 'h')});
    const std::string message =
        read(write_soap(write_signed(write_artifact_resolve(request), key, crypto::Hash::sha256, ""))).value();
    const xml::Document document = test::parsed(message);
    EXPECT_TRUE(xml::verify_enveloped(document, document.root(), {{key.public_key()}}));
    const ArtifactResolve back = read_artifact_resolve(document.root()).value();
    EXPECT_EQ(back.artifact, request.artifact);
    EXPECT_TRUE(back.is_signed);
}

} // namespace
} // namespace idpsim::saml
