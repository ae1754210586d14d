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

/// pass; fail; skip (a need is missing); unverified (could not be told); error (the harness's own fault); deviation (it
/// fails as the product's claims file says that it does for now). A finding alone may be a warning: a recommendation that
/// is not kept, which does not make the case fail.
enum class Verdict { pass, fail, skip, unverified, error, warn, deviation };
std::string_view verdict_name(Verdict verdict);
std::optional<Verdict> verdict_from(std::string_view name);
/// Which of several verdicts counts, the greatest: error (a fault of ours), fail, unverified, deviation, pass and warn,
/// skip. What is certain about the target outweighs what could not be told, and nothing hides behind a known deviation.
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

/// Why a failure is known, from the product's claims file.
struct KnownDeviation {
    std::string reason;
    std::string ticket;  ///< "" for none
    std::string expires; ///< the last day, "2027-03-31"
    std::string where;   ///< file:line
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
    std::optional<KnownDeviation> deviation; ///< of the verdict `deviation`

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

/// What a claims file says of a claim and an IdP.
inline constexpr std::string_view support_yes = "yes", support_no = "no", support_open = "not guaranteed";

/// What came of it.
enum class Standing {
    shown,        ///< as it is said: "yes" that works, "no" that does not
    over_claim,   ///< "yes", and it is not so
    contradicted, ///< "no", and it works
    under_claim,  ///< works, and is not claimed
    unclaimed,    ///< not claimed, and not shown either
    deviation,    ///< fails as known
    skipped,      ///< a need of all its cases is missing
    unverified,   ///< could not be told
    unshown,      ///< no scenario shows it
    not_run,      ///< scenarios do, which this run left out
    error
};
std::string_view standing_name(Standing standing);
std::optional<Standing> standing_from(std::string_view name);

/// One cell of the matrix.
struct ClaimResult {
    std::string idp, claim;
    Verdict verdict = Verdict::pass;
    bool claimed = true; ///< false: the product does not claim it ("not claimed")
    std::string reason;
    std::vector<std::string> cases;
    std::string support = std::string(support_yes); ///< support_...; "" where the claim is not about the IdP
    Standing standing = Standing::shown;
};

/// A claim of the product: what the matrix is made from, with the cases.
struct ClaimInfo {
    std::string id, sentence;
    std::map<std::string, std::string> support = {};  ///< IdP id -> support_...; absent: not about it
    std::vector<std::string> scenarios = {};          ///< that show it
    std::vector<std::string> refuted_by = {};         ///< scenarios that show its opposite when they pass
    std::vector<std::string> playable = {};           ///< the IdPs with which any of these can be played
};

/// A part of the page that the product publishes: claims in its own order.
struct PageColumn {
    std::string title, claim;
};
struct PageSection {
    std::string title, text;
    std::vector<PageColumn> columns; ///< a row per listed IdP; or
    std::vector<std::string> claims; ///< a row per claim
    bool numbered = false;
};
struct ProductPage {
    std::string title, text;
    std::vector<PageSection> sections;
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
    std::string target;
    std::string product; ///< its title; "" when the target is of no product, and then nothing is claimed
    Instant started{};
    std::int64_t wall_us = 0;
    std::vector<IdpInfo> idps;
    std::vector<ClaimInfo> claims;
    ProductPage page;
    std::map<std::string, ClauseInfo> clauses;
    std::vector<ClaimResult> matrix;
    std::vector<CaseResult> cases; ///< in plan order
    std::vector<std::string> notes; ///< about the claims file: deviations that ended, or cover nothing
    bool interrupted = false;
};

struct Summary {
    std::size_t pass = 0, fail = 0, skip = 0, unverified = 0, error = 0, deviation = 0;
};
void count(Summary& summary, Verdict verdict);
Summary summarize(const std::vector<CaseResult>& cases);
/// "42 passed, 0 failed, 3 skipped, 0 unverified", with ", 1 error" and ", 1 known deviation" when there are any.
std::string summary_line(const Summary& summary);

} // namespace idpsim::conformance
