/// The checks of a single logout: a good one, and one for each way of failing.
#include "tests/conformance/records.hpp"

#include "src/core/url.hpp"
#include "src/crypto/certificate.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/document.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

constexpr char idp_slo[] = "https://idp.example/slo";
constexpr char sp_slo[] = "https://sp.example/slo";
constexpr char requester[] = "urn:oasis:names:tc:SAML:2.0:status:Requester";

const xml::Library library;   // verifying needs one

const crypto::PrivateKey& sp_key() {
    static const crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
    return key;
}
const crypto::PrivateKey& strange_key() {
    static const crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
    return key;
}

std::string with_key(const crypto::PrivateKey& key) {
    crypto::CertificateSpec spec;
    spec.subject = {{"CN", "sp"}};
    spec.not_before = login_time - std::chrono::hours{1};
    spec.not_after = login_time + std::chrono::hours{24};
    spec.serial = "\x01";
    return sp_metadata(R"(<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>)"
                       "<ds:X509Certificate>" + crypto::Certificate::self_signed(key, spec).base64() +
                       "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>" + acs_element(saml::binding_post, sp_acs));
}

saml::LogoutRequest request_of(const std::string& issuer, const std::string& destination) {
    saml::LogoutRequest out;
    out.id = "_q1";
    out.issue_instant = login_time;
    out.issuer = issuer;
    out.destination = destination;
    out.name_id = saml::NameId{"ada@example.test", saml::nameid_email, {}, {}};
    out.session_indexes = {"_s1"};
    return out;
}
saml::LogoutResponse response_of(const std::string& issuer, const std::string& destination) {
    saml::LogoutResponse out;
    out.id = "_p1";
    out.issue_instant = login_time;
    out.issuer = issuer;
    out.destination = destination;
    out.in_response_to = "_q1";
    out.status.code = saml::status_success;
    return out;
}

/// As it travels by Redirect, signed when there is a key.
LogoutMessage redirected(const std::string& parameter, const std::string& xml, const crypto::PrivateKey* key, std::size_t exchange) {
    LogoutMessage out;
    out.binding = saml::binding_redirect;
    out.exchange = exchange;
    const saml::RedirectSigner signer{key, alg::rsa_sha256};
    const std::string url = saml::encode_redirect("https://any.example/", parameter, xml, std::string("state"), key ? &signer : nullptr);
    out.received = saml::read_redirect(parse_url(url)->query).value();
    return out;
}
LogoutMessage sent(const saml::LogoutRequest& request, const crypto::PrivateKey* key, std::size_t exchange) {
    LogoutMessage out = redirected("SAMLRequest", saml::write_logout_request(request), key, exchange);
    out.request = request;
    return out;
}
LogoutMessage sent(const saml::LogoutResponse& response, const crypto::PrivateKey* key, std::size_t exchange) {
    LogoutMessage out = redirected("SAMLResponse", saml::write_logout_response(response), key, exchange);
    out.response = response;
    return out;
}

LogoutRecord either_way() {
    LogoutRecord out;
    out.sp.entity_id = sp_entity;
    out.sp.metadata = with_key(sp_key());
    out.idp = {"https://idp.example", idp_sso, {idp_slo}};
    saml::Assertion assertion = good_assertion();
    assertion.name_id = saml::NameId{"ada@example.test", saml::nameid_email, {}, {}};
    saml::AuthnStatement statement;
    statement.session_index = "_s1";
    assertion.authn_statements = {statement};
    out.assertion = assertion;
    out.sp_status = 302;
    out.sp_exchange = 5;
    out.landed_url = "https://idp.example/signed-out";
    out.sessions = {{"ada@example.test", true, {true, "ada@example.test", 2}, {false, "", 8}},
                    {"grace@example.test", false, {true, "grace@example.test", 3}, {true, "grace@example.test", 9}}};
    return out;
}

/// The IdP began it.
LogoutRecord by_idp() {
    LogoutRecord out = either_way();
    out.request = sent(request_of("https://idp.example", sp_slo), nullptr, 5);
    out.response = sent(response_of(sp_entity, idp_slo), &sp_key(), 6);
    return out;
}
LogoutRecord by_sp() {
    LogoutRecord out = either_way();
    out.idp_initiated = false;
    out.request = sent(request_of(sp_entity, idp_slo), &sp_key(), 4);
    out.response = sent(response_of("https://idp.example", sp_slo), nullptr, 5);
    return out;
}

/// What the SP sends is another message, signed as it should be.
template <class Change> LogoutRecord answered_with(Change change) {
    LogoutRecord out = by_idp();
    saml::LogoutResponse response = *out.response->response;
    change(response);
    out.response = sent(response, &sp_key(), 6);
    return out;
}
template <class Change> LogoutRecord asked_with(Change change) {
    LogoutRecord out = by_sp();
    saml::LogoutRequest request = *out.request->request;
    change(request);
    out.request = sent(request, &sp_key(), 4);
    return out;
}

