/// `idpsim run`
#include "src/cli/commands.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/write_file.hpp"
#include "src/cli/write_reports.hpp"

#include "conformance/result_json.hpp"
#include "reports/report.hpp"
#include "src/core/clock.hpp"
#include "src/core/file.hpp"
#include "src/engine/deviations.hpp"
#include "src/engine/load_tenant.hpp"
#include "src/engine/run.hpp"
#include "src/scim/json.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace idpsim::cli {
namespace {

namespace fs = std::filesystem;
using conformance::CaseResult;
using conformance::RunResult;
using conformance::Verdict;

/// The customer's set-up; a run with it is about that one vendor.
std::optional<engine::TenantFile> tenant_file(const engine::Catalogue& catalogue, const RunCommand& command) {
    if (!command.tenant) return std::nullopt;
    lua::State state;
    engine::TenantFile out = engine::load_tenant(state, *command.tenant, catalogue.profiles);
    for (const std::string& idp : command.idps)
        if (idp != out.idp)
            throw Failure(Error{Fault::invalid, "--idp", "the tenant of " + out.file + " is of " + out.idp + ", not of " + idp});
    return out;
}

std::vector<engine::PlannedCase> plan_cases(const engine::Catalogue& catalogue, const RunCommand& command,
                                            const std::optional<engine::TenantFile>& tenant) {
    engine::PlanOptions options;
    options.idps = tenant ? std::vector<std::string>{tenant->idp} : command.idps;
    options.selection = engine::Selection::parse(command.select).value();
    options.shard = command.shard;
    return engine::make_plan(catalogue, options);
}

void print_plan(const engine::Catalogue& catalogue, const std::vector<engine::PlannedCase>& plan) {
    for (const engine::PlannedCase& one : plan)
        fmt::print("{:<48} {}\n", one.id, catalogue.scenarios[one.scenario].title);
    fmt::print("{} cases\n", plan.size());
}

/// The finished cases of an earlier run that this one goes on with; of another seed or target they are no use.
std::vector<CaseResult> finished_before(const fs::path& journal, const RunResult& header) {
    if (!fs::exists(journal)) return {};
    auto earlier = engine::read_journal(journal);
    if (!earlier) throw Failure(earlier.error());
    if (earlier->seed != header.seed || earlier->target != header.target || earlier->product != header.product)
        throw Failure(Error{Fault::invalid, journal.string(), fmt::format("is of seed {}, target {} and product \"{}\"; --resume needs the same",
                                                                         earlier->seed, earlier->target, earlier->product)});
    return std::move(earlier->cases);
}

/// Runs what is not finished yet; the results of both, in plan order.
std::vector<CaseResult> run_with_journal(const engine::UniverseSeed& seed, const std::vector<engine::PlannedCase>& plan,
                                         const RunCommand& command, const RunResult& header, engine::Journal& journal,
                                         std::vector<CaseResult> done) {
    std::set<std::string> finished;
    for (const CaseResult& one : done) finished.insert(one.id);
    std::vector<engine::PlannedCase> left;
    for (const engine::PlannedCase& one : plan)
        if (!finished.contains(one.id)) left.push_back(one);
    if (done.empty()) journal.begin(header);

    std::vector<CaseResult> fresh;
    {
        Progress progress(stderr, left.size());
        engine::RunObserver observer;
        observer.started = [&](const std::string& id) { progress.started(id); };
        observer.finished = [&](const CaseResult& one) {
            journal.add(one);
            progress.finished(one);
        };
        fresh = engine::run_cases(seed, left, command.jobs, observer);
    }
    std::move(fresh.begin(), fresh.end(), std::back_inserter(done));
    std::unordered_map<std::string, CaseResult> by_id;
    for (CaseResult& one : done) by_id.emplace(one.id, std::move(one));
    std::vector<CaseResult> ordered;
    for (const engine::PlannedCase& one : plan)
        if (const auto found = by_id.find(one.id); found != by_id.end()) ordered.push_back(std::move(found->second));
    return ordered;
}

constexpr std::size_t largest_report = 1u << 30;

/// A cell of the matrix among ids of cases, which hold no such sign.
std::string cell_id(const conformance::ClaimResult& cell) { return cell.claim + " with " + cell.idp; }

/// The cases and claims that did not pass in an earlier report.json.
std::set<std::string> known_problems(const fs::path& report) {
    const boost::json::value value = scim::json_or_null(read_file(report, largest_report).value());
    const boost::json::value* cases = value.is_object() ? value.get_object().if_contains("cases") : nullptr;
    if (!cases || !cases->is_array()) throw Failure(Error{Fault::invalid, report.string(), "is no report.json: it has no list of cases"});
    std::set<std::string> out;
    for (const boost::json::value& one : cases->get_array()) {
        const auto read = conformance::case_from_json(one);
        if (!read) throw Failure(Error{Fault::invalid, report.string(), describe(read.error())});
        if (read->verdict != Verdict::pass) out.insert(read->id);
    }
    const boost::json::value* matrix = value.get_object().if_contains("matrix");
    const auto cells = conformance::matrix_from_json(matrix ? *matrix : boost::json::value(boost::json::array()));
    if (!cells) throw Failure(Error{Fault::invalid, report.string(), describe(cells.error())});
    for (const conformance::ClaimResult& cell : *cells)
        if (cell.verdict != Verdict::pass) out.insert(cell_id(cell));
    return out;
}

/// What the claims add to the cases: a claim too many, a "no" that is not so, and a claim that no scenario shows at all.
bool counts_by_itself(const conformance::ClaimResult& cell) {
    using conformance::Standing;
    return cell.standing == Standing::over_claim || cell.standing == Standing::contradicted || cell.standing == Standing::unshown;
}

int judge(const RunResult& run, const RunCommand& command) {
    const std::set<std::string> known = command.baseline ? known_problems(*command.baseline) : std::set<std::string>();
    std::set<Verdict> seen;
    const auto note = [&](Verdict verdict, const std::string& id) {
        const bool counts = std::ranges::find(command.fail_on, conformance::verdict_name(verdict)) != command.fail_on.end();
        if (counts && !known.contains(id)) seen.insert(verdict);
    };
    for (const CaseResult& one : run.cases) note(one.verdict, one.id);
    for (const conformance::ClaimResult& cell : run.matrix) {
        const bool of_known_cases = !cell.cases.empty() && std::ranges::all_of(cell.cases, [&](const std::string& id) { return known.contains(id); });
        if (counts_by_itself(cell) && !of_known_cases) note(cell.verdict, cell_id(cell));
    }
    if (seen.contains(Verdict::error)) return exit_fault;
    if (seen.contains(Verdict::fail)) return exit_fail;
    if (seen.contains(Verdict::unverified) || seen.contains(Verdict::skip)) return exit_unverified;
    return exit_pass;
}

void print_outcome(const RunResult& run, const fs::path& out) {
    const reports::TerminalStyle style{isatty(STDOUT_FILENO) != 0};
    fmt::print("{}", reports::write_problems(run, style, (out / "report.html").string()));
    fmt::print("\n{}\nreports: {}/report.html, report.json, report.md, junit.xml; evidence: journal.jsonl\n{}\n",
               reports::write_matrix(run, style), out.string(), conformance::summary_line(conformance::summarize(run.cases)));
}

} // namespace

