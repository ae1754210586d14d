#include "reports/page.hpp"
#include "reports/report.hpp"
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
        "<title>Compatibility of {}</title>\n<style>{}</style></head>\n",
        security_policy(), html(run.version), html(run.product), page_style);
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
    if (summary.error) count("error", summary.error, summary.error == 1 ? "error" : "errors");
    return out + "</p>\n";
}

std::string header_html(const RunResult& run) {
    std::string out = fmt::format("<header><h1>Compatibility of {}</h1>\n"
                                  "<p class=\"about\">target <b>{}</b>, <time>{}</time>, idpsim {}, seed {}</p>\n",
                                  html(run.product), html(run.target), format_instant(run.started, SecondDigits::none),
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

} // namespace

std::string write_html(const RunResult& run) {
    Repeated repeated;
    std::string out = head_html(run) + "<body><main>\n" + header_html(run);
    out += section("matrix", "Claims by identity provider", matrix_html(run) + legend_html());
    out += section("trips", "Which identity providers trip over it", trips_html(run));
    out += section("problems", "What did not pass", problems_html(run));
    out += section("cases", "Cases", filter_html(run));
    append_cases_html(out, run, repeated);
    out += section("claims", "Claims and their cases", claims_html(run));
    out += section("clauses", "Clauses", clauses_html(run));
    out += section("values", "Long values", repeated.long_values_html());
    out += "<footer><p>Messages are decoded and indented; secrets were masked when they were captured. Left out: "
           "headers that browsers and servers add to everything, markup of pages, encoded copies of decoded messages. "
           "journal.jsonl has every message whole. A mark at a signed element says what its signature refers to, not "
           "that it is valid.</p></footer>\n</main>\n<script>";
    out += page_script;
    out += "</script></body></html>\n";
    return out;
}

} // namespace idpsim::reports
