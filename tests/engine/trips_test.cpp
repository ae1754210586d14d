/// A run says of what it found who will trip over it.
#include "src/engine/case_runner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace idpsim::engine {
namespace {

/// Plays one row of the suite against a product whose booleans are bent.
conformance::CaseResult play_row(const std::string& scenario, const std::string& row, std::function<sp::SpBehaviour()> behaviour) {
    static const Catalogue catalogue = load_catalogue();
    static idp::KeyRing keys;
    PlannedCase planned;
    planned.scenario = static_cast<std::size_t>(std::ranges::find(catalogue.scenarios, scenario, &Scenario::id) - catalogue.scenarios.begin());
    planned.profile = static_cast<std::size_t>(std::ranges::find(catalogue.profiles, "generic", &idp::Profile::id) - catalogue.profiles.begin());
    planned.parameter = row;
    planned.id = "generic/" + scenario + "@" + row;
    planned.scim_variant = catalogue.profiles[planned.profile].default_scim;
    UniverseSeed seed;
    seed.catalogue = &catalogue;
    seed.keys = &keys;
    seed.behaviour = std::move(behaviour);
    return run_case(seed, planned);
}

TEST(FoundTrips, StandWithTheFindingThatFails) {
    const auto result = play_row("scim-rfc/interop", "idp-text-boolean-meant", [] {
        sp::SpBehaviour behaviour;
        behaviour.scim.patch.dialect.values.boolean = [](const boost::json::value& value) { return std::optional(!value.is_bool() || value.get_bool()); };
        return behaviour;
    });
    ASSERT_EQ(result.verdict, conformance::Verdict::fail) << result.reason;
    const auto failed = std::ranges::find(result.findings, conformance::Verdict::fail, &conformance::Finding::verdict);
    ASSERT_NE(failed, result.findings.end());
    EXPECT_TRUE(std::ranges::any_of(failed->trips, [](const auto& trip) { return trip.idp == "entra" && trip.source.starts_with("["); }));
}

TEST(FoundTrips, AreNotToldOfWhatHolds) {
    const auto result = play_row("scim-rfc/interop", "idp-text-boolean-meant", [] { return sp::SpBehaviour(); });
    ASSERT_EQ(result.verdict, conformance::Verdict::pass) << result.reason;
    for (const auto& finding : result.findings) EXPECT_TRUE(finding.trips.empty());
}

} // namespace
} // namespace idpsim::engine
