#pragma once
/// Stories written in a test, played against the built-in product as `idpsim run` plays those of the scenarios folder.
#include "src/engine/case_runner.hpp"

#include <algorithm>
#include <functional>
#include <string>

namespace idpsim::test {

/// Plays `body`, which sees the story as `t`, with one vendor and one dialect of its SCIM client.
/// `arrange` may change what the case is played with.
inline conformance::CaseResult play_story(const std::string& vendor, const std::string& body, const std::string& variant = "",
                                          const std::function<void(engine::UniverseSeed&, engine::Catalogue&)>& arrange = {}) {
    static const engine::Catalogue loaded = engine::load_catalogue();
    static idp::KeyRing keys;
    engine::Catalogue catalogue = loaded;
    engine::Scenario scenario;
    scenario.id = "test/story";
    scenario.file = "story.lua";
    scenario.source = std::make_shared<const std::string>("return { run = function(t)\n" + body + "\nend }");
    catalogue.scenarios = {scenario};
    const auto profile = std::ranges::find(catalogue.profiles, vendor, &idp::Profile::id);
    engine::PlannedCase planned;
    planned.profile = static_cast<std::size_t>(profile - catalogue.profiles.begin());
    planned.id = vendor + "/test/story";
    planned.scim_variant = variant.empty() ? profile->default_scim : variant;
    engine::UniverseSeed seed;
    seed.catalogue = &catalogue;
    seed.keys = &keys;
    if (arrange) arrange(seed, catalogue);
    return engine::run_case(seed, planned);
}

/// "pass", or what went wrong, for one line of a test.
inline std::string outcome_of(const conformance::CaseResult& result) {
    return result.verdict == conformance::Verdict::pass ? "pass" : result.reason;
}

} // namespace idpsim::test
