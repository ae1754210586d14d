#include "src/engine/mutant_run.hpp"

#include "conformance/check.hpp"
#include "src/core/text.hpp"
#include "src/engine/faults.hpp"
#include "src/engine/side_by_side.hpp"

#include <algorithm>
#include <mutex>
#include <optional>

namespace idpsim::engine {
namespace {

using conformance::CaseResult;
using conformance::Finding;
using conformance::Verdict;

/// Which vendor plays a scenario: every scenario is run by few IdPs, and each SCIM dialect once.
std::vector<PlannedCase> mutant_plan(const Catalogue& catalogue) {
    std::vector<PlannedCase> out;
    std::set<std::string> covered;
    for (PlannedCase& one : make_plan(catalogue, {})) {
        const std::string kind = catalogue.scenarios[one.scenario].id + "@" + one.parameter;
        const bool scim = catalogue.scenarios[one.scenario].parameters == std::vector<std::string>{"scim-variants"};
        if (covered.insert(kind).second || scim) out.push_back(std::move(one));
    }
    return out;
}

/// The claim that the mutant is to break alone; "" when none names it.
std::string claim_of(const Catalogue& catalogue, const mutants::Mutant& mutant) {
    const auto claim = std::ranges::find(catalogue.product.claims, mutant.id, &Claim::mutant);
    return claim == catalogue.product.claims.end() ? std::string() : claim->id;
}

/// The first case of every scenario that a claim stands on.
std::set<std::size_t> cases_of_claims(const std::vector<PlannedCase>& plan) {
    std::set<std::size_t> out, seen;
    for (std::size_t i = 0; i < plan.size(); ++i)
        if (seen.insert(plan[i].scenario).second && !plan[i].claims.empty()) out.insert(i);
    return out;
}

/// The cases that a mutant plays, as indices.
std::vector<std::size_t> played(const Catalogue& catalogue, const std::vector<PlannedCase>& plan,
                                const mutants::Mutant& mutant) {
    std::set<std::size_t> out;
    if (!claim_of(catalogue, mutant).empty()) out = cases_of_claims(plan);
    for (std::size_t i = 0; i < plan.size(); ++i)
        if (std::ranges::any_of(split(mutant.plays, ','), [&](std::string_view glob) {
                const std::string& scenario = catalogue.scenarios[plan[i].scenario].id;
                return matches_glob(glob, scenario) || matches_glob(glob, scenario + "@" + plan[i].parameter);
            }))
            out.insert(i);
    return {out.begin(), out.end()};
}

template <class T> std::vector<T> picked(const std::vector<T>& from, const std::vector<std::size_t>& indices) {
    std::vector<T> out;
    for (const std::size_t i : indices) out.push_back(from[i]);
    return out;
}

bool is_chosen(const MutantOptions& options, const mutants::Mutant& one) {
    return std::ranges::any_of(split(options.glob, ','),
                               [&](std::string_view glob) { return matches_glob(trim(glob), one.id); });
}

/// What one of them plays at least: of the correct product no more is asked.
std::vector<std::size_t> played_by_any(const Catalogue& catalogue, const std::vector<PlannedCase>& plan,
                                       const std::vector<mutants::Mutant>& chosen) {
    std::set<std::size_t> out;
    for (const mutants::Mutant& one : chosen)
        for (const std::size_t i : played(catalogue, plan, one)) out.insert(i);
    return {out.begin(), out.end()};
}

/// Check ids are public names; a scenario's own sentences are named by the scenario.
std::string name_of(const CaseResult& one, const Finding& finding) {
    return finding.clause.empty() ? one.scenario + ": " + finding.check : finding.check;
}

std::set<std::string> failing(const CaseResult& one) {
    std::set<std::string> out;
    for (const Finding& finding : one.findings)
        if (finding.verdict == Verdict::fail || finding.verdict == Verdict::warn) out.insert(name_of(one, finding));
    return out;
}

/// Claims that the case stands for and that are about its IdP: what happens with others breaks nothing that was said.
std::vector<std::string> at_stake(const Catalogue& catalogue, const CaseResult& one) {
    const auto profile = std::ranges::find(catalogue.profiles, one.idp, &idp::Profile::id);
    std::vector<std::string> out;
    for (const Claim& claim : catalogue.product.claims)
        if (std::ranges::find(one.claims, claim.id) != one.claims.end() &&
            !support_of(claim, one.idp, profile->listed).empty())
            out.push_back(claim.id);
    return out;
}

MutantResult compare(const Catalogue& catalogue, const mutants::Mutant& mutant, const std::vector<CaseResult>& correct,
                     const std::vector<CaseResult>& mutated) {
    MutantResult out{std::string(mutant.id), std::string(mutant.fault), {}, {}, {}, {}, {}};
    for (std::size_t i = 0; i < mutated.size(); ++i) {
        const std::set<std::string> before = failing(correct[i]);
        for (const std::string& check : failing(mutated[i])) {
            if (before.contains(check)) continue;
            out.killed_by_checks.insert(check);
            out.killed_by_scenarios.insert(mutated[i].scenario);
            out.killed_by_cases.insert(mutated[i].id);
            for (const std::string& claim : at_stake(catalogue, mutated[i])) out.breaks.insert(claim);
        }
    }
    return out;
}

/// A case with a fault that a service provider can get wrong; one of policy it cannot.
bool is_attack(const Catalogue& catalogue, const CaseResult& one) {
    const auto at = one.id.find('@');
    if (at == std::string::npos) return false;
    const std::string name = one.id.substr(at + 1);
    if (const SamlFault* fault = find_saml_fault(name)) return fault->must != Must::policy;
    const auto row = std::ranges::find_if(
        catalogue.requirements, [&](const Requirement& each) { return each.is_attack() && each.name == name; });
    return row != catalogue.requirements.end() && row->must != "policy";
}

/// Claims of the chosen mutants that these do not break alone; of all mutants, also those that name none.
void note_unproven(KillMatrix& matrix, const Catalogue& catalogue, bool all) {
    for (const Claim& claim : catalogue.product.claims) {
        const auto mutant = std::ranges::find(matrix.mutants, claim.id, &MutantResult::proves);
        if (mutant == matrix.mutants.end() ? all : !mutant->is_exact()) matrix.unproven_claims.insert(claim.id);
    }
}

void note_idle(KillMatrix& matrix, const Catalogue& catalogue, const std::vector<CaseResult>& correct) {
    std::set<std::string> checks, scenarios;
    for (const MutantResult& mutant : matrix.mutants) {
        checks.insert(mutant.killed_by_checks.begin(), mutant.killed_by_checks.end());
        scenarios.insert(mutant.killed_by_scenarios.begin(), mutant.killed_by_scenarios.end());
    }
    for (const auto& check : conformance::all_checks())
        if (!checks.contains(std::string(check.id))) matrix.idle_checks.insert(std::string(check.id));
    for (const Requirement& row : catalogue.requirements)
        if (!row.is_attack() && !checks.contains(row.check)) matrix.idle_checks.insert(row.check);
    for (const CaseResult& one : correct)
        if (is_attack(catalogue, one) && std::ranges::none_of(matrix.mutants, [&](const MutantResult& mutant) {
                return mutant.killed_by_cases.contains(one.id);
            }))
            matrix.idle_attacks.insert(one.id);
    for (const CaseResult& one : correct)
        if (!scenarios.contains(one.scenario)) matrix.idle_scenarios.insert(one.scenario);
}

/// Mutants side by side, each on one thread: most play few cases. They are told in their order.
std::vector<MutantResult> play_all(const std::vector<mutants::Mutant>& chosen, unsigned jobs,
                                   const std::function<void(const MutantResult&)>& finished,
                                   const std::function<MutantResult(const mutants::Mutant&)>& play) {
    std::vector<std::optional<MutantResult>> results(chosen.size());
    std::size_t told = 0;
    std::mutex lock;
    side_by_side(chosen.size(), jobs, [&](std::size_t index) {
        MutantResult one = play(chosen[index]);
        const std::lock_guard hold(lock);
        results[index] = std::move(one);
        for (; told < results.size() && results[told]; ++told)
            if (finished) finished(*results[told]);
    });
    std::vector<MutantResult> out;
    for (auto& one : results) out.push_back(std::move(*one));
    return out;
}

} // namespace

std::size_t KillMatrix::survivors() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(mutants, [](const MutantResult& one) { return one.survives(); }));
}

