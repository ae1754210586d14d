#include "src/engine/case_runner.hpp"

#include "src/engine/deviations.hpp"
#include "src/engine/library.hpp"
#include "src/engine/scim_features.hpp"
#include "src/engine/story.hpp"
#include "src/engine/trips_of_check.hpp"
#include "src/lua/bind.hpp"
#include "src/lua/task.hpp"
#include "src/net/run_loop.hpp"

#include <algorithm>
#include <chrono>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

using conformance::CaseResult;
using conformance::Finding;
using conformance::Verdict;

/// The first need that neither the target nor the IdP meets, or "".
std::string missing_need(const Universe& universe, const Scenario& scenario) {
    for (const std::string& need : scenario.needs)
        if (!universe.provides(need)) return need;
    return {};
}

Verdict verdict_of(const std::vector<Finding>& findings) {
    Verdict worst = Verdict::pass;
    for (const Finding& finding : findings)
        if (severity(finding.verdict) > severity(worst)) worst = finding.verdict;
    return worst;
}

std::string reason_of(const std::vector<Finding>& findings, Verdict verdict) {
    if (verdict == Verdict::pass) return {};
    for (const Finding& finding : findings) {
        if (finding.verdict != verdict) continue;
        if (finding.deviation)
            return "known until " + finding.deviation->expires + ", " + finding.check + ": " +
                   finding.deviation->reason;
        if (finding.check == finding.expected) return finding.check + ": " + finding.actual;
        return finding.check + ": expected " + (finding.expected.empty() ? "to be able to tell" : finding.expected) +
               ", got " + finding.actual;
    }
    return {};
}

/// The requirement that was skipped, when nothing was judged: preconditions that hold, which are of no clause, say
/// nothing of it.
const Finding* skipped(const std::vector<Finding>& findings) {
    const auto precondition = [](const Finding& one) { return one.verdict == Verdict::pass && one.clause.empty(); };
    const Finding* out = nullptr;
    for (const Finding& one : findings) {
        if (one.verdict == Verdict::skip)
            out = out ? out : &one;
        else if (!precondition(one))
            return nullptr;
    }
    return out;
}

/// A story that broke off. After a finding against the target that is a consequence of it, not a fault of ours.
void conclude_broken(CaseResult& result, const Error& error) {
    const bool failed = verdict_of(result.findings) == Verdict::fail;
    const bool peer = error.fault == Fault::unreachable || error.fault == Fault::peer_timeout ||
                      error.fault == Fault::peer_closed || error.fault == Fault::tls || error.fault == Fault::refused ||
                      error.fault == Fault::not_found || error.fault == Fault::malformed ||
                      error.fault == Fault::invalid;
    if (failed) return;
    result.verdict = peer ? Verdict::unverified : Verdict::error;
    result.reason = describe(error);
}

/// `error` is what ended the story before its time, if anything did.
void conclude(CaseResult& result, const std::optional<Error>& error) {
    result.verdict = verdict_of(result.findings);
    if (const Finding* one = skipped(result.findings)) {
        result.verdict = Verdict::skip;
        result.reason = one->actual;
        return;
    }
    result.reason = reason_of(result.findings, result.verdict);
    if (error) return conclude_broken(result, *error);
    if (result.findings.empty()) {
        result.verdict = Verdict::error;
        result.reason = "the scenario checked nothing";
    }
}

/// What `run` is given: the story, then the libraries that it uses.
std::vector<lua::Value> arguments_of(lua::State& state, const Scenario& scenario, const std::shared_ptr<Story>& story) {
    std::vector<lua::Value> out{story_value(state, story)};
    for (std::size_t i = 0; i < scenario.uses.size(); ++i)
        out.push_back(state.run_text(*scenario.libraries[i], library_name("scenarios", scenario.uses[i])).value());
    return out;
}

/// Why the requirement does not concern the target, or "".
asio::awaitable<Result<std::string>> disclaimed(Universe& universe, const Requirement* requirement) {
    if (!requirement || requirement->feature.empty()) co_return std::string();
    const auto token = co_await universe.scim_token_ready(*universe.first().sp);
    if (!token) co_return token.error();
    Result<bool> announced = false;
    try {
        announced = co_await announces(universe, requirement->feature);
    } catch (const Failure& failure) {
        announced = failure.error();
    }
    if (!announced) co_return announced.error();
    co_return *announced ? std::string() : "ServiceProviderConfig does not announce " + requirement->feature;
}

/// The status of the answer that was judged; 0 when none was named.
int status_of(const Finding& finding, const std::vector<Exchange>& exchanges) {
    const std::size_t number = finding.evidence.empty() ? 0 : finding.evidence.front().exchange;
    const auto judged = std::ranges::find(exchanges, number, &Exchange::number);
    return judged == exchanges.end() ? 0 : judged->response.status;
}

/// Who will trip over what was found against the target: of a vendor's own case that vendor, whose request it was.
void add_trips(const Catalogue& catalogue, const PlannedCase& planned, const std::vector<Exchange>& exchanges,
               std::vector<Finding>& findings) {
    const idp::Profile& profile = catalogue.profiles[planned.profile];
    for (Finding& one : findings) {
        if (one.verdict != Verdict::fail && one.verdict != Verdict::warn && one.verdict != Verdict::deviation) continue;
        const int status = status_of(one, exchanges);
        one.trips = profile.listed ? trips_of_check(catalogue, one.check, profile.id, planned.scim_variant, status)
                                   : trips_of_check(catalogue, one.check, "", "", status);
    }
}