TEST(LogoutChecks, FindNothingWrongWithAGoodOne) {
    for (const char* glob : {"saml.logout.message.*", "saml.logout.response.*", "sp.logout.ended", "sp.logout.others_stay", "sp.logout.survived",
                             "sp.logout.contained"})
        for (const Finding& found : run_checks(glob, by_idp())) EXPECT_EQ(found.verdict, Verdict::pass) << testing::PrintToString(found);
    for (const char* glob : {"saml.logout.message.*", "saml.logout.request.*", "sp.logout.ended", "sp.logout.others_stay", "sp.logout.refused"})
        for (const Finding& found : run_checks(glob, by_sp())) EXPECT_EQ(found.verdict, Verdict::pass) << testing::PrintToString(found);
}

TEST(LogoutChecks, OfTheOtherSidesMessageTellNothing) {
    for (const Finding& found : run_checks("saml.logout.request.*", by_idp())) EXPECT_EQ(found.verdict, Verdict::unverified);
    for (const Finding& found : run_checks("saml.logout.response.*", by_sp())) EXPECT_EQ(found.verdict, Verdict::unverified);
}

TEST(LogoutMessage, IsSignedByAKeyOfTheMetadata) {
    LogoutRecord record = by_idp();
    record.response = sent(response_of(sp_entity, idp_slo), nullptr, 6);
    EXPECT_EQ(judge("saml.logout.message.signed", record).actual, "(absent)");
    record.response = sent(response_of(sp_entity, idp_slo), &strange_key(), 6);
    EXPECT_EQ(judge("saml.logout.message.signed", record).verdict, Verdict::fail);
    record.sp.metadata.clear();
    EXPECT_EQ(judge("saml.logout.message.signed", record).verdict, Verdict::unverified);
}

TEST(LogoutMessage, ByPostIsSignedInside) {
    LogoutRecord record = by_sp();
    const std::string plain = saml::write_logout_request(*record.request->request);
    record.request->binding = saml::binding_post;
    record.request->request->is_signed = true;
    for (const crypto::PrivateKey* key : {&sp_key(), &strange_key()}) {
        record.request->received = {};
        record.request->received.xml = saml::write_signed(plain, *key, crypto::Hash::sha256, "");
        EXPECT_EQ(judge("saml.logout.message.signed", record).verdict, key == &sp_key() ? Verdict::pass : Verdict::fail);
    }
}

TEST(LogoutMessage, SaysWhoseItIsAndWhereItGoes) {
    EXPECT_THAT(judge("saml.logout.message.issuer", answered_with([](auto& one) { one.issuer = "https://sp.example/other"; })),
                fails("the Issuer \"https://sp.example/saml\"", {{6, "Issuer", "\"https://sp.example/other\""}}));
    EXPECT_THAT(judge("saml.logout.message.destination", asked_with([](auto& one) { one.destination.reset(); })),
                fails("the identity provider's single logout service \"https://idp.example/slo\"", {{4, "@Destination", "(absent)"}}));
    EXPECT_EQ(judge("saml.logout.message.id", answered_with([](auto& one) { one.id = "_q1"; })).verdict, Verdict::fail);
    EXPECT_EQ(judge("saml.logout.message.id", asked_with([](auto& one) { one.id = "7a"; })).verdict, Verdict::fail);
}

TEST(LogoutMessage, ThatNeverCameIsAFailure) {
    LogoutRecord record = by_idp();
    record.response.reset();
    EXPECT_EQ(judge("saml.logout.message.issuer", record).verdict, Verdict::fail);
    EXPECT_EQ(judge("saml.logout.response.answers", record).verdict, Verdict::fail);
    record.request.reset();
    EXPECT_EQ(judge("saml.logout.response.answers", record).verdict, Verdict::unverified) << "the IdP asked nothing";
    record = by_sp();
    record.request.reset();
    EXPECT_EQ(judge("saml.logout.request.name_id", record).verdict, Verdict::fail);
}

