#include "reports/table.hpp"

#include "reports/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace idpsim::reports {

using namespace conformance;

std::string_view cell_word(const ClaimResult& cell) {
    if (!cell.claimed) return "not claimed";
    switch (cell.verdict) {
    case Verdict::pass:
    case Verdict::warn:
        return cell.support == support_no ? "no" : "yes";
    case Verdict::fail:
        return "FAILS";
    case Verdict::skip:
        return "skipped";
    case Verdict::unverified:
        return cell.standing == Standing::not_run ? "not run" : "unverified";
    case Verdict::deviation:
        return "known deviation";
    case Verdict::error:
        return "error";
    }
    return "error";
}

std::string heading(const RunResult& run) {
    return run.product.empty() ? "Results for " + run.target : "Compatibility of " + run.product;
}

ClaimState state_of(const std::vector<const ClaimResult*>& cells) {
    ClaimState out;
    std::size_t good = 0, claimed = 0;
    std::vector<std::pair<std::string_view, std::string>> bad; // a word and the IdPs that it is said of
    for (const ClaimResult* cell : cells) {
        if (!cell->claimed) continue;
        if (claimed++ == 0 || severity(cell->verdict) > severity(out.worst)) out.worst = cell->verdict;
        if (cell->verdict == Verdict::pass) {
            ++good;
            continue;
        }
        const std::string_view word = cell_word(*cell);
        const auto found = std::ranges::find(bad, word, &std::pair<std::string_view, std::string>::first);
        if (found == bad.end()) bad.emplace_back(word, cell->idp);
        else found->second += ", " + cell->idp;
    }
    out.is_good = claimed > 0 && good == claimed;
    if (out.is_good) out.told = fmt::format("holds with {} of {}", good, claimed);
    if (claimed == 0) out.told = "not claimed";
    for (const auto& [word, idps] : bad) out.told += fmt::format("{}{} with {}", out.told.empty() ? "" : "; ", word, idps);
    return out;
}

std::vector<AreaRow> areas(const RunResult& run) {
    std::vector<AreaRow> out;
    for (const CaseResult& one : run.cases) {
        const std::string area = one.scenario.substr(0, one.scenario.find('/'));
        auto row = std::ranges::find(out, area, &AreaRow::area);
        if (row == out.end()) row = out.insert(row, {area, {}, {}});
        count(row->by_idp[one.idp], one.verdict);
        Verdict& worst = row->worst.try_emplace(one.idp, one.verdict).first->second;
        if (severity(one.verdict) > severity(worst)) worst = one.verdict;
    }
    std::ranges::sort(out, {}, &AreaRow::area);
    return out;
}

std::string counted(const Summary& summary) {
    const std::size_t played = summary.pass + summary.fail + summary.unverified + summary.error + summary.deviation;
    if (played == 0) return fmt::format("{} skipped", summary.skip);
    return summary.pass == played ? std::to_string(played) : fmt::format("{} of {}", summary.pass, played);
}

std::string known_line(const KnownDeviation& known) {
    return known.reason + (known.ticket.empty() ? "" : ", " + known.ticket) + ", until " + known.expires;
}

std::string not_claimed_line(const RunResult& run) {
    std::string out;
    for (const IdpInfo& idp : run.idps) {
        std::size_t count = 0;
        for (const ClaimResult& cell : run.matrix) count += cell.idp == idp.id && cell.standing == Standing::under_claim;
        if (count) out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", idp.id, count);
    }
    return out;
}

} // namespace idpsim::reports
