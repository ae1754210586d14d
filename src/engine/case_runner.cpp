#include "src/engine/case_runner.hpp"

#include "src/engine/story.hpp"
#include "src/lua/bind.hpp"
#include "src/lua/task.hpp"
#include "src/net/run_loop.hpp"

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
        if (finding.check == finding.expected) return finding.check + ": " + finding.actual;
        return finding.check + ": expected " + (finding.expected.empty() ? "to be able to tell" : finding.expected) + ", got " + finding.actual;
    }
    return {};
}

/// A story that broke off. After a finding against the target that is a consequence of it, not a fault of ours.
void conclude_broken(CaseResult& result, const Error& error) {
    const bool failed = verdict_of(result.findings) == Verdict::fail;
    const bool peer = error.fault == Fault::unreachable || error.fault == Fault::peer_timeout || error.fault == Fault::peer_closed ||
                      error.fault == Fault::tls || error.fault == Fault::refused || error.fault == Fault::not_found ||
                      error.fault == Fault::malformed || error.fault == Fault::invalid;
    if (failed) return;
    result.verdict = peer ? Verdict::unverified : Verdict::error;
    result.reason = describe(error);
}

/// `error` is what ended the story before its time, if anything did.
void conclude(CaseResult& result, const std::optional<Error>& error) {
    result.verdict = verdict_of(result.findings);
    result.reason = reason_of(result.findings, result.verdict);
    if (error) return conclude_broken(result, *error);
    if (result.findings.empty()) {
        result.verdict = Verdict::error;
        result.reason = "the scenario checked nothing";
    }
}

asio::awaitable<void> play(Universe& universe, const Scenario& scenario, std::string parameter, CaseResult& result) {
    const auto ready = co_await universe.set_up();
    if (!ready) {
        result.verdict = Verdict::unverified;
        result.reason = "the target could not be set up: " + describe(ready.error());
        co_return;
    }
    lua::State state(scenario.limits);
    register_story_types(state);
    auto story = std::make_shared<Story>(universe, std::move(parameter));
    std::optional<Error> broken;
    try {
        const lua::Value file = state.run_text(*scenario.source, scenario.file.string()).value();
        const lua::Function run = *file.table()->fields.at("run").function();
        std::vector<lua::Value> arguments{story_value(state, story)};
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
    result.findings = std::move(story->findings());
    conclude(result, broken);
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
            if (transcripts) result.exchanges = universe.transcript().exchanges();
        }
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& failure) {
        result.verdict = Verdict::error;
        result.reason = failure.what();
    }
    result.duration_us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace idpsim::engine
