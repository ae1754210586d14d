#include "simulator/sp/replay_cache.hpp"

namespace idpsim::sp {
namespace {

/// The length in front keeps ("a", "bc") and ("ab", "c") apart.
std::string key_of(std::string_view issuer, std::string_view assertion_id) {
    std::string key = std::to_string(issuer.size()) + ' ';
    key.append(issuer);
    key.append(assertion_id);
    return key;
}

} // namespace

bool ReplayCache::contains(std::string_view issuer, std::string_view assertion_id) const {
    return keys_.contains(key_of(issuer, assertion_id));
}

void ReplayCache::add(std::string_view issuer, std::string_view assertion_id, Instant until, Instant now) {
    while (!by_end_.empty() && by_end_.top().first <= now) {
        keys_.erase(by_end_.top().second);
        by_end_.pop();
    }
    std::string key = key_of(issuer, assertion_id);
    if (keys_.insert(key).second) by_end_.emplace(until, std::move(key));
}

} // namespace idpsim::sp
