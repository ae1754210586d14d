#include "src/engine/claims.hpp"

#include "simulator/mutants/mutant.hpp"
#include "src/core/text.hpp"
#include "src/engine/scenario_scope.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

bool fits_any(const std::vector<std::string>& globs, std::string_view text) {
    return std::ranges::any_of(globs, [&](const std::string& glob) { return matches_glob(glob, text); });
}

bool is_shown_by(const Claim& claim, const Scenario& scenario) {
    return std::ranges::find(scenario.claims, claim.id) != scenario.claims.end() || fits_any(claim.scenarios, scenario.id);
}

bool can_be_played(const Scenario& scenario, const idp::Profile& profile) {
    if (!concerns(scenario, profile)) return false;
    const bool per_dialect = scenario.parameters.size() == 1 && scenario.parameters.front() == "scim-variants";
    return scenario.parameters.empty() || per_dialect || !parameters_of(scenario, profile).empty();
}

void check_idp(const Catalogue& catalogue, const std::string& word, const std::string& field, bool with_words) {
    if (with_words && (word == "listed" || word == "unlisted" || word == "all")) return;
    std::vector<std::string> known = names_of(catalogue.profiles, &idp::Profile::id);
    if (std::ranges::find(known, word) != known.end()) return;
    if (with_words) known.insert(known.end(), {"listed", "unlisted", "all"});
    fail_product(catalogue.product, field, "no profile is named \"" + word + "\"" + did_you_mean_or_list(word, known));
}

void check_globs(const Catalogue& catalogue, const std::vector<std::string>& globs, const std::string& field) {
    for (const std::string& glob : globs) {
        if (std::ranges::any_of(catalogue.scenarios, [&](const Scenario& one) { return matches_glob(glob, one.id); })) continue;
        fail_product(catalogue.product, field,
                     "no scenario is named \"" + glob + "\"" + did_you_mean(glob, names_of(catalogue.scenarios, &Scenario::id)) + " (idpsim list scenarios)");
    }
}

/// Apart from the rest of a claim: the list of mutants is made once, as every command that loads the catalogue comes here.
void check_mutants(const Product& product) {
    if (std::ranges::all_of(product.claims, &std::string::empty, &Claim::mutant)) return;
    std::vector<std::string> known;
    for (const mutants::Mutant& one : mutants::all_mutants()) known.emplace_back(one.id);
    for (std::size_t i = 0; i < product.claims.size(); ++i) {
        const std::string& mutant = product.claims[i].mutant;
        if (mutant.empty() || std::ranges::find(known, mutant) != known.end()) continue;
        fail_product(product, "claims[" + std::to_string(i + 1) + "].mutant",
                     "no mutant is named \"" + mutant + "\"" + did_you_mean(mutant, known) + " (idpsim list mutants)");
    }
}

void check_claim(const Catalogue& catalogue, const Claim& claim, const std::string& at) {
    for (const std::string& idp : claim.idps) check_idp(catalogue, idp, at + ".idps", true);
    for (const auto& [idp, level] : claim.support) check_idp(catalogue, idp, at + ".support." + idp, true);
    check_globs(catalogue, claim.scenarios, at + ".scenarios");
    check_globs(catalogue, claim.refuted_by, at + ".refuted_by");
}

void check_deviation(const Catalogue& catalogue, const Deviation& one, const std::string& at) {
    const std::vector<std::string> claims = names_of(catalogue.product.claims, &Claim::id), idps = names_of(catalogue.profiles, &idp::Profile::id);
    const auto check = [&](const std::string& glob, const std::vector<std::string>& known, const std::string& what) {
        if (glob.empty() || std::ranges::any_of(known, [&](const std::string& id) { return matches_glob(glob, id); })) return;
        fail_product(catalogue.product, at + "." + what, "no " + what + " is named \"" + glob + "\"" + did_you_mean(glob, known));
    };
    check(one.claim, claims, "claim");
    check(one.idp, idps, "idp");
}

} // namespace

std::vector<std::string> claims_of(const Catalogue& catalogue, const Scenario& scenario) {
    std::vector<std::string> out;
    for (const Claim& claim : catalogue.product.claims)
        if (is_shown_by(claim, scenario)) out.push_back(claim.id);
    return out;
}

conformance::ClaimInfo describe_claim(const Catalogue& catalogue, const Claim& claim) {
    conformance::ClaimInfo out{claim.id, claim.sentence};
    std::vector<const Scenario*> about;
    for (const Scenario& scenario : catalogue.scenarios) {
        const bool refutes = fits_any(claim.refuted_by, scenario.id), shows = is_shown_by(claim, scenario);
        if (shows) out.scenarios.push_back(scenario.id);
        if (refutes) out.refuted_by.push_back(scenario.id);
        if (shows || refutes) about.push_back(&scenario);
    }
    for (const idp::Profile& profile : catalogue.profiles) {
        if (const std::string level = support_of(claim, profile.id, profile.listed); !level.empty()) out.support[profile.id] = level;
        if (std::ranges::any_of(about, [&](const Scenario* scenario) { return can_be_played(*scenario, profile); })) out.playable.push_back(profile.id);
    }
    return out;
}

void check_product(const Catalogue& catalogue) {
    const Product& product = catalogue.product;
    for (const std::string& idp : product.idps) check_idp(catalogue, idp, "idps", false);
    for (std::size_t i = 0; i < product.claims.size(); ++i)
        check_claim(catalogue, product.claims[i], "claims[" + std::to_string(i + 1) + "]");
    check_mutants(product);
    for (std::size_t i = 0; i < product.deviations.size(); ++i)
        check_deviation(catalogue, product.deviations[i], "deviations[" + std::to_string(i + 1) + "]");
}

} // namespace idpsim::engine
