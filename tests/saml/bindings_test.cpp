#include "src/saml/bindings.hpp"

#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/deflate.hpp"
#include "src/xml/namespaces.hpp"
#include "tests/core/properties.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using testing::HasSubstr;

constexpr char endpoint[] = "https://idp.example/sso";
constexpr char message[] = "<samlp:AuthnRequest ID=\"_1\"/>";

const crypto::PrivateKey& signing_key() {
    static const crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
    return key;
}

std::string query_of(const std::string& url) { return url.substr(url.find('?') + 1); }

std::string form(std::string_view xml) { return "SAMLResponse=" + percent_encode(encode_post(xml)); }

std::string redirect(std::string_view octets) { return "SAMLRequest=" + percent_encode(crypto::base64_encode(octets)); }

std::string signed_query(const std::optional<std::string>& relay_state,
                         const std::string& algorithm = alg::rsa_sha256) {
    const RedirectSigner signer{&signing_key(), algorithm};
    return query_of(encode_redirect(endpoint, "SAMLRequest", message, relay_state, &signer));
}

RC_GTEST_PROP(Post, ReadsWhatItEncodes, (const std::string& xml, const std::string& relay_state)) {
    RC_PRE(!xml.empty());
    const auto read = read_post(form(xml) + "&RelayState=" + form_encode(relay_state)).value();
    RC_ASSERT(read.parameter == "SAMLResponse");
    RC_ASSERT(read.xml == xml);
    RC_ASSERT(read.relay_state == relay_state);
    RC_ASSERT(!read.signature);
}

RC_GTEST_PROP(Redirect, ReadsWhatItEncodes, (const std::string& xml, const std::string& relay_state)) {
    RC_PRE(!xml.empty());
    const auto read = read_redirect(query_of(encode_redirect(endpoint, "SAMLResponse", xml, relay_state))).value();
    RC_ASSERT(read.parameter == "SAMLResponse");
    RC_ASSERT(read.xml == xml);
    RC_ASSERT(read.relay_state == relay_state);
}

TEST(Post, BearsOtherFieldsAndLineBreaks) {
    const auto read = read_post("csrf=1&SAMLRequest=PGEv%0D%0APg%3D%3D&x").value();
    EXPECT_EQ(read.parameter, "SAMLRequest");
    EXPECT_EQ(read.xml, "<a/>");
    EXPECT_EQ(read.relay_state, std::nullopt);
}

TEST(Post, AnEmptyRelayStateIsNotAnAbsentOne) {
    EXPECT_EQ(read_post(form("<a/>") + "&RelayState=")->relay_state, "");
    EXPECT_EQ(read_post(form("<a/>"))->relay_state, std::nullopt);
}

struct Refused {
    std::string input;
    Fault fault;
};

void expect_refused(const Result<Received>& read, const Refused& expected) {
    ASSERT_TRUE(read.has_error()) << expected.input;
    EXPECT_EQ(read.error().fault, expected.fault) << expected.input << ": " << describe(read.error());
    EXPECT_FALSE(read.error().detail.empty());
}

TEST(Post, RefusesWhatCouldBeReadInTwoWays) {
    const std::string one = form("<a/>");
    for (const std::string& body : {one + "&" + one, one + "&SAMLRequest=PGEvPg%3D%3D",
                                    one + "&RelayState=1&RelayState=1", one + "&SAML%52esponse=PGIvPg%3D%3D"})
        expect_refused(read_post(body), {body, Fault::malformed});
}

TEST(Post, RefusesWhatIsNoMessage) {
    for (const Refused& bad :
         {Refused{"", Fault::not_found}, Refused{"RelayState=1", Fault::not_found},
          Refused{"samlresponse=PGEvPg%3D%3D", Fault::not_found}, Refused{"SAMLResponse=", Fault::malformed},
          Refused{"SAMLResponse", Fault::malformed}, Refused{"SAMLResponse=PGEvPg", Fault::malformed},
          Refused{"SAMLResponse=PGEv*g%3D%3D", Fault::malformed},
          Refused{"SAMLResponse=PGEvPg%3D%3DPGEvPg%3D%3D", Fault::malformed},
          Refused{"SAMLResponse=PGEvPg%3", Fault::malformed}})
        expect_refused(read_post(bad.input), bad);
}

