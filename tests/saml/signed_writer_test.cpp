#include "src/saml/bindings.hpp"
#include "src/saml/reader.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"
#include "tests/saml/certificate.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

const crypto::PrivateKey& key() {
    static const crypto::PrivateKey made = crypto::PrivateKey::generate_rsa(2048);
    return made;
}

std::string signed_names(const std::string& text) {
    const xml::Document document = test::parsed(text);
    EXPECT_TRUE(xml::verify_enveloped(document, document.root(), {{key().public_key()}, true})) << text;
    std::string names;
    for (const xml::Element& child : document.root().children()) (names += child.name()) += ' ';
    return names;
}

TEST(WriteSigned, MessagesAreSignedBehindTheIssuer) {
    test::start_xml();
    LogoutRequest logout;
    logout.id = "_l";
    logout.issuer = "i & j";
    logout.name_id = NameId{"ada", "urn:f", {}, "sp"};
    logout.session_indexes = {"_1"};
    for (const crypto::Hash hash : {crypto::Hash::sha1, crypto::Hash::sha256, crypto::Hash::sha512})
        EXPECT_EQ(signed_names(write_signed(write_logout_request(logout), key(), hash, test::certificate().base64())),
                  "Issuer Signature NameID SessionIndex ");
    LogoutResponse answer;
    answer.id = "_o";
    answer.issuer = "i";
    answer.status = {status_success, {"urn:partial"}, "fine"};
    EXPECT_EQ(signed_names(write_signed(write_logout_response(answer), key(), crypto::Hash::sha256, "")),
              "Issuer Signature Status ");
    AuthnRequest request;
    request.id = "_q";
    request.name_id_policy = NameIdPolicy{};
    EXPECT_EQ(signed_names(write_signed(write_authn_request(request), key(), crypto::Hash::sha256, "")),
              "Signature NameIDPolicy ");
}

/// samlify and saml-jackson put an XML signature into a Redirect message, beside or instead of the query's own.
TEST(WriteSigned, ASignedMessageTravelsByRedirect) {
    test::start_xml();
    LogoutResponse answer;
    answer.id = "_o";
    answer.status.code = status_success;
    const std::string text = write_signed(write_logout_response(answer), key(), crypto::Hash::sha256, "");
    const RedirectSigner signer{&key(), alg::rsa_sha256};
    const std::string url = encode_redirect("https://sp.example/slo?tenant=1", "SAMLResponse", text, "state", &signer);
    const Received received = read_redirect(url.substr(url.find('?') + 1)).value();
    EXPECT_TRUE(verify_redirect(received, key().public_key()));
    const xml::Document document = test::parsed(received.xml);
    EXPECT_TRUE(read_logout_response(document.root())->is_signed);
    EXPECT_TRUE(xml::verify_enveloped(document, document.root(), {{key().public_key()}}));
    AuthnRequest request;
    request.id = "_q";
    const std::string asked = write_signed(write_authn_request(request), key(), crypto::Hash::sha256, "");
    const std::string sent = encode_redirect("https://idp.example/sso", "SAMLRequest", asked, {});
    const Received unsigned_query = read_redirect(sent.substr(sent.find('?') + 1)).value();
    EXPECT_FALSE(unsigned_query.signature);
    const xml::Document asked_back = test::parsed(unsigned_query.xml);
    EXPECT_TRUE(read_authn_request(asked_back.root())->is_signed);
}

TEST(WriteSigned, MetadataIsSignedFirstWithItsWhiteSpace) {
    test::start_xml();
    EntityDescriptor entity;
    entity.id = "_m";
    entity.entity_id = "https://sp.example";
    entity.sp.emplace();
    entity.sp->acs = {{binding_post, "https://sp.example/acs", {}, {}, {}}};
    const std::string text = write_signed(write_sp_metadata(entity), key(), crypto::Hash::sha256, "");
    EXPECT_EQ(signed_names(text), "Signature SPSSODescriptor ");
    EXPECT_TRUE(text.starts_with("<?xml version"));
    EXPECT_TRUE(read_metadata(text));
}

TEST(WriteSigned, WhatHasNoIdOrIsNoXmlIsOurFault) {
    EXPECT_THROW(write_signed("<a/>", key(), crypto::Hash::sha256, ""), Failure);
    EXPECT_THROW(write_signed("no xml", key(), crypto::Hash::sha256, ""), Failure);
}

} // namespace
} // namespace idpsim::saml