/// A requirement that trips over a foreign server's answer could not be verified. On our own server, whose answers have
/// the right form, it is a fault of the scenario.
void blame_the_answer(Error& broken) {
    if (broken.fault != Fault::script) return;
    broken.fault = Fault::malformed;
    broken.detail = "an answer has a form that cannot be read: " + broken.detail;
}

/// A foreign server is left as it was found; our own goes with the case.
asio::awaitable<void> clean_up(Universe& universe, CaseResult& result) {
    if (universe.target().target().in_process || !universe.target().target().scim) co_return;
    std::vector<std::string> left = created_resources(universe.transcript().exchanges(), universe.target().scim_base());
    try {
        co_await delete_resources(universe, std::move(left));
    } catch (const Failure& failure) {
        Finding kept = Finding::unverified(failure.what());
        kept.verdict = Verdict::warn;
        kept.check = kept.expected = "what the case made is deleted again";
        result.findings.push_back(std::move(kept));
    }
}

/// Time that went by for real while the case was played.
void tell_pauses(Universe& universe, CaseResult& result) {
    const std::string told = universe.pauses().told();
    if (told.empty()) return;
    Finding waited = Finding::pass();
    waited.check = "pauses that the server asked for are waited for";
    waited.actual = told;
    result.findings.push_back(std::move(waited));
}

asio::awaitable<void> play(Universe& universe, const Scenario& scenario, std::string parameter, CaseResult& result) {
    const auto ready = co_await universe.set_up();
    if (!ready) {
        result.verdict = Verdict::unverified;
        result.reason = "the target could not be set up: " + describe(ready.error());
        co_return;
    }
    const Requirement* requirement = find_requirement(universe.catalogue().requirements, scenario.topic, parameter);
    const auto why_not = co_await disclaimed(universe, requirement);
    if (!why_not || !why_not->empty()) {
        result.verdict = why_not ? Verdict::skip : Verdict::unverified;
        result.reason = why_not ? *why_not : describe(why_not.error());
        co_return;
    }
    lua::State state(scenario.limits);
    register_story_types(state);
    auto story = std::make_shared<Story>(universe, std::move(parameter), requirement);
    std::optional<Error> broken;
    try {
        const lua::Value file = state.run_text(*scenario.source, scenario.file.string()).value();
        const lua::Function run = *file.table()->fields.at("run").function();
        std::vector<lua::Value> arguments = arguments_of(state, scenario, story);
        const auto outcome = co_await lua::drive(state, run, std::move(arguments));
        if (!outcome) broken = outcome.error();
    } catch (const StoryEnded&) {
        // its findings say why
    } catch (const Failure& failure) {
        broken = failure.error();
        if (broken->fault == Fault::invalid || broken->fault == Fault::malformed) broken->fault = Fault::script;
    } catch (const std::exception& failure) {
        broken = Error{Fault::script, scenario.id, failure.what()};
    }
    if (broken && requirement && !universe.target().target().in_process) blame_the_answer(*broken);
    result.findings = std::move(story->findings());
    // Before the verdict: a story that breaks off after a known failure alone is not excused by it.
    if (universe.deviations_at())
        apply_deviations(universe.catalogue().product.deviations, *universe.deviations_at(), result);
    conclude(result, broken);
    if (requirement && !broken && result.findings.empty() && !universe.target().target().in_process) {
        result.verdict = Verdict::unverified; // our own server always shows the scenario something
        result.reason = "the server shows nothing that the requirement could be judged by";
    }
    co_await clean_up(universe, result);
    tell_pauses(universe, result);
}

CaseResult begin_result(const UniverseSeed& seed, const PlannedCase& planned) {
    const Scenario& scenario = seed.catalogue->scenarios[planned.scenario];
    CaseResult out;
    out.id = planned.id;
    out.idp = seed.catalogue->profiles[planned.profile].id;
    out.scenario = scenario.id;
    out.title = scenario.title;
    out.claims = planned.claims;
    out.tags = scenario.tags;
    return out;
}

} // namespace

CaseResult run_case(const UniverseSeed& seed, const PlannedCase& planned, bool transcripts) {
    const auto begun = std::chrono::steady_clock::now();
    const Scenario& scenario = seed.catalogue->scenarios[planned.scenario];
    CaseResult result = begin_result(seed, planned);
    try {
        Universe universe(seed, seed.catalogue->profiles[planned.profile], planned.scim_variant, planned.id);
        if (const std::string need = missing_need(universe, scenario); !need.empty()) {
            result.verdict = Verdict::skip;
            result.reason = "needs " + need + ", which is not provided";
        } else {
            net::run_loop(play(universe, scenario, planned.parameter, result));
            add_trips(*seed.catalogue, planned, universe.transcript().exchanges(), result.findings);
            if (transcripts) result.exchanges = universe.transcript().exchanges();
        }
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& failure) {
        result.verdict = Verdict::error;
        result.reason = failure.what();
    }
    result.duration_us =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

CaseResult unplayed_case(const UniverseSeed& seed, const PlannedCase& planned, std::string why) {
    CaseResult out = begin_result(seed, planned);
    out.verdict = Verdict::unverified;
    out.reason = std::move(why);
    return out;
}

} // namespace idpsim::engine
