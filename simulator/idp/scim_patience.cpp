#include "simulator/idp/scim_patience.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <charconv>

namespace idpsim::idp {
namespace {

bool fits(const ScimRetry& rule, const ScimAnswer& answer) {
    if (answer.status == 0) return rule.silence && answer.sent;
    return std::find(rule.statuses.begin(), rule.statuses.end(), answer.status) != rule.statuses.end();
}

/// A server that asks for a century gets the longest wait there is.
Millis grown(const ScimRetry& rule, Millis last) {
    const double longer = static_cast<double>(last.count()) * rule.factor;
    return longer < static_cast<double>(rule.longest.count()) ? Millis{static_cast<Millis::rep>(longer)} : rule.longest;
}

} // namespace

std::optional<Millis> whole_seconds(const std::optional<std::string>& retry_after) {
    if (!retry_after) return std::nullopt;
    const std::string_view text = trim(*retry_after);
    std::uint32_t seconds = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return std::chrono::seconds{seconds};
}

std::optional<Millis> ScimPatience::after(const ScimAnswer& answer) {
    const auto rule = std::find_if(rules_->begin(), rules_->end(), [&](const auto& one) { return fits(one, answer); });
    if (rule == rules_->end() || tries_ >= rule->tries) return std::nullopt;
    const auto asked = rule->retry_after == RetryAfter::ignored ? std::nullopt : whole_seconds(answer.retry_after);
    const bool listens = rule->retry_after == RetryAfter::each || !last_;
    const Millis wait = asked && listens ? *asked : last_ ? grown(*rule, *last_) : rule->wait;
    last_ = std::min(wait, rule->longest);
    ++tries_;
    return last_;
}

} // namespace idpsim::idp
