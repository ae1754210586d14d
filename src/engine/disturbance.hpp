#pragma once
/// What goes wrong between a provisioning client and its server: answers in the server's place, answers bent on their way,
/// messages that are lost. Scenarios ask for it by `t.scim:disturb{...}`.
#include "src/core/clock.hpp"
#include "src/net/wire.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// Holds for requests of this method and path; the first `after` of them pass, then `times` are disturbed.
struct Disturbance {
    std::string method;              ///< "" for any
    std::string path = "*";          ///< glob over what follows the base URL, query included
    int after = 0, times = 1;
    std::optional<bool> reaches;     ///< whether the server gets the request; by default only when its answer is bent
    std::string kind;                ///< one of disturbance_kinds(), or ""
    std::optional<int> status;       ///< of the answer ...
    std::optional<std::string> body; ///< ... its body ...
    Headers headers;                 ///< ... and headers that are put over its own
    std::optional<std::int64_t> total_results; ///< put into lists
};

/// The kinds with a sentence each.
const std::vector<std::pair<std::string, std::string>>& disturbance_kinds();

/// All of a case's, for one client. Copies share what they know.
class Disturbances {
public:
    Disturbances();
    void add(Disturbance one);
    /// From now on everything passes.
    void clear();
    /// Whether the last answer was made up here: then no server's clock is concerned.
    bool made_up_the_last() const;
    /// The way for the client's messages. Network and clock must outlive its use; a time-out moves the clock.
    net::Wire::Passage passage(net::Network& network, VirtualClock& clock, std::string base_url) const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

} // namespace idpsim::engine
