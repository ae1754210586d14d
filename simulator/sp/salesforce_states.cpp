#include "simulator/sp/salesforce_states.hpp"

namespace idpsim::sp {
namespace {
constexpr std::size_t capacity = 100'000;
}

void SalesforceStates::add(std::string id, SalesforceState state) {
    while (by_age_.size() >= capacity) {
        states_.erase(by_age_.front());
        by_age_.pop_front();
    }
    by_age_.push_back(id);
    states_.insert_or_assign(std::move(id), std::move(state));
}

std::optional<SalesforceState> SalesforceStates::find(std::string_view id) const {
    const auto found = states_.find(id);
    return found == states_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<SalesforceState> SalesforceStates::last_of(std::string_view browser) const {
    for (auto id = by_age_.rbegin(); id != by_age_.rend(); ++id)
        if (const auto found = states_.find(*id); found != states_.end() && found->second.browser == browser)
            return found->second;
    return std::nullopt;
}

void SalesforceStates::use(std::string_view id) {
    if (const auto found = states_.find(id); found != states_.end()) found->second.used = true;
}

} // namespace idpsim::sp
