#include "src/engine/faults.hpp"

#include "src/engine/catalogue.hpp"
#include "src/engine/plan.hpp"

#include <gmock/gmock.h>

#include <set>

namespace idpsim::engine {
namespace {

TEST(SamlFaults, HaveNamesOfTheirOwnAndSentences) {
    std::set<std::string_view> ids;
    for (const SamlFault& fault : saml_faults()) {
        EXPECT_TRUE(ids.insert(fault.id).second) << fault.id << " stands twice";
        EXPECT_FALSE(fault.sentence.empty()) << fault.id;
        EXPECT_EQ(find_saml_fault(fault.id), &fault);
    }
    EXPECT_GT(ids.size(), 250u);
    EXPECT_EQ(find_saml_fault("nothing-of-the-kind"), nullptr);
}

TEST(SamlFaults, ChangeSomething) {
    for (const SamlFault& fault : saml_faults()) {
        const Change& change = fault.change;
        EXPECT_EQ(int(bool(change.before_signing)) + int(bool(change.printed)) + int(bool(change.delivered)) +
                      int(change.twice) + int(bool(change.before_encrypting)) + int(bool(change.after_signing)) +
                      int(bool(change.answered)) > 0, true)
            << fault.id;
    }
}

TEST(SamlFaults, ApplyByWhatIsSigned) {
    idp::SamlProfile profile;
    profile.sign_response = true;
    profile.sign_assertion = false;
    EXPECT_TRUE(applies_to(*find_saml_fault("xsw1"), profile));
    EXPECT_FALSE(applies_to(*find_saml_fault("xsw3"), profile));
    EXPECT_TRUE(applies_to(*find_saml_fault("ref-bare-hash"), profile));
    profile.sign_assertion = true;
    EXPECT_FALSE(applies_to(*find_saml_fault("xsw1"), profile));
    EXPECT_FALSE(applies_to(*find_saml_fault("ref-bare-hash"), profile)) << "a change in one of two signatures breaks both";
    EXPECT_TRUE(applies_to(*find_saml_fault("sig-strip-response-keep-assertion"), profile));
    EXPECT_TRUE(applies_to(*find_saml_fault("audience-other"), profile));
}

/// A fault that no scenario plays would be listed and never tried.
TEST(SamlFaults, AreAllPlayed) {
    const Catalogue catalogue = load_catalogue();
    std::set<std::string> played;
    for (const PlannedCase& one : make_plan(catalogue, {})) played.insert(one.parameter);
    // Stories bring these themselves.
    played.insert("rep-response-id");
    for (const SamlFault& fault : saml_faults()) EXPECT_TRUE(played.contains(std::string(fault.id))) << fault.id;
}

TEST(SamlFaults, OfLogoutsNeedAVendorThatHasThem) {
    idp::SamlProfile profile;
    EXPECT_FALSE(applies_to(*find_saml_fault("slo-expired"), profile));
    EXPECT_FALSE(applies_to(*find_saml_fault("red-no-signature"), profile));
    EXPECT_FALSE(applies_to(*find_saml_fault("art-replay"), profile));
    profile.logout.emplace();
    profile.artifact.emplace();
    EXPECT_TRUE(applies_to(*find_saml_fault("slo-expired"), profile));
    EXPECT_TRUE(applies_to(*find_saml_fault("art-replay"), profile));
}

TEST(Must, NamesItsCheckOfALogout) {
    EXPECT_EQ(check_for(Must::refuse, Bends::logout_request), "sp.logout.refused");
    EXPECT_EQ(check_for(Must::exact, Bends::logout_request), "sp.logout.refused");
    EXPECT_EQ(check_for(Must::accept, Bends::logout_request), "sp.logout.ended");
    EXPECT_EQ(check_for(Must::accept, Bends::logout_response), "sp.logout.survived") << "its session is over before";
    EXPECT_EQ(check_for(Must::policy, Bends::logout_response), "sp.logout.others_stay");
    EXPECT_EQ(check_for(Must::survive, Bends::logout_request), "sp.logout.survived");
    EXPECT_EQ(check_for(Must::refuse, Bends::artifact_response), "sp.login.refused");
}

TEST(Must, NamesItsCheck) {
    EXPECT_EQ(check_for(Must::refuse), "sp.login.refused");
    EXPECT_EQ(check_for(Must::policy), "sp.login.exact");
    EXPECT_EQ(check_for(Must::exact), "sp.login.exact");
    EXPECT_EQ(check_for(Must::accept), "sp.login.person");
    EXPECT_EQ(check_for(Must::survive), "sp.login.survived");
}

} // namespace
} // namespace idpsim::engine
