#include "src/engine/plan.hpp"

#include "src/core/text.hpp"
#include "src/engine/claims.hpp"
#include "src/engine/scenario_scope.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

/// `parameters = "scim-variants"`: once per dialect of the vendor's SCIM 2.0 client.
constexpr std::string_view each_scim_variant = "scim-variants";

bool in_shard(const PlannedCase& one, const PlanOptions& options) {
    return !options.shard || hash_text(one.id) % options.shard->second == options.shard->first - 1;
}

Selectable selectable(const PlannedCase& one, const Catalogue& catalogue) {
    const Scenario& scenario = catalogue.scenarios[one.scenario];
    // A scenario is selected by what it says that it shows, too, whatever the product of the target claims.
    std::vector<std::string> claims = one.claims;
    claims.insert(claims.end(), scenario.claims.begin(), scenario.claims.end());
    return {one.id, catalogue.profiles[one.profile].id, scenario.id, std::move(claims), scenario.tags};
}

std::vector<std::string> variants_of(const idp::Profile& profile) {
    std::vector<std::string> out{profile.default_scim};
    for (const auto& [name, variant] : profile.scim)
        if (name != profile.default_scim && variant.protocol == "2.0") out.push_back(name);
    return out;
}

/// The cases of one scenario with one IdP, unselected.
std::vector<PlannedCase> cases_of(const Catalogue& catalogue, std::size_t profile_index, std::size_t scenario_index) {
    const idp::Profile& profile = catalogue.profiles[profile_index];
    const Scenario& scenario = catalogue.scenarios[scenario_index];
    PlannedCase base;
    base.profile = profile_index;
    base.scenario = scenario_index;
    base.id = profile.id + "/" + scenario.id;
    base.scim_variant = profile.default_scim;
    base.claims = claims_of(catalogue, scenario);

    std::vector<PlannedCase> out;
    if (scenario.parameters.size() == 1 && scenario.parameters.front() == each_scim_variant) {
        for (const std::string& variant : variants_of(profile)) {
            PlannedCase one = base;
            one.scim_variant = variant;
            one.parameter = variant;
            if (variant != profile.default_scim) one.id += "@" + variant;
            out.push_back(std::move(one));
        }
    } else if (scenario.parameters.empty()) {
        out.push_back(std::move(base));
    } else {
        for (const CaseParameter& parameter : parameters_of(scenario, profile)) {
            PlannedCase one = base;
            one.parameter = parameter.value;
            one.id += "@" + parameter.name;
            out.push_back(std::move(one));
        }
    }
    return out;
}

void refuse_unknown(const Catalogue& catalogue, const std::vector<std::string>& idps) {
    const std::vector<std::string> known = names_of(catalogue.profiles, &idp::Profile::id);
    for (const std::string& wanted : idps) {
        if (std::ranges::find(known, wanted) != known.end()) continue;
        throw Failure(Error{Fault::invalid, "--idp", "no IdP named \"" + wanted + "\"" + did_you_mean_or_list(wanted, known)});
    }
}

} // namespace

std::vector<PlannedCase> make_plan(const Catalogue& catalogue, const PlanOptions& options) {
    refuse_unknown(catalogue, options.idps);
    std::vector<PlannedCase> out;
    for (std::size_t p = 0; p < catalogue.profiles.size(); ++p) {
        const idp::Profile& profile = catalogue.profiles[p];
        if (!options.idps.empty() && std::ranges::find(options.idps, profile.id) == options.idps.end()) continue;
        for (std::size_t s = 0; s < catalogue.scenarios.size(); ++s) {
            if (!concerns(catalogue.scenarios[s], profile)) continue;
            for (PlannedCase& one : cases_of(catalogue, p, s))
                if (options.selection.matches(selectable(one, catalogue)) && in_shard(one, options)) out.push_back(std::move(one));
        }
    }
    return out;
}

} // namespace idpsim::engine
