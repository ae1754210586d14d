#include "src/engine/trips_of_check.hpp"

#include "src/engine/case_runner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace idpsim::engine {
namespace {

/// One row that names a fault which two vendors trip over, one of them with one dialect only.
Catalogue small_catalogue(const std::string& fault = "shouts") {
    Catalogue out;
    Requirement row;
    row.check = "scim.rfc.quiet";
    row.name = "quiet";
    row.faults = {fault};
    out.requirements = {row};
    out.server_faults = {{"shouts", {"Answers in capitals.", {"a/b#1"}, {"scim.voice.*"}, {}}}};
    out.trips["shouts"] = {{"one", {"old"}, "One covers its ears.", "[doc] its manual"}, {"two", {}, "Two shouts back.", "[inferred] of course"}};
    return out;
}

std::vector<std::string> told(const std::vector<conformance::Trip>& trips) {
    std::vector<std::string> out;
    for (const conformance::Trip& trip : trips) out.push_back(trip.idp + ": " + trip.sentence);
    return out;
}

TEST(TripsOfCheck, LeadFromARequirementToTheVendors) {
    const Catalogue catalogue = small_catalogue();
    EXPECT_EQ(faults_of_check(catalogue, "scim.rfc.quiet"), std::vector<std::string>{"shouts"});
    EXPECT_EQ(told(trips_of_check(catalogue, "scim.rfc.quiet")), (std::vector<std::string>{"one: One covers its ears.", "two: Two shouts back."}));
    EXPECT_EQ(trips_of_check(catalogue, "scim.rfc.quiet")[0].source, "[doc] its manual");
    EXPECT_TRUE(trips_of_check(catalogue, "scim.rfc.loud").empty());
}

TEST(TripsOfCheck, LeadFromACheckByItsGlob) {
    const Catalogue catalogue = small_catalogue();
    EXPECT_EQ(faults_of_check(catalogue, "scim.voice.low"), std::vector<std::string>{"shouts"});
    EXPECT_EQ(told(trips_of_check(catalogue, "scim.voice.low", "two")), std::vector<std::string>{"two: Two shouts back."});
    EXPECT_TRUE(faults_of_check(catalogue, "scim.voiceless").empty());
    EXPECT_EQ(faults_of_check(catalogue, "scim.rfc.quiet").size(), 1U) << "a requirement's row says itself what it stands for";
}

TEST(TripsOfCheck, OfOneVendorOnlyThatDialect) {
    const Catalogue catalogue = small_catalogue();
    EXPECT_EQ(told(trips_of_check(catalogue, "scim.rfc.quiet", "one", "old")), std::vector<std::string>{"one: One covers its ears."});
    EXPECT_TRUE(trips_of_check(catalogue, "scim.rfc.quiet", "one", "new").empty());
    EXPECT_EQ(told(trips_of_check(catalogue, "scim.rfc.quiet", "two", "any")), std::vector<std::string>{"two: Two shouts back."});
    EXPECT_TRUE(trips_of_check(catalogue, "scim.rfc.quiet", "three").empty());
}

/// A row that stands for a refusal in the wrong way and for none at all.
TEST(TripsOfCheck, AreOfTheClassesThatShowInTheAnswer) {
    Catalogue catalogue = small_catalogue();
    catalogue.requirements[0].faults = {"shouts", "whispers", "sings"};
    catalogue.server_faults["shouts"].statuses = {"5*"};
    catalogue.server_faults["whispers"] = {"Says yes.", {"a/b#2"}, {}, {"200", "201"}};
    catalogue.server_faults["sings"] = {"Says anything but that.", {"a/b#3"}, {}, {"!409"}};
    using Ids = std::vector<std::string>;
    const Ids all = faults_of_check(catalogue, "scim.rfc.quiet");
    EXPECT_EQ(faults_seen(catalogue, all, 500), (Ids{"shouts", "sings"}));
    EXPECT_EQ(faults_seen(catalogue, all, 201), (Ids{"whispers", "sings"}));
    EXPECT_EQ(faults_seen(catalogue, all, 0), all) << "nobody knows which answer it was";
    EXPECT_EQ(faults_seen(catalogue, all, 409), all) << "something else was seen than any of them";
    EXPECT_TRUE(trips_of_check(catalogue, "scim.rfc.quiet", "", "", 200).empty());
    EXPECT_EQ(trips_of_check(catalogue, "scim.rfc.quiet", "", "", 503).size(), 2U);
}

TEST(FaultNames, AnUnknownOneIsNamedWithFileAndLine) {
    Catalogue catalogue = small_catalogue("shuts");
    catalogue.requirements[0].file = "scim-noise.lua";
    catalogue.requirements[0].line = 2;
    try {
        check_fault_names(catalogue);
        ADD_FAILURE() << "an unknown fault was taken";
    } catch (const Failure& failure) {
        EXPECT_EQ(std::string(failure.what()), "scim-noise.lua:2: faults: no class of faults is named \"shuts\"; did you mean \"shouts\"?");
    }
    EXPECT_NO_THROW(check_fault_names(small_catalogue()));
}

/// What the project itself knows.
TEST(TripsOfCheck, TheSuiteLooksForEveryFaultButThese) {
    const std::set<std::string> not_looked_for{
        "sessions-survive",    // scenarios/joined tells of it in sentences of its own
    };
    const Catalogue catalogue = load_catalogue();
    std::set<std::string> found;
    for (const Requirement& row : catalogue.requirements) found.insert(row.faults.begin(), row.faults.end());
    for (const auto& [id, fault] : catalogue.server_faults) EXPECT_NE(found.contains(id), not_looked_for.contains(id)) << id;
}

/// Plays one row of the suite against a product whose booleans are bent, or against the correct one.
conformance::CaseResult play_row(bool bent) {
    static const Catalogue catalogue = load_catalogue();
    static idp::KeyRing keys;
    PlannedCase planned;
    planned.scenario = static_cast<std::size_t>(std::ranges::find(catalogue.scenarios, "scim-rfc/interop", &Scenario::id) - catalogue.scenarios.begin());
    planned.profile = static_cast<std::size_t>(std::ranges::find(catalogue.profiles, "generic", &idp::Profile::id) - catalogue.profiles.begin());
    planned.parameter = "idp-text-boolean-meant";
    planned.id = "generic/scim-rfc/interop@idp-text-boolean-meant";
    planned.scim_variant = catalogue.profiles[planned.profile].default_scim;
    UniverseSeed seed;
    seed.catalogue = &catalogue;
    seed.keys = &keys;
    seed.behaviour = [bent] {
        sp::SpBehaviour behaviour;
        if (bent) behaviour.scim.patch.dialect.values.boolean = [](const boost::json::value& value) { return std::optional(!value.is_bool() || value.get_bool()); };
        return behaviour;
    };
    return run_case(seed, planned);
}

TEST(TripsOfCheck, StandWithTheFindingThatFails) {
    const conformance::CaseResult result = play_row(true);
    ASSERT_EQ(result.verdict, conformance::Verdict::fail) << result.reason;
    const auto failed = std::ranges::find(result.findings, conformance::Verdict::fail, &conformance::Finding::verdict);
    ASSERT_NE(failed, result.findings.end());
    EXPECT_TRUE(std::ranges::any_of(failed->trips, [](const auto& trip) {
        return trip.idp == "entra" && trip.sentence == "Entra sends the string \"False\" here: the disabled person stays active." &&
               trip.source.starts_with("[");
    }));
}

/// Entra's own life cycle against a product that takes the text "False" for true.
TEST(TripsOfCheck, StandWithAVendorsOwnCheck) {
    static const Catalogue catalogue = load_catalogue();
    const auto sentences = told(trips_of_check(catalogue, "scim.active.effect", "entra", "default"));
    EXPECT_EQ(sentences, std::vector<std::string>{"entra: Entra sends the string \"False\" here: the disabled person stays active."});
    EXPECT_FALSE(trips_of_check(catalogue, "scim.active.effect", "okta", "catalogue").empty());
    EXPECT_TRUE(trips_of_check(catalogue, "scim.active.effect", "okta", "wizard").empty()) << "it deactivates by PUT";
    EXPECT_FALSE(trips_of_check(catalogue, "scim.update.effect", "entra", "default").empty());
}

TEST(TripsOfCheck, AreNotToldOfWhatHolds) {
    const conformance::CaseResult result = play_row(false);
    ASSERT_EQ(result.verdict, conformance::Verdict::pass) << result.reason;
    for (const conformance::Finding& finding : result.findings) EXPECT_TRUE(finding.trips.empty());
}

} // namespace
} // namespace idpsim::engine
