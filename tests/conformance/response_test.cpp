#include "tests/conformance/records.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

constexpr char delivery[] = "a Response with an assertion, posted to the SP's ACS";
constexpr const char* of_delivery[] = {"saml.bearer.recipient", "saml.audience", "saml.in_response_to",
                                       "saml.acs.answers", "sp.session.cookie"};
constexpr const char* of_assertion[] = {"saml.bearer.recipient", "saml.audience"};
constexpr char confirmation[] = "/samlp:Response/saml:Assertion/saml:Subject/saml:SubjectConfirmation";
constexpr char restriction[] = "/samlp:Response/saml:Assertion/saml:Conditions/saml:AudienceRestriction";

TEST(ResponseChecks, CannotTellWithoutADeliveryAndSayWhereTheBrowserEnded) {
    for (const char* id : of_delivery)
        EXPECT_THAT(judge(id, undelivered_login()),
                    is_unverified("no Response was posted; the browser ended at https://sp.example/error"))
            << id;
}

TEST(ResponseChecks, OfTheMessageAreJudgedThoughTheAcsDoesNotAnswer) {
    LoginRecord login = good_login();
    login.acs_status = 0;
    for (const char* id : {"saml.bearer.recipient", "saml.audience", "saml.in_response_to"})
        EXPECT_EQ(judge(id, login).verdict, Verdict::pass) << id;
    login.assertion->conditions->audience_restrictions = {{"https://other.example"}};
    EXPECT_EQ(judge("saml.audience", login).verdict, Verdict::fail);
    EXPECT_THAT(judge("saml.acs.answers", login), fails("an answer of the ACS", {{6, "POST https://sp.example/acs", "no answer"}}));
    EXPECT_THAT(judge("sp.session.cookie", login), is_unverified("the ACS https://sp.example/acs gave no answer"));
    login.response.reset();
    login.assertion.reset();
    for (const char* id : {"saml.bearer.recipient", "saml.audience", "saml.in_response_to"})
        EXPECT_THAT(judge(id, login), is_unverified("the ACS https://sp.example/acs gave no answer")) << id;
}

TEST(ResponseChecks, SayTheStatusOfAResponseWithoutAssertion) {
    LoginRecord login = good_login();
    login.assertion.reset();
    login.response->assertion_count = 0;
    login.response->status.code = "urn:oasis:names:tc:SAML:2.0:status:Requester";
    for (const char* id : of_assertion)
        EXPECT_THAT(judge(id, login),
                    fails(delivery, {{6, "/samlp:Response", "no assertion, status " + login.response->status.code}}))
            << id;
    EXPECT_THAT(judge("saml.in_response_to", login), passes("/samlp:Response/@InResponseTo", "_r1", 6));
    EXPECT_THAT(judge("saml.acs.answers", login), passes("HTTP status of the ACS", "302", 6));
}

TEST(ResponseChecks, SayThatNothingCouldBeRead) {
    LoginRecord login = good_login();
    login.response.reset();
    const auto unreadable = fails(delivery, {{6, "/samlp:Response", "no Response that can be read"}});
    EXPECT_THAT(judge("saml.in_response_to", login), unreadable);
    login.assertion.reset();
    for (const char* id : of_assertion) EXPECT_THAT(judge(id, login), unreadable) << id;
}

TEST(ResponseChecks, CannotLookIntoAnEncryptedAssertion) {
    LoginRecord login = good_login();
    login.assertion.reset();
    login.response->assertion_count = 0;
    login.response->encrypted_assertion_count = 1;
    for (const char* id : of_assertion)
        EXPECT_THAT(judge(id, login), is_unverified("the assertion is encrypted, so only the SP can read it")) << id;
    EXPECT_THAT(judge("saml.in_response_to", login), passes("/samlp:Response/@InResponseTo", "_r1", 6));
}

constexpr char for_acs[] = "a bearer SubjectConfirmation for https://sp.example/acs, an ACS that the SP itself names";

