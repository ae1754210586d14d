#include "simulator/idp/scim_quarantine.hpp"

#include <algorithm>

namespace idpsim::idp {
namespace {

bool has(const std::vector<int>& statuses, int status) {
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

std::string coded(const std::string& code, std::string why) { return code.empty() ? why : code + ": " + why; }

} // namespace

std::string ScimQuarantineState::fatal(const ScimStep& step) const {
    if (!rules_ || step.ok) return {};
    const bool looks_up = step.name == "lookup" || (step.name == "group_link" && step.writes == 0);
    const bool look_up = looks_up && has(rules_->at_once_lookup, step.status);
    if (!look_up && !has(rules_->at_once, step.status)) return {};
    return coded(rules_->code_at_once, step.explanation);
}

std::string ScimQuarantineState::too_many(const ScimFailures& failures) const {
    if (!rules_) return {};
    const auto count = [](std::size_t number, const char* of) { return std::to_string(number) + " " + of; };
    const double share = failures.in_scope == 0 ? 0 : static_cast<double>(failures.objects) / static_cast<double>(failures.in_scope);
    if (failures.objects >= rules_->least && share > rules_->share) {
        return coded(rules_->code_share, count(failures.objects, "of ") + std::to_string(failures.in_scope) + " cannot be provisioned");
    }
    if (rules_->failures > 0 && failures.objects >= rules_->failures) return count(failures.objects, "cannot be provisioned");
    const std::size_t all = failures.objects + failures.references;
    if (rules_->with_references > 0 && all >= rules_->with_references) {
        return count(all, "cannot be provisioned, references counted");
    }
    return {};
}

void ScimQuarantineState::conclude(const std::string& reason, Instant now) {
    if (reason.empty()) return clear();
    if (reason_.empty()) since_ = now;
    reason_ = reason;
    const auto& pauses = rules_->pauses;
    next_ = now + (pauses.empty() ? Millis{0} : pauses[std::min(cycles_, pauses.size() - 1)]);
    ++cycles_;
}

bool ScimQuarantineState::is_disabled(Instant now) const {
    return !reason_.empty() && rules_->disabled_after > Millis{0} && now - since_ >= rules_->disabled_after;
}

} // namespace idpsim::idp