TEST(LogoutRequest, NamesPersonAndSession) {
    EXPECT_EQ(judge("saml.logout.request.name_id", asked_with([](auto& one) { one.name_id->format.reset(); })).verdict, Verdict::fail);
    EXPECT_EQ(judge("saml.logout.request.name_id", asked_with([](auto& one) { one.name_id->value = "bob@example.test"; })).verdict, Verdict::fail);
    LogoutRecord nameless = by_sp();
    nameless.request->request->name_id.reset();
    EXPECT_EQ(judge("saml.logout.request.name_id", nameless).verdict, Verdict::fail);
    // "unspecified" and no Format mean the same.
    nameless = asked_with([](auto& one) { one.name_id->format.reset(); });
    nameless.assertion->name_id->format = saml::nameid_unspecified;
    EXPECT_EQ(judge("saml.logout.request.name_id", nameless).verdict, Verdict::pass);
    EXPECT_EQ(judge("saml.logout.request.name_id", asked_with([](auto& one) { one.encrypted_id = true; })).verdict, Verdict::unverified);
    EXPECT_THAT(judge("saml.logout.request.session_index", asked_with([](auto& one) { one.session_indexes.clear(); })),
                fails("SessionIndex _s1", {{4, "SessionIndex", "(none)"}}));
    EXPECT_EQ(judge("saml.logout.request.session_index", asked_with([](auto& one) { one.session_indexes = {"_s0", "_s1"}; })).verdict, Verdict::pass);
}

TEST(LogoutRequest, IsTakenWhenTheIdpSaysSo) {
    LogoutRecord record = by_sp();
    record.response->response->status.code = requester;
    EXPECT_THAT(judge("saml.logout.request.taken", record), fails("a LogoutResponse of the identity provider that says Success", {{5, "Status", requester}}));
    record.response.reset();
    EXPECT_EQ(judge("saml.logout.request.taken", record).verdict, Verdict::fail);
}

TEST(LogoutResponse, AnswersByNameWithSuccessAndRelayState) {
    EXPECT_EQ(judge("saml.logout.response.answers", answered_with([](auto& one) { one.in_response_to = "_q2"; })).verdict, Verdict::fail);
    EXPECT_EQ(judge("saml.logout.response.answers", answered_with([](auto& one) { one.status.code = requester; })).verdict, Verdict::fail);
    LogoutRecord record = by_idp();
    record.response->received.relay_state = "other";
    EXPECT_THAT(judge("saml.logout.response.relay_state", record), fails("RelayState \"state\"", {{6, "RelayState", "\"other\""}}));
}

TEST(LogoutOutcome, EndsWhatIsMeantAndNothingElse) {
    LogoutRecord record = by_idp();
    record.sessions[0].after = {true, "ada@example.test", 8};
    EXPECT_THAT(judge("sp.logout.ended", record), fails("no session any more of ada@example.test", {{8, "probe", "a session of ada@example.test"}}));
    record = by_idp();
    record.sessions[1].after = {false, "", 9};
    EXPECT_THAT(judge("sp.logout.others_stay", record), fails("still the session of grace@example.test", {{9, "probe", "no session"}}));
    EXPECT_EQ(judge("sp.logout.survived", record).verdict, Verdict::fail);
    record.sessions.pop_back();
    EXPECT_EQ(judge("sp.logout.others_stay", record).verdict, Verdict::unverified);
}

TEST(LogoutOutcome, OfABadMessageIsThatNothingEnds) {
    LogoutRecord record = by_idp();
    EXPECT_EQ(judge("sp.logout.refused", record).verdict, Verdict::fail) << "the session ended";
    record.sessions[0].after = record.sessions[0].before;
    record.sp_status = 403;
    EXPECT_THAT(judge("sp.logout.refused", record), passes("HTTP status of the single logout service", "403", 5));
    record.sp_status = 500;
    EXPECT_EQ(judge("sp.logout.refused", record).verdict, Verdict::fail);
    record.sp_status = 0;
    EXPECT_EQ(judge("sp.logout.refused", record).verdict, Verdict::unverified);
}

TEST(LogoutOutcome, OfTooMuchIsAnAnswerInTime) {
    LogoutRecord record = by_idp();
    record.sp_took = Millis{11'000};
    EXPECT_EQ(judge("sp.logout.survived", record).verdict, Verdict::fail);
    record = by_idp();
    record.sp_status = 502;
    EXPECT_EQ(judge("sp.logout.survived", record).verdict, Verdict::fail);
}

TEST(LogoutOutcome, StaysWithTheTwoParties) {
    LogoutRecord record = by_idp();
    record.sp_headers = {{"Location", "https://evil.example/"}};
    EXPECT_EQ(judge("sp.logout.contained", record).verdict, Verdict::fail);
    record = by_idp();
    record.landed_url = "https://evil.example/";
    EXPECT_EQ(judge("sp.logout.contained", record).verdict, Verdict::fail);
}

TEST(LogoutOutcome, NeedsProbesThatTell) {
    LogoutRecord record = by_idp();
    record.anonymous.signed_in = true;
    for (const char* check : {"sp.logout.ended", "sp.logout.others_stay", "sp.logout.refused", "sp.logout.survived"})
        EXPECT_EQ(judge(check, record).verdict, Verdict::unverified) << check;
    record = by_idp();
    record.sessions[0].before = {};
    EXPECT_THAT(judge("sp.logout.ended", record), is_unverified("ada@example.test had no session before the logout"));
}

} // namespace
} // namespace idpsim::conformance
