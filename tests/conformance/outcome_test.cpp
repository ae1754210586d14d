#include "tests/conformance/records.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

TEST(OutcomeChecks, AreBlindWhenTheProbeTakesAnybodyForSignedIn) {
    LoginRecord login = good_login();
    login.before.signed_in = true;
    for (const char* id : {"sp.login.accepted", "sp.login.person", "sp.login.refused"})
        EXPECT_THAT(judge(id, login),
                    is_unverified("the probe says \"signed in\" to an anonymous browser, so it proves nothing"))
            << id;
}

TEST(LoginAccepted, IsASession) {
    EXPECT_THAT(judge("sp.login.accepted", good_login()), passes("probe", "ada@example.test", 8));
    LoginRecord login = good_login();
    login.after = {false, "", 8};
    login.acs_status = 403;
    EXPECT_THAT(judge("sp.login.accepted", login),
                fails("a session after the login", {{8, "probe", "no session"}, {6, "HTTP status of the ACS", "403"}}));
}

TEST(LoginAccepted, SaysWhereALoginEndedThatNeverReachedTheAcs) {
    EXPECT_THAT(judge("sp.login.accepted", undelivered_login()),
                fails("a session after the login",
                      {{8, "probe", "no session"},
                       {0, "landed at", "no Response was posted; the browser ended at https://sp.example/error"}}));
}

TEST(LoginPerson, IsTheOneWhoLoggedIn) {
    LoginRecord login = good_login();
    login.after.names = "Ada@Example.TEST";
    EXPECT_THAT(judge("sp.login.person", login), passes("probe", "Ada@Example.TEST", 8));
    login.after.names = "eve@example.test";
    EXPECT_THAT(judge("sp.login.person", login),
                fails("a session of ada@example.test", {{8, "probe", "a session of eve@example.test"}}));
    login.after = {false, "", 8};
    EXPECT_THAT(judge("sp.login.person", login), fails("a session of ada@example.test", {{8, "probe", "no session"}}));
}

TEST(LoginPerson, IsNobodyWhoOnlyLooksLikeIt) {
    LoginRecord login = good_login();
    login.after.names = "\xEF\xBD\x81"
                        "da@example.test"; // full-width a
    EXPECT_THAT(judge("sp.login.person", login), fails("a session of ada@example.test", {{8, "probe",
                                                                                          "a session of \xEF\xBD\x81"
                                                                                          "da@example.test"}}));
}

TEST(LoginPerson, CannotBeToldByAProbeWithoutNames) {
    LoginRecord login = good_login();
    login.after.names.clear();
    EXPECT_THAT(judge("sp.login.person", login),
                is_unverified("the probe names nobody, so whose session it is cannot be told"));
}

LoginRecord refused_login() {
    LoginRecord login = good_login();
    login.after = {false, "", 8};
    login.acs_status = 403;
    return login;
}

TEST(LoginRefused, IsNoSession) {
    LoginRecord login = refused_login();
    for (const int status : {200, 302, 400, 403}) {
        login.acs_status = status;
        EXPECT_THAT(judge("sp.login.refused", login), passes("probe", "no session", 8));
    }
}

TEST(LoginRefused, FailsWithASessionWhateverTheStatus) {
    LoginRecord login = good_login();
    for (const int status : {302, 403, 500}) {
        login.acs_status = status;
        EXPECT_THAT(judge("sp.login.refused", login), fails("no session after a message that must be refused",
                                                            {{8, "probe", "a session of ada@example.test"}}));
    }
    login.after.names.clear();
    EXPECT_THAT(judge("sp.login.refused", login), fails("no session after a message that must be refused",
                                                        {{8, "probe", "a session; the probe names nobody"}}));
}

TEST(LoginRefused, TakesNoErrorOfAServersForARefusal) {
    LoginRecord login = refused_login();
    for (const int status : {500, 502, 503, 408, 429}) {
        login.acs_status = status;
        EXPECT_THAT(judge("sp.login.refused", login),
                    is_unverified("the ACS answered " + std::to_string(status) + ", which is no refusal"));
    }
}

TEST(LoginRefused, NeedsADelivery) {
    EXPECT_THAT(judge("sp.login.refused", undelivered_login()), is_unverified("the message never reached the ACS"));
}

Finding landed(std::string relay_state, std::string at) {
    LoginRecord login = good_login();
    login.relay_state = std::move(relay_state);
    login.landed_url = std::move(at);
    return judge("sp.relay_state", login);
}

