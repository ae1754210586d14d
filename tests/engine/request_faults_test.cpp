/// AuthnRequests bent on their way: by either binding, signed or not.
#include "src/engine/request_faults.hpp"

#include "src/core/url.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/reader.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

#include <gtest/gtest.h>

#include <set>

namespace idpsim::engine {
namespace {

class RequestFaults : public testing::TestWithParam<bool> {
protected:
    static const crypto::PrivateKey& sp_key() {
        static const crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
        return key;
    }
    static Attack attack() {
        static const crypto::PrivateKey stranger = crypto::PrivateKey::generate_rsa(2048);
        Attack out;
        out.stranger = stranger;
        return out;
    }
    bool by_post() const { return GetParam(); }

    HttpRequest request(bool is_signed) const {
        saml::AuthnRequest asked;
        asked.id = "_r1";
        asked.destination = "https://idp.test/sso?idpid=C0";
        asked.issuer = "https://sp.test/metadata";
        asked.acs_url = "https://sp.test/acs";
        asked.protocol_binding = saml::binding_post;
        asked.name_id_policy = saml::NameIdPolicy{};
        std::string xml = saml::write_authn_request(asked);
        HttpRequest out;
        if (by_post()) {
            if (is_signed) xml = saml::write_signed(xml, sp_key(), crypto::Hash::sha256, "");
            out.method = "POST";
            out.url = *asked.destination;
            out.body = write_form({{"SAMLRequest", saml::encode_post(xml)}, {"RelayState", "/x"}});
            return out;
        }
        const saml::RedirectSigner signer{&sp_key(), alg::rsa_sha256, false};
        out.method = "GET";
        out.url = saml::encode_redirect(*asked.destination, "SAMLRequest", xml, "/x", is_signed ? &signer : nullptr);
        return out;
    }
    HttpRequest bent(const char* fault, bool is_signed) const {
        HttpRequest out = request(is_signed);
        find_request_fault(fault)->bend(out, attack());
        EXPECT_TRUE(carries_request(out));
        return out;
    }
    saml::Received received(const HttpRequest& request) const {
        return by_post() ? saml::read_post(request.body).value() : saml::read_redirect(parse_url(request.url)->query).value();
    }
    saml::AuthnRequest read(const HttpRequest& request) const {
        const auto document = xml::Document::parse(received(request).xml);
        return saml::read_authn_request(document->root()).value();
    }
    bool has_signature(const HttpRequest& request) const { return received(request).signature || read(request).is_signed; }
    bool verifies(const HttpRequest& request, const crypto::PrivateKey& key) const {
        const saml::Received message = received(request);
        if (!by_post()) return saml::verify_redirect(message, key.public_key()).has_value();
        const auto document = xml::Document::parse(message.xml);
        return xml::verify_enveloped(*document, document->root(), {{key.public_key()}, false, 2048}).has_value();
    }
};

TEST_P(RequestFaults, AreKnownByName) {
    std::set<std::string_view> ids;
    for (const RequestFault& one : request_faults()) {
        EXPECT_TRUE(ids.insert(one.id).second) << one.id;
        EXPECT_FALSE(one.sentence.empty());
        EXPECT_EQ(find_request_fault(one.id), &one);
    }
    EXPECT_EQ(find_request_fault("nothing-of-the-kind"), nullptr);
}

TEST_P(RequestFaults, KeepWhatElseTheRequestSays) {
    ASSERT_TRUE(verifies(request(true), sp_key()));
    for (const RequestFault& one : request_faults()) {
        HttpRequest changed = request(true);
        one.bend(changed, attack());
        EXPECT_EQ(read(changed).id, "_r1") << one.id;
        EXPECT_EQ(received(changed).relay_state, "/x") << one.id;
        EXPECT_NE(changed.url.find("idpid=C0"), std::string::npos) << one.id;
        EXPECT_FALSE(verifies(changed, sp_key())) << one.id;
    }
}

TEST_P(RequestFaults, TouchTheSignature) {
    EXPECT_FALSE(has_signature(bent("request-unsigned", true)));
    EXPECT_TRUE(has_signature(bent("request-tampered", true)));
    EXPECT_FALSE(has_signature(bent("request-tampered", false)));
    for (const bool is_signed : {true, false})
        EXPECT_TRUE(verifies(bent("request-other-signer", is_signed), attack().stranger));
}

TEST_P(RequestFaults, SaySomethingElse) {
    EXPECT_EQ(read(bent("request-acs-elsewhere", false)).acs_url, "https://attacker.example/acs");
    EXPECT_EQ(read(bent("request-unknown-issuer", false)).issuer, "https://unknown.example/metadata");
    const saml::AuthnRequest by_index = read(bent("request-acs-index", false));
    EXPECT_EQ(by_index.acs_index, 0);
    EXPECT_FALSE(by_index.acs_url || by_index.protocol_binding);
    EXPECT_FALSE(read(bent("request-no-acs", false)).acs_url);
    EXPECT_FALSE(read(bent("request-no-name-id-policy", false)).name_id_policy);
    EXPECT_NE(received(bent("request-provider-name", false)).xml.find("ProviderName="), std::string::npos);
    EXPECT_NE(received(bent("request-consent", false)).xml.find("Consent="), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Bindings, RequestFaults, testing::Bool(), [](const auto& one) { return one.param ? "Post" : "Redirect"; });

TEST(CarriesRequest, KnowsBothBindingsAndNothingElse) {
    HttpRequest request;
    request.method = "GET";
    request.url = "https://idp.test/sso?SAMLRequest=x";
    EXPECT_TRUE(carries_request(request));
    request.url = "https://idp.test/sso?SAMLResponse=x";
    EXPECT_FALSE(carries_request(request));
    request.method = "POST";
    request.body = "SAMLRequest=x";
    EXPECT_TRUE(carries_request(request));
}

} // namespace
} // namespace idpsim::engine