TEST(BearerRecipient, IsTheAcsOfTheDelivery) {
    LoginRecord login = good_login();
    EXPECT_THAT(judge("saml.bearer.recipient", login), passes(confirmation, sp_acs, 6));
    login.assertion->confirmations.front().recipient = "https://sp.example/acs/";
    EXPECT_THAT(judge("saml.bearer.recipient", login), fails(for_acs, {{6, confirmation, "https://sp.example/acs/"}}));
    login.assertion->confirmations.front().recipient.reset();
    EXPECT_THAT(judge("saml.bearer.recipient", login), fails(for_acs, {{6, confirmation, "(no Recipient)"}}));
}

TEST(BearerRecipient, IsAnAcsOfTheSpsAndOfTheDeliveryBoth) {
    LoginRecord login = good_login();
    login.sp.acs_urls = {"https://sp.example/other"};
    EXPECT_THAT(judge("saml.bearer.recipient", login), fails(for_acs, {{6, confirmation, sp_acs}}));
    login.sp.acs_urls = {"https://sp.example/other", sp_acs};
    login.assertion->confirmations.front().recipient = "https://sp.example/other";
    EXPECT_THAT(judge("saml.bearer.recipient", login), fails(for_acs, {{6, confirmation, "https://sp.example/other"}}));
}

TEST(BearerRecipient, OfAnyBearerConfirmationWillDo) {
    LoginRecord login = good_login();
    auto& all = login.assertion->confirmations;
    all.insert(all.begin(), all.front());
    all.front().recipient = "https://other.example/acs";
    EXPECT_THAT(judge("saml.bearer.recipient", login), passes(confirmation, sp_acs, 6));
}

TEST(BearerRecipient, CountsForNoOtherMethod) {
    LoginRecord login = good_login();
    login.assertion->confirmations.front().method = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches";
    EXPECT_THAT(judge("saml.bearer.recipient", login),
                fails(for_acs, {{6, "/samlp:Response/saml:Assertion", "no bearer SubjectConfirmation"}}));
}

TEST(BearerRecipient, CannotBeToldWhenNothingNamesAnAcs) {
    LoginRecord login = good_login();
    login.sp.acs_urls = {""};
    EXPECT_THAT(judge("saml.bearer.recipient", login), is_unverified("nothing tells the SP's ACS"));
}

constexpr char addressed[] = "an AudienceRestriction with \"https://sp.example/saml\", and none without it";

TEST(Audience, HoldsTheSpInEveryRestriction) {
    LoginRecord login = good_login();
    auto& restrictions = login.assertion->conditions->audience_restrictions;
    restrictions = {{"https://other.example", sp_entity}, {sp_entity}};
    EXPECT_THAT(judge("saml.audience", login), passes(restriction, sp_entity, 6));
    restrictions = {{sp_entity}, {"https://other.example", "https://third.example"}};
    EXPECT_THAT(judge("saml.audience", login),
                fails(addressed, {{6, restriction, "https://other.example, https://third.example"}}));
    restrictions = {{sp_entity}, {}};
    EXPECT_THAT(judge("saml.audience", login), fails(addressed, {{6, restriction, "no Audience"}}));
}

TEST(Audience, IsComparedToTheLetter) {
    LoginRecord login = good_login();
    login.assertion->conditions->audience_restrictions = {{"https://sp.example/SAML"}};
    EXPECT_THAT(judge("saml.audience", login), fails(addressed, {{6, restriction, "https://sp.example/SAML"}}));
}

TEST(Audience, HasToBeThere) {
    LoginRecord login = good_login();
    login.assertion->conditions->audience_restrictions.clear();
    EXPECT_THAT(judge("saml.audience", login),
                fails(addressed, {{6, "/samlp:Response/saml:Assertion/saml:Conditions", "no AudienceRestriction"}}));
    login.assertion->conditions.reset();
    EXPECT_THAT(judge("saml.audience", login),
                fails(addressed, {{6, "/samlp:Response/saml:Assertion", "no Conditions"}}));
}

