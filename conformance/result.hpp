#pragma once
/// What a result is: Verdict, Evidence, Finding, CaseResult, RunResult. Reports read these and nothing else.
#include "src/core/instant.hpp"
#include "src/core/transcript.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::conformance {

/// pass; fail; skip (a need is missing); unverified (could not be told); error (the harness's own fault). A finding alone
/// may be a warning: a recommendation that is not kept, which does not make the case fail.
enum class Verdict { pass, fail, skip, unverified, error, warn };
std::string_view verdict_name(Verdict verdict);
std::optional<Verdict> verdict_from(std::string_view name);
/// Which of several verdicts counts, the greatest: error (a fault of ours), fail, unverified, pass and warn, skip. What is
/// certain about the target outweighs what could not be told.
int severity(Verdict verdict);

/// Where a statement can be looked up: an exchange of the case's transcript and a place in it.
struct Evidence {
    std::size_t exchange = 0; ///< number in the transcript; 0 when the evidence is no message
    std::string where;        ///< XPath, JSON pointer, header name, or what was looked at
    std::string saw;          ///< the value found there, masked
};

/// What an identity provider's client does with a server that has the fault which was found.
struct Trip {
    std::string idp;      ///< profile id
    std::string sentence; ///< what happens then
    std::string source;   ///< where that is known from, with its tag: "[doc] ..."
};

/// One expectation's outcome.
struct Finding {
    std::string check;  ///< check id, or the sentence of a t:expect / t:given
    std::string clause; ///< clause id, "" for an expectation of the scenario itself
    Verdict verdict = Verdict::pass;
    std::string expected, actual;
    std::vector<Evidence> evidence;
    std::vector<Trip> trips; ///< of a finding against the target: who will trip over it
    /// What a support engineer could send on: the cause in plain words and what to enter instead. Plain text, paragraphs
    /// divided by an empty line; "" for none. A finding that passes may have one: the story wanted that to go wrong.
    std::string explanation;

    static Finding pass(std::string where = {}, std::string saw = {}, std::size_t exchange = 0);
    /// To be filled by saw() while looking; a failing finding with nothing seen says "nothing".
    static Finding fail(std::string expected);
    static Finding unverified(std::string reason);
    Finding& saw(std::string where, std::string value, std::size_t exchange = 0);
};

/// One scenario with one IdP (and one parameter).
struct CaseResult {
    std::string id;       ///< "generic/sso/sp-initiated-login", stable over runs
    std::string idp;      ///< profile id
    std::string scenario; ///< scenario id
    std::string title;    ///< the scenario's sentence
    std::vector<std::string> claims;
    std::vector<std::string> tags;
    Verdict verdict = Verdict::pass;
    std::string reason; ///< why not pass, one sentence
    std::int64_t duration_us = 0;
    std::vector<Finding> findings;
    std::vector<Exchange> exchanges;
};

/// One cell of the matrix.
struct ClaimResult {
    std::string idp, claim;
    Verdict verdict = Verdict::pass;
    bool claimed = true; ///< false: the product does not claim it ("not claimed")
    std::string reason;
    std::vector<std::string> cases;
};

/// A claim of the product, for matrix headings.
struct ClaimInfo {
    std::string id, sentence;
};
struct IdpInfo {
    std::string id, title;
    bool listed = true; ///< false for the generic profile: not on the product's list
};
struct ClauseInfo {
    std::string id, document, section, level, sentence;
};

struct RunResult {
    std::string version;
    std::uint64_t seed = 0;
    std::string target, product;
    Instant started{};
    std::int64_t wall_us = 0;
    std::vector<IdpInfo> idps;
    std::vector<ClaimInfo> claims;
    std::map<std::string, ClauseInfo> clauses;
    std::vector<ClaimResult> matrix;
    std::vector<CaseResult> cases; ///< in plan order
    bool interrupted = false;
};

struct Summary {
    std::size_t pass = 0, fail = 0, skip = 0, unverified = 0, error = 0;
};
void count(Summary& summary, Verdict verdict);
Summary summarize(const std::vector<CaseResult>& cases);
/// "42 passed, 0 failed, 3 skipped, 0 unverified", with ", 1 error" when there are any.
std::string summary_line(const Summary& summary);

} // namespace idpsim::conformance
