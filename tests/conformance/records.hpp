#pragma once
/// Records that checks judge, made small: a login and a SCIM step on which everything is right, and matchers that hold
/// a finding whole, with its words and its evidence.
#include "conformance/check.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace idpsim::conformance {

/// What GoogleTest prints of a finding that is not as expected.
inline void PrintTo(Verdict verdict, std::ostream* out) { *out << verdict_name(verdict); }
inline void PrintTo(const Finding& finding, std::ostream* out) {
    *out << verdict_name(finding.verdict) << " " << finding.check << "\n  expected: " << finding.expected
         << "\n  actual: " << finding.actual;
    for (const Evidence& one : finding.evidence) *out << "\n  #" << one.exchange << " " << one.where << ": " << one.saw;
}

namespace testing_records {

using testing::AllOf;
using testing::Eq;
using testing::Field;
using testing::Matcher;
using testing::ResultOf;

/// Runs one check by its id.
template <class Record> Finding judge(std::string_view check, const Record& record) {
    auto found = run_checks(check, record);
    if (found.size() != 1) throw std::logic_error("not one check is named " + std::string(check));
    return found.front();
}

inline std::vector<std::string> evidence_lines(const std::vector<Evidence>& evidence) {
    std::vector<std::string> out;
    out.reserve(evidence.size());
    for (const Evidence& one : evidence)
        out.push_back("#" + std::to_string(one.exchange) + " " + one.where + ": " + one.saw);
    return out;
}

inline Matcher<const Finding&> is_finding(Verdict verdict, std::string expected, std::string actual,
                                          const std::vector<Evidence>& evidence) {
    return AllOf(Field("verdict", &Finding::verdict, verdict), Field("expected", &Finding::expected, expected),
                 Field("actual", &Finding::actual, actual),
                 Field("evidence", &Finding::evidence, ResultOf(evidence_lines, Eq(evidence_lines(evidence)))));
}

inline Matcher<const Finding&> passes(std::string where, std::string saw, std::size_t exchange = 0) {
    return is_finding(Verdict::pass, "", "", {{exchange, std::move(where), std::move(saw)}});
}

/// A failure's `actual` is all that was seen.
inline Matcher<const Finding&> fails(std::string expected, const std::vector<Evidence>& evidence,
                                     Verdict verdict = Verdict::fail) {
    std::string actual;
    for (const Evidence& one : evidence) actual += (actual.empty() ? "" : "; ") + one.saw;
    return is_finding(verdict, std::move(expected), actual, evidence);
}

inline Matcher<const Finding&> is_unverified(std::string reason) {
    return is_finding(Verdict::unverified, "", std::move(reason), {});
}

// --- logins

inline constexpr char sp_entity[] = "https://sp.example/saml";
inline constexpr char sp_acs[] = "https://sp.example/acs";
inline constexpr char idp_sso[] = "https://idp.example/sso";
inline const Instant login_time = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{9};

/// An SP's metadata with these children of its SPSSODescriptor.
inline std::string sp_metadata(const std::string& acs, const std::string& entity_id = sp_entity) {
    return R"(<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID=")" + entity_id +
           R"("><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">)" + acs +
           "</md:SPSSODescriptor></md:EntityDescriptor>";
}

inline std::string acs_element(const std::string& binding, const std::string& location, int index = 0) {
    return R"(<md:AssertionConsumerService Binding=")" + binding + R"(" Location=")" + location + R"(" index=")" +
           std::to_string(index) + R"("/>)";
}

inline saml::Assertion good_assertion() {
    saml::Assertion out;
    out.id = "_a1";
    out.xpath = "/samlp:Response/saml:Assertion";
    saml::SubjectConfirmation bearer;
    bearer.method = saml::cm_bearer;
    bearer.has_data = true;
    bearer.recipient = sp_acs;
    bearer.in_response_to = "_r1";
    bearer.xpath = out.xpath + "/saml:Subject/saml:SubjectConfirmation";
    out.confirmations = {bearer};
    saml::Conditions conditions;
    conditions.audience_restrictions = {{sp_entity}};
    conditions.xpath = out.xpath + "/saml:Conditions";
    out.conditions = conditions;
    return out;
}

