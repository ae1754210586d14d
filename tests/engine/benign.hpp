#pragma once
/// Products that are other than the built-in one and right all the same: no case may fail them.
#include "src/core/text.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/plan.hpp"
#include "src/engine/run.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::engine::test {

/// What the cases of these scenarios find against the server that `change` makes of the built-in one.
inline std::string findings_against(void (*change)(sp::SpBehaviour&), const std::vector<std::string>& globs) {
    using conformance::Verdict;
    static const Catalogue catalogue = load_catalogue();
    static idp::KeyRing keys;
    std::vector<PlannedCase> plan;
    for (PlannedCase& one : make_plan(catalogue, {})) {
        const std::string name = catalogue.scenarios[one.scenario].id + "@" + one.parameter;
        if (std::ranges::any_of(globs, [&](const std::string& glob) { return matches_glob(glob, name); }))
            plan.push_back(std::move(one));
    }
    UniverseSeed seed;
    seed.catalogue = &catalogue;
    seed.keys = &keys;
    seed.behaviour = [change] {
        sp::SpBehaviour behaviour;
        change(behaviour);
        return behaviour;
    };
    std::string out;
    std::size_t judged = 0;
    for (const conformance::CaseResult& one : run_cases(seed, plan, 1, {}, false)) {
        judged += one.verdict == Verdict::pass || one.verdict == Verdict::warn;
        if (one.verdict != Verdict::pass && one.verdict != Verdict::warn && one.verdict != Verdict::skip)
            out += one.id + ": " + one.reason + "\n";
    }
    return judged == 0 ? "no case was played" : out;
}

} // namespace idpsim::engine::test
