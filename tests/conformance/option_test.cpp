/// Encryption, the class of authentication, answers that are held against each other, signatures of requests.
#include "tests/conformance/records.hpp"

#include "src/crypto/certificate.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/document.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

const xml::Library library;

// --- saml.encryption.used

constexpr char at_encrypted[] = "/samlp:Response/saml:EncryptedAssertion";

LoginRecord encrypted_login() {
    LoginRecord out = good_login();
    out.assertion.reset();
    out.encryption = EncryptionSeen{"urn:block", "urn:transport"};
    return out;
}

TEST(EncryptionUsed, HoldsByTheSessionOfThePerson) {
    EXPECT_THAT(judge("saml.encryption.used", encrypted_login()), passes(at_encrypted, "urn:block by urn:transport", 6));
}

TEST(EncryptionUsed, FailsWithoutASessionAndWithAnothers) {
    const std::string expected = "a session of ada@example.test by an assertion encrypted with urn:block by urn:transport";
    LoginRecord login = encrypted_login();
    login.after = {false, "", 8};
    EXPECT_THAT(judge("saml.encryption.used", login), fails(expected, {{8, "probe", "no session"}}));
    login.after = {true, "eve@example.test", 8};
    EXPECT_THAT(judge("saml.encryption.used", login), fails(expected, {{8, "probe", "a session of eve@example.test"}}));
}

TEST(EncryptionUsed, FailsWithAnAssertionInClearBeside) {
    LoginRecord login = encrypted_login();
    login.assertion = good_assertion();
    EXPECT_THAT(judge("saml.encryption.used", login),
                fails("an assertion encrypted and nowhere in clear",
                      {{6, at_encrypted, "urn:block by urn:transport, and an Assertion beside it"}}));
}

TEST(EncryptionUsed, CannotTellWithoutEncryptionOrCalibration) {
    EXPECT_THAT(judge("saml.encryption.used", good_login()), is_unverified("the Response carries no EncryptedAssertion"));
    LoginRecord login = encrypted_login();
    login.before.signed_in = true;
    EXPECT_EQ(judge("saml.encryption.used", login).verdict, Verdict::unverified);
}

// --- sp.authn_context

constexpr char at_class[] = "/samlp:Response/saml:Assertion/saml:AuthnStatement/saml:AuthnContext/saml:AuthnContextClassRef";

LoginRecord context_login(std::vector<std::string> asked, std::vector<std::optional<std::string>> said) {
    LoginRecord out = good_login();
    out.request->requested_class_refs = std::move(asked);
    for (auto& one : said) {
        saml::AuthnStatement statement;
        statement.class_ref = std::move(one);
        out.assertion->authn_statements.push_back(statement);
    }
    return out;
}

TEST(AuthnContext, HoldsWhenAClassThatWasAskedForGivesASession) {
    EXPECT_THAT(judge("sp.authn_context", context_login({"urn:weak", "urn:strong"}, {"urn:strong"})), passes(at_class, "urn:weak", 6));
}

TEST(AuthnContext, HoldsWhenAnotherIsRefused) {
    LoginRecord login = context_login({"urn:strong"}, {"urn:weak"});
    login.after = {false, "", 8};
    EXPECT_THAT(judge("sp.authn_context", login), passes(at_class, "urn:weak, refused", 6));
}

TEST(AuthnContext, FailsWhenAnotherGivesASession) {
    const std::string expected = "no session: asked for was urn:strong";
    EXPECT_THAT(judge("sp.authn_context", context_login({"urn:strong"}, {"urn:weak"})),
                fails(expected, {{6, at_class, "urn:weak, and a session"}}));
    EXPECT_THAT(judge("sp.authn_context", context_login({"urn:strong"}, {"urn:STRONG"})),
                fails(expected, {{6, at_class, "urn:STRONG, and a session"}}));
    EXPECT_THAT(judge("sp.authn_context", context_login({"urn:strong"}, {"urn:strong", std::nullopt})),
                fails(expected, {{6, at_class, "(none), and a session"}}));
}