KillMatrix run_mutants(const Catalogue& catalogue, idp::KeyRing& keys, const MutantOptions& options,
                       const std::function<void(const MutantResult&)>& finished) {
    std::vector<mutants::Mutant> chosen = mutants::all_mutants();
    const std::size_t all = chosen.size();
    std::erase_if(chosen, [&](const mutants::Mutant& one) { return !is_chosen(options, one); });
    std::vector<PlannedCase> plan = mutant_plan(catalogue);
    if (chosen.size() != all) plan = picked(plan, played_by_any(catalogue, plan, chosen));
    UniverseSeed seed;
    seed.catalogue = &catalogue;
    seed.keys = &keys;
    seed.seed = options.seed;
    const std::vector<CaseResult> correct = run_cases(seed, plan, options.jobs, {}, false);

    KillMatrix matrix;
    for (const CaseResult& one : correct)
        if (one.verdict != Verdict::pass && one.verdict != Verdict::skip)
            matrix.broken_controls.push_back(one.id + ": " + one.reason);
    matrix.mutants = play_all(chosen, options.jobs, finished, [&](const mutants::Mutant& mutant) {
        UniverseSeed own = seed;
        own.behaviour = [&mutant] {
            sp::SpBehaviour behaviour;
            mutant.plant(behaviour);
            return behaviour;
        };
        const auto indices = played(catalogue, plan, mutant);
        MutantResult result =
            compare(catalogue, mutant, picked(correct, indices), run_cases(own, picked(plan, indices), 1, {}, false));
        result.proves = claim_of(catalogue, mutant);
        return result;
    });
    note_unproven(matrix, catalogue, chosen.size() == all);
    if (chosen.size() == all) note_idle(matrix, catalogue, correct);
    return matrix;
}

} // namespace idpsim::engine