/// An SP-initiated login with nothing wrong: the metadata is exchange 2, the request 4, the delivery 6, the probe 8.
inline LoginRecord good_login() {
    LoginRecord out;
    out.sp = {sp_entity, true,    "https://sp.example/login", sp_metadata(acs_element(saml::binding_post, sp_acs)),
              2,         {sp_acs}};
    out.idp = {"https://idp.example", idp_sso};
    out.now = login_time;
    out.email = "ada@example.test";
    out.relay_state = "/library?shelf=3";
    saml::AuthnRequest request;
    request.id = "_r1";
    request.issue_instant = login_time;
    request.destination = idp_sso;
    request.issuer = sp_entity;
    request.acs_url = sp_acs;
    request.protocol_binding = saml::binding_post;
    out.request = request;
    out.request_exchange = 4;
    out.request_sent_to = idp_sso;
    saml::Response response;
    response.in_response_to = "_r1";
    response.status.code = saml::status_success;
    response.assertion_count = 1;
    out.response = response;
    out.assertion = good_assertion();
    out.acs_url = sp_acs;
    out.acs_exchange = 6;
    out.acs_status = 302;
    out.acs_headers = {{"Set-Cookie", "sid=[masked]; Path=/; HttpOnly; Secure"}};
    out.landed_url = "https://sp.example/library?shelf=3";
    out.before = {false, "", 1};
    out.after = {true, "ada@example.test", 8};
    out.sp.organisation = out.after.organisation = "example-works";
    return out;
}

/// The same, begun by the IdP.
inline LoginRecord unsolicited_login() {
    LoginRecord out = good_login();
    out.sp_initiated = false;
    out.request.reset();
    out.request_exchange = 0;
    out.request_sent_to.clear();
    out.relay_state.reset();
    out.response->in_response_to.reset();
    out.assertion->confirmations.front().in_response_to.reset();
    return out;
}

/// One that the SP broke off before the IdP could answer.
inline LoginRecord undelivered_login() {
    LoginRecord out = good_login();
    out.response.reset();
    out.assertion.reset();
    out.acs_url.clear();
    out.acs_exchange = 0;
    out.acs_status = 0;
    out.acs_headers.clear();
    out.landed_url = "https://sp.example/error";
    out.after = {false, "", 8};
    return out;
}

// --- SCIM steps

inline constexpr char scim_base[] = "https://sp.example/scim/v2";
inline constexpr char user_schema[] = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"])";
inline constexpr char error_schema[] = R"("schemas":["urn:ietf:params:scim:api:messages:2.0:Error"])";
inline constexpr char list_schema[] = R"("schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"])";

/// One exchange below the SCIM base, answered as application/scim+json.
inline Exchange exchange(std::size_t number, std::string method, const std::string& path, int status,
                         std::string answer = {}, std::string sent = {}) {
    Exchange out;
    out.number = number;
    out.request = {std::move(method), scim_base + path, {}, std::move(sent)};
    out.response = {status, {}, std::move(answer)};
    if (!out.response.body.empty()) out.response.headers = {{"Content-Type", "application/scim+json"}};
    return out;
}

/// One that was never answered.
inline Exchange unanswered(std::size_t number, std::string method, const std::string& path) {
    Exchange out = exchange(number, std::move(method), path, 0);
    out.failure = Error{Fault::peer_timeout, "HTTP response", "no answer in time"};
    return out;
}

inline ScimRecord step(std::vector<Exchange> exchanges) {
    ScimRecord out;
    out.base_url = scim_base;
    out.exchanges = std::move(exchanges);
    return out;
}

inline std::string url(const std::string& path) { return scim_base + path; }

} // namespace testing_records
} // namespace idpsim::conformance