TEST(AuthnContext, FailsWhenTheRightOneIsRefused) {
    LoginRecord login = context_login({"urn:strong"}, {"urn:strong"});
    login.after = {false, "", 8};
    EXPECT_THAT(judge("sp.authn_context", login), fails("a session: the login is of a class that was asked for",
                                                        {{6, at_class, "urn:strong, and no session"}}));
}

TEST(AuthnContext, CannotTellWhereNothingWasAskedOrAnswered) {
    EXPECT_THAT(judge("sp.authn_context", good_login()), is_unverified("no RequestedAuthnContext was sent"));
    EXPECT_THAT(judge("sp.authn_context", unsolicited_login()), is_unverified("no RequestedAuthnContext was sent"));
    LoginRecord login = context_login({"urn:strong"}, {"urn:weak"});
    login.request->requested_comparison = "minimum";
    EXPECT_EQ(judge("sp.authn_context", login).verdict, Verdict::unverified);
    login.request->requested_comparison = "exact";
    EXPECT_EQ(judge("sp.authn_context", login).verdict, Verdict::fail);
    login.assertion.reset();
    EXPECT_EQ(judge("sp.authn_context", login).verdict, Verdict::unverified);
}

// --- sp.refusal.alike

LoginRecord refused_login(int status, std::string body) {
    LoginRecord out = good_login();
    out.after = {false, "", 8};
    out.acs_status = status;
    out.landed_body = std::move(body);
    return out;
}

TEST(RefusedAlike, HoldsForTheSameAnswer) {
    LoginRecord login = refused_login(403, "<p>Refused</p><i>id 4711, 2026-03-02T09:00:01Z</i>");
    login.alike = AcsAnswer{403, "<p>Refused</p><i>id 4712, 2026-03-02T09:00:02Z</i>"};
    EXPECT_THAT(judge("sp.refusal.alike", login), passes("HTTP status of the ACS", "403", 6));
}

TEST(RefusedAlike, FailsForAnotherStatusOrOtherWords) {
    LoginRecord login = refused_login(400, "<p>Refused</p>");
    login.alike = AcsAnswer{403, "<p>Refused</p>"};
    EXPECT_THAT(judge("sp.refusal.alike", login),
                fails("the same answer as to the other message", {{6, "HTTP status of the ACS", "400 instead of 403"}}));
    login = refused_login(403, "<p>The padding is wrong</p>");
    login.alike = AcsAnswer{403, "<p>The XML is wrong</p>"};
    EXPECT_THAT(judge("sp.refusal.alike", login),
                fails("the same answer as to the other message", {{6, "page", "differs from \"padding is wrong</p>\" on"}}));
    login = refused_login(403, "<p>Refused</p>");
    login.alike = AcsAnswer{403, "<p>Refused</p> by us"};
    EXPECT_EQ(judge("sp.refusal.alike", login).verdict, Verdict::fail);
}

TEST(RefusedAlike, CannotTellWithoutTheOtherOrItsOwn) {
    EXPECT_EQ(judge("sp.refusal.alike", refused_login(403, "")).verdict, Verdict::unverified);
    LoginRecord login = undelivered_login();
    login.alike = AcsAnswer{403, ""};
    EXPECT_THAT(judge("sp.refusal.alike", login), is_unverified("the message never reached the ACS"));
}

// --- saml.request.signature

constexpr char at_signature[] = "AuthnRequest's signature";
constexpr char wanted[] = "a signature that verifies with a signing key of the SP's metadata";

struct SpKey {
    crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
    std::string certificate = [this] {
        crypto::CertificateSpec spec;
        spec.subject = {{"CN", "sp.example"}};
        spec.not_after = login_time + std::chrono::hours{24};
        spec.serial = "1";
        return crypto::Certificate::self_signed(key, spec).base64();
    }();
};
const SpKey& sp_key() {
    static const SpKey one;
    return one;
}
const SpKey& other_key() {
    static const SpKey one;
    return one;
}

