#include "tests/conformance/records.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

LoginRecord login_at(std::string organisation, std::string session_of) {
    LoginRecord out = good_login();
    out.sp.organisation = std::move(organisation);
    out.after.organisation = std::move(session_of);
    return out;
}

TEST(LoginTenant, IsTheOneThatTheMessageWasBroughtTo) {
    EXPECT_THAT(judge("sp.login.tenant", login_at("org-a", "org-a")), passes("probe", "a session of ada@example.test in org-a", 8));
    EXPECT_THAT(judge("sp.login.tenant", login_at("org-a", "org-b")),
                fails("no session, or one in org-a", {{8, "probe", "a session of ada@example.test in org-b"}}));
}

TEST(LoginTenant, IsNobodysWithoutASession) {
    LoginRecord login = login_at("org-a", "");
    login.after = {false, "", 8};
    EXPECT_THAT(judge("sp.login.tenant", login), passes("probe", "no session", 8));
}

TEST(LoginTenant, CannotBeToldByAProbeThatNamesNone) {
    const auto blind = is_unverified("the probe names no organisation, so whose session it is cannot be told");
    EXPECT_THAT(judge("sp.login.tenant", login_at("org-a", "")), blind);
    EXPECT_THAT(judge("sp.login.tenant", login_at("", "org-a")), blind);
    LoginRecord anybody = login_at("org-a", "org-a");
    anybody.before.signed_in = true;
    EXPECT_THAT(judge("sp.login.tenant", anybody),
                is_unverified("the probe says \"signed in\" to an anonymous browser, so it proves nothing"));
    EXPECT_THAT(judge("sp.login.tenant", undelivered_login()), is_unverified("the message never reached the ACS"));
}

} // namespace
} // namespace idpsim::conformance
