/// `idpsim report`: reports of runs that are over, from their journals.
#include "src/cli/commands.hpp"
#include "src/cli/write_file.hpp"
#include "src/cli/write_reports.hpp"

#include "reports/report.hpp"
#include "src/engine/journal.hpp"
#include "src/engine/matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace idpsim::cli {
namespace {

namespace fs = std::filesystem;
using conformance::ClaimInfo;
using conformance::RunResult;

RunResult read_one(const fs::path& named) {
    const fs::path file = fs::is_directory(named) ? named / "journal.jsonl" : named;
    auto read = engine::read_journal(file);
    if (!read) throw Failure(read.error());
    return std::move(*read);
}

/// What one part of a run adds to the others: shards have the same header but for the IdPs that they met.
void add_part(RunResult& all, RunResult part, const fs::path& named) {
    if (part.target != all.target || part.product != all.product || part.seed != all.seed || part.version != all.version)
        throw Failure(Error{Fault::invalid, named.string(),
                            fmt::format("is of another run: target {}, product \"{}\", seed {}, idpsim {}", part.target, part.product, part.seed, part.version)});
    for (conformance::IdpInfo& idp : part.idps)
        if (std::ranges::find(all.idps, idp.id, &conformance::IdpInfo::id) == all.idps.end()) all.idps.push_back(std::move(idp));
    std::ranges::stable_partition(all.idps, &conformance::IdpInfo::listed);
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < all.cases.size(); ++i) places.emplace(all.cases[i].id, i);
    for (conformance::CaseResult& one : part.cases) {
        if (const auto found = places.find(one.id); found != places.end()) all.cases[found->second] = std::move(one);
        else all.cases.push_back(std::move(one));
    }
    for (std::string& note : part.notes)
        if (std::ranges::find(all.notes, note) == all.notes.end()) all.notes.push_back(std::move(note));
    all.wall_us = std::max(all.wall_us, part.wall_us);
    all.interrupted |= part.interrupted;
}

RunResult read_all(const std::vector<fs::path>& named) {
    RunResult out = read_one(named.front());
    for (std::size_t i = 1; i < named.size(); ++i) add_part(out, read_one(named[i]), named[i]);
    // Journals of before there were levels of support have no more than the matrix itself.
    const bool has_levels = std::ranges::any_of(out.claims, [](const ClaimInfo& claim) { return !claim.support.empty() || !claim.scenarios.empty(); });
    if (has_levels) out.matrix = engine::make_matrix(out.claims, out.idps, out.cases);
    return out;
}

void print_or_write(const std::optional<fs::path>& out, const std::string& text) {
    if (out) return write_whole_file(*out, text);
    fmt::print("{}", text);
}

void check_claim(const RunResult& run, const std::string& claim) {
    if (claim.empty() || std::ranges::find(run.claims, claim, &ClaimInfo::id) != run.claims.end()) return;
    throw Failure(Error{Fault::not_found, "--claim", "the run has no claim named \"" + claim + "\""});
}

} // namespace

int execute(const ReportCommand& command) {
    const RunResult run = read_all(command.journals);
    if (command.what == "render") {
        const fs::path folder = command.out.value_or(fs::is_directory(command.journals.front()) ? command.journals.front() : command.journals.front().parent_path());
        if (!folder.empty()) make_folder(folder);
        write_reports(folder, run);
        fmt::print("{}\n", conformance::summary_line(conformance::summarize(run.cases)));
    } else if (command.what == "page") {
        print_or_write(command.out, reports::write_page_markdown(run));
    } else {
        check_claim(run, command.claim);
        print_or_write(command.out, command.json ? reports::write_badge_json(run, command.claim) : reports::write_badge_svg(run, command.claim));
    }
    return exit_pass;
}

} // namespace idpsim::cli