TEST(RelayState, AsAPathLeadsToThatPathOfTheSps) {
    for (const char* at : {"https://sp.example/library?shelf=3", "https://app.sp.example/library?shelf=3"})
        EXPECT_THAT(landed("/library?shelf=3", at), passes("landed at", at, 6));
    EXPECT_THAT(landed("/library#top", "https://sp.example/library"),
                passes("landed at", "https://sp.example/library", 6));
    for (const char* at : {"https://sp.example/", "https://sp.example/library", "https://sp.example/library?shelf=4",
                           "https://idp.example/library?shelf=3", "", "about:blank"})
        EXPECT_THAT(landed("/library?shelf=3", at), fails("the browser at /library?shelf=3", {{6, "landed at", at}}))
            << at;
}

TEST(RelayState, AsAUrlLeadsToThatUrl) {
    for (const char* at : {"https://sp.example/a?b=1", "https://sp.example:443/a?b=1", "https://SP.example/a?b=1"})
        EXPECT_THAT(landed("https://sp.example/a?b=1#c", at), passes("landed at", at, 6)) << at;
    for (const char* at : {"https://sp.example/a", "http://sp.example/a?b=1", "https://evil.example/a?b=1"})
        EXPECT_THAT(landed("https://sp.example/a?b=1", at),
                    fails("the browser at https://sp.example/a?b=1", {{6, "landed at", at}}))
            << at;
}

TEST(RelayState, CannotBeFollowedWhenOnlyItsMakerKnowsWhereItLeads) {
    for (const std::string opaque : {"", "token-17", "library?shelf=3"})
        EXPECT_THAT(landed(opaque, "https://sp.example/"),
                    is_unverified("the RelayState \"" + opaque + "\" is no URL, so where it leads cannot be told"));
}

TEST(RelayState, CannotBeToldWithoutOneOrWithoutADelivery) {
    LoginRecord login = good_login();
    login.relay_state.reset();
    EXPECT_THAT(judge("sp.relay_state", login), is_unverified("the login carried no RelayState"));
    EXPECT_THAT(judge("sp.relay_state", undelivered_login()),
                is_unverified("no Response was posted, so no RelayState came back"));
}

TEST(LoginExact, IsNoSessionOrThatOfThePersonNamed) {
    EXPECT_THAT(judge("sp.login.exact", refused_login()), passes("probe", "no session", 8));
    LoginRecord login = good_login();
    EXPECT_THAT(judge("sp.login.exact", login), passes("probe", "a session of ada@example.test", 8));
    login.after.names = "da@example.test";
    EXPECT_THAT(judge("sp.login.exact", login),
                fails("no session, or one of ada@example.test", {{8, "probe", "a session of da@example.test"}}));
    login.assertion->name_id = saml::NameId{"da@example.test", {}, {}, {}};
    EXPECT_THAT(judge("sp.login.exact", login), passes("probe", "a session of da@example.test", 8));
}

TEST(LoginExact, CannotBeToldFromAServerErrorOrANamelessProbe) {
    LoginRecord login = refused_login();
    login.acs_status = 500;
    EXPECT_THAT(judge("sp.login.exact", login), is_unverified("the ACS answered 500, which is no refusal"));
    login = good_login();
    login.after.names.clear();
    EXPECT_THAT(judge("sp.login.exact", login),
                is_unverified("the probe names nobody, so whose session it is cannot be told"));
}

TEST(LoginSurvived, IsAnAnswerInTimeThatIsNoServerError) {
    LoginRecord login = refused_login();
    EXPECT_EQ(judge("sp.login.survived", login).verdict, Verdict::pass);
    login.acs_took = std::chrono::seconds{11};
    EXPECT_EQ(judge("sp.login.survived", login).verdict, Verdict::fail);
    login.acs_took = {};
    login.acs_status = 502;
    EXPECT_EQ(judge("sp.login.survived", login).verdict, Verdict::fail);
    login = good_login();
    login.after.names = "eve@example.test";
    EXPECT_EQ(judge("sp.login.survived", login).verdict, Verdict::fail);
}

TEST(RelayStateContained, StaysWithTheServiceProvider) {
    LoginRecord login = good_login();
    EXPECT_EQ(judge("sp.relay_state.contained", login).verdict, Verdict::pass);
    for (const char* away : {"https://evil.example/", "//evil.example/", "javascript:alert(1)", "data:text/html,x", "/\\evil.example/",
                             "https://sp.example@evil.example/"}) {
        LoginRecord led = login;
        set_header(led.acs_headers, "Location", away);
        EXPECT_EQ(judge("sp.relay_state.contained", led).verdict, Verdict::fail) << away;
    }
    LoginRecord planted = login;
    planted.acs_headers.emplace_back("Set-Cookie", "planted=1");
    EXPECT_EQ(judge("sp.relay_state.contained", planted).verdict, Verdict::fail);
    LoginRecord scripted = login;
    scripted.landed_body = "<a href=\"\"><script>alert(1)</script>";
    EXPECT_EQ(judge("sp.relay_state.contained", scripted).verdict, Verdict::fail);
}

} // namespace
} // namespace idpsim::conformance
