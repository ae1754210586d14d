/// What a transcript masks stays masked in every report.
#include "src/core/transcript.hpp"
#include "src/core/url.hpp"
#include "tests/reports/sample_run.hpp"

#include <gtest/gtest.h>

namespace idpsim::test {
namespace {

const std::string secret = "tok&n <s3cret> +/=\"quoted\"";

/// The secret wherever a message has room: header, cookie, form, query, JSON, page, redirect.
Transcript planted() {
    Masker masker;
    masker.add(secret);
    Transcript out(std::move(masker));
    const auto at = parse_instant("2026-03-02T09:00:00Z").value();
    HttpRequest request{"POST",
                        "https://sp.example/x?token=" + percent_encode(secret),
                        {{"Authorization", "Bearer " + secret},
                         {"Cookie", "session=" + secret},
                         {"X-Echo", "is " + secret},
                         {"Content-Type", "application/x-www-form-urlencoded"}},
                        "password=other-secret&note=" + form_encode(secret)};
    out.record(at, "idp", "sp", request, text_response(200, "you sent " + secret));
    request.headers.back().second = "application/json";
    request.body = "{\"token\":\"" + secret + "\"}";
    HttpResponse answer =
        redirect_response("https://sp.example/next?password=other-secret&t=" + percent_encode(secret));
    set_header(answer.headers, "Set-Cookie", "session=" + secret + "; Path=/");
    out.record(at, "engine", "sp", request, answer);
    out.record(at, "browser", "sp", request, html_response(403, html_page("Refused", "<p>" + secret + "</p>")));
    return out;
}

TEST(Secrets, NoReportHoldsOne) {
    Transcript transcript = planted();
    conformance::RunResult run = sample_run();
    conformance::CaseResult& failed = run.cases[1];
    failed.exchanges = transcript.exchanges();
    conformance::Finding finding = conformance::Finding::fail("no echo");
    finding.saw("body", transcript.exchanges()[0].response.body, 1);
    finding.saw("Set-Cookie", find_header(transcript.exchanges()[1].response.headers, "Set-Cookie").value(), 2);
    failed.findings.insert(failed.findings.begin(), finding);
    for (const auto& [name, text] : all_reports(run)) {
        EXPECT_EQ(text.find("s3cret"), std::string::npos) << name;
        EXPECT_EQ(text.find("other-secret"), std::string::npos) << name;
        // Markdown escapes the bracket.
        const bool has_messages = name != "matrix.txt" && name != "page.md" && !name.starts_with("badge");
        EXPECT_TRUE(!has_messages || text.find("[masked") != std::string::npos) << name;
    }
}

} // namespace
} // namespace idpsim::test
