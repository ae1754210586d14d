#include "conformance/result.hpp"

#include <algorithm>

namespace idpsim::conformance {

std::string_view verdict_name(Verdict verdict) {
    switch (verdict) {
    case Verdict::pass:
        return "pass";
    case Verdict::fail:
        return "fail";
    case Verdict::skip:
        return "skip";
    case Verdict::unverified:
        return "unverified";
    case Verdict::error:
        return "error";
    case Verdict::warn:
        return "warn";
    case Verdict::deviation:
        return "deviation";
    }
    return "error";
}

std::optional<Verdict> verdict_from(std::string_view name) {
    for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::skip, Verdict::unverified, Verdict::error, Verdict::warn,
                                  Verdict::deviation})
        if (verdict_name(verdict) == name) return verdict;
    return std::nullopt;
}

Finding Finding::pass(std::string where, std::string saw, std::size_t exchange) {
    Finding out;
    out.verdict = Verdict::pass;
    if (!where.empty()) out.evidence.push_back({exchange, std::move(where), std::move(saw)});
    return out;
}

Finding Finding::fail(std::string expected) {
    Finding out;
    out.verdict = Verdict::fail;
    out.expected = std::move(expected);
    out.actual = "nothing";
    return out;
}

Finding Finding::unverified(std::string reason) {
    Finding out;
    out.verdict = Verdict::unverified;
    out.actual = std::move(reason);
    return out;
}

Finding& Finding::saw(std::string where, std::string value, std::size_t exchange) {
    actual = evidence.empty() ? value : actual + "; " + value;
    evidence.push_back({exchange, std::move(where), std::move(value)});
    return *this;
}

int severity(Verdict verdict) {
    switch (verdict) {
    case Verdict::skip:
        return 0;
    case Verdict::pass:
    case Verdict::warn:
        return 1;
    case Verdict::deviation:
        return 2;
    case Verdict::unverified:
        return 3;
    case Verdict::fail:
        return 4;
    case Verdict::error:
        return 5;
    }
    return 5;
}

namespace {

constexpr std::pair<Standing, std::string_view> standings[] = {
    {Standing::shown, "shown"},           {Standing::over_claim, "over-claim"}, {Standing::contradicted, "contradicted"},
    {Standing::under_claim, "under-claim"}, {Standing::unclaimed, "unclaimed"}, {Standing::deviation, "known deviation"},
    {Standing::skipped, "skipped"},       {Standing::unverified, "unverified"}, {Standing::unshown, "unshown"},
    {Standing::not_run, "not run"},       {Standing::error, "error"},
};

} // namespace

std::string_view standing_name(Standing standing) {
    return std::ranges::find(standings, standing, &std::pair<Standing, std::string_view>::first)->second;
}

std::optional<Standing> standing_from(std::string_view name) {
    const auto found = std::ranges::find(standings, name, &std::pair<Standing, std::string_view>::second);
    return found == std::end(standings) ? std::nullopt : std::optional(found->first);
}

void count(Summary& summary, Verdict verdict) {
    switch (verdict) {
    case Verdict::pass:
    case Verdict::warn:
        ++summary.pass;
        break;
    case Verdict::fail:
        ++summary.fail;
        break;
    case Verdict::skip:
        ++summary.skip;
        break;
    case Verdict::unverified:
        ++summary.unverified;
        break;
    case Verdict::error:
        ++summary.error;
        break;
    case Verdict::deviation:
        ++summary.deviation;
        break;
    }
}

Summary summarize(const std::vector<CaseResult>& cases) {
    Summary out;
    for (const CaseResult& one : cases) count(out, one.verdict);
    return out;
}

std::string summary_line(const Summary& s) {
    std::string out = std::to_string(s.pass) + " passed, " + std::to_string(s.fail) + " failed, " +
                      std::to_string(s.skip) + " skipped, " + std::to_string(s.unverified) + " unverified";
    if (s.deviation) out += ", " + std::to_string(s.deviation) + (s.deviation == 1 ? " known deviation" : " known deviations");
    if (s.error) out += ", " + std::to_string(s.error) + (s.error == 1 ? " error" : " errors");
    return out;
}

} // namespace idpsim::conformance
