#pragma once
/// Logins with Salesforce that are under way, each bound to the browser that began it.
#include "src/core/instant.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace idpsim::sp {

struct SalesforceState {
    std::string org, environment;
    std::string browser;  ///< value of the browser's cookie; a secret
    std::string verifier; ///< RFC 7636 section 4.1; a secret
    std::string relay_state;
    Instant made{};
    bool used = false;
};

class SalesforceStates {
public:
    /// Beyond 100 000 the oldest is forgotten.
    void add(std::string id, SalesforceState state);
    std::optional<SalesforceState> find(std::string_view id) const;
    /// The one that the browser began last.
    std::optional<SalesforceState> last_of(std::string_view browser) const;
    /// From now on it counts as used.
    void use(std::string_view id);

private:
    std::map<std::string, SalesforceState, std::less<>> states_;
    std::deque<std::string> by_age_;
};

} // namespace idpsim::sp