int execute(const RunCommand& command) {
    const auto begun = std::chrono::steady_clock::now();
    engine::CatalogueFiles files{command.product, command.target};
    const engine::Catalogue catalogue = engine::load_catalogue(files);
    const std::optional<engine::TenantFile> tenant = tenant_file(catalogue, command);
    const std::vector<engine::PlannedCase> plan = plan_cases(catalogue, command, tenant);
    if (command.list) {
        print_plan(catalogue, plan);
        return exit_pass;
    }
    if (plan.empty()) throw Failure(Error{Fault::not_found, "--select", "selects no case (idpsim run --list)"});

    make_folder(command.out);
    idp::KeyRing keys;
    engine::UniverseSeed seed;
    seed.catalogue = &catalogue;
    seed.keys = &keys;
    seed.seed = command.seed;
    if (tenant) seed.tenant = &*tenant;
    RunResult run = engine::describe_run(catalogue, plan, command.seed);
    run.started = SystemClock().now();
    seed.deviations_at = run.started;
    const fs::path journal_file = command.out / "journal.jsonl";
    std::vector<CaseResult> done;
    if (command.resume) done = finished_before(journal_file, run);
    engine::Journal journal(journal_file, !done.empty());
    run.cases = run_with_journal(seed, plan, command, run, journal, std::move(done));

    run.matrix = engine::make_matrix(run.claims, run.idps, run.cases);
    const bool whole = command.idps.empty() && command.select.empty() && !command.shard && !tenant;
    run.notes = engine::deviation_notes(catalogue.product.deviations, run.started, run.cases, whole);
    run.wall_us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
    journal.end(run);
    write_reports(command.out, run);
    print_outcome(run, command.out);
    return judge(run, command);
}

} // namespace idpsim::cli
