/// `idpsim show`
#include "src/cli/commands.hpp"
#include "src/cli/show_console.hpp"

#include "conformance/check.hpp"
#include "simulator/mutants/mutant.hpp"
#include "src/core/text.hpp"
#include "src/engine/claims.hpp"
#include "src/engine/faults.hpp"
#include "src/engine/request_faults.hpp"
#include "src/engine/trips_of_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace idpsim::cli {
namespace {

using engine::Catalogue;

void show_profile(const idp::Profile& profile) {
    fmt::print("{} ({}), profile of {}\nfile {}\n\nentity ID  {}\n", profile.title, profile.id, profile.version, profile.file, profile.saml.entity_id);
    for (const auto& [name, url] : profile.saml.urls) fmt::print("{:<10} {}\n", name, url);
    fmt::print("{}", console_text(profile.saml));
    if (profile.scim.empty()) fmt::print("\nSCIM: none. {}\n", profile.no_scim_reason);
    else fmt::print("\nSCIM dialects\n");
    for (const auto& [name, variant] : profile.scim) fmt::print("  {}{}\n", name, name == profile.default_scim ? " (default)" : "");
    for (const auto& [name, variant] : profile.scim) fmt::print("{}", scim_options_text(name, variant));
    fmt::print("\nsources\n");
    for (const auto& [path, source] : profile.sources) fmt::print("  {:<32} {}\n", path, source);
}

void show_scenario(const Catalogue& catalogue, const engine::Scenario& scenario) {
    fmt::print("{}: {}\nfile {}\n", scenario.id, scenario.title, scenario.file.string());
    if (const auto claims = engine::claims_of(catalogue, scenario); !claims.empty()) fmt::print("claims {}\n", join(claims, ", "));
    if (!scenario.needs.empty()) fmt::print("needs {}\n", join(scenario.needs, ", "));
    for (const std::string& ref : scenario.refs) {
        const conformance::ClauseInfo& clause = catalogue.clauses.at(ref);
        fmt::print("judges {} {} ({}): {}\n", clause.document, clause.section, clause.level, clause.sentence);
    }
    fmt::print("\n{}", *scenario.source);
}

std::vector<std::string> scenarios_using(const Catalogue& catalogue, std::string_view check) {
    std::vector<std::string> out;
    for (const engine::Scenario& scenario : catalogue.scenarios) {
        const std::string& text = *scenario.source;
        for (std::size_t at = text.find("check(\""); at != std::string::npos; at = text.find("check(\"", at + 1)) {
            const auto end = text.find('"', at + 7);
            if (!matches_glob(text.substr(at + 7, end - at - 7), check)) continue;
            out.push_back(scenario.id);
            break;
        }
    }
    return out;
}

/// Which faults of a server a check stands for, and who trips over them.
void show_faults(const Catalogue& catalogue, std::string_view check) {
    for (const std::string& fault : engine::faults_of_check(catalogue, check))
        fmt::print("a server that fails it has the fault {}: {}\n", fault, catalogue.server_faults.at(fault).sentence);
    for (const conformance::Trip& trip : engine::trips_of_check(catalogue, check)) fmt::print("  {}: {} ({})\n", trip.idp, trip.sentence, trip.source);
}

void show_check(const Catalogue& catalogue, const conformance::CheckInfo& check) {
    fmt::print("{}: {}\njudges a {}\n", check.id, check.sentence, check.judges == "login" ? "login" : "provisioning step");
    if (const auto clause = catalogue.clauses.find(std::string(check.clause)); clause != catalogue.clauses.end())
        fmt::print("clause {}: {} {} ({}): {}\n", check.clause, clause->second.document, clause->second.section, clause->second.level, clause->second.sentence);
    fmt::print("used by {}\n", join(scenarios_using(catalogue, check.id), ", "));
    show_faults(catalogue, check.id);
}

/// A row of conformance/requirements, by its check or its name.
bool show_requirement(const Catalogue& catalogue, const std::string& name) {
    for (const engine::Requirement& row : catalogue.requirements) {
        if (row.check != name && row.name != name) continue;
        const conformance::ClauseInfo& clause = catalogue.clauses.at(row.clause);
        fmt::print("{}: {}\nclause {}: {} {} ({})\nfile {}\n", row.check, row.sentence, row.clause, clause.document, clause.section, clause.level, row.file);
        if (row.is_attack()) fmt::print("a correct server has to {}\n", row.must);
        if (!row.reading.empty()) fmt::print("the reading held: {}\n", row.reading);
        if (!row.feature.empty()) fmt::print("asked only of servers that announce {}\n", row.feature);
        for (const engine::Scenario& scenario : catalogue.scenarios)
            if (scenario.topic == row.topic) fmt::print("played by {}@{}\n", scenario.id, row.name);
        show_faults(catalogue, row.check);
        return true;
    }
    return false;
}

/// Why a cell of this claim stands as it does: what is said of each IdP, and what would show it or its opposite.
void show_claim(const Catalogue& catalogue, const engine::Claim& claim) {
    const conformance::ClaimInfo info = engine::describe_claim(catalogue, claim);
    fmt::print("{}: {}\nof {}, file {}\nconcerns {}\n", claim.id, claim.sentence, catalogue.product.title, catalogue.product.file, join(claim.idps, ", "));
    for (const idp::Profile& profile : catalogue.profiles) {
        const auto level = info.support.find(profile.id);
        const bool playable = std::ranges::find(info.playable, profile.id) != info.playable.end();
        fmt::print("  {:<14} {}{}\n", profile.id, level == info.support.end() ? "not claimed" : level->second, playable ? "" : ", and no scenario shows it");
    }
    const auto tell = [&](const std::vector<std::string>& ids, const char* how) {
        for (const engine::Scenario& scenario : catalogue.scenarios)
            if (std::ranges::find(ids, scenario.id) != ids.end()) fmt::print("{} {}: {}\n", how, scenario.id, scenario.title);
    };
    tell(info.scenarios, "shown by");
    tell(info.refuted_by, "refuted by");
    if (!claim.mutant.empty()) fmt::print("broken alone by the mutant {}\n", claim.mutant);
    for (const engine::Deviation& one : catalogue.product.deviations)
        if (!one.claim.empty() && matches_glob(one.claim, claim.id))
            fmt::print("known deviation until {}: {} ({})\n", one.known.expires, one.known.reason, one.known.where);
}

void show_clause(const Catalogue& catalogue, const conformance::ClauseInfo& clause) {
    fmt::print("{}: {} {} ({})\n{}\n", clause.id, clause.document, clause.section, clause.level, clause.sentence);
    for (const auto& check : conformance::all_checks())
        if (check.clause == clause.id) fmt::print("judged by {}: {}\n", check.id, check.sentence);
    for (const engine::Scenario& scenario : catalogue.scenarios)
        if (std::ranges::find(scenario.refs, clause.id) != scenario.refs.end()) fmt::print("told of by {}: {}\n", scenario.id, scenario.title);
}

/// Prints what is named so; false when nothing is.
bool show_named(const Catalogue& catalogue, const std::string& name) {
    for (const auto& profile : catalogue.profiles)
        if (profile.id == name) return show_profile(profile), true;
    for (const auto& scenario : catalogue.scenarios)
        if (scenario.id == name) return show_scenario(catalogue, scenario), true;
    for (const auto& check : conformance::all_checks())
        if (check.id == name) return show_check(catalogue, check), true;
    for (const auto& claim : catalogue.product.claims)
        if (claim.id == name) return show_claim(catalogue, claim), true;
    if (show_requirement(catalogue, name)) return true;
    if (const auto clause = catalogue.clauses.find(name); clause != catalogue.clauses.end()) return show_clause(catalogue, clause->second), true;
    for (const auto& mutant : mutants::all_mutants())
        if (mutant.id == name) return fmt::print("{}: a product that {}\n", mutant.id, mutant.fault), true;
    if (const engine::SamlFault* fault = engine::find_saml_fault(name)) return fmt::print("{}: {}\n", fault->id, fault->sentence), true;
    if (const engine::RequestFault* fault = engine::find_request_fault(name)) return fmt::print("{}: {}\n", fault->id, fault->sentence), true;
    return false;
}

std::vector<std::string> every_name(const Catalogue& catalogue) {
    std::vector<std::string> out;
    const auto add = [&out](std::vector<std::string> names) { std::ranges::move(names, std::back_inserter(out)); };
    const auto by_id = [](const auto& one) { return one.id; };
    add(names_of(catalogue.profiles, by_id));
    add(names_of(catalogue.scenarios, by_id));
    add(names_of(conformance::all_checks(), by_id));
    add(names_of(catalogue.product.claims, by_id));
    add(names_of(catalogue.requirements, [](const auto& row) { return row.check; }));
    add(names_of(catalogue.clauses, [](const auto& clause) { return clause.first; }));
    add(names_of(mutants::all_mutants(), by_id));
    add(names_of(engine::saml_faults(), by_id));
    add(names_of(engine::request_faults(), by_id));
    return out;
}

} // namespace

int execute(const ShowCommand& command) {
    const Catalogue catalogue = engine::load_catalogue({command.product, command.target});
    if (show_named(catalogue, command.name)) return exit_pass;
    throw Failure(Error{Fault::not_found, "show", "nothing is named \"" + command.name + "\"" + did_you_mean(command.name, every_name(catalogue))});
}

} // namespace idpsim::cli
