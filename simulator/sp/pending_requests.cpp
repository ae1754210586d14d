#include "simulator/sp/pending_requests.hpp"

namespace idpsim::sp {
namespace {
constexpr std::size_t capacity = 100'000;
}

void PendingRequests::add(std::string id, PendingRequest request, Instant now) {
    forget_old(now);
    request.made = now;
    by_age_.emplace_back(now, id);
    requests_.insert_or_assign(std::move(id), std::move(request));
}

RequestState PendingRequests::state(std::string_view id, std::string_view org, std::string_view idp,
                                    std::string_view browser, Instant now) const {
    const auto found = requests_.find(id);
    if (found == requests_.end()) return RequestState::unknown;
    const PendingRequest& request = found->second;
    if (request.org != org || request.browser != browser) return RequestState::other_browser;
    if (request.idp != idp) return RequestState::other_idp;
    if (request.answered) return RequestState::answered;
    if (now - request.made >= lifetime_) return RequestState::expired;
    return RequestState::pending;
}

const PendingRequest* PendingRequests::find(std::string_view id) const {
    const auto found = requests_.find(id);
    return found == requests_.end() ? nullptr : &found->second;
}

void PendingRequests::consume(std::string_view id) {
    const auto found = requests_.find(id);
    if (found != requests_.end()) found->second.answered = true;
}

/// Kept for twice their lifetime, so that a late answer can be told why it is refused.
void PendingRequests::forget_old(Instant now) {
    while (!by_age_.empty() && (now - by_age_.front().first >= 2 * lifetime_ || requests_.size() >= capacity)) {
        const auto found = requests_.find(by_age_.front().second);
        if (found != requests_.end() && found->second.made == by_age_.front().first) requests_.erase(found);
        by_age_.pop_front();
    }
}

} // namespace idpsim::sp