TEST(Post, EnforcesTheSizeLimit) {
    EXPECT_TRUE(read_post(form(std::string(1000, 'x')), 1000).has_value());
    expect_refused(read_post(form(std::string(1001, 'x')), 1000), {"1001 octets", Fault::too_large});
    expect_refused(read_post(std::string(1u << 20, 'x'), 1000), {"a megabyte", Fault::too_large});
}

TEST(Redirect, AppendsToAnEndpointWithAQuery) {
    EXPECT_THAT(encode_redirect("https://i/sso", "SAMLRequest", "x", {}),
                testing::StartsWith("https://i/sso?SAMLRequest="));
    EXPECT_THAT(encode_redirect("https://i/sso?idpid=C0", "SAMLRequest", "x", {}),
                testing::StartsWith("https://i/sso?idpid=C0&SAMLRequest="));
    EXPECT_THAT(encode_redirect("https://i/sso?", "SAMLRequest", "x", {}), testing::StartsWith("https://i/sso?SAML"));
    EXPECT_THAT(encode_redirect("https://i/sso?a=b&", "SAMLRequest", "x", {}), HasSubstr("a=b&SAMLRequest="));
}

TEST(Redirect, RefusesWhatIsNoMessage) {
    const std::string deflated = deflate_raw("<a>some text that is worth deflating</a>");
    const std::string good = redirect(deflated);
    for (const Refused& bad :
         {Refused{"", Fault::not_found}, Refused{good + "&" + good, Fault::malformed},
          Refused{good + "&SAMLResponse=eA%3D%3D", Fault::malformed},
          Refused{good + "&RelayState=&RelayState=", Fault::malformed},
          Refused{redirect(deflated.substr(0, deflated.size() - 1)), Fault::malformed},
          Refused{redirect(deflated.substr(0, 1)), Fault::malformed},
          Refused{redirect(deflated + "x"), Fault::malformed}, Refused{redirect("<a/>"), Fault::malformed},
          Refused{redirect(""), Fault::malformed}, Refused{"SAMLRequest=%21%21", Fault::malformed},
          Refused{good + "&SAMLEncoding=urn:other", Fault::unsupported}, Refused{good + "&SigAlg=x", Fault::invalid},
          Refused{good + "&Signature=eA%3D%3D", Fault::invalid},
          Refused{good + "&SigAlg=x&Signature=%21", Fault::malformed},
          Refused{good + "&SigAlg=x&SigAlg=x&Signature=eA%3D%3D", Fault::malformed}})
        expect_refused(read_redirect(bad.input), bad);
    EXPECT_TRUE(read_redirect(
        good + "&SAMLEncoding=urn%3Aoasis%3Anames%3Atc%3ASAML%3A2.0%3Abindings%3AURL-Encoding%3ADEFLATE"));
}

TEST(Redirect, StopsInflatingAtTheLimit) {
    const std::string bomb = redirect(deflate_raw(std::string(64u << 20, ' ')));
    EXPECT_LT(bomb.size(), 256u << 10);
    expect_refused(read_redirect(bomb), {"64 MiB of spaces", Fault::too_large});
    const std::string exact = redirect(deflate_raw(std::string(1000, 'x')));
    EXPECT_TRUE(read_redirect(exact, 1000).has_value());
    expect_refused(read_redirect(exact, 999), {"1000 octets", Fault::too_large});
}

RC_GTEST_PROP(Redirect, RefusesDamagedStreamsWithoutHarm, (const std::string& octets)) {
    (void)read_redirect(redirect(octets), 4096);
    RC_ASSERT(inflate_raw(deflate_raw(octets), octets.size()).value() == octets);
}

