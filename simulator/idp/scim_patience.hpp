#pragma once
/// How long a SCIM client waits before it sends a request again, and when it gives up.
#include "simulator/idp/scim_answer.hpp"

#include <optional>
#include <vector>

namespace idpsim::idp {

/// For one request: asked after each answer that was no success.
class ScimPatience {
public:
    /// `rules` must outlive it.
    explicit ScimPatience(const std::vector<ScimRetry>& rules) : rules_(&rules) {}

    /// The wait before the next try; nothing when there is none.
    std::optional<Millis> after(const ScimAnswer& answer);
    /// Requests so far, the first included.
    int tries() const { return tries_; }

private:
    const std::vector<ScimRetry>* rules_;
    int tries_ = 1;
    std::optional<Millis> last_;
};

/// Retry-After as whole seconds; nothing for a date, a fraction, a sign or junk.
std::optional<Millis> whole_seconds(const std::optional<std::string>& retry_after);

} // namespace idpsim::idp
