#include "src/saml/reader.hpp"
#include "src/saml/writer.hpp"
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