TEST(RedirectSignature, VerifiesWithEachAdmittedAlgorithm) {
    for (const char* algorithm : {alg::rsa_sha256, alg::rsa_sha384, alg::rsa_sha512}) {
        const auto read = read_redirect(signed_query("state 1", algorithm)).value();
        EXPECT_EQ(read.signature_algorithm, algorithm);
        EXPECT_TRUE(verify_redirect(read, signing_key().public_key())) << algorithm;
    }
}

TEST(RedirectSignature, CoversMessageRelayStateAndAlgorithmInThatOrder) {
    const auto read = read_redirect(signed_query("a b")).value();
    EXPECT_THAT(read.signed_octets, testing::MatchesRegex("SAMLRequest=[^&]+&RelayState=a%20b&SigAlg=http%3A[^&]+"));
    EXPECT_THAT(read_redirect(signed_query({}))->signed_octets,
                testing::MatchesRegex("SAMLRequest=[^&]+&SigAlg=[^&]+"));
}

/// Lower-case escapes, `+` for a space, another order of parameters, strange ones between: as a peer may send them.
TEST(RedirectSignature, IsJudgedOverTheOctetsThatWereSent) {
    const std::string value = percent_encode(crypto::base64_encode(deflate_raw(message)));
    const std::string algorithm = "http%3a%2f%2fwww.w3.org%2f2001%2f04%2fxmldsig-more%23rsa-sha256";
    const std::string octets = "SAMLRequest=" + value + "&RelayState=a+b%2fc&SigAlg=" + algorithm;
    const std::string signature =
        percent_encode(crypto::base64_encode(signing_key().sign(crypto::Hash::sha256, octets)));
    const auto read = read_redirect("SigAlg=" + algorithm + "&Signature=" + signature +
                                    "&x=1&RelayState=a+b%2fc&SAMLRequest=" + value)
                          .value();
    EXPECT_EQ(read.signed_octets, octets);
    EXPECT_EQ(read.relay_state, "a b/c");
    EXPECT_TRUE(verify_redirect(read, signing_key().public_key()));
}

TEST(RedirectSignature, NamesWhyItDoesNotHold) {
    const crypto::PublicKey key = signing_key().public_key();
    const auto fault = [&](const Received& read, const crypto::PublicKey& with) {
        return verify_redirect(read, with).error().fault;
    };

    const auto good = read_redirect(signed_query("state")).value();
    EXPECT_EQ(fault(read_redirect(query_of(encode_redirect(endpoint, "SAMLRequest", message, {}))).value(), key),
              Fault::not_found);
    EXPECT_EQ(fault(good, crypto::PrivateKey::generate_rsa(2048).public_key()), Fault::bad_signature);
    EXPECT_EQ(fault(good, crypto::PublicKey()), Fault::unsupported);

    auto bent = signed_query("state");
    bent.replace(bent.find("RelayState=state"), 16, "RelayState=stale");
    EXPECT_EQ(fault(read_redirect(bent).value(), key), Fault::bad_signature);

    auto other = good;
    other.signature_algorithm = "http://www.w3.org/2000/09/xmldsig#dsa-sha1";
    EXPECT_EQ(fault(other, key), Fault::unsupported);
}

TEST(RedirectSignature, AdmitsSha1OnlyWhenAsked) {
    const auto read = read_redirect(signed_query({}, alg::rsa_sha1)).value();
    EXPECT_EQ(verify_redirect(read, signing_key().public_key()).error().fault, Fault::unsupported);
    EXPECT_TRUE(verify_redirect(read, signing_key().public_key(), true));
}

TEST(RedirectSignature, SigningWithAnUnknownAlgorithmIsOurFault) {
    EXPECT_THROW(signed_query({}, "urn:none"), Failure);
}

} // namespace
} // namespace idpsim::saml
