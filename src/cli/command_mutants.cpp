/// `idpsim mutants`
#include "src/cli/commands.hpp"
#include "src/cli/write_file.hpp"

#include "src/core/text.hpp"
#include "src/engine/mutant_run.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

namespace idpsim::cli {
namespace {

namespace json = boost::json;

json::array texts(const std::set<std::string>& list) { return json::array(list.begin(), list.end()); }

std::string matrix_json(const engine::KillMatrix& matrix) {
    json::array mutants;
    for (const engine::MutantResult& one : matrix.mutants)
        mutants.push_back(json::object{{"id", one.id}, {"fault", one.fault}, {"survives", one.survives()},
                                       {"checks", texts(one.killed_by_checks)}, {"scenarios", texts(one.killed_by_scenarios)}, {"cases", texts(one.killed_by_cases)}, {"proves", one.proves}, {"breaks", texts(one.breaks)}});
    const json::object out{{"mutants", std::move(mutants)},
                           {"idle_checks", texts(matrix.idle_checks)},
                           {"idle_scenarios", texts(matrix.idle_scenarios)},
                           {"idle_attacks", texts(matrix.idle_attacks)},
                           {"unproven_claims", texts(matrix.unproven_claims)},
                           {"broken_controls", json::array(matrix.broken_controls.begin(), matrix.broken_controls.end())}};
    return json::serialize(out) + "\n";
}

void print_one(const engine::MutantResult& one) {
    if (one.survives()) fmt::print("SURVIVES {:<32} {}\n", one.id, one.fault);
    else fmt::print("killed   {:<32} by {}\n", one.id, join({one.killed_by_checks.begin(), one.killed_by_checks.end()}, ", "));
    if (!one.proves.empty() && !one.is_exact())
        fmt::print("BREAKS   {:<32} {}, where it is to break {} alone\n", one.id, one.breaks.empty() ? "no claim" : join({one.breaks.begin(), one.breaks.end()}, ", "), one.proves);
    std::fflush(stdout);
}

} // namespace

int execute(const MutantsCommand& command) {
    const engine::Catalogue catalogue = engine::load_catalogue();
    idp::KeyRing keys;
    engine::MutantOptions options;
    if (!command.select.empty()) options.glob = command.select;
    options.jobs = command.jobs;
    options.seed = command.seed;
    const engine::KillMatrix matrix = engine::run_mutants(catalogue, keys, options, print_one);
    if (matrix.mutants.empty()) throw Failure(Error{Fault::not_found, "--select", "selects no mutant (idpsim list mutants)"});
    if (command.out) {
        make_folder(*command.out);
        write_whole_file(*command.out / "mutants.json", matrix_json(matrix));
    }
    for (const std::string& control : matrix.broken_controls) fmt::print("BROKEN   the correct product does not pass {}\n", control);
    for (const std::string& claim : matrix.unproven_claims) fmt::print("UNPROVEN no mutant breaks the claim {} and no other\n", claim);
    for (const std::string& check : matrix.idle_checks) fmt::print("IDLE     no mutant is killed by the check {}\n", check);
    for (const std::string& scenario : matrix.idle_scenarios) fmt::print("IDLE     no mutant fails the scenario {}\n", scenario);
    for (const std::string& attack : matrix.idle_attacks) fmt::print("IDLE     no mutant fails the case {}\n", attack);
    fmt::print("{} mutants, {} survive, {} idle checks, {} idle scenarios, {} unproven claims, {} idle attacks\n", matrix.mutants.size(),
               matrix.survivors(), matrix.idle_checks.size(), matrix.idle_scenarios.size(), matrix.unproven_claims.size(), matrix.idle_attacks.size());
    return matrix.holds() ? exit_pass : exit_fail;
}

} // namespace idpsim::cli
