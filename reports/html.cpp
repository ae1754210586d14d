#include "reports/page.hpp"
#include "reports/report.hpp"
#include "reports/table.hpp"
#include "reports/text.hpp"

#include "src/crypto/digest.hpp"

#include <fmt/format.h>

namespace idpsim::reports {
namespace {

using namespace conformance;

std::string source_hash(std::string_view source) {
    return "'sha256-" + crypto::base64_encode(crypto::digest(crypto::Hash::sha256, source)) + "'";
}

/// The page holds octets of strangers. Should one ever get past the escaping, the browser still runs our script alone
/// and fetches nothing.
std::string security_policy() {
    return fmt::format("default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
                       source_hash(page_style), source_hash(page_script));
}

std::string head_html(const RunResult& run) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"idpsim {}\">\n"
        "<title>{}</title>\n<style>{}</style></head>\n",
        security_policy(), html(run.version), html(heading(run)), page_style);
}

std::string summary_html(const RunResult& run) {
    const Summary summary = summarize(run.cases);
    std::string out = "<p class=\"sum\">";
    const auto count = [&out](std::string_view name, std::size_t number, std::string_view word) {
        out += fmt::format("<span class=\"v {}\"><b>{}</b> {}</span> ", number ? name : "zero", number, word);
    };
    count("pass", summary.pass, "passed");
    count("fail", summary.fail, "failed");
    count("skip", summary.skip, "skipped");
    count("unverified", summary.unverified, "unverified");
    if (summary.deviation) count("deviation", summary.deviation, summary.deviation == 1 ? "known deviation" : "known deviations");
    if (summary.error) count("error", summary.error, summary.error == 1 ? "error" : "errors");
    return out + "</p>\n";
}

std::string header_html(const RunResult& run) {
    std::string out = fmt::format("<header><h1>{}</h1>\n"
                                  "<p class=\"about\">target <b>{}</b>, <time>{}</time>, idpsim {}, seed {}</p>\n",
                                  html(heading(run)), html(run.target), format_instant(run.started, SecondDigits::none),
                                  html(run.version), run.seed);
    out += summary_html(run);
    if (run.interrupted)
        out += "<p class=\"why\" role=\"alert\">The run was interrupted: this is as far as it got.</p>\n";
    return out + "</header>\n";
}

/// A heading and its part; nothing when the part is empty.
std::string section(std::string_view id, std::string_view title, const std::string& part) {
    return part.empty() ? std::string() : fmt::format("<h2 id=\"{}\">{}</h2>\n", id, title) + part;
}

constexpr std::string_view without_script = "<noscript><p class=\"why\">Findings and messages of what passed are packed in this page, which its script "
                                            "opens; without it, report.json and journal.jsonl have them.</p></noscript>\n";

/// Where to go in the page, and the switch between light and dark, which the script works.
std::string nav_html(const RunResult& run) {
    std::string out = "<nav aria-label=\"this page\"><a href=\"#matrix\">Matrix</a>";
    if (!run.page.sections.empty()) out += " <a href=\"#page\">" + html(run.page.title) + "</a>";
    if (!problems_html(run).empty()) out += " <a href=\"#problems\">What did not pass</a>";
    return out + " <a href=\"#cases\">Cases</a><button id=\"theme\" type=\"button\" hidden>Dark</button></nav>\n";
}

/// What open messages refer to, and where the script puts what packed ones do.
std::string long_values_html(CaseWriter& writer) {
    const std::string packed = writer.packed.long_values_html();
    std::string out = writer.open.long_values_html();
    if (!packed.empty())
        out += fmt::format("<details id=\"packed-values\" data-pack=\"{}\"><summary>Of messages that are packed</summary></details>\n",
                           writer.messages.add("packed-values", packed));
    return out;
}

} // namespace

std::string write_html(const RunResult& run) {
    CaseWriter writer(run);
    std::string out = head_html(run) + "<body>\n<a class=\"jump\" href=\"#matrix\">To the matrix</a>\n<main>\n" + header_html(run) + nav_html(run);
    if (run.claims.empty()) out += section("matrix", "Scenarios by identity provider", areas_html(run));
    else out += section("matrix", "Claims by identity provider", matrix_html(run) + legend_html());
    out += section("page", html(run.page.title), product_html(run));
    out += section("notes", "About the claims", notes_html(run));
    out += section("trips", "Which identity providers trip over it", trips_html(run));
    out += section("problems", "What did not pass", problems_html(run));
    if (!run.claims.empty()) out += section("areas", "Scenarios by identity provider", areas_html(run));
    out += section("cases", "Cases", filter_html(run) + std::string(without_script));
    append_cases_html(out, run, writer);
    out += section("claims", "Claims and their cases", claims_html(run));
    out += section("clauses", "Clauses", clauses_html(run));
    out += section("values", "Long values", long_values_html(writer));
    out += "<footer><p>Messages are decoded and indented; secrets were masked when they were captured. Left out: "
           "headers that browsers and servers add to everything, markup of pages, encoded copies of decoded messages. "
           "journal.jsonl has every message whole. A mark at a signed element says what its signature refers to, not "
           "that it is valid.</p></footer>\n</main>\n";
    out += writer.bodies.html() + writer.messages.html();
    out += "<script>";
    out += page_script;
    out += "</script></body></html>\n";
    return out;
}

} // namespace idpsim::reports