TEST(Audience, CannotBeToldWithoutAnEntityId) {
    LoginRecord login = good_login();
    login.sp.entity_id.clear();
    EXPECT_THAT(judge("saml.audience", login), is_unverified("nothing tells the SP's entityID"));
}

constexpr char at_response[] = "/samlp:Response/@InResponseTo";

TEST(InResponseTo, IsTheRequestsIdInResponseAndConfirmation) {
    EXPECT_THAT(judge("saml.in_response_to", good_login()), passes(at_response, "_r1", 6));
    LoginRecord login = good_login();
    login.response->in_response_to = "_r0";
    EXPECT_THAT(judge("saml.in_response_to", login), fails("InResponseTo _r1", {{6, at_response, "_r0"}}));
    login.response->in_response_to.reset();
    login.assertion->confirmations.front().in_response_to.reset();
    EXPECT_THAT(judge("saml.in_response_to", login),
                fails("InResponseTo _r1", {{6, at_response, "(absent)"}, {6, confirmation, "(absent)"}}));
    login.response->in_response_to = "_r1";
    EXPECT_THAT(judge("saml.in_response_to", login), fails("InResponseTo _r1", {{6, confirmation, "(absent)"}}));
}

TEST(InResponseTo, OfOneBearerConfirmationIsEnough) {
    LoginRecord login = good_login();
    auto& all = login.assertion->confirmations;
    all.push_back(all.front());
    all.front().in_response_to = "_r0";
    EXPECT_THAT(judge("saml.in_response_to", login), passes(at_response, "_r1", 6));
    all.pop_back();
    all.front().method = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"; // another profile's
    EXPECT_THAT(judge("saml.in_response_to", login), passes(at_response, "_r1", 6));
}

TEST(InResponseTo, IsAbsentWhereNobodyAsked) {
    LoginRecord login = unsolicited_login();
    EXPECT_THAT(judge("saml.in_response_to", login), passes(at_response, "(absent)", 6));
    login.response->in_response_to = "_r1";
    login.assertion->confirmations.front().in_response_to = "_r1";
    EXPECT_THAT(judge("saml.in_response_to", login),
                fails("InResponseTo (absent)", {{6, at_response, "_r1"}, {6, confirmation, "_r1"}}));
}

TEST(InResponseTo, CannotBeToldWhenTheRequestCouldNotBeRead) {
    LoginRecord login = good_login();
    login.request.reset();
    EXPECT_THAT(judge("saml.in_response_to", login),
                is_unverified("the AuthnRequest could not be read, so its ID is not known"));
}

TEST(AcsAnswers, WithoutAServerError) {
    LoginRecord login = good_login();
    for (const int good : {200, 302, 403, 499}) {
        login.acs_status = good;
        EXPECT_THAT(judge("saml.acs.answers", login), passes("HTTP status of the ACS", std::to_string(good), 6));
    }
    for (const int bad : {100, 500, 503}) {
        login.acs_status = bad;
        EXPECT_THAT(judge("saml.acs.answers", login),
                    fails("an answer that is no server error", {{6, "HTTP status of the ACS", std::to_string(bad)}}));
    }
}

TEST(AcsAnswers, IsJudgedEvenForAMessageThatCannotBeRead) {
    LoginRecord login = good_login();
    login.response.reset();
    login.assertion.reset();
    login.acs_status = 500;
    EXPECT_THAT(judge("saml.acs.answers", login),
                fails("an answer that is no server error", {{6, "HTTP status of the ACS", "500"}}));
}

Finding with_cookies(const std::vector<std::string>& cookies, const std::string& acs = sp_acs) {
    LoginRecord login = good_login();
    login.acs_url = acs;
    login.acs_headers = {{"Content-Type", "text/html"}};
    for (const std::string& cookie : cookies) login.acs_headers.emplace_back("set-cookie", cookie);
    return judge("sp.session.cookie", login);
}

