#pragma once
/// The assertions that a login was based on, for as long as they could be used again
/// (saml-profiles-2.0 section 4.1.4.5).
#include "src/core/instant.hpp"

#include <queue>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace idpsim::sp {

/// Keyed by issuer and assertion ID: two IdPs may choose the same ID. Only assertions that passed every rule come
/// in, so nobody can fill it without a key of the IdP's.
class ReplayCache {
public:
    bool contains(std::string_view issuer, std::string_view assertion_id) const;
    /// `until`: when the assertion cannot be used any more, tolerance included.
    void add(std::string_view issuer, std::string_view assertion_id, Instant until, Instant now);
    std::size_t size() const { return keys_.size(); }

private:
    using Entry = std::pair<Instant, std::string>;

    std::unordered_set<std::string> keys_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> by_end_;
};

} // namespace idpsim::sp
