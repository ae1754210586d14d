/// A small picture of how a run went, for a README or a documentation page.
#include "reports/report.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

namespace idpsim::reports {
namespace {

using namespace conformance;

struct Badge {
    std::string label, message;
    std::string_view colour; ///< a name that badge services know
};

std::string day(const RunResult& run) { return format_instant(run.started).substr(0, 10); }

Badge badge_of(const RunResult& run, const std::string& claim) {
    const Cells cells(run);
    if (!claim.empty()) {
        const ClaimState state = state_of(cells.of_claim(run, claim));
        const bool failed = severity(state.worst) >= severity(Verdict::fail);
        return {claim, state.told + ", " + day(run), state.is_good && !run.interrupted ? "brightgreen" : failed ? "red" : "yellow"};
    }
    const Summary sum = summarize(run.cases);
    std::size_t good = 0, claimed = 0;
    for (const ClaimResult& cell : run.matrix) {
        claimed += cell.claimed;
        good += cell.claimed && cell.verdict == Verdict::pass;
    }
    const bool failed = sum.fail + sum.error > 0, untold = sum.unverified > 0 || run.interrupted || good < claimed || sum.pass == 0;
    const std::string what = claimed ? fmt::format("{} of {} claims hold", good, claimed) : fmt::format("{} of {} cases pass", sum.pass, run.cases.size());
    return {run.product.empty() ? run.target : run.product + " SSO", what + ", " + day(run), failed ? "red" : untold ? "yellow" : "brightgreen"};
}

/// Of a sans-serif letter at 11 px, about; textLength makes it exact.
std::size_t width_of(std::string_view text) {
    std::size_t characters = 0;
    for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return characters * 13 / 2 + 12;
}

} // namespace

std::string write_badge_svg(const RunResult& run, const std::string& claim) {
    const Badge badge = badge_of(run, claim);
    const std::string label = html(on_one_line(shortened(badge.label, 80))), message = html(on_one_line(shortened(badge.message, 120)));
    const std::size_t left = width_of(shortened(badge.label, 80)), right = width_of(shortened(badge.message, 120));
    const std::string_view fill = badge.colour == "brightgreen" ? "#0f6b3a" : badge.colour == "red" ? "#a8201a" : "#7d5100";
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"20\" role=\"img\" aria-label=\"{3}: {4}\">\n"
        "<title>{3}: {4}</title>\n<clipPath id=\"r\"><rect width=\"{0}\" height=\"20\" rx=\"3\"/></clipPath>\n"
        "<g clip-path=\"url(#r)\"><rect width=\"{1}\" height=\"20\" fill=\"#3d4654\"/><rect x=\"{1}\" width=\"{2}\" height=\"20\" fill=\"{5}\"/></g>\n"
        "<g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\n"
        "<text x=\"{6}\" y=\"14\" textLength=\"{7}\">{3}</text><text x=\"{8}\" y=\"14\" textLength=\"{9}\">{4}</text></g>\n</svg>\n",
        left + right, left, right, label, message, fill, left / 2, left - 12, left + right / 2, right - 12);
}

std::string write_badge_json(const RunResult& run, const std::string& claim) {
    const Badge badge = badge_of(run, claim);
    const boost::json::object out{{"schemaVersion", 1}, {"label", as_utf8(badge.label)}, {"message", as_utf8(badge.message)}, {"color", badge.colour}};
    return boost::json::serialize(out) + "\n";
}

} // namespace idpsim::reports