constexpr char both_flags[] = "session cookies with HttpOnly and Secure";

TEST(SessionCookie, HasHttpOnlyAndSecure) {
    EXPECT_THAT(with_cookies({"sid=1; Path=/; HttpOnly; Secure"}), passes("Set-Cookie", "1 cookie", 6));
    EXPECT_THAT(with_cookies({"a=1;httponly;SECURE", "b=2; Secure; HttpOnly"}), passes("Set-Cookie", "2 cookies", 6));
    for (const char* bad : {"sid=1; Path=/; Secure", "sid=1; HttpOnly", "sid=1"})
        EXPECT_THAT(with_cookies({bad}), fails(both_flags, {{6, "Set-Cookie", bad}}));
}

TEST(SessionCookie, NeedsNoSecureOverPlainHttp) {
    EXPECT_THAT(with_cookies({"sid=1; HttpOnly"}, "http://localhost:8080/acs"), passes("Set-Cookie", "1 cookie", 6));
    EXPECT_THAT(with_cookies({"sid=1"}, "http://localhost:8080/acs"),
                fails("session cookies with HttpOnly", {{6, "Set-Cookie", "sid=1"}}));
    EXPECT_THAT(with_cookies({"sid=1; HttpOnly"}, "HTTPS://sp.example/acs"),
                fails(both_flags, {{6, "Set-Cookie", "sid=1; HttpOnly"}}));
}

TEST(SessionCookie, IsReadByItsAttributesNotByItsText) {
    for (const char* bad :
         {"secure-httponly=1", "sid=secure httponly", "sid=1; Path=/secure/httponly", "sid=1; HttpOnly; X-Secure"})
        EXPECT_THAT(with_cookies({bad}), fails(both_flags, {{6, "Set-Cookie", bad}}));
}

TEST(SessionCookie, IsNoneThatIsBeingDeleted) {
    const std::string good = "sid=1; HttpOnly; Secure";
    for (const char* deletion :
         {"old=; Max-Age=0", "old=; max-age=-1", "old=; Max-Age=00; Expires=Fri, 02 Mar 2029 00:00:00 GMT",
          "old=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "old=; expires=Thu, 01-Jan-1970 00:00:01 GMT"})
        EXPECT_THAT(with_cookies({deletion, good}), passes("Set-Cookie", "1 cookie", 6)) << deletion;
}

TEST(SessionCookie, ThatStaysIsNoDeletion) {
    for (const char* bad :
         {"sid=1; Max-Age=01", "sid=1; Max-Age=0800", "sid=1; Max-Age=soon", "sid=1; Max-Age=",
          "sid=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "sid=1; Expires=Fri, 02 Mar 2029 00:00:00 GMT",
          "sid=1; Expires=Mon, 31 Feb 2020 00:00:00 GMT", "sid=1; Expires=yesterday", "sid=max-age=0"})
        EXPECT_THAT(with_cookies({bad}), fails(both_flags, {{6, "Set-Cookie", bad}})) << bad;
}

TEST(SessionCookie, IsNoTokenMadeForThePagesScripts) {
    EXPECT_THAT(with_cookies({"XSRF-TOKEN=1; Secure", "sid=1; HttpOnly; Secure"}), passes("Set-Cookie", "1 cookie", 6));
}

TEST(SessionCookie, CannotBeToldAmongGuardedAndUnguardedOnes) {
    EXPECT_THAT(with_cookies({"sid=1; HttpOnly; Secure", "theme=dark"}),
                fails(both_flags, {{6, "Set-Cookie", "theme=dark"}}, Verdict::unverified));
}

TEST(SessionCookie, CannotBeToldWithoutOne) {
    const auto none = is_unverified("the ACS's answer sets no cookie that could hold a session");
    EXPECT_THAT(with_cookies({}), none);
    EXPECT_THAT(with_cookies({"old=; Max-Age=0", "csrftoken=1"}), none);
}

} // namespace
} // namespace idpsim::conformance