/// A login whose SP lists a key and, when asked, promises to sign.
LoginRecord with_key(bool promised, const std::string& use = "signing") {
    LoginRecord out = good_login();
    std::string metadata = sp_metadata(R"(<md:KeyDescriptor use=")" + use + R"("><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">)" +
                                       "<ds:X509Data><ds:X509Certificate>" + sp_key().certificate +
                                       "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>" +
                                       acs_element(saml::binding_post, sp_acs));
    const std::string role = "<md:SPSSODescriptor ";
    if (promised) metadata.insert(metadata.find(role) + role.size(), "AuthnRequestsSigned=\"true\" ");
    out.sp.metadata = metadata;
    return out;
}

void send_by_redirect(LoginRecord& login, const crypto::PrivateKey* key, const std::string& added = {}) {
    const saml::RedirectSigner signer{key, alg::rsa_sha256, false};
    const std::string url = saml::encode_redirect(idp_sso, "SAMLRequest", saml::write_authn_request(*login.request), std::nullopt, key ? &signer : nullptr);
    login.request_message = saml::read_redirect(url.substr(url.find('?') + 1) + added).value();
}

void send_by_post(LoginRecord& login, const crypto::PrivateKey& key) {
    login.request->is_signed = true;
    saml::Received message;
    message.parameter = "SAMLRequest";
    message.xml = saml::write_signed(saml::write_authn_request(*login.request), key, crypto::Hash::sha256, "");
    login.request_message = message;
}

TEST(RequestSignature, HoldsByEitherBindingWithAKeyOfTheMetadata) {
    for (const bool promised : {true, false}) {
        LoginRecord login = with_key(promised);
        send_by_redirect(login, &sp_key().key);
        EXPECT_THAT(judge("saml.request.signature", login), passes(at_signature, "verifies with a key of the SP's metadata", 4));
        login = with_key(promised);
        send_by_post(login, sp_key().key);
        EXPECT_THAT(judge("saml.request.signature", login), passes(at_signature, "verifies with a key of the SP's metadata", 4));
    }
}

TEST(RequestSignature, IsOnlyMissedWhereItIsPromised) {
    LoginRecord login = with_key(false);
    send_by_redirect(login, nullptr);
    EXPECT_THAT(judge("saml.request.signature", login), passes(at_signature, "none, and none is promised", 4));
    login = with_key(true);
    send_by_redirect(login, nullptr);
    EXPECT_THAT(judge("saml.request.signature", login),
                fails("a signature, as AuthnRequestsSigned in the SP's metadata says", {{4, at_signature, "none"}}));
}

TEST(RequestSignature, FailsByAnotherKeyAndOverOtherOctets) {
    const auto failed = [](const LoginRecord& login) {
        const Finding found = judge("saml.request.signature", login);
        return found.verdict == Verdict::fail && found.expected == wanted;
    };
    LoginRecord login = with_key(true);
    send_by_redirect(login, &other_key().key);
    EXPECT_TRUE(failed(login));
    send_by_redirect(login, &sp_key().key, "&RelayState=added");
    EXPECT_TRUE(failed(login));
    login = with_key(true);
    send_by_post(login, other_key().key);
    EXPECT_TRUE(failed(login));
}

TEST(RequestSignature, CannotTellWithoutAKey) {
    LoginRecord login = with_key(false, "encryption");
    send_by_redirect(login, &sp_key().key);
    EXPECT_EQ(judge("saml.request.signature", login).verdict, Verdict::unverified);
    login = good_login();
    login.sp.metadata.clear();
    send_by_redirect(login, &sp_key().key);
    EXPECT_EQ(judge("saml.request.signature", login).verdict, Verdict::unverified);
}

} // namespace
} // namespace idpsim::conformance
